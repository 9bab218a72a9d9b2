"""What a level meter shows of a recording in progress.  The finished recording is judged by ``quality``."""

from collections import deque
from dataclasses import dataclass

import numpy as np

FLOOR_DB = -120.0
_WINDOW_S = 0.15  # the level's; long enough not to flicker with the pitch
_HOLD_S = 1.0  # a peak or clip stays on show this long
_SILENT_AFTER_S = 1.5
_SILENT_PEAK = 1.5 / 32768  # a muted device may still toggle its last bit
CLIP_LEVEL = 0.999


@dataclass(frozen=True)
class Level:
    """``level_db`` is the RMS of the last 0.15 s and ``peak_db`` the peak of the last second, both re full scale;
    ``clipped``: full scale was reached within that second; ``is_silent``: nothing but digital silence for 1.5 s."""

    level_db: float = FLOOR_DB
    peak_db: float = FLOOR_DB
    clipped: bool = False
    is_silent: bool = False


class Meter:
    def __init__(self, sample_rate):
        self._sample_rate = sample_rate
        self._recent = deque()  # (seconds, sum of squares, peak) of each block of the last second
        self._silent_s = 0.0

    def feed(self, block):
        """Take in the next samples (n_samples,) and return the ``Level`` after them."""
        duration_s = len(block) / self._sample_rate
        peak = float(np.abs(block).max(initial=0.0))
        self._recent.append((duration_s, float(np.dot(block, block)), peak))
        while sum(seconds for seconds, *_ in self._recent) - self._recent[0][0] >= _HOLD_S:
            self._recent.popleft()
        self._silent_s = self._silent_s + duration_s if peak <= _SILENT_PEAK else 0.0
        loudest = max(peak for *_, peak in self._recent)
        return Level(
            level_db=_to_db(self._recent_rms()),
            peak_db=_to_db(loudest),
            clipped=loudest >= CLIP_LEVEL,
            is_silent=self._silent_s >= _SILENT_AFTER_S,
        )

    def _recent_rms(self):
        seconds = energy = 0.0
        for duration_s, block_energy, _ in reversed(self._recent):
            seconds, energy = seconds + duration_s, energy + block_energy
            if seconds >= _WINDOW_S:
                break
        return (energy / max(seconds * self._sample_rate, 1.0)) ** 0.5


def _to_db(amplitude):
    return max(20.0 * float(np.log10(max(amplitude, 1e-12))), FLOOR_DB)
