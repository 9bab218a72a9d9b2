"""A tiny waveform, drawn from its envelope."""

import numpy as np
from PyQt5.QtCore import QLineF, Qt
from PyQt5.QtGui import QPainter, QPen
from PyQt5.QtWidgets import QSizePolicy, QWidget

from app import theme


class TinyWaveform(QWidget):
    """Shows an envelope (2, n_points), and how much of it was played."""

    def __init__(self, envelope, parent=None):
        super().__init__(parent)
        self._envelope = envelope
        self._played = None
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Fixed)
        self.setFixedHeight(theme.current().px(32))
        self.setMinimumWidth(theme.current().px(64))

    def show_played(self, fraction):
        """A cursor at ``fraction`` of the width; None takes it away."""
        if fraction != self._played:
            self._played = fraction
            self.update()

    def paintEvent(self, event):
        painter = QPainter(self)
        colours = theme.current()
        painter.setPen(QPen(colours.colour("accent"), 1))
        painter.drawLines(self._lines())
        if self._played is not None:
            painter.setPen(QPen(colours.colour("text"), 2, Qt.SolidLine, Qt.FlatCap))
            x = self._played * self.width()
            painter.drawLine(QLineF(x, 0, x, self.height()))

    def _lines(self):
        lowest, highest = self._envelope
        middle, reach = self.height() / 2, self.height() / 2 - 1
        if not len(lowest):
            return [QLineF(0, middle, self.width(), middle)]
        scale = reach / max(0.05, float(np.abs(self._envelope).max()))  # quiet takes stay visibly quiet
        n_lines = max(1, self.width() // 2)
        edges = np.linspace(0, len(lowest), n_lines, endpoint=False).astype(int)
        tops = middle - np.maximum.reduceat(highest, edges) * scale
        bottoms = middle - np.minimum.reduceat(lowest, edges) * scale
        return [
            QLineF(2 * i + 0.5, top - 0.5, 2 * i + 0.5, bottom + 0.5)
            for i, (top, bottom) in enumerate(zip(tops, bottoms, strict=True))
        ]
