"""Connects the evaluate page with what scores its trials, and with the program's operating point."""

from functools import partial
from pathlib import Path

from PyQt5.QtCore import QObject

from app.errors import Notice


class EvaluateWiring(QObject):
    def __init__(self, window, controllers, parent=None):
        super().__init__(parent)
        self._window, self._page = window, window.evaluate
        self._controllers = controllers
        self._point = None  # the operating point in use
        self._before = None  # the one before, while the page's choice is on its way
        self._connect_evaluation()
        self._connect_point()

    def _connect_evaluation(self):
        page, evaluation = self._page, self._controllers.evaluation
        page.gallery_requested.connect(evaluation.evaluate_gallery)
        page.list_requested.connect(evaluation.evaluate_list)
        page.picture_requested.connect(evaluation.save_picture)
        page.figures_requested.connect(evaluation.save_figures)
        page.trials_requested.connect(evaluation.save_trials)
        page.enroll_requested.connect(partial(self._window.go_to, self._window.enroll))
        for show in (page.show_speakers, evaluation.keep_to):
            self._controllers.speakers.speakers_changed.connect(show)
        self._controllers.models.models_changed.connect(page.show_models)
        self._window.page_changed.connect(self._look)
        evaluation.busy_changed.connect(self._show_busy)
        evaluation.progressed.connect(self._show_progress)
        evaluation.evaluated.connect(page.show_evaluation)
        evaluation.forgotten.connect(page.forget)
        evaluation.saved.connect(self._saved)
        for cancel_requested in (self._window.status.cancel_requested, page.cancel_requested):
            cancel_requested.connect(evaluation.cancel)

    def _connect_point(self):
        choices = self._controllers.choices
        self._page.point_requested.connect(self._choose)
        choices.point_changed.connect(self._show_point)
        choices.failed.connect(self._forget_choice)

    def _look(self, page):
        if page is self._page:
            self._controllers.models.refresh()

    def _choose(self, llr):
        self._before = self._point
        self._controllers.choices.choose_point({"llr": llr})

    def _show_point(self, point):
        self._point = point
        self._page.show_point(point)
        before, self._before = self._before, None
        if before is None:
            return
        number = f"{point.llr:+z.2f}".replace("-", "−")
        title = self.tr("“Supports” now begins at LLR {llr}, on every page.").format(llr=number)
        rates = self._page.point_words(point.llr)
        advice = self.tr("On these trials: {rates}.").format(rates=rates) if rates else ""
        actions = ((self.tr("Undo"), partial(self._controllers.choices.choose_point, _given(before))),)
        self._window.notices.show_notice(Notice(title, advice), tone="", actions=actions, is_passing=True)

    def _forget_choice(self, notice):
        self._before = None

    def _show_busy(self, is_busy):
        words = self.tr("Evaluating…") if is_busy else ""
        self._page.set_waiting("work", words)
        self._window.status.show_job(words, can_cancel=is_busy)

    def _show_progress(self, what, n_done, n_all):
        words = {
            "files": self.tr("Reading recordings: {n:,} of {all:,}"),
            "recordings": self.tr("Making templates: {n:,} of {all:,}"),
            "takes": self.tr("Comparing takes: {n:,} of {all:,}"),
            "draws": self.tr("Finding the intervals: {n:,} of {all:,}"),
        }[what]
        self._window.status.show_job(words.format(n=n_done, all=n_all), n_done / n_all, can_cancel=True)

    def _saved(self, path):
        notice = Notice(self.tr("“{name}” is saved.").format(name=Path(path).name), str(Path(path).parent))
        self._window.notices.show_notice(notice, tone="supports", is_passing=True)


def _given(point):
    """What makes this operating point again."""
    if point.prior is None:
        return {"llr": point.llr} if point.llr else {}
    return {name: getattr(point, name) for name in ("prior", "cost_miss", "cost_false_accept")}
