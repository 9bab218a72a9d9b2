"""What is seen before the program: the gallery is locked, or is being rewritten under another pass-phrase."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QLineEdit, QWidget

from app import theme
from app.theme import GAP
from app.widgets import icons
from app.widgets.basics import Card, button, column, label, row

_SIZE = (600, 420)  # px at normal text size: with room for what went wrong


class Gate(QWidget):
    """Signals: ``passphrase_given(str)``, answer with ``show_notice``, or by closing the gate; ``copy_requested``: it
    never had one, so the file is damaged."""

    passphrase_given = pyqtSignal(str)
    copy_requested = pyqtSignal()

    def __init__(self, *, may_be_damaged=False, parent=None):
        """``may_be_damaged``: there is a backup that has no pass-phrase."""
        super().__init__(parent)
        self._is_busy = False
        self.setObjectName("window")
        self.setWindowTitle(self.tr("GluonAR Desktop, locked"))
        self.setWindowIcon(icons.icon("verify", "accent"))
        self.title = label(self.tr("The gallery is locked"), "title", wrap=True)
        self.advice = label(
            self.tr("Type its pass-phrase to open it. It never leaves this computer."), "muted", wrap=True
        )
        self.edit = PassphraseEdit(self.tr("Pass-phrase"))
        self.open_button = button(self.tr("Open"), role="primary", tip=self.tr("Open the gallery (Enter)"))
        self.quit_button = button(self.tr("Quit"), tip=self.tr("End the program; nothing is lost (Ctrl+Q)"))
        self.copy_button = button(
            self.tr("It never had one…"),
            tip=self.tr("Then the file is damaged, and a backup can be put back (Ctrl+B)"),
        )
        self.copy_button.setVisible(may_be_damaged)
        self.copy_button.setShortcut("Ctrl+B")
        self.copy_button.clicked.connect(self.copy_requested)
        self.edit.textChanged.connect(lambda text: self.open_button.setEnabled(bool(text)))
        self.edit.returnPressed.connect(self.open_button.click)
        self.open_button.clicked.connect(self._give)
        self.quit_button.clicked.connect(self.close)
        self.quit_button.setShortcut("Ctrl+Q")
        self.open_button.setEnabled(False)
        buttons = row(self.copy_button, 1, self.quit_button, self.open_button)
        card = Card(self.title, self.advice, self.edit, buttons, spacing=2 * GAP, margin=3 * GAP)
        card.setFixedWidth(theme.current().px(440))
        column(1, row(1, card, 1), 1, margins=(3 * GAP,) * 4, parent=self)
        self.resize(*map(theme.current().px, _SIZE))

    def show_busy(self, title, advice):
        """Something is done that takes a moment and must not be interrupted."""
        self._show(title, advice)
        self._enable(False)

    def show_notice(self, notice):
        """What went wrong; it can be tried again."""
        self._show(notice.title, notice.advice)
        self._enable(True)
        self.edit.selectAll()
        self.edit.setFocus()

    def finish(self):
        self._is_busy = False
        self.close()

    def closeEvent(self, event):
        event.setAccepted(not self._is_busy)

    def _show(self, title, advice):
        self.title.setText(title)
        self.advice.setText(advice)

    def _enable(self, is_on):
        self._is_busy = not is_on
        for widget in (self.edit, self.copy_button, self.open_button, self.quit_button):
            widget.setEnabled(is_on)

    def _give(self):
        self.show_busy(self.tr("Opening the gallery"), self.tr("This takes about a second."))
        self.passphrase_given.emit(self.edit.text())


class PassphraseEdit(QLineEdit):
    """Shows dots, unless the eye at its end is pressed."""

    def __init__(self, name, parent=None):
        super().__init__(parent)
        self.setEchoMode(QLineEdit.Password)
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setInputMethodHints(Qt.ImhHiddenText | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase)
        self.eye = self.addAction(icons.icon("eye", "muted", checked="accent"), QLineEdit.TrailingPosition)
        self.eye.setCheckable(True)
        self.eye.setToolTip(self.tr("Show what is typed"))
        self.eye.toggled.connect(self._show)

    def _show(self, is_shown):
        self.setEchoMode(QLineEdit.Normal if is_shown else QLineEdit.Password)
