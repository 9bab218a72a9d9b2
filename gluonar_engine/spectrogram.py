"""Spectrograms to look at: the engine's blocks as ONNX Runtime runs them, for whole recordings and for live sound."""

from dataclasses import dataclass

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.filters import hz_to_mel, mel_to_hz, window
from gluonar_engine.runtime.spectral import spectral_network

VIEWS = ("stft", "mel", "mfcc")
WINDOW, N_MELS, N_MFCC = "hann", 80, 20
FLOOR_DB = -120.0
RANGE_DB = {"stft": (-100.0, -20.0), "mel": (-100.0, -20.0), "mfcc": (-100.0, 100.0)}  # that shows speech well
WINDOW_LIMITS_MS, LEAST_HOP_MS = (2.0, 200.0), 0.5
_MIN_N_FFT = 512  # shorter windows are padded: their bins would be coarser than the eye, and the mel bands, want


@dataclass(frozen=True)
class Analysis:
    """What is computed of a recording.

    Parameters
    ----------
    view : "stft", "mel" or "mfcc"
        Power at evenly spaced frequencies or in mel bands, in dB re a full-scale sine; or cepstral coefficients.
    window_ms : float
        Length of the Hann window in ms, 2 to 200.
    hop_ms : float
        Time from frame to frame in ms, at least 0.5, at most the window.

    Raises
    ------
    ValueError
        For another view, or lengths outside those limits.
    """

    view: str = "stft"
    window_ms: float = 25.0
    hop_ms: float = 10.0

    def __post_init__(self):
        shortest, longest = WINDOW_LIMITS_MS
        if self.view not in VIEWS:
            raise ValueError(f"unknown view {self.view!r}, known are {', '.join(VIEWS)}")
        if not shortest <= self.window_ms <= longest:
            raise ValueError(f"the window must be {shortest:g} to {longest:g} ms, got {self.window_ms:g}")
        if not LEAST_HOP_MS <= self.hop_ms <= self.window_ms:
            limits = f"{LEAST_HOP_MS:g} to {self.window_ms:g} ms, the window"
            raise ValueError(f"the hop must be {limits}, got {self.hop_ms:g}")

    @property
    def win_length(self):
        return round(self.window_ms * SAMPLE_RATE / 1000)

    @property
    def hop_length(self):
        return round(self.hop_ms * SAMPLE_RATE / 1000)

    @property
    def n_fft(self):
        return max(_MIN_N_FFT, 1 << (self.win_length - 1).bit_length())

    @property
    def n_bins(self):
        return {"stft": self.n_fft // 2 + 1, "mel": N_MELS, "mfcc": N_MFCC}[self.view]

    @property
    def scale(self):
        """The ``BinScale`` of its bins."""
        if self.view == "stft":
            return BinScale("Hz", np.array([0.0, self.n_bins - 1]), np.array([0.0, SAMPLE_RATE / 2]))
        if self.view == "mel":
            edges = mel_to_hz(np.linspace(0.0, hz_to_mel(SAMPLE_RATE / 2), N_MELS + 2))
            return BinScale("Hz", np.arange(-1.0, N_MELS + 1), edges)
        return BinScale("", np.array([0.0, N_MFCC - 1.0]), np.array([0.0, N_MFCC - 1.0]))


@dataclass(frozen=True, eq=False)
class BinScale:
    """What the bins of a spectrogram stand for: bin ``positions[i]`` is at ``values[i]``, those between in between.

    ``unit`` is "Hz", or empty for coefficients, which are only numbered.
    """

    unit: str
    positions: np.ndarray
    values: np.ndarray

    @property
    def is_even(self):
        return len(self.values) == 2

    def value_at(self, position):
        return np.interp(position, self.positions, self.values)

    def position_of(self, value):
        return np.interp(value, self.values, self.positions)


class Spectrogram:
    """Decibels of a 16 kHz waveform, (n_bins, n_frames), by an ``Analysis``.

    Without one: 257 bins from 0 to 8 kHz, in dB re a full-scale sine, a column each 10 ms.
    """

    max_hz = SAMPLE_RATE / 2

    def __init__(self, analysis=None):
        self.analysis = analysis = analysis or Analysis()
        self.n_fft, self.hop_length = analysis.n_fft, analysis.hop_length
        self.hop_s = self.hop_length / SAMPLE_RATE
        self.n_bins, self.scale = analysis.n_bins, analysis.scale
        full_scale = float(window(WINDOW, analysis.win_length).sum() / 2.0) ** 2
        self._network = spectral_network(
            analysis.view, self.n_fft, analysis.win_length, window=WINDOW, n_mels=N_MELS, n_mfcc=N_MFCC,
            ref=full_scale, amin=full_scale * 10.0 ** (FLOOR_DB / 10.0),
        )  # fmt: skip

    def of(self, waveform):
        """A whole recording (n_samples,) as (n_bins, 1 + n_samples // hop) float32; column t is centred at t * hop_s.

        Raises
        ------
        ValueError
            For a recording without samples.
        """
        if not len(waveform):
            raise ValueError("no samples to draw")
        half = self.n_fft // 2
        return self.columns(np.pad(waveform, half, mode="reflect" if len(waveform) > half else "constant"))

    def stream(self):
        """A ``SpectrogramStream`` for sound that is still coming in."""
        return SpectrogramStream(self)

    def columns(self, samples, hop_length=None):
        """All whole frames of (n_samples,), at least ``n_fft`` of them, as (n_bins, n_frames) float32.

        ``hop_length`` is another hop than the analysis has, in samples.
        """
        return self._network(samples, hop_length or self.hop_length).T


class SpectrogramStream:
    """Columns of live sound; what does not fill a frame waits for the next block."""

    def __init__(self, spectrogram):
        self._spectrogram = spectrogram
        self._waiting = np.zeros(0, np.float32)

    def feed(self, block):
        """Take (n_samples,) and give (n_bins, n_new_columns), often with no column or one."""
        n_fft, hop = self._spectrogram.n_fft, self._spectrogram.hop_length
        samples = np.concatenate([self._waiting, block])
        n_frames = 1 + (len(samples) - n_fft) // hop if len(samples) >= n_fft else 0
        self._waiting = samples[n_frames * hop :]
        if not n_frames:
            return np.zeros((self._spectrogram.n_bins, 0), np.float32)
        return self._spectrogram.columns(samples[: (n_frames - 1) * hop + n_fft])
