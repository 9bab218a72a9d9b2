"""Choosing some of the enrolled speakers: none chosen means everybody."""

from PyQt5.QtCore import QSize, Qt, pyqtSignal
from PyQt5.QtWidgets import QAbstractItemView, QListView, QSizePolicy, QWidget

from app import theme
from app.widgets.basics import WholeLabel, button, column, row
from app.widgets.speaker_picker import SearchLine, SpeakerModel


class _CheckedModel(SpeakerModel):
    def __init__(self, parent=None):
        super().__init__(parent)
        self.checked = set()  # ids

    def flags(self, index):
        return super().flags(index) | Qt.ItemIsUserCheckable

    def data(self, index, role=Qt.DisplayRole):
        if role == Qt.SizeHintRole:
            return QSize(0, theme.current().px(32))  # no wider than the list: a long name is shortened
        if role == Qt.CheckStateRole:
            return Qt.Checked if self.speakers[index.row()].id in self.checked else Qt.Unchecked
        return super().data(index, role)

    def setData(self, index, value, role=Qt.EditRole):
        if role != Qt.CheckStateRole:
            return False
        change = self.checked.add if value == Qt.Checked else self.checked.discard
        change(self.speakers[index.row()].id)
        self.dataChanged.emit(index, index)
        return True

    def check(self, speaker_id):
        self.checked.add(speaker_id)
        self._tell()

    def clear(self):
        self.checked.clear()
        self._tell()

    def _tell(self):
        self.dataChanged.emit(self.index(0), self.index(max(0, len(self.speakers) - 1)))


class SpeakerChecklist(QWidget):
    """A search line over a list with a box for each; the page asks for those who are ``chosen``.

    ``words``: what is said below it of {n} of {all} speakers, and of all of them, where it is not about looking for
    them.  Signal: ``changed`` when others are chosen, or others are there to choose from.
    """

    changed = pyqtSignal()

    def __init__(self, parent=None, *, words=None):
        super().__init__(parent)
        self._some, self._all = words or (
            self.tr("{n:,} of {all:,} are looked for."), self.tr("Everybody ({all:,}) is looked for.")
        )  # fmt: skip
        self._speakers = []  # all of them, those that are not searched for as well
        self._model = _CheckedModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setEditTriggers(QAbstractItemView.NoEditTriggers)
        self.list.setAccessibleName(self.tr("Speakers to look for"))
        self.list.setToolTip(self.tr("Space checks the speaker in the list"))
        self.list.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Ignored)
        self.list.setUniformItemSizes(True)  # or thousands are asked for theirs
        self.list.setMinimumHeight(theme.current().px(72))
        self.search = SearchLine(self.list, self.tr("Search by name"))
        self.words = WholeLabel("small")
        self.all_button = button(self.tr("Everybody"), role="flat", tip=self.tr("Look for everybody who is enrolled"))
        self.all_button.clicked.connect(self._model.clear)
        column(self.search, (self.list, 1), row(self.words, 1, self.all_button), parent=self)
        self.search.textChanged.connect(self._model.search)
        self._model.dataChanged.connect(self._show_words)
        self.show_speakers([])

    def chosen(self):
        """The speakers to look for; none means everybody."""
        return [speaker for speaker in self._speakers if speaker.id in self._model.checked]

    def show_speakers(self, speakers):
        self._speakers = list(speakers)
        self._model.checked &= {speaker.id for speaker in speakers}
        self._model.show_speakers(speakers)
        self._show_words()

    def check(self, speaker_id):
        self._model.check(speaker_id)

    def _show_words(self):
        n_chosen, n_all = len(self._model.checked), len(self._speakers)
        self.words.setText((self._some if n_chosen else self._all).format(n=n_chosen, all=n_all))
        self.all_button.setVisible(bool(n_chosen))
        self.changed.emit()
