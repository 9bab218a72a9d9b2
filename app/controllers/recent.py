"""The recordings that were opened last, remembered from one start to the next."""

from functools import partial

from PyQt5.QtCore import pyqtSignal

from app.controllers.base import Controller
from app.services import recent_files


class RecentController(Controller):
    """Signals: ``changed(list of paths)``, the latest first.  ``jobs`` does one thing after the other."""

    changed = pyqtSignal(list)

    def __init__(self, jobs, folder, parent=None):
        super().__init__(jobs, parent)
        self._folder = folder

    def load(self):
        self._run(partial(recent_files.listed, self._folder), self.changed.emit)

    def add(self, paths):
        self._run(partial(recent_files.add, self._folder, paths), self.changed.emit)

    def forget(self):
        self._run(partial(recent_files.forget, self._folder), lambda _: self.changed.emit([]))
