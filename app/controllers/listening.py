"""What the controllers share that answer while somebody speaks: about twice a second, never two at a time."""

import threading
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from PyQt5.QtCore import pyqtSignal

from app.controllers.base import LongController
from gluonar_engine import SAMPLE_RATE

_EVERY_S = 0.5  # of sound; where an answer takes longer, the next one has more to hear


@dataclass(eq=False)
class Session:
    """One recording, and what is asked about it; ``so_far`` is made in its first job, since the model may still be
    loading, and is for whoever holds the ``lock``."""

    question: object
    blocks: list = field(default_factory=list)
    waiting_s: float = 0.0
    so_far: object = None
    lock: threading.Lock = field(default_factory=threading.Lock)


class ListeningController(LongController):
    """``answered(question, answer)``; what follows at a recording's end may take long.

    Subclasses have ``_new(question)``, whose result has ``hear(block)``, and ``_answer(question, so_far)``; both run
    in jobs.
    """

    answered = pyqtSignal(object, object)

    def __init__(self, jobs, workshop, parent=None):
        super().__init__(jobs, parent)
        self._workshop = workshop
        self._session = None
        self._is_answering = False

    @property
    def is_on(self):
        return self._session is not None

    def start(self, question):
        """A recording begins; nothing is answered while the ``question`` is None."""
        self._session = Session(question)

    def stop(self):
        self._session = None

    def hear(self, block):
        """What the microphone heard since the last call."""
        session = self._session
        if session is None:
            return
        session.blocks.append(block)
        session.waiting_s += len(block) / SAMPLE_RATE
        if session.waiting_s >= _EVERY_S and session.question is not None and not self._is_answering:
            self._ask(session)

    def _ask(self, session):
        self._is_answering = True
        question, heard = session.question, np.concatenate(session.blocks)
        session.blocks, session.waiting_s = [], 0.0

        def work():
            with session.lock:
                self._listen(session, heard)
                return self._answer(question, session.so_far)

        self._run(work, partial(self._answered, session, question), on_error=partial(self._failed, session))

    def _listen(self, session, heard):
        """In a job that holds the lock."""
        if session.so_far is None:
            session.so_far = self._new(session.question)
        session.so_far.hear(heard)

    def _answered(self, session, question, answer):
        self._is_answering = False
        if session is self._session and question == session.question:
            self.answered.emit(question, answer)

    def _failed(self, session):
        """One notice is enough: this recording gets no more answers until it is whole."""
        self._is_answering = False
        if session is self._session:
            self.stop()
