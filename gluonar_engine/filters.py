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

    Raises
    ------
    ValueError
        For a band outside 0..sample_rate / 2, no filters, or another norm.
    """
    fmax = _top_of_band(sample_rate, n_mels, fmin, fmax)
    if norm not in ("slaney", None):
        raise ValueError(f"norm must be 'slaney' or None, got {norm!r}")
    bins_hz = np.linspace(0.0, sample_rate / 2, n_fft // 2 + 1)
    edges_hz = mel_to_hz(np.linspace(hz_to_mel(fmin, htk=htk), hz_to_mel(fmax, htk=htk), n_mels + 2), htk=htk)
    low, centre, high = (edges_hz[i : i + n_mels, np.newaxis] for i in range(3))
    bank = np.maximum(0.0, np.minimum((bins_hz - low) / (centre - low), (high - bins_hz) / (high - centre)))
    if norm == "slaney":
        bank *= 2.0 / (high - low)
    return bank.astype(np.float32)


def _top_of_band(sample_rate, n_mels, fmin, fmax):
    """``fmax`` in Hz, half the sample rate for None, after checking that there is a band and a filter in it."""
    fmax = sample_rate / 2 if fmax is None else fmax
    if not 0 <= fmin < fmax <= sample_rate / 2:
        raise ValueError(f"need 0 <= fmin < fmax <= {sample_rate / 2} Hz, got fmin={fmin}, fmax={fmax}")
    if n_mels < 1:
        raise ValueError(f"n_mels must be positive, got {n_mels}")
    return fmax


def dct_matrix(n, kind=2, norm=None):
    """The discrete cosine transform as a matrix, float64 (n, n): ``coefficients = matrix @ samples``.

    Scaled as in SciPy: twice the textbook sum, or orthonormal with ``norm="ortho"``.

    Parameters
    ----------
    n : int
        Length; type 1 needs two or more.
    kind : 1, 2 or 3
    norm : None or "ortho"

    Raises
    ------
    ValueError
        For another kind or norm, or too few samples for it.
    """
    if kind not in (1, 2, 3):
        raise ValueError(f"the type must be 1, 2 or 3, got {kind}")
    if norm not in (None, "ortho"):
        raise ValueError(f"norm must be None or 'ortho', got {norm!r}")
    if n < (2 if kind == 1 else 1):
        raise ValueError(f"type {kind} needs more than {n} samples")
    return {1: _dct1_matrix, 2: _dct2_matrix, 3: _dct3_matrix}[kind](n, norm == "ortho")


def _dct1_matrix(n, is_ortho):
    matrix = 2.0 * np.cos(np.pi * np.outer(np.arange(n), np.arange(n)) / (n - 1))
    ends = np.isin(np.arange(n), (0, n - 1))
    if not is_ortho:
        return matrix * np.where(ends, 0.5, 1.0)
    weights = np.where(ends, np.sqrt(0.5), 1.0)
    return matrix * np.outer(weights, weights) * np.sqrt(0.5 / (n - 1))


def _dct2_matrix(n, is_ortho):
    row, column = np.arange(n)[:, np.newaxis], np.arange(n)
    matrix = 2.0 * np.cos(np.pi * row * (2 * column + 1) / (2 * n))
    return matrix * np.where(row == 0, np.sqrt(0.25 / n), np.sqrt(0.5 / n)) if is_ortho else matrix


def _dct3_matrix(n, is_ortho):
    matrix = _dct2_matrix(n, is_ortho).T.copy()  # its transpose, but for the weight of the first sample
    if not is_ortho:
        matrix[:, 0] *= 0.5
    return matrix


KALDI_LOG_FLOOR = 1.1920929e-07  # float32's epsilon: digital silence becomes -15.942385


def kaldi_window(name, win_length):
    """The symmetric windows of Kaldi: "hamming", "hanning", "povey" (Hann to the power 0.85) or "rectangular"."""
    phase = 2.0 * np.pi * np.arange(win_length) / (win_length - 1)
    windows = {
        "hamming": 0.54 - 0.46 * np.cos(phase),
        "hanning": 0.5 - 0.5 * np.cos(phase),
        "povey": (0.5 - 0.5 * np.cos(phase)) ** 0.85,
        "rectangular": np.ones(win_length),
    }
    if name not in windows:
        raise ValueError(f"unknown window {name!r}, known are {sorted(windows)}")
    return windows[name]


def kaldi_kernels(n_fft, window_values, preemphasis, n_bins):
    """Kaldi's frame in one matrix, float32 (2 * n_bins, win_length): mean off, pre-emphasis, window, DFT.

    All four are linear, so the whole of it is a correlation with the raw samples.
    """
    win_length = len(window_values)
    remove_mean = np.eye(win_length) - 1.0 / win_length
    emphasize = np.eye(win_length) - preemphasis * np.eye(win_length, k=-1)
    emphasize[0, 0] -= preemphasis  # the sample before the first is taken to equal it
    angle = 2.0 * np.pi * (np.outer(np.arange(n_bins), np.arange(win_length)) % n_fft) / n_fft
    dft = np.concatenate([np.cos(angle), -np.sin(angle)])
    return ((dft * window_values) @ emphasize @ remove_mean).astype(np.float32)


def kaldi_mel_bank(sample_rate, n_fft, n_mels, *, fmin=20.0, fmax=None):
    """Kaldi's mel filters, triangles of unit peak on the mel axis itself, float32 (n_mels, n_fft // 2): no Nyquist.

    Raises
    ------
    ValueError
        For a band outside 0..sample_rate / 2, or no filters.
    """
    fmax = _top_of_band(sample_rate, n_mels, fmin, fmax)

    def to_mel(hz):
        return 1127.0 * np.log(1.0 + np.asarray(hz) / 700.0)

    edges = np.linspace(to_mel(fmin), to_mel(fmax), n_mels + 2)
    low, centre, high = (edges[i : i + n_mels, np.newaxis] for i in range(3))
    bins = to_mel(np.arange(n_fft // 2) * sample_rate / n_fft)
    return np.maximum(0.0, np.minimum((bins - low) / (centre - low), (high - bins) / (high - centre))).astype(
        np.float32
    )


def sinc_bands(n_filters, sample_rate, *, low_hz=30.0, margin_hz=100.0):
    """Edges of ``n_filters`` bands that touch each other evenly on HTK's mel scale: (lower, upper) in Hz."""
    top_hz = sample_rate / 2 - margin_hz
    edges = mel_to_hz(np.linspace(hz_to_mel(low_hz, htk=True), hz_to_mel(top_hz, htk=True), n_filters + 1), htk=True)
    return edges[:-1], edges[1:]
