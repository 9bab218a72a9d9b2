"""The answer while somebody speaks: about twice a second, on what was heard so far, never two at a time."""

from dataclasses import dataclass, field
from functools import partial

import numpy as np
from PyQt5.QtCore import pyqtSignal

from app.controllers.base import Controller
from app.services.live import VoiceSoFar, interim_answer
from gluonar_engine import SAMPLE_RATE

_EVERY_S = 0.5  # of sound; where an answer takes longer, the next one has more to hear


@dataclass(eq=False)
class _Session:
    """One recording; ``voice`` is made in its first job, since the model may still be loading."""

    speaker: object
    blocks: list = field(default_factory=list)
    waiting_s: float = 0.0
    voice: VoiceSoFar | None = None


class LiveController(Controller):
    """``answered(Speaker, Interim)``; nothing is logged, the trial is that of the whole recording."""

    answered = pyqtSignal(object, object)

    def __init__(self, jobs, workshop, parent=None):
        super().__init__(jobs, parent)
        self._workshop = workshop
        self._session = None
        self._is_answering = False

    @property
    def is_on(self):
        return self._session is not None

    def start(self, speaker):
        """A recording begins; ``speaker`` may be None until one is chosen."""
        self._session = _Session(speaker)

    def choose(self, speaker):
        if self._session is not None:
            self._session.speaker = speaker

    def stop(self):
        self._session = None

    def hear(self, block):
        """What the microphone heard since the last call."""
        session = self._session
        if session is None:
            return
        session.blocks.append(block)
        session.waiting_s += len(block) / SAMPLE_RATE
        if session.waiting_s >= _EVERY_S and session.speaker is not None and not self._is_answering:
            self._answer(session)

    def _answer(self, session):
        self._is_answering = True
        speaker, heard = session.speaker, np.concatenate(session.blocks)
        session.blocks, session.waiting_s = [], 0.0

        def work():
            if session.voice is None:
                session.voice = VoiceSoFar(self._workshop.models.encoder())
            session.voice.hear(heard)
            return interim_answer(self._workshop.verification, speaker.name, session.voice)

        self._run(work, partial(self._answered, session, speaker), on_error=partial(self._failed, session))

    def _answered(self, session, speaker, interim):
        self._is_answering = False
        if session is self._session and speaker == session.speaker:
            self.answered.emit(speaker, interim)

    def _failed(self, session):
        """One notice is enough: this recording gets no more answers until it is whole."""
        self._is_answering = False
        if session is self._session:
            self.stop()
