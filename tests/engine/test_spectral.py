"""STFTBlock and MelSpectrogram against librosa."""

import librosa
import numpy as np
import pytest

from gluonar_engine.backend import mx
from gluonar_engine.nn import MelSpectrogram, STFTBlock


def run(block, waveforms, *, hybridize=False):
    block.initialize()
    block.hybridize(hybridize)
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


@pytest.mark.parametrize("hybridize", [False, True])
@pytest.mark.parametrize("center", [False, True])
@pytest.mark.parametrize("window", ["hann", "hamming", "rectangular"])
@pytest.mark.parametrize(("n_fft", "win_length"), [(512, 400), (2048, 2048), (448, 399), (400, 400)])
def test_stft_equals_librosa(waveforms, n_fft, win_length, window, center, hybridize):
    settings = {"n_fft": n_fft, "hop_length": 160, "win_length": win_length, "window": window, "center": center}
    actual = run(STFTBlock(**settings, nyquist=True), waveforms, hybridize=hybridize)
    assert_within(actual, reference_stft(waveforms, **settings), 1e-5)


def test_stft_of_real_speech_equals_librosa(real_waveforms):
    settings = {"n_fft": 512, "hop_length": 160, "win_length": 400, "window": "hann", "center": True}
    actual = run(STFTBlock(**settings, nyquist=True, power=2), real_waveforms)
    assert_within(actual, reference_stft(real_waveforms, **settings) ** 2, 1e-5)


def test_stft_leaves_the_nyquist_bin_out_unless_asked(waveforms):
    assert run(STFTBlock(n_fft=512), waveforms).shape == (2, 1, 251, 256)
    assert run(STFTBlock(n_fft=512, nyquist=True), waveforms).shape == (2, 1, 251, 257)


def test_power_is_the_square_of_the_magnitude(waveforms):
    magnitude = run(STFTBlock(n_fft=512), waveforms)
    np.testing.assert_allclose(run(STFTBlock(n_fft=512, power=2), waveforms), magnitude**2, rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("hybridize", [False, True])
@pytest.mark.parametrize("htk", [False, True])
@pytest.mark.parametrize("norm", ["slaney", None])
@pytest.mark.parametrize(("n_fft", "n_mels", "fmin", "fmax"), [(512, 64, 20, 7600), (1024, 80, 0, None)])
def test_mel_equals_librosa(waveforms, n_fft, n_mels, fmin, fmax, norm, htk, hybridize):
    mel = {"n_fft": n_fft, "hop_length": 160, "win_length": 400, "n_mels": n_mels, "fmin": fmin, "fmax": fmax}
    actual = run(MelSpectrogram(**mel, htk=htk, norm=norm), waveforms, hybridize=hybridize)
    expected = librosa.feature.melspectrogram(
        y=waveforms, sr=16_000, pad_mode="reflect", htk=htk, norm=norm, **mel
    ).transpose(0, 2, 1)[:, np.newaxis]
    assert_within(actual, expected, 1e-5)


@pytest.mark.parametrize("kind", [STFTBlock, MelSpectrogram])
def test_item_does_not_depend_on_its_batch(waveforms, kind):
    together, alone = run(kind(n_fft=512), waveforms), run(kind(n_fft=512), waveforms[1:])
    np.testing.assert_allclose(alone, together[1:], rtol=1e-5, atol=1e-9)


def test_gradient_of_mel_equals_finite_differences(rng):
    block = MelSpectrogram(n_fft=64, hop_length=32, n_mels=8)
    block.initialize()
    waveform = mx.nd.array(rng.normal(size=(1, 128)))
    direction = rng.normal(size=(1, 128)).astype(np.float32)
    waveform.attach_grad()
    with mx.autograd.record():
        total = block(waveform).sum()
    total.backward()
    step = 1e-2
    ahead, behind = (block(waveform + sign * step * mx.nd.array(direction)).sum().asscalar() for sign in (1, -1))
    slope = float((waveform.grad.asnumpy() * direction).sum())
    assert slope == pytest.approx((ahead - behind) / (2 * step), rel=1e-3)


def test_shortest_input_gives_one_frame(rng):
    frame = run(STFTBlock(n_fft=512, hop_length=160, center=False), rng.normal(size=(1, 512)))
    assert frame.shape == (1, 1, 1, 256)


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


def test_band_outside_the_spectrum_is_refused():
    with pytest.raises(ValueError, match="fmax=9000"):
        MelSpectrogram(n_fft=512, fmax=9000)
