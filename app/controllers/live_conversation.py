"""Who speaks now, while people talk; and who spoke when, as soon as they have stopped."""

from functools import partial

from PyQt5.QtCore import pyqtSignal

from app.controllers.listening import ListeningController
from gluonar_engine import SAMPLE_RATE

_PIECE_S = 5.0  # of sound that waits, at a time


class LiveConversationController(ListeningController):
    """Signals: ``answered(list of speakers, Heard)`` while it goes on; at its end ``found(Timeline, sound)``, and a
    ``LongController``'s.

    The question is the speakers who are looked for, none of them meaning everybody.
    """

    found = pyqtSignal(object, object)

    def end(self, sound):
        """The recording that was listened to is whole, as ``sound``: its timeline follows."""
        session = self._session
        self.stop()
        if session is not None:
            self._begin(partial(self._finish, session, sound.take), lambda timeline: self.found.emit(timeline, sound))

    def _new(self, speakers):
        return self._workshop.verification.conversation(speakers)

    def _answer(self, speakers, so_far):
        return so_far.so_far()

    def _finish(self, session, take, progress):
        """In a job: hear what was not heard yet."""
        with session.lock:
            rest = take.waveform[session.so_far.n_heard if session.so_far else 0 :]
            n_piece = round(_PIECE_S * SAMPLE_RATE)
            for start in range(0, max(1, len(rest)), n_piece):
                self._listen(session, rest[start : start + n_piece])
                progress(min(1.0, (start + n_piece) / max(1, len(rest))))
            return session.so_far.end(take)
