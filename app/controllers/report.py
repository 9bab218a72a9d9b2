"""Reports about answers, as PDF files."""

from functools import partial

from PyQt5.QtCore import pyqtSignal

from app import report_pdf
from app.controllers.base import Controller
from app.services.trial_report import trial_report


class ReportController(Controller):
    """Signals: ``busy_changed(bool)``, ``saved(str path)``."""

    busy_changed = pyqtSignal(bool)
    saved = pyqtSignal(str)

    def __init__(self, jobs, workshop, parent=None):
        super().__init__(jobs, parent)
        self._workshop = workshop

    def save(self, trial_id, sound, path):
        """About the answer ``trial_id`` of the history; ``sound`` where the recording in question is at hand."""
        workshop = self._workshop

        def work():
            manifest, take = workshop.models.encoder().manifest, sound and sound.take
            drawn = trial_report(workshop.gallery, trial_id, workshop.spectrogram, manifest=manifest, take=take)
            workshop.gallery.audit.note("export", what="report", trials=1)
            report_pdf.write(drawn, path)

        self.busy_changed.emit(True)
        self._run(work, partial(self._saved, path), on_error=partial(self.busy_changed.emit, False))

    def _saved(self, path, _):
        self.busy_changed.emit(False)
        self.saved.emit(path)
