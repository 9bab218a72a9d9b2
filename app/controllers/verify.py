"""One question at a time: does this recording support that it is this speaker?"""

from functools import partial

from PyQt5.QtCore import pyqtSignal

from app.controllers.base import Controller
from app.services.decision import MIN_ABS_LLR


class VerifyController(Controller):
    """Signals: ``busy_changed(bool)``, ``verified(Verification, sound)``."""

    busy_changed = pyqtSignal(bool)
    verified = pyqtSignal(object, object)

    band = MIN_ABS_LLR

    def __init__(self, jobs, workshop, parent=None):
        super().__init__(jobs, parent)
        self._workshop = workshop

    def verify(self, speaker, sound):
        self.busy_changed.emit(True)
        work = lambda: self._workshop.verification.verify(speaker.name, sound.take)  # noqa: E731
        self._run(work, partial(self._verified, sound), on_error=partial(self.busy_changed.emit, False))

    def _verified(self, sound, verification):
        self.busy_changed.emit(False)
        self.verified.emit(verification, sound)
