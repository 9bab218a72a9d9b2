"""What a fine-tuning is about: whose voices, which model, which loss, how many epochs."""

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QStackedWidget, QWidget

from app import theme
from app.model_domain import TuningPlan
from app.theme import GAP
from app.widgets.basics import ComboBox, ElidedLabel, StepHead, button, column, label, row
from app.widgets.speaker_checklist import SpeakerChecklist

LEAST_TAKES = 4  # of a speaker, for two to be kept aside
_ENROLLED, _FOLDER = range(2)
_EPOCHS, _USUAL_EPOCHS = (1, 2, 3, 5, 8, 12, 20, 30, 50), 5


class TuningForm(QWidget):
    """``changed`` when something else was chosen; ``choose_requested`` of a folder."""

    changed = pyqtSignal()
    choose_requested = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self._expected_s = None
        self._speakers, self._models, self._folder = [], [], ""
        self.whose = ComboBox()
        self.whose.addItems([self.tr("Enrolled speakers"), self.tr("A folder, one subfolder a speaker")])
        self.whose.setAccessibleName(self.tr("Whose voices"))
        some, everybody = (
            self.tr("{n:,} of {all:,} are learned from."),
            self.tr("Everybody ({all:,}) is learned from."),
        )
        self.checklist = SpeakerChecklist(words=(some, everybody))
        self.checklist.all_button.setToolTip(self.tr("Learn from everybody who is enrolled"))
        self.folder_label = ElidedLabel(self.tr("No folder chosen"), "muted")
        self.folder_button = button(
            self.tr("Choose a folder…"), "folder", tip=self.tr("Choose a folder of recordings (Ctrl+Shift+O)")
        )
        self.model_box, self.loss_box, self.epochs_box = ComboBox(), ComboBox(), ComboBox()
        self.takes, self.time = label("", "small", wrap=True), label("", "small", wrap=True)
        self._lay_out()
        self._connect()
        self._show_whose()

    def tell_time(self, expected_s):
        """From now on, by ``expected_s(n_takes, n_epochs)``: about how long it takes, in s."""
        self._expected_s = expected_s
        self._tell()

    def show_speakers(self, speakers):
        self._speakers = list(speakers)
        self.checklist.show_speakers(speakers)

    def show_models(self, models):
        """Those that can be fine-tuned, the one in use chosen unless another one was."""
        before = self.model_box.currentText()
        self._models = [model for model in models if not (model.problem or model.why_not_tuned)]
        names = [model.model_id for model in self._models]
        in_use = next((row for row, model in enumerate(self._models) if model.is_in_use), 0)
        self.model_box.clear()
        self.model_box.addItems(names)
        self.model_box.setCurrentIndex(names.index(before) if before in names else in_use)
        self._tell()

    def choose_model(self, model_id):
        self.model_box.setCurrentText(model_id)

    def choose_folder(self, path):
        self._folder = path
        self.folder_label.show_text(path)
        self.whose.setCurrentIndex(_FOLDER)
        self._show_whose()

    def set_running(self, is_running):
        for widget in (self.whose, self.checklist, self.folder_button, self.model_box, self.loss_box, self.epochs_box):
            widget.setEnabled(not is_running)

    def missing(self):
        """What has to be there before it can begin, in one sentence; empty when nothing is missing."""
        if not self._models:
            return self.tr("No model at hand can be fine-tuned.")
        if self._is_folder():
            return "" if self._folder else self.tr("To fine-tune, choose a folder.")
        if self._n_measured() < 2:
            words = self.tr("To fine-tune, two speakers need {n} takes or more, so that some can be kept aside.")
            return words.format(n=LEAST_TAKES)
        return ""

    def plan(self):
        model = self._models[self.model_box.currentIndex()]
        ids = () if self._is_folder() else tuple(speaker.id for speaker in self._chosen())
        folder = self._folder if self._is_folder() else None
        loss = self.loss_box.currentData()
        return TuningPlan(str(model.folder), "", loss, self.epochs_box.currentData(), speaker_ids=ids, folder=folder)

    def _chosen(self):
        return self.checklist.chosen() or self._speakers

    def _n_measured(self):
        return sum(speaker.n_takes >= LEAST_TAKES for speaker in self._chosen())

    def _is_folder(self):
        return self.whose.currentIndex() == _FOLDER

    def _show_whose(self):
        self._sources.setCurrentIndex(self.whose.currentIndex())
        self._tell()

    def _tell(self):
        words = self.tr("{n:,} of them have {least} takes or more: two in five of these are kept aside to measure on.")
        self.takes.setText(words.format(n=self._n_measured(), least=LEAST_TAKES))
        if self._expected_s is not None:
            self.time.setText(self._time_words())
        self.changed.emit()

    def _time_words(self):
        n_takes = 0 if self._is_folder() else sum(speaker.n_takes for speaker in self._chosen())
        minutes = self._expected_s(n_takes, self.epochs_box.currentData()) / 60
        words = self.tr("About {n:.0f} min on a computer with two idle cores; you can go on working meanwhile.")
        if self._is_folder():
            words = self.tr(
                "About {n:.0f} min or more, by how much is in the folder; you can go on working meanwhile."
            )
        return words.format(n=max(1.0, minutes))

    def _connect(self):
        self.whose.currentIndexChanged.connect(self._show_whose)
        self.checklist.changed.connect(self._tell)
        self.folder_button.clicked.connect(self.choose_requested)
        self.epochs_box.currentIndexChanged.connect(self._tell)

    def _lay_out(self):
        for name, loss in ((self.tr("ArcFace"), "arc"), (self.tr("Softmax"), "softmax"), (self.tr("Ring"), "ring")):
            self.loss_box.addItem(name, loss)
        self.loss_box.setToolTip(
            self.tr(
                "What draws the takes of one speaker together and those of others apart.\nArcFace is the usual one."
            )
        )
        for n_epochs in _EPOCHS:
            self.epochs_box.addItem(str(n_epochs), n_epochs)
        self.epochs_box.setCurrentText(str(_USUAL_EPOCHS))
        self.epochs_box.setToolTip(self.tr("How often it goes through the takes: 60 batches or more each time"))
        self.model_box.setToolTip(self.tr("The model that the new one begins as; it stays as it is"))
        self.model_box.setMinimumContentsLength(12)
        self.model_box.setSizeAdjustPolicy(ComboBox.AdjustToMinimumContentsLengthWithIcon)
        self.whose.setMinimumContentsLength(12)
        self.whose.setSizeAdjustPolicy(ComboBox.AdjustToMinimumContentsLengthWithIcon)
        enrolled, folder = QWidget(), QWidget()
        column((self.checklist, 1), self.takes, parent=enrolled)
        column(self.folder_label, row(self.folder_button, 1), 1, parent=folder)
        self._sources = QStackedWidget()
        for source in (enrolled, folder):
            self._sources.addWidget(source)
        how = [self._named(self.tr("Begin with"), self.model_box), self._named(self.tr("Loss"), self.loss_box)]
        how.append(self._named(self.tr("Epochs"), self.epochs_box))
        voices, settings = StepHead(1, self.tr("Voices")), StepHead(2, self.tr("Settings"))
        column(voices, self.whose, (self._sources, 1), settings, *how, self.time, spacing=GAP, parent=self)

    def _named(self, name, field):
        title = label(name, "muted")
        title.setBuddy(field)
        title.setFixedWidth(theme.current().px(84))
        title.setToolTip(field.toolTip())
        field.setAccessibleName(name)
        return row(title, (field, 1))
