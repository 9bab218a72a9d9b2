"""Who of everybody is it: one recording, or from moment to moment of a conversation."""

from PyQt5.QtCore import pyqtSignal

from app.controllers.base import LongController
from app.services.decision import MIN_ABS_LLR
from app.services.timeline_files import write_timeline


class IdentifyController(LongController):
    """Signals: ``identified(Identification, sound)``, and a ``LongController``'s."""

    identified = pyqtSignal(object, object)

    band = MIN_ABS_LLR

    def __init__(self, jobs, workshop, parent=None):
        super().__init__(jobs, parent)
        self._workshop = workshop

    def prepare(self):
        """Read everybody's templates before somebody asks, which with thousands of them takes a moment."""
        self._run(lambda: self._workshop.verification.enrolled(), lambda _: None)

    def identify(self, sound):
        def work(progress):
            return self._workshop.verification.identify(sound.take, progress=progress)

        self._begin(work, lambda answer: self.identified.emit(answer, sound))


class ConversationController(LongController):
    """Signals: ``found(Timeline, sound)``, ``saved(str path)``, and a ``LongController``'s."""

    found = pyqtSignal(object, object)
    saved = pyqtSignal(str)

    def __init__(self, jobs, workshop, parent=None):
        super().__init__(jobs, parent)
        self._workshop = workshop

    def find(self, sound, speakers):
        """Who of the ``speakers``, or of everybody where there are none, speaks when."""

        def work(progress):
            return self._workshop.verification.timeline(sound.take, speakers, progress)

        self._begin(work, lambda timeline: self.found.emit(timeline, sound))

    def save(self, path, timeline):
        def work():
            self._workshop.gallery.audit.note("export", what="timeline", rows=len(timeline.segments))
            write_timeline(path, timeline)

        self._run(work, lambda _: self.saved.emit(path))
