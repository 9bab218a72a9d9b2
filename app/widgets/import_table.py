"""The files of a folder in a table: whose each is, how good, what is wrong with it, and what became of it."""

from PyQt5.QtCore import QSize, Qt, pyqtSignal
from PyQt5.QtWidgets import QAbstractItemView, QStyledItemDelegate, QTableView

from app import theme
from app.language import told
from app.widgets.row_table import RowTableModel
from app.widgets.stars import stars_pixmap

_FILE, _SPEAKER, _DURATION, _SPEECH, _STARS, _PROBLEM = range(6)
_WIDTHS = {_DURATION: 104, _SPEECH: 96, _STARS: 112}  # px at normal text size; the other columns share what is left


class ImportTableModel(RowTableModel):
    """``ticks_changed`` when another set of files would be enrolled."""

    _right = (_DURATION, _SPEECH)

    ticks_changed = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self._ticked = {}  # path -> what the user said; where they said nothing, what is advised
        self._results = {}  # path -> (words, colour)
        self._add = False
        self._headers = (
            self.tr("File"), self.tr("Speaker"), self.tr("Duration, s"), self.tr("Speech, s"), self.tr("Stars"),
            self.tr("Problem or result"),
        )  # fmt: skip

    def show_rows(self, rows):
        self.beginResetModel()
        self.rows, self._ticked, self._results = list(rows), {}, {}
        self.endResetModel()
        self.ticks_changed.emit()

    def change_rows(self, changed):
        """``changed``: rows by their index."""
        for line, row in changed.items():
            self.rows[line] = row
            self._tell(line, line)
        self.ticks_changed.emit()

    def set_add(self, add):
        """Whether speakers who are enrolled get more takes."""
        self._add = add
        self._tell(0, len(self.rows) - 1)
        self.ticks_changed.emit()

    def show_results(self, paths, words, tone):
        """What became of the files ``paths``; they cannot be ticked any more where the ``tone`` is good."""
        for line, row in enumerate(self.rows):
            if row.path in paths:
                self._results[row.path] = (words, tone)
                self._tell(line, line)
        self.ticks_changed.emit()

    def ticked(self):
        return [row for row in self.rows if self.is_ticked(row)]

    def n_stored(self):
        """How many are enrolled by now; they look ticked, and are not."""
        return sum(map(self._is_stored, self.rows))

    def is_ticked(self, row):
        return self._can_tick(row) and self._ticked.get(row.path, row.is_advised(self._add))

    def toggle(self, lines):
        """Untick these; where none is ticked, tick them."""
        rows = [self.rows[line] for line in lines if self._can_tick(self.rows[line])]
        wanted = not any(self.is_ticked(row) for row in rows)
        self._ticked.update((row.path, wanted) for row in rows)
        self._tell(min(lines, default=0), max(lines, default=0))
        self.ticks_changed.emit()

    def flags(self, index):
        flags = Qt.ItemIsEnabled | Qt.ItemIsSelectable
        can_tick = index.column() == _FILE and self._can_tick(self.rows[index.row()])
        return flags | Qt.ItemIsUserCheckable if can_tick else flags

    def setData(self, index, value, role=Qt.EditRole):
        if role != Qt.CheckStateRole:
            return False
        self.toggle([index.row()])
        return True

    def data(self, index, role=Qt.DisplayRole):
        row, column = self.rows[index.row()], index.column()
        if role == Qt.TextAlignmentRole:
            return self.alignment(column)
        if role in (Qt.DisplayRole, Qt.ToolTipRole):
            return self._text(row, column, is_tip=role == Qt.ToolTipRole)
        if role == Qt.CheckStateRole and column == _FILE:
            return Qt.Checked if self.is_ticked(row) or self._is_stored(row) else Qt.Unchecked
        if role == Qt.DecorationRole and column == _STARS and row.rating:
            return stars_pixmap(row.rating.stars, scale=3.0)
        if role == Qt.ForegroundRole:
            return self._colour(row, column)
        return None

    def _text(self, row, column, *, is_tip):
        if column == _STARS:
            words = self.tr("{n} of 5 stars. {reason}")
            return words.format(n=row.rating.stars, reason=told(row.rating.reason)) if row.rating and is_tip else ""
        quality = row.quality
        shown = {
            _FILE: row.name,
            _SPEAKER: row.speaker,
            _DURATION: f"{quality.duration_s:.1f}" if quality else "",
            _SPEECH: f"{quality.speech_s:.1f}" if quality else "",
            _PROBLEM: self._said(row),
        }
        return shown[column]

    def _said(self, row):
        if row.path in self._results:
            return self._results[row.path][0]
        if row.problem:
            return told(row.problem)
        if row.is_known and not self._add:
            return self.tr("{name} is enrolled already.").format(name=row.speaker)
        return told(row.warning or (row.rating.reason if row.rating and row.rating.stars < 5 else ""))

    def _colour(self, row, column):
        if column == _PROBLEM and row.path in self._results:
            return theme.current().colour(self._results[row.path][1])
        if column == _PROBLEM and row.problem:
            return theme.current().colour("unsure" if row.can_enroll else "rejects")
        return theme.current().colour("text" if column in (_FILE, _SPEAKER) and self._can_tick(row) else "muted")

    def _can_tick(self, row):
        """Not what is unusable, still to be examined, stored by now, or somebody's who may not be added to."""
        may_add = self._add or not row.is_known
        return row.can_enroll and row.quality is not None and may_add and not self._is_stored(row)

    def _is_stored(self, row):
        return row.path in self._results and self._results[row.path][1] == "supports"

    def _tell(self, first, last):
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._headers) - 1))


class ImportTable(QTableView):
    """Space ticks or unticks what is selected."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.files = ImportTableModel(self)
        self.setModel(self.files)
        self.setSelectionBehavior(QAbstractItemView.SelectRows)
        self.setEditTriggers(QAbstractItemView.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.ElideMiddle)
        self.setIconSize(QSize(theme.current().px(88), theme.current().px(16)))
        self.setAccessibleName(self.tr("Files to enroll from"))
        self.setToolTip(self.tr("Space ticks or unticks the selected files"))
        self.setMinimumHeight(theme.current().px(120))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.current().px(32))
        self.setItemDelegateForColumn(_PROBLEM, _FromTheLeft(self))
        self._set_up_header()

    def keyPressEvent(self, event):
        if event.key() == Qt.Key_Space:
            self.files.toggle(sorted(index.row() for index in self.selectionModel().selectedRows()))
        elif event.text().isalpha():
            event.ignore()  # the page's keys, not a search for what begins with them
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event):
        super().resizeEvent(event)
        px, header = theme.current().px, self.horizontalHeader()
        room = self.viewport().width() - sum(px(width) for width in _WIDTHS.values())
        for column, part in ((_FILE, 0.34), (_SPEAKER, 0.2)):
            header.resizeSection(column, max(px(96), round(part * room)))

    def _set_up_header(self):
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, theme.current().px(width))


class _FromTheLeft(QStyledItemDelegate):
    """Sentences lose their end where there is no room, not their middle."""

    def initStyleOption(self, option, index):
        super().initStyleOption(option, index)
        option.textElideMode = Qt.ElideRight
