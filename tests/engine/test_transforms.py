"""Crops and level of waveforms."""

import numpy as np
import pytest

from gluonar_engine.data.transforms import center_crop, norm_audio, random_crop


def test_center_crop_takes_the_middle_and_repeats_what_is_short():
    np.testing.assert_array_equal(center_crop(np.arange(10), 4), [3, 4, 5, 6])
    np.testing.assert_array_equal(center_crop(np.arange(3), 7), [0, 1, 2, 0, 1, 2, 0])


def test_random_crop_stays_inside_and_repeats_what_is_short(rng):
    starts = {int(random_crop(rng, np.arange(10), 8)[0]) for _ in range(50)}
    assert starts == {0, 1, 2}
    repeated = random_crop(rng, np.array([1, 2, 3]), 8)
    np.testing.assert_array_equal(np.diff(repeated) % 3, np.ones(7))


def test_random_crop_depends_on_the_rng_alone():
    first, second = (random_crop(np.random.default_rng(3), np.arange(1000), 10) for _ in range(2))
    np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize("length", [50, 100, 200])
@pytest.mark.parametrize("kind", [np.int16, np.float32])
def test_crops_keep_the_type(rng, kind, length):
    waveform = np.ones(length, kind)
    for crop in (random_crop(rng, waveform, 100), center_crop(waveform, 100)):
        assert (crop.shape, crop.dtype) == ((100,), kind)


@pytest.mark.parametrize(
    ("waveform", "n_samples", "message"),
    [
        (np.zeros(0), 5, r"a sample at least, got \(0,\)"),
        (np.zeros((2, 9)), 5, r"a sample at least, got \(2, 9\)"),
        (np.zeros(9), 0, "n_samples must be positive, got 0"),
        (np.zeros(9), -3, "n_samples must be positive, got -3"),
    ],
)
def test_crops_of_nothing_are_refused(rng, waveform, n_samples, message):
    with pytest.raises(ValueError, match=message):
        random_crop(rng, waveform, n_samples)
    with pytest.raises(ValueError, match=message):
        center_crop(waveform, n_samples)


def test_norm_audio_sets_the_peak_and_leaves_silence():
    np.testing.assert_allclose(norm_audio(np.array([0.1, -0.5], np.float32)), [0.2, -1.0])
    np.testing.assert_allclose(norm_audio(np.array([0.1, -0.5], np.float32), peak=0.5), [0.1, -0.5])
    assert not norm_audio(np.zeros(5, np.float32)).any()


def test_norm_audio_scales_16_bit_samples_down_to_the_lowest():
    scaled = norm_audio(np.array([16_384, -32_768], np.int16))
    np.testing.assert_array_equal(scaled, np.array([0.5, -1.0], np.float32))
    assert scaled.dtype == np.float32


@pytest.mark.parametrize(
    ("waveform", "peak", "message"),
    [([0.1, np.nan], 1.0, "NaN or infinite"), ([np.inf], 1.0, "NaN or infinite"), ([0.1], 0.0, "got 0.0")],
)
def test_levels_that_mean_nothing_are_refused(waveform, peak, message):
    with pytest.raises(ValueError, match=message):
        norm_audio(np.array(waveform), peak)
