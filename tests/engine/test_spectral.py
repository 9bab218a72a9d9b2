"""STFTBlock and MelSpectrogram against librosa."""

import librosa
import numpy as np
import pytest

from gluonar_engine.backend import mx
from gluonar_engine.nn import MelSpectrogram, STFTBlock


def run(block, waveforms):
    block.initialize()
    return block(mx.nd.array(waveforms)).asnumpy()


def reference_stft(waveforms, *, n_fft, hop_length, win_length, window, center):
    spectrum = librosa.stft(
        waveforms,
        n_fft=n_fft,
        hop_length=hop_length,
        win_length=win_length,
        window="boxcar" if window == "rectangular" else window,
        center=center,
        pad_mode="reflect",
    )
    return np.abs(spectrum).transpose(0, 2, 1)[:, np.newaxis]


def assert_within(actual, expected, share_of_peak):
    assert actual.shape == expected.shape
    assert np.abs(actual - expected).max() <= share_of_peak * np.abs(expected).max()


@pytest.mark.parametrize("power", [1, 2])
@pytest.mark.parametrize("center", [False, True])
@pytest.mark.parametrize("window", ["hann", "hamming", "rectangular"])
@pytest.mark.parametrize(("n_fft", "win_length"), [(512, 400), (2048, 2048), (448, 399), (401, 400), (400, 400)])
def test_stft_equals_librosa(waveforms, n_fft, win_length, window, center, power):
    settings = {"n_fft": n_fft, "hop_length": 160, "win_length": win_length, "window": window, "center": center}
    actual = run(STFTBlock(**settings, power=power, nyquist=n_fft % 2 == 0), waveforms)
    expected = reference_stft(waveforms, **settings)[..., : actual.shape[-1]] ** power
    assert_within(actual, expected, 1e-5)


def test_stft_takes_any_length_and_hops_a_quarter_window_by_default(waveforms):
    block = STFTBlock(n_fft=512, win_length=400, nyquist=True)
    block.initialize()
    block.hybridize()
    for n_samples in (600, 1000, 1001, 32_000):
        piece = waveforms[:, :n_samples]
        expected = reference_stft(piece, n_fft=512, hop_length=100, win_length=400, window="hann", center=True)
        assert_within(block(mx.nd.array(piece)).asnumpy(), expected, 1e-5)


def test_stft_of_real_speech_equals_librosa(real_waveforms):
    settings = {"n_fft": 512, "hop_length": 160, "win_length": 400, "window": "hann", "center": True}
    actual = run(STFTBlock(**settings, nyquist=True, power=2), real_waveforms)
    assert_within(actual, reference_stft(real_waveforms, **settings) ** 2, 1e-5)


def test_stft_leaves_the_nyquist_bin_out_unless_asked(waveforms):
    assert run(STFTBlock(n_fft=512), waveforms).shape == (2, 1, 251, 256)
    assert run(STFTBlock(n_fft=512, nyquist=True), waveforms).shape == (2, 1, 251, 257)


@pytest.mark.parametrize("htk", [False, True])
@pytest.mark.parametrize("norm", ["slaney", None])
@pytest.mark.parametrize(
    ("sample_rate", "settings"),
    [
        (16_000, {"n_fft": 512, "n_mels": 64, "fmin": 20, "fmax": 7600}),
        (16_000, {"n_fft": 1024, "n_mels": 80, "window": "hamming"}),
        (8_000, {"n_fft": 400, "n_mels": 23, "fmin": 100, "fmax": 3800, "center": False}),
        (16_000, {"n_fft": 512, "n_mels": 40, "power": 1}),
        (44_100, {"n_fft": 2048, "n_mels": 128}),
    ],
)
def test_mel_equals_librosa(waveforms, sample_rate, settings, norm, htk):
    settings = {"hop_length": 160, "win_length": 400, "htk": htk, "norm": norm, **settings}
    actual = run(MelSpectrogram(sample_rate, **settings), waveforms)
    expected = librosa.feature.melspectrogram(y=waveforms, sr=sample_rate, pad_mode="reflect", **settings)
    assert_within(actual, expected.transpose(0, 2, 1)[:, np.newaxis], 1e-5)


def test_silence_is_zero():
    assert not run(STFTBlock(n_fft=512), np.zeros((1, 4000))).any()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"n_fft": 512, "win_length": 600}, "win_length must be in 1..n_fft"),
        ({"n_fft": 512, "hop_length": 0}, "hop_length must be positive, got 0"),
        ({"n_fft": 512, "window": "kaiser"}, "unknown window 'kaiser', known are"),
        ({"n_fft": 512, "power": 3}, "power must be 1 or 2, got 3"),
        ({"n_fft": 512, "audio_length": 100}, "audio_length must be at least 257 samples, got 100"),
    ],
)
def test_bad_settings_are_refused_with_their_value(arguments, message):
    with pytest.raises(ValueError, match=message):
        STFTBlock(**arguments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"fmax": 9000}, "fmax=9000"),
        ({"fmin": 8000}, "fmin=8000"),
        ({"n_mels": 0}, "n_mels must be positive, got 0"),
        ({"norm": "area"}, "norm must be 'slaney' or None, got 'area'"),
    ],
)
def test_impossible_mel_banks_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        MelSpectrogram(n_fft=512, **arguments)
