"""The evaluate page: how often the program errs, on the own speakers or on a list of trials, with one model or two."""

from pathlib import Path

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QFileDialog, QStackedWidget

from app.theme import GAP
from app.widgets import icons
from app.widgets.basics import Card, PageHead, button, column, label, row
from app.widgets.choice import Choice
from app.widgets.dropping import DropZone, Page
from app.widgets.trial_source import ComparedModel, ListSource

GALLERY, LIST = range(2)


class EvaluatePage(Page):
    """Signals: ``gallery_requested(folder of another model or None)``, ``list_requested(str path, root or None,
    folder of another model or None)``, ``point_requested(float llr)``, ``picture_requested(str path, bytes)``,
    ``figures_requested(str path)``, ``trials_requested(str path)``, ``enroll_requested``, ``cancel_requested``."""

    takes_folders = True
    gallery_requested = pyqtSignal(object)
    list_requested = pyqtSignal(str, object, object)
    point_requested = pyqtSignal(float)
    picture_requested = pyqtSignal(str, bytes)
    figures_requested = pyqtSignal(str)
    trials_requested = pyqtSignal(str)
    enroll_requested = pyqtSignal()
    cancel_requested = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self._speakers = []
        self._llr = 0.0
        self.view = None  # an EvaluationView, once there is an evaluation
        tip = self.tr("Score the trials and count the errors (Enter)")
        self.evaluate_button = button(self.tr("Evaluate"), "evaluate", "primary", tip=tip)
        self.primary = self.evaluate_button
        self.head = PageHead(
            self.tr("Evaluate"), self.tr("See how often the program errs, and choose where “supports” begins."),
            self.evaluate_button,
        )  # fmt: skip
        self.mode = Choice(
            (
                ("speakers", self.tr("Gallery"), self.tr("Each enrolled take against everybody's others (G)")),
                ("table", self.tr("List of trials"), self.tr("Pairs of files in a text file (L)")),
            )
        )
        self.compared = ComparedModel()
        self.save_button = button(
            self.tr("Save…"),
            "export",
            tip=self.tr("The plots as PNG or SVG, the figures or all trials as CSV (Ctrl+S)"),
        )
        self.source = ListSource()
        self.enroll_button = button(self.tr("Enroll a speaker"), "enroll")
        self.drop_zone = DropZone(
            self.tr("Drop a list of trials here, and the folder of its recordings"),
            kinds=self.tr("A text file: each line “1 a.wav b.wav” (same speaker) or “0 a.wav b.wav” (different)"),
            choose=self.tr("Choose list…"), tip=self.tr("Choose a list of trials (Ctrl+O)"),
        )  # fmt: skip
        self._lay_out()
        self._connect()
        self._show_mode()

    def show_speakers(self, speakers):
        self._speakers = speakers
        self.enroll_button.setVisible(not self._can_hold_out())
        self.update_action()

    def show_evaluation(self, evaluation, curves):
        self._made_view().show_evaluation(evaluation, curves)
        self._show_result()

    def forget(self):
        """Back to the empty page."""
        self._stack.removeWidget(self.view)
        self.view.deleteLater()
        self.view = None
        self._show_result()

    def show_point(self, point):
        """The ``OperatingPoint`` in use."""
        self._llr = point.llr
        if self.view is not None:
            self.view.show_point(point.llr)

    def point_words(self, llr):
        """What a threshold does on the trials that are shown; empty where none are."""
        return self.view.point_words(llr) if self.view is not None else ""

    def choose_files(self):
        """Ask for a list in the usual dialog."""
        kinds = self.tr("Lists of trials (*.txt *.lst *.trials *.trl);;All files (*)")
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a list of trials"), "", kinds)
        if path:
            self.files_dropped.emit([path])

    def choose_folder(self):
        """Ask for the folder of the list's recordings."""
        path = QFileDialog.getExistingDirectory(self, self.tr("Choose the folder of the recordings"))
        if path:
            self.files_dropped.emit([path])

    def show_models(self, models):
        self.compared.offer([model for model in models if not (model.is_in_use or model.problem)])

    def choose_model(self):
        """Ask for the model to set beside the one in use."""
        path = QFileDialog.getExistingDirectory(self, self.tr("Choose the folder of another model"))
        if path:
            self.compared.show_folder(path)

    def choose_save_name(self):
        """Ask where the result goes, and as what."""
        if self.view is None:
            return
        asks = {
            self.tr("Plots (*.png)"): (".png", lambda path: self.picture_requested.emit(path, self.view.plots.png())),
            self.tr("Plots as a drawing (*.svg)"): (
                ".svg", lambda path: self.picture_requested.emit(path, self.view.plots.svg())
            ),
            self.tr("Figures as a table (*.csv)"): (".csv", self.figures_requested.emit),
            self.tr("All trials with their scores (*.csv)"): (".csv", self.trials_requested.emit),
        }  # fmt: skip
        kinds = ";;".join(asks)
        path, kind = QFileDialog.getSaveFileName(self, self.tr("Save the evaluation"), "evaluation.png", kinds)
        if not path:
            return
        suffix, ask = _asked(asks, path, kind)
        ask(path if path.lower().endswith(suffix) else f"{Path(path).with_suffix('')}{suffix}")

    def show_drop(self, is_over):
        self.drop_zone.show_active(is_over)
        if is_over:
            self._stack.setCurrentIndex(1)
        else:
            self._show_result()

    def missing(self):
        """What has to be there before the answer, in one sentence; empty when nothing is missing."""
        if self.waiting():
            return self.waiting()
        if self.mode.place == LIST:
            return "" if self.source.path else self.tr("To evaluate, choose a list of trials.")
        if not self._can_hold_out():
            return self.tr("To evaluate, enroll two speakers, one of them with two takes.")
        return ""

    def update_action(self):
        missing = self.missing()
        self.evaluate_button.setEnabled(not missing)
        self.head.hint.setText(missing)

    def _can_hold_out(self):
        return len(self._speakers) > 1 and any(speaker.n_takes > 1 for speaker in self._speakers)

    def _request(self):
        if self.missing():
            return
        if self.mode.place == GALLERY:
            self.gallery_requested.emit(self.compared.folder)
        else:
            self.list_requested.emit(self.source.path, self.source.root, self.compared.folder)

    def _dropped(self, paths):
        """A file is the list, a folder is where its recordings are."""
        self.mode.choose(LIST)
        for path in paths:
            (self.source.show_root if Path(path).is_dir() else self.source.show_path)(path)

    def _show_mode(self):
        self.source.setVisible(self.mode.place == LIST)
        self._show_result()
        self.update_action()

    def _show_result(self):
        """The last evaluation stays on the page until the next."""
        self._stack.setCurrentIndex(2 if self.view is not None else self.mode.place)
        self.save_button.setEnabled(self.view is not None)

    def _made_view(self):
        if self.view is None:
            from app.widgets.evaluation_view import EvaluationView

            self.view = EvaluationView()
            self.view.show_point(self._llr)
            self.view.chosen.connect(self.point_requested)
            self._stack.addWidget(self.view)
        return self.view

    def _step(self, n_steps):
        if self.view is not None:
            self.view.step(n_steps)

    def _use(self):
        if self.view is not None:
            self.view.use()

    def _connect(self):
        self.mode.chosen.connect(lambda place: self._show_mode())
        self.files_dropped.connect(self._dropped)
        self.source.choose_requested.connect(self.choose_files)
        self.source.folder_requested.connect(self.choose_folder)
        self.source.changed.connect(self.update_action)
        self.drop_zone.choose_requested.connect(self.choose_files)
        self.compared.choose_requested.connect(self.choose_model)
        self.save_button.clicked.connect(self.choose_save_name)
        self.evaluate_button.clicked.connect(self._request)
        self.enroll_button.clicked.connect(self.enroll_requested)
        self.keys = {
            Qt.Key_G: lambda: self.mode.choose(GALLERY),
            Qt.Key_L: lambda: self.mode.choose(LIST),
            Qt.Key_F: self.choose_folder,
            Qt.Key_M: self.compared.toggle,
            Qt.Key_U: self._use,
            Qt.Key_Left: lambda: self._step(-1),
            Qt.Key_Right: lambda: self._step(1),
            Qt.Key_Escape: self.cancel_requested.emit,
            Qt.CTRL + Qt.Key_S: self.choose_save_name,
        }

    def _lay_out(self):
        words = label(
            self.tr(
                "Each enrolled take is held out in turn and compared with everybody: with its own speaker's other "
                "takes, and with all other speakers. What comes out is how often the program errs on your speakers."
            ),
            wrap=True,
        )
        words.setAlignment(Qt.AlignCenter)
        empty = Card(1, row(1, icons.IconLabel("evaluate", "muted", 32), 1), words, row(1, self.enroll_button, 1), 1)
        self._stack = QStackedWidget()
        for widget in (empty, self.drop_zone):
            self._stack.addWidget(widget)
        head = row(self.mode, 1, self.compared, self.save_button)
        column(
            self.head, head, self.source, (self._stack, 1), margins=(3 * GAP,) * 4, spacing=2 * GAP, parent=self
        )  # fmt: skip


def _asked(asks, path, kind):
    """(suffix, function) of what was chosen; an ending that was typed counts more than the kind."""
    suffix = Path(path).suffix.lower()
    chosen = asks.get(kind) or next(iter(asks.values()))
    if suffix and suffix != chosen[0]:
        return next((ask for ask in asks.values() if ask[0] == suffix), chosen)
    return chosen
