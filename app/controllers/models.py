"""The models on this computer: listing, importing and removing them, and putting another one in use."""

from functools import partial

from PyQt5.QtCore import pyqtSignal

from app.controllers.base import Controller
from app.services.apart import import_apart
from app.services.switching import switch


class ModelsController(Controller):
    """Signals: ``models_changed(list)``, ``busy_changed(str what)``, ``switching``, ``importing`` or empty;
    ``progressed(SwitchStep)``, ``switched(SpeakerModel, SwitchStep)``, ``imported(str id)``, ``removed(str id)``."""

    models_changed = pyqtSignal(list)
    busy_changed = pyqtSignal(str)
    progressed = pyqtSignal(object)
    switched = pyqtSignal(object, object)
    imported = pyqtSignal(str)
    removed = pyqtSignal(str)

    def __init__(self, jobs, workshop, folder, parent=None):
        """``folder`` is the data folder."""
        super().__init__(jobs, parent)
        self._workshop = workshop
        self._folder = folder
        self._is_busy = self._is_cancelled = False

    def refresh(self):
        workshop = self._workshop
        self._run(lambda: workshop.library.models(workshop.gallery.n_templates), self.models_changed.emit)

    def use(self, model):
        """Make the templates, then change over; nothing while something else is under way."""
        if self._is_busy:
            return
        self._begin("switching")
        workshop = self._workshop
        begin = lambda: switch(model, workshop.gallery, workshop.models, workshop.library)  # noqa: E731
        self._run(begin, partial(self._next, model), on_error=self._end)

    def cancel(self):
        """The old model stays; the templates that are made are there the next time."""
        self._is_cancelled = True

    def import_model(self, path, contract):
        if self._is_busy:
            return
        self._begin("importing")
        self._run(partial(import_apart, self._folder, path, contract or None), self._imported, on_error=self._end)

    def remove(self, model):
        def work():
            self._workshop.library.remove(model)
            self._workshop.gallery.remove_templates(model.model_id)

        self._run(work, lambda _: self._removed(model))

    def _next(self, model, steps):
        self._run(partial(next, steps), partial(self._stepped, model, steps), on_error=self._end)

    def _stepped(self, model, steps, step):
        if step.is_done:
            self._end()
            self.switched.emit(model, step)
            return
        self.progressed.emit(step)
        if self._is_cancelled:
            self._end()
            return
        self._next(model, steps)

    def _imported(self, model_id):
        self._end()
        self.imported.emit(model_id)

    def _removed(self, model):
        self.refresh()
        self.removed.emit(model.model_id)

    def _begin(self, what):
        self._is_busy, self._is_cancelled = True, False
        self.busy_changed.emit(what)

    def _end(self):
        self._is_busy = False
        self.busy_changed.emit("")
        self.refresh()
