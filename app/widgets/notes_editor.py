"""Notes and tags of one speaker, as they are typed and saved."""

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app import theme
from app.theme import GAP
from app.widgets.basics import button, column, label, row


class NotesEditor(QWidget):
    """``save_requested(Speaker, str notes, list of tags)``, by the button, and whenever the editor goes out of sight
    with something unsaved in it."""

    save_requested = pyqtSignal(object, str, list)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._speaker = None
        self.tags_edit = QLineEdit()
        self.tags_edit.setPlaceholderText(self.tr("choir, radio"))
        self.notes_edit = QPlainTextEdit()
        self.notes_edit.setTabChangesFocus(True)
        self.notes_edit.setMinimumHeight(theme.current().px(64))
        self.save_button = button(self.tr("Save"), "check", tip=self.tr("Save notes and tags (Ctrl+S)"))
        tags_title = label(self.tr("Tags, with commas between them"))
        notes_title = label(self.tr("Notes"))
        tags_title.setBuddy(self.tags_edit)
        notes_title.setBuddy(self.notes_edit)
        self.tags_edit.setAccessibleName(tags_title.text())
        self.notes_edit.setAccessibleName(notes_title.text())
        words = label(self.tr("Both are searched, and stay on this computer."), "small", wrap=True)
        column(
            column(tags_title, self.tags_edit, spacing=4), column(notes_title, (self.notes_edit, 1), spacing=4),
            row((words, 1), self.save_button), spacing=2 * GAP, parent=self,
        )  # fmt: skip
        self.tags_edit.textChanged.connect(self._update_button)
        self.notes_edit.textChanged.connect(self._update_button)
        self.tags_edit.returnPressed.connect(self.save)
        self.save_button.clicked.connect(self.save)

    def show_speaker(self, speaker):
        """What is typed and not saved stays while it is still about what the speaker has."""
        before, self._speaker = self._speaker, speaker
        if speaker is not None and (before is None or _described(before) != _described(speaker)):
            self.tags_edit.setText(", ".join(speaker.tags))
            self.notes_edit.setPlainText(speaker.notes)
        self._update_button()

    def show_typed(self, notes, tags):
        """As if somebody had typed it."""
        self.tags_edit.setText(", ".join(tags))
        self.notes_edit.setPlainText(notes)

    def is_changed(self):
        return self._speaker is not None and (self._typed() != (self._speaker.notes, list(self._speaker.tags)))

    def save(self):
        if self.is_changed():
            self.save_requested.emit(self._speaker, *self._typed())

    def hideEvent(self, event):
        super().hideEvent(event)
        self.save()

    def _typed(self):
        tags = [tag.strip() for tag in self.tags_edit.text().split(",")]
        return self.notes_edit.toPlainText().strip(), [tag for tag in tags if tag]

    def _update_button(self):
        self.save_button.setEnabled(self.is_changed())


def _described(speaker):
    return speaker.id, speaker.notes, speaker.tags
