"""Who speaks now, while people talk; and who spoke when, as soon as they have stopped."""

from functools import partial

from PyQt5.QtCore import pyqtSignal, pyqtSlot

from app.controllers.listening import ListeningController
from gluonar_engine import SAMPLE_RATE

_PIECE_S = 5.0  # of sound that waits, at a time: progress is told and cancelling heard between two


class _Cancelled(Exception):
    pass


class LiveConversationController(ListeningController):
    """Signals: ``answered(list of speakers, Heard)`` while it goes on; ``busy_changed(bool)``, ``progressed(float
    share)`` and ``found(Timeline, sound)`` at its end.

    The question is the speakers who are looked for, none of them meaning everybody.
    """

    busy_changed = pyqtSignal(bool)
    progressed = pyqtSignal(float)
    found = pyqtSignal(object, object)
    _listened = pyqtSignal(float)  # from the job's thread to this one

    def __init__(self, jobs, workshop, parent=None):
        super().__init__(jobs, workshop, parent)
        self._ending = None  # (session, sound) that wait for the answer under way
        self._is_cancelled = False
        self._listened.connect(self._tell)

    def start(self, question):
        super().start(question)
        self._is_cancelled = False

    def end(self, sound):
        """The recording that was listened to is whole, as ``sound``: its timeline follows."""
        session = self._session
        self.stop()
        if session is None:
            return
        self.busy_changed.emit(True)
        if self._is_answering:
            self._ending = session, sound
        else:
            self._end(session, sound)

    def cancel(self):
        """What is heard live goes on; the timeline at its end is not waited for."""
        self._is_cancelled = self._session is None

    def _begin(self, speakers):
        return self._workshop.verification.conversation(speakers)

    def _answer(self, speakers, so_far):
        return so_far.so_far()

    def _listen(self, session, heard, progress=lambda share: None):
        n_piece = round(_PIECE_S * SAMPLE_RATE)
        for start in range(0, max(1, len(heard)), n_piece):
            if self._is_cancelled:
                raise _Cancelled
            super()._listen(session, heard[start : start + n_piece])
            progress(min(1.0, (start + n_piece) / max(1, len(heard))))

    def _end(self, session, sound):
        def work():
            try:
                n_heard = session.so_far.n_heard if session.so_far else 0
                self._listen(session, sound.take.waveform[n_heard:], self._listened.emit)
            except _Cancelled:
                return None
            return session.so_far.end(sound.take)

        self._run(work, partial(self._found, sound), on_error=partial(self.busy_changed.emit, False))

    @pyqtSlot(float)
    def _tell(self, share):
        self.progressed.emit(share)

    def _found(self, sound, timeline):
        self.busy_changed.emit(False)
        if timeline is not None:
            self.found.emit(timeline, sound)

    def _answered(self, session, question, answer):
        super()._answered(session, question, answer)
        if self._ending:
            ending, self._ending = self._ending, None
            self._end(*ending)

    def _failed(self, session):
        super()._failed(session)
        if self._ending:
            self._ending = None
            self.busy_changed.emit(False)
