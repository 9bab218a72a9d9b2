"""The enroll page: who, voice and takes side by side.  Widgets only: it asks through signals and is told in slots."""

from PyQt5.QtCore import QStringListModel, Qt, pyqtSignal
from PyQt5.QtWidgets import QWIDGETSIZE_MAX, QCompleter, QGridLayout, QLineEdit

from app import theme
from app.pages.phrases import PHRASES
from app.theme import GAP
from app.widgets.basics import Card, PageHead, StepHead, button, column, icon_button, label, row
from app.widgets.dropping import Page
from app.widgets.sound_stage import SoundStage
from app.widgets.take_list import TakeList
from app.widgets.voice_panel import VoicePanel
from app.widgets.words import takes_words

_NAME_WIDTH = 160  # px at normal text size, of a name in the button


class EnrollPage(Page):
    """Signals: ``enroll_requested(str name, Speaker or None)``, the speaker being one who is already enrolled under
    that name; those of its ``voice``, ``stage`` and ``takes``."""

    enroll_requested = pyqtSignal(str, object)

    def __init__(self, needed_s, parent=None):
        """``needed_s``: net speech in s that an enrollment takes at least."""
        super().__init__(parent)
        self._needed_s = needed_s
        self._speakers = {}  # casefolded name -> Speaker
        self._sounds = []
        self._phrase = 0
        self.enroll_button = button(self.tr("Enroll"), "enroll", "primary", tip=self.tr("Save this speaker (Enter)"))
        self.primary = self.enroll_button
        self.head = PageHead(
            self.tr("Enroll"), self.tr("Teach this program a voice, from new or existing recordings."),
            self.enroll_button,
        )  # fmt: skip
        self.voice = VoicePanel()
        self.stage = SoundStage(self.tr("Press the microphone to record, or drop recordings here"))
        self.stage.more_button.hide()
        self.add_button = button(self.tr("Add files…"), "open", tip=self.tr("Choose recordings (Ctrl+O)"))
        self.takes = TakeList(self.tr("No takes yet. Two or three of 5 s each make a good start."))
        self._lay_out()
        self._connect()
        self.show_sounds([])

    def show_speakers(self, speakers):
        self._speakers = {speaker.name.casefold(): speaker for speaker in speakers}
        self._names.setStringList([speaker.name for speaker in speakers])
        self.update_action()

    def show_sounds(self, sounds):
        self._sounds = sounds
        self.add_button.setVisible(bool(sounds))
        self.takes.show_sounds(sounds)
        if self.stage.sound not in sounds:
            self.stage.show_empty()
        self.update_action()

    def show_sound(self, sound):
        self.stage.show_sound(sound)
        self.takes.mark(sound)

    def show_position(self, sound, position_s):
        self.takes.show_playing(sound, position_s)
        self.stage.show_position(sound, position_s)

    def set_busy(self, busy):
        self.name_edit.setEnabled(not busy)
        self.set_waiting("work", self.tr("Enrolling…") if busy else "")

    def begin(self, name=""):
        """A fresh page for the speaker called ``name``; takes stay."""
        self.name_edit.setText(name)
        self.name_edit.setFocus()

    def arrange(self, is_narrow):
        """Three columns; on a narrow page two, the takes below the name."""
        px = theme.current().px
        places = ((0, 0, 1), (0, 1, 2), (1, 0, 1)) if is_narrow else ((0, 0, 1), (0, 1, 1), (0, 2, 1))
        widths = ((224, 240), (256, None), (224, 240)) if is_narrow else ((176, 208), (368, None), (248, 320))
        for card, (line, place, n_lines), (least, most) in zip(self._cards, places, widths, strict=True):
            self._steps.removeWidget(card)
            self._steps.addWidget(card, line, place, n_lines, 1)
            card.setMinimumWidth(px(least))
            card.setMaximumWidth(px(most) if most else QWIDGETSIZE_MAX)
        for place, stretch in enumerate((2, 6, 0 if is_narrow else 3)):
            self._steps.setColumnStretch(place, stretch)
        self._steps.setRowStretch(1, 1 if is_narrow else 0)
        self.voice.arrange(is_narrow)

    def show_drop(self, is_over):
        self.stage.show_drop(is_over)

    def name(self):
        return " ".join(self.name_edit.text().split())

    def missing(self):
        """What has to be there before enrolling, in one sentence; empty when nothing is missing."""
        if self.waiting():
            return self.waiting()
        speech_s = sum(sound.take.quality.speech_s for sound in self._sounds)
        short_s = (0.0 if self._known() else self._needed_s) - speech_s
        if not self.name():
            return self.tr("To enroll, type a name.")
        if not self._sounds:
            return self.tr("To enroll, record or drop a take.")
        if short_s > 0:
            return self.tr("To enroll, add {s:.1f} s of speech.").format(s=max(short_s, 0.1))
        return ""

    def _known(self):
        return self._speakers.get(self.name().casefold())

    def update_action(self):
        missing, known = self.missing(), self._known()
        self.enroll_button.setEnabled(not missing)
        self.enroll_button.setText(self._add_words(known) if known else self.tr("Enroll"))
        self.head.hint.setText(missing)
        self.known_label.setVisible(known is not None)
        if known:
            self.known_label.setText(self._known_words(known))
        speech_s = sum(sound.take.quality.speech_s for sound in self._sounds)
        words = self.tr("{n} · {s:.1f} s of speech").format(n=len(self._sounds), s=speech_s)
        self._takes_head.extra.setText(words if self._sounds else "")

    def _add_words(self, speaker):
        room = theme.current().px(_NAME_WIDTH)
        name = self.enroll_button.fontMetrics().elidedText(speaker.name, Qt.ElideRight, room)
        return self.tr("Add to {name}").format(name=name)

    def _known_words(self, speaker):
        words = self.tr("{name} is enrolled already, with {takes}. New ones will be added.")
        return words.format(name=speaker.name, takes=takes_words(speaker.n_takes, self.tr))

    def _request(self):
        if not self.missing():
            self.enroll_requested.emit(self.name(), self._known())

    def _next_phrase(self):
        self._phrase = (self._phrase + 1) % len(PHRASES)
        self.phrase_label.setText(self.tr(PHRASES[self._phrase]))

    def _connect(self):
        self.name_edit.textChanged.connect(self.update_action)
        self.enroll_button.clicked.connect(self._request)
        self.next_phrase_button.clicked.connect(self._next_phrase)
        self.stage.choose_requested.connect(self.choose_files)
        self.add_button.clicked.connect(self.choose_files)
        self.keys = {Qt.Key_R: self.voice.toggle, Qt.Key_Space: self.stage.toggle}

    def _lay_out(self):
        who = self._who_card()
        self._takes_head = StepHead(3, self.tr("Takes"))
        takes = Card(self._takes_head, (self.takes, 1), self.add_button, spacing=2 * GAP)
        self._steps = QGridLayout()
        self._steps.setSpacing(2 * GAP)
        self._cards = (who, self._voice_card(), takes)
        column(self.head, (self._steps, 1), margins=(3 * GAP,) * 4, spacing=3 * GAP, parent=self)
        self.arrange(is_narrow=False)

    def _who_card(self):
        self.name_edit = QLineEdit()
        self.name_edit.setPlaceholderText(self.tr("Speaker's name"))
        self.name_edit.setAccessibleName(self.tr("Speaker's name"))
        self.name_edit.setMaxLength(100)
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseInsensitive)
        self.name_edit.setCompleter(completer)
        self.known_label = label("", wrap=True)
        local = label(self.tr("Voice and name stay on this computer."), "small", wrap=True)
        name_title = label(self.tr("Name"))
        name_title.setBuddy(self.name_edit)
        name = column(name_title, self.name_edit, spacing=4)
        return Card(StepHead(1, self.tr("Who")), name, self.known_label, 1, local, spacing=2 * GAP)

    def _voice_card(self):
        self.phrase_label = label(self.tr(PHRASES[0]), "phrase", wrap=True)
        self.next_phrase_button = icon_button("refresh", self.tr("Another phrase to read"))
        title = label(self.tr("Read this aloud, in your usual voice"), "small")
        phrase = row((column(title, self.phrase_label, spacing=2), 1), self.next_phrase_button)
        return Card(StepHead(2, self.tr("Voice")), self.voice, phrase, (self.stage, 1), spacing=2 * GAP)
