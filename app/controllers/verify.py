"""One question at a time: does this recording support that it is this speaker?"""

from PyQt5.QtCore import pyqtSignal

from app.controllers.base import LongController
from app.services.decision import MIN_ABS_LLR


class VerifyController(LongController):
    """Signals: ``verified(Verification, sound)``, and a ``LongController``'s."""

    verified = pyqtSignal(object, object)

    band = MIN_ABS_LLR

    def __init__(self, jobs, workshop, parent=None):
        super().__init__(jobs, parent)
        self._workshop = workshop

    def verify(self, speaker, sound):
        def work(progress):
            return self._workshop.verification.verify(speaker.name, sound.take, progress=progress)

        self._begin(work, lambda verification: self.verified.emit(verification, sound))
