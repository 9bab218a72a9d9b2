"""Choosing one enrolled speaker: a search line over a list."""

from contextlib import contextmanager
from dataclasses import replace

from PyQt5.QtCore import QAbstractListModel, QModelIndex, Qt, pyqtSignal
from PyQt5.QtWidgets import QAbstractItemView, QLineEdit, QListView, QSizePolicy, QWidget

from app import theme
from app.searching import plain
from app.widgets import icons
from app.widgets.basics import column, label
from app.widgets.found_speakers import FoundSpeakers
from app.widgets.words import takes_words


class SearchLine(QLineEdit):
    """A line edit with a magnifying glass; the arrow keys and Enter go to the ``view`` below it."""

    def __init__(self, view, placeholder, parent=None):
        super().__init__(parent)
        self._view = view
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self.addAction(icons.icon("search", "muted"), QLineEdit.LeadingPosition)

    def keyPressEvent(self, event):
        if event.key() in (Qt.Key_Down, Qt.Key_Up, Qt.Key_PageDown, Qt.Key_PageUp):
            self._view.setFocus()
            self._view.keyPressEvent(event)
        else:
            super().keyPressEvent(event)


class SpeakerModel(QAbstractListModel):
    """Those of the speakers who are searched for, by name, with how much of each is enrolled."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.speakers = FoundSpeakers(lambda speaker: plain(speaker.name))

    def show_speakers(self, speakers):
        self.beginResetModel()
        self.speakers.show_speakers(speakers)
        self.endResetModel()

    def search(self, text):
        self.beginResetModel()
        self.speakers.search(text)
        self.endResetModel()

    def rowCount(self, parent=QModelIndex()):  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self.speakers)

    def data(self, index, role=Qt.DisplayRole):
        speaker = self.speakers[index.row()]
        if role == Qt.DisplayRole:
            return speaker.name
        if role == Qt.UserRole:
            return speaker
        if role in (Qt.ToolTipRole, Qt.AccessibleDescriptionRole):
            words = self.tr("{takes}, {s:.0f} s of speech")
            return words.format(takes=takes_words(speaker.n_takes, self.tr), s=speaker.speech_s)
        return None


class SpeakerPicker(QWidget):
    """``chosen(object)`` with the speaker, or None when none is chosen."""

    chosen = pyqtSignal(object)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._wanted_id = None  # who was chosen, even where the filter hides them or they are listed only later
        self._is_renewing = False
        self._model = SpeakerModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setUniformItemSizes(True)  # measured once, not for everybody
        self.list.setEditTriggers(QAbstractItemView.NoEditTriggers)
        self.list.setAccessibleName(self.tr("Enrolled speakers"))
        self.list.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Ignored)  # as high as there is room, not more
        self.list.setMinimumHeight(theme.current().px(96))
        self.search = SearchLine(self.list, self.tr("Search by name"))
        self.nothing = label("", "muted", wrap=True)
        column(self.search, self.nothing, (self.list, 1), parent=self)
        self.search.textChanged.connect(self._search)
        self.list.selectionModel().selectionChanged.connect(self._selected)
        self.show_speakers([])

    def speaker(self):
        rows = self.list.selectionModel().selectedRows()
        return rows[0].data(Qt.UserRole) if rows else None

    def show_speakers(self, speakers):
        """Keep the chosen one, by id, where it is still there; or choose the one asked for before it was there."""
        gone = self._model.speakers.all_ids - {speaker.id for speaker in speakers}
        with self._renewed():
            if self._wanted_id in gone:
                self._wanted_id = None
            self._model.show_speakers(speakers)

    def choose(self, speaker_id):
        with self._renewed():
            self._wanted_id = speaker_id

    @contextmanager
    def _renewed(self):
        """Select who is wanted or nobody, and tell it once: Qt would select a neighbour of whom a filter hides."""
        before = self.speaker()
        self._is_renewing = True
        yield
        row = self._model.speakers.row_of(self._wanted_id)
        if row is None:
            self.list.selectionModel().clear()
        else:
            self.list.setCurrentIndex(self._model.index(row, 0))
            self.list.scrollTo(self._model.index(row, 0))
        self._tell_nothing()
        self._is_renewing = False
        if _as_compared(self.speaker()) != _as_compared(before):
            self.chosen.emit(self.speaker())

    def _selected(self):
        if not self._is_renewing:
            speaker = self.speaker()
            self._wanted_id = speaker and speaker.id
            self.chosen.emit(speaker)

    def _search(self, text):
        """The only one who is found is chosen where nobody was."""
        found = self._model.speakers
        with self._renewed():
            self._model.search(text)
            if self._wanted_id is None and len(found) == 1 and text.strip():
                self._wanted_id = found[0].id

    def _tell_nothing(self):
        is_anybody = bool(self._model.speakers.all_ids)
        if not is_anybody:
            self.nothing.setText(self.tr("Nobody is enrolled yet."))
        elif not self._model.speakers:
            words = self.tr("No speaker's name has “{text}” in it.")
            self.nothing.setText(words.format(text=self.search.text().strip()))
        self.nothing.setVisible(not self._model.speakers)
        self.list.setVisible(is_anybody)
        self.search.setVisible(is_anybody)


def _as_compared(speaker):
    """Without what changes when somebody is compared with them, or writes about them."""
    return speaker and replace(speaker, last_used_at=None, notes="", tags=())
