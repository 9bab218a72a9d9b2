import numpy as np
import pytest

from app.audio.quality import assess
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.pcm import PcmWaveform, pcm_to_waveform, waveform_to_pcm
from gluonar_engine.vad import mask_and_power
from tests.voices import say, with_noise


@pytest.mark.parametrize("snr_db", [30, 20, 10, 5])
def test_signal_to_noise_is_measured(snr_db, rng):
    waveform, _ = say(12, syllable_s=0.4, pause_s=0.4)
    assert assess(with_noise(waveform, snr_db, rng)).snr_db == pytest.approx(snr_db, abs=2.5)


def test_offset_and_rumble_are_no_noise(rng):
    waveform, _ = say(12)
    rumble = 0.1 * np.sin(2 * np.pi * 15 * np.arange(len(waveform)) / SAMPLE_RATE) + 0.1
    noisy = with_noise(waveform, 30, rng)
    assert assess((noisy + rumble).astype(np.float32)).snr_db == pytest.approx(assess(noisy).snr_db, abs=3)


def test_speech_seconds_leave_out_the_pauses(rng):
    waveform, mask = say(10, syllable_s=0.4, pause_s=0.6)
    quality = assess(with_noise(waveform, 30, rng))
    assert quality.duration_s == 10.0
    assert quality.speech_s == pytest.approx(4.0, abs=1.0)


def test_speech_between_digital_silence_has_no_measurable_noise():
    waveform, _ = say()
    quality = assess(waveform)
    assert quality.speech_s > 1.0
    assert quality.snr_db is None


@pytest.mark.parametrize("n_samples", [0, 1, 100, 1_000, 16_000])
def test_silence_has_no_speech_no_snr_and_the_lowest_peak(n_samples):
    quality = assess(np.zeros(n_samples, np.float32))
    assert (quality.speech_s, quality.snr_db, quality.clipped_fraction, quality.peak_db) == (0.0, None, 0.0, -120.0)


@pytest.mark.parametrize("n_samples", [1, 100, 1_000, 3_000])
def test_short_noise_is_assessed_without_complaint(n_samples, rng):
    quality = assess(0.1 * rng.standard_normal(n_samples).astype(np.float32))
    assert quality.speech_s == 0.0
    assert quality.snr_db is None


def test_clipping_is_the_part_at_full_scale_of_either_sign():
    waveform = np.zeros(1_000, np.float32)
    waveform[:5], waveform[5:10] = 32767 / 32768, -1.0
    quality = assess(waveform)
    assert quality.clipped_fraction == pytest.approx(0.01)
    assert quality.is_clipped


def test_loud_but_whole_is_not_clipped():
    waveform, _ = say()
    quality = assess(waveform / np.abs(waveform).max() * 0.99)
    assert quality.clipped_fraction == 0.0
    assert quality.peak_db == pytest.approx(-0.087, abs=0.01)


def test_samples_of_a_file_are_measured_as_an_array_is():
    pcm = waveform_to_pcm(np.concatenate([say(140)[0], np.ones(100)]))
    waveform = pcm_to_waveform(pcm)
    quality = assess(waveform)
    assert quality.bandwidth_hz and quality.clipped_fraction
    assert assess(PcmWaveform(pcm)) == assess(PcmWaveform(pcm), mask_and_power(waveform)) == quality
