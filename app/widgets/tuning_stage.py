"""A fine-tuning under way, interrupted, or at its end: its curves, its result, and what can be done with it."""

from PyQt5.QtCore import QElapsedTimer, Qt, pyqtSignal
from PyQt5.QtWidgets import QProgressBar, QStackedWidget, QWidget

from app.model_domain import TuningState
from app.progress import duration
from app.theme import GAP
from app.widgets import icons
from app.widgets.basics import Card, button, column, label, row
from app.widgets.roc_view import RocView

_HINT, _CURVES, _RESULT = range(3)
_TIMED_FROM = 10  # steps, before the time left is worth telling


class TuningStage(Card):
    """Signals: ``pause_requested``, ``resume_requested``, ``stop_requested``, ``go_on_requested``, ``keep_requested``
    with whether to use it, and ``discard_requested``."""

    pause_requested = pyqtSignal()
    resume_requested = pyqtSignal()
    stop_requested = pyqtSignal()
    go_on_requested = pyqtSignal()
    keep_requested = pyqtSignal(bool)
    discard_requested = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(spacing=2 * GAP, parent=parent)
        self.state = TuningState.NONE
        self.is_running = self.is_paused = False
        self.curves = None  # with the first event
        self._clock, self._first_step = QElapsedTimer(), 0
        self.words = label("", "section", wrap=True)
        self.detail = label("", "muted", wrap=True)
        self.progress = QProgressBar(textVisible=False)
        self.result = RocView()
        self.pause_button = button(self.tr("Pause"), tip=self.tr("Let the computer do something else (P)"))
        self.stop_button = button(
            self.tr("Stop"), "stop", tip=self.tr("End it; it can go on later from where it was (Esc)")
        )
        self.go_on_button = button(self.tr("Go on"), "play", "primary", tip=self.tr("From where it was (Enter)"))
        self.keep_button = button(self.tr("Keep"), "save", tip=self.tr("Add the new model to the others (K)"))
        self.use_button = button(
            self.tr("Keep and use"), "check", "primary", tip=self.tr("And make its templates, then use it (Enter)")
        )
        self.discard_button = button(
            self.tr("Discard"), "remove", "danger", tip=self.tr("Delete the new model; the one in use stays (D)")
        )
        self._lay_out()
        self._connect()
        self.show_tuning(None)

    def show_tuning(self, tuning):
        """What lies on the disk; None while nobody has looked."""
        self.state = tuning.state if tuning else TuningState.NONE
        if self.is_running:
            return
        if self.state is TuningState.NONE:
            self._view.setCurrentIndex(_HINT)
            self._say("", "")
        elif self.state is TuningState.UNFINISHED:
            self._show_interrupted(tuning)
        else:
            self._say(self.tr("The new model: {model}").format(model=tuning.model.model_id), self.tr(
                "It is not in use, and nothing has changed yet."))  # fmt: skip
            self.result.show_report(tuning.model.report)
            self._view.setCurrentIndex(_RESULT)
        self._update()

    def set_running(self, is_running):
        self.is_running, self.is_paused = is_running, False
        self.state = TuningState.NONE  # until somebody has looked
        if is_running:
            self._begin_curves()
            self._say(self.tr("Getting ready…"), "")
            self.progress.setRange(0, 0)
        self._update()

    def set_paused(self, is_paused):
        self.is_paused = is_paused
        self._update()

    def hear(self, event):
        """An event of the training."""
        self.curves.hear(event)
        kind = event["event"]
        if kind in ("copying", "decoding"):
            words = self.tr("Reading recordings: {n:,} of {all:,}")
            self._say(words.format(n=event["n_done"], all=event["n_all"]), "")
        elif kind == "started":
            self._show_started(event)
        elif kind == "step":
            self._show_step(event["step"])
        elif kind == "releasing":
            self.progress.setRange(0, 0)
            self.words.setText(self.tr("Measuring the new model and calibrating it…"))

    def toggle_pause(self):
        if self.is_running:
            (self.resume_requested if self.is_paused else self.pause_requested).emit()

    def press(self, action):
        """As if the button were pressed, where it is there."""
        if not action.isHidden() and action.isEnabled():
            action.click()

    def _show_started(self, event):
        self.progress.setRange(0, event["n_steps"])
        self.progress.setValue(event["first_step"])
        self._first_step = event["first_step"]
        words = self.tr("Learning from {n:,} takes of {speakers:,} speakers; {held:,} other takes are kept aside.")
        words = words.format(n=event["n_train"], speakers=event["n_speakers"], held=event["n_held_out"])
        left_out = self.tr("Left out: {files}.").format(files=", ".join(name for name, _ in event["skipped"][:5]))
        self._say(self.tr("Learning…"), f"{words} {left_out}" if event["skipped"] else words)

    def _show_step(self, step):
        """Steps that were done before come all at once: only what is learned now tells how long the rest takes."""
        self.progress.setValue(step)
        n_now = step - self._first_step
        if n_now == 1:
            self._clock.start()
        elif n_now > _TIMED_FROM:
            left_s = self._clock.elapsed() / 1000 / (n_now - 1) * (self.progress.maximum() - step)
            self.words.setText(self.tr("Learning… {time} left").format(time=duration(left_s)))

    def _show_interrupted(self, tuning):
        self._begin_curves()
        for event in tuning.events:
            self.curves.hear(event)
        started = next((event for event in reversed(tuning.events) if event["event"] == "started"), None)
        words = self.tr("It stopped before its end.")
        if started and self.curves.losses:
            words = self.tr("It stopped after step {n:,} of {all:,}.")
            words = words.format(n=len(self.curves.losses), all=started["n_steps"])
        self._say(words, self.tr("The model in use is as it was. Go on from the last checkpoint, or discard it."))

    def _begin_curves(self):
        if self.curves is None:
            from app.widgets.tuning_curves import TuningCurves

            self.curves = TuningCurves()
            self._curves_place.addWidget(self.curves)
        self.curves.clear()
        self._view.setCurrentIndex(_CURVES)

    def _say(self, words, detail):
        self.words.setText(words)
        self.detail.setText(detail)
        self.words.setVisible(bool(words))
        self.detail.setVisible(bool(detail))

    def _update(self):
        is_unfinished = not self.is_running and self.state is TuningState.UNFINISHED
        is_finished = not self.is_running and self.state is TuningState.FINISHED
        self.pause_button.setText(self.tr("Continue") if self.is_paused else self.tr("Pause"))
        self.progress.setVisible(self.is_running)
        for shown, widgets in (
            (self.is_running, (self.pause_button, self.stop_button)),
            (is_unfinished, (self.go_on_button,)),
            (is_finished, (self.keep_button, self.use_button)),
            (is_unfinished or is_finished, (self.discard_button,)),
        ):
            for widget in widgets:
                widget.setVisible(shown)

    def _connect(self):
        self.pause_button.clicked.connect(self.toggle_pause)
        self.stop_button.clicked.connect(self.stop_requested)
        self.go_on_button.clicked.connect(self.go_on_requested)
        self.discard_button.clicked.connect(self.discard_requested)
        self.keep_button.clicked.connect(lambda: self.keep_requested.emit(False))
        self.use_button.clicked.connect(lambda: self.keep_requested.emit(True))

    def _lay_out(self):
        hint, place = QWidget(), QWidget()
        words = self.tr(
            "The model learns to tell your speakers apart. Some of their takes are kept aside: on these you see "
            "before and after, then you decide which model you want."
        )
        words = label(words, "muted", wrap=True)
        words.setAlignment(Qt.AlignCenter)
        column(2, row(1, icons.IconLabel("model", "muted", 48), 1), words, 3, spacing=2 * GAP, parent=hint)
        self._curves_place = column(parent=place)
        self._view = QStackedWidget()
        for view in (hint, place, self.result):
            self._view.addWidget(view)
        actions = row(
            self.discard_button, 1, self.pause_button, self.stop_button, self.go_on_button, self.keep_button,
            self.use_button,
        )  # fmt: skip
        for item in (self.words, self.detail, self.progress):
            self.body.addWidget(item)
        self.body.addWidget(self._view, 1)
        self.body.addLayout(actions)
