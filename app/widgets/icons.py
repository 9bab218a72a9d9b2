"""The program's own icons, tinted by the theme and drawn sharp at any scale."""

from functools import cache

from PyQt5.QtCore import QByteArray, QRectF, QSize, Qt
from PyQt5.QtGui import QIcon, QPainter, QPixmap
from PyQt5.QtSvg import QSvgRenderer
from PyQt5.QtWidgets import QLabel

from app import theme

_SCALES = (1, 2, 3)


def pixmap(name, colour="text", size=20, *, scale=1.0):
    """The icon ``name`` in a theme colour, ``size`` device-independent pixels wide."""
    side = round(size * scale)
    image = QPixmap(side, side)
    image.fill(Qt.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(_drawing(name, colour))).render(painter, QRectF(0, 0, side, side))
    painter.end()
    image.setDevicePixelRatio(scale)
    return image


def icon(name, colour="text", *, checked=None, disabled="border", gap=0.0):
    """A ``QIcon`` with its tint for the normal, the checked and the disabled state; ``gap``: room left free at its
    right, as part of its side."""
    result = QIcon()
    for scale in _SCALES:
        for tint, mode, state in (
            (colour, QIcon.Normal, QIcon.Off),
            (checked or colour, QIcon.Normal, QIcon.On),
            (disabled, QIcon.Disabled, QIcon.Off),
        ):
            result.addPixmap(_with_gap(pixmap(name, tint, 24, scale=scale), gap), mode, state)
    return result


def program_icon():
    """The program's own, in its own colours on any desktop."""
    return QIcon(str(theme.ASSETS / "gluonar.svg"))


def icon_size(size=20, *, gap=0.0):
    return QSize(theme.current().px(size * (1 + gap)), theme.current().px(size))


def _with_gap(image, gap):
    if not gap:
        return image
    wide = QPixmap(round(image.width() * (1 + gap)), image.height())
    wide.setDevicePixelRatio(image.devicePixelRatio())
    wide.fill(Qt.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, image)
    painter.end()
    return wide


class IconLabel(QLabel):
    """One icon on its own; ``show_icon`` changes it."""

    def __init__(self, name="info", colour="muted", size=20, parent=None):
        super().__init__(parent)
        self._side = theme.current().px(size)
        self.setFixedSize(self._side, self._side)
        self.show_icon(name, colour)

    def show_icon(self, name, colour):
        self.setPixmap(pixmap(name, colour, self._side, scale=self.devicePixelRatioF()))


def _drawing(name, colour):
    return _source(name).replace(b"currentColor", getattr(theme.current().colours, colour).encode())


@cache
def _source(name):
    return (theme.ASSETS / "icons" / f"{name}.svg").read_bytes()
