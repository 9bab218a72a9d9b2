"""Many recordings, identified one after the other, with progress and cancel."""

from functools import partial

from PyQt5.QtCore import pyqtSignal

from app.controllers.base import Controller
from app.services.batch import find_recordings, identify_file, write_rows


class BatchController(Controller):
    """Signals: ``left_out(tuple of LeftOut)``, with whom nothing is compared; ``started(list of names, list of
    rows)``, the rows being of places that could not be searched; ``row_ready(int line, row)``;
    ``progressed(str name, int n_done, int n_all)``; ``busy_changed(bool)``; ``saved(str path)``."""

    started = pyqtSignal(list, list)
    left_out = pyqtSignal(object)
    row_ready = pyqtSignal(int, object)
    progressed = pyqtSignal(str, int, int)
    busy_changed = pyqtSignal(bool)
    saved = pyqtSignal(str)

    def __init__(self, jobs, workshop, parent=None):
        super().__init__(jobs, parent)
        self._workshop = workshop
        self._files, self._rows = [], []
        self._n_refused = 0
        self._is_cancelled = self._is_busy = False
        self._wanted = None  # paths that were asked for while others were at work

    def identify(self, paths):
        """All recordings among ``paths`` and in the folders among them; what was listed before is forgotten."""
        if self._is_busy:
            self._wanted = paths
            self.cancel()
            return

        def work():
            left_out = (
                self._workshop.verification.enrolled().left_out
            )  # nobody to compare with is no fault of the files
            return left_out, find_recordings(paths)

        def begin(result):
            left_out, found = result
            self.left_out.emit(left_out)
            self._begin(found)

        self._set_busy(True)
        self._run(work, begin, on_error=self._end)

    def again(self):
        """The same recordings, with whoever is enrolled now."""
        if not self._is_busy:
            self._set_busy(True)
            self._begin((self._files, self._rows[: self._n_refused]))

    def cancel(self):
        """What was not begun yet is left waiting."""
        self._is_cancelled = True

    def save(self, path):
        rows = [row for row in self._rows if row is not None]

        def work():
            self._workshop.gallery.audit.note("export", what="answers", rows=len(rows))
            write_rows(path, rows)

        self._run(work, lambda _: self.saved.emit(path))

    def _begin(self, found):
        self._files, refused = found
        self._n_refused = len(refused)
        self._rows = [*refused, *[None] * len(self._files)]
        self.started.emit([file.name for file in self._files], refused)
        self._next(0)

    def _next(self, n_done):
        if self._is_cancelled or n_done == len(self._files):
            self._end()
            return
        file = self._files[n_done]
        self.progressed.emit(file.name, n_done, len(self._files))
        work = lambda: identify_file(file, self._workshop.verification)  # noqa: E731
        self._run(work, partial(self._identified, n_done), on_error=self._end)

    def _identified(self, n_done, row):
        line = self._n_refused + n_done
        self._rows[line] = row
        self.row_ready.emit(line, row)
        self._next(n_done + 1)

    def _end(self):
        self._set_busy(False)
        if self._wanted is not None:
            paths, self._wanted = self._wanted, None
            self.identify(paths)

    def _set_busy(self, is_busy):
        self._is_busy, self._is_cancelled = is_busy, False
        self.busy_changed.emit(is_busy)
