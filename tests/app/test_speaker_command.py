"""`main.py speaker` and `main.py speakers --search`, on a gallery that was filled without any sound."""

import json

import pytest

from app import cli
from app.store.gallery import Gallery
from tests.app.test_store import DECISION, new_take


@pytest.fixture
def gallery(tmp_path, monkeypatch):
    monkeypatch.setenv("GLUONAR_DATA", str(tmp_path))
    gallery = Gallery(tmp_path / "gallery.db")
    ada = gallery.enroll("Ada", [new_take("a"), new_take("shared"), new_take("ccc")], "m1")
    gallery.enroll("Eve", [new_take("shared"), new_take("eee")], "m1")
    gallery.log_trial("verify", ada.id, DECISION, model_id="m1", source="call.wav")
    return gallery


@pytest.fixture
def run(capsys, gallery):
    """Runs a command; (exit code, its lines)."""

    def run(*argv):
        code = cli.main([str(word) for word in argv])
        told = capsys.readouterr()
        return code, (told.out or told.err).splitlines()

    return run


@pytest.fixture
def run_json(run):
    def run_json(*argv):
        code, lines = run(*argv, "--json")
        return code, json.loads(lines[0])

    return run_json


def test_speaker_is_shown_with_takes_templates_and_trials(run, run_json, gallery):
    since = gallery.speaker("Ada").created_at[:10]
    code, (head, *takes, templates, trial) = run("speaker", "show", "ada")
    assert (code, head) == (0, f"Ada   3 recordings,    9.0 s, since {since}")
    assert takes[1] == f"  take 2: 3.0 s of speech, {since}, shared.wav"
    assert templates == f"  templates of 3 takes made {since} by m1"
    assert trial.split()[2:] == ["verify", "Ada", "supports", "LLR", "+2.0", "call.wav,", "m1"]
    code, facts = run_json("speaker", "show", "Ada")
    assert [(take["take"], take["source"]) for take in facts["takes"]] == [
        (1, "a.wav"),
        (2, "shared.wav"),
        (3, "ccc.wav"),
    ]
    assert facts["templates"][0]["model_id"] == "m1" and facts["trials"][0]["verdict"] == "supports"
    assert facts["last_used_at"] == facts["trials"][0]["time_utc"]


def test_speaker_is_renamed(run, gallery):
    assert run("speaker", "rename", "ada", "Ada  Lovelace") == (0, ["Ada is now Ada Lovelace."])
    assert gallery.speaker("Ada Lovelace").n_takes == 3
    code, lines = run("speaker", "rename", "eve", "ada lovelace")
    assert code == 4 and "already enrolled" in lines[0]


def test_notes_and_tags_are_kept_and_found(run, run_json):
    assert run("speaker", "note", "Ada", "from the radio\nmet Zoë") == (0, ["  from the radio", "  met Zoë"])
    assert run("speaker", "tag", "Ada", "#press", "Choir")[1][0].endswith("  #press  #Choir")
    code, facts = run_json("speaker", "tag", "Ada", "alto", "--remove", "PRESS")
    assert (code, facts["tags"], facts["notes"]) == (0, ["Choir", "alto"], "from the radio\nmet Zoë")
    for words in ("zoe", "CHOIR radio", "ada"):
        assert [each["speaker"] for each in run_json("speakers", "--search", words)[1]["speakers"]] == ["Ada"]
    assert run("speakers", "--search", "nothing") == (0, ["Nothing about any speaker has “nothing” in it."])
    assert run("speaker", "note", "Ada", "") == (0, ["Ada has no notes."])


def test_speakers_are_merged(run, run_json, gallery):
    gallery.enroll("Zoe", [new_take("zzz")], "m1")
    code, facts = run_json("speaker", "merge", "eve", "Ada", "Zoe")
    assert (code, facts["speaker"], facts["n_takes"], facts["n_duplicates"]) == (0, "Eve", 5, 1)
    assert "also enrolled as “Ada”" in facts["notes"]
    assert run("speaker", "merge", "eve", "Eve") == (4, ["Only one speaker was chosen. Choose two or more to merge."])


def test_takes_become_a_new_speaker_move_and_go(run, gallery):
    assert run("speaker", "split", "Ada", "Zoe", "--takes", 3) == (
        0,
        ["Zoe is enrolled with 1 recording that Ada had."],
    )
    done = ["1 recording of Ada moved to Eve.", "There already, and kept once: 1 recording."]
    assert run("speaker", "move", "Ada", "Eve", "--takes", 2) == (0, done)
    done = ["Eve has 1 recording left; what was removed is wiped."]
    assert run("speaker", "remove-takes", "Eve", "--takes", 1, 1) == (0, done)
    assert [(each.name, each.n_takes) for each in gallery.speakers()] == [("Ada", 1), ("Eve", 1), ("Zoe", 1)]


@pytest.mark.parametrize(
    ("argv", "code", "sentence"),
    [
        (["split", "Ada", "Zoe", "--takes", "4"], 4, "Ada has no take 4, only 3 recordings."),
        (["split", "Ada", "Zoe", "--takes", "1", "2", "3"], 4, "“Ada” would be left without any take."),
        (["move", "Ada", "Ada", "--takes", "1"], 4, "The takes are this speaker's already."),
        (["show", "Zoe"], 4, "No speaker named “Zoe” is enrolled."),
        (["tag", "Ada", "a,b"], 4, "“a,b” cannot be a tag."),
        (["remove-takes", "Ada", "--takes", "0"], 2, "“0” must be a number from 1"),
        (["dance", "Ada"], 2, "invalid choice: 'dance'"),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(run, gallery, argv, code, sentence):
    before = gallery.speakers()
    actual, lines = run("speaker", *argv)
    assert actual == code and sentence in " ".join(lines)
    assert gallery.speakers() == before


@pytest.mark.parametrize("action", ["show", "rename", "note", "tag", "merge", "split", "move", "remove-takes"])
def test_help_of_each_action_has_an_example(run, action):
    code, lines = run("speaker", action, "--help")
    assert code == 0 and f'  python main.py speaker {action} "Ada"' in "\n".join(lines)
