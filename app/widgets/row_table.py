"""A table whose rows are chosen whole: what is the same in each, and its look."""

from PyQt5.QtCore import QAbstractTableModel, QModelIndex, Qt
from PyQt5.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView

from app import theme
from app.widgets import icons


class RowTableModel(QAbstractTableModel):
    """Shows ``rows`` under the ``_headers``; whoever inherits gives these, ``_tips`` by column, and ``data``."""

    _headers, _tips = (), {}

    def __init__(self, parent=None):
        super().__init__(parent)
        self.rows = []

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


class RowTable(QTableView):
    """Shows a model, under ``name`` for screen readers; the ``stretched`` columns share the room that is left."""

    def __init__(self, model, name, stretched, parent=None):
        super().__init__(parent)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectRows)
        self.setSelectionMode(QAbstractItemView.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Ignored)
        self.setMinimumHeight(theme.current().px(96))
        self.setIconSize(icons.icon_size(16))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.current().px(36))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeToContents)
        header.setResizeContentsPrecision(0)  # what is seen decides, not a thousand rows
        for section in stretched:
            header.setSectionResizeMode(section, QHeaderView.Stretch)
        header.setHighlightSections(False)
        self.setAccessibleName(name)
