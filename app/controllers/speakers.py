"""Who is enrolled, what was recorded of them, and changing it."""

import math
from functools import partial

from PyQt5.QtCore import pyqtSignal

from app.controllers.base import Controller
from app.controllers.sounds import sound_of
from app.domain import Take
from app.errors import SpeakerGone
from app.services.names import normalize_name
from gluonar_engine.data.audio import decode


class SpeakersController(Controller):
    """Signals: ``speakers_changed(list)``, ``sounds_ready(Speaker, list of sounds)``, ``removed(Speaker)``."""

    speakers_changed = pyqtSignal(list)
    sounds_ready = pyqtSignal(object, list)
    removed = pyqtSignal(object)

    def __init__(self, jobs, workshop, parent=None):
        super().__init__(jobs, parent)
        self._workshop = workshop

    def refresh(self):
        self._run(lambda: self._workshop.gallery.speakers(), self.speakers_changed.emit)

    def load(self, speaker):
        """Fetch the speaker's recordings."""
        self._run(lambda: _sounds_of(self._workshop.gallery, speaker), partial(self.sounds_ready.emit, speaker))

    def rename(self, speaker, name):
        self._change(lambda: self._workshop.gallery.rename(speaker.id, normalize_name(name)))

    def remove(self, speaker):
        self._change(lambda: self._workshop.gallery.remove(speaker.id), lambda _: self.removed.emit(speaker))

    def _change(self, work, on_result=lambda _: None):
        """The list is renewed in any case: a change whose wiping failed is made all the same."""

        def changed(value):
            on_result(value)
            self.refresh()

        self._run(work, changed, on_error=self.refresh)


def _sounds_of(gallery, speaker):
    """A speaker who is removed while we read has no recordings: that is no failure to tell about."""
    try:
        return [
            sound_of(
                Take(
                    decode(gallery.flac(recording.id), max_duration_s=math.inf).waveform,
                    recording.source,
                    recording.quality,
                )
            )
            for recording in gallery.recordings(speaker.id)
        ]
    except SpeakerGone:
        return []
