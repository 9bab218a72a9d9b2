"""The latest questions and answers, as they were stored; and all of them as a file."""

from functools import partial

from PyQt5.QtCore import pyqtSignal

from app.controllers.base import Controller
from app.services.history import decision_of, export

N_SHOWN = 200


class HistoryController(Controller):
    """Signals: ``loaded(list of (Trial, Decision))``, newest first; ``exported(str path)``."""

    loaded = pyqtSignal(list)
    exported = pyqtSignal(str)

    def __init__(self, jobs, workshop, parent=None):
        super().__init__(jobs, parent)
        self._workshop = workshop
        self._wanted = None

    def load(self, speaker=None):
        """Of one speaker, or of everybody; an earlier wish that is still under way is dropped."""
        self._wanted = wanted = object()

        def work():
            trials = self._workshop.gallery.trials(speaker and speaker.id, N_SHOWN)
            return [(trial, decision_of(trial)) for trial in trials]

        self._run(work, partial(self._loaded, wanted))

    def export(self, path, speaker=None):
        def work():
            gallery = self._workshop.gallery
            trials = gallery.trials(speaker and speaker.id, limit=-1)
            gallery.audit.note("export", speaker and speaker.id, what="history", rows=len(trials))
            export(trials, path)

        self._run(work, lambda _: self.exported.emit(path))

    def _loaded(self, wanted, found):
        if wanted is self._wanted:
            self.loaded.emit(found)
