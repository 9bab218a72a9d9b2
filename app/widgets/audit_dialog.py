"""What was done with voices on this computer: the audit log, searched, checked and written to a file."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QDialog, QFileDialog, QHeaderView, QLineEdit, QShortcut

from app import theme
from app.language import told
from app.said import joined
from app.theme import GAP
from app.widgets import icons
from app.widgets.audit_table import DETAILS, SPEAKER, AuditTableModel
from app.widgets.basics import ComboBox, PageHead, button, column, label, row, set_property
from app.widgets.row_table import RowTable


class AuditDialog(QDialog):
    """Signals: ``load_requested``; ``export_requested(str path, list of AuditLine)``, those that are shown."""

    key = "Ctrl+Shift+A"
    load_requested = pyqtSignal()
    export_requested = pyqtSignal(str, list)

    def __init__(self, parent=None):
        super().__init__(parent, Qt.Dialog | Qt.WindowMaximizeButtonHint | Qt.WindowCloseButtonHint)
        self.setObjectName("window")
        self.setWindowTitle(self.tr("Log", "audit"))
        self._rows, self._texts = [], []
        self._model = AuditTableModel(self)
        self.table = RowTable(self._model, self.tr("What was done, the latest first"), (DETAILS,))
        self.events = ComboBox()
        self.events.setAccessibleName(self.tr("What to show"))
        self.events.addItem(self.tr("Everything"), None)
        for event, words in self._model.events.items():
            self.events.addItem(words, event)
        self.search = QLineEdit(placeholderText=self.tr("Search the log (Ctrl+F)"), clearButtonEnabled=True)
        self.search.setAccessibleName(self.tr("Search the log"))
        self.export_button = button(
            self.tr("Export…"), "export", tip=self.tr("Save the lines that are shown, as CSV or JSON (Ctrl+S)")
        )
        self.check_button = button(
            self.tr("Check again"), "refresh", tip=self.tr("Read the log anew and check that it is whole (F5)")
        )
        self._lay_out()
        self._connect()

    def open_anew(self):
        """Show the dialog with the log as it is now."""
        self._begin_check()
        self.show()
        self.activateWindow()
        self.search.setFocus()

    def show_lines(self, rows):
        """(AuditLine, its facts) pairs, newest first."""
        self._rows = rows
        self._texts = [" ".join(self._model.cells(*each)).casefold() for each in rows]
        self._filter()

    def show_check(self, check):
        """What an ``AuditCheck`` found; its head can be copied."""
        if check.is_whole:
            words = self.tr("The log is whole: no line was edited, removed or moved. Lines: {n}.")
            self._show_state(words.format(n=f"{check.n_lines:,}"), "supports")
        else:
            words = self.tr("The log is not whole. {problems}")
            self._show_state(words.format(problems=told(joined(check.problems))), "rejects")
        self.remarks.setText(told(joined(check.remarks)))
        self.remarks.setVisible(bool(check.remarks))
        self.head.setText(check.head)
        self.head.setCursorPosition(0)

    def show_exported(self, path):
        self._show_state(self.tr("“{path}” is saved.").format(path=path), "supports")

    def show_failed(self, notice):
        self._show_state(told(joined((notice.title, notice.advice))), "rejects")

    def choose_file(self):
        names = self.tr("Tables (*.csv);;JSON (*.json)")
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Export the log"), "log.csv", names)
        if path:
            self.export_requested.emit(path, [line for line, _ in self._model.rows])

    def _begin_check(self):
        self._show_state(self.tr("Checking…"), "")
        self.load_requested.emit()

    def _filter(self):
        event, words = self.events.currentData(), self.search.text().casefold().split()
        self._model.show_rows(
            each
            for each, text in zip(self._rows, self._texts, strict=True)
            if event in (None, each[0].event) and all(word in text for word in words)
        )
        n_shown = self._model.rowCount()
        self.export_button.setEnabled(n_shown > 0)
        counted = self.tr("{n} of {all} lines").format(n=f"{n_shown:,}", all=f"{len(self._rows):,}")
        self.counted.setText(counted if self._rows else self.tr("Nothing was done yet."))

    def _show_state(self, text, tone):
        self.state.setText(text)
        self.state_icon.show_icon({"": "info"}.get(tone, tone), tone or "accent")
        set_property(self.state, "tone", tone)

    def _connect(self):
        self.events.currentIndexChanged.connect(self._filter)
        self.search.textChanged.connect(self._filter)
        self.export_button.clicked.connect(self.choose_file)
        self.check_button.clicked.connect(self._begin_check)
        for keys, act in (
            ("Ctrl+F", self.search.setFocus),
            ("Ctrl+S", self.export_button.click),
            ("F5", self.check_button.click),
        ):
            QShortcut(QKeySequence(keys), self, act)

    def _lay_out(self):
        sentence = self.tr(
            "All that was done with voices in this program, line by line. Names stand here while their speakers are "
            "enrolled; the log itself keeps none, and no voice."
        )
        head = PageHead(self.tr("Log", "audit"), sentence, self.export_button)
        self.counted = label("", "small")
        self.state_icon = icons.IconLabel("info", "accent", 20)
        self.state = label("", wrap=True)
        self.remarks = label("", "small", wrap=True)
        self.remarks.hide()
        self.head = QLineEdit(readOnly=True)
        tip = self.tr("Number and hash of the last line. Noted down elsewhere, it shows a log that was made anew.")
        self.head.setToolTip(tip)
        self.head.setAccessibleName(self.tr("Head of the log"))
        column(
            head, row((self.search, 2), (self.events, 1), self.counted, spacing=2 * GAP), (self.table, 1),
            row(self.state_icon, (self.state, 1), self.check_button, spacing=GAP), self.remarks,
            row(label(self.tr("Head"), "muted"), (self.head, 1), label(tip, "small", wrap=True), spacing=2 * GAP),
            margins=(3 * GAP,) * 4, spacing=2 * GAP, parent=self,
        )  # fmt: skip
        px = theme.current().px
        self.table.horizontalHeader().setSectionResizeMode(SPEAKER, QHeaderView.Interactive)
        self.table.setColumnWidth(SPEAKER, px(176))
        self.setMinimumSize(px(720), px(480))
        self.resize(px(960), px(640))
