"""Spectrograms to look at: the engine's STFTBlock as ONNX Runtime runs it, for whole recordings and for live sound."""

from pathlib import Path

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.filters import window
from gluonar_engine.runtime.onnx import OnnxNetwork

BLOCK_FILE = Path(__file__).resolve().parent.parent / "assets" / "stft_block.onnx"
N_FFT, WIN_LENGTH, HOP_LENGTH, WINDOW = 512, 400, 160, "hann"  # what BLOCK_FILE was exported with
FLOOR_DB = -120.0
_PIECE_FRAMES = 6_000  # a minute at a time, so that a long recording does not fill the memory twice


class Spectrogram:
    """Power in dB relative to a full-scale sine, 257 bins from 0 to 8 kHz, a column each 10 ms."""

    n_bins = N_FFT // 2 + 1
    hop_s = HOP_LENGTH / SAMPLE_RATE
    max_hz = SAMPLE_RATE / 2

    def __init__(self):
        self._block = OnnxNetwork(BLOCK_FILE)
        self._full_scale_db = 20.0 * np.log10(window(WINDOW, WIN_LENGTH).sum() / 2.0)

    def of(self, waveform):
        """A whole recording (n_samples,) as (n_bins, 1 + n_samples // 160) float32; column t is centred at t * hop_s.

        Raises
        ------
        ValueError
            For a recording without samples.
        """
        if not len(waveform):
            raise ValueError("no samples to draw")
        half = N_FFT // 2
        padded = np.pad(waveform, half, mode="reflect" if len(waveform) > half else "constant")
        n_frames = 1 + len(waveform) // HOP_LENGTH
        pieces = [
            self.columns(padded[start * HOP_LENGTH : (min(start + _PIECE_FRAMES, n_frames) - 1) * HOP_LENGTH + N_FFT])
            for start in range(0, n_frames, _PIECE_FRAMES)
        ]
        return np.concatenate(pieces, axis=1)

    def stream(self):
        """A ``SpectrogramStream`` for sound that is still coming in."""
        return SpectrogramStream(self)

    def columns(self, samples):
        """All whole frames of (n_samples,), at least 512 of them, as (n_bins, n_frames) float32."""
        power = self._block(samples[np.newaxis])[0, 0].T
        return np.maximum(10.0 * np.log10(np.maximum(power, 1e-20)) - self._full_scale_db, FLOOR_DB).astype(np.float32)


class SpectrogramStream:
    """Columns of live sound; what does not fill a frame waits for the next block."""

    def __init__(self, spectrogram):
        self._spectrogram = spectrogram
        self._waiting = np.zeros(0, np.float32)

    def feed(self, block):
        """Take (n_samples,) and give (n_bins, n_new_columns), often with no column or one."""
        samples = np.concatenate([self._waiting, block])
        n_frames = 1 + (len(samples) - N_FFT) // HOP_LENGTH if len(samples) >= N_FFT else 0
        self._waiting = samples[n_frames * HOP_LENGTH :]
        if not n_frames:
            return np.zeros((self._spectrogram.n_bins, 0), np.float32)
        return self._spectrogram.columns(samples[: (n_frames - 1) * HOP_LENGTH + N_FFT])
