"""Files to sounds, one after the other, with progress and cancel."""

from collections import deque
from functools import partial
from pathlib import Path

from PyQt5.QtCore import pyqtSignal

from app.controllers.base import Controller
from app.controllers.sounds import sound_of
from app.services.importing import take_from_file


class ImportController(Controller):
    """Signals: ``progressed(str file name, int n_done, int n_all)``, ``finished()``."""

    progressed = pyqtSignal(str, int, int)
    finished = pyqtSignal()

    def __init__(self, jobs, parent=None):
        super().__init__(jobs, parent)
        self._waiting = deque()
        self._n_done = self._n_all = 0
        self._is_running = False

    def read(self, paths, deliver):
        """``deliver(sound)`` for every file that has usable sound; a notice for every other one."""
        self._waiting.extend((path, deliver) for path in paths)
        self._n_all += len(paths)
        if not self._is_running:
            self._next()

    def cancel(self):
        """Leave out what was not begun yet."""
        self._n_all -= len(self._waiting)
        self._waiting.clear()

    def _next(self):
        self._is_running = bool(self._waiting)
        if not self._waiting:
            self._n_done = self._n_all = 0
            self.finished.emit()
            return
        path, deliver = self._waiting.popleft()
        self.progressed.emit(Path(path).name, self._n_done, self._n_all)
        self._run(partial(_sound_from_file, path), partial(self._read, deliver), on_error=self._advance)

    def _read(self, deliver, sound):
        deliver(sound)
        self._advance()

    def _advance(self):
        self._n_done += 1
        self._next()


def _sound_from_file(path):
    return sound_of(take_from_file(path))
