"""What a recording looks like: spectrograms and waveforms small enough to draw, whatever its length."""

import math
from dataclasses import dataclass

import numpy as np

from gluonar_engine import SAMPLE_RATE

_MAX_COLUMNS = 6_000
_MAX_POINTS = 3_000
_PIECE_FRAMES, _PIECE_SAMPLES = 6_000, 1 << 20  # computed at a time


@dataclass(frozen=True, eq=False)
class Picture:
    """``decibels`` (n_bins, n_columns) runs from 0 Hz to ``max_hz`` and over the whole duration; ``envelope`` is
    (2, n_points): the lowest and the highest sample of each stretch."""

    decibels: np.ndarray
    envelope: np.ndarray
    duration_s: float
    max_hz: float


@dataclass(frozen=True)
class Grid:
    """Columns over a stretch of a recording, each the loudest of ``group`` frames ``step`` samples apart.

    The first frame is centred at the sample ``first``; those of the recording's own hop are among its frames.
    """

    first: int
    step: int
    group: int
    n_columns: int

    @property
    def pitch(self):
        """Samples from column to column."""
        return self.step * self.group

    @property
    def start_s(self):
        """Where the first column begins: half a frame before its first frame's centre."""
        return (self.first - self.step / 2) / SAMPLE_RATE

    @property
    def end_s(self):
        return self.start_s + self.n_columns * self.pitch / SAMPLE_RATE

    def pieces(self):
        """(first column, n columns) of pieces that are computed in one go."""
        n_at_once = max(1, _PIECE_FRAMES // self.group)
        for first in range(0, self.n_columns, n_at_once):
            yield first, min(n_at_once, self.n_columns - first)


def grid_over(analysis, start_s, end_s, max_columns=_MAX_COLUMNS):
    """The ``Grid`` over a stretch, with about ``max_columns`` at most.

    Where columns are condensed, frames need not lie closer than a quarter of their window: what would be between them
    is seen by its neighbours.
    """
    hop = analysis.hop_length
    first = math.floor(start_s * SAMPLE_RATE / hop) * hop
    length = max(0, math.floor(end_s * SAMPLE_RATE) - first)
    pitch = max(hop, length / max_columns)
    step = hop * max(1, math.floor(min(pitch, analysis.win_length / 4) / hop))
    group = math.ceil(pitch / step)
    return Grid(first, step, group, math.ceil((1 + length // step) / group))


def columns_of(waveform, spectrogram, grid, first, n):
    """``n`` columns of the grid from column ``first`` on, (n_bins, n) in dB; silence is around the recording."""
    start = grid.first + first * grid.pitch - spectrogram.n_fft // 2
    end = start + (n * grid.group - 1) * grid.step + spectrogram.n_fft
    heard = waveform[max(0, start) : max(0, end)]
    before = min(max(0, -start), end - start)
    samples = np.pad(heard, (before, end - start - before - len(heard)))
    frames = spectrogram.columns(samples, grid.step)
    return frames.reshape(len(frames), n, grid.group).max(axis=2)


def picture_of(waveform, spectrogram):
    """The ``Picture`` of a 16 kHz waveform; hours are condensed by keeping the loudest of neighbouring columns."""
    duration_s = len(waveform) / SAMPLE_RATE
    grid = grid_over(spectrogram.analysis, 0.0, duration_s)
    pieces = [columns_of(waveform, spectrogram, grid, *piece) for piece in grid.pieces()]
    return Picture(np.concatenate(pieces, axis=1), envelope(waveform), duration_s, spectrogram.max_hz)


def envelope(waveform, n_points=_MAX_POINTS):
    """(n_samples,) -> (2, at most ``n_points``): the lowest and highest sample of equally long stretches."""
    n_points = min(n_points, len(waveform))
    if not n_points:
        return np.zeros((2, 0), dtype=np.float32)
    edges = np.linspace(0, len(waveform), n_points, endpoint=False).astype(int)
    groups = np.array_split(edges, min(n_points, -(-len(waveform) // _PIECE_SAMPLES)))
    ends = [*(group[0] for group in groups[1:]), len(waveform)]
    pieces = [
        [extreme.reduceat(waveform[group[0] : end], group - group[0]) for extreme in (np.minimum, np.maximum)]
        for group, end in zip(groups, ends, strict=True)
    ]
    return np.concatenate(pieces, axis=1)
