"""Evaluating models on a list of trials or on the gallery, in the background; and what came of it as files."""

from functools import partial
from pathlib import Path

from PyQt5.QtCore import pyqtSignal, pyqtSlot

from app.controllers.base import Controller
from app.errors import UserError
from app.services.exporting import written_file
from app.services.models import ModelProvider


class _Cancelled(Exception):
    pass


class EvaluationController(Controller):
    """Signals: ``busy_changed(bool)``; ``progressed(str what, int n_done, int n_all)``, the words being those of
    ``services.evaluation``; ``evaluated(Evaluation, tuple of Curves)``, and ``forgotten`` when that is to be shown no
    more; ``saved(str path)``."""

    busy_changed = pyqtSignal(bool)
    progressed = pyqtSignal(str, int, int)
    evaluated = pyqtSignal(object, tuple)
    forgotten = pyqtSignal()
    saved = pyqtSignal(str)
    _told = pyqtSignal(str, int, int)  # from the job's thread to this one

    def __init__(self, jobs, workshop, parent=None):
        super().__init__(jobs, parent)
        self._workshop = workshop
        self._is_cancelled = False
        self._evaluation = None
        self._told.connect(self._tell)

    def evaluate_gallery(self, compared=None):
        """``compared``: the folder of another model to set beside the one in use, here and below."""

        def evaluate(encoders):
            from app.services.evaluation import evaluate_gallery

            return evaluate_gallery(self._workshop.gallery, encoders, self._progress)

        self._evaluate(evaluate, compared)

    def evaluate_list(self, path, root=None, compared=None):
        """``root``: the folder that the list's files are in, None for the list's own."""

        def evaluate(encoders):
            from app.services.evaluation import evaluate_list

            return evaluate_list(path, root, encoders, self._progress)

        self._evaluate(evaluate, compared)

    def cancel(self):
        self._is_cancelled = True

    def keep_to(self, speakers):
        """Forget an evaluation of the gallery that names somebody who is none of the ``speakers`` any more."""
        names = set(self._evaluation.trials.speaker_names) if self._evaluation else set()
        if names - {speaker.name for speaker in speakers}:
            self._evaluation = None
            self.forgotten.emit()

    def save_picture(self, path, content):
        """``content``: the bytes of the file."""

        def work():
            with written_file(path, "picture"):
                Path(path).write_bytes(content)

        self._run(work, lambda _: self.saved.emit(path))

    def save_figures(self, path):
        from app.services.evaluation_files import write_figures

        self._run(partial(write_figures, path, self._evaluation), lambda _: self.saved.emit(path))

    def save_trials(self, path):
        from app.services.evaluation_files import write_trials

        evaluation = self._evaluation

        def work():
            self._workshop.gallery.audit.note("export", what="evaluation", rows=len(evaluation.trials.pairs))
            write_trials(path, evaluation)

        self._run(work, lambda _: self.saved.emit(path))

    def save_report(self, path):
        evaluation = self._evaluation

        def work():
            from app import report_pdf
            from app.services.evaluation_report import evaluation_report

            encoder = self._workshop.models.encoder()
            in_use = [encoder.manifest if each.model_id == encoder.model_id else None for each in evaluation.models]
            self._workshop.gallery.audit.note("export", what="report", trials=len(evaluation.trials.pairs))
            report_pdf.write(evaluation_report(evaluation, in_use), path)

        self._run(work, lambda _: self.saved.emit(path))

    def _evaluate(self, evaluate, compared):
        self._is_cancelled = False
        self.busy_changed.emit(True)

        def work():
            from app.services.evaluation_curves import curves_of

            try:
                evaluation = evaluate(self._encoders(compared))
            except _Cancelled:
                return None
            return evaluation, curves_of(evaluation)

        self._run(work, self._evaluated, on_error=partial(self.busy_changed.emit, False))

    def _encoders(self, compared):
        encoders = [self._workshop.models.encoder()]
        if compared is None:
            return encoders
        try:
            return [*encoders, ModelProvider(compared).encoder()]
        except UserError as error:
            raise UserError(error.notice.title, "Choose the folder of another model, or compare with none.") from error

    def _progress(self, what, n_done, n_all):
        """In the job."""
        if self._is_cancelled:
            raise _Cancelled
        self._told.emit(what, n_done, n_all)

    @pyqtSlot(str, int, int)
    def _tell(self, what, n_done, n_all):
        self.progressed.emit(what, n_done, n_all)

    def _evaluated(self, found):
        self.busy_changed.emit(False)
        if found is not None:
            self._evaluation, curves = found
            self.evaluated.emit(self._evaluation, curves)
