"""The program behind the window: its parts built, joined, begun and ended."""

import logging
import traceback
from types import SimpleNamespace

from PyQt5.QtCore import QCoreApplication, QTimer

from app import settings
from app.audio.player import Player
from app.audio.recorder import Recorder, RecorderState
from app.controllers.audit import AuditController
from app.controllers.backup import BackupController
from app.controllers.base import Controller
from app.controllers.batch import BatchController
from app.controllers.choices import ChoicesController
from app.controllers.curation import CurationController
from app.controllers.enroll import EnrollController
from app.controllers.evaluation import EvaluationController
from app.controllers.folder import FolderController
from app.controllers.help import HelpController
from app.controllers.history import HistoryController
from app.controllers.identify import ConversationController, IdentifyController
from app.controllers.importing import ImportController
from app.controllers.live import LiveController
from app.controllers.live_conversation import LiveConversationController
from app.controllers.model import ModelController
from app.controllers.models import ModelsController
from app.controllers.preferences import DataFolderController, PreferencesController
from app.controllers.protection import ProtectionController
from app.controllers.recent import RecentController
from app.controllers.recording import RecordingController
from app.controllers.report import ReportController
from app.controllers.segments import SegmentController
from app.controllers.sounds import SoundController
from app.controllers.speakers import SpeakersController
from app.controllers.spectrogram import SpectrogramController
from app.controllers.tuning import TuningController
from app.controllers.verify import VerifyController
from app.controllers.workshop import Workshop
from app.domain import MIN_SPEECH_S
from app.jobs import JobRunner
from app.locking import IdleWatch
from app.preferences import Preferences
from app.version import NAME, VERSION
from app.window import MainWindow
from app.wiring import Wiring
from gluonar_engine.data import confined

_IDLE_AFTER_MS = 300

log = logging.getLogger(__name__)


class Program:
    """``folder`` is the data folder, ``model`` that of another speaker model or None.

    ``window``: a ``MainWindow`` that is there already.  ``key``: of the gallery, when that is protected.
    ``is_folder_given``: the folder is for this start alone.  ``notice``: what there is to say about the
    ``preferences``, or None.
    """

    def __init__(
        self,
        folder,
        model=None,
        *,
        window=None,
        key=None,
        is_folder_given=True,
        preferences=None,
        notice=None,
        player=None,
        recorder=None,
    ):
        self._notice = notice
        self._jobs, self._player_jobs, self._ordered_jobs = JobRunner(), JobRunner(n_threads=1), JobRunner(n_threads=1)
        self._tuning_jobs = JobRunner(n_threads=1)
        spool_dir = settings.spool_dir(folder)
        self.workshop = workshop = Workshop(folder, model, key)
        jobs = self._jobs
        self._player = player or Player()
        self._recorder = recorder or Recorder(spool_dir, key)
        self.controllers = SimpleNamespace(
            recording=RecordingController(jobs, workshop, self._recorder),
            sounds=SoundController(jobs, workshop, self._player, player_jobs=self._player_jobs),
            files=ImportController(jobs),
            enroll=EnrollController(jobs, workshop),
            folder=FolderController(jobs, workshop),
            verify=VerifyController(jobs, workshop),
            segments=SegmentController(jobs, workshop),
            live=LiveController(jobs, workshop),
            history=HistoryController(jobs, workshop),
            report=ReportController(jobs, workshop),
            choices=ChoicesController(jobs, workshop, folder),
            identify=IdentifyController(jobs, workshop),
            batch=BatchController(jobs, workshop),
            conversation=ConversationController(jobs, workshop),
            live_conversation=LiveConversationController(jobs, workshop),
            speakers=SpeakersController(jobs, workshop),
            curation=CurationController(self._ordered_jobs, workshop),
            spectrogram=SpectrogramController(jobs),
            evaluation=EvaluationController(jobs, workshop),
            model=ModelController(jobs, workshop),
            protection=ProtectionController(jobs, workshop, folder),
            help=HelpController(jobs, workshop, folder),
            backup=BackupController(jobs, workshop, folder),
            recent=RecentController(self._ordered_jobs, workshop, folder),
            preferences=PreferencesController(self._ordered_jobs, folder, preferences or Preferences()),
            data=DataFolderController(jobs, workshop, folder, is_given=is_folder_given),
            models=ModelsController(jobs, workshop, folder),
            tuning=TuningController(self._tuning_jobs, workshop),
            audit=AuditController(jobs, workshop),
        )
        self.window = window or MainWindow(MIN_SPEECH_S)
        self._wiring = Wiring(self.window, self.controllers, folder)
        self.change = None  # what rewrites the gallery once all this has ended
        self.begins_anew = self.is_copy_wanted = False
        self._idle = IdleWatch(QCoreApplication.instance(), self.lock)
        self.controllers.protection.agreed.connect(self._change_gallery)
        self.controllers.protection.lock_after_changed.connect(self._watch_idleness)
        self.window.lock_requested.connect(self.lock)
        self._wiring.copy_wanted.connect(self._end_for_copy)

    def begin(self):
        """After the first paint: whatever takes time happens in jobs."""
        self._wiring.begin(self._notice)
        self.controllers.protection.load()
        QTimer.singleShot(_IDLE_AFTER_MS, _load_plots)
        QTimer.singleShot(_IDLE_AFTER_MS, confined.make_ready)

    def lock(self):
        """Close everything and ask for the pass-phrase anew; not while something is being recorded."""
        if self.workshop.key is not None and self._recorder.poll().state is RecorderState.IDLE:
            self._begin_anew()

    def end(self):
        """Leave no device and no window open.  What is being recorded stays on disk, for the next start to offer."""
        self.window.hide()  # the gate that may come after it goes on until no window is left
        parts = self.controllers
        long_ones = (parts.verify, parts.identify, parts.conversation, parts.live_conversation, parts.files)
        for long_work in (*long_ones, parts.evaluation):
            long_work.cancel()
        parts.tuning.stop()
        for runner in (self._jobs, self._player_jobs, self._ordered_jobs, self._tuning_jobs):
            runner.close()
        self.controllers.spectrogram.end()
        self._wiring.end()
        self._idle.watch(0)
        self._player.stop()
        if self._recorder.poll().state is not RecorderState.IDLE:
            self._recorder.stop()

    def report_exception(self, kind, error, trace):
        """``sys.excepthook`` while the window is open: into the log, and a sentence on the window with the details."""
        log.critical("an exception that nobody handled", exc_info=error)
        details = "".join(traceback.format_exception(kind, error, trace))
        self._wiring.help.tell_fault(Controller.unexpected(self.controllers.model), f"{NAME} {VERSION}\n{details}")

    def report_crash(self, details):
        """The start before this one ended in a crash that no code could catch."""
        log.critical("the last start ended in a crash:\n%s", details)
        self._wiring.help.tell_crash(details)

    def _watch_idleness(self, minutes):
        self._idle.watch(minutes if self.workshop.key is not None else 0)

    def _change_gallery(self, change):
        self.change = change
        self._begin_anew()

    def _end_for_copy(self):
        """The gallery is damaged: a backup of it is offered once all this has ended, if it may end."""
        self.is_copy_wanted = True
        self.window.restart()

    def _begin_anew(self):
        self.begins_anew = True
        QCoreApplication.exit()


def _load_plots():
    """Import what the first recording's picture needs, so that showing it does not wait.

    On the window's own thread: Qt's modules crash when another one imports them.
    """
    import pyqtgraph.exceptionHandling

    pyqtgraph.exceptionHandling.handler.remove()  # it wraps the hook that is ours, and prints to the terminal
