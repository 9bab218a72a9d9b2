"""The recordings that were opened last, remembered from one start to the next."""

from functools import partial

from PyQt5.QtCore import pyqtSignal

from app.controllers.base import Controller
from app.services import recent_files


class RecentController(Controller):
    """Signals: ``changed(list of paths)``, the latest first.  ``jobs`` does one thing after the other.

    Beside a protected gallery nothing of it is written down: file names may tell who is in it.
    """

    changed = pyqtSignal(list)

    def __init__(self, jobs, workshop, folder, parent=None):
        super().__init__(jobs, parent)
        self._folder = None if workshop.key else folder

    def load(self):
        if self._folder:
            self._run(partial(recent_files.listed, self._folder), self.changed.emit)

    def add(self, paths):
        if self._folder:
            self._run(partial(recent_files.add, self._folder, paths), self.changed.emit)

    def forget(self):
        if self._folder:
            self._run(partial(recent_files.forget, self._folder), lambda _: self.changed.emit([]))
