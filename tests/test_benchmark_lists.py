"""What is measured on lists of trials, on the sample voices and without a peer."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks import conditions, dev_lists
from benchmarks.lists import TrialList, read_lists
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.scoring import Scorer
from tests.app.fake_model import FakeEncoder

SAMPLES = Path(__file__).parents[1] / "assets" / "samples"
VOICES = ("Alba", "Bruno", "Chloe", "Dmitri")
NOTHING = {"as it is": lambda waveform, row: waveform}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A list of all pairs among five recordings of each of the sample voices."""
    folder = tmp_path_factory.mktemp("lists")
    names = [str(path) for voice in VOICES for path in sorted((SAMPLES / voice).glob("*.flac"))]
    lines = [
        f"{int(Path(left).parent == Path(right).parent)} {left} {right}"
        for i, left in enumerate(names)
        for right in names[i + 1 :]
    ]
    (folder / "samples").mkdir()
    (folder / "samples" / "trials.txt").write_text("\n".join(lines))
    return folder


@pytest.fixture(scope="module")
def trials(folder):
    return next(iter(read_lists(folder)))


def test_list_is_read_with_its_speakers(trials):
    assert (trials.name, len(trials.waveforms), trials.is_target.sum()) == ("samples", 20, 4 * 10)
    np.testing.assert_array_equal(trials.speakers[trials.left] == trials.speakers[trials.right], trials.is_target)


def test_folder_without_a_list_is_refused(tmp_path):
    with pytest.raises(ValueError, match="no \\*/trials.txt under"):
        read_lists(tmp_path)


def test_interval_holds_the_rate(trials, rng):
    scores = np.where(trials.is_target, 1.0, 0.0) + rng.normal(0, 0.4, len(trials.is_target))
    low, high = trials.interval(scores)
    assert 0 <= low < dev_lists.evaluate_trials(scores, trials.is_target).eer < high < 0.5


def test_several_takes_are_the_mean_over_the_takes():
    """Two speakers with a fourth recording; the third has only two, which are impostors of both."""
    speakers = np.array(["a"] * 4 + ["b"] * 4 + ["c"] * 2)
    directions = np.array([[1, 0]] * 3 + [[0.9, 0.1]] + [[0, 1]] * 3 + [[0.1, 0.9]] + [[0.7, 0.7]] * 2, np.float32)
    assert dev_lists.several_takes(directions, speakers, Scorer()) == 0.0
    swapped = directions[[0, 1, 2, 7, 4, 5, 6, 3, 8, 9]]
    assert dev_lists.several_takes(swapped, speakers, Scorer()) == 1.0
    assert dev_lists.several_takes(directions[:4], speakers[:4], Scorer()) is None


def test_table_of_a_list(folder, monkeypatch, capsys):
    monkeypatch.setattr(dev_lists.SpeakerEncoder, "load", lambda model: FakeEncoder())
    dev_lists.main([str(folder), "--no-peer"])
    head, rule, row = capsys.readouterr().out.splitlines()
    assert head.count("|") == rule.count("|") == row.count("|")
    assert row.startswith("| samples | 40 / 150 | ")


@pytest.fixture
def noise(tmp_path, rng):
    from gluonar_engine.data.audio import encode

    (tmp_path / "rain").mkdir()
    (tmp_path / "rain" / "1.wav").write_bytes(
        encode(rng.normal(0, 0.05, 40_000).astype(np.float32), "wav", "pcm_s16le")
    )
    return str(tmp_path)


def test_each_condition_changes_the_recording_in_the_same_way_each_time(trials, noise):
    waveform = trials.waveforms[0]
    for words, change in conditions.conditions(noise).items():
        changed = change(waveform, 3)
        assert changed.dtype == np.float32 and np.abs(changed).max() <= 1.0
        np.testing.assert_array_equal(change(waveform, 3), changed)
        assert np.array_equal(changed, waveform) == (words == "as it is")
        assert len(changed) == (int(words.split()[2]) * SAMPLE_RATE if "middle" in words else len(waveform))


def test_noise_lies_10_db_below(trials, noise):
    waveform = trials.waveforms[0]
    added = conditions.conditions(noise)["noise 10 dB below it"](waveform, 0) - waveform
    assert 10 * np.log10(np.mean(waveform**2) / np.mean(added**2)) == pytest.approx(10, abs=0.1)


def test_cut_counts_only_where_recordings_are_longer(trials, noise):
    made = conditions.conditions(noise)
    assert conditions._changes(trials, made["the middle 1 s"], "the middle 1 s")
    short = TrialList("short", [w[:SAMPLE_RATE] for w in trials.waveforms], None, None, None, None)
    assert not conditions._changes(short, made["the middle 1 s"], "the middle 1 s")


def test_figures_of_a_condition(trials):
    encoder = FakeEncoder()
    eer, cost, least, doubtful, missed, accepted = conditions.measure(
        trials, trials.embed(encoder), encoder, NOTHING["as it is"]
    )
    assert 0 <= eer < 0.1 and 0 <= least <= cost and 0 <= doubtful < 1
    assert 0 <= missed < 0.2 and 0 <= accepted < 0.2
    silent = conditions.measure(
        trials, trials.embed(encoder), encoder, lambda waveform, row: waveform[: SAMPLE_RATE // 2]
    )
    assert silent[3] == 1.0  # under a second of speech nothing is decided
