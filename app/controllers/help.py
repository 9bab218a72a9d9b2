"""What the help window asks of the disk: versions, licences and the log."""

from PyQt5.QtCore import pyqtSignal

from app.controllers.base import Controller
from app.services import about


class HelpController(Controller):
    """Signals: ``about_ready(list of (what, version), dict of places, str licences)``, ``log_ready(str)``."""

    about_ready = pyqtSignal(list, dict, str)
    log_ready = pyqtSignal(str)

    def __init__(self, jobs, workshop, folder, parent=None):
        super().__init__(jobs, parent)
        self._workshop = workshop
        self._folder = folder

    def load_about(self):
        def work():
            models = self._workshop.models
            encoder = models.encoder() if models.is_ready else None
            return about.versions(encoder), about.places(self._folder), about.licences()

        self._run(work, lambda found: self.about_ready.emit(*found))

    def load_log(self):
        self._run(lambda: about.log_tail(self._folder), self.log_ready.emit)
