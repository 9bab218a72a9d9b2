"""A log-likelihood ratio on its scale, with the operating point; and scores as bars against their threshold."""

import math

from PyQt5.QtCore import QPointF, QRectF, Qt
from PyQt5.QtGui import QPainter, QPen, QPolygonF
from PyQt5.QtWidgets import QSizePolicy, QWidget

from app import theme
from app.widgets.glossary import meaning

REACH = 8.0  # natural log: a likelihood ratio of about 3,000
_MOST_LINES = 7
_TICKS = (-6, -4, -2, 0, 2, 4, 6)


class LlrScale(QWidget):
    """From "other voice" at the left to "same voice" at the right; what is beyond an end is shown at the end."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._llr = None
        self._point, self._band = 0.0, 0.0
        self._tone = "unsure"
        line = theme.current().px(16)
        self._top, self._bar = theme.current().px(24), theme.current().px(12)
        self.setFixedHeight(self._top + self._bar + 2 * line + 8)
        self.setMinimumWidth(theme.current().px(232))
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Fixed)
        self.setToolTip(meaning("LLR"))

    def show_llr(self, llr, tone, *, operating_point=0.0, band=0.0):
        """``band``: distance from the operating point within which nothing can be told."""
        self._llr, self._tone, self._point, self._band = llr, tone, operating_point, band
        self.setAccessibleName(self.tr("Log-likelihood ratio {llr:+z.1f}").format(llr=llr))
        self.update()

    def paintEvent(self, event):
        if self._llr is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.Antialiasing)
        painter.setFont(theme.current().font(12))
        self._paint_zones(painter)
        self._paint_words(painter)
        self._paint_operating_point(painter)
        self._paint_pointer(painter)

    def _x(self, llr):
        inset = theme.current().px(12)
        share = (min(max(llr, -REACH), REACH) + REACH) / (2 * REACH)
        return inset + share * (self.width() - 2 * inset)

    def _paint_zones(self, painter):
        low, high = self._point - self._band, self._point + self._band
        zones = (("rejects", -REACH, low), ("unsure", low, high), ("supports", high, REACH))
        for tone, start, end in zones:
            area = QRectF(self._x(start), self._top, self._x(end) - self._x(start), self._bar)
            colour = theme.current().colour(tone)
            colour.setAlphaF(1.0 if tone == self._tone else 0.35)
            painter.fillRect(area, colour)

    def _paint_words(self, painter):
        painter.setPen(theme.current().colour("text"))
        line = painter.fontMetrics().height()
        below = self._top + self._bar + 2
        for tick in _TICKS:
            text = f"{tick:+d}".replace("-", "−") if tick else "0"
            painter.drawText(QRectF(self._x(tick) - 20, below, 40, line), Qt.AlignCenter, text)
        for words, place in self._end_words(painter.fontMetrics()):
            if not place.intersects(self._point_words(painter.fontMetrics())[1]):
                painter.drawText(place, Qt.AlignCenter, words)

    def _paint_operating_point(self, painter):
        colour = theme.current().colour("text")
        painter.setPen(QPen(colour, 2, Qt.DotLine))
        x = self._x(self._point)
        painter.drawLine(QPointF(x, self._top - 4), QPointF(x, self._top + self._bar + 3))
        painter.setPen(colour)
        words, place = self._point_words(painter.fontMetrics())
        painter.drawText(place, Qt.AlignCenter, words)

    def _point_words(self, metrics):
        return self._words_below(self.tr("operating point"), self._x(self._point), metrics)

    def _end_words(self, metrics):
        yield self._words_below(self.tr("other voice"), 0, metrics)
        yield self._words_below(self.tr("same voice"), self.width(), metrics)

    def _words_below(self, words, x, metrics):
        """The words and where they go: centred below ``x``, but between the ends of the bar."""
        width = metrics.horizontalAdvance(words) + 4
        left = min(max(x - width / 2, self._x(-REACH) - 2), self._x(REACH) + 2 - width)
        return words, QRectF(left, self._top + self._bar + 2 + metrics.height(), width, metrics.height())

    def _paint_pointer(self, painter):
        x, side = self._x(self._llr), theme.current().px(7)
        tip = self._top + 1
        painter.setPen(Qt.NoPen)
        painter.setBrush(theme.current().colour("text"))
        painter.drawPolygon(QPolygonF([QPointF(x, tip), QPointF(x - side, tip - side), QPointF(x + side, tip - side)]))
        font = theme.current().font(12, bold=True)
        painter.setFont(font)
        painter.setPen(theme.current().colour("text"))
        text = self.tr("LLR ") + f"{self._llr:+z.1f}".replace("-", "−")
        width = painter.fontMetrics().horizontalAdvance(text) + 4
        left = min(max(x - width / 2, 0), self.width() - width)
        painter.drawText(QRectF(left, 0, width, tip - side), Qt.AlignCenter, text)


class TakeScores(QWidget):
    """One bar a take from 0 to its score against the recording; the threshold, where there is one, across all of them.

    The scale is that of the scores at hand: all of them, 0, and more than the threshold have to be on it.  Of many
    takes the highest and the lowest are shown; all are in the tooltip.
    """

    def __init__(self, parent=None):
        super().__init__(parent)
        self._scores, self._threshold, self._limits = (), 0.0, (0.0, 1.0)
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Fixed)
        self.show_scores((), 0.0)

    def show_scores(self, scores, threshold):
        self._scores, self._threshold = scores, threshold
        self._figures = [f"{score:z.2f}".replace("-", "−") for score in scores]
        shown = [score for score in scores if math.isfinite(score)]
        point = 0.0 if threshold is None else threshold
        self._limits = min([0.0, point, *shown]), max([1.0, 1.5 * point, *shown])
        self._lines = self._chosen()
        self._row = theme.current().px(20)
        self.setFixedHeight(max(1, len(self._lines)) * self._row)
        self.setAccessibleName(", ".join(self._figures).replace("−", "-"))
        self.setToolTip("\n".join(f"{self._name(index)}: {figure}" for index, figure in enumerate(self._figures)))
        self.update()

    def _chosen(self):
        """The takes that get a line, by index; None for those that are left out between them."""
        indexes = list(range(len(self._scores)))
        if len(indexes) <= _MOST_LINES:
            return indexes
        ranked = sorted(indexes, key=lambda index: -self._scores[index])
        n_ends = (_MOST_LINES - 1) // 2
        return [*ranked[:n_ends], None, *ranked[-n_ends:]]

    def _name(self, index):
        return self.tr("Take {n}").format(n=index + 1)

    def paintEvent(self, event):
        painter = QPainter(self)
        painter.setFont(theme.current().font(12))
        named = painter.fontMetrics().horizontalAdvance(self._name(max(87, len(self._scores)))) + 8
        figure = painter.fontMetrics().horizontalAdvance("−00.0") + 8
        area = QRectF(named, 0, max(20, self.width() - named - figure), self.height())
        for line, index in enumerate(self._lines):
            top = line * self._row
            painter.setPen(theme.current().colour("text"))
            if index is None:
                words = self.tr("… {n} between").format(n=len(self._scores) - len(self._lines) + 1)
                painter.drawText(QRectF(0, top, self.width(), self._row), Qt.AlignVCenter, words)
                continue
            painter.drawText(QRectF(0, top, named, self._row), Qt.AlignVCenter, self._name(index))
            place = QRectF(area.right(), top, figure, self._row)
            painter.drawText(place, Qt.AlignVCenter | Qt.AlignRight, self._figures[index])
            bar = QRectF(area.left(), top + self._row * 0.3, area.width(), self._row * 0.4)
            self._paint_bar(painter, bar, self._scores[index])
        if self._scores and self._threshold is not None:
            painter.setPen(QPen(theme.current().colour("text"), 2, Qt.DotLine))
            x = area.left() + self._share(self._threshold) * area.width()
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))

    def _paint_bar(self, painter, area, score):
        painter.fillRect(area, theme.current().colour("border"))
        if math.isfinite(score):
            start, end = sorted((self._share(0.0), self._share(score)))
            bar = QRectF(area.left() + start * area.width(), area.top(), (end - start) * area.width(), area.height())
            painter.fillRect(bar, theme.current().colour("muted"))

    def _share(self, score):
        """How far from the left end of the scale, of all of it."""
        low, high = self._limits
        return (score - low) / (high - low)
