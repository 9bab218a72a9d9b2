"""The level meter: how loud it is, where it should be, and what to change, in words too."""

from PyQt5.QtCore import QRectF, Qt
from PyQt5.QtGui import QPainter, QPainterPath
from PyQt5.QtWidgets import QSizePolicy, QWidget

from app import theme

BOTTOM_DB, TOP_DB = -60.0, 0.0
GOOD_FROM_DB, GOOD_TO_DB = -36.0, -6.0
_WIDTH_FOR_FIGURES = 220  # px at normal text size
_FALL_DB = 1.5  # per frame of about 33 ms: quick up, slow down, as on a mixing desk


class LevelMeter(QWidget):
    """A bar from -60 to 0 dB full scale with its good zone outlined and the zone's name below."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._level_db = self._peak_db = None
        self._bar = theme.current().px(12)
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Fixed)
        self.setFixedHeight(self._bar + theme.current().px(20))
        self.setAccessibleName(self.tr("Input level"))
        self.setToolTip(self.tr("Level in dB below full scale. Speak so that the bar moves inside the good zone."))

    def show_level(self, level_db, peak_db):
        """Levels in dB re full scale; None for both empties the meter."""
        if level_db is None:
            self._level_db = self._peak_db = None
        else:
            floor = BOTTOM_DB if self._level_db is None else self._level_db - _FALL_DB
            held = BOTTOM_DB if self._peak_db is None else self._peak_db - _FALL_DB / 3
            self._level_db = min(TOP_DB, max(level_db, floor, BOTTOM_DB))
            self._peak_db = min(TOP_DB, max(peak_db, held, BOTTOM_DB))
        self.update()

    def zone(self):
        """``""``, ``quiet``, ``good`` or ``loud``: where the held peak is."""
        if self._peak_db is None:
            return ""
        if self._peak_db > GOOD_TO_DB:
            return "loud"
        return "good" if self._peak_db >= GOOD_FROM_DB else "quiet"

    def paintEvent(self, event):
        painter = QPainter(self)
        painter.setRenderHint(QPainter.Antialiasing)
        self._paint_bar(painter)
        self._paint_words(painter)

    def _x(self, level_db):
        return (level_db - BOTTOM_DB) / (TOP_DB - BOTTOM_DB) * self.width()

    def _paint_bar(self, painter):
        colours = theme.current()
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(0, 0, self.width(), self._bar), 4, 4)
        painter.setClipPath(shape)
        painter.fillPath(shape, colours.colour("border"))
        good = QRectF(self._x(GOOD_FROM_DB), 0, self._x(GOOD_TO_DB) - self._x(GOOD_FROM_DB), self._bar)
        tint = colours.colour("accent")
        tint.setAlphaF(0.18)
        painter.fillRect(good, tint)
        if self._level_db is not None:
            tint = {"good": "accent", "quiet": "unsure", "loud": "rejects"}[self.zone()]
            painter.fillRect(QRectF(0, 0, self._x(self._level_db), self._bar), colours.colour(tint))
            painter.fillRect(QRectF(self._x(self._peak_db) - 3, 0, 3, self._bar), colours.colour("text"))
        painter.setClipping(False)

    def _paint_words(self, painter):
        colours = theme.current()
        painter.setFont(colours.font(12))
        painter.setPen(colours.colour("muted"))
        below = QRectF(0, self._bar + 2, self.width(), self.height() - self._bar - 2)
        good = QRectF(below)
        good.setLeft(self._x(GOOD_FROM_DB))
        good.setRight(self._x(GOOD_TO_DB))
        words = {"quiet": self.tr("too quiet"), "good": self.tr("good"), "loud": self.tr("too loud")}
        if self.width() >= theme.current().px(_WIDTH_FOR_FIGURES):
            painter.drawText(below, Qt.AlignLeft | Qt.AlignVCenter, self.tr("−60 dB"))
            painter.drawText(below, Qt.AlignRight | Qt.AlignVCenter, self.tr("0 dB"))
        painter.drawText(good, Qt.AlignCenter, words.get(self.zone(), self.tr("good")))
