"""How a fine-tuning goes: the loss of each step, and the equal error rate on the takes that are kept aside.

Imports pyqtgraph: build it when there is something to show, not with the window.
"""

import numpy as np
import pyqtgraph as pg
from PyQt5.QtCore import QEvent, Qt, QTimer
from PyQt5.QtWidgets import QWidget

from app import theme
from app.widgets import plots
from app.widgets.basics import row

_SMOOTHED = 15  # steps: the loss of one batch says little


class TuningCurves(QWidget):
    """Hears the ``event``s of a training, and draws them; both plots share the axis of epochs."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._graphics = None
        self._place = row(parent=self)
        self._build()
        self.clear()

    def changeEvent(self, event):
        super().changeEvent(event)
        if event.type() == QEvent.StyleChange and self._graphics is not None and self._drawn_in != theme.current():
            QTimer.singleShot(0, self._draw_anew)  # not while Qt goes through all widgets

    def _draw_anew(self):
        """In the theme's colours: style sheets do not reach into plots."""
        heard = self._events
        self._place.removeWidget(self._graphics)
        self._graphics.deleteLater()
        self._build()
        self.clear()
        for each in heard:
            self.hear(each)

    def _build(self):
        self._graphics, self._drawn_in = plots.canvas(), theme.current()
        graphics = self._graphics
        self.loss = plots.add_plot(graphics, 0, self.tr("loss"))
        self.eer = plots.add_plot(graphics, 1, self.tr("EER (%)"), self.tr("epoch"))
        self.loss.setXLink(self.eer)
        self.loss.setToolTip(self.tr("What the training lowers, in nats: each batch, and its mean over the last 15"))
        self.eer.setToolTip(
            self.tr("Equal error rate on the takes that are kept aside; dashed: before fine-tuning. Lower is better.")
        )
        colours = theme.current()
        self._raw = self.loss.plot(pen=plots.pen("border", 1))
        self._smooth = self.loss.plot(pen=plots.pen("accent"))
        self._rates = self.eer.plot(
            pen=plots.pen("accent"), symbol="o", symbolSize=colours.px(7),
            symbolBrush=colours.colour("accent"), symbolPen=None,
        )  # fmt: skip
        self._before = pg.InfiniteLine(angle=0, pen=plots.pen("muted", 1.5, Qt.DashLine))
        self.eer.addItem(self._before, ignoreBounds=True)
        self._place.addWidget(graphics, 1)

    def clear(self):
        self._events = []
        self.losses, self.rates = [], {}
        self._epoch_steps = 1
        for item in (self._raw, self._smooth, self._rates):
            item.setData([], [])
        self._before.hide()

    def hear(self, event):
        self._events.append(event)
        kind = event["event"]
        if kind == "started":
            self._epoch_steps = event["epoch_steps"]
            self.losses = self.losses[: event["first_step"]]
            self.eer.setXRange(0, event["n_steps"] / event["epoch_steps"], padding=0.02)
            self._draw()
        elif kind == "step":
            self.losses[event["step"] - 1 :] = [event["loss"]]
            self._draw()
        elif kind == "measured":
            self.rates[event["epoch"]] = 100 * event["eer"]
            self._draw()

    def _draw(self):
        losses = np.array(self.losses)
        epochs = np.arange(1, len(losses) + 1) / self._epoch_steps
        self._raw.setData(epochs, losses)
        self._smooth.setData(epochs, _smoothed(losses))
        known = sorted(self.rates)
        self._rates.setData(known, [self.rates[epoch] for epoch in known])
        self.eer.setYRange(0, 1.15 * max(self.rates.values(), default=10.0) + 0.1, padding=0)
        self._before.setVisible(0 in self.rates)
        self._before.setValue(self.rates.get(0, 0.0))


def _smoothed(losses):
    """(n,) means over the last steps."""
    sums = np.cumsum(np.concatenate([[0.0], losses]))
    ends = np.arange(1, len(losses) + 1)
    starts = np.maximum(ends - _SMOOTHED, 0)
    return (sums[ends] - sums[starts]) / (ends - starts)
