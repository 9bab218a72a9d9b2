"""Samples as numbers in [-1, 1) and as the 16-bit integers that files hold."""

import numpy as np


def waveform_to_pcm(waveform):
    """float in [-1, 1) -> int16, rounded and clipped; shape is kept."""
    if isinstance(waveform, PcmWaveform):
        return waveform.pcm
    scaled = np.rint(np.asarray(waveform, dtype=np.float32) * 32768.0)
    return np.clip(scaled, -32768, 32767).astype(np.int16)


def pcm_to_waveform(pcm):
    """int16 -> float32 in [-1, 1); shape is kept."""
    waveform = pcm.astype(np.float32)
    waveform /= 32768.0
    return waveform


class LazyWaveform:
    """A waveform (n_samples,) that is float32 only where it is looked at: an hour as an array takes 230 MB.

    Slices without a step are arrays; ``np.asarray`` makes one of all of it.
    """

    ndim = 1

    def __getitem__(self, part):
        start, stop, step = part.indices(len(self))
        if step != 1:
            raise ValueError(f"a part of a waveform has no step, got {step}")
        return self._between(start, max(start, stop))

    def __array__(self, dtype=None):
        return self[:].astype(dtype or np.float32, copy=False)


class PcmWaveform(LazyWaveform):
    """The 16-bit samples ``pcm`` (n_samples,) int16 as a waveform."""

    def __init__(self, pcm):
        self.pcm = pcm

    def __len__(self):
        return len(self.pcm)

    def _between(self, start, stop):
        return pcm_to_waveform(self.pcm[start:stop])


def pieces_of(waveform, n_samples=1 << 19):
    """Arrays of at most ``n_samples`` that are a waveform of either kind one after the other."""
    return (waveform[start : start + n_samples] for start in range(0, len(waveform), n_samples))
