"""Keeping the gallery in order, with what may be typed checked and the last change undoable."""

from contextlib import contextmanager

from app.domain import Speaker
from app.errors import UserError
from app.services.erasing import blank_name
from app.services.names import normalize_name, normalize_notes, normalize_tags
from app.store.undo import Undo


class CurationService:
    """For one thread at a time.  The last change can be undone until the next one, ``forget`` or the program's end.

    ``log`` is the path of the program's log file, where names that are removed may have come to stand.
    """

    def __init__(self, gallery, curation, log=None):
        self._gallery = gallery
        self._curation = curation
        self._log = log
        self._last = Undo()

    def rename(self, speaker: Speaker, name: str) -> Speaker:
        with self._undoable(speaker.name) as undo:
            return self._gallery.rename(speaker.id, normalize_name(name), undo)

    def describe(self, speaker: Speaker, notes: str, tags) -> Speaker:
        with self._undoable() as undo:
            return self._curation.describe(speaker.id, normalize_notes(notes), normalize_tags(tags), undo)

    def merge(self, others: list[Speaker], into: Speaker) -> tuple[Speaker, int]:
        """The merged speaker, and how many recordings were there twice and are kept once."""
        other_ids = list(dict.fromkeys(other.id for other in others if other.id != into.id))
        if not other_ids:
            raise UserError("Only one speaker was chosen.", "Choose two or more to merge.")
        with self._undoable() as undo:
            return self._curation.merge(other_ids, into.id, undo)

    def split(self, speaker: Speaker, take_ids: list[int], name: str) -> Speaker:
        """The new speaker, who has these takes now."""
        with self._undoable() as undo:
            return self._curation.split(speaker.id, take_ids, normalize_name(name), undo)

    def move(self, speaker: Speaker, take_ids: list[int], to: Speaker) -> tuple[Speaker, int]:
        """The speaker who has these takes now, and how many of them were there before."""
        if to.id == speaker.id:
            raise UserError("The takes are this speaker's already.", "Choose another speaker to move them to.")
        with self._undoable() as undo:
            return self._curation.move(speaker.id, take_ids, to.id, undo)

    def remove_takes(self, speaker: Speaker, take_ids: list[int]) -> Speaker:
        with self._undoable() as undo:
            return self._curation.remove_takes(speaker.id, take_ids, undo)

    def remove(self, speaker: Speaker) -> None:
        with self._undoable(speaker.name) as undo:
            self._gallery.remove(speaker.id, undo)

    def undo(self) -> None:
        """Take back the last change; a ``UserError`` where there is none, or where it can no longer be undone."""
        if not self._last:
            raise UserError("There is nothing to undo.", "Only the last change can be undone, and only once.")
        self._curation.undo(self._last)
        self._last = Undo()

    def forget(self) -> None:
        """Let go of the last change: what it removed is then nowhere any more."""
        self._last = Undo()

    @contextmanager
    def _undoable(self, old_name=None):
        """A change that failed leaves the one before undoable; one whose wiping failed was made all the same.

        A name that it ended is taken out of the log.
        """
        undo = Undo()
        try:
            yield undo
        finally:
            if undo:
                self._last = undo
                if old_name and self._log:
                    blank_name(self._log, old_name)
