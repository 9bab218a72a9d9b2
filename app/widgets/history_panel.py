"""What was asked before: a table, and below it the chosen answer as it was stored."""

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QCheckBox, QFileDialog, QWidget

from app import theme
from app.theme import GAP
from app.widgets.basics import Card, button, column, label, row
from app.widgets.trial_table import MODEL, POINT, TIME, TrialTable, TrialTableModel, time_words
from app.widgets.verdict_card import VerdictCard

_NEEDED_WIDTH = {TIME: 480, POINT: 640, MODEL: 640}  # px at normal text size: below, who and what matter more


class HistoryPanel(QWidget):
    """Signals: ``load_requested``, ``export_requested(str path)``; ``speaker_only`` says of whom."""

    load_requested = pyqtSignal()
    export_requested = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._band = 0.0
        self._model = TrialTableModel(self)
        self.speaker_only = QCheckBox(self.tr("This speaker only"))
        self.export_button = button(
            self.tr("Export…"), "export", tip=self.tr("Save all of them as a CSV table (E or Ctrl+E)")
        )
        self.nothing = label(self.tr("Nothing was asked yet."), "muted", wrap=True)
        self.table = TrialTable(self._model, self.tr("Latest answers"))
        self.asked = label("", "small", wrap=True)
        self.answer = VerdictCard()
        head = row(self.speaker_only, 1, self.export_button, spacing=2 * GAP)
        listed = Card(head, self.nothing)
        listed.body.addWidget(self.table, 1)
        listed.body.addStretch(0)
        column((listed, 1), self.asked, self.answer, spacing=GAP, parent=self)
        self.speaker_only.toggled.connect(self.load_requested)
        self.export_button.clicked.connect(self.choose_file)
        self.table.selectionModel().selectionChanged.connect(self._open)
        self.show_rows([], band=0.0)

    def show_rows(self, rows, *, band):
        """(Trial, Decision) pairs, newest first; ``band`` as in ``LlrScale.show_llr``."""
        self._band = band
        chosen = self.trial()
        self._model.show_rows(rows)
        self.nothing.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self.export_button.setEnabled(bool(rows))
        ids = [trial.id for trial, _ in rows]
        if chosen is not None and chosen.id in ids:
            self.table.selectRow(ids.index(chosen.id))
        self._open()

    def show_speaker(self, speaker):
        """Who is chosen beside the history; None for nobody."""
        self.speaker_only.setEnabled(speaker is not None or self.speaker_only.isChecked())
        if self.speaker_only.isChecked():
            self.load_requested.emit()

    def trial(self):
        rows = self.table.selectionModel().selectedRows()
        return self._model.rows[rows[0].row()][0] if rows else None

    def arrange(self, is_narrow):
        self.answer.arrange(is_narrow)

    def resizeEvent(self, event):
        super().resizeEvent(event)
        for section, width in _NEEDED_WIDTH.items():
            self.table.setColumnHidden(section, self.width() < theme.current().px(width))

    def choose_file(self):
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export the history"), "trials.csv", self.tr("Tables (*.csv)")
        )
        if path:
            self.export_requested.emit(path)

    def _open(self):
        trial = self.trial()
        self.asked.setVisible(trial is not None)
        self.answer.setVisible(trial is not None and trial.operating_point is not None)
        if trial is None:
            return
        words = self.tr("Answered on {time}: {source}, {speaker}.")
        if trial.operating_point is None:
            words += " " + self.tr("An earlier version of the program kept no more than its line above.")
        when = time_words(trial.created_at)
        self.asked.setText(words.format(time=when, source=trial.source, speaker=trial.speaker_name))
        if trial.operating_point is not None:
            decision = self._model.rows[self.table.selectionModel().selectedRows()[0].row()][1]
            self.answer.show_answer(
                trial.speaker_name, decision, take_scores=trial.take_scores, speech_s=trial.speech_s,
                snr_db=trial.snr_db, model_id=trial.model_id, band=self._band,
            )  # fmt: skip
