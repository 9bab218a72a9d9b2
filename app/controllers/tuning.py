"""Fine-tuning while the window goes on: the training runs in a process of its own, this one only listens to it."""

from functools import partial

from PyQt5.QtCore import pyqtSignal, pyqtSlot

from app.controllers.base import Controller
from app.services.tuning import expected_s
from app.services.tuning_process import TuningProcess


class TuningController(Controller):
    """Signals: ``changed(Tuning)`` when something begins, stops or ends; ``told(dict)``, an event of the training;
    ``running_changed(bool)``, ``paused_changed(bool)``, ``kept(SpeakerModel)``.

    ``jobs`` is for itself: the job that listens lasts as long as the training.
    """

    changed = pyqtSignal(object)
    told = pyqtSignal(dict)
    running_changed = pyqtSignal(bool)
    paused_changed = pyqtSignal(bool)
    kept = pyqtSignal(object)
    _heard = pyqtSignal(dict)  # from the job's thread to this one

    expected_s = staticmethod(expected_s)

    def __init__(self, jobs, workshop, parent=None, *, start_process=TuningProcess):
        super().__init__(jobs, parent)
        self._workshop = workshop
        self._start_process = start_process
        self._process = None
        self.is_running = self._is_stopped = False
        self._heard.connect(self._tell)

    def load(self):
        """What the last session left, if any."""
        if not self.is_running:
            self._run(lambda: self._workshop.tuning.current(), self.changed.emit)

    def start(self, plan):
        self._train(partial(self._prepare, plan))

    def go_on(self):
        self._train(lambda: None)

    def pause(self):
        self._say("pause", True)

    def resume(self):
        self._say("resume", False)

    def stop(self):
        """End the process at once; it can go on from its last checkpoint."""
        self._is_stopped = True
        if self._process is not None:
            self._process.stop()

    def keep(self):
        self._run(lambda: self._workshop.tuning.keep(), self._kept)

    def discard(self):
        self._run(lambda: self._workshop.tuning.discard(), lambda _: self.load())

    def _say(self, word, is_paused):
        if self._process is not None:
            getattr(self._process, word)()
            self.paused_changed.emit(is_paused)

    def _prepare(self, plan):
        def progress(n_done, n_all):
            self._heard.emit({"event": "copying", "n_done": n_done, "n_all": n_all})

        self._workshop.tuning.prepare(plan, progress)

    def _train(self, before):
        if self.is_running:
            return
        self.is_running, self._is_stopped = True, False
        self.running_changed.emit(True)

        def work():
            before()
            self._listen()

        self._run(work, lambda _: self._end(), on_error=self._end)

    def _listen(self):
        """In the job."""
        if self._is_stopped:
            return
        self._process = process = self._start_process(self._workshop.tuning.command())
        if self._is_stopped:  # in between
            process.stop()
        for event in process.events():
            self._heard.emit(event)

    @pyqtSlot(dict)
    def _tell(self, event):
        self.told.emit(event)

    def _end(self):
        self._process, self.is_running = None, False
        self.running_changed.emit(False)
        self.load()

    def _kept(self, model):
        self.kept.emit(model)
        self.load()
