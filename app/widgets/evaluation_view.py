"""What an evaluation came to: the plots, what the threshold under the pointer does, and the figures beside them.

Imports pyqtgraph: build it when there is something to show, not with the window.
"""

from PyQt5.QtCore import QEvent, QTimer, pyqtSignal
from PyQt5.QtWidgets import QBoxLayout, QWidget

from app import theme
from app.language import told
from app.said import joined
from app.theme import GAP
from app.widgets.basics import Card, ElidedLabel, button, label, row, set_tip
from app.widgets.evaluation_plots import EvaluationPlots
from app.widgets.figure_table import FigureTable
from app.widgets.words import figure, percent

_MOST_DETAILS = 12
_MARGIN = 12
_PLOTS_WIDTH = 460  # px at 1x: with less, the figures go below
_LEAST_HEIGHT, _PLOTS_HEIGHT = 300, 400  # of the plots, beside the figures and above them
_UNBOUND = 16_777_215  # Qt's own "no maximum"


class EvaluationView(QWidget):
    """``chosen(float llr)``: make this the operating point of the program."""

    chosen = pyqtSignal(float)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._curves, self._evaluation = (), None
        self._point = 0.0
        self._pointer = None
        self.plots = self._new_plots()
        self.reading = label("", wrap=True)
        self.use_button = button(self.tr("Use this point"), "point")
        self.title = ElidedLabel("", "section")
        self.counts = label("", "small", wrap=True)
        self.counts.setToolTip(
            self.tr("Trials: pairs of a speaker, or a recording, and a recording that is compared with it.\n"
                    "Those without a verdict are counted in all figures, as if they had one.\n"
                    "Intervals: the figures in 95 of 100 random draws of these speakers.")
        )  # fmt: skip
        self.left_out = label("", "small", wrap=True)
        self.table = FigureTable()
        reading = row((self.reading, 1), self.use_button)
        self._figures = Card(self.title, self.counts, self.left_out, (self.table, 1), spacing=4, margin=_MARGIN)
        self._shown = Card((self.plots, 1), reading, spacing=GAP, margin=_MARGIN)
        self._parts = row((self._shown, 1), self._figures, spacing=2 * GAP, parent=self)
        self.use_button.clicked.connect(self.use)

    def changeEvent(self, event):
        super().changeEvent(event)
        if event.type() == QEvent.StyleChange and self._evaluation is not None and self._drawn_in != theme.current():
            QTimer.singleShot(0, self._draw_anew)  # not while Qt goes through all widgets

    def _draw_anew(self):
        """In the theme's colours: style sheets do not reach into plots."""
        old, self.plots = self.plots, self._new_plots()
        self._shown.body.replaceWidget(old, self.plots)
        old.hide()
        old.deleteLater()
        self.show_evaluation(self._evaluation, self._curves)

    def _new_plots(self):
        self._drawn_in = theme.current()
        plots = EvaluationPlots()
        plots.pointed.connect(self._show_pointer)
        plots.chosen.connect(self._choose)
        return plots

    def show_evaluation(self, evaluation, curves):
        """An ``Evaluation`` and the ``Curves`` of its models."""
        self._evaluation, self._curves = evaluation, curves
        self.plots.show_curves(curves)
        self.table.show_evaluation(evaluation)
        self._arrange()
        self.title.show_text(evaluation.trials.source or self.tr("Gallery, each take held out"))
        self.counts.setText(self._count_words())
        self._show_left_out()
        self._show_pointer(None)
        self.show_point(self._point)

    def show_point(self, llr):
        """The operating point in use."""
        self._point = llr
        if self._curves:
            self.plots.show_point(llr if self._is_llr else None)
            self._show_reading()

    def step(self, n_steps):
        """Move the pointer by keys, from the operating point at first."""
        if self._curves:
            middle = self._point if self._is_llr else float(self._curves[0].edges.mean())
            self._show_pointer(self.plots.stepped(middle if self._pointer is None else self._pointer, n_steps))

    def use(self):
        """Choose what is under the pointer."""
        if self.use_button.isEnabled():
            self._choose(self._pointer)

    def point_words(self, llr):
        """What the threshold does on the trials that are shown, for the first model."""
        rates = self._curves[0].rates_at(llr)
        words = self.tr("false accepts {accepts}, false rejects {rejects}")
        return words.format(accepts=percent(rates.false_accept), rejects=percent(rates.false_reject))

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self):
        """The figures beside the plots where there is room, else below, all of them: then the page scrolls."""
        wanted = self.table.wanted_width() + 2 * _MARGIN + 2
        is_beside = self.width() - wanted - 2 * GAP >= theme.current().px(_PLOTS_WIDTH)
        self._parts.setDirection(QBoxLayout.LeftToRight if is_beside else QBoxLayout.TopToBottom)
        self._parts.setStretch(0, int(is_beside))
        self._parts.setStretch(1, int(not is_beside))
        self._figures.setMinimumWidth(wanted if is_beside else 0)
        self._figures.setMaximumWidth(wanted if is_beside else _UNBOUND)
        height = theme.current().px(_PLOTS_HEIGHT)
        self.plots.setMinimumHeight(theme.current().px(_LEAST_HEIGHT) if is_beside else height)
        self.plots.setMaximumHeight(_UNBOUND if is_beside else height)
        self.table.show_all_rows(not is_beside)

    @property
    def _is_llr(self):
        return self._curves[0].is_llr

    def _choose(self, threshold):
        if self._is_llr:
            self.chosen.emit(threshold)

    def _show_pointer(self, threshold):
        self._pointer = threshold
        self.plots.show_pointer(threshold)
        self._show_reading()

    def _show_reading(self):
        is_pointed = self._pointer is not None
        threshold = self._pointer if is_pointed else self._point
        self.use_button.setEnabled(is_pointed and self._is_llr)
        tip = self.tr(
            "Where “supports” begins, on every page, from the next answer on (U; or click on a curve, or drag)"
        )
        if not self._is_llr:
            tip = self.tr(
                "The model is not calibrated: its scores are no log-likelihood ratios, so none can be chosen"
            )
        self.use_button.setToolTip(tip)
        self.reading.setToolTip(
            self.tr("At this threshold: shares of the trials of different speakers that it accepts, and of those of\n"
                    "the same speaker that it rejects. Move the mouse over a plot, or press the left and right arrow.")
        )  # fmt: skip
        if not self._is_llr and not is_pointed:
            self.reading.setText(self.tr("Point at a curve to read a threshold."))
            return
        self.reading.setText("\n".join([self._reading(threshold, is_pointed), *self._others(threshold)]))

    def _reading(self, threshold, is_pointed):
        words = self.tr("Score {threshold}: {rates}")
        if self._is_llr:
            words = (
                self.tr("LLR {threshold}: {rates}")
                if is_pointed
                else self.tr("Operating point LLR {threshold}: {rates}")
            )
        number = figure(threshold, 2, sign=self._is_llr) if threshold else "0"
        return words.format(threshold=number, rates=self.point_words(threshold))

    def _others(self, threshold):
        """The second model at the same ratio; scores of two models have nothing to do with each other."""
        for each in self._curves[1:]:
            if self._is_llr and each.is_llr:
                rates = each.rates_at(threshold)
                words = self.tr("{model}: {accepts}, {rejects}")
                yield words.format(
                    model=each.model_id, accepts=percent(rates.false_accept), rejects=percent(rates.false_reject)
                )

    def _count_words(self):
        trials = self._evaluation.trials
        words = self.tr(
            "{target:,} trials of the same speaker, {impostor:,} of different ones, from {n:,} recordings."
        )
        words = [words.format(target=trials.n_target, impostor=len(trials) - trials.n_target, n=trials.n_recordings)]
        doubtful = self.tr("{share} of them would get no verdict: too little speech, clipping or noise.")
        if trials.is_doubtful.any():
            words.append(doubtful.format(share=percent(self._evaluation.doubtful_share)))
        if self._evaluation.has_few_speakers:
            few = self.tr("Only {n} speakers: the intervals say little about others.")
            words.append(few.format(n=trials.n_speakers))
        return told(joined(words))

    def _show_left_out(self):
        left_out = self._evaluation.trials.left_out
        words = {
            "unusable": self.tr("Trials left out, not usable: {n:,}"),
            "unusable take": self.tr("Takes left out, not usable: {n:,}"),
            "consent ended": self.tr("Speakers left out, consent ended: {n:,}"),
            "single take": self.tr("Speakers with a single take: {n:,}"),
            "not drawn": self.tr("Trials left out at random: {n:,}"),
        }
        tips = {
            "unusable": self.tr("A recording of these trials cannot be used:"),
            "unusable take": self.tr("A model cannot use takes of these speakers:"),
            "consent ended": self.tr("Nothing is compared with speakers whose consent has ended:"),
            "single take": self.tr("There is nothing to hold these speakers' only take out against:"),
            "not drawn": self.tr("Of so many trials of different speakers a random part is made."),
        }
        self.left_out.setVisible(bool(left_out))
        self.left_out.setText("\n".join(words[each.reason.value].format(n=each.n) for each in left_out))
        lines = [line for each in left_out for line in (tips[each.reason.value], *self._shortened(each.details))]
        set_tip(self.left_out, "\n".join(lines))

    def _shortened(self, details):
        n_more = len(details) - _MOST_DETAILS
        return [*details[:_MOST_DETAILS], *([self.tr("… and {n:,} more").format(n=n_more)] if n_more > 0 else [])]
