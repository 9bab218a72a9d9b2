"""The spectrogram while it is heard: a ring of columns of which only the new ones are drawn."""

import numpy as np
from PyQt5.QtCore import QRect, QRectF, Qt
from PyQt5.QtGui import QPainter, QPixmap
from PyQt5.QtWidgets import QSizePolicy, QWidget

from app import theme
from app.widgets.bin_ticks import MOST_MARKS, EvenScale, ticks
from app.widgets.colormap import Colouring

_SHOWN_S = 6
AXIS_PX = 32  # at normal text size
_MAX_COLUMNS = 1_200  # shorter hops are condensed: the eye and the screen have no more


class LiveSpectrogram(QWidget):
    """Scrolls from right to left; bounded in memory, whatever the time.

    The pixmap has the screen's own pixels, is two windows wide, and every column is drawn twice, one window apart:
    whatever the position, the last window lies in one piece, and nothing that was drawn is ever moved or scaled.
    """

    def __init__(self, *, shown_s=_SHOWN_S, parent=None):
        super().__init__(parent)
        self.shown_s, self._axis_px = shown_s, AXIS_PX
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Expanding)
        self.setMinimumSize(theme.current().px(160), theme.current().px(96))
        self.setAccessibleName(self.tr("Live spectrogram"))
        self._colouring = Colouring()
        self.begin(257, 0.01, EvenScale())

    def begin(self, n_rows, hop_s, scale):
        """Empty, for columns (n_rows, any) ``hop_s`` apart whose rows stand for what ``scale`` says."""
        self._scale = scale
        self._group = max(1, -(-round(self.shown_s / hop_s) // _MAX_COLUMNS))
        self._columns = np.empty((n_rows, round(self.shown_s / hop_s / self._group)), np.float32)
        self.clear()

    def leave_room(self, axis_px):
        """At the left, at normal text size, where something above has longer words than the frequencies are."""
        self._axis_px = axis_px
        self.update()

    def show_colours(self, colouring):
        self._colouring = colouring
        self._ring = None
        self.update()

    def clear(self):
        self._columns.fill(-np.inf)
        self._waiting = self._columns[:, :0]  # what does not fill a group
        self._position = 0
        self._ring = None
        self.update()

    def add(self, decibels):
        """New columns, (n_rows, n_columns) in dB; row 0 is the lowest."""
        new = self._condensed(decibels)[:, -self._columns.shape[1] :]
        while new.shape[1]:
            piece = new[:, : self._columns.shape[1] - self._position]
            new = new[:, piece.shape[1] :]
            self._put(piece)
        self.update(self.plot_area())

    def _condensed(self, decibels):
        """The loudest of each group of columns."""
        waiting = np.concatenate([self._waiting, decibels], axis=1) if self._waiting.size else decibels
        n_whole = waiting.shape[1] // self._group
        self._waiting = waiting[:, n_whole * self._group :].copy()
        return waiting[:, : n_whole * self._group].reshape(len(waiting), n_whole, self._group).max(axis=2)

    def _put(self, piece):
        """Columns that fit before the ring's end."""
        first, last = self._position, self._position + piece.shape[1]
        self._columns[:, first:last] = piece
        self._position = last % self._columns.shape[1]
        if self._ring is not None:
            self._draw(first, last)

    def _draw(self, first, last):
        """Those columns into the ring's two windows; each pixel has the loudest of the columns under it."""
        width, n_columns = self._ring.width() // 2, self._columns.shape[1]
        pixels = np.arange(first * width // n_columns, -(-last * width // n_columns))
        begins = pixels * n_columns // width
        ends = np.minimum(np.maximum(begins + 1, (pixels + 1) * n_columns // width), n_columns)
        start = begins[0]
        edges = np.stack([begins, ends], axis=1).ravel() - start
        under = np.pad(self._columns[::-1, start : ends[-1]], ((0, 0), (0, 1)), constant_values=-np.inf)
        image = self._colouring.image(np.maximum.reduceat(under, edges, axis=1)[:, ::2])
        painter = QPainter(self._ring)
        painter.setRenderHint(QPainter.SmoothPixmapTransform)
        for left in (pixels[0], pixels[0] + width):
            painter.drawImage(QRectF(left, 0, len(pixels), self._ring.height()), image)
        painter.end()

    def _ring_for(self, plot):
        """The ring in the pixels of ``plot``, drawn anew when it has changed its size."""
        scale = self.devicePixelRatioF()
        width, height = round(plot.width() * scale), round(plot.height() * scale)
        if self._ring is None or (self._ring.width(), self._ring.height()) != (2 * width, height):
            self._ring = QPixmap(2 * width, height)
            self._ring.fill(self._colouring.background)
            self._draw(0, self._columns.shape[1])
        return self._ring

    def paintEvent(self, event):
        plot = self.plot_area()
        if plot.isEmpty():
            return
        painter = QPainter(self)
        ring = self._ring_for(plot)
        width = ring.width() // 2
        oldest = -(-self._position * width // self._columns.shape[1])  # the first pixel that is this column's alone
        painter.drawPixmap(plot, ring, QRect(oldest, 0, width, ring.height()))
        if not plot.contains(event.rect()):
            self._paint_axes(painter, QRectF(plot))

    def plot_area(self):
        """Where the columns are; its right edge is now."""
        left, below = theme.current().px(self._axis_px), theme.current().px(20)
        return QRect(left, 6, self.width() - left, self.height() - below - 6)

    def _paint_axes(self, painter, plot):
        painter.setFont(theme.current().font(12))
        painter.setPen(theme.current().colour("muted"))
        line = painter.fontMetrics().height()
        n_rows = len(self._columns)
        marks = ticks(self._scale, 0, n_rows - 1, max(1 / MOST_MARKS, 2.2 * line / plot.height()) * n_rows)
        for position, text in marks:
            y = plot.bottom() - (position + 0.5) / n_rows * plot.height()
            text = self.tr("kHz") if self._scale.unit and position == marks[-1][0] else text
            painter.drawText(QRectF(0, y - line / 2, plot.left() - 6, line), Qt.AlignRight | Qt.AlignVCenter, text)
        below = QRectF(plot.left(), plot.bottom() + 2, plot.width(), self.height() - plot.bottom() - 2)
        painter.drawText(below, Qt.AlignLeft | Qt.AlignVCenter, self.tr("{n} s ago").format(n=self.shown_s))
        painter.drawText(below, Qt.AlignRight | Qt.AlignVCenter, self.tr("now"))
