"""The spectrogram while it is heard: a ring of columns of which only the new ones are drawn."""

import numpy as np
from PyQt5.QtCore import QRectF, Qt
from PyQt5.QtGui import QPainter, QPixmap
from PyQt5.QtWidgets import QSizePolicy, QWidget

from app import theme
from app.widgets import colormap

_N_BINS = 257
_MAX_KHZ = 8
_SHOWN_S = 6


class LiveSpectrogram(QWidget):
    """Scrolls from right to left; ``hop_s`` is the time of one column.

    The pixmap is two windows wide and every column is drawn twice, one window apart: whatever the position, the
    last window lies in one piece, and nothing that was drawn is ever moved.
    """

    def __init__(self, hop_s=0.01, parent=None):
        super().__init__(parent)
        self._n_columns = round(_SHOWN_S / hop_s)
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Expanding)
        self.setMinimumSize(theme.current().px(160), theme.current().px(96))
        self.setAccessibleName(self.tr("Live spectrogram"))
        self.clear()

    def clear(self):
        self._ring = QPixmap(2 * self._n_columns, _N_BINS)
        self._ring.fill(colormap.BACKGROUND)
        self._position = 0
        self.update()

    def add(self, decibels):
        """New columns, (257, n_columns) dB re full scale; row 0 is 0 Hz."""
        indices = colormap.to_index(decibels[::-1, -self._n_columns :])
        if not indices.shape[1]:
            return
        painter = QPainter(self._ring)
        room = self._n_columns - self._position
        self._draw(painter, indices[:, :room])
        self._draw(painter, indices[:, room:])
        painter.end()
        self.update()

    def _draw(self, painter, indices):
        n_new = indices.shape[1]
        if n_new:
            image = colormap.image(np.ascontiguousarray(indices))
            painter.drawImage(self._position, 0, image)
            painter.drawImage(self._position + self._n_columns, 0, image)
            self._position = (self._position + n_new) % self._n_columns

    def paintEvent(self, event):
        painter = QPainter(self)
        painter.setRenderHint(QPainter.SmoothPixmapTransform)
        plot = self._plot_area()
        painter.drawPixmap(plot, self._ring, QRectF(self._position, 0, self._n_columns, _N_BINS))
        self._paint_axes(painter, plot)

    def _plot_area(self):
        left, below = theme.current().px(32), theme.current().px(20)
        return QRectF(left, 6, self.width() - left, self.height() - below - 6)

    def _paint_axes(self, painter, plot):
        painter.setFont(theme.current().font(12))
        painter.setPen(theme.current().colour("muted"))
        line = painter.fontMetrics().height()
        step = 2 if plot.height() > 5 * line else 4
        for khz in range(0, _MAX_KHZ + 1, step):
            y = plot.bottom() - khz / _MAX_KHZ * plot.height()
            text = self.tr("kHz") if khz == _MAX_KHZ else str(khz)
            painter.drawText(QRectF(0, y - line / 2, plot.left() - 6, line), Qt.AlignRight | Qt.AlignVCenter, text)
        below = QRectF(plot.left(), plot.bottom() + 2, plot.width(), self.height() - plot.bottom() - 2)
        painter.drawText(below, Qt.AlignLeft | Qt.AlignVCenter, self.tr("{n} s ago").format(n=_SHOWN_S))
        painter.drawText(below, Qt.AlignRight | Qt.AlignVCenter, self.tr("now"))
