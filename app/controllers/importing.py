"""Files to sounds, one after the other, with progress and cancel."""

from collections import deque
from functools import partial
from pathlib import Path

from PyQt5.QtCore import pyqtSignal, pyqtSlot

from app.controllers.base import Controller, Progress
from app.controllers.sounds import sound_of
from app.services.importing import take_from_file


class ImportController(Controller):
    """Signals: ``progressed(str file name, int n_done, int n_all)`` as each begins, ``listened(float share)`` of the
    one at hand, ``finished()``."""

    progressed = pyqtSignal(str, int, int)
    listened = pyqtSignal(float)
    finished = pyqtSignal()
    _told = pyqtSignal(object, float)  # from the job's thread to this one

    def __init__(self, jobs, parent=None):
        super().__init__(jobs, parent)
        self._waiting = deque()
        self._n_done = self._n_all = 0
        self._reading = None  # the Progress of the file at hand
        self._told.connect(self._tell)

    def read(self, paths, deliver):
        """``deliver(sound)`` for every file that has usable sound; a notice for every other one."""
        self._waiting.extend((path, deliver) for path in paths)
        self._n_all += len(paths)
        if self._reading is None:
            self._next()

    def cancel(self):
        """Leave out what is not read yet, the file at hand, too."""
        self._waiting.clear()
        if self._reading is not None:
            self._reading.is_wanted = False
            self._next()

    def _next(self):
        self._reading = None
        if not self._waiting:
            self._n_done = self._n_all = 0
            self.finished.emit()
            return
        path, deliver = self._waiting.popleft()
        reading = self._reading = Progress(lambda share: self._told.emit(reading, share))
        self.progressed.emit(Path(path).name, self._n_done, self._n_all)
        ended = partial(self._read, reading, deliver), partial(self._failed, reading)
        self._jobs.start(lambda: sound_of(take_from_file(path, reading)), *ended)

    def _read(self, reading, deliver, sound):
        if reading is self._reading:
            deliver(sound)
            self._advance()

    def _failed(self, reading, error):
        if reading is self._reading:
            self._advance()
            self._fail(error)

    def _advance(self):
        self._n_done += 1
        self._next()

    @pyqtSlot(object, float)
    def _tell(self, reading, share):
        if reading is self._reading:
            self.listened.emit(share)
