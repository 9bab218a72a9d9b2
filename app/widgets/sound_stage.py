"""Where the sound is seen: the drop zone, the live spectrogram, or a whole recording with its playback."""

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QStackedWidget, QWidget

from app.widgets.basics import ElidedLabel, button, column, row, set_icon
from app.widgets.dropping import DropZone
from app.widgets.live_spectrogram import LiveSpectrogram


class SoundStage(QWidget):
    """Signals: ``play_requested(sound, float start_s)``, ``detail_requested(sound, float start_s, float end_s)`` for
    what is seen of a long one, ``choose_requested``."""

    play_requested = pyqtSignal(object, float)
    detail_requested = pyqtSignal(object, float, float)
    choose_requested = pyqtSignal()

    def __init__(self, sentence, parent=None):
        super().__init__(parent)
        self.sound = None
        self._view = None  # a RecordingView, once there is a recording
        self._before_drop = None
        self.drop_zone = DropZone(sentence)
        self.drop_zone.choose_requested.connect(self.choose_requested)
        self.live = self._new_live()
        self.title = ElidedLabel("", "section")
        self.play_button = button(self.tr("Play"), "play", tip=self.tr("Play or stop (Space)"))
        self.more_button = button(self.tr("Choose files…"), "open", tip=self.tr("Choose recordings (Ctrl+O)"))
        self.play_button.clicked.connect(self.toggle)
        self.more_button.clicked.connect(self.choose_requested)
        shown = QWidget()
        self._shown = column(row((self.title, 1), self.play_button, self.more_button), parent=shown)
        self._stack = QStackedWidget()
        for page in (self.drop_zone, self.live, shown):
            self._stack.addWidget(page)
        column(self._stack, parent=self)
        self.show_position(None, None)

    def show_empty(self):
        self.sound = None
        self._stack.setCurrentIndex(0)

    def start_live(self):
        self.live.clear()
        self._stack.setCurrentIndex(1)

    def end_live(self):
        """Back to what was shown before, until the new recording is there."""
        if self._stack.currentIndex() == 1:
            self._stack.setCurrentIndex(0 if self.sound is None else 2)

    def show_sound(self, sound):
        """Show whose picture will come next; ``show_picture`` brings it."""
        self.sound = sound
        self.title.show_text(sound.take.source)
        if self._stack.currentIndex() != 1:
            self._stack.setCurrentIndex(2)
        if sound.picture is not None:
            self.show_picture(sound)
        elif self._view is not None:
            self._view.hide()  # it shows another sound

    def show_picture(self, sound):
        if sound is self.sound:
            self.view().show_picture(sound.picture)
            self.view().show()

    def show_detail(self, sound, detail, start_s):
        """A ``Picture`` of a part of the sound."""
        if sound is self.sound:
            self.view().show_detail(detail, start_s)

    def show_llr(self, sound, curve, llr_threshold, stretches):
        """The ratio along the recording that is shown: see ``RecordingView.show_llr``."""
        if sound is self.sound:
            self.view().show_llr(curve, llr_threshold, stretches)

    def hide_llr(self):
        if self._view is not None:
            self._view.hide_llr()

    def view(self):
        if self._view is None:
            self._view = self._new_view()
            policy = self._view.sizePolicy()
            policy.setRetainSizeWhenHidden(True)  # or the title would jump while a picture is drawn
            self._view.setSizePolicy(policy)
            self._view.detail_wanted.connect(lambda *stretch: self.detail_requested.emit(self.sound, *stretch))
            self._view.seek_requested.connect(lambda start_s: self.play_requested.emit(self.sound, start_s))
            self._shown.addWidget(self._view, 1)
        return self._view

    def _new_live(self):
        return LiveSpectrogram()

    def _new_view(self):
        from app.widgets.recording_view import RecordingView

        return RecordingView()

    def show_position(self, sound, position_s):
        """Where playback is, in s; None when nothing plays."""
        is_playing = position_s is not None and sound is self.sound
        self.play_button.setText(self.tr("Stop") if is_playing else self.tr("Play"))
        set_icon(self.play_button, "stop" if is_playing else "play")
        if self._view is not None:
            self._view.show_position(position_s if is_playing else None)

    def toggle(self):
        if self.sound is not None:
            self.play_requested.emit(self.sound, 0.0)

    def show_drop(self, is_over):
        """While files hang over the page the drop zone comes forward."""
        if is_over and self._before_drop is None:
            self._before_drop = self._stack.currentIndex()
            self._stack.setCurrentIndex(0)
        elif not is_over and self._before_drop is not None:
            self._stack.setCurrentIndex(self._before_drop)
            self._before_drop = None
        self.drop_zone.show_active(is_over)
