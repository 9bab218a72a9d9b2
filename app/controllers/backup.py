"""Backups made and put back in jobs, with progress; and the one that is made by itself."""

from functools import partial

from PyQt5.QtCore import pyqtSignal, pyqtSlot

from app.controllers.base import Controller
from app.services.backup import back_up_by_itself, read_backup, restore, write_backup
from app.services.damage import newest_whole


class _Cancelled(Exception):
    pass


class BackupController(Controller):
    """Signals: ``progressed(float share)``, ``ended()`` after each; ``saved(Backup)``, ``looked(Backup)`` for one that
    is whole, ``found(Backup)`` for the newest of those that were made by themselves, ``restored(Restored)``."""

    progressed = pyqtSignal(float)
    ended = pyqtSignal()
    saved = pyqtSignal(object)
    looked = pyqtSignal(object)
    found = pyqtSignal(object)
    restored = pyqtSignal(object)
    _heard = pyqtSignal(float)  # from the job's thread to this one

    def __init__(self, jobs, workshop, folder, parent=None):
        super().__init__(jobs, parent)
        self._workshop = workshop
        self._folder = folder
        self._is_cancelled = False
        self._heard.connect(self._tell)

    def by_itself(self):
        self._run(partial(back_up_by_itself, self._folder, key=self._workshop.key), lambda _: None)

    def save(self, path):
        def work(progress):
            made = write_backup(self._folder, path, progress, key=self._workshop.key)
            self._workshop.gallery.audit.note("export", what="backup", speakers=made.n_speakers)
            return made

        self._begin(work, self.saved)

    def look(self, path):
        """What is in it, before anything is put back."""
        self._begin(partial(read_backup, path), self.looked)

    def find_newest(self):
        self._begin(partial(newest_whole, self._folder), self.found)

    def restore(self, path):
        self._begin(partial(restore, self._folder, path, key=self._workshop.key), self.restored)

    def cancel(self):
        self._is_cancelled = True

    def _begin(self, work, done):
        self._is_cancelled = False
        self.progressed.emit(0.0)

        def run():
            try:
                return work(progress=self._progress)
            except _Cancelled:
                return None

        self._run(run, partial(self._end, done), on_error=self.ended.emit)

    def _progress(self, share):
        """In the job."""
        if self._is_cancelled:
            raise _Cancelled
        self._heard.emit(share)

    @pyqtSlot(float)
    def _tell(self, share):
        self.progressed.emit(share)

    def _end(self, done, result):
        self.ended.emit()
        if result is not None:
            done.emit(result)
