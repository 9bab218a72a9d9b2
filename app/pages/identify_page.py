"""The identify page: who of everybody is it, in one recording, in many, or from moment to moment of a conversation."""

from pathlib import Path

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QFileDialog

from app import theme
from app.theme import GAP
from app.widgets.basics import Card, PageHead, StepHead, button, column, row, set_icon
from app.widgets.batch_panel import BatchPanel
from app.widgets.choice import Choice
from app.widgets.dropping import Page
from app.widgets.identity_card import IdentityCard
from app.widgets.speaker_checklist import SpeakerChecklist
from app.widgets.timeline_stage import TimelineStage
from app.widgets.voice_panel import VoicePanel

ONE, MANY, CONVERSATION = range(3)


class IdentifyPage(Page):
    """Signals: ``recording_dropped(str path)``, ``identify_requested(sound)``, ``many_requested(list of paths)``,
    ``again_requested`` for the same ones, ``timeline_requested(sound, list of speakers)``, none of them meaning
    everybody, ``save_requested(str path, Timeline)``, ``enroll_requested`` while nobody is enrolled,
    ``cancel_requested``; those of its ``batch``."""

    takes_folders = True
    recording_dropped = pyqtSignal(str)
    identify_requested = pyqtSignal(object)
    many_requested = pyqtSignal(list)
    again_requested = pyqtSignal()
    timeline_requested = pyqtSignal(object, list)
    save_requested = pyqtSignal(str, object)
    enroll_requested = pyqtSignal()
    cancel_requested = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self._has_speakers = self._has_answer = self._is_listening = False
        self._timeline = None
        self.identify_button = button(self.tr("Identify"), "identify", "primary")
        self.primary = self.identify_button
        self.head = PageHead(
            self.tr("Identify"), self.tr("See which enrolled speaker a recording supports, if any of them."),
            self.identify_button,
        )  # fmt: skip
        self.mode = Choice(
            (
                ("identify", self.tr("One voice"), self.tr("One person talks in the recording (V)")),
                ("folder", self.tr("Many recordings"), self.tr("One person talks in each of several files (M)")),
                (
                    "timeline",
                    self.tr("Conversation"),
                    self.tr("Several people talk, one after the other; while you record, too (C)"),
                ),
            )
        )
        self.enroll_button = button(self.tr("Enroll a speaker"), "enroll")
        self.voice = VoicePanel()
        self.checklist = SpeakerChecklist()
        self.stage = TimelineStage(self.tr("Press the microphone to record, or drop a recording here"))
        self.answer = IdentityCard()
        self.batch = BatchPanel()
        self._lay_out()
        self._connect()
        self.show_speakers([])
        self._show_mode()

    @property
    def has_speakers(self):
        return self._has_speakers

    def show_speakers(self, speakers):
        self._has_speakers = bool(speakers)
        self.checklist.show_speakers(speakers)
        self.enroll_button.setVisible(not speakers)
        self.update_action()

    def show_sound(self, sound):
        """A recording to ask about: in the way that was chosen, but for many at once."""
        if self.mode.place == MANY:
            self.mode.choose(ONE)
        self._has_answer, self._timeline = False, None
        self.stage.show_sound(sound)
        self._show_mode()

    def show_position(self, sound, position_s):
        self.stage.show_position(sound, position_s)

    def show_identification(self, answer, sound, *, band):
        """An answer about another recording than the one on the page is left out."""
        if sound is self.stage.sound:
            self.answer.show_identification(answer, band=band)
            self._has_answer = True
            self._show_mode()

    def show_timeline(self, timeline, sound):
        if sound is self.stage.sound:
            self._timeline = timeline
            self._show_mode()

    @property
    def wants_live(self):
        """Whether a recording that begins now is a conversation to be listened to."""
        return self._has_speakers and self.mode.place == CONVERSATION

    def begin_live(self):
        """A conversation is recorded, and who speaks is told while it goes on."""
        self._is_listening = True
        self.checklist.setEnabled(False)  # who is looked for is settled at its beginning
        self._show_mode()

    def show_heard(self, heard):
        self.stage.live.show_heard(heard)

    def end_live(self):
        self._is_listening = False
        self.checklist.setEnabled(True)
        self._show_mode()

    def arrange(self, is_narrow):
        self.answer.arrange(is_narrow)
        for card in self._asked:
            card.setFixedWidth(theme.current().px(240 if is_narrow else 280))

    def show_drop(self, is_over):
        (self.batch if self.mode.place == MANY else self.stage).show_drop(is_over)

    def missing(self):
        """What has to be there before the answer, in one sentence; empty when nothing is missing."""
        if self.waiting():
            return self.waiting()
        if not self._has_speakers:
            return self.tr("To identify, enroll a speaker first.")
        if self.mode.place == MANY:
            return "" if self.batch.has_files else self.tr("To identify, drop or choose recordings.")
        if self.stage.sound is None:
            return self.tr("To identify, record or drop a recording.")
        return ""

    def update_action(self):
        missing = self.missing()
        self.identify_button.setEnabled(not missing)
        self.head.hint.setText(missing)

    def choose_save_name(self):
        """Ask where the timeline goes, and as what."""
        if self.stage.timeline is None:
            return
        kinds = self.tr("RTTM, for other programs (*.rttm);;Table (*.csv)")
        proposed = f"{Path(self.stage.timeline.source).stem}.rttm"
        path, kind = QFileDialog.getSaveFileName(self, self.tr("Save the timeline"), proposed, kinds)
        if path:
            wanted = ".csv" if "csv" in kind else ".rttm"
            self.save_requested.emit(path if Path(path).suffix else path + wanted, self.stage.timeline)

    def save(self):
        """What there is to save, in the way of working that is chosen."""
        if self.mode.place == MANY:
            self.batch.choose_save_name()
        elif self.mode.place == CONVERSATION:
            self.choose_save_name()

    def _show_mode(self):
        place = self.mode.place
        self._recording.setVisible(place != MANY)
        self._looked_for.setVisible(place == CONVERSATION)
        self._stage_card.setVisible(place != MANY)
        self._batch_card.setVisible(place == MANY)
        self.answer.setVisible(place == ONE and self._has_answer)
        self.stage.show_timeline(self._timeline if place == CONVERSATION else None)
        self.stage.live.listen(self._is_listening and place == CONVERSATION)
        words = (self.tr("Identify"), self.tr("Identify again"), self.tr("Find who speaks when"))
        tips = (
            self.tr("Compare the recording with everybody (Enter)"),
            self.tr("Compare all of them again, with those who are enrolled now (Enter)"),
            self.tr("Cut the recording into segments with a speaker each (Enter)"),
        )
        self.identify_button.setText(words[place])
        self.identify_button.setToolTip(tips[place])
        set_icon(self.identify_button, "timeline" if place == CONVERSATION else "identify")
        self.update_action()

    def _dropped(self, paths):
        """Several files, or a folder, are many; one is a recording to ask about."""
        if self.mode.place != MANY and len(paths) == 1 and not Path(paths[0]).is_dir():
            self.recording_dropped.emit(paths[0])
            return
        self.mode.choose(MANY)
        self.many_requested.emit(paths)

    def _request(self):
        if self.missing():
            return
        if self.mode.place == MANY:
            self.again_requested.emit()
        elif self.mode.place == ONE:
            self.identify_requested.emit(self.stage.sound)
        else:
            self.timeline_requested.emit(self.stage.sound, self.checklist.chosen())

    def _record(self, device):
        """The key for recording works in every way of working; what is heard is one recording."""
        if self.mode.place == MANY:
            self.mode.choose(ONE)

    def _connect(self):
        self.mode.chosen.connect(lambda place: self._show_mode())
        self.files_dropped.connect(self._dropped)
        self.identify_button.clicked.connect(self._request)
        self.enroll_button.clicked.connect(self.enroll_requested)
        self.voice.record_requested.connect(self._record)
        self.stage.choose_requested.connect(self.choose_files)
        self.stage.export_requested.connect(self.choose_save_name)
        self.batch.choose_requested.connect(self.choose_files)
        self.batch.folder_requested.connect(self.choose_folder)
        self.keys = {
            Qt.Key_R: self.voice.toggle,
            Qt.Key_Space: self.stage.toggle,
            Qt.Key_V: lambda: self.mode.choose(ONE),
            Qt.Key_M: lambda: self.mode.choose(MANY),
            Qt.Key_C: lambda: self.mode.choose(CONVERSATION),
            Qt.Key_F: self.choose_folder,
            Qt.Key_A: self.answer.candidates.toggle_all,
            Qt.Key_Left: lambda: self.stage.step(-1),
            Qt.Key_Right: lambda: self.stage.step(1),
            Qt.Key_Escape: self.cancel_requested.emit,
            Qt.CTRL + Qt.Key_S: self.save,
        }

    def _lay_out(self):
        self._recording = Card(StepHead(1, self.tr("Recording")), self.enroll_button, self.voice, spacing=2 * GAP)
        self._looked_for = Card(StepHead(2, self.tr("Speakers")), (self.checklist, 1), spacing=GAP)
        self._asked = (self._recording, self._looked_for)
        self.voice.arrange(is_narrow=True)
        self.answer.hide()
        self._stage_card, self._batch_card = Card(self.stage), Card(self.batch)
        asked = column(self._recording, (self._looked_for, 100), 1, spacing=2 * GAP)
        answered = column(self.answer, (self._stage_card, 1), (self._batch_card, 1), spacing=2 * GAP)
        parts = row(asked, (answered, 1), spacing=2 * GAP)
        column(self.head, row(self.mode, 1), (parts, 1), margins=(3 * GAP,) * 4, spacing=2 * GAP, parent=self)
        self.arrange(is_narrow=False)
