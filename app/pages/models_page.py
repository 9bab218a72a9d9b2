"""The models page: the speaker models on this computer, and fine-tuning them on the enrolled speakers or a folder."""

from pathlib import Path

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QBoxLayout, QFileDialog, QShortcut, QStackedWidget, QWidget

from app import theme
from app.model_domain import TuningState
from app.theme import GAP
from app.widgets.basics import Card, ComboBox, PageHead, button, column, label, row, set_icon
from app.widgets.choice import Choice
from app.widgets.dropping import Page
from app.widgets.model_details import ModelDetails
from app.widgets.model_table import ModelTable
from app.widgets.tuning_form import TuningForm
from app.widgets.tuning_stage import TuningStage

MODELS, TUNING = range(2)
_CONTRACTS = ("", "wespeaker", "3d-speaker", "waveform")


class ModelsPage(Page):
    """Signals: ``use_requested(SpeakerModel)``, ``import_requested(str path, str contract)``, the contract empty where
    the file tells, ``remove_requested(SpeakerModel)``, ``start_requested(TuningPlan)``, ``cancel_requested``; those of
    its ``stage``."""

    takes_folders = True
    use_requested = pyqtSignal(object)
    import_requested = pyqtSignal(str, str)
    remove_requested = pyqtSignal(object)
    start_requested = pyqtSignal(object)
    cancel_requested = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.action_button = button("", "check", "primary")
        self.head = PageHead(
            self.tr("Models"), self.tr("The speaker models on this computer, and training them on your own voices."),
            self.action_button,
        )  # fmt: skip
        self.mode = Choice(
            (
                ("model", self.tr("Models"), self.tr("See them, import one, put another one in use (M)")),
                ("speakers", self.tr("Fine-tune"), self.tr("Train a model further on your speakers (T)")),
            )
        )
        self.table, self.details = ModelTable(), ModelDetails()
        self.import_button = button(
            self.tr("Import…"), "open", tip=self.tr("An ONNX file or a GluonAR checkpoint (Ctrl+O)")
        )
        self.contract_box = ComboBox()
        self.form, self.stage = TuningForm(), TuningStage()
        self._lay_out()
        self._connect()
        self._show_mode()

    def show_models(self, models):
        self.table.show_models(models)
        self.form.show_models(models)
        self.update_action()

    def show_speakers(self, speakers):
        self.form.show_speakers(speakers)
        self.update_action()

    def show_tuning(self, tuning):
        self.stage.show_tuning(tuning)
        self.update_action()

    def set_running(self, is_running):
        """Whether a training is under way."""
        self.stage.set_running(is_running)
        self.form.set_running(is_running)
        self.update_action()

    def set_busy(self, words):
        """What is being done with a model, in words; empty when nothing is."""
        self.details.set_busy(words)
        self.import_button.setEnabled(not words)
        self.update_action()

    def arrange(self, is_narrow):
        self._form_card.setFixedWidth(theme.current().px(272 if is_narrow else 304))
        self._halves.setDirection(QBoxLayout.TopToBottom if is_narrow else QBoxLayout.LeftToRight)

    def missing(self):
        """What the primary action waits for, in one sentence; empty when nothing is missing."""
        if self.mode.place == MODELS:
            return self.details.missing()
        if self.stage.is_running:
            return self.tr("A fine-tuning is under way.")
        if self.stage.state is not TuningState.NONE:
            return self.tr("First finish the fine-tuning below.")
        return self.form.missing()

    def update_action(self):
        missing = self.missing()
        self.action_button.setEnabled(not missing)
        self.head.hint.setText(missing)
        self.primary = self._next_step()

    def choose_files(self):
        """Ask for the file of a model."""
        kinds = self.tr("Models (*.onnx *.params *-symbol.json);;All files (*)")
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Import a speaker model"), "", kinds)
        if path:
            self._import(path)

    def choose_folder(self):
        """Ask for a folder: of recordings to train on or, among the models, of a model."""
        title = self.tr("Choose a folder of recordings") if self.mode.place == TUNING else self.tr("Import a model")
        path = QFileDialog.getExistingDirectory(self, title)
        if path:
            self._dropped([path])

    def _dropped(self, paths):
        """A folder is what to train on, where that is seen; all else is a model."""
        if self.mode.place == TUNING and Path(paths[0]).is_dir():
            self.form.choose_folder(paths[0])
        else:
            self._import(paths[0])

    def _import(self, path):
        if self.import_button.isEnabled():
            self.mode.choose(MODELS)
            self.import_requested.emit(path, _CONTRACTS[self.contract_box.currentIndex()])

    def _tune(self, model=None):
        if model is not None:
            self.form.choose_model(model.model_id)
        self.mode.choose(TUNING)

    def _request(self):
        if self.missing():
            return
        if self.mode.place == MODELS:
            self.use_requested.emit(self.details.model)
        else:
            self.start_requested.emit(self.form.plan())

    def _next_step(self):
        """What Enter presses: in a fine-tuning that has stopped or ended, its own buttons."""
        steps = (self.stage.go_on_button, self.stage.use_button) if self.mode.place == TUNING else ()
        return next((step for step in steps if not step.isHidden()), self.action_button)

    def _escape(self):
        if self.mode.place == TUNING:
            self.stage.press(self.stage.stop_button)
        else:
            self.cancel_requested.emit()

    def _show_mode(self):
        is_tuning = self.mode.place == TUNING
        self._body.setCurrentIndex(self.mode.place)
        self.action_button.setText(self.tr("Fine-tune") if is_tuning else self.tr("Use this model"))
        tip = self.tr("Begin to train (Enter)") if is_tuning else self.tr("Make its templates, then use it (Enter)")
        self.action_button.setToolTip(tip)
        set_icon(self.action_button, "model" if is_tuning else "check")
        self.update_action()

    def _connect(self):
        self.mode.chosen.connect(lambda place: self._show_mode())
        self.action_button.clicked.connect(self._request)
        self.import_button.clicked.connect(self.choose_files)
        self.files_dropped.connect(self._dropped)
        self.table.chosen.connect(self.details.show_model)
        self.table.chosen.connect(lambda _: self.update_action())
        self.details.use_requested.connect(self.use_requested)
        self.details.tune_requested.connect(self._tune)
        self.details.remove_requested.connect(self.remove_requested)
        self.form.changed.connect(self.update_action)
        self.form.choose_requested.connect(self.choose_folder)
        stage = self.stage
        self.keys = {
            Qt.Key_M: lambda: self.mode.choose(MODELS),
            Qt.Key_T: self._tune,
            Qt.Key_P: stage.toggle_pause,
            Qt.Key_K: lambda: stage.press(stage.keep_button),
            Qt.Key_D: lambda: stage.press(stage.discard_button),
            Qt.Key_Escape: self._escape,
        }
        QShortcut(QKeySequence("Shift+Delete"), self, self.details.ask_remove)

    def _lay_out(self):
        names = (self.tr("The file tells"), self.tr("WeSpeaker"), self.tr("3D-Speaker"), self.tr("Waveform"))
        self.contract_box.addItems(names)
        self.contract_box.setAccessibleName(self.tr("What the network takes"))
        self.contract_box.setToolTip(
            self.tr("What the network to import takes: features of either kind, or sound itself.\nMost files tell.")
        )
        takes = label(self.tr("It takes"), "muted")
        takes.setToolTip(self.contract_box.toolTip())
        list_card = Card(
            (self.table, 1), row(takes, (self.contract_box, 1), self.import_button), spacing=2 * GAP
        )  # fmt: skip
        self._form_card = Card((self.form, 1))
        models, tuning = QWidget(), QWidget()
        self._halves = row((list_card, 1), (self.details, 1), spacing=2 * GAP, parent=models)
        row(self._form_card, (self.stage, 1), spacing=2 * GAP, parent=tuning)
        self._body = QStackedWidget()
        for body in (models, tuning):
            self._body.addWidget(body)
        column(self.head, row(self.mode, 1), (self._body, 1), margins=(3 * GAP,) * 4, spacing=2 * GAP, parent=self)
        self.arrange(is_narrow=False)
