"""What recordings go through in life: noise, rooms, microphones, level, codecs.  NumPy, every draw from an rng."""

from dataclasses import dataclass

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.audio import pcm_to_waveform
from gluonar_engine.data.codecs import random_round_trip
from gluonar_engine.data.transforms import random_crop


@dataclass(frozen=True)
class Augmenter:
    """Chances and ranges of each change; call it with an rng and a waveform.

    ``noise`` is a ``Corpus`` of background sounds, or None.
    """

    noise: object = None
    noise_chance: float = 0.5
    snr_db: tuple = (0.0, 25.0)
    room_chance: float = 0.3
    reverberation_s: tuple = (0.1, 0.7)
    microphone_chance: float = 0.5
    gain_db: tuple = (-20.0, 6.0)
    codec_chance: float = 0.1  # the slowest change: 15 ms each

    def __call__(self, rng, waveform):
        """A changed copy of (n_samples,), same length, clipped at full scale."""
        n_samples = len(waveform)
        responses = []
        if rng.random() < self.room_chance:
            responses.append(np.fft.rfft(room_response(rng, self.reverberation_s), 2 * n_samples))
        if rng.random() < self.microphone_chance:
            responses.append(microphone_response(rng, n_samples + 1))
        if responses:
            spectrum = np.fft.rfft(waveform, 2 * n_samples) * np.prod(responses, axis=0)
            waveform = np.fft.irfft(spectrum)[:n_samples]
        if self.noise is not None and rng.random() < self.noise_chance:
            waveform = add_noise(waveform, self._background(rng, n_samples), rng.uniform(*self.snr_db))
        gain = 10.0 ** (rng.uniform(*self.gain_db) / 20.0)
        waveform = np.clip(waveform * gain, -1.0, 1.0).astype(np.float32)
        return random_round_trip(rng, waveform) if rng.random() < self.codec_chance else waveform

    def _background(self, rng, n_samples):
        return random_crop(rng, pcm_to_waveform(self.noise.recording(rng.integers(len(self.noise)))), n_samples)


def add_noise(waveform, noise, snr_db):
    """Mix (n_samples,) with noise of the same length at a signal-to-noise ratio in dB; silence stays as it is."""
    signal_power, noise_power = np.mean(np.square(waveform)), np.mean(np.square(noise))
    if signal_power == 0 or noise_power == 0:
        return waveform
    return waveform + noise * np.sqrt(signal_power / noise_power * 10.0 ** (-snr_db / 10.0))


def room_response(rng, reverberation_s):
    """A room as direct sound and exponentially decaying noise (Polack's model), float32, direct sound at sample 0."""
    decay_s = rng.uniform(*reverberation_s)  # time to fall by 60 dB
    times = np.arange(1, int(decay_s * SAMPLE_RATE)) / SAMPLE_RATE
    tail = rng.standard_normal(len(times)) * np.exp(-6.9 * times / decay_s)
    direct_to_reverberant = 10.0 ** (rng.uniform(-3.0, 12.0) / 20.0)
    tail *= 1.0 / (direct_to_reverberant * np.linalg.norm(tail))
    return np.concatenate([[1.0], tail]).astype(np.float32)


def microphone_response(rng, n_bins):
    """A smooth random gain over frequency, at times with a telephone's band; (n_bins,) from 0 Hz to Nyquist."""
    knots = rng.normal(0.0, 4.0, size=8)  # dB
    gain_db = np.interp(np.linspace(0, 7, n_bins), np.arange(8), knots)
    if rng.random() < 0.25:
        hz = np.linspace(0, SAMPLE_RATE / 2, n_bins)
        low, high = rng.uniform(50, 300), rng.uniform(3200, 7000)
        gain_db = gain_db - 48.0 * (np.log2(np.maximum(low / np.maximum(hz, 1.0), 1.0)))
        gain_db = gain_db - 96.0 * (np.log2(np.maximum(hz / high, 1.0)))
    return 10.0 ** (gain_db / 20.0)


def feature_masks(rng, shape, *, chance=0.5, max_frames=15, max_bands=8):
    """Factors 0 and 1 for (batch, 1, n_frames, n_bands) features that are 0 on average (Park et al., SpecAugment,
    1904.08779): in this share of the items one stretch of frames and one of bands, of random lengths, are 0.
    """
    masks = np.ones(shape, np.float32)
    for item in np.flatnonzero(rng.random(len(masks)) < chance):
        masks[item, 0, _stretch(rng, shape[2], max_frames)] = 0.0
        masks[item, 0, :, _stretch(rng, shape[3], max_bands)] = 0.0
    return masks


def _stretch(rng, size, max_length):
    length = rng.integers(min(max_length, size) + 1)
    start = rng.integers(size - length + 1)
    return slice(start, start + length)
