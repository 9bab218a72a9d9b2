"""What every controller shares: work in jobs, and failures as notices."""

import logging
from functools import partial

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from app.errors import Notice, UserError

log = logging.getLogger(__name__)


class Cancelled(Exception):
    """Nobody waits any more for the work under way."""


class Progress:
    """What a job calls with the share that is done, 0 to 1: it is told on in steps of a percent, by a signal that
    brings it to the window's thread, and ends the job once nobody waits for it."""

    def __init__(self, tell):
        self._tell, self._told = tell, -1
        self.is_wanted = True

    def __call__(self, share):
        if not self.is_wanted:
            raise Cancelled
        if int(100 * share) > self._told:
            self._told = int(100 * share)
            self._tell(share)


class Controller(QObject):
    """``failed(Notice)``: what happened and what to do next, whether the world or the program is at fault."""

    failed = pyqtSignal(object)

    def __init__(self, jobs, parent=None):
        super().__init__(parent)
        self._jobs = jobs

    def _run(self, work, on_result, *, on_error=None):
        """Run ``work`` in a job.  An error becomes a notice, after ``on_error()`` has put things in order."""

        def failed(error):
            if on_error:
                on_error()
            self._fail(error)

        self._jobs.start(work, on_result, failed)

    def _fail(self, error):
        if isinstance(error, UserError):
            self.failed.emit(error.notice)
        else:
            log.error("unexpected failure in %s", type(self).__name__, exc_info=error)
            self.failed.emit(self.unexpected())

    def unexpected(self):
        return Notice(
            self.tr("Something went wrong in the program itself; nothing you entered is lost."),
            self.tr("Try again. If it stays, send us the log file: {path}").format(path=log_file()),
        )


class LongController(Controller):
    """Work that takes long, one at a time: ``busy_changed(bool)``, ``progressed(float share)``."""

    busy_changed = pyqtSignal(bool)
    progressed = pyqtSignal(float)
    _told = pyqtSignal(object, float)  # from the job's thread to this one

    def __init__(self, jobs, parent=None):
        super().__init__(jobs, parent)
        self._under_way = None  # its Progress
        self._told.connect(self._tell)

    def cancel(self):
        """At once, as far as the window goes: what the job still does is for nobody."""
        if self._under_way is not None:
            self._end()

    def _begin(self, work, on_result):
        """``work(progress)`` in a job; ``on_result`` unless it is cancelled."""
        self.cancel()
        progress = self._under_way = Progress(lambda share: self._told.emit(progress, share))
        self.busy_changed.emit(True)

        def ended(result):
            if progress is self._under_way:
                self._end()
                on_result(result)

        def failed(error):
            if progress is self._under_way:
                self._end()
                self._fail(error)

        self._jobs.start(partial(work, progress), ended, failed)

    def _end(self):
        self._under_way.is_wanted, self._under_way = False, None
        self.busy_changed.emit(False)

    @pyqtSlot(object, float)
    def _tell(self, progress, share):
        if progress is self._under_way:
            self.progressed.emit(share)


def log_file():
    """Where the log goes, for telling the user; empty when only the terminal has it."""
    handlers = logging.getLogger().handlers
    return next((handler.baseFilename for handler in handlers if hasattr(handler, "baseFilename")), "")
