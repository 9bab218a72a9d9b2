"""The controls of recording: which microphone, the big button, the clock and the level meter."""

from PyQt5.QtCore import Qt, QTimer, pyqtSignal
from PyQt5.QtWidgets import QBoxLayout, QPushButton, QWidget

from app import theme
from app.theme import GAP
from app.widgets import icons
from app.widgets.basics import ComboBox, column, icon_button, label, row
from app.widgets.level_meter import LevelMeter

_COUNT_FROM, _COUNT_MS = 3, 1000


class RecordButton(QPushButton):
    """A disc with a microphone; while recording, with a square."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName("record")
        self.setProperty("role", "primary")
        self.setIconSize(icons.icon_size(28))
        self.setFixedSize(icons.icon_size(56))
        self.setCursor(Qt.PointingHandCursor)
        self.show_recording(False)

    def show_recording(self, is_recording):
        word = self.tr("Stop recording") if is_recording else self.tr("Record")
        self.setIcon(icons.icon("stop" if is_recording else "microphone", "on_accent", disabled="muted"))
        self.setAccessibleName(word)
        self.setToolTip(self.tr("{what} (R or Ctrl+R)").format(what=word))


class VoicePanel(QWidget):
    """Signals: ``record_requested(device)``, ``stop_requested``, ``refresh_requested``, ``device_chosen(device)``,
    ``counting(bool)`` while it counts down."""

    record_requested = pyqtSignal(object)
    stop_requested = pyqtSignal()
    refresh_requested = pyqtSignal()
    device_chosen = pyqtSignal(object)
    counting = pyqtSignal(bool)

    def __init__(self, *, has_countdown=False, parent=None):
        super().__init__(parent)
        self._is_recording = False
        self._n_left = 0  # to count down still
        self._devices = []
        self.record_button = RecordButton()
        self.clock = label("", "number")
        self.speech = label("", "muted")
        self.meter = LevelMeter()
        self.device_box = ComboBox()
        self.refresh_button = icon_button("refresh", self.tr("Look for microphones again"))
        self.countdown_button = icon_button(
            "timer", self.tr("Count down before recording (T); press Record again to begin at once")
        )
        self.countdown_button.setCheckable(True)
        self.countdown_button.setChecked(has_countdown)
        if not has_countdown:
            self.countdown_button.hide()
        self._timer = QTimer(self)
        self._timer.setInterval(_COUNT_MS)
        self._timer.timeout.connect(self._count)
        self._lay_out()
        self.record_button.clicked.connect(self.toggle)
        self.refresh_button.clicked.connect(self.refresh_requested)
        self.device_box.activated.connect(lambda index: self.device_chosen.emit(self.device()))
        self.show_devices([])
        self.device_box.setItemText(0, self.tr("Looking for microphones…"))  # until there is a list
        self.show_idle()

    def arrange(self, is_narrow):
        """Where there is little room the meter goes below the button."""
        self._controls.setDirection(QBoxLayout.TopToBottom if is_narrow else QBoxLayout.LeftToRight)

    def device(self):
        """The chosen microphone; None means the system's own choice."""
        return self.device_box.currentData()

    def toggle(self):
        if not self.record_button.isEnabled():
            return
        if self._is_recording:
            self.stop_requested.emit()
        elif self.countdown_button.isChecked() and not self._n_left:
            self._n_left = _COUNT_FROM
            self._timer.start()
            self._show_count()
            self.counting.emit(True)
        else:
            self._start()  # pressed again while it counts: now

    def cancel_countdown(self):
        if self._n_left:
            self._end_countdown()

    def _start(self):
        self._end_countdown()
        self.record_requested.emit(self.device())

    def _end_countdown(self):
        self._timer.stop()
        if self._n_left:
            self._n_left = 0
            self.show_idle()
            self.counting.emit(False)

    def _count(self):
        if self._n_left > 1:
            self._n_left -= 1
            self._show_count()
        else:
            self._start()

    def _show_count(self):
        self.clock.setText(self.tr("In {n}…").format(n=self._n_left))
        self.speech.setText(self.tr("Esc cancels"))
        self.device_box.setEnabled(False)

    def show_devices(self, devices, chosen=None):
        """``devices`` as the audio part lists them; ``chosen`` is kept where it is still there, if only by name."""

        def nearness(device):
            return device == chosen, chosen is not None and device.name == chosen.name, device.is_default

        self.device_box.clear()
        for device in devices:
            self.device_box.addItem(device.name, device)
        if devices:
            self.device_box.setCurrentIndex(devices.index(max(devices, key=nearness)))
        else:
            self.device_box.addItem(self.tr("No microphone found"), None)
        self._devices = devices
        self.device_box.setEnabled(bool(devices))

    def show_idle(self):
        self._is_recording = False
        self.record_button.show_recording(False)
        self.record_button.setEnabled(True)  # without a microphone, too: one may have been plugged in since
        self.device_box.setEnabled(bool(self._devices))
        self.refresh_button.setEnabled(True)
        self.clock.setText(self.tr("Record"))
        self.show_speech(None)
        self.meter.show_level(None, None)

    def show_starting(self):
        self.show_recording()
        self.record_button.setEnabled(False)
        self.clock.setText(self.tr("Opening…"))

    def show_recording(self):
        self._is_recording = True
        self.record_button.show_recording(True)
        self.record_button.setEnabled(True)
        self.device_box.setEnabled(False)
        self.refresh_button.setEnabled(False)
        self.show_elapsed(0.0)
        self.show_speech(0.0)

    def show_stopping(self):
        self.record_button.setEnabled(False)
        self.speech.setText(self.tr("Listening back…"))

    def show_elapsed(self, elapsed_s):
        minutes, seconds = divmod(round(elapsed_s, 1), 60)
        self.clock.setText(f"{int(minutes)}:{seconds:04.1f}")

    def show_speech(self, speech_s):
        """Net speech so far in s; None while nothing is recorded."""
        if speech_s is None:
            self.speech.setText(self.tr("or press Ctrl+R"))
        else:
            self.speech.setText(self.tr("{s:.1f} s of speech").format(s=speech_s))

    def _lay_out(self):
        self.device_box.setAccessibleName(self.tr("Microphone"))
        self.device_box.setToolTip(self.tr("The microphone to record from"))
        self.device_box.setSizeAdjustPolicy(ComboBox.AdjustToMinimumContentsLengthWithIcon)
        self.device_box.setMinimumContentsLength(10)
        words = column(self.clock, self.speech, spacing=2)
        self.speech.setMinimumWidth(theme.current().px(128))  # so that the meter stays where it is
        self.meter.setMinimumWidth(theme.current().px(120))
        button = row(self.record_button, (words, 1), spacing=2 * GAP)
        self._controls = row((button, 1), (self.meter, 2), spacing=2 * GAP)
        devices = row(
            icons.IconLabel("microphone", "muted", 20),
            (self.device_box, 1),
            self.refresh_button,
            self.countdown_button,
        )
        column(devices, self._controls, spacing=2 * GAP, parent=self)
