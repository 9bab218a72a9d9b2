"""A speaker's stored takes, and what can be done with those that are ticked."""

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QWidget

from app import theme
from app.theme import GAP
from app.widgets.ask_panel import NamePanel, PickPanel
from app.widgets.basics import button, column, label, row
from app.widgets.sound_stage import SoundStage
from app.widgets.take_list import TakeList
from app.widgets.words import takes_words


class SpeakerTakes(QWidget):
    """Signals, with the ids of the ticked recordings: ``split_requested(list, str name)``,
    ``move_requested(list, Speaker)``, ``remove_requested(list)``."""

    split_requested = pyqtSignal(list, str)
    move_requested = pyqtSignal(list, object)
    remove_requested = pyqtSignal(list)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._others = []
        self._is_aside = False
        self.list = TakeList(self.tr("Loading the takes…"), can_remove=False, can_choose=True, is_wide=True)
        self.stage = SoundStage("")
        for part in (self.stage.title, self.stage.play_button, self.stage.more_button):
            part.hide()  # the row of the take has them, and the picture needs the room
        self.stage.setMinimumHeight(theme.current().px(152))
        self.list.setMinimumHeight(theme.current().px(64))
        self.chosen_label = label("")
        tips = self.tr("Make them a new speaker (Ctrl+N)"), self.tr("Give them to another speaker (Ctrl+T)")
        self.split_button = button(self.tr("New speaker…"), tip=tips[0])
        self.move_button = button(self.tr("Move…"), tip=tips[1])
        self.remove_button = button(self.tr("Remove"), role="danger", tip=self.tr("Remove these takes (Ctrl+Delete)"))
        self.split_panel = NamePanel(self.tr("Make a new speaker"), "enroll")
        self.move_panel = PickPanel(self.tr("Move"), "check")
        self._bar = QWidget()
        row((self.chosen_label, 1), self.split_button, self.move_button, self.remove_button, parent=self._bar)
        column(
            self._bar, self.split_panel, (self.move_panel, 4), (self.list, 2), (self.stage, 3),
            spacing=2 * GAP, parent=self,
        )  # fmt: skip
        self._connect()
        self.update_shown()

    def clear(self):
        self.list.show_sounds([])
        self.stage.show_empty()
        self.close_panels()
        self.update_shown()

    def show_sounds(self, sounds):
        """Sounds of recordings that are here already are kept, with their pictures and what plays of them."""
        known = {sound.recording.id: sound for sound in self.list.sounds}
        sounds = [known.get(sound.recording.id, sound) for sound in sounds]
        self.list.show_sounds(sounds)
        self.list.empty.setVisible(False)
        if self.stage.sound not in sounds:
            self.stage.show_empty()
            if sounds:
                self.list.show_requested.emit(sounds[0])
        self.update_shown()

    def show_others(self, speakers):
        """Whom takes can be moved to."""
        self._others = speakers
        self.update_shown()

    def ask_split(self):
        if self._can_part():
            words = self.tr("Make a new speaker of {takes}. Templates and consent go along; the history stays here.")
            self.move_panel.dismiss()
            self.split_panel.ask(words.format(takes=takes_words(len(self._ids()), self.tr)))

    def ask_move(self):
        if self._can_part() and self._others:
            words = self.tr("Whom does this voice belong to? {takes} will be theirs.")
            self.split_panel.dismiss()
            self.move_panel.ask_among(self._others, words.format(takes=takes_words(len(self._ids()), self.tr)))

    def remove(self):
        if self._can_part():
            self.remove_requested.emit(self._ids())

    def step_aside(self, is_aside):
        """Make room for what is asked above."""
        self._is_aside = is_aside
        self.update_shown()

    def close_panels(self):
        self.split_panel.dismiss()
        self.move_panel.dismiss()

    def _ids(self):
        return [sound.recording.id for sound in self.list.chosen]

    def _can_part(self):
        """Some are ticked, and one at least is not."""
        return 0 < len(self.list.chosen) < len(self.list.sounds)

    def _connect(self):
        self.list.chosen_changed.connect(self._choose)
        self.split_button.clicked.connect(self.ask_split)
        self.move_button.clicked.connect(self.ask_move)
        self.remove_button.clicked.connect(self.remove)
        self.split_panel.accepted.connect(lambda: self.split_requested.emit(self._ids(), self.split_panel.name))
        self.move_panel.accepted.connect(lambda: self.move_requested.emit(self._ids(), self.move_panel.speaker))
        for panel in (self.split_panel, self.move_panel):
            panel.toggled.connect(self.update_shown)

    def _choose(self):
        self.close_panels()
        self.update_shown()

    def update_shown(self):
        n_chosen, can_part = len(self.list.chosen), self._can_part()
        self._bar.setVisible(bool(n_chosen))
        words = self.tr("{takes} chosen") if can_part else self.tr("All chosen: one has to stay")
        self.chosen_label.setText(words.format(takes=takes_words(n_chosen, self.tr)))
        self.split_button.setEnabled(can_part)
        self.remove_button.setEnabled(can_part)
        self.move_button.setEnabled(can_part and bool(self._others))
        self.list.setVisible(self.move_panel.isHidden())
        is_free = self.split_panel.isHidden() and self.move_panel.isHidden() and not self._is_aside
        self.stage.setVisible(self.stage.sound is not None and is_free)
