"""Changing who is who, with a sentence about each change, and undoing the last one."""

from functools import partial

from PyQt5.QtCore import pyqtSignal

from app.controllers.base import Controller
from app.errors import Notice
from app.widgets.words import takes_words


class CurationController(Controller):
    """Signals: ``changed(Notice, bool is_removal)`` for what can be undone now; ``undone(Notice)``; ``shown(int)``,
    the id of the speaker to look at after merging or undoing; ``unsaved(Speaker, str notes, list tags)`` for notes
    that were refused; ``ended()`` after every attempt, since a change whose wiping failed is made all the same."""

    changed = pyqtSignal(object, bool)
    undone = pyqtSignal(object)
    shown = pyqtSignal(int)
    unsaved = pyqtSignal(object, str, list)
    ended = pyqtSignal()

    def __init__(self, jobs, workshop, parent=None):
        """``jobs`` does one thing after the other: what is undone is what was done before."""
        super().__init__(jobs, parent)
        self._workshop = workshop
        self._concerned_id = None  # whom the last change was about

    def rename(self, speaker, name):
        words = self.tr("{old} is {new} now.")
        tell = lambda renamed: words.format(old=speaker.name, new=renamed.name)  # noqa: E731
        self._change(speaker, lambda curation: curation.rename(speaker, name), tell)

    def describe(self, speaker, notes, tags):
        words = self.tr("Notes and tags of {name} are saved.").format(name=speaker.name)
        on_error = partial(self.unsaved.emit, speaker, notes, tags)
        work = lambda curation: curation.describe(speaker, notes, tags)  # noqa: E731
        self._change(speaker, work, lambda _: words, on_error=on_error)

    def merge(self, others, into):
        names = ", ".join(other.name for other in others)
        words = self.tr("{others} and {name} are one speaker now: {name}, with {takes}.")

        def tell(result):
            merged, n_duplicates = result
            self.shown.emit(merged.id)
            takes = takes_words(merged.n_takes, self.tr)
            return words.format(others=names, name=merged.name, takes=takes) + self._kept_once(n_duplicates)

        self._change(into, lambda curation: curation.merge(others, into), tell)

    def split(self, speaker, take_ids, name):
        words = self.tr("{new} is a speaker of their own now, with {takes} that {name} had.")

        def tell(new):
            return words.format(new=new.name, name=speaker.name, takes=takes_words(new.n_takes, self.tr))

        self._change(speaker, lambda curation: curation.split(speaker, take_ids, name), tell)

    def move(self, speaker, take_ids, to):
        words = self.tr("{takes} of {name} went to {to}.")
        words = words.format(takes=takes_words(len(take_ids), self.tr), name=speaker.name, to=to.name)
        tell = lambda result: words + self._kept_once(result[1])  # noqa: E731
        self._change(speaker, lambda curation: curation.move(speaker, take_ids, to), tell)

    def remove_takes(self, speaker, take_ids):
        words = self.tr("{takes} of {name} removed.")
        words = words.format(takes=takes_words(len(take_ids), self.tr), name=speaker.name)
        work = lambda curation: curation.remove_takes(speaker, take_ids)  # noqa: E731
        self._change(speaker, work, lambda _: words, is_removal=True)

    def remove(self, speaker):
        words = self.tr("{name} is removed.").format(name=speaker.name)
        self._change(speaker, lambda curation: curation.remove(speaker), lambda _: words, is_removal=True)

    def undo(self):
        concerned_id = self._concerned_id

        def undone(_):
            self.undone.emit(Notice(self.tr("The last change is undone."), ""))
            if concerned_id is not None:
                self.shown.emit(concerned_id)
            self.ended.emit()

        self._run(lambda: self._workshop.curation.undo(), undone, on_error=self.ended.emit)

    def forget(self):
        """The last change can no longer be undone; what it removed is gone for good."""
        self._run(lambda: self._workshop.curation.forget(), lambda _: None)

    def _change(self, speaker, work, tell, *, is_removal=False, on_error=lambda: None):
        """``work(curation)`` in a job; ``tell(its result)`` is the sentence for it."""

        def changed(result):
            self._concerned_id = speaker.id
            self.changed.emit(Notice(tell(result), self._advice(is_removal)), is_removal)
            self.ended.emit()

        def failed():
            on_error()
            self.ended.emit()

        self._run(lambda: work(self._workshop.curation), changed, on_error=failed)

    def _advice(self, is_removal):
        if is_removal:
            return self.tr(
                "It is wiped from the disk; backups that you saved yourself still have it. Until your next change, "
                "Undo brings it back from memory."
            )
        return self.tr("Ctrl+Z on this page undoes it, until your next change.")

    def _kept_once(self, n_duplicates):
        if not n_duplicates:
            return ""
        return " " + self.tr("{takes} came twice and is kept once.").format(takes=takes_words(n_duplicates, self.tr))
