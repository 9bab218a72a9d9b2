"""Made-up speech for tests: voiced syllables with pauses, at a known level and a known place."""

import numpy as np

from gluonar_engine import SAMPLE_RATE


def say(n_syllables=8, *, syllable_s=0.25, pause_s=0.25, pitch_hz=120.0, rms=0.1):
    """(waveform, mask): harmonics of a gliding pitch under two formants; ``mask`` is True where a syllable sounds."""
    moments = np.arange(int(syllable_s * SAMPLE_RATE)) / SAMPLE_RATE
    phase = 2 * np.pi * pitch_hz * (moments + 0.1 * moments**2)
    harmonics = np.arange(1, 30)
    near_formant = np.exp(-(((harmonics * pitch_hz - 600) / 300) ** 2)) + 0.5 * np.exp(
        -(((harmonics * pitch_hz - 1800) / 400) ** 2)
    )
    syllable = (near_formant[:, None] * np.sin(harmonics[:, None] * phase)).sum(axis=0) * np.hanning(len(moments))
    syllable *= rms / np.sqrt(np.mean(syllable**2))
    pause = np.zeros(int(pause_s * SAMPLE_RATE))
    one = np.concatenate([pause, syllable])
    mask = np.concatenate([pause == 1, syllable == syllable])
    return (
        np.tile(one, n_syllables).astype(np.float32),
        np.tile(mask, n_syllables),
    )


def with_noise(waveform, snr_db, rng, speech_rms=0.1):
    noise = rng.standard_normal(len(waveform)) * speech_rms * 10 ** (-snr_db / 20)
    return (waveform + noise).astype(np.float32)
