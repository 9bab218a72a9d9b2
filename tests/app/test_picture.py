"""Columns of a recording, however long: condensed, cut out, and written as a table."""

import numpy as np
import pytest

from app.errors import UserError
from app.services.picture import Grid, columns_of, envelope, grid_over, picture_of
from app.services.spectrogram_csv import write_csv
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.pcm import PcmWaveform, pcm_to_waveform
from gluonar_engine.spectrogram import Analysis, Spectrogram


@pytest.fixture(scope="module")
def spectrogram():
    return Spectrogram()


def noise(rng, seconds):
    return rng.normal(0, 0.1, int(seconds * SAMPLE_RATE)).astype(np.float32)


def whole(waveform, spectrogram, grid):
    return np.concatenate([columns_of(waveform, spectrogram, grid, *piece) for piece in grid.pieces()], axis=1)


def test_short_stretch_has_every_frame():
    grid = grid_over(Analysis(), 1.0, 3.0)
    assert grid == Grid(first=16_000, step=160, group=1, n_columns=201)
    assert (grid.start_s, grid.end_s) == pytest.approx((0.995, 3.005))


@pytest.mark.parametrize("analysis", [Analysis(), Analysis("mel", 100, 1), Analysis("mfcc", 5, 5)])
@pytest.mark.parametrize("seconds", [0.0, 0.013, 59.99, 61.0, 3600.0])
def test_columns_cover_the_recording_and_are_bounded(analysis, seconds):
    grid = grid_over(analysis, 0.0, seconds, max_columns=1_000)
    assert 1 <= grid.n_columns <= 1_001
    half_s = grid.step / 2 / SAMPLE_RATE
    assert grid.start_s == -half_s and grid.end_s > seconds - half_s
    assert grid.step <= max(analysis.hop_length, analysis.win_length / 4)
    assert [first for first, _ in grid.pieces()][0] == 0
    assert sum(n for _, n in grid.pieces()) == grid.n_columns
    assert all(n * grid.group <= max(6_000, grid.group) for _, n in grid.pieces())


def test_stretch_is_a_part_of_the_whole(spectrogram, rng):
    waveform = noise(rng, 4)
    everything = whole(waveform, spectrogram, grid_over(spectrogram.analysis, 0.0, 4.0))
    part = whole(waveform, spectrogram, grid_over(spectrogram.analysis, 1.0, 2.0))
    np.testing.assert_allclose(part, everything[:, 100:201], atol=1e-3)


def test_condensed_column_is_the_loudest_of_its_frames(spectrogram, rng):
    waveform = noise(rng, 4)
    everything = whole(waveform, spectrogram, grid_over(spectrogram.analysis, 0.0, 4.0))
    condensed = grid_over(spectrogram.analysis, 0.0, 4.0, max_columns=100)
    assert (condensed.step, condensed.group) == (160, 4)
    loudest = everything[:, :400].reshape(257, 100, 4).max(axis=2)
    np.testing.assert_allclose(whole(waveform, spectrogram, condensed)[:, :100], loudest, atol=1e-3)


def test_pieces_have_no_seams(spectrogram, rng, monkeypatch):
    waveform = noise(rng, 3)
    at_once = picture_of(waveform, spectrogram).decibels
    monkeypatch.setattr("app.services.picture._PIECE_FRAMES", 37)
    np.testing.assert_allclose(picture_of(waveform, spectrogram).decibels, at_once, atol=1e-3)


def test_click_in_an_hour_is_seen_in_the_condensed_picture(spectrogram):
    waveform = np.zeros(3600 * SAMPLE_RATE, np.float32)
    waveform[1234 * SAMPLE_RATE] = 1.0
    grid = grid_over(spectrogram.analysis, 0.0, 3600.0, max_columns=2_000)
    column = int((1234 - grid.start_s) * SAMPLE_RATE / grid.pitch)
    levels = columns_of(waveform, spectrogram, grid, column - 1, 3).max(axis=0)
    assert levels[1] > levels[[0, 2]].max() + 20


def test_table_has_a_line_for_each_frame_and_names_its_columns(spectrogram, rng, tmp_path):
    waveform = noise(rng, 1)
    done = list(write_csv(tmp_path / "a.csv", waveform, spectrogram))
    assert done[-1] == 1.0
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    head = (tmp_path / "a.csv").read_text().splitlines()[0].split(",")
    assert head[:3] == ["time [s]", "0 Hz [dB]", "31.25 Hz [dB]"] and head[-1] == "8000 Hz [dB]"
    table = np.loadtxt(tmp_path / "a.csv", delimiter=",", skiprows=1)
    np.testing.assert_allclose(table[:, 0], np.arange(101) * 0.01, atol=1e-6)
    np.testing.assert_allclose(table[5:-5, 1:], spectrogram.of(waveform).T[5:-5], atol=0.006)


def test_table_of_a_stretch_has_its_frames_only(rng, tmp_path):
    list(write_csv(tmp_path / "a.csv", noise(rng, 2), Spectrogram(Analysis("mfcc", 25, 20)), 0.5, 1.0))
    lines = (tmp_path / "a.csv").read_text().splitlines()
    assert lines[0].startswith("time [s],c0 [dB],c1 [dB]")
    times = [float(line.split(",")[0]) for line in lines[1:]]
    assert (times[0], times[-1], len(times)) == (0.5, 1.0, 26)


def test_times_in_a_table_are_exact_however_late(tmp_path):
    spectrogram = Spectrogram(Analysis("stft", 2.0, 0.5))
    hour = np.zeros(3600 * SAMPLE_RATE, np.float32)
    for _ in write_csv(tmp_path / "late.csv", hour, spectrogram, 3599.0, 3599.01):
        pass
    times = [float(line.split(",")[0]) for line in (tmp_path / "late.csv").read_text().splitlines()[1:]]
    np.testing.assert_allclose(times, 3599.0 + 0.0005 * np.arange(len(times)), atol=1e-6)
    assert len(times) == 21


def test_table_that_was_given_up_leaves_nothing(spectrogram, rng, tmp_path):
    writing = write_csv(tmp_path / "a.csv", noise(rng, 1), spectrogram)
    next(writing)
    writing.close()
    assert list(tmp_path.iterdir()) == []


def test_table_that_cannot_be_written_is_told(spectrogram, rng, tmp_path):
    with pytest.raises(UserError, match="The table “.*” cannot be written: No such file or directory"):
        next(write_csv(tmp_path / "no" / "a.csv", noise(rng, 1), spectrogram))


@pytest.mark.parametrize("n_samples", [1, 2_999, 3_001, (1 << 20) + 1, 3_000_003])
def test_envelope_made_in_pieces_is_that_of_the_whole(n_samples, rng):
    pcm = rng.integers(-32_768, 32_768, n_samples).astype(np.int16)
    waveform = pcm_to_waveform(pcm)
    edges = np.linspace(0, n_samples, min(3_000, n_samples), endpoint=False).astype(int)
    expected = np.stack([np.minimum.reduceat(waveform, edges), np.maximum.reduceat(waveform, edges)])
    for each in (waveform, PcmWaveform(pcm)):
        np.testing.assert_array_equal(envelope(each), expected)
