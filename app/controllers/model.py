"""Loading the speaker model while the window is already there."""

from PyQt5.QtCore import pyqtSignal

from app.controllers.base import Controller
from app.services.computing import place_words, use_device, why_words


class ModelController(Controller):
    """``loaded(str model id)``; ``placed(where it runs, why not on a graphics card)``, both in words."""

    loaded = pyqtSignal(str)
    placed = pyqtSignal(object, object)

    def __init__(self, jobs, workshop, parent=None):
        super().__init__(jobs, parent)
        self._workshop = workshop

    def load(self):
        self._run(lambda: self._workshop.models.encoder(), self._tell)

    def use_device(self, device):
        """Load it anew, to compute on ``device`` from now on."""
        use_device(device, None)
        self._run(lambda: self._workshop.models.load_again(), self._tell)

    def _tell(self, encoder):
        self.placed.emit(place_words(encoder.runs_on), why_words(encoder.runs_on.problem))
        self.loaded.emit(encoder.model_id)
