"""Who of everybody is it: one recording, or from moment to moment of a conversation."""

from functools import partial

from PyQt5.QtCore import pyqtSignal, pyqtSlot

from app.controllers.base import Controller
from app.services.decision import MIN_ABS_LLR
from app.services.timeline_files import write_timeline


class _Cancelled(Exception):
    pass


class IdentifyController(Controller):
    """Signals: ``busy_changed(bool)``, ``identified(Identification, sound)``."""

    busy_changed = pyqtSignal(bool)
    identified = pyqtSignal(object, object)

    band = MIN_ABS_LLR

    def __init__(self, jobs, workshop, parent=None):
        super().__init__(jobs, parent)
        self._workshop = workshop

    def prepare(self):
        """Read everybody's templates before somebody asks, which with thousands of them takes a moment."""
        self._run(lambda: self._workshop.verification.enrolled(), lambda _: None)

    def identify(self, sound):
        self.busy_changed.emit(True)
        work = lambda: self._workshop.verification.identify(sound.take)  # noqa: E731
        self._run(work, partial(self._identified, sound), on_error=partial(self.busy_changed.emit, False))

    def _identified(self, sound, answer):
        self.busy_changed.emit(False)
        self.identified.emit(answer, sound)


class ConversationController(Controller):
    """Signals: ``busy_changed(bool)``, ``progressed(float share)``, ``found(Timeline, sound)``,
    ``saved(str path)``."""

    busy_changed = pyqtSignal(bool)
    progressed = pyqtSignal(float)
    found = pyqtSignal(object, object)
    saved = pyqtSignal(str)
    _heard = pyqtSignal(float)  # from the job's thread to this one

    def __init__(self, jobs, workshop, parent=None):
        super().__init__(jobs, parent)
        self._workshop = workshop
        self._is_cancelled = False
        self._heard.connect(self._tell)

    def find(self, sound, speakers):
        """Who of the ``speakers``, or of everybody where there are none, speaks when."""
        self._is_cancelled = False
        self.busy_changed.emit(True)

        def work():
            try:
                return self._workshop.verification.timeline(sound.take, speakers, self._progress)
            except _Cancelled:
                return None

        self._run(work, partial(self._found, sound), on_error=partial(self.busy_changed.emit, False))

    def cancel(self):
        self._is_cancelled = True

    def save(self, path, timeline):
        self._run(partial(write_timeline, path, timeline), lambda _: self.saved.emit(path))

    def _progress(self, share):
        """In the job."""
        if self._is_cancelled:
            raise _Cancelled
        self._heard.emit(share)

    @pyqtSlot(float)
    def _tell(self, share):
        self.progressed.emit(share)

    def _found(self, sound, timeline):
        self.busy_changed.emit(False)
        if timeline is not None:
            self.found.emit(timeline, sound)
