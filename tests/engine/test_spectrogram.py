"""Spectrograms to look at: levels, times, and live columns equal to the whole."""

import numpy as np
import pytest

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.backend import mx
from gluonar_engine.nn import MFCC, MelSpectrogram, PowerToDB, STFTBlock
from gluonar_engine.spectrogram import FLOOR_DB, N_MELS, N_MFCC, VIEWS, Analysis, Spectrogram
from gluonar_engine.viz import _mark_bins, view_spec


@pytest.fixture(scope="module")
def spectrogram():
    return Spectrogram()


@pytest.fixture
def tone():
    """One second of a full-scale sine at 1 kHz."""
    return np.sin(2 * np.pi * 1000 * np.arange(SAMPLE_RATE) / SAMPLE_RATE).astype(np.float32)


def test_full_scale_sine_is_at_0_db_in_its_bin(spectrogram, tone):
    middle = spectrogram.of(tone)[:, 50]
    assert middle.argmax() * spectrogram.max_hz / 256 == 1000
    assert middle.max() == pytest.approx(0.0, abs=0.01)


def by_blocks(analysis, waveform):
    """What the engine's own blocks make of it, (n_bins, n_frames) in dB."""
    shape = {"n_fft": analysis.n_fft, "hop_length": analysis.hop_length, "win_length": analysis.win_length}
    full_scale = (analysis.win_length / 4) ** 2  # the power of a full-scale sine under a Hann window
    to_db = PowerToDB(ref=full_scale, amin=full_scale * 1e-12, top_db=None)
    blocks = {
        "stft": [STFTBlock(power=2, nyquist=True, **shape), to_db],
        "mel": [MelSpectrogram(n_mels=N_MELS, norm=None, **shape), to_db],
        "mfcc": [MFCC(n_mels=N_MELS, n_mfcc=N_MFCC, top_db=None, **shape)],
    }
    values = mx.nd.array(waveform[np.newaxis])
    for block in blocks[analysis.view]:
        block.initialize()
        values = block(values)
    return values.asnumpy()[0, 0].T


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(("window_ms", "hop_ms"), [(5, 1), (25, 10), (32, 8), (50, 5), (100, 20)])
def test_every_view_is_what_the_engines_blocks_give(waveforms, view, window_ms, hop_ms):
    analysis = Analysis(view, window_ms, hop_ms)
    actual, expected = Spectrogram(analysis).of(waveforms[0]), by_blocks(analysis, waveforms[0])
    assert actual.shape == expected.shape
    if view == "mfcc":
        assert np.abs(actual - expected).max() <= 1e-4 * np.abs(expected).max()
    else:  # as powers: 1e-4 of a level in dB would be too easy
        power, expected_power = 10 ** (actual / 10), 10 ** (expected / 10)
        assert np.abs(power - expected_power).max() <= 1e-4 * expected_power.max()


def test_quiet_sound_is_what_the_engines_blocks_give(waveforms):
    actual, expected = Spectrogram().of(waveforms[1] * 1e-3), by_blocks(Analysis(), waveforms[1] * 1e-3)
    np.testing.assert_allclose(actual, expected, atol=0.02)
    assert expected.min() == pytest.approx(FLOOR_DB, abs=1e-3)


def test_bins_say_what_they_stand_for(tone):
    for view, tolerance_hz in (("stft", 0.01), ("mel", 40.0)):
        spectrogram = Spectrogram(Analysis(view))
        loudest = spectrogram.of(tone)[:, 50].argmax()
        assert spectrogram.scale.value_at(loudest) == pytest.approx(1000, abs=tolerance_hz)
        assert spectrogram.scale.position_of(spectrogram.scale.value_at(17)) == pytest.approx(17)
        assert spectrogram.scale.unit == "Hz"
    assert Spectrogram(Analysis("mfcc")).scale.value_at(7) == 7


def test_tone_at_full_scale_is_near_0_db_in_its_mel_band(tone):
    assert Spectrogram(Analysis("mel")).of(tone)[:, 50].max() == pytest.approx(0.0, abs=2.0)


def test_another_hop_takes_every_other_frame(spectrogram, waveforms):
    every = spectrogram.columns(waveforms[0])
    np.testing.assert_allclose(spectrogram.columns(waveforms[0], 320), every[:, ::2], atol=1e-3)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"view": "cqt"}, "unknown view 'cqt', known are stft, mel, mfcc"),
        ({"window_ms": 1}, "the window must be 2 to 200 ms, got 1"),
        ({"window_ms": 201}, "the window must be 2 to 200 ms, got 201"),
        ({"hop_ms": 0}, "the hop must be 0.5 to 25 ms, the window, got 0"),
        ({"hop_ms": 26}, "the hop must be 0.5 to 25 ms, the window, got 26"),
        ({"hop_ms": float("nan")}, "the hop must be"),
    ],
)
def test_settings_that_mean_nothing_are_refused(values, sentence):
    with pytest.raises(ValueError, match=sentence):
        Analysis(**values)


def test_live_columns_equal_those_of_the_whole(spectrogram, waveforms):
    waveform, stream = waveforms[0], spectrogram.stream()
    blocks = [waveform[start : start + 533] for start in range(0, len(waveform), 533)]
    live = np.concatenate([stream.feed(block) for block in blocks], axis=1)
    np.testing.assert_allclose(live, spectrogram.columns(waveform), atol=1e-3)


def test_long_recording_is_drawn_in_pieces_without_seams(spectrogram, rng):
    waveform = rng.normal(0, 0.1, 61 * SAMPLE_RATE).astype(np.float32)
    whole = spectrogram.of(waveform)
    assert whole.shape == (257, 6101)
    around = spectrogram.of(waveform[59 * SAMPLE_RATE :])
    np.testing.assert_allclose(whole[:, 5950:6050], around[:, 50:150], atol=1e-3)


@pytest.mark.parametrize("n_samples", [1, 100, 256, 257, 511])
def test_recording_shorter_than_a_frame_is_drawn(spectrogram, n_samples):
    assert spectrogram.of(np.ones(n_samples, np.float32)).shape == (257, 1 + n_samples // 160)


def test_silence_is_at_the_floor(spectrogram):
    np.testing.assert_allclose(spectrogram.of(np.zeros(4000, np.float32)), FLOOR_DB, atol=1e-4)


def test_no_samples_are_refused(spectrogram):
    with pytest.raises(ValueError, match="no samples"):
        spectrogram.of(np.zeros(0, np.float32))


def test_picture_is_written(spectrogram, tone, tmp_path):
    view_spec(spectrogram.of(tone), tmp_path / "tone.png", title="1 kHz")
    assert (tmp_path / "tone.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(("view", "labels"), [("stft", ["0", "1", "2"]), ("mel", ["0", "0.5", "1"]), ("mfcc", [])])
def test_axis_of_a_picture_is_marked_where_the_bins_are(tone, view, labels):
    from matplotlib.figure import Figure

    scale = Spectrogram(Analysis(view)).scale
    axes = Figure().add_subplot()
    _mark_bins(axes, scale, (-0.5, len(scale.positions) - 0.5))
    assert [label.get_text() for label in axes.get_yticklabels()][: len(labels)] == labels
    assert axes.get_ylabel() == ("" if scale.unit else "Coefficient")
    if scale.unit:
        assert axes.get_yticks()[labels.index("1")] == pytest.approx(scale.position_of(1000.0))
