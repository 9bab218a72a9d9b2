"""How usable a recording is: net speech, signal to noise, clipping, peak.

Seen on the recordings named in ``vad``: the middle eight tenths have 27 to 60 dB of ``snr_db``, the median 40.  White
noise added 20, 10 and 5 dB below the speech is measured as 20, 10-11 and 5.5-6.7 dB; rain, sea and helicopters come
out 1 to 4 dB better than they are, their loud moments being taken for speech.
"""

import numpy as np

from app.domain import Quality
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.vad import FRAME_S, mask_and_power

FLOOR_DB = -120.0
_CLIP_LEVEL = 0.999
_SHORTEST_PAUSE_S = 0.1  # less noise than this cannot be measured
_MARGIN_FRAMES = 2  # beside speech: its fading in and out is no noise


def assess(waveform):
    """The ``Quality`` of a mono float waveform (n_samples,) at 16 kHz; an empty one has none of anything."""
    mask, power = mask_and_power(waveform)
    magnitude = np.abs(waveform)
    peak = float(magnitude.max(initial=0.0))
    return Quality(
        duration_s=len(waveform) / SAMPLE_RATE,
        speech_s=float(mask.sum()) * FRAME_S,
        snr_db=_snr_db(mask, power),
        clipped_fraction=float(np.mean(magnitude >= _CLIP_LEVEL)) if len(waveform) else 0.0,
        peak_db=max(20 * float(np.log10(peak)), FLOOR_DB) if peak else FLOOR_DB,
    )


def _snr_db(mask, power):
    """Power of the speech alone against the power of the pauses, per frame; None without enough of either."""
    if not mask.any():
        return None
    near_speech = np.convolve(mask, np.ones(2 * _MARGIN_FRAMES + 1))[_MARGIN_FRAMES:-_MARGIN_FRAMES] > 0
    noise = power[~near_speech & (power > 0)]  # digital silence says nothing about the room
    if len(noise) * FRAME_S < _SHORTEST_PAUSE_S:
        return None
    noise_power = float(np.median(noise))  # not the mean, which one overlooked word would fill
    return 10 * float(np.log10(max(float(np.mean(power[mask])) / noise_power - 1.0, 0.01)))
