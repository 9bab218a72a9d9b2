"""`main.py protect`, and what the other commands do on a protected gallery."""

import getpass
import json

import pytest

from app import cli, protect_command
from app.audio.spool import SpoolFile
from app.store.gallery import Gallery
from tests.app.test_store import new_take

pytestmark = pytest.mark.usefixtures("quick_keys")
PHRASE, OTHER = "four unrelated words", "other unrelated words"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("GLUONAR_DATA", str(tmp_path))
    monkeypatch.delenv("GLUONAR_PASSPHRASE", raising=False)
    Gallery(tmp_path / "gallery.db").enroll("Ada", [new_take("a")], "m1")
    return tmp_path


@pytest.fixture
def run(capsys):
    """Runs a command; (exit code, what it said)."""

    def run(*argv):
        code = cli.main(list(argv))
        told = capsys.readouterr()
        return code, told.out + told.err

    return run


@pytest.fixture
def typed(monkeypatch):
    """What is typed at the prompts, one after the other; the prompts are kept in ``typed.prompts``."""

    class Typed(list):
        prompts = []

    typed = Typed()

    def answer(prompt):
        typed.prompts.append(prompt)
        return typed.pop(0)

    typed.prompts = []
    monkeypatch.setattr(getpass, "getpass", answer)
    monkeypatch.setattr(protect_command.sys, "stdin", type("Terminal", (), {"isatty": lambda self: True})())
    return typed


def test_passphrase_is_typed_twice_and_then_asked_for(run, typed):
    typed += [PHRASE, PHRASE]
    code, said = run("protect")
    assert (code, said.splitlines()[0]) == (0, "The gallery opens with this pass-phrase alone.")
    typed += [PHRASE]
    assert run("speakers")[0] == 0
    assert typed.prompts == ["New pass-phrase: ", "The same again: ", "Pass-phrase: "]
    typed += ["something else"]
    code, said = run("speakers")
    assert (code, said.splitlines()[0].split(". ")[0]) == (4, "This pass-phrase does not open the gallery")


def test_two_that_differ_change_nothing(run, typed):
    typed += [PHRASE, OTHER]
    assert run("protect") == (4, "The two are not the same. Nothing has changed; try again.\n")
    assert run("speakers")[0] == 0


def test_scripts_give_it_in_the_environment(run, monkeypatch):
    monkeypatch.setenv("GLUONAR_NEW_PASSPHRASE", PHRASE)
    assert json.loads(run("protect", "--json")[1]) == {"is_protected": True}
    assert run("speakers") == (
        4,
        "A pass-phrase is needed. Type it in a terminal, or give it in $GLUONAR_PASSPHRASE.\n",
    )
    monkeypatch.setenv("GLUONAR_PASSPHRASE", PHRASE)
    assert "Ada" in run("speakers")[1]
    assert run("protect") == (4, "The gallery has a pass-phrase. Give it another one with --change.\n")
    monkeypatch.setenv("GLUONAR_NEW_PASSPHRASE", OTHER)
    assert run("protect", "--change")[0] == 0
    assert run("speakers")[0] == 4
    monkeypatch.setenv("GLUONAR_PASSPHRASE", OTHER)
    assert run("protect", "--remove") == (0, "The gallery needs no pass-phrase any more.\n")
    monkeypatch.delenv("GLUONAR_PASSPHRASE")
    assert "Ada" in run("speakers")[1]
    assert run("protect", "--remove") == (4, "The gallery has no pass-phrase. There is nothing to remove.\n")


def test_recording_that_is_not_enrolled_yet_is_not_left_behind_under_an_old_key(run, folder, monkeypatch):
    file = SpoolFile(folder / "spool")
    file.close()
    monkeypatch.setenv("GLUONAR_NEW_PASSPHRASE", PHRASE)
    code, said = run("protect")
    assert (code, said.split(". ")[0]) == (4, "There are recordings that are neither enrolled nor discarded")
    assert run("speakers")[0] == 0


def test_first_thing_done_may_be_the_passphrase(run, tmp_path, monkeypatch):
    monkeypatch.setenv("GLUONAR_NEW_PASSPHRASE", PHRASE)
    monkeypatch.setenv("GLUONAR_PASSPHRASE", PHRASE)
    assert run("protect", "--data", str(tmp_path / "new"))[0] == 0
    code, said = run("speakers", "--data", str(tmp_path / "new"))
    assert code == 0
