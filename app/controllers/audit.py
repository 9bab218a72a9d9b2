"""The audit log: its lines, whether it is whole, and what is chosen of it as a file."""

from PyQt5.QtCore import pyqtSignal

from app.controllers.base import Controller
from app.services import audit

N_SHOWN = 100_000


class AuditController(Controller):
    """Signals: ``loaded(list of (AuditLine, its facts))``, newest first; ``checked(AuditCheck)``;
    ``exported(str path)``."""

    loaded = pyqtSignal(list)
    checked = pyqtSignal(object)
    exported = pyqtSignal(str)

    def __init__(self, jobs, workshop, parent=None):
        super().__init__(jobs, parent)
        self._workshop = workshop

    def load(self):
        """The latest lines; and all of them are checked."""

        def work():
            return [(line, audit.facts_of(line)) for line in self._workshop.gallery.audit.lines(limit=N_SHOWN)]

        self._run(work, self.loaded.emit)
        self._run(lambda: audit.check(self._workshop.gallery.audit), self.checked.emit)

    def export(self, path, lines):
        """``lines``: newest first, as they are shown; the file has the oldest first."""

        def work():
            self._workshop.gallery.audit.note("export", what="audit", rows=len(lines))
            audit.export(lines[::-1], path)

        self._run(work, lambda _: self.exported.emit(path))
