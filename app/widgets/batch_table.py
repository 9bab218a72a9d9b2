"""Many recordings in a table, a row each, filled as the answers come."""

from PyQt5.QtCore import QModelIndex, Qt, pyqtSignal
from PyQt5.QtGui import QIcon
from PyQt5.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QStyledItemDelegate, QTableView, QWidget

from app import theme
from app.domain import Verdict
from app.language import told
from app.widgets import icons
from app.widgets.answer_card import TONES
from app.widgets.basics import column, label, plain_tip
from app.widgets.row_table import HeadedModel
from app.widgets.words import figure

_FILE, _BEST, _LLR, _MARGIN, _VERDICT, _REASON = range(6)


class BatchModel(HeadedModel):
    """Files to identify, and of each the row that came of it, or None while it waits."""

    _right = (_LLR, _MARGIN)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._names, self.rows = [], []
        self._icons = {}
        self.head(
            (self.tr("Recording"), self.tr("The file, as it is called below the chosen folder")),
            (self.tr("Best candidate"), self.tr("The enrolled speaker whose voice is most similar")),
            (
                self.tr("LLR"),
                self.tr("Natural logarithm of how much more likely the recording is if the best candidate talks"),
            ),
            (self.tr("Margin"), self.tr("By how much the best candidate's score is above the runner-up's")),
            (self.tr("Verdict"), self.tr("What follows for the best candidate at the operating point")),
            (self.tr("Reason"), self.tr("Why, or what is wrong with the file")),
        )

    def show_files(self, names, rows):
        """``rows`` are finished ones; the ``names`` after them wait."""
        self.beginResetModel()
        self.rows = [*rows, *[None] * len(names)]
        self._names = [*(row.file.name for row in rows), *names]
        self.endResetModel()

    def show_row(self, line, row):
        self.rows[line] = row
        self.dataChanged.emit(self.index(line, 0), self.index(line, len(self._headers) - 1))

    def rowCount(self, parent=QModelIndex()):  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self._names)

    def data(self, index, role=Qt.DisplayRole):
        row, section = self.rows[index.row()], index.column()
        if role == Qt.DisplayRole:
            return self._names[index.row()] if section == _FILE else self._text(row, section)
        if role == Qt.ToolTipRole and section in (_FILE, _BEST, _REASON):
            return plain_tip(self.data(index))
        if role == Qt.TextAlignmentRole:
            return self.alignment(section)
        if role == Qt.DecorationRole and section == _VERDICT and row is not None:
            return self._icon("warning", "unsure") if row.decision is None else self._icon(*_tone(row))
        if role == Qt.ForegroundRole and row is None:
            return theme.current().colour("muted")
        return None

    def _text(self, row, section):
        if row is None:
            return self.tr("waiting") if section == _VERDICT else ""
        if row.decision is None:
            return {_VERDICT: self.tr("not usable"), _REASON: told(row.problem)}.get(section, "")
        margin = self.tr("–") if row.margin is None else figure(row.margin, 3)
        texts = {_BEST: row.best.speaker.name, _LLR: figure(row.decision.llr, 1, sign=True), _MARGIN: margin}
        return {**texts, _VERDICT: self._verdict(row), _REASON: told(row.decision.reason)}[section]

    def _verdict(self, row):
        return {
            Verdict.SUPPORTS: self.tr("supports"),
            Verdict.DOES_NOT_SUPPORT: self.tr("unknown"),
            Verdict.CANNOT_TELL: self.tr("cannot tell"),
        }[row.decision.verdict]

    def _icon(self, name, tone):
        if name not in self._icons:
            self._icons[name] = QIcon(icons.icon(name, tone))
        return self._icons[name]


class BatchTable(QWidget):
    """``open_requested(row)`` for a finished one that is double-clicked, or chosen with Enter."""

    open_requested = pyqtSignal(object)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.model = BatchModel(self)
        self.table = _Table()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Recordings"))
        _dress(self.table)
        self.detail = label("", "muted", wrap=True)
        self.detail.hide()
        self.table.activated.connect(self._open)
        self.table.selectionModel().currentChanged.connect(self._show_detail)
        self.model.modelReset.connect(self.detail.hide)
        self.model.dataChanged.connect(lambda *_: self._show_detail(self.table.currentIndex()))
        column((self.table, 1), self.detail, parent=self)

    def show_files(self, names, rows=()):
        self.model.show_files(names, rows)

    def show_row(self, line, row):
        self.model.show_row(line, row)

    def _show_detail(self, index, before=None):
        """What does not fit into the row: the whole name and the whole reason."""
        row = self.model.rows[index.row()] if index.isValid() else None
        self.detail.setVisible(row is not None)
        if row is not None:
            words = self.tr("{name}: {reason}")
            self.detail.setText(words.format(name=row.file.name, reason=told(row.reason)))

    def _open(self, index):
        row = self.model.rows[index.row()]
        if row is not None and row.decision is not None:
            self.open_requested.emit(row)


class _Table(QTableView):
    def keyPressEvent(self, event):
        """Enter opens a row on every system; the page has no use for it here."""
        if event.key() in (Qt.Key_Return, Qt.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class _PathDelegate(QStyledItemDelegate):
    """A long path is shortened in the middle: its end says most."""

    def initStyleOption(self, option, index):
        super().initStyleOption(option, index)
        option.textElideMode = Qt.ElideMiddle


def _dress(table):
    table.setSelectionBehavior(QAbstractItemView.SelectRows)
    table.setSelectionMode(QAbstractItemView.SingleSelection)
    table.setEditTriggers(QAbstractItemView.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setItemDelegateForColumn(_FILE, _PathDelegate(table))
    table.setIconSize(icons.icon_size(16))
    table.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Ignored)
    table.setMinimumHeight(theme.current().px(160))
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.current().px(32))
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setStretchLastSection(True)
    for section, width in ((_FILE, 224), (_BEST, 144), (_LLR, 80), (_MARGIN, 72), (_VERDICT, 120)):
        header.setSectionResizeMode(section, QHeaderView.Interactive)
        table.setColumnWidth(section, theme.current().px(width))


def _tone(row):
    tone = TONES[row.decision.verdict]
    return tone, tone
