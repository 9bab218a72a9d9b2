"""PowerToDB against librosa, ZScoreNormBlock against plain NumPy."""

import librosa
import numpy as np
import pytest

from gluonar_engine.backend import mx
from gluonar_engine.nn import PowerToDB, ZScoreNormBlock


def run(block, spectrogram):
    return block(mx.nd.array(spectrogram)).asnumpy()


@pytest.fixture
def power(rng):
    """Two items, the second 50 dB louder: (2, 1, 12, 40)."""
    items = rng.random((2, 1, 12, 40), dtype=np.float32) ** 8
    items[1] *= 1e5
    return items


@pytest.mark.parametrize("shape", [(2, 1, 12, 40), (2, 480), (2, 12, 40), (2, 3, 4, 5, 8)])
@pytest.mark.parametrize(
    "settings", [{}, {"ref": 5.0}, {"ref": 1e-12}, {"amin": 1e-3}, {"top_db": 20.0}, {"top_db": 0}, {"top_db": None}]
)
def test_decibels_of_each_item_equal_librosas(power, settings, shape):
    power = power.reshape(shape)
    expected = np.stack([librosa.power_to_db(item, **settings) for item in power])
    np.testing.assert_allclose(run(PowerToDB(**settings), power), expected, rtol=1e-5, atol=1e-4)


@pytest.mark.parametrize(
    ("settings", "message"),
    [({"top_db": -1}, "top_db must be >= 0 or None, got -1"), ({"amin": 0}, "must be positive, got ref=1.0, amin=0")],
)
def test_bad_settings_are_refused_with_their_value(settings, message):
    with pytest.raises(ValueError, match=message):
        PowerToDB(**settings)


@pytest.mark.parametrize(
    ("shape", "per_frequency", "axes"),
    [
        ((2, 480), False, (1,)),
        ((2, 12, 40), False, (1, 2)),
        ((2, 1, 12, 40), False, (1, 2, 3)),
        ((2, 2, 2, 12, 10), False, (1, 2, 3, 4)),
        ((2, 12, 40), True, (1,)),
        ((2, 1, 12, 40), True, (2,)),
        ((2, 4, 12, 10), True, (2,)),
    ],
)
def test_z_score_equals_the_formula(power, shape, per_frequency, axes):
    power = power.reshape(shape)
    actual = run(ZScoreNormBlock(per_frequency), power)
    expected = (power - power.mean(axes, keepdims=True)) / power.std(axes, keepdims=True)
    np.testing.assert_allclose(actual, expected, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("per_frequency", [False, True])
@pytest.mark.parametrize("level", [-15.942385, 1 / 3, -100.0])
def test_a_constant_item_becomes_zero_however_its_mean_is_rounded(level, per_frequency):
    np.testing.assert_allclose(run(ZScoreNormBlock(per_frequency), np.full((1, 200, 80), level)), 0.0, atol=1e-4)
