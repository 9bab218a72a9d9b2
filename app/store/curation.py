"""Changing who is who in the gallery: describing, merging, splitting, moving takes; and undoing any of it.

Templates go with their takes, and so does what was agreed to about them, where the new owner has no consent of their
own.  Trials are about a speaker, not about a take: they follow a merge, and stay where they are when takes leave.
Every speaker keeps at least one take.
"""

from datetime import date

from app.domain import Speaker
from app.errors import LastTake, TakeGone
from app.store import audit, consents, speakers
from app.store.database import Database


class Curation:
    """Every change is whole or not at all and wipes what it replaced from the disk; ``undo`` notes how to go back."""

    def __init__(self, path, key=None):
        self._database = Database(path, key)

    def describe(self, speaker_id: int, notes: str, tags: tuple[str, ...], undo=None) -> Speaker:
        with self._database.replacing(undo) as db:
            speakers.find(db, speaker_id)
            speakers.describe(db, speaker_id, notes, tags)
            audit.note(db, "describe", speaker_id)
            return speakers.find(db, speaker_id)

    def merge(self, other_ids: list[int], into_id: int, undo=None) -> tuple[Speaker, int]:
        """Give one speaker all that belongs to others, who are then removed; their names stay in the notes.

        Of a recording that several of them have, one is kept; the second value is how many that left out.
        """
        with self._database.replacing(undo) as db:
            kept = speakers.find(db, into_id)
            others = [speakers.find(db, speaker_id) for speaker_id in other_ids]
            audit.note(db, "merge", into_id, merged=[speakers.log_id(db, other.id) for other in others])
            n_duplicates = _hand_over(db, other_ids, into_id)
            notes = [kept.notes, *(_remembered(other) for other in others)]
            tags = {tag.casefold(): tag for speaker in (*reversed(others), kept) for tag in speaker.tags}
            speakers.describe(db, into_id, "\n".join(filter(None, notes)), tags.values())
            return speakers.find(db, into_id), n_duplicates

    def split(self, speaker_id: int, take_ids: list[int], name: str, undo=None) -> Speaker:
        """Make some of a speaker's takes a new speaker; neither remembers the other, whose name may be wiped later."""
        with self._database.replacing(undo) as db:
            new_id = speakers.add(db, name)
            _move(db, speaker_id, take_ids, new_id)
            audit.note(db, "split", new_id, takes=len(take_ids), source=speakers.log_id(db, speaker_id))
            return speakers.find(db, new_id)

    def move(self, speaker_id: int, take_ids: list[int], to_id: int, undo=None) -> tuple[Speaker, int]:
        """Give some of a speaker's takes to another one; the second value: how many of them that one had already."""
        with self._database.replacing(undo) as db:
            speakers.find(db, to_id)
            n_duplicates = _move(db, speaker_id, take_ids, to_id)
            audit.note(db, "move", to_id, takes=len(take_ids), source=speakers.log_id(db, speaker_id))
            return speakers.find(db, to_id), n_duplicates

    def remove_takes(self, speaker_id: int, take_ids: list[int], undo=None) -> Speaker:
        with self._database.replacing(undo) as db:
            _check(db, speaker_id, take_ids)
            db["recordings"].delete_where(f"id in ({_marks(take_ids)})", take_ids)
            audit.note(db, "remove-takes", speaker_id, takes=len(take_ids))
            return _left(db, speaker_id)

    def undo(self, undo) -> None:
        """Take back a change, wholly or, with a ``UserError``, not at all."""
        with self._database.replacing() as db:
            undo.take_back(db)
            audit.note(db, "undo", line=undo.line)


def _remembered(other):
    """What the notes say of a speaker who was merged into another one."""
    return "\n".join(filter(None, [f"Until {date.today()} also enrolled as “{other.name}”.", other.notes]))


def _hand_over(db, other_ids, into_id):
    """Everything that any table has of the others; what the new owner has already goes with its former one."""
    owned = [key for table in db.tables for key in table.foreign_keys if key.other_table == "speakers"]
    for key in owned:
        statement = f"update or ignore [{key.table}] set [{key.column}] = ? where [{key.column}] = ?"
        for speaker_id in other_ids:
            db.execute(statement, [into_id, speaker_id])
    n_duplicates = db["recordings"].count_where(f"speaker_id in ({_marks(other_ids)})", other_ids)
    db["speakers"].delete_where(f"id in ({_marks(other_ids)})", other_ids)
    return n_duplicates


def _move(db, speaker_id, take_ids, to_id):
    """Takes that the new owner has already are removed; how many."""
    _check(db, speaker_id, take_ids)
    chosen = f"id in ({_marks(take_ids)})"
    db.execute(f"update or ignore recordings set speaker_id = ? where {chosen}", [to_id, *take_ids])
    consents.take_along(db, speaker_id, to_id)
    n_duplicates = db["recordings"].count_where(f"{chosen} and speaker_id = ?", [*take_ids, speaker_id])
    db["recordings"].delete_where(f"{chosen} and speaker_id = ?", [*take_ids, speaker_id])
    _left(db, speaker_id)
    return n_duplicates


def _check(db, speaker_id, take_ids):
    speakers.find(db, speaker_id)
    where = f"id in ({_marks(take_ids)}) and speaker_id = ?"
    if db["recordings"].count_where(where, [*take_ids, speaker_id]) != len(set(take_ids)):
        raise TakeGone


def _left(db, speaker_id):
    """The speaker whose takes left."""
    speaker = speakers.find(db, speaker_id)
    if not speaker.n_takes:
        raise LastTake(speaker.name)
    return speaker


def _marks(values):
    return ", ".join("?" * len(values))
