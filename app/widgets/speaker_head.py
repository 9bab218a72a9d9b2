"""Who a speaker is, in a few lines, and giving them another name."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QLineEdit, QStackedWidget, QWidget

from app import theme
from app.language import day_words
from app.widgets.basics import ElidedLabel, button, column, icon_button, label, row
from app.widgets.words import takes_words, template_words


class SpeakerHead(QWidget):
    """``rename_requested(Speaker, str)`` with a name that is another one."""

    rename_requested = pyqtSignal(object, str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._speaker = None
        self.name_label = ElidedLabel("", "number", Qt.ElideRight)
        self.rename_button = icon_button("rename", self.tr("Rename"), tip=self.tr("Rename (F2)"))
        self.name_edit = QLineEdit()
        self.name_edit.setMaxLength(100)
        self.name_edit.setAccessibleName(self.tr("New name"))
        self.save_button = button(self.tr("Save"), "check")
        self.cancel_button = button(self.tr("Cancel"))
        self.merge_button = button(self.tr("Merge…"), tip=self.tr("Make two speakers one (Ctrl+M)"))
        self.remove_button = icon_button(
            "remove", self.tr("Remove"), colour="rejects", tip=self.tr("Remove (Shift+Del)")
        )
        self.about_label = label("", "muted", wrap=True)
        self.tags_label = ElidedLabel("", "tags", Qt.ElideRight)
        self.tags_label.setAlignment(Qt.AlignRight | Qt.AlignVCenter)
        self.template_label = ElidedLabel("", "small", Qt.ElideRight)
        column(self._name_line(), self.about_label, self.template_label, spacing=2, parent=self)
        self.rename_button.clicked.connect(self.begin_rename)
        self.name_edit.returnPressed.connect(self._rename)
        self.save_button.clicked.connect(self._rename)
        self.cancel_button.clicked.connect(self.end_rename)

    def show_speaker(self, speaker):
        self._speaker = speaker
        self.name_label.show_text(speaker.name)
        words = self.tr("{takes}, {s:.1f} s of speech · enrolled {date}")
        takes = takes_words(speaker.n_takes, self.tr)
        self.about_label.setText(words.format(takes=takes, s=speaker.speech_s, date=day_words(speaker.created_at)))
        self.tags_label.show_text("  ".join(f"#{tag}" for tag in speaker.tags))
        self.tags_label.setVisible(bool(speaker.tags))

    def show_templates(self, templates, model_id):
        """``model_id`` is that of the model in use; None while it loads."""
        self.template_label.show_text(template_words(templates, self._speaker.n_takes, model_id, self.tr))

    def begin_rename(self):
        self.name_edit.setText(self._speaker.name)
        self._name_stack.setCurrentIndex(1)
        self.name_edit.selectAll()
        self.name_edit.setFocus()

    def end_rename(self):
        self._name_stack.setCurrentIndex(0)

    def _rename(self):
        name = " ".join(self.name_edit.text().split())
        if name and name != self._speaker.name:
            self.rename_requested.emit(self._speaker, name)
        self.end_rename()

    def _name_line(self):
        shown, edited = QWidget(), QWidget()
        buttons = (self.rename_button, self.merge_button, self.remove_button)
        row((self.name_label, 1), (self.tags_label, 1), *buttons, parent=shown)
        row((self.name_edit, 1), self.save_button, self.cancel_button, parent=edited)
        self._name_stack = QStackedWidget()
        self._name_stack.addWidget(shown)
        self._name_stack.addWidget(edited)
        self._name_stack.setFixedHeight(theme.current().px(40))
        return self._name_stack
