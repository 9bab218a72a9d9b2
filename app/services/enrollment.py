"""Enrolling a speaker, and adding recordings to one."""

import hashlib

from app.domain import Speaker, Take
from app.errors import TooLittleSpeech
from app.services.names import normalize_name
from app.services.voice import embed_voice, require_speech
from app.store.gallery import NewTake
from gluonar_engine.data.audio import encode_flac, waveform_to_pcm

MIN_SPEECH_S = 1.0  # in all takes together, as much as a verdict needs
ADVISED_SPEECH_S = 5.0


class EnrollmentService:
    def __init__(self, gallery, models):
        self._gallery = gallery
        self._models = models

    def enroll(self, name: str, takes: list[Take]) -> Speaker:
        """Save a new speaker: all of it, or nothing and a ``UserError``."""
        name = normalize_name(name)
        speech_s = sum(take.quality.speech_s for take in takes)
        if speech_s < MIN_SPEECH_S:
            raise TooLittleSpeech(speech_s, MIN_SPEECH_S)
        return self._gallery.enroll(name, *self._prepare(takes))

    def add_takes(self, speaker: Speaker, takes: list[Take]) -> Speaker:
        return self._gallery.add_takes(speaker.id, *self._prepare(takes))

    def _prepare(self, takes):
        for take in takes:
            require_speech(take)
        encoder = self._models.encoder()
        return [_new_take(take, encoder) for take in takes], encoder.model_id


def advice_on(speaker: Speaker) -> str | None:
    """What would make a speaker's scores steadier, in one sentence; None when there is nothing to say."""
    if speaker.speech_s >= ADVISED_SPEECH_S:
        return None
    return f"{speaker.speech_s:.1f} s of speech is little: scores get steadier with {ADVISED_SPEECH_S:.0f} s or more."


def _new_take(take, encoder):
    return NewTake(
        flac=encode_flac(take.waveform),
        pcm_sha256=hashlib.sha256(waveform_to_pcm(take.waveform).astype("<i2").tobytes()).hexdigest(),
        embedding=embed_voice(encoder, take.waveform),
        source=take.source,
        quality=take.quality,
    )
