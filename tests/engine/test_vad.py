import csv

import numpy as np
import pytest

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.audio import decode, quantize
from gluonar_engine.vad import HOP_LENGTH, runs, speech_mask
from tests.voices import say, with_noise


def frames_of(mask):
    return mask[: len(mask) // HOP_LENGTH * HOP_LENGTH].reshape(-1, HOP_LENGTH).mean(axis=1)


@pytest.mark.parametrize("snr_db", [40, 20, 10, 5])
@pytest.mark.parametrize("level_db", [0, -40])
def test_syllables_are_found_and_pauses_are_not(snr_db, level_db, rng):
    waveform, mask = say()
    noisy = quantize(with_noise(waveform, snr_db, rng) * 10 ** (level_db / 20))
    found, truth = speech_mask(noisy)[:-1], frames_of(mask)[: len(noisy) // HOP_LENGTH - 1]
    assert found[truth == 1].mean() > 0.7
    assert found[truth == 0].mean() < 0.25  # a frame or two beside each syllable


def test_one_word_of_a_second_is_found(rng):
    waveform, mask = say(1, syllable_s=0.5)
    padded = with_noise(np.pad(waveform, (0, 4000)), 20, rng)
    assert speech_mask(padded).sum() * 0.01 == pytest.approx(0.5, abs=0.15)


@pytest.mark.parametrize("duration_s", [0.3, 1, 3, 10, 65])
@pytest.mark.parametrize("level", [1e-4, 1e-2, 0.3])
def test_steady_noise_is_no_speech(duration_s, level, rng):
    white = rng.standard_normal(int(duration_s * SAMPLE_RATE)) * level
    red = np.convolve(white, 0.98 ** np.arange(300), "same") / 5
    assert not speech_mask(white.astype(np.float32)).any()
    assert not speech_mask(red.astype(np.float32)).any()


@pytest.mark.parametrize("hum_hz", [50, 60, 120, 440])
def test_steady_hum_is_no_speech(hum_hz, rng):
    moments = np.arange(5 * SAMPLE_RATE) / SAMPLE_RATE
    hum = 0.1 * np.sign(np.sin(2 * np.pi * hum_hz * moments)) + 1e-3 * rng.standard_normal(len(moments))
    assert not speech_mask(hum.astype(np.float32)).any()


def test_clicks_without_pitch_are_no_speech(rng):
    waveform = 1e-3 * rng.standard_normal(5 * SAMPLE_RATE)
    for start in range(8_000, 72_000, 9_000):
        waveform[start : start + 2_400] += 0.1 * rng.standard_normal(2_400)
    assert not speech_mask(waveform.astype(np.float32)).any()


def test_silence_at_the_ends_is_not_taken_for_the_noise_floor(rng):
    noise = 0.01 * rng.standard_normal(SAMPLE_RATE)
    assert not speech_mask(np.pad(noise, 8_000).astype(np.float32)).any()


@pytest.mark.parametrize("n_samples", [0, 1, 159, 160, 161, 1600, 30 * SAMPLE_RATE + 1])
def test_every_length_has_a_frame_per_started_10_ms(n_samples):
    mask = speech_mask(np.zeros(n_samples, np.float32))
    assert mask.dtype == bool
    assert len(mask) == -(-n_samples // 160)


def test_a_change_of_noise_after_a_minute_is_not_speech(rng):
    waveform = rng.standard_normal(120 * SAMPLE_RATE).astype(np.float32) * 1e-3
    waveform[60 * SAMPLE_RATE :] *= 30
    assert speech_mask(waveform).mean() < 0.01


def test_runs_are_the_unbroken_stretches():
    assert runs(np.array([True, False, True, True])) == [(0, 1), (2, 4)]
    assert runs(np.zeros(0, bool)) == []


def test_real_sentences_are_mostly_speech(speech_dev):
    folder = speech_dev / "common_voice"
    with (folder / "metadata.csv").open() as file:
        names = [row["file"] for row in csv.DictReader(file)][::20]
    fractions = [speech_mask(decode(folder / name).waveform).mean() for name in names]
    assert min(fractions) > 0.25
    assert 0.5 < np.mean(fractions) < 0.9
