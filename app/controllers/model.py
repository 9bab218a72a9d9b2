"""Loading the speaker model while the window is already there."""

from PyQt5.QtCore import pyqtSignal

from app.controllers.base import Controller


class ModelController(Controller):
    """``loaded(str model id)``."""

    loaded = pyqtSignal(str)

    def __init__(self, jobs, workshop, parent=None):
        super().__init__(jobs, parent)
        self._workshop = workshop

    def load(self):
        self._run(lambda: self._workshop.models.encoder().model_id, self.loaded.emit)
