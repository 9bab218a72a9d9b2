"""The answer while somebody still speaks: what was heard so far, compared as one recording."""

import numpy as np

from app.audio.quality import assess
from app.domain import Interim, Quality
from app.services.voice import MIN_TAKE_SPEECH_S
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.scoring import normalize
from gluonar_engine.vad import voice_of

PART_S = 20.0


class VoiceSoFar:
    """What one recording has heard; not for two threads at a time.

    What is older than ``PART_S`` is embedded for good: the work of an answer stays the same however long it goes on.
    So the embedding is a mean over parts, as ``SpeakerEncoder.embed`` makes one of a long recording, and may differ a
    little from that of the whole.
    """

    def __init__(self, encoder):
        self.encoder = encoder
        self._tail = np.zeros(0, np.float32)
        self._done = []  # (direction, quality) of each finished part

    def hear(self, block):
        """Add what was heard since the last call, (n_samples,) at 16 kHz."""
        self._tail = np.concatenate([self._tail, block])
        while len(self._tail) >= PART_S * SAMPLE_RATE:
            n_part = round(PART_S * SAMPLE_RATE)
            self._done.append(self._part(self._tail[:n_part]))
            self._tail = self._tail[n_part:]

    def so_far(self):
        """Embedding (dim,) and ``Quality`` of all that was heard; the embedding is None while that is too little."""
        directions, qualities = zip(*self._done, self._part(self._tail), strict=True)
        heard = [direction for direction in directions if direction is not None]
        return (normalize(np.sum(heard, axis=0)) if heard else None), _together(qualities)

    def _part(self, waveform):
        """The embedding, as long as its voice lasts, or None without one; and the ``Quality``."""
        quality = assess(waveform)
        if quality.speech_s < MIN_TAKE_SPEECH_S:
            return None, quality
        voice = voice_of(waveform)
        try:
            return len(voice) * self.encoder.embed(voice), quality
        except ValueError:  # less than this network needs: more is coming
            return None, quality


def interim_answer(verification, speaker_name, voice: VoiceSoFar) -> Interim:
    """How what was heard so far compares with a speaker; nothing is logged."""
    probe, quality = voice.so_far()
    answer = None if probe is None else verification.compare(speaker_name, probe, quality, encoder=voice.encoder)
    return Interim(quality, answer)


def _together(qualities):
    """The ``Quality`` of parts as if they were one; the SNR is the mean over where it could be measured."""
    durations = [quality.duration_s for quality in qualities]
    measured = [quality for quality in qualities if quality.snr_db is not None]
    clipped = [quality.clipped_fraction * quality.duration_s for quality in qualities]
    speech = [quality.speech_s for quality in measured]
    return Quality(
        duration_s=sum(durations),
        speech_s=sum(quality.speech_s for quality in qualities),
        snr_db=float(np.average([quality.snr_db for quality in measured], weights=speech)) if measured else None,
        clipped_fraction=sum(clipped) / sum(durations) if sum(durations) else 0.0,
        peak_db=max(quality.peak_db for quality in qualities),
        bandwidth_hz=max((quality.bandwidth_hz for quality in qualities if quality.bandwidth_hz), default=None),
    )
