"""EXPERIMENTAL: cues that a voice came out of a loudspeaker or a synthesizer.  They raise suspicion, and never clear.

Nothing here was tried on a real attack recorded by a microphone: the loudspeakers are simulated, and the synthesizer
is espeak-ng, which a listener tells at once.  A good loudspeaker in a quiet room and a neural voice will pass.  How
often it errs on what it was tried on, `python -m benchmarks.suspicion` prints: APCER, the share of attacks of a kind
that raise no suspicion, and BPCER, the share of genuine recordings that do (ISO/IEC 30107-3).
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.vad import mask_and_power, spectrogram

DEFAULT_FILE = Path(__file__).resolve().parents[1] / "assets" / "suspicion.json"
LEAST_FRAMES = 50  # of speech, 10 ms each: less says nothing
CUES = (
    "low_db",
    "high_db",
    "top_db",
    "tilt",
    "flux_db",
    "top_flux_db",
    "spread_db",
    "top_spread_db",
    "holes",
    "decay_db",
    "fall_db",
    "floor_db",
    "pitch_strength",
    "pitch_jitter",
)
_MOST_FRAMES = 1500  # that spectra are looked at in, spread over the speech
_FLOOR = 1e-7  # of the loudest: below it is what a level or a rounding makes of silence
_HZ = np.linspace(0, SAMPLE_RATE / 2, 257)
_REFERENCE = (300, 3000)  # Hz: what any loudspeaker and telephone passes
_HOLE_DB = 60.0  # below the loud moments of the same bin: a codec's silence, not a breath
_USUAL_DECAY_DB = 20.0
_PITCH_LAGS = slice(40, 200)  # 80 to 400 Hz


@dataclass(frozen=True)
class Suspicion:
    """``kind`` "loudspeaker" or "synthesizer"; ``score`` is over 0 where it is suspected, in log-odds of the fit."""

    kind: str
    score: float

    @property
    def is_raised(self):
        return self.score > 0


class SuspicionCheck:
    """Call it with a waveform (n_samples,) at 16 kHz: a ``Suspicion`` of each kind, or () when it is too short."""

    def __init__(self, weights):
        """``weights``: ``{kind: ((14,) slopes, offset)}``."""
        self._weights = weights

    @classmethod
    def load(cls, file=DEFAULT_FILE):
        found = json.loads(Path(file).read_text(encoding="utf-8"))
        if tuple(found["cues"]) != CUES:
            raise ValueError(f"{file} was fitted to other cues")
        return cls({kind: (np.array(each["slopes"]), each["offset"]) for kind, each in found["kinds"].items()})

    def __call__(self, waveform, activity=None):
        seen = cues(waveform, activity)
        if seen is None:
            return ()
        return tuple(Suspicion(kind, float(slopes @ seen + at_0)) for kind, (slopes, at_0) in self._weights.items())


def cues(waveform, activity=None):
    """What a loudspeaker, a room or a synthesizer leaves in speech, (14,) in the order of ``CUES``; None without 0.5 s
    of speech.

    Small loudspeakers lack the lows and have steep ends; rooms fill the pauses (``decay_db``, ``fall_db``) and smooth
    what changes from frame to frame (``flux_db``); synthesizers repeat their spectra (``spread_db``) and their pitch.
    All are of the shape of the spectrum, none of its level.  ``activity`` is the waveform's ``vad.mask_and_power``,
    where that is known.
    """
    mask, power = activity or mask_and_power(waveform)
    frames = np.flatnonzero(mask)
    if len(frames) < LEAST_FRAMES:
        return None
    spectra = spectrogram(waveform, frames[:: -(-len(frames) // _MOST_FRAMES)])
    spectra += _FLOOR * np.percentile(spectra, 99)
    level = 10 * np.log10(spectra)
    loud = np.convolve(np.percentile(level, 95, axis=0), np.ones(5) / 5, mode="same")
    return np.array([*_bands(spectra), *_changes(level, loud), *_pauses(mask, power), *_pitch(level)])


def _bands(spectra):
    def mean_db(low, high):
        return float(np.mean(10 * np.log10(spectra[:, (low <= _HZ) & (high > _HZ)].mean(axis=1))))

    reference = mean_db(*_REFERENCE)
    return [mean_db(low, high) - reference for low, high in ((60, 200), (4000, 6000), (6000, 7800))]


def _changes(level, loud):
    """Tilt in dB an octave; mean change between frames and deviation over all, below 6.2 kHz and above; holes."""
    tilt = np.polyfit(np.log2(_HZ[8:]), loud[8:], 1)[0]
    steps, deviation = np.abs(np.diff(level, axis=0)), np.std(level, axis=0)
    holes = np.mean(level[:, 60:230] < loud[60:230] - _HOLE_DB)
    flux = steps[:, 8:200].mean(), steps[:, 200:240].mean()
    return [tilt, *flux, deviation[8:60].mean(), deviation[130:230].mean(), holes]


def _pauses(mask, power):
    """How far the level falls within 0.13 s about the end of speech, how fast at the fastest, and down to where."""
    level = 10 * np.log10(power + _FLOOR * np.percentile(power[mask], 99))
    ends = np.flatnonzero(mask[:-1] & ~mask[1:])
    ends = ends[(ends >= 3) & (ends < len(level) - 10)]
    decay = np.median(level[ends - 3] - level[ends + 10]) if len(ends) else _USUAL_DECAY_DB
    fall = -np.percentile(np.diff(level)[mask[1:]], 5)
    pauses = level[~mask]
    floor = np.median(level[mask]) - np.median(pauses) if len(pauses) else 0.0
    return [decay, fall, floor]


def _pitch(level):
    """Strength of the cepstral peak, and its step from frame to frame in octaves, where it is stronger than usual."""
    cepstrum = np.fft.irfft(level, axis=1)[:, _PITCH_LAGS]
    strength, lag = cepstrum.max(axis=1), _PITCH_LAGS.start + cepstrum.argmax(axis=1)
    pitched = np.log2(lag[strength > np.median(strength)])
    return [strength.mean(), np.median(np.abs(np.diff(pitched))) if len(pitched) > 1 else 0.0]
