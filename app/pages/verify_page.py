"""The verify page: a speaker, a recording, and what the comparison says."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QCheckBox, QFileDialog, QShortcut, QSizePolicy, QWidget

from app import theme
from app.domain import OperatingPoint
from app.theme import GAP
from app.widgets.basics import Card, PageHead, StepHead, button, column, row
from app.widgets.dropping import Page
from app.widgets.history_panel import HistoryPanel
from app.widgets.live_card import LiveCard
from app.widgets.point_panel import PointPanel
from app.widgets.sound_stage import SoundStage
from app.widgets.speaker_picker import SpeakerPicker
from app.widgets.verdict_card import VerdictCard
from app.widgets.voice_panel import VoicePanel


class VerifyPage(Page):
    """Signals: ``verify_requested(Speaker, sound)``, ``enroll_requested`` while nobody is enrolled,
    ``question_changed``: the answer that is shown or under way is to another one; ``history_requested(Speaker or
    None)``, ``export_requested(str path, Speaker or None)``, ``cancel_requested``, and about an answer
    ``report_requested(int trial id, sound or None, str path)``."""

    verify_requested = pyqtSignal(object, object)
    enroll_requested = pyqtSignal()
    question_changed = pyqtSignal()
    history_requested = pyqtSignal(object)
    export_requested = pyqtSignal(str, object)
    report_requested = pyqtSignal(int, object, str)
    cancel_requested = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self._has_speakers = False
        self._trial_id = None  # of the answer that is shown
        self._is_busy = self._is_outdated = False  # a question is being answered; it is no longer the page's
        self.verify_button = button(self.tr("Verify"), "verify", "primary", tip=self.tr("Compare the two (Enter)"))
        self.primary = self.verify_button
        self.head = PageHead(
            self.tr("Verify"), self.tr("See whether a recording supports that a certain speaker is talking.")
        )  # fmt: skip
        self.history_button = self._switch(
            self.tr("History"), "history", self.tr("What was asked before (H or Ctrl+H)")
        )
        self.point_button = self._switch(
            self.tr("Operating point"), "point", self.tr("Choose where “supports” begins (P or Ctrl+P)")
        )
        self.picker = SpeakerPicker()
        self.enroll_button = button(self.tr("Enroll a speaker"), "enroll")
        self.voice = VoicePanel()
        self.live_box = QCheckBox(self.tr("Answer while I speak"))
        self.live_box.setToolTip(
            self.tr("Compare twice a second what was heard so far, and the whole when you stop (L or Ctrl+L)")
        )
        self.point = PointPanel()
        self.history = HistoryPanel()
        self.live = LiveCard()
        self.stage = SoundStage(self.tr("Press the microphone to record, or drop a recording here"))
        self.verdict = VerdictCard()
        self._lay_out()
        self._connect()
        self.show_speakers([])
        self.show_point(OperatingPoint())

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
        self.history_button.setChecked(False)
        self._forget_answer()
        self.stage.show_sound(sound)
        self.update_action()

    def show_position(self, sound, position_s):
        self.stage.show_position(sound, position_s)

    def set_busy(self, busy):
        self._is_busy = busy
        self._is_outdated &= not busy  # a question that begins is as the page is
        self.set_waiting("work", self.tr("Comparing…") if busy else "")

    def show_verification(self, verification, sound, *, band):
        """An answer to a question that is no longer the one on the page is left out."""
        if self._is_asked(verification, sound):
            self.stage.hide_llr()
            self._trial_id = verification.trial_id
            self.verdict.show_verification(verification, band=band)
            self.verdict.show()

    def show_segments(self, sound, verification, curve, stretches):
        """The ratio along the recording, and where it supports the other answer."""
        if self.shows(verification, sound):
            self.stage.show_llr(sound, curve, verification.decision.llr_threshold, stretches)
            self.verdict.show_stretches(stretches)

    def shows(self, verification, sound):
        """Whether this answer is on the page."""
        return self._is_asked(verification, sound) and not self.verdict.isHidden()

    def show_point(self, point):
        """Another operating point: an answer at the one before is no answer any more."""
        self.point.show_point(point)
        self._forget_answer()

    def begin_live(self):
        """A recording is made, with answers while it goes on."""
        self.verdict.hide()
        self.live.begin(self.picker.speaker())
        self.live.show()

    def show_interim(self, speaker, interim, *, band):
        self.live.show_interim(speaker, interim, band=band)

    def end_live(self):
        self.live.hide()

    def request(self):
        """Ask what is on the page, as the primary button does."""
        if not self.missing():
            self.verify_requested.emit(self.picker.speaker(), self.stage.sound)

    def arrange(self, is_narrow):
        self.verdict.arrange(is_narrow)
        self.live.arrange(is_narrow)
        self.history.arrange(is_narrow)
        self.point.arrange(is_narrow)
        for switch in (self.history_button, self.point_button):
            switch.setText("" if is_narrow else switch.accessibleName())
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

    def _is_asked(self, verification, sound):
        speaker = self.picker.speaker()
        is_same = sound is self.stage.sound and speaker is not None and speaker.id == verification.speaker.id
        return is_same and not self._is_outdated

    def _forget_answer(self):
        self._is_outdated |= self._is_busy
        self.verdict.hide()
        self.stage.hide_llr()
        self.question_changed.emit()

    def _speaker_chosen(self, speaker):
        self._forget_answer()
        self.history.show_speaker(speaker)
        if not self.live.isHidden():
            self.live.begin(speaker)
        self.update_action()

    def _show_history(self, is_shown):
        self._answered.setVisible(not is_shown)
        self.history.setVisible(is_shown)
        if is_shown:
            self.refresh_history()

    def refresh_history(self):
        """Load what is shown of it anew."""
        if self.history_button.isChecked():
            self.history_requested.emit(self._of_whom())

    def _of_whom(self):
        return self.picker.speaker() if self.history.speaker_only.isChecked() else None

    def save_report(self):
        """Ask where the report about the answer that is shown goes."""
        is_past = self.history_button.isChecked()
        if (self.history.answer if is_past else self.verdict).isHidden():
            return
        trial_id, sound = (self.history.trial().id, None) if is_past else (self._trial_id, self.stage.sound)
        name = self.tr("report-{n}.pdf").format(n=trial_id)
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save the report"), name, self.tr("PDF documents (*.pdf)"))
        if path:
            self.report_requested.emit(trial_id, sound, path)

    def _add_key(self, letter, act):
        """The letter alone where nothing takes it, and with Ctrl where a list or a field would."""
        self.keys[getattr(Qt, f"Key_{letter}")] = act
        shortcut = QShortcut(QKeySequence(f"Ctrl+{letter}"), self, context=Qt.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _switch(self, words, icon_name, tip):
        widget = button(words, icon_name, tip=tip)
        widget.setCheckable(True)
        widget.setAccessibleName(words)  # on a narrow page it is only an icon
        return widget

    def _connect(self):
        self.picker.chosen.connect(self._speaker_chosen)
        self.verify_button.clicked.connect(self.request)
        self.verify_button.clicked.connect(lambda: self.history_button.setChecked(False))
        self.enroll_button.clicked.connect(self.enroll_requested)
        self.stage.choose_requested.connect(self.choose_files)
        self.point_button.toggled.connect(self.point.setVisible)
        self.history_button.toggled.connect(self._show_history)
        self.history.load_requested.connect(self.refresh_history)
        for card in (self.verdict, self.history.answer):
            card.report_requested.connect(self.save_report)
        self.history.export_requested.connect(lambda path: self.export_requested.emit(path, self._of_whom()))
        self.keys = {
            Qt.Key_R: self.voice.toggle, Qt.Key_Space: self.stage.toggle, Qt.Key_Escape: self.cancel_requested.emit,
        }  # fmt: skip
        for letter, act in (
            ("L", self.live_box.click),
            ("P", self.point_button.click),
            ("H", self.history_button.click),
            ("S", self.save_report),
            ("E", lambda: self.history_button.isChecked() and self.history.export_button.click()),
        ):
            self._add_key(letter, act)

    def _lay_out(self):
        who = Card(StepHead(1, self.tr("Who")), self.picker, self.enroll_button, spacing=2 * GAP)
        who.body.addStretch(0)  # takes the room while there is nobody to choose from
        recording = Card(StepHead(2, self.tr("Recording")), self.voice, self.live_box, spacing=2 * GAP)
        self._asked = (who, recording)
        self.voice.arrange(is_narrow=True)
        for widget in (self.verdict, self.live, self.point, self.history):
            widget.hide()
        asked = column((who, 1), recording, spacing=2 * GAP)
        self._answered = QWidget()
        column(self.live, self.verdict, (Card(self.stage), 1), spacing=2 * GAP, parent=self._answered)
        head = row((self.head, 1), self.history_button, self.point_button, self.verify_button)
        parts = row(asked, (self._answered, 1), (self.history, 1), spacing=2 * GAP)
        below = column(self.point, (parts, 1), spacing=2 * GAP)
        column(head, (below, 1), margins=(3 * GAP,) * 4, spacing=3 * GAP, parent=self)
        self.setTabOrder(self.stage.more_button, self.history_button)  # what one needs more seldom comes last
        self.setTabOrder(self.history_button, self.point_button)
        self.arrange(is_narrow=False)
