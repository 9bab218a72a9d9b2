"""``enroll`` from whole folders, and with the speaker's consent, on the command line."""

import json
import shutil
from pathlib import Path

import pytest

from app import commands
from app.store.gallery import Gallery
from tests.app.fake_model import FakeModels

SAMPLES = Path(__file__).parents[2] / "assets" / "samples"
TAKE = SAMPLES / "Alba" / "enroll-1.flac"


@pytest.fixture(autouse=True)
def environment(tmp_path, monkeypatch):
    monkeypatch.setenv("GLUONAR_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("GLUONAR_CONSENT")
    monkeypatch.setattr(commands, "ModelProvider", lambda folder: FakeModels())


@pytest.fixture
def facts(run):
    def facts(*argv):
        code, out, _ = run(*argv, "--json")
        return code, json.loads(out)

    return facts


@pytest.fixture
def gallery(tmp_path):
    return lambda: Gallery(tmp_path / "data" / "gallery.db")


@pytest.fixture
def voices(tmp_path):
    folder = tmp_path / "voices"
    for voice in ("Alba", "Bruno"):
        shutil.copytree(SAMPLES / voice, folder / voice)
    return folder


def test_nobody_is_enrolled_without_consent(run, gallery):
    code, out, err = run("enroll", "Ada", TAKE)
    assert (code, out) == (4, "")
    assert err.startswith(
        "There is no consent of “Ada”. Ask them; when they agree, say to what: --consent Verification."
    )
    assert gallery().speakers() == []


def test_consent_is_stored_as_it_was_given(run, gallery):
    asked = ("--consent", "Research", "--consent-operator", "Grace", "--consent-until", "2999-12-31")
    assert run("enroll", "Ada", TAKE, *asked)[0] == 0
    (consent,) = gallery().consents().values()
    assert (consent.purpose, consent.operator, consent.expires_on) == ("Research", "Grace", "2999-12-31")


def test_consent_may_come_from_the_environment_of_a_script(run, gallery, monkeypatch):
    monkeypatch.setenv("GLUONAR_CONSENT", "Research")
    assert run("enroll", "Ada", TAKE)[0] == 0
    assert [consent.purpose for consent in gallery().consents().values()] == ["Research"]


def test_who_has_agreed_is_not_asked_again(run):
    assert run("enroll", "Ada", TAKE, "--consent", "Research")[0] == 0
    assert run("enroll", "Ada", SAMPLES / "Alba" / "enroll-2.flac", "--add")[0] == 0


def test_who_was_never_asked_is_asked_when_takes_are_added(run, gallery):
    run("enroll", "Ada", TAKE, "--consent", "Research")
    with gallery()._database.changing() as db:
        db["consents"].delete_where()
    assert run("enroll", "Ada", SAMPLES / "Alba" / "enroll-2.flac", "--add")[0] == 4


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["enroll"], "The following arguments are required: NAME, FILE"),
        (["enroll", "Ada"], "The following arguments are required: FILE"),
        (["enroll", "Ada", "a.wav", "--folder", "x"], "Give either --folder or a NAME"),
        (["enroll", "Ada", "a.wav", "--dry-run"], "--pattern and --dry-run need --folder"),
        (["enroll", "Ada", "a.wav", "--consent-until", "soon"], "“soon” must be a day like 2027-01-31"),
    ],
)
def test_wrong_typing_is_told(run, argv, sentence):
    code, _, err = run(*argv)
    assert code == 2 and sentence in err


def test_dry_run_shows_the_table_and_stores_nothing(run, voices, gallery):
    (voices / "Alba" / "letter.wav").write_text("Dear Ada")
    code, out, err = run("enroll", "--folder", voices, "--dry-run")
    lines = out.splitlines()
    assert code == 0
    assert lines[0].split() == ["File", "Speaker", "Duration", "Speech", "Stars", "Problem"]
    assert lines[1].split()[:8] == ["Alba/enroll-1.flac", "Alba", "4.5", "s", "3.4", "s", "4/5", "Short:"]
    assert "“letter.wav” is not a sound file that can be read." in out
    assert lines[-1] == "2 speakers would be enrolled from 10 files of 11."
    assert "11 of 11 files" in err
    assert gallery().speakers() == []


def test_folder_is_enrolled_and_told_file_by_file(facts, voices, gallery):
    (voices / "Alba" / "letter.wav").write_text("Dear Ada")
    code, found = facts("enroll", "--folder", voices, "--consent", "Research")
    assert code == 0
    assert [speaker["speaker"] for speaker in found["speakers"]] == ["Alba", "Bruno"]
    by_name = {each["file"]: each for each in found["files"]}
    assert by_name["Alba/enroll-1.flac"]["enrolled"] and by_name["Alba/enroll-1.flac"]["stars"] == 4
    assert not by_name["Alba/letter.wav"]["enrolled"]
    assert [speaker.n_takes for speaker in gallery().speakers()] == [5, 5]


def test_folder_adds_to_speakers_only_when_told(run, facts, voices):
    run("enroll", "Alba", TAKE, "--consent", "Research")
    shutil.rmtree(voices / "Bruno")
    code, out, _ = run("enroll", "--folder", voices, "--consent", "Research")
    assert code == 4
    assert "Alba is enrolled already: left out without --add." in out
    assert out.splitlines()[-1] == "0 speakers enrolled from 0 files of 5."
    code, found = facts("enroll", "--folder", voices, "--consent", "Research", "--add")
    assert (code, found["speakers"][0]["n_takes"]) == (0, 5)
    assert [each["file"] for each in found["files"] if not each["enrolled"]] == ["Alba/enroll-1.flac"]


def test_pattern_finds_the_speakers(facts, tmp_path):
    for number in (1, 2, 3):
        shutil.copy(SAMPLES / "Alba" / f"enroll-{number}.flac", tmp_path / f"Ada L._{number}.flac")
    code, found = facts("enroll", "--folder", tmp_path, "--pattern", "{speaker}_*.flac", "--consent", "Research")
    assert (code, found["speakers"][0]["speaker"], found["speakers"][0]["n_takes"]) == (0, "Ada L.", 3)


def test_list_of_speakers_says_how_strong_each_is(run, facts, voices):
    run("enroll", "--folder", voices, "--consent", "Research")
    run("enroll", "Chloe", SAMPLES / "Chloe" / "enroll-1.flac", "--consent", "Research")
    alba, _, chloe = facts("speakers")[1]["speakers"]
    assert (alba["strength"], alba["advice"], alba["consent"]["purpose"]) == ("strong", "", "Research")
    assert (chloe["strength"], chloe["advice"]) == ("weak", "add a second take with 2 s of speech")
    assert run("speakers")[1].splitlines()[2].endswith("weak: add a second take with 2 s of speech")
