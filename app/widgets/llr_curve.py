"""The log-likelihood ratio along a recording, in a plot below its spectrogram."""

import numpy as np
import pyqtgraph as pg
from PyQt5.QtCore import QRectF, Qt
from PyQt5.QtWidgets import QGraphicsRectItem

from app import theme
from app.widgets.llr_scale import REACH

_SOFT = 0.25
_MOST_DOTS = 1_000  # of more, those that a line joins would only run into each other, and take long to draw


class LlrCurve:
    """Fills ``plot``: the curve, the operating point as a dashed line, odd stretches shaded in the colour of what they
    support.  What is beyond an end of the scale is drawn at the end, as on ``LlrScale``."""

    def __init__(self, plot):
        self._plot, self._shades, self._stretches = plot, [], []
        plot.setToolTip(
            plot.tr(
                "How much more likely each short stretch is if this speaker talks (natural logarithm);\n"
                "dashed: the operating point. So little speech is less reliable than the whole recording,\n"
                "for which the ratio is calibrated: judge by the whole."
            )
        )
        plot.setYRange(-REACH, REACH, padding=0.05)
        plot.getAxis("left").setTicks([[(-6, "−6"), (0, "0"), (6, "+6")]])
        self.point = pg.InfiniteLine(angle=0)
        self.line = pg.PlotDataItem(connect="finite")
        self.dots = pg.ScatterPlotItem(size=theme.current().px(4), pen=pg.mkPen(None))
        for item in (self.point, self.line, self.dots):
            plot.addItem(item, ignoreBounds=True)

    def dress(self):
        """Take on the theme's colours."""
        colours = theme.current()
        self.point.setPen(pg.mkPen(colours.colour("text"), width=1.5, style=Qt.DashLine))
        self.line.setPen(pg.mkPen(colours.colour("accent"), width=2))
        self.dots.setBrush(colours.colour("accent"))
        self._shade_all(self._stretches)

    def show_curve(self, curve, llr_threshold, stretches):
        """``curve``: moments in s and ratios, (n_points,) each, with a NaN where there is nothing to join."""
        moments, llrs = curve
        llrs = np.clip(llrs, -REACH, REACH)
        known = np.isfinite(llrs)
        self.line.setData(moments, llrs)
        self.line.setPen(pg.mkPen(theme.current().colour("accent"), width=2 if len(llrs) <= _MOST_DOTS else 1))
        dotted = known if len(llrs) <= _MOST_DOTS else known & _alone(known)
        self.dots.setData(moments[dotted], llrs[dotted])
        self.point.setValue(min(max(llr_threshold, -REACH), REACH))
        self._shade_all(stretches)

    def _shade_all(self, stretches):
        for shade in self._shades:
            self._plot.removeItem(shade)
        self._stretches = stretches
        self._shades = [self._shade(stretch) for stretch in stretches]

    def _shade(self, stretch):
        colour = theme.current().colour("supports" if stretch.supports else "rejects")
        colour.setAlphaF(_SOFT)
        width_s = stretch.end_s - stretch.start_s
        shade = QGraphicsRectItem(QRectF(stretch.start_s, -2 * REACH, width_s, 4 * REACH))
        shade.setBrush(pg.mkBrush(colour))
        shade.setPen(pg.mkPen(None))
        shade.setZValue(-10)
        self._plot.addItem(shade, ignoreBounds=True)
        return shade


def _alone(known):
    """Which points have no neighbour that a line could join them with."""
    beside = np.pad(known, 1)
    return ~(beside[:-2] | beside[2:])
