"""Whole folders: whose each file is, what is wrong with it, and that nobody is half-enrolled."""

import re
import shutil
from pathlib import Path

import pytest

from app.errors import UserError
from app.services.consent import new_consent
from app.services.folder_import import FolderImport, list_folder, pattern_expression
from app.services.importing import take_from_file
from gluonar_engine.data.audio import encode_flac
from tests.voices import say

SAMPLES = Path(__file__).parents[2] / "assets" / "samples"


@pytest.fixture
def work(gallery, enrollment):
    return FolderImport(gallery, enrollment)


@pytest.fixture
def voices(tmp_path):
    """Two speakers of three takes each, and what goes wrong in real folders."""
    folder = tmp_path / "voices"
    for voice in ("Alba", "Bruno"):
        (folder / voice).mkdir(parents=True)
        for path in (SAMPLES / voice).glob("enroll-*.flac"):
            shutil.copy(path, folder / voice)
    return folder


def examined(work, rows):
    for step in work.examine(rows):
        rows = [step.rows.get(index, row) for index, row in enumerate(rows)]
    return {row.name: row for row in rows}


def advised(rows, *, add=False):
    return [row for row in rows.values() if row.is_advised(add)]


def test_each_subfolder_is_a_speaker_at_any_depth(voices):
    (voices / "Alba" / "2026" / "may").mkdir(parents=True)
    shutil.copy(SAMPLES / "Alba" / "test-1.flac", voices / "Alba" / "2026" / "may")
    (voices / "notes.txt").write_text("no recording")
    rows = list_folder([voices])
    assert [(row.speaker, row.name) for row in rows][:2] == [
        ("Alba", "Alba/2026/may/test-1.flac"),
        ("Alba", "Alba/enroll-1.flac"),
    ]
    assert {row.speaker for row in rows} == {"Alba", "Bruno"}


def test_file_in_no_subfolder_is_told(voices):
    shutil.copy(SAMPLES / "Chloe" / "test-1.flac", voices)
    row = next(row for row in list_folder([voices]) if row.name == "test-1.flac")
    assert (row.problem, row.can_enroll) == ("It is in no speaker's subfolder.", False)


def test_of_several_folders_each_is_a_speaker(voices):
    rows = list_folder([voices / "Alba", voices / "Bruno"])
    assert [row.speaker for row in rows] == ["Alba"] * 3 + ["Bruno"] * 3


def test_one_speaker_in_two_spellings_is_one(voices):
    (voices / "alba").mkdir()
    shutil.copy(SAMPLES / "Alba" / "test-1.flac", voices / "alba")
    assert len({row.speaker for row in list_folder([voices])}) == 2


@pytest.mark.parametrize(
    ("pattern", "name", "speaker"),
    [
        ("{speaker}_*.wav", "Ada_1.wav", "Ada"),
        ("{speaker}_*.wav", "Ada Lovelace_a_b.WAV", "Ada Lovelace"),
        ("{speaker}_*.wav", "Ada.wav", None),
        ("*-{speaker}.*", "2026-05-01-Ada.flac", "Ada"),
        ("take?_{speaker}.wav", "take1_Ada.wav", "Ada"),
        ("take?_{speaker}.wav", "take12_Ada.wav", None),
        ("*/{speaker}/*.wav", "calls/Ada/1.wav", "Ada"),
        ("*/{speaker}/*.wav", "calls/new/Ada/1.wav", None),
        ("{speaker}(x).wav", "Ada(x).wav", "Ada"),
    ],
)
def test_name_stands_where_the_pattern_says(pattern, name, speaker):
    found = pattern_expression(pattern).fullmatch(name)
    assert (found and found["speaker"]) == speaker


@pytest.mark.parametrize("pattern", ["*.wav", "{speaker}_{speaker}.wav", ""])
def test_pattern_needs_one_place_for_the_name(pattern):
    with pytest.raises(UserError, match="times. Write it once, where the name stands"):
        pattern_expression(pattern)


def test_files_that_do_not_fit_the_pattern_are_told(tmp_path):
    for name in ("Ada_1.flac", "Ada_2.flac", "readme.flac"):
        shutil.copy(SAMPLES / "Alba" / "enroll-1.flac", tmp_path / name)
    rows = list_folder([tmp_path], "{speaker}_*.flac")
    assert [(row.speaker, row.problem) for row in rows] == [
        ("", "Its name does not fit “{speaker}_*.flac”."),
        ("Ada", ""),
        ("Ada", ""),
    ]


def test_folder_without_recordings_is_told(tmp_path):
    with pytest.raises(UserError, match="There are no recordings in"):
        list_folder([tmp_path])
    with pytest.raises(UserError, match="is no folder"):
        list_folder([tmp_path / "nowhere"])


def test_good_files_are_rated_beside_one_another(work, voices):
    rows = examined(work, list_folder([voices]))
    assert len(advised(rows)) == 6
    row = rows["Alba/enroll-1.flac"]
    assert row.quality == take_from_file(voices / "Alba" / "enroll-1.flac").quality
    assert row.rating.stars == 4
    assert row.rating.agreement is not None


def test_every_way_of_being_wrong_has_its_sentence(work, voices):
    (voices / "Alba" / "letter.wav").write_text("Dear Ada")
    (voices / "Alba" / "silence.flac").write_bytes(encode_flac(say(4)[0] * 0))
    shutil.copy(voices / "Alba" / "enroll-1.flac", voices / "Alba" / "enroll-1-again.flac")
    shutil.copy(voices / "Alba" / "enroll-2.flac", voices / "Bruno" / "stolen.flac")
    (voices / "Alba" / "cut.flac").write_bytes((SAMPLES / "Alba" / "test-1.flac").read_bytes()[:60_000])
    rows = examined(work, list_folder([voices]))
    found = {name: (row.problem, row.can_enroll) for name, row in rows.items() if row.problem}
    cut = rows["Alba/cut.flac"]
    assert "the file was cut short." in cut.warning and cut.is_advised(False), "what is there of it is good"
    assert found == {
        "Alba/letter.wav": ("“letter.wav” is not a sound file that can be read.", False),
        "Alba/silence.flac": ("No speech was found in “silence.flac”.", False),
        "Alba/enroll-1.flac": ("It is the same recording as “Alba/enroll-1-again.flac”.", False),
        "Bruno/stolen.flac": ("It is the same recording as “Alba/enroll-2.flac”.", True),
    }


def test_take_of_another_voice_is_left_out_unless_somebody_insists(work, voices, models, encoder):
    models._encoder = encoder
    shutil.copy(SAMPLES / "Chloe" / "enroll-1.flac", voices / "Alba" / "zzz.flac")
    row = examined(work, list_folder([voices]))["Alba/zzz.flac"]
    assert (row.problem, row.can_enroll, row.is_advised(False)) == (
        "This take sounds like another voice.",
        True,
        False,
    )


def test_enrolled_speakers_get_more_only_when_asked(work, voices, enrollment):
    enrollment.enroll("alba", [take_from_file(SAMPLES / "Alba" / "test-1.flac")])
    rows = examined(work, list_folder([voices]))
    assert {row.speaker for row in advised(rows)} == {"Bruno"}
    assert {row.speaker for row in advised(rows, add=True)} == {"alba", "Bruno"}


def test_recordings_that_are_enrolled_already_are_told(work, voices, enrollment):
    take = take_from_file(voices / "Alba" / "enroll-1.flac")
    enrollment.enroll("Alba", [take])
    enrollment.enroll("Eve", [take_from_file(voices / "Bruno" / "enroll-1.flac")])
    rows = examined(work, list_folder([voices]))
    same, other = rows["Alba/enroll-1.flac"], rows["Bruno/enroll-1.flac"]
    assert (same.problem, same.can_enroll) == ("Alba is enrolled with this recording already.", False)
    assert (other.problem, other.can_enroll) == ("Eve is enrolled with this very recording.", True)


def test_folder_of_known_recordings_only_is_examined_to_its_end(work, voices, enrollment):
    for voice in ("Alba", "Bruno"):
        enrollment.enroll(voice, [take_from_file(path) for path in sorted((voices / voice).glob("*"))])
    rows = examined(work, list_folder([voices]))
    assert len(rows) == 6
    assert advised(rows, add=True) == []


def test_speakers_are_enrolled_one_by_one_with_their_consent(work, voices, gallery):
    rows = advised(examined(work, list_folder([voices])))
    results = list(work.enroll(rows, new_consent("Research")))
    assert [(result.name, result.is_new, len(result.paths)) for result in results] == [
        ("Alba", True, 3),
        ("Bruno", True, 3),
    ]
    assert {consent.purpose for consent in gallery.consents().values()} == {"Research"}
    assert len(gallery.consents()) == 2


def test_file_that_went_bad_meanwhile_stops_its_speaker_only(work, voices, gallery):
    rows = advised(examined(work, list_folder([voices])))
    (voices / "Alba" / "enroll-3.flac").write_text("gone")
    results = list(work.enroll(rows, new_consent("Research")))
    assert results[0].problem.startswith("Nothing of Alba was enrolled: “enroll-3.flac” is not a sound file")
    assert [speaker.name for speaker in gallery.speakers()] == ["Bruno"]


def test_speaker_who_appeared_meanwhile_is_not_added_to(work, voices, gallery, enrollment):
    rows = advised(examined(work, list_folder([voices])))
    enrollment.enroll("Alba", [take_from_file(SAMPLES / "Alba" / "test-1.flac")])
    results = list(work.enroll(rows, new_consent("Research")))
    assert "already enrolled" in results[0].problem
    assert gallery.speaker("Alba").n_takes == 1
    (result,) = work.enroll([row for row in rows if row.speaker == "Alba"], new_consent("Research"), add=True)
    assert (result.speaker.n_takes, result.is_new) == (4, False)


def test_examination_that_nobody_asks_for_any_more_ends(work, voices, models):
    steps = work.examine(list_folder([voices]))
    first = next(steps)
    steps.close()
    assert (first.n_done, first.n_files) == (1, 6)
    assert models.encoder().n_embedded == 1


def test_names_are_shown_without_control_characters(tmp_path):
    (tmp_path / "Ada").mkdir()
    shutil.copy(SAMPLES / "Alba" / "test-1.flac", tmp_path / "Ada" / "a\nb.flac")
    (row,) = list_folder([tmp_path])
    assert re.fullmatch("Ada/a.b.flac", row.name)
    assert "\n" not in row.name
