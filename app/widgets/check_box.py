"""A check box without words that is seen on every background: the system's own is dark on dark."""

from PyQt5.QtCore import QRectF, QSize, Qt
from PyQt5.QtGui import QPainter, QPen
from PyQt5.QtWidgets import QCheckBox

from app import theme
from app.widgets import icons
from app.widgets.basics import set_tip


class CheckBox(QCheckBox):
    """``name`` is its tooltip and what a screen reader says."""

    def __init__(self, name, parent=None):
        super().__init__(parent)
        self.setAccessibleName(name)
        set_tip(self, name)
        self.setCursor(Qt.PointingHandCursor)

    def sizeHint(self):
        side = theme.current().px(24)
        return QSize(side, side)

    def hitButton(self, position):
        return self.rect().contains(position)

    def paintEvent(self, event):
        colours, side = theme.current(), theme.current().px(16)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.Antialiasing)
        border = "accent" if self.isChecked() or self.hasFocus() else "control_border"
        painter.setPen(QPen(colours.colour(border), 2 if self.hasFocus() else 1))
        painter.setBrush(colours.colour("accent" if self.isChecked() else "surface"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if self.isChecked():
            tick = icons.pixmap("check", "on_accent", side, scale=self.devicePixelRatioF())
            painter.drawPixmap(box.topLeft(), tick)
