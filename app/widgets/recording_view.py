"""A whole recording: waveform over spectrogram on one time axis, with a playback cursor.

Imports pyqtgraph: build it when there is something to show, not with the window.
"""

import math
from typing import NamedTuple

import numpy as np
import pyqtgraph as pg
from PyQt5.QtCore import QEvent, QRectF, Qt, QTimer, pyqtSignal
from PyQt5.QtGui import QPainter
from PyQt5.QtWidgets import QSizePolicy, QWidget

from app import theme
from app.widgets import colormap
from app.widgets.basics import row
from app.widgets.llr_curve import LlrCurve
from app.widgets.spectrogram_item import SpectrogramItem

_AXIS_WIDTH = 44  # the same for both plots: only then do their time axes align
_WAVEFORM_HEIGHT = 64
SPECTROGRAM_ROW = 2  # below the waveform, with a row free for what goes between the two
_MIN_SHOWN_S = 0.05
_LOOK_MS = 120  # after zooming or moving on, before more is asked for
_FINEST_S = 0.011  # between columns: frames have no more to show
_LLR_HEIGHT, _TIME_AXIS_HEIGHT = 88, 24


class _Layer(NamedTuple):
    """What ``SpectrogramItem`` and the waveform above it need of a stretch."""

    values: np.ndarray
    start_s: float
    end_s: float
    envelope: np.ndarray
    envelope_s: tuple[float, float]

    def is_fine_enough(self, columns_a_second):
        pitch_s = (self.end_s - self.start_s) / max(1, self.values.shape[1])
        return pitch_s <= max(_FINEST_S, 1 / columns_a_second)


def _layer(picture, start_s):
    end_s = start_s + max(picture.duration_s, _MIN_SHOWN_S)
    return _Layer(picture.decibels, start_s, end_s, picture.envelope, (start_s, end_s))


class RecordingView(QWidget):
    """Shows a ``Picture``.  The wheel zooms in time; a click asks to play from there (``seek_requested(float s)``).

    ``detail_wanted(float start_s, float end_s)`` when a part of a long recording is seen that has too few columns.
    """

    seek_requested = pyqtSignal(float)
    detail_wanted = pyqtSignal(float, float)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._duration_s = self._max_hz = 0.0
        self._plots = []
        self._whole = self._detail = None  # layers
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.setInterval(_LOOK_MS)
        self._looking.timeout.connect(self._look)
        self._graphics = pg.GraphicsLayoutWidget()
        self._graphics.setAccessibleName(self.tr("Waveform and spectrogram"))
        self._graphics.setSizePolicy(QSizePolicy.Ignored, QSizePolicy.Ignored)  # its own wish is 640 x 480
        self._graphics.setMinimumSize(1, 1)
        self._graphics.ci.setContentsMargins(0, 4, 0, 0)
        self._graphics.ci.setSpacing(4)
        self.waveform = self._plot(0, self.tr("level"))
        self.spectrogram = self._plot(SPECTROGRAM_ROW, self.tr("kHz"))
        self.waveform.getAxis("left").setStyle(showValues=False, tickLength=0)
        self.waveform.hideAxis("bottom")
        self.llr = self._plot(3, self.tr("LLR"))
        for plot in (self.waveform, self.llr):
            plot.setXLink(self.spectrogram)
        self._llr_curve = LlrCurve(self.llr)
        self._trace = self.waveform.plot()
        self._image = SpectrogramItem()
        self.spectrogram.addItem(self._image)
        self._cursors = [self._cursor(plot) for plot in (self.waveform, self.spectrogram, self.llr)]
        self._bar = ColourBar()
        self.spectrogram.getViewBox().sigResized.connect(lambda box: self._bar.align(box.sceneBoundingRect()))
        self._graphics.scene().sigMouseClicked.connect(self._clicked)
        self.spectrogram.sigXRangeChanged.connect(lambda *_: self._looking.start())
        self.hide_llr()
        row((self._graphics, 1), self._bar, spacing=4, parent=self)
        self.setMinimumHeight(theme.current().px(152))
        self.dress()

    def dress(self):
        """Take on the theme's colours: style sheets do not reach into plots."""
        colours = theme.current()
        self._graphics.setBackground(colours.colour("surface"))
        self._trace.setPen(pg.mkPen(colours.colour("accent"), width=1))
        for plot in self._plots:
            self._dress_axes(plot)
        for cursor in self._cursors:
            is_on_spectrogram = cursor.getViewBox() is self.spectrogram.getViewBox()
            cursor.setPen(pg.mkPen("#ffffff" if is_on_spectrogram else colours.colour("text"), width=1.5))
        self._llr_curve.dress()

    def changeEvent(self, event):
        super().changeEvent(event)
        if event.type() == QEvent.StyleChange and self._plots:
            self.dress()

    def show_picture(self, picture):
        self._duration_s = picture.duration_s
        end = max(picture.duration_s, _MIN_SHOWN_S)
        self._max_hz = picture.max_hz
        self._whole, self._detail = _layer(picture, 0.0), None
        self._show_layers()
        reach = max(0.05, float(np.abs(picture.envelope).max(initial=0.0)))
        self.waveform.setYRange(-reach, reach, padding=0)
        for plot in (self.waveform, self.spectrogram, self.llr):
            plot.setLimits(xMin=0, xMax=end, minXRange=_MIN_SHOWN_S)
        self.spectrogram.setYRange(0, picture.max_hz / 1000, padding=0)
        self.spectrogram.setXRange(0, end, padding=0)
        self.show_position(None)

    def _show_envelope(self, envelope, start_s, end_s):
        lowest, highest = envelope
        times = np.repeat(np.linspace(start_s, end_s, len(lowest), endpoint=False), 2)
        self._trace.setData(times, np.stack([lowest, highest], axis=1).ravel())

    def _show_envelopes(self, layers):
        """One trace: the finer envelope where there is one, the coarse one around it."""
        points = np.zeros((3, 0))
        for layer in layers:
            start_s, end_s = layer.envelope_s
            times = np.linspace(start_s, end_s, layer.envelope.shape[1], endpoint=False)
            before, after = points[:, points[0] < start_s], points[:, points[0] >= end_s]
            points = np.concatenate([before, np.vstack([times, layer.envelope]), after], axis=1)
        self._trace.setData(np.repeat(points[0], 2), points[1:].T.ravel())

    def show_detail(self, detail, start_s):
        """The ``Picture`` of a stretch that begins at ``start_s``, over the whole, until there is another one."""
        self._detail = _layer(detail, start_s)
        self._show_layers()

    def _show_layers(self):
        layers = [layer for layer in (self._whole, self._detail) if layer]
        self._image.show_layers(layers, 0.0, self._max_hz / 1000)
        self._show_envelopes(layers)

    def _look(self):
        """Ask for more where the pixels have room for more."""
        start_s, end_s = self.spectrogram.viewRange()[0]
        n_pixels = self.spectrogram.getViewBox().width() * self.devicePixelRatioF()
        if self._whole is None or end_s - start_s >= self._duration_s / 2:
            return
        for layer in (self._whole, self._detail):
            is_there = layer and layer.start_s <= start_s and end_s <= layer.end_s
            if is_there and layer.is_fine_enough(n_pixels / (end_s - start_s)):
                return
        width = end_s - start_s
        self.detail_wanted.emit(max(0.0, start_s - width / 2), min(self._duration_s, end_s + width / 2))

    def show_llr(self, curve, llr_threshold, stretches):
        """The ratio along the recording, below its spectrogram: see ``LlrCurve.show_curve``."""
        self._llr_curve.show_curve(curve, llr_threshold, stretches)
        self._arrange_llr(is_shown=True)

    def hide_llr(self):
        self._arrange_llr(is_shown=False)

    @property
    def has_llr(self):
        return self.llr in self._graphics.ci.items

    def _arrange_llr(self, is_shown):
        """The lowest plot has the time axis.  One that is only hidden would keep its place."""
        if is_shown and not self.has_llr:
            self._graphics.addItem(self.llr, 3, 0)
        elif not is_shown and self.has_llr:
            self._graphics.removeItem(self.llr)
        self.spectrogram.showAxis("bottom", not is_shown)
        self._fit_rows()

    def show_position(self, position_s):
        """The playback cursor; None takes it away."""
        for cursor in self._cursors:
            cursor.setVisible(position_s is not None)
            if position_s is not None:
                cursor.setPos(position_s)

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._fit_rows()

    def _fit_rows(self):
        """Of a small view a third, or a fifth each, never more than they need: the spectrogram takes the rest."""
        px = theme.current().px
        waveform = min(px(_WAVEFORM_HEIGHT), self.height() / (5 if self.has_llr else 3))
        llr = min(px(_LLR_HEIGHT), self.height() / 5 + px(_TIME_AXIS_HEIGHT)) if self.has_llr else 0
        for index, height in ((0, waveform), (3, llr)):
            self._graphics.ci.layout.setRowFixedHeight(index, height)

    def _plot(self, index, name):
        axes = {"bottom": _TimeAxis("bottom"), "left": self._left_axis(index)}
        plot = self._graphics.addPlot(index, 0, viewBox=self._view_box(), axisItems=axes)
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.setMouseEnabled(x=True, y=False)
        plot.getViewBox().setDefaultPadding(0)
        for axis in (plot.getAxis("left"), plot.getAxis("bottom")):
            axis.setTickFont(theme.current().font(12))
            axis.enableAutoSIPrefix(False)
            axis.setStyle(tickLength=4)
        self._name_axis(plot, name)
        plot.getAxis("left").setWidth(theme.current().px(_AXIS_WIDTH))
        self._plots.append(plot)
        return plot

    def _name_axis(self, plot, name):
        size = f"{theme.current().px(12)}px"
        plot.getAxis("left").setLabel(name, color=theme.current().colours.muted, **{"font-size": size})

    def _dress_axes(self, plot):
        for axis in (plot.getAxis("left"), plot.getAxis("bottom")):
            axis.setPen(theme.current().colour("border"))
            axis.setTextPen(theme.current().colour("muted"))
        if name := plot.getAxis("left").labelText:
            self._name_axis(plot, name)

    def _view_box(self):
        """Overridden by views with other ways of zooming."""
        return pg.ViewBox()

    def _left_axis(self, index):
        """Overridden by views whose rows are not evenly spaced frequencies."""
        return pg.AxisItem("left")

    def _cursor(self, plot):
        line = pg.InfiniteLine()
        line.setZValue(10)
        line.hide()
        plot.addItem(line, ignoreBounds=True)
        return line

    def _clicked(self, event):
        if event.button() != Qt.LeftButton or not self._duration_s:
            return
        position_s = self.spectrogram.getViewBox().mapSceneToView(event.scenePos()).x()
        if 0 <= position_s <= self._duration_s:
            event.accept()
            self.seek_requested.emit(position_s)


class _TimeAxis(pg.AxisItem):
    """Every figure with its unit: 4 s, 0.25 s, and from a minute on 1:04."""

    def tickStrings(self, values, scale, spacing):
        return [f"{value:.10g} s" if value < 60 else _clock(value) for value in values]


def _clock(position_s):
    minutes, seconds = divmod(round(position_s, 2), 60)
    return (
        f"{minutes:.0f}:{seconds:02.0f}" if abs(seconds - round(seconds)) < 1e-6 else f"{minutes:.0f}:{seconds:05.2f}"
    )


class ColourBar(QWidget):
    """What the colours mean, in dB."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setFixedWidth(theme.current().px(52))
        self._area = QRectF()
        self._colouring = colormap.Colouring()
        self.setToolTip(self.tr("Colour: level in dB re full scale"))

    def align(self, area):
        """Be as high as ``area``, the spectrogram beside it."""
        self._area = area
        self.update()

    def show_colours(self, colouring):
        self._colouring = colouring
        self.update()

    def paintEvent(self, event):
        painter = QPainter(self)
        painter.setFont(theme.current().font(12))
        line = painter.fontMetrics().height()
        bar = QRectF(4, self._area.top(), theme.current().px(12), self._area.height())
        painter.setRenderHint(QPainter.SmoothPixmapTransform)
        low_db, high_db = self._colouring.range_db
        painter.drawImage(bar, self._colouring.image(np.linspace(high_db, low_db, 256)[:, np.newaxis]))
        painter.setPen(theme.current().colour("muted"))
        painter.drawText(QRectF(0, bar.top() - 1.6 * line, self.width(), line), Qt.AlignLeft, self.tr("dB"))
        span_db = high_db - low_db
        room_db = max(span_db / 8, 1.5 * line * span_db / max(1.0, bar.height()))  # that a figure takes, at least
        step = next((step for step in (1, 2, 5, 10, 20, 50) if step >= room_db), 100)
        for level_db in range(math.ceil(low_db / step) * step, math.floor(high_db) + 1, step):
            y = bar.bottom() - (level_db - low_db) / span_db * bar.height()
            text = str(level_db).replace("-", "−")
            painter.drawText(QRectF(bar.right() + 4, y - line / 2, self.width(), line), Qt.AlignVCenter, text)
