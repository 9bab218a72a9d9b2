"""Many recordings: where they are dropped, the table of them, how many came out how, and the table as a file."""

from collections import Counter

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QFileDialog, QStackedWidget, QWidget

from app.domain import Verdict
from app.widgets.basics import ElidedLabel, button, column, row
from app.widgets.batch_table import BatchTable
from app.widgets.dropping import DropZone


class BatchPanel(QWidget):
    """Signals: ``choose_requested``, ``folder_requested``, ``save_requested(str path)``, and its table's
    ``open_requested(row)``."""

    choose_requested = pyqtSignal()
    folder_requested = pyqtSignal()
    save_requested = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.drop_zone = DropZone(self.tr("Drop recordings or a folder here, and each is compared with everybody"))
        self.table = BatchTable()
        self.open_requested = self.table.open_requested
        self.summary = ElidedLabel("", "section")
        self.files_button = button(self.tr("Choose files…"), "open", tip=self.tr("Choose recordings (Ctrl+O)"))
        self.folder_button = button(
            self.tr("Choose folder…"), "folder", tip=self.tr("Every recording in a folder and below it (F)")
        )
        self.save_button = button(self.tr("Save table…"), "export", tip=self.tr("As CSV, for a spreadsheet (Ctrl+S)"))
        shown = QWidget()
        column((self.table, 1), parent=shown)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.drop_zone)
        self._stack.addWidget(shown)
        head = row((self.summary, 1), self.files_button, self.folder_button, self.save_button)
        column(head, (self._stack, 1), parent=self)
        self.drop_zone.choose_requested.connect(self.choose_requested)
        self.files_button.clicked.connect(self.choose_requested)
        self.folder_button.clicked.connect(self.folder_requested)
        self.save_button.clicked.connect(self.choose_save_name)
        self._show_summary()

    @property
    def has_files(self):
        return bool(self.table.model.rowCount())

    def show_files(self, names, rows):
        """``rows`` are of what could not be searched; the recordings called ``names`` wait for theirs."""
        self.table.show_files(names, rows)
        self._stack.setCurrentIndex(1 if self.has_files else 0)
        self._show_summary()

    def show_row(self, line, row):
        self.table.show_row(line, row)
        self._show_summary()

    def show_drop(self, is_over):
        self._stack.setCurrentIndex(0 if is_over or not self.has_files else 1)
        self.drop_zone.show_active(is_over)

    def choose_save_name(self):
        """Ask where the table goes."""
        if not any(self.table.model.rows):
            return
        kinds = self.tr("Table (*.csv)")
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save the table"), "identified.csv", kinds)
        if path:
            self.save_requested.emit(path if path.lower().endswith(".csv") else f"{path}.csv")

    def _show_summary(self):
        n_of = Counter(_outcome(row) for row in self.table.model.rows)
        words = (
            (Verdict.SUPPORTS, self.tr("{n:,} supported")),
            (Verdict.DOES_NOT_SUPPORT, self.tr("{n:,} unknown")),
            (Verdict.CANNOT_TELL, self.tr("{n:,} cannot be told")),
            ("problem", self.tr("{n:,} not usable")),
            ("waiting", self.tr("{n:,} waiting")),
        )
        told = " · ".join(text.format(n=n_of[outcome]) for outcome, text in words if n_of[outcome])
        self.summary.show_text(told or self.tr("No recordings yet"))
        self.save_button.setEnabled(any(self.table.model.rows))


def _outcome(row):
    if row is None:
        return "waiting"
    return "problem" if row.decision is None else row.decision.verdict
