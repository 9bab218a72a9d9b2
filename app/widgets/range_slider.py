"""A slider with two handles: a range of levels."""

from PyQt5.QtCore import QPointF, QRectF, Qt, pyqtSignal
from PyQt5.QtGui import QPainter, QPen
from PyQt5.QtWidgets import QSizePolicy, QWidget

from app import theme

_MIN_SPAN = 5


class RangeSlider(QWidget):
    """Two handles in whole dB; ``range_changed(int low, int high)`` while one moves.

    Keys: Left and Right move the chosen handle, Up and Down choose the upper or the lower one.
    """

    range_changed = pyqtSignal(int, int)

    def __init__(self, name, parent=None):
        super().__init__(parent)
        self._limits, self._values, self._chosen = (-120, 0), [-100, -20], 1
        self._is_held = False
        self.setFocusPolicy(Qt.StrongFocus)
        self.setCursor(Qt.PointingHandCursor)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Fixed)
        self.setFixedHeight(theme.current().px(28))
        self.setMinimumWidth(theme.current().px(120))

    @property
    def values(self):
        return tuple(self._values)

    def show_range(self, limits, values):
        """Both handles within ``limits``; nothing is emitted."""
        self._limits, self._values = tuple(limits), list(values)
        self.update()

    def mousePressEvent(self, event):
        if event.button() == Qt.LeftButton:
            value = self._value_at(event.x())
            low, high = self._values
            self._chosen = int(value > (low + high) / 2)
            self._is_held = True
            self._move(value)

    def mouseMoveEvent(self, event):
        if self._is_held:
            self._move(self._value_at(event.x()))

    def mouseReleaseEvent(self, event):
        self._is_held = False

    def keyPressEvent(self, event):
        if event.key() in (Qt.Key_Left, Qt.Key_Right):
            self._move(self._values[self._chosen] + (1 if event.key() == Qt.Key_Right else -1))
        elif event.key() in (Qt.Key_Up, Qt.Key_Down):
            self._chosen = int(event.key() == Qt.Key_Up)
            self.update()
        else:
            super().keyPressEvent(event)

    def _move(self, value):
        """The chosen handle, which the other one stops."""
        low, high = self._values
        bounds = (low + _MIN_SPAN, self._limits[1]) if self._chosen else (self._limits[0], high - _MIN_SPAN)
        value = round(min(max(value, bounds[0]), bounds[1]))
        if value != self._values[self._chosen]:
            self._values[self._chosen] = value
            self.range_changed.emit(*self._values)
        self.update()

    def _groove(self):
        radius = theme.current().px(8)
        return QRectF(radius + 2, self.height() / 2 - 2, self.width() - 2 * radius - 4, 4)

    def _x_of(self, value):
        low, high = self._limits
        groove = self._groove()
        return groove.left() + (value - low) / (high - low) * groove.width()

    def _value_at(self, x):
        low, high = self._limits
        groove = self._groove()
        return low + (x - groove.left()) / groove.width() * (high - low)

    def paintEvent(self, event):
        colours, groove = theme.current(), self._groove()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.Antialiasing)
        painter.setPen(Qt.NoPen)
        painter.setBrush(colours.colour("border"))
        painter.drawRoundedRect(groove, 2, 2)
        painter.setBrush(colours.colour("accent"))
        low_x, high_x = map(self._x_of, self._values)
        painter.drawRect(QRectF(low_x, groove.top(), high_x - low_x, groove.height()))
        for index, x in enumerate((low_x, high_x)):
            is_marked = self.hasFocus() and index == self._chosen
            painter.setPen(QPen(colours.colour("text" if is_marked else "accent"), 2))
            painter.setBrush(colours.colour("accent" if is_marked else "surface"))
            painter.drawEllipse(QPointF(x, self.height() / 2), colours.px(7), colours.px(7))
