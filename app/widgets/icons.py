"""The program's own icons, tinted by the theme and drawn sharp at any scale."""

from functools import cache

from PyQt5.QtCore import QByteArray, QEvent, QPoint, QRect, QRectF, QSize, Qt
from PyQt5.QtGui import QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PyQt5.QtSvg import QSvgRenderer
from PyQt5.QtWidgets import QLabel

from app import theme


def pixmap(name, colour="text", size=20, *, scale=1.0):
    """The icon ``name`` in a theme colour, ``size`` device-independent pixels wide."""
    key = f"icon {name} {getattr(theme.current().colours, colour)} {size} {scale}"
    image = QPixmapCache.find(key)
    if image is None:
        image = _drawn(name, colour, round(size * scale))
        image.setDevicePixelRatio(scale)
        QPixmapCache.insert(key, image)
    return image


def _drawn(name, colour, side):
    image = QPixmap(side, side)
    image.fill(Qt.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(_drawing(name, colour))).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return image


class _Engine(QIconEngine):
    """Draws in the colours that the theme has when it is asked to, so that icons change with the theme."""

    def __init__(self, name, colours, gap):
        """``colours``: names for the normal, the checked and the disabled state."""
        super().__init__()
        self._name, self._colours, self._gap = name, colours, gap

    def paint(self, painter, rect, mode, state):
        normal, checked, disabled = self._colours
        colour = disabled if mode == QIcon.Disabled else checked if state == QIcon.On else normal
        side = round(min(rect.height(), rect.width() / (1 + self._gap)))
        if side < 1:  # squeezed away, as in a notice that slides in
            return
        left = rect.left() + (rect.width() - round(side * (1 + self._gap))) // 2
        place = QPoint(left, rect.top() + (rect.height() - side) // 2)
        painter.drawPixmap(place, pixmap(self._name, colour, side, scale=painter.device().devicePixelRatioF()))

    def pixmap(self, size, mode, state):
        image = QPixmap(size)
        if image.isNull():
            return image
        image.fill(Qt.transparent)
        painter = QPainter(image)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return image

    def clone(self):
        return _Engine(self._name, self._colours, self._gap)


@cache  # keeps the engines: Qt's copies of an icon do not
def icon(name, colour="text", *, checked=None, disabled="border", gap=0.0):
    """A ``QIcon`` with its tint for the normal, the checked and the disabled state; ``gap``: room left free at its
    right, as part of its side."""
    return QIcon(_Engine(name, (colour, checked or colour, disabled), gap))


def program_icon():
    """The program's own, in its own colours on any desktop."""
    return QIcon(str(theme.ASSETS / "gluonar.svg"))


def icon_size(size=20, *, gap=0.0):
    return QSize(theme.current().px(size * (1 + gap)), theme.current().px(size))


class IconLabel(QLabel):
    """One icon on its own; ``show_icon`` changes it."""

    def __init__(self, name="info", colour="muted", size=20, parent=None):
        super().__init__(parent)
        self._side = theme.current().px(size)
        self.setFixedSize(self._side, self._side)
        self.show_icon(name, colour)

    def show_icon(self, name, colour):
        self._shown = name, colour
        self.setPixmap(pixmap(name, colour, self._side, scale=self.devicePixelRatioF()))

    def changeEvent(self, event):
        super().changeEvent(event)
        if event.type() == QEvent.StyleChange:
            self.show_icon(*self._shown)


def _drawing(name, colour):
    return _source(name).replace(b"currentColor", getattr(theme.current().colours, colour).encode())


@cache
def _source(name):
    return (theme.ASSETS / "icons" / f"{name}.svg").read_bytes()
