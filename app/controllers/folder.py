"""Whole folders: looking into them file by file and enrolling speaker by speaker, with progress and cancel."""

from functools import partial

from PyQt5.QtCore import pyqtSignal

from app.controllers.base import Controller
from app.services.folder_import import FolderImport, list_folder


class FolderController(Controller):
    """Signals: ``listed(list of rows)``, ``stepped(ImportStep)``, ``enrolled(ImportResult)``;
    ``progressed(str what, int n_done, int n_all)``, ``looking`` or ``enrolling``, and ``finished`` after either."""

    listed = pyqtSignal(list)
    stepped = pyqtSignal(object)
    enrolled = pyqtSignal(object)
    progressed = pyqtSignal(str, int, int)
    finished = pyqtSignal()

    def __init__(self, jobs, workshop, parent=None):
        super().__init__(jobs, parent)
        self._workshop = workshop
        self._work = None  # what is under way; whatever an older one still brings is nobody's any more
        self._is_looking = self._is_cancelled = False

    @property
    def is_enrolling(self):
        return self._work is not None and not self._is_looking

    def look(self, folders, pattern):
        """List the recordings and examine them; an empty ``pattern`` means that subfolders are speakers."""
        work = self._begin(is_looking=True)
        self.progressed.emit("looking", 0, 0)
        self._start(work, partial(list_folder, folders, pattern or None), self._listed)

    def enroll(self, rows, consent, add):
        work = self._begin(is_looking=False)
        n_speakers = len({row.speaker for row in rows})
        self.progressed.emit("enrolling", 0, n_speakers)
        enroll = lambda: FolderImport(self._workshop.gallery, self._workshop.enrollment).enroll(  # noqa: E731
            rows, consent, add=add
        )
        self._start(work, enroll, partial(self._enroll_next, work, n_speakers, 0))

    def cancel(self):
        """What is enrolled stays, and the speaker who is being enrolled is the last."""
        if self._is_looking:
            self._end()
        else:
            self._is_cancelled = True

    def leave(self):
        """Nobody looks at the files any more; what is being enrolled goes on."""
        if self._is_looking:
            self._end()

    def _begin(self, *, is_looking):
        self._work, self._is_looking, self._is_cancelled = object(), is_looking, False
        return self._work

    def _start(self, work, do, then):
        """``then(value)`` unless something else was begun, or this was cancelled."""
        on_result = lambda value: then(value) if work is self._work else None  # noqa: E731
        self._run(do, on_result, on_error=lambda: self._end() if work is self._work else None)

    def _listed(self, rows):
        self.listed.emit(rows)
        self.progressed.emit("looking", 0, len(rows))
        work = self._work
        examine = lambda: FolderImport(self._workshop.gallery, self._workshop.enrollment).examine(rows)  # noqa: E731
        self._start(work, examine, partial(self._look_next, work))

    def _look_next(self, work, steps):
        self._start(work, partial(next, steps, None), partial(self._looked, work, steps))

    def _looked(self, work, steps, step):
        if step is None:
            self._end()
            return
        self.stepped.emit(step)
        self.progressed.emit("looking", step.n_done, step.n_files)
        self._look_next(work, steps)

    def _enroll_next(self, work, n_all, n_done, results):
        self._start(work, partial(next, results, None), partial(self._enrolled, work, n_all, n_done, results))

    def _enrolled(self, work, n_all, n_done, results, result):
        if result is None:
            self._end()
            return
        self.enrolled.emit(result)
        self.progressed.emit("enrolling", n_done + 1, n_all)
        if self._is_cancelled:
            self._end()
            return
        self._enroll_next(work, n_all, n_done + 1, results)

    def _end(self):
        self._work, self._is_looking = None, False
        self.finished.emit()
