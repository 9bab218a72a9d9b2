"""One step of the tour, below the page that it is about: what is seen there, and the button that goes on."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QFrame, QWidget

from app.theme import GAP
from app.widgets import icons
from app.widgets.basics import button, column, label, row


class TourCard(QWidget):
    """Signals: ``next_requested``, ``other_requested`` (the second answer, where a step has one), ``left``."""

    next_requested = pyqtSignal()
    other_requested = pyqtSignal()
    left = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setFocusPolicy(Qt.ClickFocus)
        frame = QFrame()
        frame.setProperty("role", "ask")
        self.count = label("", "small")
        self.title = label("", "section", wrap=True)
        self.words = label("", wrap=True)
        self.next_button = button(self.tr("Next"), role="primary")
        self.other_button = button(self.tr("Keep it"))
        self.leave_button = button(self.tr("Leave the tour"), role="flat")
        self.next_button.clicked.connect(self.next_requested)
        self.other_button.clicked.connect(self.other_requested)
        self.leave_button.clicked.connect(self.left)
        buttons = row(self.leave_button, self.other_button, self.next_button)
        told = column(row((self.title, 1), self.count, spacing=2 * GAP), self.words, spacing=2)
        row(icons.IconLabel("help", "accent", 24), (told, 1), buttons, margins=(2 * GAP, GAP, 2 * GAP, GAP),
            spacing=2 * GAP, parent=frame)  # fmt: skip
        column(frame, margins=(3 * GAP, 0, 3 * GAP, 2 * GAP), parent=self)
        for widget in (self.next_button, self.other_button, self.leave_button):
            buttons.setAlignment(widget, Qt.AlignVCenter)
        self.hide()

    def show_step(self, number, n_steps, title, words, action, *, other="", is_ready=True):
        """``action`` and ``other`` are the words of the buttons; without ``other`` the tour can be left instead."""
        self.count.setText(self.tr("Step {n} of {all}").format(n=number, all=n_steps))
        self.setAccessibleName(f"{title} {words}")
        self.title.setText(title)
        self.words.setText(words)
        self.next_button.setText(action)
        self.other_button.setText(other)
        self.other_button.setVisible(bool(other))
        self.leave_button.setVisible(not other)
        self.show()
        self.set_ready(is_ready)

    def set_ready(self, is_ready):
        """Whether what the step needs is there."""
        if not is_ready and self.next_button.hasFocus():
            self.setFocus()  # not to the button beside it, which leaves the tour
        self.next_button.setEnabled(is_ready)
        if is_ready:
            self.next_button.setFocus()

    def keyPressEvent(self, event):
        """Enter presses the button that has the focus, or goes on."""
        if event.key() in (Qt.Key_Return, Qt.Key_Enter):
            buttons = (self.leave_button, self.other_button)
            next((button for button in buttons if button.hasFocus()), self.next_button).click()
        else:
            super().keyPressEvent(event)
