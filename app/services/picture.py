"""What a recording looks like: a spectrogram and a waveform small enough to draw, whatever its length."""

from dataclasses import dataclass

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.spectrogram import N_FFT

_MAX_COLUMNS = 6_000
_MAX_POINTS = 3_000
_CHUNK_S = 10


@dataclass(frozen=True, eq=False)
class Picture:
    """``decibels`` (n_bins, n_columns) runs from 0 Hz to ``max_hz`` and over the whole duration; ``envelope`` is
    (2, n_points): the lowest and the highest sample of each stretch."""

    decibels: np.ndarray
    envelope: np.ndarray
    duration_s: float
    max_hz: float


def picture_of(waveform, spectrogram):
    """The ``Picture`` of a 16 kHz waveform; hours are condensed by keeping the loudest of neighbouring columns."""
    n_frames = 1 + int(len(waveform) / (SAMPLE_RATE * spectrogram.hop_s))
    group = -(-n_frames // _MAX_COLUMNS)
    stream, kept = spectrogram.stream(), []
    waiting = np.zeros((spectrogram.n_bins, 0), np.float32)
    for piece in _pieces(waveform):
        waiting = np.concatenate([waiting, stream.feed(piece)], axis=1)
        n_whole = waiting.shape[1] // group * group
        kept.append(waiting[:, :n_whole].reshape(len(waiting), -1, group).max(axis=2))
        waiting = waiting[:, n_whole:]
    return Picture(np.concatenate(kept, axis=1), envelope(waveform), len(waveform) / SAMPLE_RATE, spectrogram.max_hz)


def _pieces(waveform):
    """The waveform bit by bit, with half a window of silence around it: then column t is centred at t * hop_s."""
    silence = np.zeros(N_FFT // 2, np.float32)
    yield silence
    for start in range(0, len(waveform), _CHUNK_S * SAMPLE_RATE):
        yield waveform[start : start + _CHUNK_S * SAMPLE_RATE]
    yield silence


def envelope(waveform, n_points=_MAX_POINTS):
    """(n_samples,) -> (2, at most ``n_points``): the lowest and highest sample of equally long stretches."""
    n_points = min(n_points, len(waveform))
    if not n_points:
        return np.zeros((2, 0), dtype=np.float32)
    edges = np.linspace(0, len(waveform), n_points, endpoint=False).astype(int)
    return np.stack([np.minimum.reduceat(waveform, edges), np.maximum.reduceat(waveform, edges)])
