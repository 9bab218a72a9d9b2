"""Spectrograms in a pyqtgraph plot, however many columns they have: drawn in the pixels that there are."""

from typing import NamedTuple

import numpy as np
import pyqtgraph as pg
from PyQt5.QtCore import QRectF
from PyQt5.QtGui import QImage, QPainter, QPixmap

from app.widgets.colormap import Colouring


class Columns(NamedTuple):
    """(n_rows, n_columns) in dB over a stretch of time."""

    values: np.ndarray
    start_s: float
    end_s: float


class SpectrogramItem(pg.GraphicsObject):
    """Layers of columns, the coarse ones below; each pixel has the loudest of what is under it.

    A layer has ``values``, ``start_s`` and ``end_s``, as ``Columns`` have.
    """

    def __init__(self):
        super().__init__()
        self._layers, self._bottom, self._top = [], 0.0, 1.0
        self._colouring = Colouring()
        self._painted = (None, [])  # for what it was painted, and the pixmaps with their places

    def show_layers(self, layers, bottom, top):
        """All rows of a layer lie between ``bottom`` and ``top`` of the plot's vertical axis."""
        self.prepareGeometryChange()
        self._layers = [layer for layer in layers if layer.values.size]
        self._bottom, self._top = bottom, top
        self._repaint()

    def show_colours(self, colouring):
        self._colouring = colouring
        self._repaint()

    def level_at(self, position_s, height):
        """In dB, of the finest layer there; None outside of all."""
        for layer in reversed(self._layers):
            n_rows, n_columns = layer.values.shape
            row = int(np.floor((height - self._bottom) / (self._top - self._bottom) * n_rows))
            column = int(np.floor((position_s - layer.start_s) / (layer.end_s - layer.start_s) * n_columns))
            if 0 <= row < n_rows and 0 <= column < n_columns:
                return float(layer.values[row, column])
        return None

    def boundingRect(self):
        if not self._layers:
            return QRectF()
        start_s = min(layer.start_s for layer in self._layers)
        end_s = max(layer.end_s for layer in self._layers)
        return QRectF(start_s, self._bottom, end_s - start_s, self._top - self._bottom)

    def paint(self, painter, option, widget=None):
        seen = self.getViewBox().viewRect()
        to_pixels = painter.deviceTransform()
        size = abs(seen.width() * to_pixels.m11()), abs(seen.height() * to_pixels.m22())
        wanted = (seen.getRect(), size)
        if self._painted[0] != wanted:
            self._painted = wanted, [self._painted_layer(layer, seen, size) for layer in self._layers]
        painter.setRenderHint(QPainter.SmoothPixmapTransform)
        for pixmap, place in self._painted[1]:
            painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))

    def _painted_layer(self, layer, seen, size):
        """The part of the layer that is seen, in no more pixels than it covers, and its place."""
        n_rows, n_columns = layer.values.shape
        width, height = (layer.end_s - layer.start_s) / n_columns, (self._top - self._bottom) / n_rows
        left, right = _span((seen.left() - layer.start_s) / width, (seen.right() - layer.start_s) / width, n_columns)
        low, high = _span((seen.top() - self._bottom) / height, (seen.bottom() - self._bottom) / height, n_rows)
        if left == right or low == high:
            return QPixmap(), QRectF()
        across, up = (right - left) * width, (high - low) * height
        values = condensed(layer.values[low:high, left:right], size[0] * across / seen.width(), axis=1)
        values = condensed(values, size[1] * up / seen.height(), axis=0)
        image = self._colouring.image(values).convertToFormat(QImage.Format_RGB32)
        place = QRectF(layer.start_s + left * width, self._bottom + low * height, across, up)
        return QPixmap.fromImage(image), place

    def _repaint(self):
        self._painted = (None, [])
        self.update()


def _span(low, high, n):
    """Whole rows or columns that contain the stretch, one more at each side for smooth edges, within 0..n."""
    return max(0, min(int(np.floor(low)) - 1, n)), max(0, min(int(np.ceil(high)) + 1, n))


def condensed(values, n, axis):
    """The loudest of neighbours, so that about ``n`` are left along the axis; fewer stay as they are."""
    n = max(1, round(n))
    if values.shape[axis] <= n:
        return values
    edges = np.linspace(0, values.shape[axis], n, endpoint=False).astype(int)
    return np.maximum.reduceat(values, edges, axis=axis)
