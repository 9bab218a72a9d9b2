"""Two ROC curves of the same trials, before and after fine-tuning, with their figures."""

from PyQt5.QtCore import QEvent, Qt, QTimer
from PyQt5.QtWidgets import QWidget

from app import theme
from app.theme import GAP
from app.widgets.basics import column, label, row


class RocView(QWidget):
    """Shows a ``TuningReport``; the plot is made with the first one."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._plot = self._graphics = self._report = None
        self.figures = {when: label("", "number") for when in ("before", "after")}
        self.intervals = {when: label("", "small", wrap=True) for when in ("before", "after")}
        self.sentence = label("", wrap=True)
        self.trials = label("", "small", wrap=True)
        self._lay_out()

    def show_report(self, report):
        for when in ("before", "after"):
            roc = getattr(report, when)
            low, high = roc.eer_interval
            self.figures[when].setText(self.tr("EER {eer:.2f} %").format(eer=100 * roc.eer))
            words = self.tr("95 of 100 draws of the speakers: {low:.1f} to {high:.1f} %. minDCF(0.01): {dcf:.2f}")
            self.intervals[when].setText(words.format(low=100 * low, high=100 * high, dcf=roc.min_dcf))
        self.sentence.setText(self._sentence(report))
        words = self.tr(
            "{n_target:,} trials of one speaker and {n_impostor:,} of two, among {n_held:,} takes that it was not "
            "trained on, of {n_speakers:,} speakers that it was. How it does on others was not measured."
        )
        self.trials.setText(
            words.format(
                n_target=report.n_target, n_impostor=report.n_impostor, n_held=report.n_held_out,
                n_speakers=report.n_speakers,
            )
        )  # fmt: skip
        self._report = report
        self._draw(report)

    def changeEvent(self, event):
        super().changeEvent(event)
        if event.type() == QEvent.StyleChange and self._report is not None and self._drawn_in != theme.current():
            QTimer.singleShot(0, self._draw_anew)  # not while Qt goes through all widgets

    def _draw_anew(self):
        """In the theme's colours: style sheets do not reach into plots."""
        self._layout.removeWidget(self._graphics)
        self._graphics.deleteLater()
        self._plot = None
        self._draw(self._report)

    def _sentence(self, report):
        change = 100 * (report.after.eer - report.before.eer)
        if change < 0:
            return self.tr("It errs less on these takes: the EER fell by {n:.2f} points.").format(n=-change)
        if change > 0:
            return self.tr("It errs more on these takes: the EER rose by {n:.2f} points.").format(n=change)
        return self.tr("It errs as much as before on these takes.")

    def _draw(self, report):
        from app.widgets import plots

        if self._plot is None:
            self._graphics, self._drawn_in = plots.canvas(), theme.current()
            graphics = self._graphics
            self._plot = plots.add_plot(graphics, 0, self.tr("true accepts (%)"), self.tr("false accepts (%)"))
            self._plot.setToolTip(
                self.tr(
                    "Each point is a threshold: how many wrong speakers it would accept, and how many right ones.\n"
                    "The higher a curve, the better. Dashed: before fine-tuning."
                )
            )
            self._layout.addWidget(graphics, 1)
        self._plot.clear()
        reach = 100 * min(1.0, max(0.2, 4 * max(report.before.eer, report.after.eer)))
        for roc, line in (
            (report.before, plots.pen("muted", style=Qt.DashLine)),
            (report.after, plots.pen("accent")),
        ):
            self._plot.plot(100 * roc.false_accept, 100 * roc.true_accept, pen=line)
        self._plot.setXRange(0, reach, padding=0)
        self._plot.setYRange(100 - reach, 100, padding=0.02)

    def _lay_out(self):
        sides = []
        for when, name in (("before", self.tr("Before (dashed)")), ("after", self.tr("After"))):
            self.figures[when].setToolTip(
                self.tr("Equal error rate: the share of errors at the threshold where both kinds are as frequent")
            )
            title = label(name, "muted")
            sides.append(column(title, self.figures[when], self.intervals[when], spacing=4))
        head = column(self.sentence, row((sides[0], 1), (sides[1], 1), spacing=3 * GAP), spacing=GAP)
        self._layout = column(head, self.trials, spacing=GAP, parent=self)
        self.setMinimumHeight(theme.current().px(240))
