"""One of a few ways to work, as buttons of which one is pressed."""

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QButtonGroup, QWidget

from app.widgets.basics import button, row


class Choice(QWidget):
    """``chosen(int)``: the place of the button that was pressed or chosen."""

    chosen = pyqtSignal(int)

    def __init__(self, entries, parent=None):
        """``entries``: (icon name, word, tooltip) of each way."""
        super().__init__(parent)
        self.buttons = [button(word, icon_name, "choice", tip=tip) for icon_name, word, tip in entries]
        self._group = QButtonGroup(self)
        for place, each in enumerate(self.buttons):
            each.setCheckable(True)
            self._group.addButton(each, place)
        self.buttons[0].setChecked(True)
        self._group.idToggled.connect(self._toggled)
        row(*self.buttons, parent=self)

    @property
    def place(self):
        return self._group.checkedId()

    def choose(self, place):
        self.buttons[place].setChecked(True)

    def _toggled(self, place, is_checked):
        if is_checked:
            self.chosen.emit(place)
