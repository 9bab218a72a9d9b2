"""What stands before the window where the gallery has a pass-phrase: opening it, locking it again, rewriting it."""

import logging
from functools import partial

from PyQt5.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PyQt5.QtWidgets import QMessageBox

from app.controllers.base import Controller
from app.errors import Notice, UserError
from app.jobs import JobRunner
from app.language import told
from app.services import damage
from app.widgets.gate import Gate

_SIGNS_OF_LIFE = {QEvent.KeyPress, QEvent.MouseMove, QEvent.MouseButtonPress, QEvent.Wheel, QEvent.TouchBegin}

log = logging.getLogger(__name__)


def ask_for_key(app, folder):
    """Whether to go on, and the gallery's ``Key``, once its pass-phrase was typed; None where it never had one.

    ``(False, None)`` where the gate was closed instead.
    """
    gate, found = Gate(may_be_damaged=damage.plain_backup(folder) is not None), []

    def opened(key):
        found.append((True, key))
        gate.finish()

    def refused(error):
        gate.show_notice(_told(error))

    jobs = JobRunner(n_threads=1)
    gate.passphrase_given.connect(lambda typed: jobs.start(partial(damage.unlock, folder, typed), opened, refused))
    gate.copy_requested.connect(partial(opened, None))
    gate.show()
    app.exec()  # until no window is left
    jobs.close()
    return found[0] if found else (False, None)


def rewrite(app, change):
    """Run ``change``, which rewrites the gallery, where it can be seen that something is done."""
    gate, jobs = Gate(), JobRunner(n_threads=1)

    def failed(error):
        notice = _told(error)
        QMessageBox.warning(gate, gate.windowTitle(), f"{notice.title}\n\n{notice.advice}")
        gate.finish()

    gate.show_busy(
        _tr("Rewriting the gallery"), _tr("All of it is encrypted anew. A large gallery takes some minutes.")
    )
    gate.show()
    jobs.start(change, lambda _: gate.finish(), failed)
    app.exec()
    jobs.close()


class IdleWatch(QObject):
    """Calls ``lock()`` when neither keys nor mouse were touched for a while, and again after as long if it did not."""

    def __init__(self, app, lock, parent=None):
        super().__init__(parent)
        self._app = app
        self._timer = QTimer(self)
        self._timer.timeout.connect(lock)

    def watch(self, minutes):
        """0: not at all."""
        self._app.removeEventFilter(self)
        self._timer.stop()
        if minutes:
            self._app.installEventFilter(self)
            self._timer.start(round(minutes * 60_000))

    def eventFilter(self, watched, event):
        if event.type() in _SIGNS_OF_LIFE and self._timer.isActive():
            self._timer.start()
        return False


def _told(error):
    if isinstance(error, UserError):
        return Notice(told(error.notice.title), told(error.notice.advice))
    log.error("unexpected failure at the gate", exc_info=error)
    return Controller(None).unexpected()


def _tr(text):
    return QCoreApplication.translate("Gate", text)
