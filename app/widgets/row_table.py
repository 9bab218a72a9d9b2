"""A table whose rows are chosen whole: what is the same in each, and its look."""

from PyQt5.QtCore import QAbstractTableModel, QModelIndex, Qt
from PyQt5.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView

from app import theme
from app.widgets import icons


class HeadedModel(QAbstractTableModel):
    """Has a column under each of the ``_headers``, with ``_tips`` by column; numbers, ``_right``, end at the right."""

    _headers, _tips, _right = (), {}, ()

    def head(self, *columns):
        """Give the text and the tip of each column."""
        self._headers, tips = zip(*columns, strict=True)
        self._tips = dict(enumerate(tips))

    def columnCount(self, parent=QModelIndex()):  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self._headers)

    def headerData(self, section, orientation, role=Qt.DisplayRole):
        if orientation == Qt.Horizontal and role == Qt.DisplayRole:
            return self._headers[section]
        if orientation == Qt.Horizontal and role == Qt.ToolTipRole:
            return self._tips.get(section)
        return self.alignment(section) if role == Qt.TextAlignmentRole else None

    def alignment(self, section):
        """Of a column, and of its header."""
        return int(Qt.AlignVCenter | (Qt.AlignRight if section in self._right else Qt.AlignLeft))


class RowTableModel(HeadedModel):
    """Shows ``rows``; whoever inherits gives ``data``."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.rows = []

    def show_rows(self, rows):
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent=QModelIndex()):  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self.rows)


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
