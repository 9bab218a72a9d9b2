"""Names, cells and settings that nobody would type: told in a sentence, or made what they look like."""

import json
import os
import re
from pathlib import Path

import pytest

from app import cli
from app.errors import UserError
from app.services.exporting import write_csv
from app.services.names import normalize_name, normalize_tags
from app.services.operating_point import remembered_point
from app.settings import SettingsUnusable, remembered, settings_path

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "assets" / "samples" / "Alba" / "enroll-1.flac"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("A\u200bda", "Ada"),
        ("\ufeffAda\u2060", "Ada"),
        ("Ada\u202e", "Ada"),
        ("\u2066Ada\u2069", "Ada"),
        ("A\u00adda", "Ada"),
        ("A\u200dda\ufe0f", "Ada"),
        ("Ada\u00a0Lovelace", "Ada Lovelace"),
        ("Ada\u2003\u3000Lovelace", "Ada Lovelace"),
        ("Ada\U000e0041\U000e0042", "Ada"),
        ("e\u200b\u0301", "\u00e9"),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
        ("\U0001f469\u200d\U0001f467", "\U0001f469\u200d\U0001f467"),
        ("../../x", "../../x"),
        ("CON", "CON"),
        ("Ada...", "Ada..."),
    ],
)
def test_names_that_look_alike_are_the_same_name(typed, name):
    assert normalize_name(typed) == name
    assert normalize_tags([typed]) == (name,)


@pytest.mark.parametrize("typed", ["\u200b", "\u202e \u2066", "\u3164", "\u2800\u2800", "\ufe0f"])
def test_name_that_cannot_be_seen_is_none(typed):
    with pytest.raises(UserError, match="The name is empty."):
        normalize_name(typed)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("\u200b=1+1", "'\u200b=1+1"),
        ("\x00=1+1", "'=1+1"),
        ("\ufeff\u3000@SUM(A1)", "'\ufeff\u3000@SUM(A1)"),
        ("\udce9", "?"),
        ("a=b", "a=b"),
    ],
)
def test_no_cell_is_a_formula_or_no_text(text, written, tmp_path):
    write_csv(tmp_path / "a.csv", ["text"], [[text]])
    assert (tmp_path / "a.csv").read_text("utf-8-sig") == f"text\n{written}\n"


def test_all_tables_are_written_in_one_place():
    writers = re.compile(r"^\s*(import csv|from csv import)", re.MULTILINE)
    sources = [path for folder in ("app", "gluonar_engine") for path in (ROOT / folder).rglob("*.py")]
    found = [path.relative_to(ROOT).as_posix() for path in sources if writers.search(path.read_text("utf-8"))]
    assert found == ["app/services/exporting.py"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 200_000, b" " * 2_000_000])
def test_settings_that_are_none_are_told(content, tmp_path):
    settings_path(tmp_path).write_bytes(content)
    with pytest.raises(SettingsUnusable, match="cannot be used. Delete that file"):
        remembered(tmp_path)


@pytest.mark.parametrize("value", [None, "x", [], {"llr": "x"}, {"llr": 10**400}, {"prior": {}}, {"odd": 1}])
def test_operating_point_that_is_none_is_told(value, tmp_path):
    settings_path(tmp_path).write_text(json.dumps({"operating_point": value}))
    with pytest.raises(SettingsUnusable):
        remembered_point(tmp_path)


@pytest.mark.parametrize("name", ["../../outside", "/tmp/outside", "..\\..\\outside", "CON", "nul.", "x" * 100])
def test_name_like_a_path_leads_nowhere(name, tmp_path, capsys, monkeypatch):
    """All that a command writes is in the data folder."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("HOME", str(tmp_path / "work"))
    monkeypatch.setenv("GLUONAR_DATA", str(tmp_path / "data"))
    assert cli.main(["enroll", name, str(SAMPLE), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["speaker"] == name
    assert cli.main(["verify", name, str(SAMPLE), "--json"]) == 0
    assert [path.name for path in tmp_path.iterdir() if path.name != "data"] == ["work"]
    assert os.listdir(tmp_path / "work") == []
    assert {path.name.partition("-")[0] for path in (tmp_path / "data").iterdir()} == {"gallery.db"}
