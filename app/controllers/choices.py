"""What the user chose on the verify page, remembered from one start to the next."""

from dataclasses import asdict

from PyQt5.QtCore import pyqtSignal

from app import settings
from app.controllers.base import Controller
from app.services.operating_point import point_of, remember_point, remembered_point

_LIVE = "answer_while_speaking"


class ChoicesController(Controller):
    """Signals: ``point_changed(OperatingPoint)`` and ``live_changed(bool)``, both first with what was remembered."""

    point_changed = pyqtSignal(object)
    live_changed = pyqtSignal(bool)

    def __init__(self, jobs, workshop, folder, parent=None):
        super().__init__(jobs, parent)
        self._workshop = workshop
        self._folder = folder

    def load(self):
        def work():
            self._workshop.verification.operating_point = point = remembered_point(self._folder)
            return point, bool(settings.remembered(self._folder).get(_LIVE))

        self._run(work, self._loaded)

    def choose_point(self, given):
        """``given``: what ``point_of`` takes, by name.  It holds from the next answer on, in every page."""

        def work():
            point = point_of(**given)
            self._workshop.gallery.audit.note("threshold", **asdict(point))
            self._workshop.verification.operating_point = point
            return point

        self._run(work, self._chosen)

    def choose_live(self, is_on):
        self._run(lambda: settings.remember(self._folder, _LIVE, is_on), lambda _: None)

    def _loaded(self, found):
        point, is_live = found
        self.point_changed.emit(point)
        self.live_changed.emit(is_live)

    def _chosen(self, point):
        self.point_changed.emit(point)
        self._run(lambda: remember_point(self._folder, point), lambda _: None)
