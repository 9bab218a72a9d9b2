"""The menu at the foot of the rail: what one needs seldom, each with a letter."""

from pathlib import Path

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QMenu

from app.widgets import icons
from app.widgets.basics import plain_tip


class HelpMenu(QMenu):
    """Signals: ``topic_requested(str)``, "" being the page's own; ``tour_requested``, ``backup_requested``,
    ``restore_requested``; ``file_chosen(str path)`` and ``files_forgotten`` of the recent files."""

    topic_requested = pyqtSignal(str)
    tour_requested = pyqtSignal()
    backup_requested = pyqtSignal()
    restore_requested = pyqtSignal()
    file_chosen = pyqtSignal(str)
    files_forgotten = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setToolTipsVisible(True)
        self._add(self.tr("&Help on this page\tF1"), "help", lambda: self.topic_requested.emit(""))
        self._add(self.tr("&Keyboard"), None, lambda: self.topic_requested.emit("keys"))
        self._add(self.tr("&Glossary"), None, lambda: self.topic_requested.emit("glossary"))
        self._add(self.tr("&Tour with sample voices"), "play", self.tour_requested.emit)
        self.addSeparator()
        self.recent = QMenu(self.tr("&Recent files"), self)
        self.recent.setIcon(icons.icon("history"))
        self.recent.setToolTipsVisible(True)
        self.addMenu(self.recent)
        self.addSeparator()
        self._add(self.tr("&Back up…"), "export", self.backup_requested.emit)
        self._add(self.tr("R&estore…"), "refresh", self.restore_requested.emit)
        self.addSeparator()
        self._add(self.tr("&Log"), None, lambda: self.topic_requested.emit("log"))
        self._add(self.tr("&About"), "info", lambda: self.topic_requested.emit("about"))
        self.show_files([])

    def show_files(self, paths):
        """The recordings that were opened last, the latest first."""
        self.recent.clear()
        for number, path in enumerate(paths, start=1):
            name = Path(path).name.replace("&", "&&")
            action = self.recent.addAction(f"&{number}  {name}", lambda path=path: self.file_chosen.emit(path))
            action.setToolTip(plain_tip(path))
        if paths:
            self.recent.addSeparator()
            self.recent.addAction(self.tr("&Forget these"), self.files_forgotten.emit)
        else:
            self.recent.addAction(self.tr("Nothing was opened yet")).setEnabled(False)

    def _add(self, words, icon_name, act):
        action = self.addAction(words, act)
        if icon_name:
            action.setIcon(icons.icon(icon_name))
