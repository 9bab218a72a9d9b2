"""Several speakers who are one: which of them stays."""

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QButtonGroup, QRadioButton, QScrollArea, QWidget

from app import theme
from app.theme import GAP
from app.widgets.basics import Card, button, column, label, row
from app.widgets.words import takes_words

MAX_MERGED = 20  # whoever chooses more has pressed Ctrl+A


class MergeCard(Card):
    """``merge_requested(list of Speaker, Speaker)``: the others, and the one who stays."""

    merge_requested = pyqtSignal(list, object)

    def __init__(self, parent=None):
        super().__init__(spacing=2 * GAP, parent=parent)
        self.title = label("", "number")
        self.words = label("", "muted", wrap=True)
        self.merge_button = button(self.tr("Merge"), "check", "primary")
        self._speakers, self._choice = [], []
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(self.tr("Speakers to merge"))
        self._area.setMinimumHeight(theme.current().px(96))
        self.body.addWidget(self.title)
        self.body.addWidget(self.words)
        self.body.addWidget(self._area, 1)
        self.body.addLayout(row(1, self.merge_button))
        self.merge_button.setToolTip(self.tr("Make them one speaker (Ctrl+M)"))
        self.merge_button.clicked.connect(self.merge)

    def show_speakers(self, speakers):
        """The one with the most speech is proposed."""
        can_merge = len(speakers) <= MAX_MERGED
        self._speakers = sorted(speakers, key=lambda speaker: -speaker.speech_s) if can_merge else []
        self.title.setText(self.tr("{n:,} speakers chosen").format(n=len(speakers)))
        words = self.tr(
            "If they are one and the same person, merge them: takes, templates, history and tags come together, and "
            "the other names stay in the notes. Whose name and date stay?"
        )
        too_many = self.tr("Choose {n} at most to merge them.").format(n=MAX_MERGED)
        self.words.setText(words if can_merge else too_many)
        self._show_choice()
        self.merge_button.setVisible(can_merge)

    def merge(self):
        kept = self.kept()
        if kept is not None and self.merge_button.isEnabled():
            self.merge_button.setEnabled(False)  # once, until another list is there, or the same: it failed
            self.merge_requested.emit([speaker for speaker in self._speakers if speaker is not kept], kept)

    def kept(self):
        return next((speaker for button_, speaker in self._choice if button_.isChecked()), None)

    def _show_choice(self):
        inside = QWidget()
        group = QButtonGroup(inside)
        self._choice = [(QRadioButton(self._described(speaker)), speaker) for speaker in self._speakers]
        for widget, _ in self._choice:
            group.addButton(widget)
            widget.toggled.connect(self.offer)
        column(*(widget for widget, _ in self._choice), 1, spacing=GAP, parent=inside)
        self._area.setWidget(inside)
        if self._choice:
            self._choice[0][0].setChecked(True)

    def _described(self, speaker):
        words = self.tr("{name}  ({takes}, {s:.1f} s of speech)")
        takes = takes_words(speaker.n_takes, self.tr)
        return words.format(name=_on_button(speaker.name), takes=takes, s=speaker.speech_s)

    def offer(self):
        """What was chosen may be merged, once more where it was tried before."""
        kept = self.kept()
        self.merge_button.setEnabled(kept is not None)
        if kept is not None:
            self.merge_button.setText(self.tr("Merge into {name}").format(name=_on_button(kept.name)))


def _on_button(name):
    """Short enough for a button, which would take "&" for a sign to underline the next letter."""
    return (name if len(name) <= 24 else f"{name[:23]}…").replace("&", "&&")
