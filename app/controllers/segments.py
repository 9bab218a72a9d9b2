"""The score along a recording, some windows a job, so that it is seen as it grows and can be cancelled."""

from dataclasses import dataclass, field
from functools import partial

from PyQt5.QtCore import pyqtSignal

from app.controllers.base import Controller
from app.services.segments import Windows, curve_of, odd_stretches

_N_WINDOWS = 32  # a job at least, a fifth of a second or so; of a long recording a sixteenth of what is done
_LONG_S = 60.0


@dataclass(eq=False)
class _Work:
    """Touched by one job after the other; the window's thread reads it between two."""

    verification: object
    sound: object
    windows: Windows | None = None
    scores: list = field(default_factory=list)
    n_done: int = 0


class SegmentController(Controller):
    """Signals: ``progressed(float share)``, 0 to 1; ``scored(sound, Verification, curve, stretches)`` after each job,
    ``curve`` as ``curve_of`` has it; ``ended()`` when it is done, cancelled, or has failed."""

    progressed = pyqtSignal(float)
    scored = pyqtSignal(object, object, object, object)
    ended = pyqtSignal()

    def __init__(self, jobs, workshop, parent=None):
        super().__init__(jobs, parent)
        self._workshop = workshop
        self._work = None

    def score(self, verification, sound):
        """Follow a verdict on a whole recording; one on another recording takes its place."""
        self.cancel()
        if verification.decision.threshold is None:  # not calibrated: there is no ratio to draw
            return
        self._work = _Work(verification, sound)
        if sound.take.quality.duration_s > _LONG_S:
            self.progressed.emit(0.0)  # where it has speech takes a moment
        self._next(self._work)

    def cancel(self):
        if self._work is not None:
            self._end()

    def _next(self, work):
        def run():
            if work.windows is None:
                work.windows = Windows(work.sound.take.waveform)
            n_windows = max(_N_WINDOWS, work.n_done // 16)
            indexes = range(work.n_done, min(work.n_done + n_windows, len(work.windows)))
            name, decision = work.verification.speaker.name, work.verification.decision
            work.scores += self._workshop.verification.segments(name, work.windows, indexes)
            work.n_done = indexes.stop
            return curve_of(work.scores), odd_stretches(work.scores, decision)

        self._run(run, partial(self._scored, work), on_error=partial(self._failed, work))

    def _scored(self, work, found):
        if work is not self._work:
            return
        self.scored.emit(work.sound, work.verification, *found)
        if work.n_done < len(work.windows):
            self.progressed.emit(work.n_done / len(work.windows))
            self._next(work)
        else:
            self._end()

    def _failed(self, work):
        if work is self._work:
            self._end()

    def _end(self):
        self._work = None
        self.ended.emit()
