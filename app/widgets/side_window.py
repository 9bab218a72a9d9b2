"""A window beside the main one, to read in while that goes on."""

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QWidget

from app import theme


class SideWindow(QWidget):
    """Esc closes it; it is kept for the next time."""

    def __init__(self, size, parent=None):
        """``size``: (width, height) in px at normal text size."""
        super().__init__(parent, Qt.Window)
        self.setObjectName("window")
        self.resize(*map(theme.current().px, size))

    def come_forward(self):
        self.show()
        self.raise_()
        self.activateWindow()

    def keyPressEvent(self, event):
        if event.key() == Qt.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
