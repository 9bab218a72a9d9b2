"""The commands for many files, and for who speaks when; with the stand-ins of ``test_cli``."""

import csv
import shutil
from datetime import timedelta

import numpy as np
import pytest

from app.services.consent import today
from gluonar_engine.data.audio import decode, encode_flac
from tests.app.test_cli import SAMPLES, TEST, alba, environment, run_json  # noqa: F401


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "calls"
    (folder / "monday").mkdir(parents=True)
    shutil.copy(TEST["Alba"], folder / "a.flac")
    shutil.copy(TEST["Dmitri"], folder / "monday" / "d.flac")
    (folder / "bad.wav").write_text("no sound")
    return folder


@pytest.fixture
def bruno(run):
    run("enroll", "Bruno", *sorted((SAMPLES / "Bruno").glob("enroll-*.flac")))


@pytest.fixture
def talk(tmp_path, rng):
    pause = (1e-4 * rng.normal(size=8_000)).astype(np.float32)
    parts = [part for voice in ("Alba", "Dmitri") for part in (decode(TEST[voice]).waveform, pause)]
    (tmp_path / "talk.flac").write_bytes(encode_flac(np.concatenate(parts)))
    return tmp_path / "talk.flac"


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_every_recording_of_a_folder_is_identified(run, run_json, alba, bruno, folder, tmp_path):  # noqa: F811
    code, out, err = run("identify", folder, "--csv", tmp_path / "out.csv")
    lines = out.splitlines()
    assert code == 0
    assert [line.split()[0] for line in lines[:3]] == ["a.flac", "bad.wav", "monday/d.flac"]
    assert "Alba " in lines[0] and lines[0].endswith("supports") and "margin" in lines[0]
    assert lines[1] == "bad.wav        not usable: “bad.wav” is not a sound file that can be read."
    assert lines[2].endswith("unknown")
    assert lines[3:] == [
        "3 files: 1 supports, 1 not usable, 1 unknown.", f"The table is in {tmp_path / 'out.csv'}."
    ]  # fmt: skip
    assert "3 of 3 files" in err and "1 not usable" in err
    assert [row[0] for row in rows_of(tmp_path / "out.csv")] == ["file", "a.flac", "bad.wav", "monday/d.flac"]
    code, facts = run_json("identify", folder)
    assert code == 0 and facts["table"] is None
    good, bad, stranger = facts["files"]
    assert (good["speaker"], good["verdict"], stranger["speaker"]) == ("Alba", "supports", None)
    assert bad == {"file": "bad.wav", "error": "“bad.wav” is not a sound file that can be read."}


def test_comparing_a_long_recording_tells_how_far_it_is(run, alba, monkeypatch):  # noqa: F811
    for command in (("verify", "Alba"), ("identify",)):
        assert "%" not in run(*command, TEST["Alba"])[2]
    monkeypatch.setattr("app.commands._LONG_TAKE_S", 1.0)
    for command in (("verify", "Alba"), ("identify",)):
        assert run(*command, TEST["Alba"])[2].endswith("100 %\n")


def test_who_was_left_out_of_the_comparison_and_why_is_told(run, run_json, alba, bruno, folder, tmp_path, monkeypatch):  # noqa: F811
    last_day = today() + timedelta(days=3)
    run("enroll", "--add", "Bruno", TEST["Bruno"], "--consent", "Research", "--consent-until", str(last_day))
    monkeypatch.setattr("app.services.consent.today", lambda: last_day + timedelta(days=1))
    left_out = [{"speaker": "Bruno", "reason": f"Their consent ended on {last_day}."}]
    for asked in (("identify", TEST["Alba"]), ("identify", folder), ("timeline", TEST["Alba"])):
        csv_too = ("--csv", tmp_path / "out.csv") if asked[0] == "identify" else ()
        assert run_json(*asked, *csv_too)[1]["left_out"] == left_out
        _, out, _ = run(*asked)
        assert f"eft out, their consent has ended: Bruno ({last_day})." in out


def test_folder_without_recordings_or_without_speakers_is_told(run, alba, folder, tmp_path):  # noqa: F811
    (tmp_path / "empty").mkdir()
    code, _, err = run("identify", tmp_path / "empty")
    assert (code, err) == (4, f"There is no sound file in “{tmp_path / 'empty'}”. Choose another folder.\n")
    run("remove", "Alba")
    code, _, err = run("identify", folder)
    assert (code, err) == (4, "Nobody is enrolled yet. Enroll a speaker first, then try again.\n")


def test_one_file_has_a_table_of_one_row(run, alba, bruno, tmp_path):  # noqa: F811
    code, out, _ = run("identify", TEST["Bruno"], "--csv", tmp_path / "one.csv")
    assert code == 0
    ranked = [line.split()[:2] for line in out.splitlines()[3:6]]
    assert ranked == [["1.", "Bruno"], ["unknown", "cosine"], ["2.", "Alba"]]
    assert "  unknown: 1 of the 2 enrolled fits the recording better than a stranger does.\n" in out
    header, row = rows_of(tmp_path / "one.csv")
    assert row[:2] == ["test-1.flac", "Bruno"] and row[5] == "supports"


def test_unknown_is_in_the_facts(run_json, alba):  # noqa: F811
    _, facts = run_json("identify", TEST["Dmitri"])
    assert facts["unknown"] == {
        "score": pytest.approx(0.45), "llr": 0.0, "n_above": 0,
        "reason": "The one enrolled does not fit the recording better than a stranger does.",
    }  # fmt: skip


def test_table_has_to_be_a_csv_file(run, tmp_path):
    code, _, err = run("identify", tmp_path, "--csv", "out.txt")
    assert code == 2 and "“out.txt” must end in .csv" in err


def test_who_speaks_when_in_words_and_as_a_file(run, run_json, alba, talk, tmp_path):  # noqa: F811
    code, out, err = run("timeline", talk, "-o", tmp_path / "talk.rttm")
    assert code == 0 and err.splitlines()[-1] == "100 %"
    *segments, n, where = out.splitlines()
    assert len(segments) == 2
    assert segments[0].split()[1:4:2] == ["to", "Alba"] and "unknown" in segments[1]
    assert segments[1].endswith("nearest Alba")
    assert (n, where) == ("2 segments, compared with 1 speaker.", f"The timeline is in {tmp_path / 'talk.rttm'}.")
    assert [line.split()[7] for line in (tmp_path / "talk.rttm").read_text().splitlines()] == ["Alba", "unknown"]
    code, facts = run_json("timeline", talk)
    assert [(each["speaker"], each["verdict"]) for each in facts["segments"]] == [
        ("Alba", "supports"), (None, "does not support")
    ]  # fmt: skip
    assert facts["file"] is None and facts["compared"] == ["Alba"]


def test_only_the_named_are_looked_for(run, run_json, alba, bruno, talk):  # noqa: F811
    _, facts = run_json("timeline", talk, "--speaker", "BRUNO")
    assert facts["compared"] == ["Bruno"]
    assert {each["speaker"] for each in facts["segments"]} == {None}
    code, _, err = run("timeline", talk, "--speaker", "Eve")
    assert code == 4 and err.startswith("No speaker named “Eve” is enrolled.")


@pytest.mark.parametrize("name", ["talk.txt", "talk"])
def test_timeline_is_one_of_two_kinds_of_file(run, name):
    code, _, err = run("timeline", "talk.wav", "-o", name)
    assert code == 2 and f"“{name}” must end in .rttm or .csv" in err
