"""A few views of one thing, one of them shown: a row of words to press over the view."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QButtonGroup, QFrame, QPushButton

from app.widgets.basics import row


class Switch(QFrame):
    """``chosen(int)`` when another word is pressed; the arrow keys go from one to the next."""

    chosen = pyqtSignal(int)

    def __init__(self, words, parent=None):
        super().__init__(parent)
        self.setObjectName("switch")
        self.buttons = [self._button(word) for word in words]
        self._group = QButtonGroup(self)
        for index, widget in enumerate(self.buttons):
            self._group.addButton(widget, index)
        self._group.idClicked.connect(self.chosen)
        self.buttons[0].setChecked(True)
        self.buttons[0].setProperty("place", "first")
        row(*self.buttons, spacing=0, parent=self)

    def choose(self, index):
        self.buttons[index].click()

    def _button(self, word):
        widget = QPushButton(word)
        widget.setCheckable(True)
        widget.setAutoDefault(False)
        widget.setCursor(Qt.PointingHandCursor)
        return widget
