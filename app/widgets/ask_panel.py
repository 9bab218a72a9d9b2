"""A question inside a page, instead of a dialog over it: words, what to fill in, and two buttons."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QApplication, QFrame, QLineEdit

from app.theme import GAP
from app.widgets import icons
from app.widgets.basics import button, column, label, row
from app.widgets.speaker_picker import SpeakerPicker


class AskPanel(QFrame):
    """Signals: ``accepted`` when the action is pressed; Escape and the other button only close it;
    ``toggled(bool)``: it is open now, or it no longer is."""

    accepted = pyqtSignal()
    toggled = pyqtSignal(bool)

    def __init__(self, action, icon_name, *, inside=None, is_dangerous=False, keep="", parent=None):
        """``action`` is the word on the button that acts, ``keep`` that on the other one."""
        super().__init__(parent)
        self.setProperty("role", "confirm" if is_dangerous else "ask")
        self.words = label("", wrap=True)
        self.action_button = button(action, icon_name, "danger" if is_dangerous else "primary")
        self.keep_button = button(keep or self.tr("Cancel"))
        self._focus_first = inside or self.keep_button
        icon = icons.IconLabel(*(("warning", "rejects") if is_dangerous else (icon_name, "accent")), 24)
        items = [row(icon, (self.words, 1), spacing=2 * GAP)]
        items += [(inside, 1)] if inside else []
        items += [row(1, self.keep_button, self.action_button)]
        column(*items, margins=(2 * GAP,) * 4, parent=self)
        self.action_button.clicked.connect(self._accept)
        self.keep_button.clicked.connect(self.dismiss)
        self.hide()

    def ask(self, words):
        self.words.setText(words)
        self.show()
        self.toggled.emit(True)
        self._focus_first.setFocus()

    def dismiss(self):
        if not self.isHidden():
            if self.isAncestorOf(QApplication.focusWidget()):
                self.parentWidget().setFocus()  # or it would go to another part of the window
            self.hide()
            self.toggled.emit(False)

    def keyPressEvent(self, event):
        if event.key() == Qt.Key_Escape:
            self.dismiss()
        elif event.key() in (Qt.Key_Return, Qt.Key_Enter) and not self.keep_button.hasFocus():
            self.action_button.click()
        else:
            super().keyPressEvent(event)

    def _accept(self):
        self.dismiss()
        self.accepted.emit()


class NamePanel(AskPanel):
    """Asks for a name; ``name`` is what was typed."""

    def __init__(self, action, icon_name, parent=None):
        self.name_edit = QLineEdit()
        self.name_edit.setMaxLength(100)
        super().__init__(action, icon_name, inside=self.name_edit, parent=parent)
        self.name_edit.setPlaceholderText(self.tr("Name of the new speaker"))
        self.name_edit.setAccessibleName(self.tr("Name of the new speaker"))
        self.name_edit.textChanged.connect(lambda: self.action_button.setEnabled(bool(self.name)))

    @property
    def name(self):
        return self.name_edit.text().strip()

    def ask(self, words):
        self.name_edit.clear()
        self.action_button.setEnabled(False)
        super().ask(words)


class PickPanel(AskPanel):
    """Asks for one of the other speakers; ``speaker`` is who was chosen."""

    def __init__(self, action, icon_name, parent=None):
        self.picker = SpeakerPicker()
        super().__init__(action, icon_name, inside=self.picker, parent=parent)
        self._focus_first = self.picker.search
        self.picker.chosen.connect(lambda speaker: self.action_button.setEnabled(speaker is not None))

    @property
    def speaker(self):
        return self.picker.speaker()

    def ask_among(self, speakers, words):
        self.picker.search.clear()
        self.picker.show_speakers([])  # or it would keep whom it was asked for the last time
        self.picker.show_speakers(speakers)
        self.action_button.setEnabled(False)
        super().ask(words)
