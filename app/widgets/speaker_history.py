"""What was asked about one speaker."""

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QStackedWidget

from app import theme
from app.widgets.basics import label
from app.widgets.trial_table import MODEL, POINT, SPEAKER, TIME, TrialTable, TrialTableModel

_WIDTH_FOR_TIMES = 440  # px at normal text size: below, the recording's name matters more


class SpeakerHistory(QStackedWidget):
    """The trials, newest first, or a sentence where there are none."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._model = TrialTableModel(self)
        self.table = TrialTable(self._model, self.tr("What was asked about this speaker"))
        for section in (SPEAKER, POINT, MODEL):
            self.table.hideColumn(section)
        words = self.tr("Nothing was asked about this speaker yet. Compare a recording on the Verify page.")
        self.empty = label(words, "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignTop)
        self.addWidget(self.empty)
        self.addWidget(self.table)

    def show_trials(self, trials):
        self._model.show_rows((trial, None) for trial in trials)
        self.setCurrentIndex(1 if trials else 0)

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self.table.setColumnHidden(TIME, self.width() < theme.current().px(_WIDTH_FOR_TIMES))
