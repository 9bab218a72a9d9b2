"""Fixed-length pieces of waveforms and their level; NumPy, random ones from an rng."""

import numpy as np


def random_crop(rng, waveform, n_samples):
    """A random stretch of a waveform; what is shorter is repeated from a random start on.

    Parameters
    ----------
    rng : numpy.random.Generator
    waveform : (n,) array of any type
    n_samples : int

    Returns
    -------
    (n_samples,) array of the same type

    Raises
    ------
    ValueError
        For a waveform without samples or of several channels, or ``n_samples`` below 1.
    """
    _check(waveform, n_samples)
    if len(waveform) >= n_samples:
        start = rng.integers(len(waveform) - n_samples + 1)
        return waveform[start : start + n_samples]
    return np.take(waveform, np.arange(n_samples) + rng.integers(len(waveform)), mode="wrap")


def center_crop(waveform, n_samples):
    """The middle ``n_samples`` of a waveform; what is shorter is repeated from its start on.

    Everything else is as in ``random_crop``.
    """
    _check(waveform, n_samples)
    if len(waveform) >= n_samples:
        start = (len(waveform) - n_samples) // 2
        return waveform[start : start + n_samples]
    return np.resize(waveform, n_samples)


def norm_audio(waveform, peak=1.0):
    """Scale a waveform (n_samples,), integer samples too, so that its largest magnitude is ``peak``; float32.

    Silence stays silence.

    Raises
    ------
    ValueError
        For a sample that is NaN or infinite, or a ``peak`` that is not positive.
    """
    if peak <= 0:
        raise ValueError(f"peak must be positive, got {peak}")
    waveform = np.asarray(waveform, dtype=np.float32)
    largest = np.abs(waveform).max(initial=0.0)
    if not np.isfinite(largest):
        raise ValueError("the waveform has samples that are NaN or infinite")
    return waveform * np.float32(peak / largest) if largest else waveform


def _check(waveform, n_samples):
    if np.ndim(waveform) != 1 or not len(waveform):
        raise ValueError(f"a waveform has the shape (n_samples,) and a sample at least, got {np.shape(waveform)}")
    if n_samples < 1:
        raise ValueError(f"n_samples must be positive, got {n_samples}")
