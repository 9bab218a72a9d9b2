"""DCT1D against SciPy, MFCC against librosa."""

import librosa
import numpy as np
import pytest
import scipy.fft

from gluonar_engine.backend import mx
from gluonar_engine.nn import DCT1D, MFCC


def run(block, samples):
    block.initialize()
    return block(mx.nd.array(samples)).asnumpy()


@pytest.mark.parametrize("norm", [None, "ortho"])
@pytest.mark.parametrize("kind", [1, 2, 3])
@pytest.mark.parametrize("n", [2, 13, 64])
def test_dct_equals_scipy(rng, n, kind, norm):
    samples = rng.normal(size=(2, 3, 5, n)).astype(np.float32)
    actual = run(DCT1D(n, kind, norm), samples)
    np.testing.assert_allclose(actual, scipy.fft.dct(samples, type=kind, norm=norm), rtol=1e-4, atol=1e-4)


def test_only_the_first_coefficients_are_kept_when_asked(rng):
    samples = rng.normal(size=(4, 32))
    np.testing.assert_array_equal(run(DCT1D(32, n_out=7), samples), run(DCT1D(32), samples)[:, :7])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((8, 4), "the type must be 1, 2 or 3, got 4"),
        ((8, 2, "unit"), "norm must be None or 'ortho', got 'unit'"),
        ((1, 1), "type 1 needs more than 1 samples"),
    ],
)
def test_unknown_transforms_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        DCT1D(*arguments)


@pytest.mark.parametrize("n_out", [0, 9])
def test_more_coefficients_than_there_are_are_refused(n_out):
    with pytest.raises(ValueError, match=f"n_out must be in 1..8, got {n_out}"):
        DCT1D(8, n_out=n_out)


@pytest.mark.parametrize("mel", [{"n_mels": 40, "fmin": 20}, {"htk": True, "center": False}])
@pytest.mark.parametrize("dct_norm", [None, "ortho"])
@pytest.mark.parametrize("dct_type", [1, 2, 3])
def test_mfcc_equals_librosa(waveforms, dct_type, dct_norm, mel):
    frames = {"n_fft": 512, "hop_length": 160, "win_length": 400}
    dct = {"n_mfcc": 13, "dct_type": dct_type}
    expected = [
        librosa.feature.mfcc(y=waveform, sr=16_000, norm=dct_norm, pad_mode="reflect", **dct, **frames, **mel).T
        for waveform in waveforms
    ]
    actual = run(MFCC(dct_norm=dct_norm, **dct, **frames, **mel), waveforms)[:, 0]
    assert np.abs(actual - expected).max() <= 1e-5 * np.abs(expected).max()


def test_mfcc_of_clamped_decibels_equals_librosa(waveforms):
    powers = librosa.feature.melspectrogram(y=waveforms[0], sr=16_000, n_fft=512, pad_mode="reflect")
    expected = librosa.feature.mfcc(S=librosa.power_to_db(powers, top_db=20.0)).T
    actual = run(MFCC(n_fft=512, hop_length=512, top_db=20.0), waveforms[:1])[0, 0]
    assert np.abs(actual - expected).max() <= 1e-5 * np.abs(expected).max()
