"""A conversation while it goes on: who speaks now, and lanes that scroll with the live spectrogram below them."""

from PyQt5.QtCore import QRectF, Qt
from PyQt5.QtGui import QPainter
from PyQt5.QtWidgets import QSizePolicy, QWidget

from app import theme
from app.domain import Verdict
from app.widgets.basics import ElidedLabel, column, label, set_property
from app.widgets.live_spectrogram import AXIS_PX, LiveSpectrogram
from app.widgets.timeline_words import heard_words, lanes_of

SHOWN_S = 20
_HOP_S = 0.01  # of the columns
_NAMES_WIDTH, _LANE_HEIGHT, _GAP = 128, 24, 6  # px at normal text size
_MOST_LANES = 6  # the room is the spectrogram's; whoever has been silent longest gives way


class LiveTimeline(QWidget):
    """A ``LiveSpectrogram``; while a conversation is listened to, with lanes for what was ``show_heard``."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.spectrogram = LiveSpectrogram(shown_s=SHOWN_S)
        self.now = ElidedLabel("", "section")
        self.note = label(
            self.tr("About two seconds late. Until a turn is over, what is said of it may change."), "small", wrap=True
        )
        self.lanes = Lanes(self.spectrogram)
        column(self.now, self.note, self.lanes, (self.spectrogram, 1), spacing=4, parent=self)
        self.listen(False)

    def clear(self):
        self.spectrogram.clear()
        self.lanes.clear()

    def add(self, decibels):
        self.spectrogram.add(decibels)
        self.lanes.move_on(decibels.shape[1] * _HOP_S)

    def listen(self, is_listening):
        """Show the lanes and who speaks now, or not."""
        for widget in (self.now, self.note, self.lanes):
            widget.setVisible(is_listening)
        self.spectrogram.leave_room(_NAMES_WIDTH if is_listening else AXIS_PX)
        self.now.show_text(self.tr("Listening…"))
        set_property(self.now, "tone", "")

    def show_heard(self, heard):
        words, tone = heard_words(heard, self.tr)
        self.now.show_text(words)
        set_property(self.now, "tone", tone)
        self.lanes.show_lanes(lanes_of(heard, self.tr))


class Lanes(QWidget):
    """Bars under the time axis of a ``LiveSpectrogram``, whose right edge is now; a lane keeps its place."""

    def __init__(self, spectrogram, parent=None):
        super().__init__(parent)
        self._spectrogram = spectrogram
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Fixed)
        self.clear()

    def clear(self):
        self._heard_s = 0.0
        self.shown, self._last_s = [], {}  # lanes in their order; until when each was heard, by key
        self._fit()

    def move_on(self, seconds):
        self._heard_s += seconds
        if self.shown:
            self.update()

    def show_lanes(self, lanes):
        """Those of the time that is shown; the others stay empty, or give way."""
        found = {lane.key: lane for lane in lanes}
        self._last_s |= {lane.key: lane.segments[-1].end_s for lane in lanes}
        for lane in self.shown:
            lane.segments = found.pop(lane.key).segments if lane.key in found else []
        every = self.shown + list(found.values())
        kept = sorted(every, key=lambda lane: self._last_s[lane.key])[-_MOST_LANES:]
        self.shown = sorted((lane for lane in every if lane in kept), key=lambda lane: _RANK.get(lane.key, 0))
        self._last_s = {lane.key: self._last_s[lane.key] for lane in self.shown}
        self._fit()
        self.update()

    def paintEvent(self, event):
        painter, plot, px = QPainter(self), self._spectrogram.plot_area(), theme.current().px
        painter.setFont(theme.current().font(12))
        for line, lane in enumerate(self.shown):
            top, height = line * px(_LANE_HEIGHT), px(_LANE_HEIGHT)
            name = painter.fontMetrics().elidedText(lane.name, Qt.ElideRight, plot.left() - px(_GAP))
            painter.setPen(theme.current().colour("muted"))
            painter.drawText(QRectF(0, top, plot.left() - px(_GAP), height), Qt.AlignRight | Qt.AlignVCenter, name)
            for segment in lane.segments:
                left, right = (self._x(moment, plot) for moment in (segment.start_s, segment.end_s))
                bar = QRectF(left, top + 0.15 * height, right - left, 0.7 * height) & QRectF(
                    plot.left(), 0, plot.width(), self.height()
                )
                painter.fillRect(bar, theme.current().colour(lane.tone))

    def _x(self, moment_s, plot):
        return plot.left() + plot.width() * (1 - (self._heard_s - moment_s) / self._spectrogram.shown_s)

    def _fit(self):
        """Room for two at least: the spectrogram jumps less."""
        self.setFixedHeight(theme.current().px(_LANE_HEIGHT) * max(2, len(self.shown)))


_RANK = {Verdict.DOES_NOT_SUPPORT: 1, Verdict.CANNOT_TELL: 2}  # below the speakers
