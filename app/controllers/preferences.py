"""What is chosen on the Settings page: remembered for the next start, and told to whom it concerns at once."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PyQt5.QtCore import pyqtSignal, pyqtSlot

from app.audio import devices
from app.controllers.base import Controller
from app.services.data_folder import move_data, use_folder
from app.services.preferences import remember_preference


class PreferencesController(Controller):
    """``changed(str name, value)``; ``loudspeakers_changed(list)``.  ``now`` are the ``Preferences`` as they are."""

    changed = pyqtSignal(str, object)
    loudspeakers_changed = pyqtSignal(list)

    def __init__(self, jobs, folder, preferences, parent=None):
        """``jobs`` does one thing after the other: the last of two quick choices is the one that is kept."""
        super().__init__(jobs, parent)
        self._folder = folder
        self.now = preferences

    def choose(self, name, value):
        if getattr(self.now, name) == value:
            return
        self.now = replace(self.now, **{name: value})
        self._run(partial(remember_preference, self._folder, name, value), lambda _: None)
        self.changed.emit(name, value)

    def find_loudspeakers(self, *, again=False):
        """List them; ``again``: look for ones plugged in since."""

        def work():
            if again:
                devices.refresh()
            return devices.output_devices()

        found = self.loudspeakers_changed.emit
        self._run(work, found, on_error=partial(found, []))


class _Cancelled(Exception):
    """The user no longer wants it."""


class DataFolderController(Controller):
    """Where the data are.  Signals: ``busy_changed(bool)``, ``progressed(float share)``, ``chosen(str folder)``: from
    the next start on."""

    busy_changed = pyqtSignal(bool)
    progressed = pyqtSignal(float)
    chosen = pyqtSignal(str)
    _copied = pyqtSignal(float)  # from the job's thread to this one

    def __init__(self, jobs, workshop, folder, *, is_given, parent=None):
        """``is_given``: the folder was given for this start alone, so that no choice here would hold."""
        super().__init__(jobs, parent)
        self._workshop = workshop
        self.folder, self.is_given = Path(folder), is_given
        self.is_busy = self._is_cancelled = False
        self._copied.connect(self._tell)

    def move(self, target):
        self._begin(partial(move_data, self.folder, Path(target), self._workshop.key, self._progress), target)

    def use(self, target):
        self._begin(partial(use_folder, self.folder, Path(target)), target)

    def cancel(self):
        self._is_cancelled = True

    def _begin(self, act, target):
        def work():
            try:
                act()
            except _Cancelled:
                return False
            return True

        self._is_cancelled = False
        self._set_busy(True)
        self._run(work, partial(self._done, target), on_error=partial(self._set_busy, False))

    def _progress(self, share):
        """In the job."""
        if self._is_cancelled:
            raise _Cancelled
        self._copied.emit(share)

    @pyqtSlot(float)
    def _tell(self, share):
        self.progressed.emit(share)

    def _done(self, target, is_chosen):
        self._set_busy(False)
        if is_chosen:
            self.chosen.emit(str(target))

    def _set_busy(self, is_busy):
        self.is_busy = is_busy
        self.busy_changed.emit(is_busy)
