"""The speakers page: everybody who is enrolled, and one of them in detail."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QBoxLayout, QFrame, QLineEdit, QStackedWidget, QWidget

from app import theme
from app.theme import GAP
from app.widgets import icons
from app.widgets.basics import Card, ElidedLabel, PageHead, button, column, label, row
from app.widgets.dropping import Page
from app.widgets.sound_stage import SoundStage
from app.widgets.speaker_table import SpeakerTable
from app.widgets.take_list import TakeList
from app.widgets.words import takes_words


class SpeakersPage(Page):
    """Signals: ``enroll_requested``, ``load_requested(Speaker)``, ``add_requested(Speaker)``,
    ``verify_requested(Speaker)``, ``rename_requested(Speaker, str)``, ``remove_requested(Speaker)``."""

    takes_files = False
    enroll_requested = pyqtSignal()
    load_requested = pyqtSignal(object)
    add_requested = pyqtSignal(object)
    verify_requested = pyqtSignal(object)
    rename_requested = pyqtSignal(object, str)
    remove_requested = pyqtSignal(object)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._speaker = None
        self.enroll_button = button(self.tr("Enroll a speaker"), "enroll", "primary")
        self.head = PageHead(
            self.tr("Speakers"), self.tr("Everybody who is enrolled on this computer, with their takes."),
            self.enroll_button,
        )  # fmt: skip
        self.table = SpeakerTable()
        self.takes = TakeList(self.tr("Loading the takes…"), can_remove=False, is_wide=True)
        self.stage = SoundStage("")
        self.stage.more_button.hide()
        self._lay_out()
        self._connect()
        self.show_speakers([])

    def show_speakers(self, speakers):
        self._body.setCurrentIndex(1 if speakers else 0)
        self.enroll_button.setVisible(bool(speakers))
        self.primary = self.enroll_button if speakers else self.first_button
        self.table.show_speakers(speakers)

    def arrange(self, is_narrow):
        """On a narrow page the detail goes below the table."""
        self._halves.setDirection(QBoxLayout.TopToBottom if is_narrow else QBoxLayout.LeftToRight)

    def choose_speaker(self, speaker):
        self.table.search.clear()
        self.table.choose(speaker.id)

    def show_sounds(self, speaker, sounds):
        """The takes of ``speaker``, unless another one was chosen meanwhile."""
        if self._speaker is not None and speaker.id == self._speaker.id:
            self.takes.show_sounds(sounds)
            self.takes.empty.setVisible(False)
            self.stage.setVisible(bool(sounds))
            if sounds:
                self.takes.show_requested.emit(sounds[0])

    def show_sound(self, sound):
        self.stage.show_sound(sound)
        self.takes.mark(sound)

    def show_position(self, sound, position_s):
        self.takes.show_playing(sound, position_s)
        self.stage.show_position(sound, position_s)

    def _show_speaker(self, speaker):
        self._speaker = speaker
        self._end_editing()
        self._detail.setVisible(speaker is not None)
        self.takes.show_sounds([])
        self.stage.show_empty()
        self.stage.hide()
        if speaker is not None:
            self.name_label.show_text(speaker.name)
            words = self.tr("{takes}, {s:.1f} s of speech, enrolled {date}")
            takes, date = takes_words(speaker.n_takes, self.tr), speaker.created_at[:10]
            self.about_label.setText(words.format(takes=takes, s=speaker.speech_s, date=date))
            self.load_requested.emit(speaker)

    def _begin_rename(self):
        self.name_edit.setText(self._speaker.name)
        self._name_stack.setCurrentIndex(1)
        self.name_edit.selectAll()
        self.name_edit.setFocus()

    def _rename(self):
        name = " ".join(self.name_edit.text().split())
        if name and name != self._speaker.name:
            self.rename_requested.emit(self._speaker, name)
        self._end_editing()

    def _ask_remove(self):
        words = self.tr("Remove {name} for good? {takes} and all that was learned from them will be overwritten.")
        self.confirm_label.setText(
            words.format(name=self._speaker.name, takes=takes_words(self._speaker.n_takes, self.tr))
        )
        self._confirm.show()
        self.stage.hide()
        self.keep_button.setFocus()

    def _remove(self):
        self._end_editing()
        self.remove_requested.emit(self._speaker)

    def _end_editing(self):
        self._confirm.hide()
        self.stage.setVisible(self.stage.sound is not None)
        self._name_stack.setCurrentIndex(0)

    def _connect(self):
        self.table.chosen.connect(self._show_speaker)
        self.enroll_button.clicked.connect(self.enroll_requested)
        self.first_button.clicked.connect(self.enroll_requested)
        self.add_button.clicked.connect(lambda: self.add_requested.emit(self._speaker))
        self.verify_button.clicked.connect(lambda: self.verify_requested.emit(self._speaker))
        self.rename_button.clicked.connect(self._begin_rename)
        self.name_edit.returnPressed.connect(self._rename)
        self.save_button.clicked.connect(self._rename)
        self.cancel_button.clicked.connect(self._end_editing)
        self.remove_button.clicked.connect(self._ask_remove)
        self.really_button.clicked.connect(self._remove)
        self.keep_button.clicked.connect(self._end_editing)
        self.keys = {Qt.Key_Space: self.stage.toggle, Qt.Key_Escape: self._end_editing}

    def _lay_out(self):
        self._detail = Card(
            self._name_line(), self._action_line(), self._confirm_panel(), (self.takes, 2), (self.stage, 3),
            spacing=2 * GAP,
        )  # fmt: skip
        full = QWidget()
        self._halves = row((self.table, 5), (self._detail, 6), spacing=2 * GAP, parent=full)
        self._body = QStackedWidget()
        self._body.addWidget(self._empty_state())
        self._body.addWidget(full)
        column(self.head, (self._body, 1), margins=(3 * GAP,) * 4, spacing=3 * GAP, parent=self)

    def _name_line(self):
        self.name_label = ElidedLabel("", "number")
        self.about_label = label("", "muted", wrap=True)
        self.rename_button = button(self.tr("Rename"), "rename")
        shown, edited = QWidget(), QWidget()
        row((column(self.name_label, self.about_label, spacing=2), 1), self.rename_button, parent=shown)
        self.name_edit = QLineEdit()
        self.name_edit.setMaxLength(100)
        self.name_edit.setAccessibleName(self.tr("New name"))
        self.save_button = button(self.tr("Save"), "check")
        self.cancel_button = button(self.tr("Cancel"))
        row((self.name_edit, 1), self.save_button, self.cancel_button, parent=edited)
        self._name_stack = QStackedWidget()
        self._name_stack.addWidget(shown)
        self._name_stack.addWidget(edited)
        self._name_stack.setFixedHeight(theme.current().px(48))
        return self._name_stack

    def _action_line(self):
        self.verify_button = button(self.tr("Verify"), "verify")
        self.add_button = button(self.tr("Add takes"), "add")
        self.remove_button = button(self.tr("Remove…"), "remove", "danger")
        return row(self.verify_button, self.add_button, 1, self.remove_button)

    def _confirm_panel(self):
        self._confirm = QFrame()
        self._confirm.setProperty("role", "confirm")
        self.confirm_label = label("", wrap=True)
        self.really_button = button(self.tr("Remove for good"), "remove", "danger")
        self.keep_button = button(self.tr("Keep"))
        buttons = row(1, self.keep_button, self.really_button)
        words = row(icons.IconLabel("warning", "rejects", 24), (self.confirm_label, 1), spacing=2 * GAP)
        column(words, buttons, margins=(2 * GAP,) * 4, parent=self._confirm)
        return self._confirm

    def _empty_state(self):
        empty = QWidget()
        words = label(self.tr("Nobody is enrolled yet. A few seconds of a voice are enough to begin."), wrap=True)
        words.setAlignment(Qt.AlignCenter)
        self.first_button = button(self.tr("Enroll the first speaker"), "enroll", "primary")
        icon = row(1, icons.IconLabel("speakers", "muted", 48), 1)
        column(2, icon, words, row(1, self.first_button, 1), 3, spacing=2 * GAP, parent=empty)
        return empty
