"""One recording on the spectrogram page: its view with its buttons, or the place to drop it."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QFrame, QSizePolicy, QStackedWidget

from app import theme
from app.theme import GAP
from app.widgets import icons
from app.widgets.basics import Card, ElidedLabel, button, column, icon_button, label, row, set_property
from app.widgets.dropping import DropTarget, DropZone


class AnalysisPanel(DropTarget):
    """Signals: ``view_made(AnalysisView)`` once; ``choose_requested``, ``play_requested(sound, float start_s)``,
    ``table_requested(sound)`` and ``close_requested(sound)``."""

    view_made = pyqtSignal(object)
    choose_requested = pyqtSignal()
    play_requested = pyqtSignal(object, float)
    table_requested = pyqtSignal(object)
    close_requested = pyqtSignal(object)

    def __init__(self, sentence, other_sentence, parent=None):
        """``other_sentence`` invites while another recording is shown already."""
        super().__init__(parent)
        self.sound = None
        self.view = None
        self._is_slim = False
        self.drop_zone = DropZone(sentence)
        self._strip = _DropStrip(other_sentence)
        for zone in (self.drop_zone, self._strip):
            zone.choose_requested.connect(self.choose_requested)
        self._stack = QStackedWidget()
        for widget in (self.drop_zone, self._strip, self._make_shown()):
            self._stack.addWidget(widget)
        column(self._stack, parent=self)
        self.show_position(None)

    def show_sound(self, sound):
        """None: the place to drop one."""
        self.sound = sound
        if sound is not None:
            self.title.show_text(sound.take.source)
            self._made_view().show_sound(sound.take.quality.duration_s, sound.envelope)
        self.show_reading("")
        self._update()

    def set_slim(self, is_slim):
        """Whether it only takes a strip while it is empty."""
        self._is_slim = is_slim
        self._update()

    def show_drop(self, is_over):
        """While a file hangs over it, it looks like what it is then: a place to drop it."""
        for zone in (self.drop_zone, self._strip):
            zone.show_active(is_over)
        if is_over:
            self._stack.setCurrentIndex(1 if self._is_slim and self.sound is None else 0)
        else:
            self._update()

    def arrange(self, is_narrow):
        """On a narrow page the reading has a line of its own."""
        if is_narrow:
            self._shown.body.insertWidget(1, self.reading)
        else:
            self._head.insertWidget(2, self.reading)

    def show_current(self, is_current):
        set_property(self._shown, "shown", "true" if is_current else "false")

    def show_position(self, position_s):
        """Where playback of this recording is; None when it does not play."""
        is_playing = position_s is not None
        self.play_button.setIcon(icons.icon("stop" if is_playing else "play", "accent"))
        self.play_button.setAccessibleName(self.tr("Stop") if is_playing else self.tr("Play"))

    def show_reading(self, text):
        self.reading.setText(text)

    def show_buttons(self, are_shown):
        """Without them for a picture of the panel; nothing moves."""
        for each in self._buttons:
            each.setVisible(are_shown)

    def _made_view(self):
        if self.view is None:
            from app.widgets.analysis_view import AnalysisView

            self.view = AnalysisView()
            self.view.seek_requested.connect(lambda start_s: self.play_requested.emit(self.sound, start_s))
            self._shown.body.addWidget(self.view, 1)
            self.view_made.emit(self.view)
        return self.view

    def _update(self):
        index = 2 if self.sound is not None else int(self._is_slim)
        self._stack.setCurrentIndex(index)
        self.setSizePolicy(QSizePolicy.Preferred, QSizePolicy.Fixed if index == 1 else QSizePolicy.Expanding)
        self._stack.setMaximumHeight(self._strip.sizeHint().height() if index == 1 else 16_777_215)

    def _make_shown(self):
        self.title = ElidedLabel("", "section")
        self.reading = label("", "small")
        self.reading.setAlignment(Qt.AlignRight | Qt.AlignVCenter)
        self.reading.setMinimumWidth(theme.current().px(216))  # of its longest words, so that nothing moves
        self.reading.setToolTip(
            self.tr("Time, frequency and level at the crosshair: the mouse, or Shift and the arrows")
        )
        self.play_button = icon_button("play", self.tr("Play"), colour="accent", tip=self.tr("Play or stop (Space)"))
        self.table_button = icon_button(
            "table", self.tr("Save the values"), tip=self.tr("Save the values of what is seen as a CSV table (Ctrl+E)")
        )
        self.open_button = icon_button("open", self.tr("Choose another recording (Ctrl+O)"))
        self.close_button = icon_button("close", self.tr("Take this recording off the page (Delete)"))
        self._buttons = (self.play_button, self.table_button, self.open_button, self.close_button)
        for each in self._buttons:
            policy = each.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            each.setSizePolicy(policy)
        self.play_button.clicked.connect(lambda: self.play_requested.emit(self.sound, 0.0))
        self.table_button.clicked.connect(lambda: self.table_requested.emit(self.sound))
        self.open_button.clicked.connect(self.choose_requested)
        self.close_button.clicked.connect(lambda: self.close_requested.emit(self.sound))
        self._head = row(
            self.play_button, (self.title, 1), self.reading, self.table_button, self.open_button, self.close_button,
            spacing=4,
        )  # fmt: skip
        self._shown = Card(self._head, spacing=4, margin=GAP)
        return self._shown


class _DropStrip(QFrame):
    """A drop zone in one line, for the second recording."""

    choose_requested = pyqtSignal()

    def __init__(self, sentence, parent=None):
        super().__init__(parent)
        self.setProperty("role", "drop")
        choose = button(self.tr("Choose…"), "open", tip=self.tr("Choose a recording (Ctrl+O)"))
        choose.clicked.connect(self.choose_requested)
        row((label(sentence, "muted", wrap=True), 1), choose, margins=(2 * GAP, GAP, GAP, GAP), parent=self)

    def show_active(self, is_active):
        set_property(self, "active", "true" if is_active else "false")
