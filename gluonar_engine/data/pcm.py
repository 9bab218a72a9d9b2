"""Samples as numbers in [-1, 1) and as the 16-bit integers that files hold."""

import numpy as np


def waveform_to_pcm(waveform):
    """float in [-1, 1) -> int16, rounded and clipped; shape is kept."""
    scaled = np.rint(np.asarray(waveform, dtype=np.float32) * 32768.0)
    return np.clip(scaled, -32768, 32767).astype(np.int16)


def pcm_to_waveform(pcm):
    """int16 -> float32 in [-1, 1); shape is kept."""
    waveform = pcm.astype(np.float32)
    waveform /= 32768.0
    return waveform
