"""The command ``audit``: verify, list and export, as they are typed."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app import cli
from app.commands import Exit
from app.services.enrollment import EnrollmentService
from app.services.importing import take_from_file
from app.settings import gallery_path
from app.store.gallery import Gallery
from tests.app.fake_model import FakeModels

SAMPLES = Path(__file__).parents[2] / "assets" / "samples"


@pytest.fixture
def run(tmp_path, capsys):
    def type_in(*words):
        code = cli.main(["--data", str(tmp_path), *map(str, words)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return type_in


@pytest.fixture
def filled(tmp_path):
    """Alba is enrolled, Bruno too and removed again."""
    gallery = Gallery(gallery_path(tmp_path))
    service = EnrollmentService(gallery, FakeModels())
    for name in ("Alba", "Bruno"):
        service.enroll(name, [take_from_file(SAMPLES / name / "enroll-1.flac")])
    gallery.remove(gallery.speaker("Bruno").id)
    return gallery


def test_list_shows_what_was_done_and_who_is_gone(run, filled):
    code, out, _ = run("audit", "list")
    lines = out.splitlines()
    assert code == Exit.OK and len(lines) == 4
    assert "enroll" in lines[1] and "Alba" in lines[1] and "takes 1" in lines[1]
    assert "who is gone" in lines[2] and "delete" in lines[3] and "Bruno" not in out


def test_list_is_filtered(run, filled):
    _, out, _ = run("audit", "list", "--event", "enroll", "--speaker", "alba", "--json")
    assert [line["line"] for line in json.loads(out)["lines"]] == [2]
    _, out, _ = run("audit", "list", "--limit", "1")
    assert out.split()[0] == "4"
    code, _, err = run("audit", "list", "--event", "dance")
    assert code == Exit.USER_ERROR and "“dance” is no event of the log." in err
    assert run("audit", "list", "--speaker", "Bruno")[0] == Exit.USER_ERROR


def test_empty_log_says_so(run):
    assert run("audit", "list")[1] == "Nothing was done yet.\n"


def test_verify_prints_the_head_and_finds_what_was_changed(run, filled, tmp_path):
    code, out, _ = run("audit", "verify")
    first, last = out.splitlines()
    assert (code, first) == (Exit.OK, "The audit log is whole: 4 lines.")
    head = last.removeprefix("Its head is ")
    assert run("audit", "verify", "--head", head)[0] == Exit.OK
    with closing(sqlite3.connect(gallery_path(tmp_path))) as connection, connection:
        connection.execute("drop trigger audit_is_not_shortened")
        connection.execute("delete from audit where n = 4")
    code, out, _ = run("audit", "verify", "--head", head, "--json")
    facts = json.loads(out)
    assert (code, facts["whole"], facts["n_lines"]) == (Exit.DOES_NOT_SUPPORT, False, 3)
    assert "Lines after line 3 are cut off: there were 4." in facts["problems"]
    assert facts["problems"][-1].startswith("Line 4 is not the one that was noted down")


def test_export_writes_and_is_told_itself(run, filled, tmp_path):
    code, out, _ = run("audit", "export", tmp_path / "log.json")
    assert (code, out) == (Exit.OK, f"4 lines written to “{tmp_path / 'log.json'}”.\n")
    assert len(json.loads((tmp_path / "log.json").read_text(encoding="utf-8"))) == 4
    assert filled.audit.lines()[0].event == "export"
    code, _, err = run("audit", "export", tmp_path / "log.txt")
    assert code == Exit.USAGE and "must end in .csv or .json" in err


def test_exports_of_other_commands_are_told(run, filled, tmp_path):
    run("history", "Alba", "--csv", tmp_path / "t.csv")
    (line,) = filled.audit.lines("export")
    assert (line.name, json.loads(line.facts)) == ("Alba", {"what": "history", "rows": 0})
