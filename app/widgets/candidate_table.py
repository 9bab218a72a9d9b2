"""Ranked candidates with bars; somebody who is not enrolled has a place among them."""

import math

from PyQt5.QtCore import QModelIndex, QRectF, Qt
from PyQt5.QtGui import QPen
from PyQt5.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QStyledItemDelegate, QTableView, QWidget

from app import theme
from app.language import told
from app.theme import GAP
from app.widgets.basics import button, column, label, plain_tip, row
from app.widgets.row_table import HeadedModel
from app.widgets.words import figure

N_SHOWN = 10
_WIDTH_FOR_SCORES, _BAR_WIDTH = 344, 96  # px at normal text size
_NAME, _BAR, _SCORE, _LLR = range(4)
_BAR_ROLE = Qt.UserRole + 1


class CandidateModel(HeadedModel):
    """The candidates of an ``Identification`` and the stranger at their rank; the first ones, or all of them."""

    _right = (_SCORE, _LLR)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._answer = None
        self._n_shown = N_SHOWN
        self.head(
            (self.tr("Candidate"), self.tr("The enrolled speakers, the most similar voice first")),
            (
                "",
                self.tr(
                    "How far the score is above or below the threshold, the dotted line, where a stranger is as likely"
                ),
            ),
            (
                self.tr("Score"),
                self.tr("Mean cosine to the speaker's takes; with a cohort, how far it is above what is usual"),
            ),
            (
                self.tr("LLR"),
                self.tr("Natural logarithm of how much more likely the recording is if this speaker talks"),
            ),
        )

    def show_answer(self, answer, *, n_shown=N_SHOWN):
        self.beginResetModel()
        self._answer, self._n_shown = answer, n_shown
        self.limits = self._limits()
        self.endResetModel()

    def entry(self, line):
        """The candidate in that line; the stranger in theirs."""
        place = min(self._answer.stranger.n_above, self._n_candidates_shown())
        if line == place:
            return self._answer.stranger
        return self._answer.candidates[line - (line > place)]

    def rowCount(self, parent=QModelIndex()):  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() or self._answer is None else self._n_candidates_shown() + 1

    def data(self, index, role=Qt.DisplayRole):
        entry = self.entry(index.row())
        is_stranger = entry is self._answer.stranger
        if role == Qt.DisplayRole:
            return self._text(entry, index.column(), is_stranger)
        if role == Qt.TextAlignmentRole:
            return self.alignment(index.column())
        if role == Qt.FontRole and is_stranger and index.column() == _NAME:
            font = theme.current().font()
            font.setItalic(True)
            return font
        if role == Qt.ToolTipRole and is_stranger:
            return told(entry.reason)
        if role == Qt.ToolTipRole and index.column() == _NAME:
            return plain_tip(entry.speaker.name)
        return entry.score if role == _BAR_ROLE else None

    def _limits(self):
        """Lowest and highest score that a bar has to reach, and the threshold or None."""
        scores = [each.score for each in self._answer.candidates[: self._n_shown] if math.isfinite(each.score)]
        threshold = self._answer.stranger.score
        reached = (0.0 if threshold is None else threshold, *scores)
        return min(reached), max(reached), threshold

    def _n_candidates_shown(self):
        return min(self._n_shown, len(self._answer.candidates))

    def _text(self, entry, section, is_stranger):
        if section == _NAME:
            return self.tr("Unknown") if is_stranger else entry.speaker.name
        if section == _SCORE:
            return "–" if entry.score is None else figure(entry.score, 3)
        return figure(entry.llr, 1, sign=True) if section == _LLR else None


class CandidateTable(QWidget):
    """The best ones at once, all of them at the press of a button."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._answer = None
        self._shows_all = False
        self.model = CandidateModel(self)
        self.table = _new_table(self.model)
        self.table.setAccessibleName(self.tr("Candidates"))
        self.all_button = button(
            self.tr("All candidates"), role="flat", tip=self.tr("All candidates, or the best ones only (A)")
        )
        self.all_button.clicked.connect(self.toggle_all)
        self.all_button.hide()
        self.stranger = label("", "small", wrap=True)
        column((self.table, 1), row((self.stranger, 1), self.all_button), parent=self, spacing=4)

    def show_answer(self, answer):
        """An ``Identification``."""
        self._answer, self._shows_all = answer, False
        self._show()

    def toggle_all(self):
        if self._answer is not None and len(self._answer.candidates) > N_SHOWN:
            self._shows_all = not self._shows_all
            self._show()

    def resizeEvent(self, event):
        """Where there is little room, the bar alone tells the score."""
        super().resizeEvent(event)
        self.table.setColumnHidden(_SCORE, self.width() < theme.current().px(_WIDTH_FOR_SCORES))

    def _show(self):
        n_all = len(self._answer.candidates)
        self.model.show_answer(self._answer, n_shown=n_all if self._shows_all else N_SHOWN)
        words = self.tr("The best {n} only") if self._shows_all else self.tr("All {all:,} candidates")
        self.all_button.setText(words.format(n=N_SHOWN, all=n_all))
        self.all_button.setVisible(n_all > N_SHOWN)
        self.stranger.setText(self.tr("Unknown: {reason}").format(reason=told(self._answer.stranger.reason)))


class _BarDelegate(QStyledItemDelegate):
    """From the threshold, a dotted line through all rows, to the score; from 0 where there is no threshold."""

    def paint(self, painter, option, index):
        super().paint(painter, option, index)
        score = index.data(_BAR_ROLE)
        low, high, threshold = index.model().limits
        area = QRectF(option.rect).adjusted(4, 0, -4, 0)
        origin = 0.0 if threshold is None else threshold

        def x(value):
            return area.left() + (min(max(value, low), high) - low) / max(high - low, 1e-9) * area.width()

        painter.save()
        bar = QRectF(area.left(), area.top() + area.height() * 0.3, area.width(), area.height() * 0.4)
        painter.fillRect(bar, theme.current().colour("border"))
        if score is not None and math.isfinite(score):
            start, end = sorted((x(origin), x(score)))
            tone = theme.current().colour("accent" if score > origin else "muted")
            painter.fillRect(QRectF(start, bar.top(), end - start, bar.height()), tone)
        if threshold is not None:
            painter.setPen(QPen(theme.current().colour("text"), 2, Qt.DotLine))
            painter.drawLine(round(x(threshold)), option.rect.top(), round(x(threshold)), option.rect.bottom())
        painter.restore()


def _new_table(model):
    table = QTableView()
    table.setModel(model)
    table.setItemDelegateForColumn(_BAR, _BarDelegate(table))
    table.setSelectionBehavior(QAbstractItemView.SelectRows)
    table.setSelectionMode(QAbstractItemView.SingleSelection)
    table.setEditTriggers(QAbstractItemView.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Expanding)
    table.setMinimumHeight(theme.current().px(160))
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.current().px(28))
    table.verticalHeader().setMinimumSectionSize(theme.current().px(28))
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeToContents)
    header.setSectionResizeMode(_NAME, QHeaderView.Stretch)
    header.setSectionResizeMode(_BAR, QHeaderView.Fixed)
    header.resizeSection(_BAR, theme.current().px(_BAR_WIDTH))
    header.setHighlightSections(False)
    header.setMinimumSectionSize(theme.current().px(6 * GAP))
    return table
