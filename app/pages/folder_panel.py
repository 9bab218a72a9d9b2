"""Enrolling from a whole folder: whose each file is, the table of what was found, and the speakers' consent."""

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QCheckBox, QLineEdit, QWidget

from app import theme
from app.language import told
from app.theme import GAP
from app.widgets.basics import Card, ComboBox, ElidedLabel, PageHead, button, column, label, row
from app.widgets.consent_form import ConsentForm
from app.widgets.import_table import ImportTable


class FolderPanel(QWidget):
    """Signals: ``look_requested(list folders, str pattern)``, an empty pattern meaning subfolders;
    ``enroll_requested(list rows, Consent, bool add)``; ``choose_requested`` of another folder; ``closed``."""

    look_requested = pyqtSignal(list, str)
    enroll_requested = pyqtSignal(list, object, bool)
    choose_requested = pyqtSignal()
    closed = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self._folders = []
        self._busy = ""
        self.enroll_button = button(self.tr("Enroll"), "enroll", "primary", tip=self.tr("Save the speakers (Enter)"))
        self.close_button = button(self.tr("Back"), "close", tip=self.tr("Back to one speaker (Esc)"))
        self.head = PageHead(
            self.tr("Import a folder"), self.tr("Enroll many speakers at once, from existing recordings."),
            self.enroll_button,
        )  # fmt: skip
        self.folder_label = ElidedLabel("", "section")
        self.choose_button = button(
            self.tr("Another folder…"), "folder", tip=self.tr("Choose a folder (Ctrl+Shift+O)")
        )
        self.way_box = ComboBox()
        self.pattern_edit = QLineEdit("{speaker}_*.wav")
        self.add_tick = QCheckBox(self.tr("Add takes to speakers who are enrolled already"))
        self.consent = ConsentForm(is_wide=True)
        self.table = ImportTable()
        self.summary = label("", "muted", wrap=True)
        self._lay_out()
        self._connect()
        self.update_action()

    def open(self, folders):
        """Look into these."""
        self._folders = folders
        more = self.tr(" and {n} more").format(n=len(folders) - 1) if len(folders) > 1 else ""
        self.folder_label.show_text(folders[0] + more)
        self.consent.reset()
        self.table.setFocus()
        self._look()

    def show_rows(self, rows):
        self.table.files.show_rows(rows)

    def show_step(self, step):
        self.table.files.change_rows(step.rows)

    def show_result(self, result):
        """What came of one speaker."""
        if result.speaker is None:
            words, tone = told(result.problem), "rejects"
        else:
            words = self.tr("Enrolled.") if result.is_new else self.tr("Added to {name}.").format(name=result.name)
            tone = "supports"
        self.table.files.show_results(set(result.paths), words, tone)

    def set_busy(self, words):
        """What is under way, in words; empty when nothing is."""
        self._busy = words
        for widget in (self.way_box, self.pattern_edit, self.add_tick, self.choose_button):
            widget.setEnabled(not words)
        self._show_way()
        self.update_action()

    def missing(self):
        if self._busy:
            return self._busy
        if not self.table.files.ticked():
            if self.table.files.n_stored():
                return self.tr("Enrolled. To go on, tick more files or go back.")
            return self.tr("To enroll, tick a file.")
        return self.consent.missing()

    def update_action(self):
        if self._busy:  # counted at the end: with each of many files it would take its time
            self.enroll_button.setEnabled(False)
            self.head.hint.setText(self._busy)
            return
        missing, ticked = self.missing(), self.table.files.ticked()
        n_speakers = len({row.speaker for row in ticked})
        self.enroll_button.setEnabled(not missing)
        words = self.tr("Enroll 1 speaker") if n_speakers == 1 else self.tr("Enroll {n} speakers")
        self.enroll_button.setText(words.format(n=n_speakers) if n_speakers else self.tr("Enroll"))
        self.head.hint.setText(missing)
        self.summary.setText(self._summary_words(ticked))

    def _summary_words(self, ticked):
        n_stored = self.table.files.n_stored()
        words = self.tr("{n} of {all} files ticked: {s:.0f} s of speech")
        if n_stored:
            words = self.tr("{stored} of {all} files enrolled, {n} more ticked: {s:.0f} s of speech")
        speech_s = sum(row.quality.speech_s for row in ticked)
        return words.format(n=len(ticked), all=len(self.table.files.rows), s=speech_s, stored=n_stored)

    def _look(self):
        self.look_requested.emit(self._folders, self.pattern_edit.text().strip() if self._has_pattern() else "")

    def _has_pattern(self):
        return self.way_box.currentIndex() == 1

    def _show_way(self):
        self.pattern_edit.setEnabled(self._has_pattern() and not self._busy)

    def _request(self):
        if not self.missing():
            rows, consent = self.table.files.ticked(), self.consent.consent()
            self.enroll_requested.emit(rows, consent, self.add_tick.isChecked())

    def _connect(self):
        self.enroll_button.clicked.connect(self._request)
        self.close_button.clicked.connect(self.closed)
        self.choose_button.clicked.connect(self.choose_requested)
        self.way_box.activated.connect(lambda _: self._show_way())
        self.way_box.activated.connect(lambda _: self._look())
        self.pattern_edit.returnPressed.connect(self._look)
        self.add_tick.toggled.connect(self.table.files.set_add)
        self.consent.changed.connect(self.update_action)
        self.table.files.ticks_changed.connect(self.update_action)

    def _lay_out(self):
        self.way_box.addItem(self.tr("One subfolder a speaker"))
        self.way_box.addItem(self.tr("Names in the file names"))
        self.way_box.setAccessibleName(self.tr("How to tell whose a file is"))
        self.way_box.setMinimumContentsLength(26)
        self.pattern_edit.setAccessibleName(self.tr("Pattern of the file names"))
        self.pattern_edit.setToolTip(
            self.tr("{speaker} stands where the name does, * for anything, ? for one character; Enter applies it")
        )
        self.pattern_edit.setMinimumWidth(theme.current().px(140))
        self.add_tick.setToolTip(self.tr("Without it, the files of speakers who are enrolled are left out"))
        self._show_way()
        where = row((self.folder_label, 1), self.choose_button, self.close_button)
        how = row(self.way_box, (self.pattern_edit, 1), spacing=2 * GAP)
        body = Card(where, how, self.add_tick, self.consent, (self.table, 1), self.summary, spacing=2 * GAP)
        column(self.head, (body, 1), spacing=3 * GAP, parent=self)
