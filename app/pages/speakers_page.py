"""The speakers page: everybody who is enrolled, and one of them in detail, or several to be merged."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QBoxLayout, QShortcut, QStackedWidget, QWidget

from app.theme import GAP
from app.widgets import icons
from app.widgets.ask_panel import AskPanel, PickPanel
from app.widgets.basics import Card, PageHead, button, column, label, row
from app.widgets.dropping import Page
from app.widgets.merge_card import MergeCard
from app.widgets.notes_editor import NotesEditor
from app.widgets.speaker_head import SpeakerHead
from app.widgets.speaker_history import SpeakerHistory
from app.widgets.speaker_table import SpeakerTable
from app.widgets.speaker_takes import SpeakerTakes
from app.widgets.switch import Switch
from app.widgets.words import takes_words

_SEVERAL = 2  # among the parts at the right: nobody, one, several speakers
TAKES, HISTORY, NOTES = range(3)  # the views of one speaker


class SpeakersPage(Page):
    """Signals: ``enroll_requested``, ``load_requested(Speaker)``, ``add_requested(Speaker)``,
    ``verify_requested(Speaker)``, ``rename_requested(Speaker, str)``, ``remove_requested(Speaker)``,
    ``describe_requested(Speaker, str notes, list tags)``, ``merge_requested(list of Speaker, Speaker who stays)``;
    of takes, by the ids of their recordings: ``split_requested(Speaker, list, str name)``,
    ``move_requested(Speaker, list, Speaker to)``, ``remove_takes_requested(Speaker, list)``; ``undo_requested``;
    ``log_requested``."""

    takes_files = False
    enroll_requested = pyqtSignal()
    load_requested = pyqtSignal(object)
    add_requested = pyqtSignal(object)
    verify_requested = pyqtSignal(object)
    rename_requested = pyqtSignal(object, str)
    remove_requested = pyqtSignal(object)
    describe_requested = pyqtSignal(object, str, list)
    merge_requested = pyqtSignal(list, object)
    split_requested = pyqtSignal(object, list, str)
    move_requested = pyqtSignal(object, list, object)
    remove_takes_requested = pyqtSignal(object, list)
    undo_requested = pyqtSignal()
    tour_requested = pyqtSignal()
    log_requested = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self._speaker = None
        self._speakers = []
        self._model_id = None
        self._templates = []
        self.enroll_button = button(self.tr("Enroll a speaker"), "enroll", "primary")
        self.head = PageHead(
            self.tr("Speakers"), self.tr("Everybody who is enrolled on this computer, with their takes."),
            self._actions(),
        )  # fmt: skip
        self.table = SpeakerTable()
        self.person = SpeakerHead()
        self.desk = SpeakerTakes()
        self.takes, self.stage = self.desk.list, self.desk.stage
        self.trials = SpeakerHistory()
        self.notes = NotesEditor()
        self.merging = MergeCard()
        self._lay_out()
        self._connect()
        self._add_shortcuts()
        self.show_speakers([])

    def show_speakers(self, speakers):
        self._speakers = speakers
        self._body.setCurrentIndex(1 if speakers else 0)
        self.enroll_button.setVisible(bool(speakers))
        self.primary = self.enroll_button if speakers else self.first_button
        self.table.show_speakers(speakers)
        self.merging.offer()

    def show_model(self, model_id):
        """The model in use, which templates are told beside."""
        self._model_id = model_id
        self._show_templates()

    def arrange(self, is_narrow):
        """On a narrow page the detail goes below the table."""
        self._halves.setDirection(QBoxLayout.TopToBottom if is_narrow else QBoxLayout.LeftToRight)

    def choose_speaker(self, speaker):
        self.table.search.clear()
        self.table.choose(speaker.id)

    def show_details(self, speaker, templates, trials):
        """Those of ``speaker``, unless another one was chosen meanwhile."""
        if self._is_shown(speaker):
            self._templates = templates
            self._show_templates()
            self.trials.show_trials(trials)

    def show_sounds(self, speaker, sounds):
        """The takes of ``speaker``, unless another one was chosen meanwhile."""
        if self._is_shown(speaker):
            self.desk.show_sounds(sounds)

    def show_sound(self, sound):
        self.stage.show_sound(sound)
        self.takes.mark(sound)
        self.desk.update_shown()

    def show_position(self, sound, position_s):
        self.takes.show_playing(sound, position_s)
        self.stage.show_position(sound, position_s)

    def show_unsaved(self, speaker, notes, tags):
        """Notes that could not be saved come back, for another try."""
        self.choose_speaker(speaker)
        self.views.choose(NOTES)
        self.notes.show_typed(notes, tags)

    def _is_shown(self, speaker):
        return self._speaker is not None and speaker.id == self._speaker.id

    def _show_chosen(self, speakers):
        self._detail.setCurrentIndex(min(len(speakers), _SEVERAL))
        if len(speakers) > 1:
            self.merging.show_speakers(speakers)
        self._show_speaker(speakers[0] if len(speakers) == 1 else None)

    def _show_speaker(self, speaker):
        """Of one who is shown already, what is under way goes on: their takes come again, and are found the same."""
        is_same = speaker is not None and self._is_shown(speaker)
        if not is_same:
            self.notes.save()
            self._end_asking()
            self.desk.clear()
            self._templates = []
            self.trials.show_trials([])
        self._speaker = speaker
        self.notes.show_speaker(speaker)
        if speaker is not None:
            self.desk.show_others(self._others())
            self.person.show_speaker(speaker)
            self._show_templates()
            self.load_requested.emit(speaker)

    def _others(self):
        return [speaker for speaker in self._speakers if not self._is_shown(speaker)]

    def _show_templates(self):
        if self._speaker is not None:
            self.person.show_templates(self._templates, self._model_id)

    def _ask_remove(self):
        if self._speaker is not None:
            self._end_asking()
            words = self.tr("Remove {name}? {takes} and all that was learned from them will be wiped from the disk.")
            takes = takes_words(self._speaker.n_takes, self.tr)
            self.remove_panel.ask(words.format(name=self._speaker.name, takes=takes))

    def _ask_merge(self):
        """Of several, it was asked by choosing them."""
        if self._detail.currentIndex() == _SEVERAL:
            self.merging.merge()
        elif self._speaker is not None and self._others():
            self._end_asking()
            words = self.tr(
                "Who is the same person as {name}? What is theirs goes to {name}, their name to the notes."
            )
            self.merge_panel.ask_among(self._others(), words.format(name=self._speaker.name))

    def _end_asking(self):
        self.person.end_rename()
        self.desk.close_panels()
        for panel in (self.remove_panel, self.merge_panel):
            panel.dismiss()

    def _make_room(self, is_asking):
        """The list to choose from takes the place of the rest."""
        for part in (self._view, self.views, self.add_button, self.verify_button):
            part.setVisible(not is_asking)

    def _connect(self):
        self.table.chosen.connect(self._show_chosen)
        self.enroll_button.clicked.connect(self.enroll_requested)
        self.first_button.clicked.connect(self.enroll_requested)
        self.log_button.clicked.connect(self.log_requested)
        self.person.rename_requested.connect(self.rename_requested)
        self.notes.save_requested.connect(self.describe_requested)
        self.merging.merge_requested.connect(self.merge_requested)
        self.add_button.clicked.connect(lambda: self.add_requested.emit(self._speaker))
        self.verify_button.clicked.connect(lambda: self.verify_requested.emit(self._speaker))
        self.person.merge_button.clicked.connect(self._ask_merge)
        self.person.remove_button.clicked.connect(self._ask_remove)
        self.remove_panel.accepted.connect(lambda: self.remove_requested.emit(self._speaker))
        self.merge_panel.accepted.connect(
            lambda: self.merge_requested.emit([self.merge_panel.speaker], self._speaker)
        )  # fmt: skip
        self.merge_panel.toggled.connect(self._make_room)
        self.remove_panel.toggled.connect(self.desk.step_aside)
        self.desk.split_requested.connect(lambda ids, name: self.split_requested.emit(self._speaker, ids, name))
        self.desk.move_requested.connect(lambda ids, to: self.move_requested.emit(self._speaker, ids, to))
        self.desk.remove_requested.connect(lambda ids: self.remove_takes_requested.emit(self._speaker, ids))
        self.views.chosen.connect(self._view.setCurrentIndex)
        self.keys = {Qt.Key_Space: self.stage.toggle, Qt.Key_Escape: self._end_asking}

    def _add_shortcuts(self):
        """Keys that work while the page is seen, but where the typing of text has another use for them."""
        for keys, act in (
            ("Ctrl+F", self.table.search.setFocus),
            ("F2", lambda: self._speaker and self.person.begin_rename()),
            ("Ctrl+M", self._ask_merge),
            ("Ctrl+N", self.desk.ask_split),
            ("Ctrl+T", self.desk.ask_move),
            ("Ctrl+S", self.notes.save),
            ("Ctrl+Delete", self.desk.remove),
            ("Shift+Delete", self._ask_remove),
            ("Ctrl+Z", self.undo_requested.emit),
        ):
            QShortcut(QKeySequence(keys), self, act)
        for index, key in enumerate(("Alt+1", "Alt+2", "Alt+3")):
            QShortcut(QKeySequence(key), self, lambda index=index: self.views.choose(index))

    def _lay_out(self):
        self.views = Switch((self.tr("Takes"), self.tr("History"), self.tr("Notes")))
        self.add_button = button(self.tr("Add takes"))
        self.verify_button = button(self.tr("Verify"))
        self._view = QStackedWidget()
        for view in (self.desk, self.trials, self.notes):
            self._view.addWidget(view)
        remove = self.tr("Remove")
        self.remove_panel = AskPanel(remove, "remove", is_dangerous=True, keep=self.tr("Keep"))
        self.merge_panel = PickPanel(self.tr("Merge"), "check")
        one = Card(
            self.person, self.remove_panel, (self.merge_panel, 1),
            row(self.views, 1, self.add_button, self.verify_button), (self._view, 1), spacing=2 * GAP,
        )  # fmt: skip
        self._detail = QStackedWidget()
        for part in (self._hint(), one, self.merging):
            self._detail.addWidget(part)
        full = QWidget()
        self._halves = row((self.table, 1), (self._detail, 1), spacing=2 * GAP, parent=full)
        self._body = QStackedWidget()
        self._body.addWidget(self._empty_state())
        self._body.addWidget(full)
        column(self.head, (self._body, 1), margins=(3 * GAP,) * 4, spacing=3 * GAP, parent=self)

    def _actions(self):
        self.log_button = button(
            self.tr("Log", "audit"),
            "history",
            tip=self.tr("All that was done with voices here, and when (Ctrl+Shift+A)"),
        )
        actions = QWidget()
        row(self.log_button, self.enroll_button, parent=actions)
        return actions

    def _hint(self):
        words = label(self.tr("Choose a speaker to see their takes, their history and notes."), "muted", wrap=True)
        words.setAlignment(Qt.AlignCenter)
        return Card(1, row(1, icons.IconLabel("speakers", "muted", 48), 1), words, 2, spacing=2 * GAP)

    def _empty_state(self):
        empty = QWidget()
        words = label(self.tr("Nobody is enrolled yet. A few seconds of a voice are enough to begin."), wrap=True)
        words.setAlignment(Qt.AlignCenter)
        self.first_button = button(self.tr("Enroll the first speaker"), "enroll", "primary")
        self.tour_button = button(
            self.tr("Take the tour"), "play", "flat", tip=self.tr("See it work with sample voices (F10, T)")
        )
        self.tour_button.clicked.connect(self.tour_requested)
        icon = row(1, icons.IconLabel("speakers", "muted", 48), 1)
        column(
            2, icon, words, row(1, self.first_button, 1), row(1, self.tour_button, 1), 3, spacing=2 * GAP, parent=empty
        )
        return empty
