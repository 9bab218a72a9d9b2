"""The data sets: who is whose, what is left out, and that what is left is right."""

import numpy as np
import pytest

from gluonar_engine.data.audio import encode_flac
from gluonar_engine.data.datasets import (
    AudioFolderDataset,
    TIMITDataset,
    TrialListDataset,
    VoxAudioFolderDataset,
    VoxAudioValFolderDataset,
)
from gluonar_engine.data.transforms import center_crop


@pytest.fixture
def recorded(tmp_path):
    """``recorded(name, level, duration_s)`` writes a constant recording; the level tells it apart afterwards."""

    def write(name, level=0.25, duration_s=1.0):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(encode_flac(np.full(int(16_000 * duration_s), level, np.float32)))

    return write


def test_vox_speakers_are_the_first_folders(recorded, tmp_path):
    recorded("id2/video_a/1.flac", 0.5)
    recorded("id1/video_b/1.flac", 0.25)
    recorded("id1/video_c/1.flac", 0.125)
    dataset = VoxAudioFolderDataset(tmp_path)
    assert dataset.speakers == ["id1", "id2"]
    assert [(float(waveform[0]), label) for waveform, label in dataset] == [(0.25, 0), (0.125, 0), (0.5, 1)]


def test_timit_speakers_are_the_last_folders(recorded, tmp_path):
    recorded("TRAIN/DR1/FCJF0/SA1.flac")
    recorded("TRAIN/DR2/MABC0/SA1.flac")
    recorded("TEST/DR1/FXYZ0/SA1.flac")
    assert TIMITDataset(tmp_path).speakers == ["FCJF0", "FXYZ0", "MABC0"]
    assert TIMITDataset(tmp_path, "TEST").speakers == ["FXYZ0"]
    with pytest.raises(ValueError, match="part must be 'TRAIN', 'TEST' or None, got 'DEV'"):
        TIMITDataset(tmp_path, "DEV")


def test_what_is_too_short_or_broken_is_left_out_and_listed(recorded, tmp_path):
    recorded("a/long.flac")
    recorded("a/short.flac", duration_s=0.5)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "broken.wav").write_text("no sound")
    dataset = AudioFolderDataset(tmp_path, min_duration_s=0.9)
    assert [path.name for path, _ in dataset.items] == ["long.flac"]
    assert dataset.speakers == ["a"]
    assert [(path.name, reason.split(":")[0]) for path, reason in dataset.skipped] == [
        ("short.flac", "only 0.50 s"),
        ("broken.wav", "not_audio"),
    ]


def test_every_item_is_resampled_and_transformed(recorded, tmp_path):
    recorded("a/1.flac")
    waveform, _ = AudioFolderDataset(tmp_path, sample_rate=8000, transform=lambda w: center_crop(w, 500))[0]
    assert waveform.shape == (500,)
    assert AudioFolderDataset(tmp_path, sample_rate=8000)[0][0].shape == pytest.approx((8000,), abs=50)


def test_a_folder_without_speakers_is_refused(tmp_path):
    with pytest.raises(ValueError, match="no recordings of speakers under"):
        AudioFolderDataset(tmp_path)


def test_trials_are_pairs_with_their_label(recorded, tmp_path):
    recorded("a/1.flac", 0.5)
    recorded("b/1.flac", 0.25)
    (tmp_path / "veri_test.txt").write_text("0 a/1.flac b/1.flac\n\n1 a/1.flac a/1.flac\n")
    dataset = VoxAudioValFolderDataset(tmp_path)
    assert [(float(left[0]), float(right[0]), label) for left, right, label in dataset] == [
        (0.5, 0.25, 0),
        (0.5, 0.5, 1),
    ]


@pytest.mark.parametrize("line", ["2 a b", "1 a", "1 a b c"])
def test_a_line_that_is_no_trial_is_named(tmp_path, line):
    (tmp_path / "list.txt").write_text(f"1 a b\n{line}\n")
    with pytest.raises(ValueError, match="line 2 is not a trial"):
        TrialListDataset(tmp_path / "list.txt")


def test_an_empty_list_is_refused(tmp_path):
    (tmp_path / "list.txt").write_text("\n")
    with pytest.raises(ValueError, match="no trials in"):
        TrialListDataset(tmp_path / "list.txt")
