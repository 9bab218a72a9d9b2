"""The gallery's pass-phrase: set, changed, removed; and when the gallery is locked again."""

from functools import partial

from PyQt5.QtCore import pyqtSignal

from app import settings
from app.controllers.base import Controller
from app.services import protecting

_LOCK_AFTER = "lock_after_min"
_LOCK_AFTER_MIN = 10


class ProtectionController(Controller):
    """Signals: ``loaded(bool, int)``: whether there is a pass-phrase, and after how many minutes the gallery is locked
    (0: never); ``lock_after_changed(int)``; ``agreed(object)``: a function to call when nothing uses the gallery any
    more, which then rewrites it.
    """

    loaded = pyqtSignal(bool, int)
    lock_after_changed = pyqtSignal(int)
    agreed = pyqtSignal(object)

    def __init__(self, jobs, workshop, folder, parent=None):
        super().__init__(jobs, parent)
        self._workshop = workshop
        self._folder = folder

    @property
    def is_protected(self):
        return self._workshop.key is not None

    def load(self):
        self._run(lambda: settings.remembered(self._folder).get(_LOCK_AFTER, _LOCK_AFTER_MIN), self._found)

    def choose_lock_after(self, minutes):
        self._run(lambda: settings.remember(self._folder, _LOCK_AFTER, minutes), lambda _: None)
        self.lock_after_changed.emit(minutes)

    def set_passphrase(self, new, old=""):
        """``old`` is typed once more where there is one: who finds the window open must not lock the others out."""

        def work():
            protecting.check(self._folder, new)
            return partial(protecting.set_passphrase, self._folder, new, self._confirmed(old))

        self._run(work, self.agreed.emit)

    def remove_passphrase(self, old):
        def work():
            protecting.check(self._folder)
            return partial(protecting.remove_passphrase, self._folder, self._confirmed(old))

        self._run(work, self.agreed.emit)

    def _confirmed(self, passphrase):
        return protecting.unlock(self._folder, passphrase) if self.is_protected else None

    def _found(self, minutes):
        self.loaded.emit(self.is_protected, minutes)
        self.lock_after_changed.emit(minutes)
