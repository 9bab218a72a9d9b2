"""Drawing recordings at any zoom, in jobs that can be given up, and writing them to files."""

import numpy as np
import pytest

from app.controllers.sounds import sound_of
from app.controllers.spectrogram import SpectrogramController
from app.domain import Quality, Take
from gluonar_engine.spectrogram import Analysis, Spectrogram
from tests.app.late_jobs import LateJobs, heard_from


def make_sound(waveform, source="a.wav"):
    return sound_of(Take(waveform, source, Quality(len(waveform) / 16_000, 1.0, None, 0.0, -10.0)))


@pytest.fixture
def sound(rng):
    return make_sound(rng.normal(0, 0.1, 48_000).astype(np.float32))


@pytest.fixture
def minutes(rng):
    """Ten minutes: their columns are condensed, in more than one piece."""
    return make_sound(rng.normal(0, 0.1, 600 * 16_000).astype(np.float32))


@pytest.fixture
def drawing(qapp, jobs):
    return SpectrogramController(jobs)


def test_short_recording_is_drawn_with_every_frame(drawing, sound):
    shown = heard_from(drawing.layers_ready)
    drawing.draw(sound)
    ((of, (whole,), scale),) = shown
    assert of is sound
    assert scale.unit == "Hz"
    np.testing.assert_allclose(whole.values[:, 3:-3], Spectrogram().of(sound.take.waveform)[:, 3:-3], atol=1e-3)
    assert (whole.start_s, whole.end_s) == pytest.approx((-0.005, 3.005))


def test_long_recording_comes_in_pieces_with_progress(drawing, minutes):
    shown, told, ended = (heard_from(each) for each in (drawing.layers_ready, drawing.progressed, drawing.finished))
    drawing.draw(minutes)
    assert len(shown) == len(told) > 5
    assert [fraction for _, fraction in told] == sorted(fraction for _, fraction in told)
    assert told[-1] == ("Drawing a.wav", 1.0)
    assert ended == [()]
    (whole,) = shown[-1][1]
    assert whole.values.shape[1] <= 4_001
    assert (whole.values.max(axis=0) > -80).all()  # all of it is there


def test_what_is_zoomed_into_is_drawn_with_every_frame(drawing, minutes):
    drawing.draw(minutes)
    shown = heard_from(drawing.layers_ready)
    drawing.look(minutes, 300.0, 302.0)
    _, (_, detail), _ = shown[-1]
    assert detail.envelope_s == (299.0, 303.0)
    expected = Spectrogram().of(minutes.take.waveform[299 * 16_000 : 303 * 16_000])
    np.testing.assert_allclose(detail.values[:, 3:-3], expected[:, 3:-3], atol=1e-3)


def test_moving_within_what_is_drawn_draws_nothing_and_all_of_it_needs_no_detail(drawing, minutes):
    drawing.draw(minutes)
    drawing.look(minutes, 300.0, 302.0)
    shown = heard_from(drawing.layers_ready)
    drawing.look(minutes, 300.9, 302.9)
    assert shown == []
    drawing.look(minutes, 302.0, 304.0)
    assert shown[-1][1][1].envelope_s == (301.0, 305.0)
    drawing.look(minutes, 0.0, 600.0)
    assert len(shown[-1][1]) == 1


def test_stretch_beyond_the_end_of_the_shorter_of_two_is_no_failure(drawing, sound):
    failed = heard_from(drawing.failed)
    drawing.draw(sound)
    drawing.look(sound, 2.5, 3.5)
    drawing.look(sound, 40.0, 41.0)
    assert failed == []


def test_only_the_newest_stretch_is_drawn_after_many(qapp, sound):
    jobs = LateJobs()
    drawing = SpectrogramController(jobs)
    drawing.draw(sound)
    jobs.run_all()
    shown = heard_from(drawing.layers_ready)
    for start_s in np.arange(0.0, 2.0, 0.1):
        drawing.look(sound, start_s, start_s + 0.05)
    assert len(jobs.waiting) == 1
    jobs.run_all()
    assert len(shown) == 2  # the first, and what was seen by then
    assert shown[-1][1][1].envelope_s == pytest.approx((1.875, 1.975))


def test_other_settings_draw_all_sounds_anew(drawing, sound):
    other = make_sound(sound.take.waveform, "b.wav")
    drawing.draw(sound)
    drawing.draw(other)
    shown = heard_from(drawing.layers_ready)
    drawing.analyse("mfcc", 50.0, 5.0)
    assert drawing.analysis == Analysis("mfcc", 50, 5)
    assert [(of, layers[0].values.shape) for of, layers, _ in shown] == [(sound, (20, 601)), (other, (20, 601))]


def test_late_piece_of_older_settings_is_left_out(qapp, sound):
    jobs = LateJobs()
    drawing = SpectrogramController(jobs)
    drawing.draw(sound)
    jobs.run()
    shown = heard_from(drawing.layers_ready)
    drawing.analyse("mel", 25.0, 10.0)
    jobs.run_all()
    assert [layers[0].values.shape[0] for _, layers, _ in shown] == [80]


def test_sound_that_left_is_drawn_no_further(qapp, minutes):
    jobs = LateJobs()
    drawing = SpectrogramController(jobs)
    ended = heard_from(drawing.finished)
    drawing.draw(minutes)
    jobs.run()
    jobs.run()
    drawing.forget(minutes)
    jobs.run_all()
    assert drawing._drawings == {}
    assert ended == [()]


@pytest.mark.parametrize("part", ["columns_of", "Spectrogram"])
def test_drawing_that_fails_ends_its_progress(qapp, minutes, monkeypatch, part):
    jobs = LateJobs()
    drawing = SpectrogramController(jobs)
    told, ended, failed = (heard_from(each) for each in (drawing.progressed, drawing.finished, drawing.failed))
    drawing.draw(minutes)
    drawing._tell_waiting()
    monkeypatch.setattr(f"app.controllers.spectrogram.{part}", lambda *args: 1 / 0)
    jobs.run_all()
    assert (len(told), len(ended), len(failed)) == (1, 1, 1)
    assert part == "columns_of" or not drawing._patience.isActive()


def test_drawing_can_be_given_up(qapp, minutes):
    jobs = LateJobs()
    drawing = SpectrogramController(jobs)
    shown, ended = heard_from(drawing.layers_ready), heard_from(drawing.finished)
    drawing.draw(minutes)
    jobs.run()
    jobs.run()
    drawing.cancel()
    jobs.run_all()
    assert len(shown) == 2  # what was under way came to its end
    assert ended == [()]
    (whole,) = shown[-1][1]
    assert (whole.values[:, -1] == -120).all()


def test_values_are_written_as_they_are_drawn(drawing, sound, tmp_path):
    written = heard_from(drawing.written)
    drawing.analyse("mfcc", 25.0, 20.0)
    drawing.draw(sound)
    drawing.write_table(sound, str(tmp_path / "a.csv"), 1.0, 2.0)
    assert written == [(str(tmp_path / "a.csv"),)]
    lines = (tmp_path / "a.csv").read_text().splitlines()
    assert lines[0].startswith("time [s],c0 [dB]")
    assert len(lines) == 52


def test_table_can_be_given_up_and_leaves_nothing(qapp, minutes, tmp_path):
    jobs = LateJobs()
    drawing = SpectrogramController(jobs)
    drawing.draw(minutes)
    jobs.run_all()
    written = heard_from(drawing.written)
    drawing.write_table(minutes, str(tmp_path / "a.csv"), 0.0, 600.0)
    jobs.run()
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv.part"]
    drawing.cancel()
    jobs.run_all()
    assert list(tmp_path.iterdir()) == []
    assert written == []


def test_table_that_the_end_of_the_program_interrupts_leaves_nothing(qapp, minutes, tmp_path):
    jobs = LateJobs()
    drawing = SpectrogramController(jobs)
    drawing.draw(minutes)
    jobs.run_all()
    drawing.write_table(minutes, tmp_path / "a.csv", 0.0, 600.0)
    jobs.run()
    assert list(tmp_path.iterdir())
    drawing.end()
    assert list(tmp_path.iterdir()) == []


def test_two_tables_at_once_are_both_written(qapp, sound, tmp_path):
    jobs = LateJobs()
    drawing = SpectrogramController(jobs)
    drawing.draw(sound)
    jobs.run_all()
    written = heard_from(drawing.written)
    for name in ("a.csv", "b.csv"):
        drawing.write_table(sound, str(tmp_path / name), 0.0, 3.0)
    jobs.run_all()
    assert written == [(str(tmp_path / "a.csv"),), (str(tmp_path / "b.csv"),)]
    assert (tmp_path / "a.csv").read_text() == (tmp_path / "b.csv").read_text()


def test_file_that_cannot_be_written_is_told(drawing, sound, tmp_path):
    failed, ended = heard_from(drawing.failed), heard_from(drawing.finished)
    drawing.draw(sound)
    drawing.write_table(sound, str(tmp_path / "no" / "a.csv"), 0.0, 3.0)
    drawing.write_picture(str(tmp_path / "no" / "a.png"), b"\x89PNG")
    assert [notice.title.partition(" “")[0] for (notice,) in failed] == ["The table", "The picture"]
    assert ended == [()]
    drawing.write_picture(str(tmp_path / "a.png"), b"\x89PNG")
    assert (tmp_path / "a.png").read_bytes() == b"\x89PNG"
