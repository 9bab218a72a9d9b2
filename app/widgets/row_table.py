"""The look of a table whose rows are chosen whole."""

from PyQt5.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView

from app import theme
from app.widgets import icons


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
