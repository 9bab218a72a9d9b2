"""Windows, DFT kernels and mel banks as NumPy arrays; the blocks turn them into constants of a network."""

import numpy as np

_COSINE_WINDOWS = {"hann": (0.5, 0.5), "hamming": (0.54, 0.46), "rectangular": (1.0, 0.0)}

# Slaney's mel scale (Auditory Toolbox, 1998): linear below 1 kHz, logarithmic above.
_SLANEY_HZ_PER_MEL = 200.0 / 3.0
_SLANEY_BREAK_HZ = 1000.0
_SLANEY_BREAK_MEL = _SLANEY_BREAK_HZ / _SLANEY_HZ_PER_MEL
_SLANEY_LOG_STEP = np.log(6.4) / 27.0


def window(name, win_length):
    """The periodic window ``name`` ("hann", "hamming" or "rectangular"), float64 (win_length,)."""
    if name not in _COSINE_WINDOWS:
        raise ValueError(f"unknown window {name!r}, known are {sorted(_COSINE_WINDOWS)}")
    level, swing = _COSINE_WINDOWS[name]
    return level - swing * np.cos(2.0 * np.pi * np.arange(win_length) / win_length)


def dft_kernels(n_fft, win_length, window_name, n_bins):
    """Windowed DFT as correlation kernels, float32 (2 * n_bins, win_length): cosines first, then minus sines.

    The window stands in the middle of the ``n_fft`` samples; only its taps are returned, the rest being zero.
    """
    taps = np.arange(win_length) + (n_fft - win_length) // 2
    # The product is reduced to one turn before the cosine: large angles would lose digits.
    angle = 2.0 * np.pi * (np.outer(np.arange(n_bins), taps) % n_fft) / n_fft
    kernels = np.concatenate([np.cos(angle), -np.sin(angle)]) * window(window_name, win_length)
    return kernels.astype(np.float32)


def hz_to_mel(hz, *, htk=False):
    """Frequency in Hz to mel, by HTK's formula or Slaney's; any shape."""
    hz = np.asarray(hz, dtype=np.float64)
    if htk:
        return 2595.0 * np.log10(1.0 + hz / 700.0)
    log_part = _SLANEY_BREAK_MEL + np.log(np.maximum(hz, _SLANEY_BREAK_HZ) / _SLANEY_BREAK_HZ) / _SLANEY_LOG_STEP
    return np.where(hz < _SLANEY_BREAK_HZ, hz / _SLANEY_HZ_PER_MEL, log_part)


def mel_to_hz(mel, *, htk=False):
    """The inverse of ``hz_to_mel``; any shape."""
    mel = np.asarray(mel, dtype=np.float64)
    if htk:
        return 700.0 * (10.0 ** (mel / 2595.0) - 1.0)
    log_part = _SLANEY_BREAK_HZ * np.exp(_SLANEY_LOG_STEP * (np.maximum(mel, _SLANEY_BREAK_MEL) - _SLANEY_BREAK_MEL))
    return np.where(mel < _SLANEY_BREAK_MEL, mel * _SLANEY_HZ_PER_MEL, log_part)


def mel_bank(sample_rate, n_fft, n_mels, *, fmin=0.0, fmax=None, htk=False, norm="slaney"):
    """Triangular mel filters, float32 (n_mels, n_fft // 2 + 1).

    Parameters
    ----------
    fmin, fmax : float
        Edges in Hz; ``fmax`` None is half the sample rate.
    htk : bool
        HTK's mel scale instead of Slaney's.
    norm : "slaney" or None
        Each filter has unit area, or unit peak.
    """
    fmax = sample_rate / 2 if fmax is None else fmax
    if not 0 <= fmin < fmax <= sample_rate / 2:
        raise ValueError(f"need 0 <= fmin < fmax <= {sample_rate / 2} Hz, got fmin={fmin}, fmax={fmax}")
    if norm not in ("slaney", None):
        raise ValueError(f"norm must be 'slaney' or None, got {norm!r}")
    bins_hz = np.linspace(0.0, sample_rate / 2, n_fft // 2 + 1)
    edges_hz = mel_to_hz(np.linspace(hz_to_mel(fmin, htk=htk), hz_to_mel(fmax, htk=htk), n_mels + 2), htk=htk)
    low, centre, high = (edges_hz[i : i + n_mels, np.newaxis] for i in range(3))
    bank = np.maximum(0.0, np.minimum((bins_hz - low) / (centre - low), (high - bins_hz) / (high - centre)))
    if norm == "slaney":
        bank *= 2.0 / (high - low)
    return bank.astype(np.float32)
