"""The verify page: a speaker, a recording, and what the comparison says."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QSizePolicy

from app import theme
from app.theme import GAP
from app.widgets.basics import Card, PageHead, StepHead, button, column, row
from app.widgets.dropping import Page
from app.widgets.sound_stage import SoundStage
from app.widgets.speaker_picker import SpeakerPicker
from app.widgets.verdict_card import VerdictCard
from app.widgets.voice_panel import VoicePanel


class VerifyPage(Page):
    """Signals: ``verify_requested(Speaker, sound)``, ``enroll_requested`` while nobody is enrolled."""

    verify_requested = pyqtSignal(object, object)
    enroll_requested = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self._has_speakers = False
        self.verify_button = button(self.tr("Verify"), "verify", "primary", tip=self.tr("Compare the two (Enter)"))
        self.primary = self.verify_button
        self.head = PageHead(
            self.tr("Verify"), self.tr("See whether a recording supports that a certain speaker is talking."),
            self.verify_button,
        )  # fmt: skip
        self.picker = SpeakerPicker()
        self.enroll_button = button(self.tr("Enroll a speaker"), "enroll")
        self.voice = VoicePanel()
        self.stage = SoundStage(self.tr("Press the microphone to record, or drop a recording here"))
        self.verdict = VerdictCard()
        self._lay_out()
        self._connect()
        self.show_speakers([])

    def show_speakers(self, speakers):
        self._has_speakers = bool(speakers)
        self.picker.show_speakers(speakers)
        self.enroll_button.setVisible(not speakers)
        self.picker.setSizePolicy(QSizePolicy.Preferred, QSizePolicy.Expanding if speakers else QSizePolicy.Fixed)
        self._asked[0].body.setStretchFactor(self.picker, 1 if speakers else 0)
        self.update_action()

    def choose_speaker(self, speaker):
        self.picker.search.clear()
        self.picker.choose(speaker.id)

    def show_sound(self, sound):
        self.verdict.hide()
        self.stage.show_sound(sound)
        self.update_action()

    def show_position(self, sound, position_s):
        self.stage.show_position(sound, position_s)

    def set_busy(self, busy):
        self.set_waiting("work", self.tr("Comparing…") if busy else "")

    def show_verification(self, verification, sound, *, operating_point, band):
        """An answer to a question that is no longer the one on the page is left out."""
        speaker = self.picker.speaker()
        if sound is self.stage.sound and speaker is not None and speaker.id == verification.speaker.id:
            self.verdict.show_verification(verification, operating_point=operating_point, band=band)
            self.verdict.show()

    def arrange(self, is_narrow):
        self.verdict.arrange(is_narrow)
        for card in self._asked:
            card.setFixedWidth(theme.current().px(240 if is_narrow else 280))

    def show_drop(self, is_over):
        self.stage.show_drop(is_over)

    def missing(self):
        """What has to be there before verifying, in one sentence; empty when nothing is missing."""
        if self.waiting():
            return self.waiting()
        if not self._has_speakers:
            return self.tr("To verify, enroll a speaker first.")
        if self.picker.speaker() is None:
            return self.tr("To verify, choose a speaker.")
        if self.stage.sound is None:
            return self.tr("To verify, record or drop a recording.")
        return ""

    def update_action(self):
        missing = self.missing()
        self.verify_button.setEnabled(not missing)
        self.head.hint.setText(missing)

    def _speaker_chosen(self, speaker):
        self.verdict.hide()
        self.update_action()

    def _request(self):
        if not self.missing():
            self.verify_requested.emit(self.picker.speaker(), self.stage.sound)

    def _connect(self):
        self.picker.chosen.connect(self._speaker_chosen)
        self.verify_button.clicked.connect(self._request)
        self.enroll_button.clicked.connect(self.enroll_requested)
        self.stage.choose_requested.connect(self.choose_files)
        self.keys = {Qt.Key_R: self.voice.toggle, Qt.Key_Space: self.stage.toggle}

    def _lay_out(self):
        who = Card(StepHead(1, self.tr("Who")), self.picker, self.enroll_button, spacing=2 * GAP)
        who.body.addStretch(0)  # takes the room while there is nobody to choose from
        recording = Card(StepHead(2, self.tr("Recording")), self.voice, spacing=2 * GAP)
        self._asked = (who, recording)
        self.voice.arrange(is_narrow=True)
        self.verdict.hide()
        asked = column((who, 1), recording, spacing=2 * GAP)
        answered = column(self.verdict, (Card(self.stage), 1), spacing=2 * GAP)
        parts = row(asked, (answered, 1), spacing=2 * GAP)
        column(self.head, (parts, 1), margins=(3 * GAP,) * 4, spacing=3 * GAP, parent=self)
        self.arrange(is_narrow=False)
