"""What every controller shares: work in jobs, and failures as notices."""

import logging

from PyQt5.QtCore import QObject, pyqtSignal

from app.errors import Notice, UserError

log = logging.getLogger(__name__)


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


def log_file():
    """Where the log goes, for telling the user; empty when only the terminal has it."""
    handlers = logging.getLogger().handlers
    return next((handler.baseFilename for handler in handlers if hasattr(handler, "baseFilename")), "")
