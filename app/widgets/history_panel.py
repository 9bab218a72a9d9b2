"""What was asked before: a table, and below it the chosen answer as it was stored."""

from datetime import datetime

from PyQt5.QtCore import QAbstractTableModel, QModelIndex, Qt, pyqtSignal
from PyQt5.QtWidgets import QAbstractItemView, QCheckBox, QFileDialog, QHeaderView, QSizePolicy, QTableView, QWidget

from app import theme
from app.domain import Verdict
from app.theme import GAP
from app.widgets import icons
from app.widgets.basics import Card, button, column, label, row
from app.widgets.verdict_card import TONES, VerdictCard

_TIME, _SPEAKER, _SOURCE, _VERDICT, _LLR, _POINT, _MODEL = range(7)
_NEEDED_WIDTH = {_TIME: 480, _POINT: 640, _MODEL: 640}  # px at normal text size: below, who and what matter more


class TrialTableModel(QAbstractTableModel):
    def __init__(self, parent=None):
        super().__init__(parent)
        self.rows = []  # (Trial, Decision)
        self._headers = (
            self.tr("Time"), self.tr("Speaker"), self.tr("Recording"), self.tr("Verdict"), self.tr("LLR"),
            self.tr("Point"), self.tr("Model"),
        )  # fmt: skip
        self._tips = {
            _LLR: self.tr("Log-likelihood ratio, natural logarithm"),
            _POINT: self.tr("Operating point: the log-likelihood ratio at which “supports” began"),
        }
        self._verdicts = {
            Verdict.SUPPORTS: self.tr("supports"),
            Verdict.DOES_NOT_SUPPORT: self.tr("does not support"),
            Verdict.CANNOT_TELL: self.tr("cannot tell"),
        }

    def show_rows(self, rows):
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent=QModelIndex()):  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent=QModelIndex()):  # noqa: B008
        return 0 if parent.isValid() else len(self._headers)

    def headerData(self, section, orientation, role=Qt.DisplayRole):
        if orientation == Qt.Horizontal and role == Qt.DisplayRole:
            return self._headers[section]
        if orientation == Qt.Horizontal and role == Qt.ToolTipRole:
            return self._tips.get(section)
        return int(Qt.AlignVCenter | Qt.AlignLeft) if role == Qt.TextAlignmentRole else None

    def data(self, index, role=Qt.DisplayRole):
        trial, _ = self.rows[index.row()]
        if role == Qt.DisplayRole:
            return self._cells(trial)[index.column()]
        if role == Qt.DecorationRole and index.column() == _VERDICT:
            return icons.icon(TONES[trial.verdict], TONES[trial.verdict])
        if role == Qt.ToolTipRole and index.column() in (_SPEAKER, _SOURCE, _MODEL):
            return self._cells(trial)[index.column()]
        return None

    def _cells(self, trial):
        point = trial.operating_point
        return (
            time_words(trial.created_at), trial.speaker_name, trial.source, self._verdicts[trial.verdict],
            _signed(trial.llr), self.tr("not kept") if point is None else _signed(point.llr), trial.model_id,
        )  # fmt: skip


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
        self.table = self._new_table()
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

    def _new_table(self):
        table = QTableView()
        table.setModel(self._model)
        table.setSelectionBehavior(QAbstractItemView.SelectRows)
        table.setSelectionMode(QAbstractItemView.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Ignored)
        table.setMinimumHeight(theme.current().px(96))
        table.setIconSize(icons.icon_size(16))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.current().px(36))
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeToContents)
        for section in (_SPEAKER, _SOURCE, _MODEL):
            header.setSectionResizeMode(section, QHeaderView.Stretch)
        header.setHighlightSections(False)
        table.setAccessibleName(self.tr("Latest answers"))
        return table


def time_words(created_at):
    """An ISO 8601 time in UTC as this computer's clock shows it."""
    return f"{datetime.fromisoformat(created_at).astimezone():%Y-%m-%d %H:%M}"


def _signed(llr):
    return "0" if llr == 0 else f"{llr:+z.1f}".replace("-", "−")
