"""How good a take or a speaker's model is, seen at a glance: stars with their reason, and the model's strength."""

from PyQt5.QtCore import QEvent, Qt
from PyQt5.QtGui import QPainter, QPixmap, QPixmapCache
from PyQt5.QtWidgets import QLabel, QWidget

from app import theme
from app.domain import StrengthLevel
from app.language import told
from app.widgets import icons
from app.widgets.basics import WholeLabel, label, row, set_property

_N_STARS = 5
_GAP_PX = 1
_LOOKS = {
    StrengthLevel.STRONG: ("supports", "supports"),
    StrengthLevel.FAIR: ("info", "accent"),
    StrengthLevel.WEAK: ("warning", "unsure"),
}


def stars_pixmap(n_stars, size=16, *, scale=1.0):
    """Five stars in a row, ``n_stars`` of them full; drawn once, since a table has them in every row."""
    side, colours = theme.current().px(size), theme.current().colours
    key = f"stars {n_stars} {side} {scale} {colours.accent}"
    image = QPixmapCache.find(key)  # Qt's own: a cache of Python's would outlive the application
    if image is None:
        image = _drawn(n_stars, side, scale)
        QPixmapCache.insert(key, image)
    return image


def _drawn(n_stars, side, scale):
    image = QPixmap(round((_N_STARS * (side + _GAP_PX) - _GAP_PX) * scale), round(side * scale))
    image.setDevicePixelRatio(scale)
    image.fill(Qt.transparent)
    painter = QPainter(image)
    for index in range(_N_STARS):
        name, colour = ("star-full", "accent") if index < n_stars else ("star", "control_border")
        painter.drawPixmap(index * (side + _GAP_PX), 0, icons.pixmap(name, colour, side, scale=scale))
    painter.end()
    return image


class StarsLine(QWidget):
    """A ``Rating``: its stars, and beside them why there are no more."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._stars = QLabel()
        self._n_stars = None
        self.reason = label("", "small", wrap=True)
        row(self._stars, (self.reason, 1), parent=self)
        self.hide()

    def show_rating(self, rating):
        """None hides it."""
        self.setVisible(rating is not None)
        if rating is None:
            return
        self._n_stars = rating.stars
        self._draw()
        self._stars.setAccessibleName(self.tr("{n} of 5 stars").format(n=rating.stars))
        self.reason.setText(told(rating.reason))
        set_property(self.reason, "tone", "unsure" if rating.is_other_voice else "")
        self.setToolTip(self._tip(rating))

    def changeEvent(self, event):
        super().changeEvent(event)
        if event.type() == QEvent.StyleChange and self._n_stars is not None:
            self._draw()

    def _draw(self):
        self._stars.setPixmap(stars_pixmap(self._n_stars, 14, scale=self.devicePixelRatioF()))
        self._stars.setFixedSize(self._stars.sizeHint())

    def _tip(self, rating):
        tip = self.tr(
            "0 to 5 stars by the worst of: seconds of speech, clipping, noise, bandwidth, agreement with other takes."
        )
        if rating.agreement is None:
            return tip
        agreement = self.tr("Agreement: the mean score with the other takes is {score:.2f}.")
        return f"{tip} {agreement.format(score=rating.agreement)}"


class StrengthLine(QWidget):
    """A ``Strength``: strong, fair or weak, and what would lift it."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._icon = icons.IconLabel("info", "accent", 20)
        self.words = WholeLabel()
        row(self._icon, (self.words, 1), parent=self)
        self.setToolTip(
            self.tr(
                "Strong: 3 takes and 15 s of speech or more. Fair: 2 takes and 5 s. Noise and clipping do not count."
            )
        )
        self.hide()

    def show_strength(self, strength):
        """None hides it."""
        self.setVisible(strength is not None)
        if strength is None:
            return
        self._icon.show_icon(*_LOOKS[strength.level])
        names = {
            StrengthLevel.STRONG: self.tr("Speaker model: strong"),
            StrengthLevel.FAIR: self.tr("Speaker model: fair"),
            StrengthLevel.WEAK: self.tr("Speaker model: weak"),
        }
        words = self.tr("{name}.").format(name=names[strength.level])
        if strength.advice:
            advice = told(strength.advice)
            words += self.tr(" {advice}.").format(advice=advice[0].upper() + advice[1:])
        self.words.setText(words)
