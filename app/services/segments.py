"""Scores along a recording: windows that slide over its speech, each an embedding of its own.

What was seen (``python -m benchmarks.segments``, model gluonar-r18e-fbb9d40b) on 258 joints of the speech of 86
people from five corpora, each enrolled with one to three recordings.  Of windows of 1, 1.5, 2 and 3 s, one in 17, 18,
19 and 28 is on the wrong side where both errors are equal.  Their ratios are calibrated for recordings of 1 s and
more, but not for windows: of a speaker's own 7, 4, 2 and 1 % support another speaker, of other speakers' 5, 6, 7 and
11 % this one (few: 776, 523, 282 and 53 windows).  So a single window tells little, and what is said in words needs a
distance and a length: with windows of 1.5 s, four in a row beyond 1 are in none of the 86 recordings of one voice,
and in 71 % of the 172 with 1 to 4 s of another one in the middle, whose ends are off by 0.17 s (median).  Beyond 0:
in 6 and 78 %. Windows of 1 s: none, 74 %, 0.26 s and a less quiet curve; of 2 s: none, 66 %, 0.27 s.  A hop of 0.5 s
finds as many as one of 0.25 s, and draws a rougher curve.
"""

import numpy as np

from app.domain import Stretch, Verdict
from gluonar_engine.vad import FRAME_S, HOP_LENGTH, kept, near_speech, runs, speech_mask

WINDOW_S, HOP_S = 1.5, 0.25
MIN_SPEECH_SHARE = 0.5
MIN_LLR, MIN_STRETCH_S = 1.0, 1.0  # of a stretch that is told: distance from the operating point, and length


class Windows:
    """Windows of a waveform (n_samples,) at 16 kHz, ``hop_s`` apart; those that are mostly pause are left out."""

    def __init__(self, waveform, window_s=WINDOW_S, hop_s=HOP_S):
        self._waveform = waveform
        speech = speech_mask(waveform)
        self._near = near_speech(speech)
        self._length, step = round(window_s / FRAME_S), round(hop_s / FRAME_S)
        spoken = np.concatenate([[0], np.cumsum(speech)])
        starts = np.arange(0, max(1, len(speech) - self._length + 1), step)
        ends = np.minimum(starts + self._length, len(speech))
        self._starts = starts[spoken[ends] - spoken[starts] >= MIN_SPEECH_SHARE * self._length]

    def __len__(self):
        return len(self._starts)

    def span(self, index):
        """(start, end) of a window in s."""
        start = self._starts[index] * FRAME_S
        return float(start), float(min(start + self._length * FRAME_S, len(self._waveform) * FRAME_S / HOP_LENGTH))

    def voice(self, index):
        """What is embedded of a window: its samples near speech."""
        frames = slice(self._starts[index], self._starts[index] + self._length)
        samples = slice(frames.start * HOP_LENGTH, frames.stop * HOP_LENGTH)
        return kept(self._waveform[samples], self._near[frames])


def odd_stretches(segments, decision) -> list[Stretch]:
    """Where the recording supports the other answer than ``decision`` does, for long enough and strongly enough.

    Where the whole cannot tell, what supports another speaker is told.
    """
    is_for = decision.verdict is Verdict.DOES_NOT_SUPPORT
    sign = 1.0 if is_for else -1.0
    found = []
    for group in _unbroken(segments):
        odd = np.array([sign * (each.llr - decision.llr_threshold) > MIN_LLR for each in group], dtype=bool)
        for first, end in runs(odd):
            if (end - first) * HOP_S >= MIN_STRETCH_S:
                start_s = group[0].start_s if first == 0 else middle(group[first]) - HOP_S / 2
                end_s = group[-1].end_s if end == len(group) else middle(group[end - 1]) + HOP_S / 2
                found.append(Stretch(start_s, end_s, is_for))
    return found


def middle(segment):
    """The moment that a window's score stands for, in s."""
    return (segment.start_s + segment.end_s) / 2


def _unbroken(segments):
    """The segments in groups between which windows were left out."""
    starts = np.array([segment.start_s for segment in segments])
    cuts = (np.flatnonzero(np.diff(starts) > 1.5 * HOP_S) + 1).tolist()
    return [segments[start:end] for start, end in zip([0, *cuts], [*cuts, len(segments)], strict=True)]


def curve_of(segments):
    """(moments in s, log-likelihood ratios), (n_points,) each, with a NaN between two groups."""
    points = []
    for group in _unbroken(segments):
        points += [(middle(each), each.llr) for each in group]
        points.append((points[-1][0] if points else 0.0, np.nan))
    return np.array(points[:-1], dtype=float).reshape(-1, 2).T
