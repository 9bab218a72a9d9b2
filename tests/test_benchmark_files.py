"""What the benchmarks of whole files check and make of their figures; nothing is timed."""

import json
import sys
from importlib.util import find_spec

import numpy as np
import pytest

from benchmarks import bulk, enrollment, recording_length
from gluonar_engine.data.audio import decode, encode_flac
from tests.voices import say

needs_librosa = pytest.mark.skipif(not find_spec("librosa"), reason="librosa is not installed: requirements-bench.txt")


class Clock:
    now = 0.0

    def __call__(self):
        return self.now

    def call(self, seconds):
        def taken():
            self.now += seconds

        return taken


def test_who_does_a_part_of_the_files_has_the_whole_reckoned():
    clock = Clock()
    ways = {"ours": (clock.call(2.0), 1, 1), "peer": (clock.call(0.5), 10, 1)}
    assert bulk.time_in_turn(ways, 2, clock) == {"ours": [2.0, 2.0], "peer": [5.0, 5.0]}


def test_marks_of_known_times(capsys):
    speedup, scaling = bulk.marks_of(10.0, 5.0, 25.0, 5.0, {1: 1.1, 2: 1.9})
    assert (speedup.value, speedup.is_reached, scaling.value, scaling.is_reached) == (2.5, False, 2.0, True)
    assert speedup.why == "the network alone takes 50% of it, and could be 5.0 times at most"
    seconds = {"one": [10.0, 11.0], "two": [5.0, 9.0], "peer": [25.0, 25.0], "network": [5.0, 5.0]}
    bulk.print_results({name: (None, 1, 1) for name in seconds}, seconds, 100, 2, {1: 1.0, 2: 2.0})
    assert "| two | 1 | 5.0 | 20.0 | 2.00 | 1.00 |" in capsys.readouterr().out


def test_archive_is_embedded_as_files_are_alone(tmp_path):
    paths = bulk.make_archive(tmp_path / "archive", 3, lengths_s=(2.0, 3.0))
    ours = bulk.Ours(tmp_path)
    ours.embed(1)
    found = ours.embeddings()
    assert sorted(found) == [path.name for path in paths]
    alone = ours.embed_each([bulk.voice_of(decode(path).waveform) for path in paths])
    for path, expected in zip(paths, alone, strict=True):
        np.testing.assert_allclose(found[path.name], expected, atol=1e-6)
    paths[0].write_bytes(b"no sound")
    with pytest.raises(SystemExit, match="1 files were not embedded"):
        ours.embed(1)


@needs_librosa
def test_files_that_are_read_differently_are_not_timed(tmp_path):
    path, waveform = tmp_path / "a.flac", say(4)[0]
    path.write_bytes(encode_flac(waveform))
    bulk.require_same_sound(path, decode(path).waveform)
    with pytest.raises(SystemExit, match=r"librosa and ours read a.flac differently"):
        bulk.require_same_sound(path, decode(path).waveform + 0.01)


def test_every_enrollment_is_a_whole_speaker_with_consent(tmp_path):
    ours, path = enrollment.Ours(tmp_path), enrollment.write_m4a(tmp_path / "voice.m4a")
    one, other = ours.enroll(path), ours.enroll(path)
    assert one.name != other.name
    assert set(ours.gallery.consents()) == {one.id, other.id}
    assert ours.gallery.recordings(one.id)[0].quality.duration_s == pytest.approx(10, abs=0.1)
    waveform, rate = enrollment.decoded_by_pyav(path)
    assert rate == 44_100 and len(waveform) == pytest.approx(441_000, abs=4_096)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process is not told its own highest memory")
def test_row_of_a_short_recording(tmp_path, capsys):
    path = tmp_path / "sound.flac"
    path.write_bytes(encode_flac(say(8)[0]))
    recording_length.main(["--one", str(path)])
    row = json.loads(capsys.readouterr().out)
    recording_length.require_same_work(row, 4.0)
    assert row["program MB"] > 20 and row["helper MB"] > 20
    with pytest.raises(SystemExit, match="Of 60 s came out"):
        recording_length.require_same_work(row, 60)


def test_growth_is_told_beside_ten_seconds():
    steps = dict.fromkeys(("decode, quality", "embedding"), 0.0)
    rows = {
        length_s: {**steps, "spectrogram": seconds, "program MB": 100 + length_s, "helper MB": 60}
        for length_s, seconds in ((1, 9.0), (10, 0.1), (600, 9.0))
    }
    program, helper, growth = recording_length.marks_of(rows)
    assert (program.value, program.is_reached, helper.is_reached) == (700, False, True)
    assert growth.value == pytest.approx(1.5) and not growth.is_reached
    best = recording_length.least_of([rows[10], {**rows[10], "spectrogram": 0.05, "program MB": 300}])
    assert (best["spectrogram"], best["program MB"]) == (0.05, 300)
