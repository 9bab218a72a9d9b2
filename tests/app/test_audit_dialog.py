"""The audit log in its dialog: what it says, finds, checks and exports, in the real window."""

import csv
import json
import sqlite3
from contextlib import closing

import pytest
from PyQt5.QtCore import Qt

from app.domain import OperatingPoint
from app.errors import Notice
from app.services import audit
from app.settings import gallery_path
from app.widgets.audit_dialog import AuditDialog
from app.widgets.audit_table import AuditTableModel
from tests.app.test_store import DECISION, new_take
from tests.app.test_window_whole import dressed, program, window  # noqa: F401 fixtures


@pytest.fixture
def filled(program):  # noqa: F811
    """The gallery of the window: Ada was asked about, Eve is gone."""
    gallery = program.workshop.gallery
    ada = gallery.enroll("Ada", [new_take("a")], "m1")
    eve = gallery.enroll("Eve", [new_take("e")], "m1")
    gallery.log_trial("verify", ada.id, DECISION, model_id="m1", source="x", operating_point=OperatingPoint(-2.5))
    gallery.remove(eve.id)
    return gallery


@pytest.fixture
def dialog(program, window, filled, qtbot):  # noqa: F811
    dialog = window.findChild(AuditDialog)
    window.go_to(window.speakers)
    window.speakers.log_button.click()
    qtbot.waitUntil(lambda: dialog.head.text() != "")
    qtbot.waitUntil(lambda: dialog.table.model().rowCount() == 5)
    yield dialog
    dialog.close()


def cells(dialog, row):
    model = dialog.table.model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_every_line_is_told_in_words_the_latest_first(dialog):
    assert [cells(dialog, row)[0] for row in range(5)] == ["5", "4", "3", "2", "1"]
    said = [(what, details) for _, _, what, _, details in (cells(dialog, row) for row in range(5))]
    assert said == [
        ("Removed", "takes: 1"),
        ("Verified", "supports · operating point: LLR −2.50 · m1"),
        ("Enrolled", "takes: 1 · m1"),
        ("Enrolled", "takes: 1 · m1"),
        ("Model in use", "m1"),
    ]
    assert cells(dialog, 1)[3] == "Ada" and cells(dialog, 0)[3].startswith("gone · ")


def test_log_is_checked_when_it_is_opened(dialog, filled, qtbot, tmp_path):
    assert dialog.state.text() == "The log is whole: no line was edited, removed or moved. Lines: 5."
    assert dialog.head.text() == audit.check(filled.audit).head
    with closing(sqlite3.connect(gallery_path(tmp_path))) as connection, connection:
        connection.execute("drop trigger audit_is_not_edited")
        connection.execute("update audit set event = 'rename' where n = 2")
    qtbot.keyClick(dialog, Qt.Key_F5)
    qtbot.waitUntil(lambda: dialog.state.property("tone") == "rejects")
    assert "Line 2 was changed, or is not in its place." in dialog.state.text()


def test_lines_are_found_by_kind_and_by_words(dialog):
    dialog.events.setCurrentIndex(dialog.events.findData("enroll"))
    assert [cells(dialog, row)[0] for row in range(dialog.table.model().rowCount())] == ["3", "2"]
    dialog.search.setText("ADA")
    assert [cells(dialog, row)[0] for row in range(dialog.table.model().rowCount())] == ["2"]
    assert dialog.counted.text() == "1 of 5 lines"
    dialog.search.setText("nobody")
    assert not dialog.export_button.isEnabled()


@pytest.mark.parametrize("name", ["log.csv", "log.json"])
def test_what_is_shown_is_exported(dialog, filled, qtbot, tmp_path, monkeypatch, name):
    path = tmp_path / name
    monkeypatch.setattr("app.widgets.audit_dialog.QFileDialog.getSaveFileName", lambda *_: (str(path), ""))
    dialog.events.setCurrentIndex(dialog.events.findData("enroll"))
    dialog.export_button.click()
    qtbot.waitUntil(lambda: dialog.state.text().replace("\u200b", "") == f"“{path}” is saved.")
    text = path.read_text(encoding="utf-8-sig")
    rows = json.loads(text) if name.endswith("json") else list(csv.DictReader(text.splitlines()))
    assert [int(row["line"]) for row in rows] == [2, 3]
    assert filled.audit.lines()[0].event == "export"


def test_log_that_cannot_be_written_or_read_is_told_in_the_dialog(dialog, qtbot, tmp_path):
    dialog.export_requested.emit(str(tmp_path / "nowhere" / "log.csv"), [])
    qtbot.waitUntil(lambda: "cannot be written" in dialog.state.text())
    dialog.show_failed(Notice("The gallery is damaged.", "Put back a copy."))
    assert dialog.state.text() == "The gallery is damaged. Put back a copy."


def test_key_opens_the_log_from_every_page(program, window, qtbot):  # noqa: F811
    dialog = window.findChild(AuditDialog)
    assert not dialog.isVisible()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key_A, Qt.ControlModifier | Qt.ShiftModifier)
    qtbot.waitUntil(dialog.isVisible)
    qtbot.waitUntil(lambda: dialog.head.text() != "")
    assert dialog.counted.text() == "Nothing was done yet."
    qtbot.keyClick(dialog, Qt.Key_Escape)
    assert not dialog.isVisible()


def test_every_event_and_fact_has_words(qapp):
    model = AuditTableModel()
    assert set(model.events) == set(audit.EVENTS)
    assert model._fact("surprise", 3) == "surprise 3"
