"""A recording to look into: zoom and pan in time and frequency, and a pointer with its readings."""

import numpy as np
import pyqtgraph as pg
from PyQt5.QtCore import QEvent, Qt, pyqtSignal

from app import theme
from app.widgets.bin_ticks import MOST_MARKS, ticks
from app.widgets.recording_view import SPECTROGRAM_ROW, RecordingView

_MIN_SHOWN_S, _MIN_ROWS = 0.05, 4
_MARK_ROOM = 22  # px at 1x from mark to mark


class AnalysisView(RecordingView):
    """The wheel zooms in time, with Ctrl in frequency; dragging pans; a click asks to play from there.

    Signals: ``range_changed(start_s, end_s, low, high)``, the last two being rows; ``pointed(time_s, row)``: the row
    is None over the waveform, both are None once the mouse has left.
    """

    range_changed = pyqtSignal(float, float, float, float)
    pointed = pyqtSignal(object, object)

    def __init__(self, parent=None):
        self._pointers = []
        super().__init__(parent)
        self.kind = None  # of the rows: their number, their unit, and whether they are evenly spaced
        self._end_s, self._rows = _MIN_SHOWN_S, (-0.5, 256.5)
        self._scale = None
        self._box = self.spectrogram.getViewBox()
        self._box.disableAutoRange()
        self.spectrogram.setMouseEnabled(x=True, y=True)
        self._pointers = [self._pointer(plot, 90) for plot in (self.waveform, self.spectrogram)]
        self._row_pointer = self._pointer(self.spectrogram, 0)
        self.dress()
        self._box.sigRangeChanged.connect(self._tell_range)
        self._graphics.scene().sigMouseMoved.connect(self._point)
        self._graphics.viewport().installEventFilter(self)

    def dress(self):
        super().dress()
        if self._pointers:
            self._pointers[0].setPen(pg.mkPen(theme.current().colour("text"), width=1, style=Qt.DotLine))

    @property
    def range(self):
        """(start_s, end_s, low, high) of what is seen: all rows before there are any."""
        (start_s, end_s), (low, high) = self.spectrogram.viewRange()
        return (start_s, end_s, low, high) if self.kind else (start_s, end_s, *self._rows)

    @property
    def bounds(self):
        """(start_s, end_s, low, high) of all there is."""
        return 0.0, self._end_s, *self._rows

    def show_sound(self, duration_s, envelope):
        """What is on the stage from now on; its layers come later."""
        self._duration_s = duration_s
        reach = max(0.05, float(np.abs(envelope).max(initial=0.0)))
        self.waveform.setYRange(-reach, reach, padding=0)
        self._show_envelope(envelope, 0.0, max(duration_s, _MIN_SHOWN_S))

    def show_axis(self, end_s):
        """Where the time axis ends: a longer recording beside this one shares it."""
        self._end_s = max(end_s, _MIN_SHOWN_S)
        for plot in (self.waveform, self.spectrogram, self.llr):
            plot.setLimits(xMin=0, xMax=self._end_s, minXRange=_MIN_SHOWN_S)

    def show_layers(self, layers, scale):
        """Coarse ones first; ``scale`` says what their rows stand for."""
        n_rows = len(layers[0].values)
        self._image.show_layers(layers, -0.5, n_rows - 0.5)
        self._show_envelopes(layers)
        self._scale = scale
        if self.kind != (n_rows, scale.unit, scale.is_even):
            self.kind = (n_rows, scale.unit, scale.is_even)
            self._show_rows(n_rows)

    def show_colours(self, colouring):
        self._image.show_colours(colouring)
        self._bar.show_colours(colouring)

    def show_range(self, start_s, end_s, low, high):
        if self.range != (start_s, end_s, low, high):
            self.spectrogram.setRange(xRange=(start_s, end_s), yRange=(low, high), padding=0)

    def zoom(self, factor, centre, *, axis):
        """Show ``factor`` of the time (axis 0) or the rows (axis 1); ``centre``, or the middle, stays where it is."""
        low, high = self.range[2 * axis : 2 * axis + 2]
        centre = centre if centre is not None and low <= centre <= high else (low + high) / 2
        self._show_stretch(centre - (centre - low) * factor, centre + (high - centre) * factor, axis)

    def pan(self, part, *, axis):
        """Move on by a part of what is seen."""
        low, high = self.range[2 * axis : 2 * axis + 2]
        self._show_stretch(low + part * (high - low), high + part * (high - low), axis)

    def stepped(self, pointer, across, up):
        """A pointer moved by hundredths of what is seen, from the middle if there was none; it stays in sight."""
        start_s, end_s, low, high = self.range
        time_s, row = pointer
        time_s = (start_s + end_s) / 2 if time_s is None else time_s + across * (end_s - start_s) / 100
        row = (low + high) / 2 if row is None else row + up * (high - low) / 100
        return min(max(time_s, start_s), end_s), min(max(row, low), high)

    def show_pointer(self, time_s, row):
        """A crosshair; None takes its lines away."""
        for line, where in ((self._pointers[0], time_s), (self._pointers[1], time_s), (self._row_pointer, row)):
            line.setVisible(where is not None)
            line.setPos(where or 0.0)

    def reading(self, time_s, row):
        """What is there, in words with units."""
        if row is None or self._scale is None:
            return time_text(time_s)
        row = min(max(row, 0.0), self.kind[0] - 1.0)  # half of the outermost rows lies beyond
        words = [time_text(time_s), value_text(self._scale, row)]
        level_db = self._image.level_at(time_s, row)
        if level_db is not None:
            words.append(f"{level_db:.1f} dB".replace("-", "−"))
        return "  ·  ".join(words)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Leave:
            self.pointed.emit(None, None)
        return super().eventFilter(watched, event)

    def _show_rows(self, n_rows):
        """All of them, with their marks."""
        axis = self.spectrogram.getAxis("left")
        axis.scale_of_rows = self._scale
        name = self.tr("kHz") if self._scale.unit else self.tr("coefficient")
        tip = self.tr("Colour: level in dB re full scale") if self._scale.unit else self.tr("Colour: coefficients, dB")
        self._bar.setToolTip(tip)
        self._name_axis(self.spectrogram, name)
        self._rows = (-0.5, n_rows - 0.5)
        self.spectrogram.setLimits(yMin=-0.5, yMax=n_rows - 0.5, minYRange=_MIN_ROWS)
        self.spectrogram.setYRange(*self._rows, padding=0)

    def _show_stretch(self, low, high, axis):
        """As much of it as there is."""
        least, most = self.bounds[2 * axis : 2 * axis + 2]
        span = min(high - low, most - least)
        low = min(max(low, least), most - span)
        wanted = list(self.range)
        wanted[2 * axis : 2 * axis + 2] = low, low + span
        self.show_range(*wanted)

    def _tell_range(self, *_):
        self.range_changed.emit(*self.range)

    def _point(self, place):
        for plot, has_rows in ((self.spectrogram, True), (self.waveform, False)):
            box = plot.getViewBox()
            if box.sceneBoundingRect().contains(place):
                where = box.mapSceneToView(place)
                self.pointed.emit(where.x(), where.y() if has_rows else None)
                return
        self.pointed.emit(None, None)

    def _pointer(self, plot, angle):
        line = pg.InfiniteLine(angle=angle, pen=pg.mkPen("#ffffff", width=1, style=Qt.DotLine))
        line.setZValue(9)
        line.hide()
        plot.addItem(line, ignoreBounds=True)
        return line

    def _view_box(self):
        return _ZoomBox()

    def _left_axis(self, index):
        return _RowAxis("left") if index == SPECTROGRAM_ROW else super()._left_axis(index)


class _ZoomBox(pg.ViewBox):
    """The wheel zooms along one axis at a time: two at once lose what one was looking at."""

    def wheelEvent(self, event, axis=None):
        if axis is None:
            axis = 1 if event.modifiers() & Qt.ControlModifier else 0
        super().wheelEvent(event, axis)


class _RowAxis(pg.AxisItem):
    """Round values where their rows are, as many as have room."""

    scale_of_rows = None

    def tickValues(self, low, high, size):
        if self.scale_of_rows is None:
            return []
        gap = (high - low) * max(1 / MOST_MARKS, theme.current().px(_MARK_ROOM) / max(1.0, size))
        self._texts = dict(ticks(self.scale_of_rows, low, high, gap))
        return [(gap, list(self._texts))]

    def tickStrings(self, values, scale, spacing):
        return [self._texts[value] for value in values]


def time_text(time_s):
    """To the millisecond: 3.142 s, and from a minute on 1:03.142."""
    minutes, seconds = divmod(round(time_s, 3), 60)
    return f"{minutes:.0f}:{seconds:06.3f}" if minutes else f"{seconds:.3f} s"


def value_text(scale, row):
    """A frequency with its unit, or the number of a coefficient."""
    value = scale.value_at(row)
    if not scale.unit:
        return f"c{round(value)}"
    return f"{value / 1000:.2f} kHz" if value >= 1000 else f"{value:.0f} Hz"
