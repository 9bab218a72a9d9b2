"""The takes at hand, and making a speaker of them."""

from functools import partial

from PyQt5.QtCore import pyqtSignal

from app.controllers.base import Controller
from app.services.enrollment import MIN_SPEECH_S


class EnrollController(Controller):
    """Signals: ``sounds_changed(list)``, ``added(sound)``, ``busy_changed(bool)``, ``enrolled(Speaker, list of
    sounds, bool is_new)``: those sounds are stored and their copies on disk are needed no more."""

    sounds_changed = pyqtSignal(list)
    added = pyqtSignal(object)
    busy_changed = pyqtSignal(bool)
    enrolled = pyqtSignal(object, list, bool)

    needed_s = MIN_SPEECH_S

    def __init__(self, jobs, workshop, parent=None):
        super().__init__(jobs, parent)
        self._workshop = workshop
        self._sounds = []

    @property
    def unsaved(self):
        """Recordings, not files: those would be gone if nobody kept them."""
        return [sound for sound in self._sounds if sound.spool_path]

    def add(self, sound):
        self._sounds.append(sound)
        self.sounds_changed.emit(list(self._sounds))
        self.added.emit(sound)

    def remove(self, sound):
        self._sounds.remove(sound)
        self.sounds_changed.emit(list(self._sounds))

    def enroll(self, name, speaker=None):
        """Save the takes as the new speaker ``name``, or add them to ``speaker``."""
        sounds = list(self._sounds)
        takes = [sound.take for sound in sounds]

        def work():
            service = self._workshop.enrollment
            return service.enroll(name, takes) if speaker is None else service.add_takes(speaker, takes)

        self.busy_changed.emit(True)
        self._run(
            work, partial(self._enrolled, sounds, speaker is None), on_error=partial(self.busy_changed.emit, False)
        )

    def _enrolled(self, sounds, is_new, speaker):
        self._sounds = [sound for sound in self._sounds if sound not in sounds]
        self.busy_changed.emit(False)
        self.sounds_changed.emit(list(self._sounds))
        self.enrolled.emit(speaker, sounds, is_new)
