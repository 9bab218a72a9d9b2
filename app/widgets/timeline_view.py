"""A conversation: the recording with a lane for each speaker above its spectrogram, on the same time axis.

Imports pyqtgraph: build it when there is something to show, not with the window.
"""

import pyqtgraph as pg
from PyQt5.QtCore import QRectF, Qt
from PyQt5.QtGui import QFontMetrics
from PyQt5.QtWidgets import QGraphicsRectItem

from app import theme
from app.widgets.basics import set_tip
from app.widgets.recording_view import RecordingView
from app.widgets.timeline_words import lanes_of, segment_words

_NAMES_WIDTH, _LANE_HEIGHT = 128, 24  # px at normal text size
_SHOWN_S = 60.0  # of a longer conversation, at first
_AHEAD = 0.1  # where playback is after the view has moved on, as a share of its width


class TimelineView(RecordingView):
    """A ``RecordingView`` that can show a ``Timeline`` as well; the view moves on with playback."""

    def __init__(self, parent=None):
        self._segments, self._timeline = [], None
        super().__init__(parent)
        self._narrow_px = round(self.spectrogram.getAxis("left").width())
        self._least_px = self.minimumHeight()
        self.lanes = self._plot(1, "")
        self.lanes.hideAxis("bottom")
        self.lanes.setXLink(self.spectrogram)
        self.lanes.getAxis("left").setLabel(None)
        self.lanes.getAxis("left").setStyle(tickLength=0)
        self._cursors.append(self._cursor(self.lanes))
        self.show_timeline(None)
        self.dress()

    def dress(self):
        super().dress()
        if self._timeline is not None:
            self.show_timeline(self._timeline)

    def show_picture(self, picture):
        super().show_picture(picture)
        self.lanes.setLimits(xMin=0, xMax=max(picture.duration_s, 0.05))
        self.spectrogram.setXRange(0, min(max(picture.duration_s, 0.05), _SHOWN_S), padding=0)

    def show_timeline(self, timeline):
        """Lanes for who speaks, for those unknown and for what cannot be told; None takes them away."""
        self._timeline = timeline
        for bar in self._segments:
            self.lanes.removeItem(bar)
        lanes = lanes_of(timeline, self.tr) if timeline else []
        self._segments = [
            self._drawn(line, lane, segment) for line, lane in enumerate(lanes) for segment in lane.segments
        ]
        self._name(lanes)
        self.lanes.setVisible(bool(lanes))
        height = theme.current().px(_LANE_HEIGHT) * len(lanes)
        self._graphics.ci.layout.setRowFixedHeight(1, height)
        self.setMinimumHeight(self._least_px + height)
        width = theme.current().px(_NAMES_WIDTH) if lanes else self._narrow_px
        for plot in (self.waveform, self.lanes, self.spectrogram):
            plot.getAxis("left").setWidth(width)

    def show_position(self, position_s):
        super().show_position(position_s)
        if position_s is not None:
            self._follow(position_s)

    def _follow(self, position_s):
        start, end = self.spectrogram.viewRange()[0]
        if not start <= position_s <= end:
            width = end - start
            start = max(0.0, min(position_s - _AHEAD * width, self._duration_s - width))
            self.spectrogram.setXRange(start, start + width, padding=0)

    def _drawn(self, line, lane, segment):
        bar = QGraphicsRectItem(QRectF(segment.start_s, line + 0.15, segment.end_s - segment.start_s, 0.7))
        bar.setPen(pg.mkPen(None))
        bar.setBrush(pg.mkBrush(theme.current().colour(lane.tone)))
        set_tip(bar, segment_words(segment, self.tr))
        self.lanes.addItem(bar)
        return bar

    def _name(self, lanes):
        axis = self.lanes.getAxis("left")
        room = theme.current().px(_NAMES_WIDTH) - 12
        axis.setTicks([[(line + 0.5, _elided(lane.name, room)) for line, lane in enumerate(lanes)]])
        self.lanes.invertY(True)
        self.lanes.setYRange(0, max(1, len(lanes)), padding=0)


def _elided(text, room):
    return QFontMetrics(theme.current().font(12)).elidedText(text, Qt.ElideRight, room)
