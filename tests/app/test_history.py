"""What was asked before: kept whole, listed, and exported without a cell that a spreadsheet would run."""

import csv
import json
from pathlib import Path

import pytest
from sqlite_utils import Database as SqliteDatabase

from app import cli, commands
from app.domain import Decision, OperatingPoint, Quality, Verdict
from app.services.exporting import write_csv
from app.services.history import COLUMNS, decision_of, export
from app.store.gallery import Gallery
from app.store.migrations import migrations
from tests.app.fake_model import FakeModels, fake_cohort
from tests.app.test_operating_point import enroll
from tests.app.test_store import new_take

SAMPLES = Path(__file__).parents[2] / "assets" / "samples"
POINT = OperatingPoint(2.5, 0.1, 1.0, 1.3)
DECISION = Decision(
    Verdict.SUPPORTS, 5.5, 0.72, True, 3.25, 5.0, "moderately strong support for the same speaker", "So it is.", 2.5
)
QUALITY = Quality(4.0, 3.0, 31.0, 0.0, -3.0)


@pytest.fixture
def ada(gallery):
    return gallery.enroll("Ada", [new_take("a"), new_take("bb")], "m1")


@pytest.fixture
def logged(gallery, ada):
    gallery.log_trial(
        "verify", ada.id, DECISION, model_id="m1", source="x.wav", quality=QUALITY, operating_point=POINT,
        take_scores=(5.0, 6.0),
    )  # fmt: skip
    return gallery.trials()[0]


def test_trial_keeps_all_that_the_answer_was_made_of(logged):
    assert decision_of(logged) == DECISION
    assert logged.operating_point == POINT
    assert (logged.speech_s, logged.snr_db, logged.take_scores) == (3.0, 31.0, (5.0, 6.0))


def test_answer_of_a_model_that_was_not_calibrated_stays_one(gallery, ada):
    decision = Decision(Verdict.CANNOT_TELL, 0.4, 0.4, False, None, 0.0, "not calibrated", "Nobody has measured it.")
    gallery.log_trial("verify", ada.id, decision, model_id="m1", source="x.wav")
    assert decision_of(gallery.trials()[0]) == decision


def test_rows_of_older_versions_stay_valid(tmp_path):
    path = tmp_path / "gallery.db"
    old = SqliteDatabase(path)
    for step in migrations.pending(old):
        if step.name < "m005":
            step.fn(old)
            old["_sqlite_migrations"].insert(
                {"migration_set": "gallery", "name": step.name, "applied_at": "then"}, pk="id"
            )
    with old.conn:
        old["speakers"].insert({"id": 1, "name": "Ada", "name_key": "ada", "created_at": "then"})
        row = {"created_at": "2026-11-22T10:00:00+00:00", "kind": "verify", "speaker_id": 1, "source": "x.wav"}
        old["trials"].insert({**row, "model": "m1", "score": 0.5, "llr": 2.0, "verdict": "supports"})
    old.close()
    (trial,) = Gallery(path).trials()
    assert (trial.score, trial.llr, trial.verdict, trial.source) == (0.5, 2.0, Verdict.SUPPORTS, "x.wav")
    assert (trial.cosine, trial.threshold, trial.operating_point, trial.speech_s) == (None,) * 4
    assert (trial.reason, trial.take_scores) == ("", ())
    assert decision_of(trial).verbal == "weak support for the same speaker"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_text_that_a_spreadsheet_would_run_is_disarmed(tmp_path, text):
    assert _written(tmp_path, text) == "'" + text


@pytest.mark.parametrize(("value", "cell"), [(-3, "-3"), (None, ""), (True, "True"), ("Ada", "Ada"), ("a=b", "a=b")])
def test_other_cells_stay_as_they_are(tmp_path, value, cell):
    assert _written(tmp_path, value) == cell


def _written(tmp_path, value):
    """A cell as another program reads it."""
    write_csv(tmp_path / "one.csv", ["column"], [[value, "last"]])
    with open(tmp_path / "one.csv", newline="", encoding="utf-8-sig") as file:
        header, (cell, _) = csv.reader(file)
    return cell


def test_table_has_every_number_and_no_formula(gallery, logged, tmp_path):
    mallory = gallery.enroll('=HYPERLINK("http://evil";"x")', [new_take("a")], "m1")
    gallery.log_trial("identify", mallory.id, DECISION, model_id="m1", source="-2+3.wav")
    path = tmp_path / "trials.csv"
    export(gallery.trials(limit=-1), path)
    with open(path, newline="", encoding="utf-8-sig") as file:
        newest, oldest = csv.DictReader(file)
    assert tuple(newest) == COLUMNS
    assert newest["speaker"] == '\'=HYPERLINK("http://evil";"x")'
    assert newest["source"] == "'-2+3.wav"
    numbers = {"llr": 5.0, "llr_threshold": 2.5, "prior": 0.1, "cosine": 0.72, "score": 5.5, "speech_s": 3.0}
    assert {name: float(oldest[name]) for name in numbers} == numbers


# On the command line


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("GLUONAR_DATA", str(tmp_path))
    models = FakeModels(cohort=fake_cohort())
    monkeypatch.setattr(commands, "ModelProvider", lambda folder: models)

    def run(*argv):
        code = cli.main([str(word) for word in argv])
        return code, capsys.readouterr().out

    return run


@pytest.fixture
def asked(run, tmp_path):
    for name in ("Alba", "Bruno"):
        enroll(tmp_path, name)
    for name, voice in (("Alba", "Alba"), ("Bruno", "Alba")):
        run("verify", name, SAMPLES / voice / "test-1.flac")


def test_history_lists_the_latest_first_and_of_one_speaker(run, asked):
    code, out = run("history")
    first, second = out.splitlines()
    assert code == 0 and "Bruno  does not support" in first and "Alba   supports" in second
    assert second.endswith("test-1.flac, fake-1")
    code, out = run("history", "alba", "--json")
    (trial,) = json.loads(out)["trials"]
    assert (trial["speaker"], trial["verdict"], trial["is_normalized"]) == ("Alba", "supports", True)
    assert trial["score"] > trial["threshold"] and 0 < trial["cosine"] < 1 and trial["speech_s"] > 3


def test_history_of_nobody_and_before_any_question(run):
    assert run("history") == (0, "Nothing was asked yet.\n")
    assert run("history", "Eve")[0] == 4


def test_history_as_a_table(run, asked, tmp_path):
    code, out = run("history", "--csv", tmp_path / "trials.csv")
    assert (code, out) == (0, f"2 trials written to “{tmp_path / 'trials.csv'}”.\n")
    with open(tmp_path / "trials.csv", newline="", encoding="utf-8-sig") as file:
        assert [row["speaker"] for row in csv.DictReader(file)] == ["Bruno", "Alba"]
    code, out = run("history", "--csv", tmp_path / "no" / "trials.csv", "--json")
    assert code == 4 and json.loads(out)["error"].endswith("cannot be written: No such file or directory.")
    assert run("history", "--csv", "trials.txt")[0] == 2
