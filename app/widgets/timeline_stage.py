"""The stage of a conversation: the recording, who speaks when in it, and who speaks now."""

from PyQt5.QtCore import pyqtSignal

from app.widgets.basics import ElidedLabel, button, row, set_property
from app.widgets.live_timeline import LiveTimeline
from app.widgets.sound_stage import SoundStage
from app.widgets.timeline_words import neighbour, now_words, summary_words


class TimelineStage(SoundStage):
    """``export_requested`` when the timeline that is shown is wanted as a file."""

    export_requested = pyqtSignal()

    timeline, _position_s = None, None  # of the class: the base shows a position before this begins

    def __init__(self, sentence, parent=None):
        super().__init__(sentence, parent)
        self.now = ElidedLabel("", "section")
        self.export_button = button(
            self.tr("Save timeline…"), "export", tip=self.tr("As RTTM for other programs, or as a table (Ctrl+S)")
        )
        self.export_button.clicked.connect(self.export_requested)
        self._shown.insertLayout(1, row((self.now, 1), self.export_button))
        self.show_timeline(None)

    def show_timeline(self, timeline):
        """A ``Timeline`` of the sound that is shown, or None."""
        self.timeline = timeline
        self.now.setVisible(timeline is not None)
        self.export_button.setVisible(timeline is not None)
        steps = self.tr("Play or stop (Space); the arrow keys go from segment to segment")
        self.play_button.setToolTip(steps if timeline else self.tr("Play or stop (Space)"))
        if self._view is not None:
            self._view.show_timeline(timeline)
        self._show_now()

    def show_position(self, sound, position_s):
        super().show_position(sound, position_s)
        self._position_s = position_s if sound is self.sound else None
        self._show_now()

    def step(self, direction):
        """Play from where the next segment begins, or the one before."""
        if self.timeline is not None:
            start_s = neighbour(self.timeline, self._position_s or 0.0, direction)
            if start_s is not None:
                self.play_requested.emit(self.sound, start_s)

    def _new_live(self):
        return LiveTimeline()

    def _new_view(self):
        from app.widgets.timeline_view import TimelineView

        view = TimelineView()
        view.show_timeline(self.timeline)
        return view

    def _show_now(self):
        if self.timeline is None:
            return
        words, tone = summary_words(self.timeline, self.tr), ""
        if self._position_s is not None:
            words, tone = now_words(self.timeline, self._position_s, self.tr)
        self.now.show_text(words)
        set_property(self.now, "tone", tone)
