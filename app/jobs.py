"""Run plain functions off the GUI thread and hand their outcome back on it."""

from functools import partial

from PyQt5.QtCore import QObject, QThreadPool, pyqtSignal, pyqtSlot

_N_THREADS = 4  # a model that loads and a device that hangs must still leave room for a file to be read


class JobRunner(QObject):
    """Start work on a thread pool; call back on the thread that owns the runner.

    The work must not touch a widget.  Exactly one callback is made per job, ``on_result(value)`` or
    ``on_error(exception)``, unless the runner was closed in the meantime.
    """

    _ended = pyqtSignal(object, object)  # callback, argument

    def __init__(self, n_threads=_N_THREADS, parent=None):
        """With one thread, jobs run one after the other, in order."""
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(n_threads)
        self._is_closed = False
        self._ended.connect(self._deliver)

    def start(self, work, on_result, on_error):
        self._pool.start(partial(self._run, work, on_result, on_error))

    def close(self, timeout_ms=3000):
        """Make no more callbacks, and give running work a moment to end; False where some of it still runs."""
        self._is_closed = True
        self._pool.clear()
        return self._pool.waitForDone(timeout_ms)

    def _run(self, work, on_result, on_error):
        try:
            value = work()
        except Exception as error:  # the thread boundary: nothing may escape
            self._ended.emit(on_error, error)
        else:
            self._ended.emit(on_result, value)

    @pyqtSlot(object, object)
    def _deliver(self, callback, argument):
        if not self._is_closed:
            callback(argument)
