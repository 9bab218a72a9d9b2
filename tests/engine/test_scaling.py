"""PowerToDB and ZScoreNormBlock against plain NumPy."""

import numpy as np
import pytest

from gluonar_engine.backend import mx
from gluonar_engine.nn import PowerToDB, ZScoreNormBlock


def run(block, spectrogram, *, hybridize=False):
    block.hybridize(hybridize)
    return block(mx.nd.array(spectrogram)).asnumpy()


def reference_db(power, *, ref=1.0, amin=1e-10, top_db=80.0):
    decibels = 10.0 * np.log10(np.maximum(power, amin)) - 10.0 * np.log10(ref)
    return decibels if top_db is None else np.maximum(decibels, decibels.max() - top_db)


@pytest.fixture
def power(rng):
    """Two items, the second 50 dB louder: (2, 1, 12, 40)."""
    items = rng.random((2, 1, 12, 40), dtype=np.float32) ** 8
    items[1] *= 1e5
    return items


@pytest.mark.parametrize("hybridize", [False, True])
@pytest.mark.parametrize("settings", [{}, {"ref": 5.0}, {"amin": 1e-3}, {"top_db": 20.0}, {"top_db": None}])
def test_decibels_equal_the_formula(power, settings, hybridize):
    expected = np.stack([reference_db(item, **settings) for item in power])
    np.testing.assert_allclose(run(PowerToDB(**settings), power, hybridize=hybridize), expected, rtol=1e-5, atol=1e-4)


def test_decibels_of_an_item_do_not_depend_on_its_batch(power):
    together = run(PowerToDB(top_db=20.0), power)
    np.testing.assert_array_equal(run(PowerToDB(top_db=20.0), power[:1]), together[:1])


@pytest.mark.parametrize(
    ("settings", "message"),
    [({"top_db": -1}, "top_db must be >= 0 or None, got -1"), ({"amin": 0}, "must be positive, got ref=1.0, amin=0")],
)
def test_bad_settings_are_refused_with_their_value(settings, message):
    with pytest.raises(ValueError, match=message):
        PowerToDB(**settings)


@pytest.mark.parametrize("hybridize", [False, True])
@pytest.mark.parametrize(("per_frequency", "axes"), [(False, (1, 2, 3)), (True, (2,))])
def test_z_score_equals_the_formula(power, per_frequency, axes, hybridize):
    actual = run(ZScoreNormBlock(per_frequency), power, hybridize=hybridize)
    expected = (power - power.mean(axes, keepdims=True)) / power.std(axes, keepdims=True)
    np.testing.assert_allclose(actual, expected, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("shape", [(3, 50), (3, 5, 10), (3, 2, 5, 10)])
def test_z_score_takes_any_shape(rng, shape):
    actual = run(ZScoreNormBlock(), rng.normal(5.0, 3.0, size=shape)).reshape(3, -1)
    np.testing.assert_allclose(actual.mean(axis=1), 0.0, atol=1e-5)
    np.testing.assert_allclose(actual.std(axis=1), 1.0, atol=1e-5)


@pytest.mark.parametrize("block", [PowerToDB(), ZScoreNormBlock(), ZScoreNormBlock(per_frequency=True)])
def test_silence_stays_finite(block):
    assert np.isfinite(run(block, np.zeros((1, 1, 12, 40)))).all()
