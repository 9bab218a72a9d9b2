"""Fixed-length pieces of waveforms and their level; NumPy, random ones from an rng."""

import numpy as np


def random_crop(rng, waveform, n_samples):
    """A random stretch of ``n_samples``; what is shorter is repeated from a random start on."""
    if len(waveform) >= n_samples:
        start = rng.integers(len(waveform) - n_samples + 1)
        return waveform[start : start + n_samples]
    return np.take(waveform, np.arange(n_samples) + rng.integers(len(waveform)), mode="wrap")


def center_crop(waveform, n_samples):
    """The middle ``n_samples``; what is shorter is repeated from its start on."""
    if len(waveform) >= n_samples:
        start = (len(waveform) - n_samples) // 2
        return waveform[start : start + n_samples]
    return np.resize(waveform, n_samples)


def norm_audio(waveform, peak=1.0):
    """Scale (n_samples,) so that its largest magnitude is ``peak``; silence stays silence."""
    largest = np.abs(waveform).max(initial=0.0)
    return waveform * np.float32(peak / largest) if largest else waveform
