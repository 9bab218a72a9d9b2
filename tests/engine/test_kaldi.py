"""KaldiFbank against the golden features of the two contracts, made with kaldi-native-fbank, and a plain recipe."""

import numpy as np
import pytest

from gluonar_engine.backend import mx
from gluonar_engine.filters import KALDI_LOG_FLOOR
from gluonar_engine.nn import KaldiFbank

CONTRACTS = {"wespeaker": {"window": "hamming", "amplitude": 32768.0}, "threedspeaker": {"window": "povey"}}


def run(block, waveform):
    block.initialize()
    return block(mx.nd.array(waveform)).asnumpy()


@pytest.mark.parametrize(("subtract_mean", "suffix"), [(False, "raw"), (True, "cmn")])
@pytest.mark.parametrize("contract", CONTRACTS)
def test_contract_is_met(golden, contract, subtract_mean, suffix):
    waveform = golden["pcm"].astype(np.float32) / 32768.0
    block = KaldiFbank(subtract_mean=subtract_mean, **CONTRACTS[contract])
    actual = run(block, waveform[np.newaxis])
    np.testing.assert_allclose(actual[0], golden[f"{contract}_{suffix}"], atol=1e-3)


def mel(hz):
    return 1127.0 * np.log(1.0 + hz / 700.0)


def reference_fbank(waveform, window, *, sample_rate, n_fft, n_mels, fmin, fmax, preemphasis):
    """Kaldi's recipe one frame and one filter at a time."""
    win_length, hop_length, rows = len(window), sample_rate // 100, []
    edges = np.linspace(mel(fmin), mel(fmax), n_mels + 2)
    bins = mel(np.arange(n_fft // 2) * sample_rate / n_fft)
    for start in range(0, len(waveform) - win_length + 1, hop_length):
        frame = waveform[start : start + win_length] - waveform[start : start + win_length].mean()
        frame = (frame - preemphasis * np.concatenate([frame[:1], frame[:-1]])) * window
        power = np.abs(np.fft.rfft(frame, n_fft)[:-1]) ** 2
        triangles = [np.interp(bins, edges[i : i + 3], [0.0, 1.0, 0.0]) for i in range(n_mels)]
        rows.append([np.log(max(triangle @ power, KALDI_LOG_FLOOR)) for triangle in triangles])
    return np.array(rows)


@pytest.mark.parametrize(
    ("sample_rate", "n_fft", "window", "values"),
    [
        (16_000, 512, "hanning", np.hanning(400)),
        (16_000, 512, "rectangular", np.ones(400)),
        (8_000, 256, "hamming", np.hamming(200)),
        (44_100, 2048, "povey", np.hanning(1102) ** 0.85),
    ],
)
def test_other_settings_equal_the_recipe(waveforms, sample_rate, n_fft, window, values):
    settings = {"n_mels": 23, "fmin": 100.0, "fmax": 3800.0, "preemphasis": 0.9}
    actual = run(KaldiFbank(window=window, sample_rate=sample_rate, **settings), waveforms[:1, :8000])
    expected = reference_fbank(waveforms[0, :8000], values, sample_rate=sample_rate, n_fft=n_fft, **settings)
    np.testing.assert_allclose(actual[0], expected, atol=1e-3)


def test_silence_lies_at_the_floor():
    features = run(KaldiFbank(), np.zeros((1, 1600)))
    assert features.shape == (1, 8, 80)
    np.testing.assert_allclose(features, np.log(KALDI_LOG_FLOOR), rtol=1e-6)


def test_constant_offset_does_not_matter(waveforms):
    block = KaldiFbank()
    np.testing.assert_allclose(run(block, waveforms[:1] + 0.1), run(KaldiFbank(), waveforms[:1]), atol=1e-2)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"window": "hann"}, "unknown window 'hann', known are"),
        ({"fmax": 9000}, "fmax=9000"),
        ({"n_mels": 0}, "n_mels must be positive, got 0"),
    ],
)
def test_impossible_settings_are_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        KaldiFbank(**settings)
