"""All speakers in a table that can be searched and sorted, however many they are."""

from functools import partial

from PyQt5.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, pyqtSignal
from PyQt5.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from app import theme
from app.language import day_words
from app.searching import search_key
from app.widgets.basics import column, label
from app.widgets.found_speakers import FoundSpeakers, by_name
from app.widgets.row_table import HeadedModel
from app.widgets.speaker_picker import SearchLine

NAME, TAKES, SPEECH, ENROLLED, USED = range(5)
_WIDTH_FOR_ENROLLED, _WIDTH_FOR_USED = 480, 380  # px at normal text size: below, names matter more
_WIDEST = {TAKES: "1,000", SPEECH: "10,000.0 s", ENROLLED: "2026-12-28", USED: "2026-12-28"}
_SORT_KEYS = (
    by_name,
    lambda speaker: speaker.n_takes,
    lambda speaker: speaker.speech_s,
    lambda speaker: speaker.created_at,
    lambda speaker: speaker.last_used_at or "",
)


class SpeakerTableModel(HeadedModel):
    """``found`` are the speakers it shows, in its order."""

    _right = (TAKES, SPEECH)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.found = FoundSpeakers(search_key)
        self.head(
            (self.tr("Name"), self.tr("Name; tags and notes are searched, too")),
            (self.tr("Takes"), self.tr("Recordings that the speaker is known by")),
            (self.tr("Speech"), self.tr("Speech in all takes together, without pauses, in seconds")),
            (self.tr("Enrolled"), self.tr("The day of the first take (UTC)")),
            (self.tr("Last used"), self.tr("The day a recording was last compared with the speaker (UTC)")),
        )

    def show_speakers(self, speakers):
        self.beginResetModel()
        self.found.show_speakers(speakers)
        self.endResetModel()

    def search(self, text):
        self.beginResetModel()
        self.found.search(text)
        self.endResetModel()

    def sort(self, section, order=Qt.AscendingOrder):
        self.beginResetModel()
        self.found.sort(_SORT_KEYS[section], order == Qt.DescendingOrder)
        self.endResetModel()

    def rowCount(self, parent=QModelIndex()):  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self.found)

    def data(self, index, role=Qt.DisplayRole):
        speaker = self.found[index.row()]
        if role == Qt.UserRole:
            return speaker
        if role == Qt.TextAlignmentRole:
            return self.alignment(index.column())
        if role == Qt.ToolTipRole and index.column() == NAME:
            return "\n".join(filter(None, (speaker.name, " ".join(f"#{tag}" for tag in speaker.tags))))
        if role == Qt.DisplayRole:
            return self._shown(speaker, index.column())
        return None

    def _shown(self, speaker, section):
        used = self.tr("never") if speaker.last_used_at is None else day_words(speaker.last_used_at)
        shown = (
            speaker.name,
            f"{speaker.n_takes:,}",
            f"{speaker.speech_s:,.1f} s",
            day_words(speaker.created_at),
            used,
        )
        return shown[section]


class SpeakerTable(QWidget):
    """``chosen(list)`` with the speakers that are selected; who is wanted is selected as soon as they are there."""

    chosen = pyqtSignal(list)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._wanted_ids = []
        self._is_renewing = False
        self._model = SpeakerTableModel(self)
        self.table = self._new_table()
        self.search = SearchLine(self.table, self.tr("Search names, tags and notes"))
        self.nothing = label("", "muted", wrap=True)
        self.hint = label(self.tr("To merge speakers, choose several: hold Ctrl or Shift."), "small", wrap=True)
        column(self.search, self.nothing, (self.table, 1), self.hint, parent=self)
        self.search.textChanged.connect(self._search)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._sort)
        self.nothing.hide()

    def speakers(self):
        return [self._model.found[index.row()] for index in self.table.selectionModel().selectedRows()]

    def show_speakers(self, speakers):
        """Keep the chosen ones, by id, where they are still there; else choose who is in their place."""
        self._renew(partial(self._model.show_speakers, speakers))
        self.hint.setVisible(len(speakers) > 1)

    def choose(self, speaker_id):
        """At once, or as soon as they are listed."""
        self._wanted_ids = [speaker_id]
        if self._wanted_rows():
            self._renew()

    def resizeEvent(self, event):
        super().resizeEvent(event)
        for section, width in ((ENROLLED, _WIDTH_FOR_ENROLLED), (USED, _WIDTH_FOR_USED)):
            self.table.setColumnHidden(section, self.width() < theme.current().px(width))

    def _renew(self, change=lambda: None):
        """Select who is wanted after a ``change`` of the rows, and tell it once; Qt forgets who was selected."""
        before, row = self.speakers(), max(0, self.table.currentIndex().row())
        self._is_renewing = True
        change()
        if not self._wanted_rows():
            self._want_another(row)
        self._select(self._wanted_rows())
        self._tell_nothing()
        self._is_renewing = False
        if self.speakers() != before:
            self.chosen.emit(self.speakers())

    def _want_another(self, row):
        """In a search only who is found alone: while typing, nobody is meant yet."""
        n_found = len(self._model.found)
        if n_found == 1 or (n_found and not self.search.text().strip()):
            self._wanted_ids = [self._model.found[min(row, n_found - 1)].id]

    def _select(self, rows):
        chosen = QItemSelection()
        for row in rows:
            index = self._model.index(row, NAME)
            chosen.select(index, index)
        selection = self.table.selectionModel()
        selection.select(chosen, QItemSelectionModel.ClearAndSelect | QItemSelectionModel.Rows)
        if rows:
            selection.setCurrentIndex(self._model.index(rows[0], NAME), QItemSelectionModel.NoUpdate)
            self.table.scrollTo(self._model.index(rows[0], NAME))

    def _wanted_rows(self):
        rows = map(self._model.found.row_of, self._wanted_ids)
        return [row for row in rows if row is not None]

    def _selected(self):
        if not self._is_renewing:
            chosen = self.speakers()
            self._wanted_ids = [speaker.id for speaker in chosen]
            self.chosen.emit(chosen)

    def _sort(self, section, order):
        self._renew(partial(self._model.sort, section, order))

    def _search(self, text):
        self._renew(partial(self._model.search, text))

    def _tell_nothing(self):
        text = self.search.text().strip()
        self.nothing.setText(self.tr("No speaker's name, tags or notes have “{text}” in them.").format(text=text))
        self.nothing.setVisible(not self._model.found and bool(self._model.found.all_ids))

    def _new_table(self):
        table = QTableView()
        table.setModel(self._model)
        table.setSelectionBehavior(QAbstractItemView.SelectRows)
        table.setSelectionMode(QAbstractItemView.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Ignored)
        table.setMinimumHeight(theme.current().px(144))
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.Fixed)
        table.verticalHeader().setDefaultSectionSize(theme.current().px(40))
        table.setAccessibleName(self.tr("Enrolled speakers"))
        self._set_up_header(table)
        return table

    def _set_up_header(self, table):
        """Widths for the widest that is to be expected: measuring every row would take a while."""
        header, px = table.horizontalHeader(), theme.current().px
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(NAME, Qt.AscendingOrder)
        header.setSectionResizeMode(QHeaderView.Fixed)
        header.setSectionResizeMode(NAME, QHeaderView.Stretch)
        for section, text in _WIDEST.items():
            title = self._model.headerData(section, Qt.Horizontal)
            widths = (table.fontMetrics().horizontalAdvance(words) for words in (text, title))
            header.resizeSection(section, max(widths) + px(24))
