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
        self._wanted = self._listing = None  # the latest calls: what was read for others may be older

    def refresh(self):
        self._listing = listing = object()
        self._run(lambda: self._workshop.gallery.speakers(), partial(self._listed, listing))

    def load(self, speaker):
        """Fetch what is stored of the speaker; a job whose turn comes after another call leaves it."""
        self._wanted = wanted = object()
        for read, ready in ((self._details, self.details_ready), (self._sounds, self.sounds_ready)):
            self._run(partial(read, speaker.id, wanted), partial(self._deliver, ready, speaker, wanted))

    def _listed(self, listing, speakers):
        if listing is self._listing:
            self.speakers_changed.emit(speakers)

    def _deliver(self, ready, speaker, wanted, found):
        if wanted is self._wanted:
            ready.emit(speaker, *found)

    def _details(self, speaker_id, wanted):
        gallery = self._workshop.gallery
        if wanted is not self._wanted:
            return None
        return gallery.templates(speaker_id), gallery.trials(speaker_id, limit=_MAX_TRIALS)

    def _sounds(self, speaker_id, wanted):
        """A speaker who is removed while we read has no recordings: that is no failure to tell about."""
        sounds = []
        with suppress(SpeakerGone):
            for recording in self._workshop.gallery.recordings(speaker_id):
                if wanted is not self._wanted:
                    return None
                sounds.append(_sound(self._workshop.gallery.flac(recording.id), recording))
        for sound, rating in zip(sounds, self._workshop.enrollment.stored_ratings(speaker_id), strict=False):
            sound.rating = rating  # one of them may be gone by now
        return (sounds,)


def _sound(flac, recording):
    waveform = decode(flac, max_duration_s=math.inf).waveform
    return sound_of(Take(waveform, recording.source, recording.quality), recording=recording)
