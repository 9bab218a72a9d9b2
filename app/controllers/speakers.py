"""Who is enrolled, and what was recorded and asked of them."""

import math
from contextlib import suppress
from functools import partial

from PyQt5.QtCore import pyqtSignal

from app.controllers.base import Controller
from app.controllers.sounds import sound_of
from app.domain import Take
from app.errors import SpeakerGone
from gluonar_engine.data.audio import decode

_MAX_TRIALS = 10_000


class SpeakersController(Controller):
    """Signals: ``speakers_changed(list)``; of one of them ``details_ready(Speaker, templates, trials)`` and
    ``sounds_ready(Speaker, list of sounds)``."""

    speakers_changed = pyqtSignal(list)
    details_ready = pyqtSignal(object, list, list)
    sounds_ready = pyqtSignal(object, list)

    def __init__(self, jobs, workshop, parent=None):
        super().__init__(jobs, parent)
        self._workshop = workshop
        self._wanted_id = None

    def refresh(self):
        self._run(lambda: self._workshop.gallery.speakers(), self.speakers_changed.emit)

    def load(self, speaker):
        """Fetch what is stored of the speaker; a job whose turn comes when another one is wanted leaves it."""
        self._wanted_id = speaker.id
        self._run(partial(self._details, speaker.id), partial(self._deliver, self.details_ready, speaker))
        self._run(partial(self._sounds, speaker.id), partial(self._deliver, self.sounds_ready, speaker))

    def _deliver(self, ready, speaker, found):
        if found is not None:
            ready.emit(speaker, *found)

    def _details(self, speaker_id):
        gallery = self._workshop.gallery
        if speaker_id != self._wanted_id:
            return None
        return gallery.templates(speaker_id), gallery.trials(speaker_id, limit=_MAX_TRIALS)

    def _sounds(self, speaker_id):
        """A speaker who is removed while we read has no recordings: that is no failure to tell about."""
        sounds = []
        with suppress(SpeakerGone):
            for recording in self._workshop.gallery.recordings(speaker_id):
                if speaker_id != self._wanted_id:
                    return None
                sounds.append(_sound(self._workshop.gallery.flac(recording.id), recording))
        for sound, rating in zip(sounds, self._workshop.enrollment.stored_ratings(speaker_id), strict=False):
            sound.rating = rating  # one of them may be gone by now
        return (sounds,)


def _sound(flac, recording):
    waveform = decode(flac, max_duration_s=math.inf).waveform
    return sound_of(Take(waveform, recording.source, recording.quality), recording=recording)
