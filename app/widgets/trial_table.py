"""What was asked about a speaker, when, and what came out."""

from PyQt5.QtCore import QAbstractTableModel, QModelIndex, Qt
from PyQt5.QtWidgets import QAbstractItemView, QHeaderView, QStackedWidget, QTableView

from app import theme
from app.domain import Verdict
from app.widgets import icons
from app.widgets.basics import label
from app.widgets.words import local_time_words

WHEN, RECORDING, LLR, VERDICT = range(4)
_WIDTH_FOR_TIMES = 480  # px at normal text size: below, the recording's name matters more
_TONES = {Verdict.SUPPORTS: "supports", Verdict.DOES_NOT_SUPPORT: "rejects", Verdict.CANNOT_TELL: "unsure"}


class TrialTableModel(QAbstractTableModel):
    def __init__(self, parent=None):
        super().__init__(parent)
        self._trials = []
        self._has_times = True
        self._icons = {verdict: icons.icon(tone, tone) for verdict, tone in _TONES.items()}
        self._headers = (
            (self.tr("When"), self.tr("Date and time on this computer")),
            (self.tr("Source"), self.tr("The recording that was compared with the speaker")),
            (
                self.tr("LLR"),
                self.tr("Natural log-likelihood ratio: above 0 it speaks for this speaker, below against"),
            ),
            (self.tr("Verdict"), self.tr("The answer that was given then, with the takes of then")),
        )

    def show_trials(self, trials):
        self.beginResetModel()
        self._trials = list(trials)
        self.endResetModel()

    def show_times(self, has_times):
        """Beside the days; the tooltip has them in any case."""
        self._has_times = has_times

    def rowCount(self, parent=QModelIndex()):  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self._trials)

    def columnCount(self, parent=QModelIndex()):  # noqa: B008
        return 0 if parent.isValid() else len(self._headers)

    def headerData(self, section, orientation, role=Qt.DisplayRole):
        if orientation != Qt.Horizontal:
            return None
        if role == Qt.TextAlignmentRole:
            return _alignment(section)
        return {Qt.DisplayRole: self._headers[section][0], Qt.ToolTipRole: self._headers[section][1]}.get(role)

    def data(self, index, role=Qt.DisplayRole):
        trial, section = self._trials[index.row()], index.column()
        if role == Qt.DisplayRole:
            return self._shown(trial)[section]
        if role == Qt.TextAlignmentRole:
            return _alignment(section)
        if role == Qt.ToolTipRole:
            return self._explained(trial)
        if section == VERDICT and role == Qt.DecorationRole:
            return self._icons[trial.verdict]
        if section == VERDICT and role == Qt.ForegroundRole:
            return theme.current().colour(_TONES[trial.verdict])
        return None

    def _shown(self, trial):
        words = {
            Verdict.SUPPORTS: self.tr("Supports"),
            Verdict.DOES_NOT_SUPPORT: self.tr("Does not support"),
            Verdict.CANNOT_TELL: self.tr("Cannot tell"),
        }
        llr = f"{trial.llr:+z.1f}".replace("-", "−")
        when = local_time_words(trial.created_at)
        return when if self._has_times else when[:10], trial.source, llr, words[trial.verdict]

    def _explained(self, trial):
        asked = {
            "verify": self.tr("Asked: is “{source}” this speaker?"),
            "identify": self.tr("Asked: who is “{source}”? This speaker came out as the best."),
        }
        words = asked[trial.kind].format(source=trial.source)
        return (
            f"{words}\n{self.tr('Score {score:.2f}, model {model}').format(score=trial.score, model=trial.model_id)}"
        )


class TrialTable(QStackedWidget):
    """The trials, newest first, or a sentence where there are none."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._model = TrialTableModel(self)
        self.table = QTableView()
        self.table.setModel(self._model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setIconSize(icons.icon_size(16))
        self.table.setAccessibleName(self.tr("What was asked about this speaker"))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(theme.current().px(36))
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.Fixed)
        self.table.horizontalHeader().setSectionResizeMode(RECORDING, QHeaderView.Stretch)
        words = self.tr("Nothing was asked about this speaker yet. Compare a recording on the Verify page.")
        self.empty = label(words, "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignTop)
        self.addWidget(self.empty)
        self.addWidget(self.table)

    def show_trials(self, trials):
        self._model.show_trials(trials)
        self.setCurrentIndex(1 if trials else 0)

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._fit()

    def _fit(self):
        """The recording's name gets what the others leave."""
        room, width = theme.current().px(24), self.fontMetrics().horizontalAdvance
        has_times = self.width() >= theme.current().px(_WIDTH_FOR_TIMES)
        self._model.show_times(has_times)
        header = self.table.horizontalHeader()
        header.resizeSection(WHEN, width("2026-12-28 08:08" if has_times else "2026-12-28") + room)
        header.resizeSection(LLR, width("−108.8") + room)
        header.resizeSection(VERDICT, width(self.tr("Does not support")) + 2 * room)  # with its icon


def _alignment(section):
    return int(Qt.AlignVCenter | (Qt.AlignRight if section == LLR else Qt.AlignLeft))
