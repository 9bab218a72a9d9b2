"""The four plots of an evaluation, each of which knows where a threshold lies in it.

Imports pyqtgraph: build them when there is something to show, not with the window.
"""

import math

import numpy as np
import pyqtgraph as pg
from PyQt5.QtCore import QObject, Qt, pyqtSignal

from app import theme

_LEFT_WIDTH, _BOTTOM_HEIGHT = 44, 36
_DET_LIMITS = (-3.3, 0.5)  # deviates: about 0.05 and 70 %
_MOST_DEVIATION = 30.0  # beyond, a chance is 0 or 1
_SOFT = 0.45


class Pane(QObject):
    """A plot with the operating point and the pointer in it."""

    def __init__(self, graphics, place, parent=None):
        super().__init__(parent)
        title, across, up, tip = self.words()
        self.plot = _plot(graphics, place, title, across, up)
        self.plot.setToolTip(tip)
        self._drawn = []
        self._point = _Marker(self.plot, "d", Qt.DashLine)
        self._pointer = _Marker(self.plot, "o", Qt.DotLine)
        self._curves = ()

    def words(self):
        """Title, names of the axes across and up, tooltip."""
        raise NotImplementedError

    def show_curves(self, curves):
        for item in self._drawn:
            self.plot.removeItem(item)
        self._curves, self._drawn = curves, []
        self.draw()

    def show_point(self, threshold):
        self._point.show(None if threshold is None else self.place_of(threshold))

    def show_pointer(self, threshold):
        self._pointer.show(None if threshold is None else self.place_of(threshold))

    def draw(self):
        raise NotImplementedError

    def place_of(self, threshold):
        """(across, up) of a threshold of the first model; up is None for a line across all of it; None: not in it."""
        raise NotImplementedError

    def threshold_at(self, across, up):
        """The threshold of the first model that is nearest to a place; None where there is none."""
        raise NotImplementedError

    def _add(self, item):
        self.plot.addItem(item, ignoreBounds=True)
        self._drawn.append(item)

    def _add_line(self, across, up, index, **options):
        self._add(pg.PlotDataItem(across, up, pen=line_pen(index), **options))

    def _add_words(self, words):
        """In the middle, where there is nothing to draw."""
        (left, right), (low, high) = self.plot.viewRange()
        item = pg.TextItem(words, color=theme.current().colour("muted"), anchor=(0.5, 0.5))
        item.setFont(theme.current().font(12))
        item.setPos((left + right) / 2, (low + high) / 2)
        self._add(item)

    def _nearest(self, trace, across, up):
        """The threshold of the point of a trace that looks nearest."""
        if not len(trace.across):
            return None
        (left, right), (low, high) = self.plot.viewRange()
        distances = np.hypot((trace.across - across) / (right - left), (trace.up - up) / (high - low))
        distances[~np.isfinite(trace.thresholds)] = np.inf
        return float(trace.thresholds[np.argmin(distances)])


class RocPane(Pane):
    def __init__(self, graphics, place, parent=None):
        super().__init__(graphics, place, parent)
        self.plot.setRange(xRange=(0, 1), yRange=(0, 1), padding=0.01)

    def words(self):
        tip = self.tr(
            "Receiver operating characteristic: what each threshold accepts of the trials of the same speaker,\n"
            "against what it accepts of those of different ones. The nearer to the upper left, the better."
        )
        return self.tr("ROC"), self.tr("False accepts (%)"), self.tr("True accepts (%)"), tip

    def draw(self):
        self._add(pg.PlotDataItem([0, 1], [1, 0], pen=_guide_pen()))
        for index, each in enumerate(self._curves):
            self._add_line(each.roc.across, each.roc.up, index)

    def place_of(self, threshold):
        rates = self._curves[0].rates_at(threshold)
        return rates.false_accept, 1 - rates.false_reject

    def threshold_at(self, across, up):
        return self._nearest(self._curves[0].roc, across, up)


class DetPane(Pane):
    def __init__(self, graphics, place, parent=None):
        super().__init__(graphics, place, parent)
        self.plot.setRange(xRange=_DET_LIMITS, yRange=_DET_LIMITS, padding=0)

    def words(self):
        tip = self.tr(
            "Detection error trade-off: both errors at each threshold, on axes that show small rates large.\n"
            "The nearer to the lower left, the better; on the dotted line both are equal."
        )
        return self.tr("DET"), self.tr("False accepts (%)"), self.tr("False rejects (%)"), tip

    def draw(self):
        for name in ("bottom", "left"):
            self.plot.getAxis(name).setTicks([self._curves[0].det_ticks])
        self._add(pg.PlotDataItem(_DET_LIMITS, _DET_LIMITS, pen=_guide_pen()))
        for index, each in enumerate(self._curves):
            self._add_line(each.det.across, each.det.up, index)
        if not any(len(each.det.across) for each in self._curves):
            self._add_words(self.tr("No overlap, no curve"))

    def place_of(self, threshold):
        return self._curves[0].det_at(threshold)

    def threshold_at(self, across, up):
        return self._nearest(self._curves[0].det, across, up)


class BarsPane(Pane):
    def words(self):
        tip = self.tr(
            "How the trials of the same speaker and those of different speakers are spread: the less they overlap,\n"
            "the better. LLR: log-likelihood ratio, natural logarithm."
        )
        return self.tr("Scores"), self.tr("LLR"), self.tr("Trials of a kind (%)"), tip

    def draw(self):
        first = self._curves[0]
        _name_axis(self.plot.getAxis("bottom"), self.tr("LLR") if first.is_llr else self.tr("Score"))
        shown = [(index, each) for index, each in enumerate(self._curves) if each.edges is not None]
        for index, each in shown:
            for shares, colour in ((each.impostors, "muted"), (each.targets, "accent")):
                brush = None if index else _soft(colour)
                pen = pg.mkPen(theme.current().colour(colour), width=1.5, style=_STYLES[index])
                self._add(pg.PlotDataItem(each.edges, shares, stepMode="center", fillLevel=0, brush=brush, pen=pen))
        most = max(max(each.targets.max(), each.impostors.max()) for _, each in shown)
        self.plot.setRange(xRange=(first.edges[0], first.edges[-1]), yRange=(0, most), padding=0.02)

    def place_of(self, threshold):
        return threshold, None

    def threshold_at(self, across, up):
        return across


class ReliabilityPane(Pane):
    def __init__(self, graphics, place, parent=None):
        super().__init__(graphics, place, parent)
        self.plot.setRange(xRange=(0, 1), yRange=(0, 1), padding=0.01)

    def words(self):
        tip = self.tr(
            "What the log-likelihood ratios promise at even odds, and in how many trials it was the same speaker.\n"
            "On the dotted line they can be taken at their word; above it they promise too little, below too much."
        )
        return self.tr("Calibration"), self.tr("Promised chance (%)"), self.tr("What came true (%)"), tip

    def draw(self):
        self._add(pg.PlotDataItem([0, 1], [0, 1], pen=_guide_pen()))
        for index, each in enumerate(self._curves):
            if each.reliability is not None:
                colour = theme.current().colour(_COLOURS[index])
                self._add_line(*each.reliability, index, symbol="o", symbolSize=theme.current().px(5),
                               useCache=False, symbolBrush=colour, symbolPen=None)  # fmt: skip
        if not any(each.is_llr for each in self._curves):
            self._add_words(self.tr("Not calibrated"))

    def place_of(self, threshold):
        if not self._curves[0].is_llr:
            return None
        return 1 / (1 + math.exp(-min(max(threshold, -_MOST_DEVIATION), _MOST_DEVIATION))), None

    def threshold_at(self, across, up):
        return math.log(across / (1 - across)) if self._curves[0].is_llr and 0 < across < 1 else None


class _Marker:
    """One point, or a line from top to bottom; drawn, not copied, so that it stays a shape in an SVG."""

    def __init__(self, plot, symbol, style):
        colours = theme.current()
        pen = pg.mkPen(colours.colour("text"), width=1.5)
        self._dot = pg.ScatterPlotItem(
            size=colours.px(11), symbol=symbol, pen=pen, brush=colours.colour("surface"), useCache=False
        )
        self._line = pg.InfiniteLine(angle=90, pen=pg.mkPen(colours.colour("text"), width=1.25, style=style))
        for item in (self._dot, self._line):
            item.setZValue(10)
            item.hide()
            plot.addItem(item, ignoreBounds=True)

    def show(self, place):
        across, up = place or (None, None)
        self._dot.setVisible(up is not None)
        self._line.setVisible(across is not None and up is None)
        if up is not None:
            self._dot.setData([across], [up])
        elif across is not None:
            self._line.setPos(across)


_COLOURS, _STYLES = ("accent", "text"), (Qt.SolidLine, Qt.DashLine)


def line_pen(index):
    """Of the first model or the second."""
    return pg.mkPen(theme.current().colour(_COLOURS[index]), width=2, style=_STYLES[index])


def _guide_pen():
    return pg.mkPen(theme.current().colour("control_border"), width=1, style=Qt.DotLine)


def _soft(name):
    colour = theme.current().colour(name)
    colour.setAlphaF(_SOFT)
    return colour


def _plot(graphics, place, title, across, up):
    px = theme.current().px
    axes = {name: _PercentAxis(name) for name in ("bottom", "left")}
    plot = graphics.addPlot(*place, viewBox=_DropBox(), axisItems=axes)
    plot.setMenuEnabled(False)
    plot.hideButtons()
    plot.setMouseEnabled(x=False, y=False)
    plot.setTitle(title, color=theme.current().colours.text, size=f"{px(12)}px", bold=True)
    for name, words in (("bottom", across), ("left", up)):
        axis = plot.getAxis(name)
        axis.setTickFont(theme.current().font(12))
        axis.enableAutoSIPrefix(False)
        axis.setPen(theme.current().colour("border"))
        axis.setTextPen(theme.current().colour("muted"))
        axis.setStyle(tickLength=4)
        _name_axis(axis, words)
    plot.getAxis("left").setWidth(px(_LEFT_WIDTH))
    plot.getAxis("bottom").setHeight(px(_BOTTOM_HEIGHT))
    return plot


def _name_axis(axis, words):
    size = f"{theme.current().px(12)}px"
    axis.setLabel(words, color=theme.current().colours.muted, **{"font-size": size})
    axis.is_share = "%" in words


class _DropBox(pg.ViewBox):
    """``put_down(QPointF in the scene)``: where a drag with the left button ends."""

    put_down = pyqtSignal(object)

    def mouseDragEvent(self, event, axis=None):
        event.accept()
        if event.isFinish() and event.button() == Qt.LeftButton:
            self.put_down.emit(event.scenePos())


class _PercentAxis(pg.AxisItem):
    """Shares as percent, and a true minus."""

    is_share = False

    def tickStrings(self, values, scale, spacing):
        factor = 100 if self.is_share else 1
        return [f"{factor * value:.6g}".replace("-", "−") for value in values]
