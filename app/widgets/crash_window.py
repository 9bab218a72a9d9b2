"""The details of a fault of the program, to read and to copy; the program goes on beside it."""

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QApplication, QPlainTextEdit

from app.theme import GAP
from app.widgets import icons
from app.widgets.basics import button, column, label, row
from app.widgets.side_window import SideWindow

_SIZE = (720, 440)


class CrashWindow(SideWindow):
    """Signals: ``log_requested``."""

    log_requested = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(_SIZE, parent)
        self.setWindowTitle(self.tr("Details – GluonAR Desktop"))
        self.sentence = label(self.tr("Something went wrong in the program itself."), "section", wrap=True)
        self.advice = label(
            self.tr(
                "The program goes on. What was enrolled is stored, and what you record is on the disk while you "
                "speak. To report this, copy the text below; read it first, names of speakers or files may be in "
                "it."
            ),
            wrap=True,
        )
        self.details = QPlainTextEdit(readOnly=True)
        self.details.setAccessibleName(self.tr("Details"))
        self.details.setLineWrapMode(QPlainTextEdit.NoWrap)
        self.copy_button = button(self.tr("Copy"), role="primary", tip=self.tr("Copy all of it (Ctrl+C)"))
        self.log_button = button(self.tr("Show the log"))
        self.close_button = button(self.tr("Close"), tip=self.tr("Go on working (Esc)"))
        head = row(icons.IconLabel("warning", "unsure", 32), (column(self.sentence, self.advice), 1), spacing=2 * GAP)
        buttons = row(self.log_button, 1, self.copy_button, self.close_button)
        column(head, (self.details, 1), buttons, margins=(2 * GAP,) * 4, spacing=2 * GAP, parent=self)
        self.copy_button.clicked.connect(self._copy)
        self.log_button.clicked.connect(self.log_requested)
        self.close_button.clicked.connect(self.close)

    def show_details(self, text):
        self.details.setPlainText(text)
        self.come_forward()
        self.copy_button.setFocus()

    def _copy(self):
        QApplication.clipboard().setText(self.details.toPlainText())
