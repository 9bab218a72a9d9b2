"""The speaker models on this computer in a table; one of them is chosen."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QIcon
from PyQt5.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from app import theme
from app.model_domain import ModelKind
from app.widgets import icons
from app.widgets.basics import column, plain_tip
from app.widgets.row_table import RowTableModel
from app.widgets.words import size_words

NAME, KIND, SIZE, STATE = range(4)
_WIDTHS = {KIND: 88, SIZE: 88, STATE: 96}  # px at normal text size
_NEEDED_WIDTH = {SIZE: 400, KIND: 320}  # below it, the names matter more


class ModelTableModel(RowTableModel):
    _right = (SIZE,)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.head(
            (self.tr("Model"), self.tr("Its id: a name, and the beginning of its network's sha256")),
            (self.tr("Origin"), self.tr("Shipped with the program, imported, or trained on this computer")),
            (self.tr("Size"), self.tr("Of all its files, in megabytes")),
            (self.tr("State"), self.tr("The one in use makes every template and answers every question")),
        )
        self._kinds = {
            ModelKind.SHIPPED: self.tr("shipped"),
            ModelKind.OWN: self.tr("own"),
            ModelKind.IMPORTED: self.tr("imported"),
        }

    def data(self, index, role=Qt.DisplayRole):
        model = self.rows[index.row()]
        if role == Qt.DisplayRole:
            return self._shown(model, index.column())
        if role == Qt.TextAlignmentRole:
            return self.alignment(index.column())
        if role == Qt.ToolTipRole and index.column() == NAME:
            return plain_tip(model.model_id)
        if role == Qt.DecorationRole and index.column() == STATE:
            return self._icon(model)
        return None

    def _shown(self, model, section):
        state = self.tr("in use") if model.is_in_use else ""
        state = self.tr("damaged") if model.problem else state
        size = size_words(model.n_bytes, self.tr)
        return (model.model_id, self._kinds[model.kind], size, state)[section]

    def _icon(self, model):
        if model.problem:
            return QIcon(icons.icon("warning", "unsure"))
        return QIcon(icons.icon("check", "accent")) if model.is_in_use else None


class ModelTable(QWidget):
    """``chosen(SpeakerModel or None)``; who was chosen stays chosen when the list is made anew, by folder."""

    chosen = pyqtSignal(object)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._wanted = None
        self._model = ModelTableModel(self)
        self.table = QTableView()
        self.table.setModel(self._model)
        self.table.setAccessibleName(self.tr("Speaker models"))
        _dress(self.table)
        self.table.selectionModel().selectionChanged.connect(self._tell)
        column((self.table, 1), parent=self)

    @property
    def models(self):
        return self._model.rows

    def model(self):
        rows = self.table.selectionModel().selectedRows()
        return self._model.rows[rows[0].row()] if rows else None

    def show_models(self, models):
        chosen = self.model()
        wanted = self._wanted or (chosen and chosen.model_id)
        self._model.show_rows(models)
        ids = [model.model_id for model in models]
        in_use = next((row for row, model in enumerate(models) if model.is_in_use), 0)
        if models:
            self.table.selectRow(ids.index(wanted) if wanted in ids else in_use)
        if wanted in ids:
            self._wanted = None

    def choose(self, model_id):
        """At once, or as soon as it is listed."""
        self._wanted = model_id
        self.show_models(self._model.rows)

    def resizeEvent(self, event):
        super().resizeEvent(event)
        for section, width in _NEEDED_WIDTH.items():
            self.table.setColumnHidden(section, self.width() < theme.current().px(width))

    def _tell(self):
        self.chosen.emit(self.model())


def _dress(table):
    table.setSelectionBehavior(QAbstractItemView.SelectRows)
    table.setSelectionMode(QAbstractItemView.SingleSelection)
    table.setEditTriggers(QAbstractItemView.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTextElideMode(Qt.ElideMiddle)
    table.setIconSize(icons.icon_size(16))
    table.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Ignored)
    table.setMinimumHeight(theme.current().px(144))
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.Fixed)
    table.verticalHeader().setDefaultSectionSize(theme.current().px(40))
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionResizeMode(QHeaderView.Fixed)
    header.setSectionResizeMode(NAME, QHeaderView.Stretch)
    for section, width in _WIDTHS.items():
        header.resizeSection(section, theme.current().px(width))
