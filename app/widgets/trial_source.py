"""Where the trials of an evaluation come from: a list, the folder of its recordings; and the model to set beside."""

from functools import partial
from pathlib import Path

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QMenu, QWidget

from app import theme
from app.widgets.basics import ElidedLabel, button, icon_button, label, row


class ListSource(QWidget):
    """Signals: ``choose_requested``, ``folder_requested``, ``changed``."""

    choose_requested = pyqtSignal()
    folder_requested = pyqtSignal()
    changed = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.path, self.root = None, None
        self.list_label, self.root_label = ElidedLabel(""), ElidedLabel("")
        self.list_button = button(self.tr("Choose list…"), "open", tip=self.tr("Choose a list of trials (Ctrl+O)"))
        tip = self.tr("The folder that the files of the list are in, where it is not the list's own (F)")
        self.root_button = button(self.tr("Choose folder…"), "folder", tip=tip)
        self.clear_button = icon_button("close", self.tr("Take the list's own folder again"))
        self.list_button.clicked.connect(self.choose_requested)
        self.root_button.clicked.connect(self.folder_requested)
        self.clear_button.clicked.connect(lambda: self.show_root(None))
        row(
            label(self.tr("List"), "small"), (self.list_label, 1), self.list_button, label(self.tr("Recordings in"),
            "small"), (self.root_label, 1), self.clear_button, self.root_button, parent=self,
        )  # fmt: skip
        self._show()

    def show_path(self, path):
        self.path = path
        self._show()

    def show_root(self, root):
        """None: the list's own folder."""
        self.root = root
        self._show()

    def _show(self):
        self.list_label.show_text(self.path or self.tr("none chosen yet"))
        own = self.tr("the list's folder")
        self.root_label.show_text(self.root or (str(Path(self.path).parent) if self.path else own))
        self.clear_button.setVisible(self.root is not None)
        self.changed.emit()


class ComparedModel(QWidget):
    """The folder of another model, or none: ``folder``.  ``choose_requested`` asks for one that is not at hand."""

    choose_requested = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.folder = None
        self._has_offers = False
        self.name = ElidedLabel("")
        self.name.setFixedWidth(theme.current().px(160))
        self.clear_button = icon_button("close", self.tr("Compare with no other model (M)"))
        tip = self.tr("Set the folder of another model beside the one in use, on the same trials (M)")
        self.choose_button = button(self.tr("Compare with a model…"), "model", tip=tip)
        self.menu = QMenu(self)
        self.clear_button.clicked.connect(lambda: self.show_folder(None))
        self.choose_button.clicked.connect(self._choose)
        row(self.name, self.clear_button, self.choose_button, spacing=4, parent=self)
        self.show_folder(None)

    def show_folder(self, folder):
        self.folder = folder
        for each in (self.name, self.clear_button):
            each.setVisible(folder is not None)
        self.choose_button.setVisible(folder is None)
        if folder is not None:
            self.name.show_text(self.tr("Beside {name}").format(name=Path(folder).name))
            self.name.setToolTip(folder)

    def offer(self, models):
        """The ``SpeakerModel``s that are at hand, but for the one in use."""
        self.menu.clear()
        for model in models:
            self.menu.addAction(model.model_id, partial(self.show_folder, str(model.folder)))
        self.menu.addAction(self.tr("Another folder…"), self.choose_requested.emit)
        self._has_offers = bool(models)

    def _choose(self):
        if self._has_offers:
            self.menu.popup(self.choose_button.mapToGlobal(self.choose_button.rect().bottomLeft()))
        else:
            self.choose_requested.emit()

    def toggle(self):
        """Choose one, or do without."""
        (self.choose_button if self.folder is None else self.clear_button).click()
