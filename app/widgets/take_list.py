"""Takes as rows: tiny waveform, play, what was measured, and what is wrong in words."""

from PyQt5.QtCore import Qt, QTimer, pyqtSignal
from PyQt5.QtWidgets import QCheckBox, QFrame, QScrollArea, QSizePolicy, QWidget

from app import theme
from app.language import day_words, told
from app.theme import GAP
from app.widgets import icons
from app.widgets.basics import ElidedLabel, column, icon_button, label, row, set_property, set_tip
from app.widgets.stars import StarsLine
from app.widgets.waveform import TinyWaveform
from app.widgets.words import quality_tip, quality_words


class TakeRow(QFrame):
    """One sound: has ``take`` (source, quality, warnings), ``envelope``, and ``rating`` or None."""

    play_requested = pyqtSignal()
    show_requested = pyqtSignal()
    remove_requested = pyqtSignal()

    def __init__(self, sound, *, can_remove, can_choose, is_wide, parent=None):
        """``is_wide``: the words beside the waveform, not below it."""
        super().__init__(parent)
        self.sound = sound
        self.setObjectName("take")
        self.setProperty("role", "take")
        source = sound.take.source
        self.play_button = icon_button("play", self.tr("Play “{name}”").format(name=source), colour="accent")
        self.remove_button = icon_button("remove", self.tr("Remove “{name}” from the list").format(name=source))
        self.choose_box = QCheckBox()
        self.choose_box.setAccessibleName(self.tr("Choose “{name}”").format(name=source))
        set_tip(self.choose_box, self.choose_box.accessibleName())
        for widget, is_wanted in ((self.remove_button, can_remove), (self.choose_box, can_choose)):
            if not is_wanted:
                widget.hide()  # never shown before it is in a row: it would be a window of its own for a moment
        self.waveform = TinyWaveform(sound.envelope)
        self.play_button.clicked.connect(self.play_requested)
        self.remove_button.clicked.connect(self.remove_requested)
        top = row(self.choose_box, self.play_button, (self.waveform, 1), self.remove_button)
        words = column(row((ElidedLabel(source), 1), *self._date()), spacing=2)
        words.addWidget(self._measured())
        self.stars = StarsLine()
        words.addWidget(self.stars)
        for warning in self._warnings():
            words.addLayout(row(icons.IconLabel("warning", "unsure", 16), (_toned(warning), 1)))
        lay_out = row if is_wide else column
        lay_out((top, 1), (words, 1), margins=(GAP,) * 4, spacing=2 * GAP if is_wide else 4, parent=self)
        self.show_rating()

    def _measured(self):
        widget = label(quality_words(self.sound.take.quality, self.tr), "small", wrap=True)
        widget.setToolTip(quality_tip(self.sound.take.quality, self.tr))
        return widget

    def show_rating(self):
        """Again: it is another one once there are other takes."""
        self.stars.show_rating(self.sound.rating)

    def show_playing(self, position_s):
        """The position in s while this one plays, else None."""
        duration_s = max(self.sound.take.quality.duration_s, 1e-3)
        self.waveform.show_played(None if position_s is None else position_s / duration_s)
        is_playing = position_s is not None
        self.play_button.setIcon(icons.icon("stop" if is_playing else "play", "accent"))
        word = self.tr("Stop “{name}”") if is_playing else self.tr("Play “{name}”")
        self.play_button.setAccessibleName(word.format(name=self.sound.take.source))

    def mousePressEvent(self, event):
        if event.button() == Qt.LeftButton:
            self.show_requested.emit()

    def _date(self):
        """Of a stored take."""
        if self.sound.recording is not None:
            yield label(day_words(self.sound.recording.created_at), "small")

    def _warnings(self):
        take = self.sound.take
        if take.quality.is_clipped and not any("clipped" in warning for warning in take.warnings):
            yield self.tr("{part:.1%} of it is clipped.").format(part=take.quality.clipped_fraction)
        yield from map(told, take.warnings)


class TakeList(QScrollArea):
    """Signals carry the sound: ``play_requested``, ``show_requested``, ``remove_requested``; ``chosen_changed(list)``
    the sounds that are ticked."""

    chosen_changed = pyqtSignal(list)
    play_requested = pyqtSignal(object)
    show_requested = pyqtSignal(object)
    remove_requested = pyqtSignal(object)

    def __init__(self, empty_sentence, *, can_remove=True, can_choose=False, is_wide=False, parent=None):
        super().__init__(parent)
        self._kind = {"can_remove": can_remove, "can_choose": can_choose, "is_wide": is_wide}
        self._rows = {}  # sound -> row, oldest first
        self.empty = label(empty_sentence, "muted", wrap=True)
        inside = QWidget()
        self._column = column(self.empty, 1, parent=inside)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.NoFocus)
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Ignored)
        self.setMinimumHeight(theme.current().px(96))

    @property
    def rows(self):
        return list(self._rows.values())

    @property
    def sounds(self):
        return list(self._rows)

    @property
    def chosen(self):
        return [sound for sound, widget in self._rows.items() if widget.choose_box.isChecked()]

    def show_sounds(self, sounds):
        """Rows of sounds that stay are kept, so what plays goes on playing."""
        chosen = self.chosen
        for gone in [sound for sound in self._rows if sound not in sounds]:
            widget = self._rows.pop(gone)
            widget.hide()  # at once; deleting waits for the event loop
            widget.deleteLater()
        self._rows = {sound: self._rows.get(sound) or self._new_row(sound) for sound in sounds}
        for position, widget in enumerate(self._rows.values(), start=1):  # below the sentence for none
            self._column.insertWidget(position, widget)
        self.empty.setVisible(not sounds)
        if self.chosen != chosen:
            self.chosen_changed.emit(self.chosen)

    def show_ratings(self):
        for widget in self._rows.values():
            widget.show_rating()
        QTimer.singleShot(0, self._scroll_to_shown)  # rows have grown

    def mark(self, sound):
        """Outline the sound that the stage shows, and scroll to it."""
        for other, widget in self._rows.items():
            set_property(widget, "shown", "true" if other is sound else "false")
        QTimer.singleShot(0, self._scroll_to_shown)  # a new row has its place by then

    def _scroll_to_shown(self):
        for widget in self._rows.values():
            if widget.property("shown") == "true":
                self.ensureWidgetVisible(widget)

    def show_playing(self, sound, position_s):
        for other, widget in self._rows.items():
            widget.show_playing(position_s if other is sound else None)

    def _new_row(self, sound):
        widget = TakeRow(sound, **self._kind)
        widget.choose_box.toggled.connect(lambda: self.chosen_changed.emit(self.chosen))
        widget.play_requested.connect(lambda: self.play_requested.emit(sound))
        widget.show_requested.connect(lambda: self.show_requested.emit(sound))
        widget.remove_requested.connect(lambda: self.remove_requested.emit(sound))
        return widget


def _toned(text):
    widget = label(text, "small", wrap=True)
    widget.setProperty("tone", "unsure")
    return widget
