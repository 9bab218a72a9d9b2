"""All speakers in a table that can be searched and sorted."""

from PyQt5.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel, Qt, pyqtSignal
from PyQt5.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from app import theme
from app.widgets.basics import column, label
from app.widgets.speaker_picker import SearchLine

_WIDTH_FOR_DATES = 440  # px at normal text size: below, names matter more
_SORT_ROLE = Qt.UserRole + 1


class SpeakerTableModel(QAbstractTableModel):
    def __init__(self, parent=None):
        super().__init__(parent)
        self._speakers = []
        self._headers = (self.tr("Name"), self.tr("Takes"), self.tr("Speech, s"), self.tr("Enrolled"))

    def show_speakers(self, speakers):
        self.beginResetModel()
        self._speakers = list(speakers)
        self.endResetModel()

    def rowCount(self, parent=QModelIndex()):  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self._speakers)

    def columnCount(self, parent=QModelIndex()):  # noqa: B008
        return 0 if parent.isValid() else len(self._headers)

    def headerData(self, section, orientation, role=Qt.DisplayRole):
        if role == Qt.DisplayRole and orientation == Qt.Horizontal:
            return self._headers[section]
        if role == Qt.TextAlignmentRole and orientation == Qt.Horizontal:
            return _alignment(section)
        return None

    def data(self, index, role=Qt.DisplayRole):
        speaker = self._speakers[index.row()]
        if role == Qt.UserRole:
            return speaker
        if role == Qt.TextAlignmentRole:
            return _alignment(index.column())
        if role == Qt.DisplayRole:
            shown = (speaker.name, str(speaker.n_takes), f"{speaker.speech_s:.1f}", speaker.created_at[:10])
            return shown[index.column()]
        if role == _SORT_ROLE:
            by = (speaker.name.casefold(), speaker.n_takes, speaker.speech_s, speaker.created_at)
            return by[index.column()]
        return None


class SpeakerTable(QWidget):
    """``chosen(object)`` with the speaker, or None."""

    chosen = pyqtSignal(object)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._model = SpeakerTableModel(self)
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(self._model)
        self._found.setFilterCaseSensitivity(Qt.CaseInsensitive)
        self._found.setSortRole(_SORT_ROLE)
        self.table = self._new_table()
        self.search = SearchLine(self.table, self.tr("Search by name"))
        self.nothing = label("", "muted", wrap=True)
        column(self.search, self.nothing, (self.table, 1), parent=self)
        self.search.textChanged.connect(self._filter)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit(self.speaker()))
        self.nothing.hide()

    def speaker(self):
        rows = self.table.selectionModel().selectedRows()
        return rows[0].data(Qt.UserRole) if rows else None

    def show_speakers(self, speakers):
        """Keep the chosen one, by id, where it is still there; else choose the first."""
        before = self.speaker()
        self._model.show_speakers(speakers)
        self._filter(self.search.text())
        self.choose(before.id if before else None)
        if self.speaker() is None:
            self.chosen.emit(None)

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self.table.setColumnHidden(3, self.width() < theme.current().px(_WIDTH_FOR_DATES))

    def choose(self, speaker_id):
        ids = [self._found.index(line, 0).data(Qt.UserRole).id for line in range(self._found.rowCount())]
        if ids:
            self.table.selectRow(ids.index(speaker_id) if speaker_id in ids else 0)

    def _filter(self, text):
        self._found.setFilterFixedString(text.strip())
        self.nothing.setText(self.tr("No speaker's name has “{text}” in it.").format(text=text.strip()))
        self.nothing.setVisible(not self._found.rowCount() and bool(self._model.rowCount()))

    def _new_table(self):
        table = QTableView()
        table.setModel(self._found)
        table.setSelectionBehavior(QAbstractItemView.SelectRows)
        table.setSelectionMode(QAbstractItemView.SingleSelection)
        table.setEditTriggers(QAbstractItemView.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setSortingEnabled(True)
        table.sortByColumn(0, Qt.AscendingOrder)
        table.setWordWrap(False)
        table.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Ignored)
        table.setMinimumHeight(theme.current().px(96))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.current().px(40))
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.Stretch)
        header.setHighlightSections(False)
        table.setAccessibleName(self.tr("Enrolled speakers"))
        return table


def _alignment(section):
    return int(Qt.AlignVCenter | (Qt.AlignRight if section in (1, 2) else Qt.AlignLeft))
