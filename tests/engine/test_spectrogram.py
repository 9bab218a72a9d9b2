"""Spectrograms to look at: levels, times, and live columns equal to the whole."""

import numpy as np
import pytest

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.backend import mx
from gluonar_engine.nn import STFTBlock
from gluonar_engine.spectrogram import FLOOR_DB, Spectrogram
from gluonar_engine.viz import view_spec


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


def test_it_is_the_engines_stft_block(spectrogram, waveforms):
    block = STFTBlock(n_fft=512, hop_length=160, win_length=400, power=2, nyquist=True)
    block.initialize()
    power = block(mx.nd.array(waveforms[:1])).asnumpy()[0, 0].T
    drawn_power = 10 ** (spectrogram.of(waveforms[0]) / 10) * 100.0**2  # a Hann window of 400 sums to 200
    assert np.abs(drawn_power - power).max() <= 1e-5 * power.max()


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
    assert (spectrogram.of(np.zeros(4000, np.float32)) == FLOOR_DB).all()


def test_no_samples_are_refused(spectrogram):
    with pytest.raises(ValueError, match="no samples"):
        spectrogram.of(np.zeros(0, np.float32))


def test_picture_is_written(spectrogram, tone, tmp_path):
    view_spec(spectrogram.of(tone), tmp_path / "tone.png", title="1 kHz")
    assert (tmp_path / "tone.png").read_bytes().startswith(b"\x89PNG")
