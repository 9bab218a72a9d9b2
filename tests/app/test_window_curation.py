"""Keeping speakers in order in the real window, from the button to the disk and back again."""

import sqlite3
from contextlib import suppress
from types import SimpleNamespace

import numpy as np
import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QPushButton

from app.controllers.curation import CurationController
from app.domain import Quality, Take
from app.pages.speakers_page import NOTES
from app.services.curation import CurationService
from app.services.folder_import import ImportResult
from app.store.curation import Curation
from app.widgets.trial_table import SOURCE
from gluonar_engine.data.audio import quantize
from tests.app.test_store import new_take
from tests.app.test_window_controllers import heard_from
from tests.app.test_window_whole import dressed, program, window  # noqa: F401 fixtures
from tests.voices import say

QUALITY = Quality(6.0, 5.0, 30.0, 0.0, -6.0)
VOICES = {"Ada": (110, 130, 150), "Eve": (200, 220)}  # pitches of the takes


@pytest.fixture
def page(program, window, qtbot):  # noqa: F811
    """The speakers page with Ada's three takes and Eve's two, Ada's on view."""
    for name, pitches in VOICES.items():
        takes = [Take(_voice(pitch), f"{name}-{pitch}.wav", QUALITY) for pitch in pitches]
        program.workshop.enrollment.enroll(name, takes)
    program.controllers.speakers.refresh()
    window.go_to(window.speakers)
    page = window.speakers
    qtbot.waitUntil(lambda: len(page.takes.rows) == 3)
    with qtbot.waitActive(window):
        window.activateWindow()
    return page


def on_disk(folder):
    """All that lies in the data folder; SQLite's log comes and goes while we look."""
    found = b""
    for path in sorted(folder.iterdir()):
        with suppress(FileNotFoundError, IsADirectoryError):
            found += path.read_bytes()
    return found


def _voice(pitch_hz):
    return quantize(np.asarray(say(6, pitch_hz=pitch_hz)[0], np.float32))


def speakers_of(program):  # noqa: F811
    return {speaker.name: speaker.n_takes for speaker in program.workshop.gallery.speakers()}


def press(window, word):  # noqa: F811
    """A button of the notice."""
    (button,) = [each for each in window.notices.findChildren(QPushButton) if each.text() == word]
    button.click()


def wait_for_notice(window, qtbot, words):  # noqa: F811
    qtbot.waitUntil(lambda: words in window.notices.title.text() and window.notices.isVisible())


def test_speakers_are_merged_and_parted_again(program, window, page, qtbot):  # noqa: F811
    page.person.merge_button.click()
    page.merge_panel.picker.search.setText("eve")
    page.merge_panel.action_button.click()
    wait_for_notice(window, qtbot, "Eve and Ada are one speaker now: Ada, with 5 takes.")
    qtbot.waitUntil(lambda: len(page.takes.rows) == 5)
    assert "also enrolled as “Eve”" in page.notes.notes_edit.toPlainText()
    press(window, "Undo")
    wait_for_notice(window, qtbot, "The last change is undone.")
    qtbot.waitUntil(lambda: len(page.takes.rows) == 3)
    assert speakers_of(program) == {"Ada": 3, "Eve": 2}


def test_takes_become_a_speaker_of_their_own(program, window, page, qtbot):  # noqa: F811
    page.takes.rows[0].choose_box.click()
    qtbot.keyClick(window, Qt.Key_N, Qt.ControlModifier)
    page.desk.split_panel.name_edit.setText("Zoe")
    page.desk.split_panel.action_button.click()
    wait_for_notice(window, qtbot, "Zoe is a speaker of their own now, with 1 take that Ada had.")
    qtbot.waitUntil(lambda: len(page.takes.rows) == 2)
    assert speakers_of(program) == {"Ada": 2, "Eve": 2, "Zoe": 1}
    page.table.table.setFocus()
    qtbot.keyClick(window, Qt.Key_Z, Qt.ControlModifier)
    wait_for_notice(window, qtbot, "The last change is undone.")
    qtbot.waitUntil(lambda: [row.sound.take.source for row in page.takes.rows] == [
        "Ada-110.wav", "Ada-130.wav", "Ada-150.wav",
    ])  # fmt: skip


def test_take_is_moved_to_another_speaker(program, window, page, qtbot):  # noqa: F811
    page.takes.rows[2].choose_box.click()
    page.desk.move_button.click()
    page.desk.move_panel.picker.search.setText("eve")
    page.desk.move_panel.action_button.click()
    wait_for_notice(window, qtbot, "1 take of Ada went to Eve.")
    assert speakers_of(program) == {"Ada": 2, "Eve": 3}


@pytest.mark.parametrize("is_undone", [True, False])
def test_removed_take_comes_back_from_memory_alone(program, window, page, qtbot, tmp_path, is_undone):  # noqa: F811
    gallery = program.workshop.gallery
    recording = page.takes.rows[1].sound.recording
    flac = gallery.flac(recording.id)
    others = b"".join(gallery.flac(row.sound.recording.id) for row in page.takes.rows[::2])
    pieces = [flac[start : start + 64] for start in range(0, len(flac), 64)]
    pieces = [piece for piece in pieces if piece not in others and piece.strip(b"\0")]
    assert len(pieces) > 10
    page.takes.rows[1].choose_box.click()
    page.desk.remove_button.click()
    wait_for_notice(window, qtbot, "1 take of Ada removed.")
    left = on_disk(tmp_path)
    assert [number for number, piece in enumerate(pieces) if piece in left] == []
    press(window, "Undo" if is_undone else "Delete for good")
    if is_undone:
        wait_for_notice(window, qtbot, "The last change is undone.")
        qtbot.waitUntil(lambda: len(page.takes.rows) == 3)
        assert gallery.flac(recording.id) == flac
        return
    qtbot.keyClick(window, Qt.Key_Z, Qt.ControlModifier)
    wait_for_notice(window, qtbot, "There is nothing to undo.")
    assert speakers_of(program) == {"Ada": 2, "Eve": 2}


def test_removed_speaker_comes_back_and_is_shown(program, window, page, qtbot, tmp_path):  # noqa: F811
    qtbot.keyClick(window, Qt.Key_Delete, Qt.ShiftModifier)
    page.remove_panel.action_button.click()
    wait_for_notice(window, qtbot, "Ada is removed.")
    qtbot.waitUntil(lambda: page.person.name_label.toolTip() == "Eve")
    assert b"Ada-110.wav" not in on_disk(tmp_path)
    press(window, "Undo")
    qtbot.waitUntil(lambda: page.person.name_label.toolTip() == "Ada" and len(page.takes.rows) == 3)


def test_enrolling_ends_the_undo(program, window, page, qtbot):  # noqa: F811
    page.rename_requested.emit(program.workshop.gallery.speaker("Eve"), "Eva")
    wait_for_notice(window, qtbot, "Eve is Eva now.")
    program.controllers.enroll.enrolled.emit(program.workshop.gallery.speaker("Ada"), [], False)
    wait_for_notice(window, qtbot, "The consent of Ada is recorded.")
    program.controllers.curation.undo()
    wait_for_notice(window, qtbot, "There is nothing to undo.")


def test_enrolling_from_a_folder_ends_the_undo(program, window, page, qtbot):  # noqa: F811
    page.rename_requested.emit(program.workshop.gallery.speaker("Eve"), "Eva")
    wait_for_notice(window, qtbot, "Eve is Eva now.")
    folder = program.controllers.folder
    folder.enrolled.emit(ImportResult("Ada", (), program.workshop.gallery.speaker("Ada"), is_new=True))
    folder.finished.emit()
    wait_for_notice(window, qtbot, "1 speaker is enrolled.")
    program.controllers.curation.undo()
    wait_for_notice(window, qtbot, "There is nothing to undo.")


def test_notes_are_saved_when_another_speaker_is_chosen(program, window, page, qtbot):  # noqa: F811
    page.views.choose(NOTES)
    page.notes.notes_edit.setPlainText("met on Monday")
    page.notes.tags_edit.setText("choir")
    page.choose_speaker(program.workshop.gallery.speaker("Eve"))
    wait_for_notice(window, qtbot, "Notes and tags of Ada are saved.")
    page.table.search.setText("monday choir")
    qtbot.waitUntil(lambda: [speaker.name for speaker in page.table.speakers()] == ["Ada"])
    assert program.workshop.gallery.speaker("Ada").tags == ("choir",)


def test_notes_that_are_refused_come_back(program, window, page, qtbot):  # noqa: F811
    page.views.choose(NOTES)
    page.notes.notes_edit.setPlainText("x" * 10_001)
    page.choose_speaker(program.workshop.gallery.speaker("Eve"))
    wait_for_notice(window, qtbot, "The notes have 10,001 characters.")
    qtbot.waitUntil(lambda: page.person.name_label.toolTip() == "Ada")
    assert len(page.notes.notes_edit.toPlainText()) == 10_001


def test_history_and_last_use_are_there_when_the_page_is_come_back_to(program, window, page, qtbot):  # noqa: F811
    window.go_to(window.verify)
    program.workshop.verification.verify("Ada", Take(_voice(120), "call.wav", QUALITY))
    window.go_to(window.speakers)
    qtbot.waitUntil(lambda: page.trials.table.model().rowCount() == 1)
    assert page.trials.table.model().index(0, SOURCE).data() == "call.wav"
    assert page.table.speakers()[0].last_used_at is not None
    assert "Templates by fake-1, the model in use" in page.person.template_label.toolTip()


# The controller alone


@pytest.fixture
def curation(qapp, jobs, gallery, tmp_path):
    service = CurationService(gallery, Curation(tmp_path / "gallery.db"))
    return CurationController(jobs, SimpleNamespace(curation=service))


@pytest.fixture
def ada(gallery):
    return gallery.enroll("Ada", [new_take("a"), new_take("shared")], "m1")


def test_every_attempt_renews_the_list(curation, gallery, ada):
    ended, failed, changed = heard_from(curation.ended), heard_from(curation.failed), heard_from(curation.changed)
    curation.rename(ada, "Ada Lovelace")
    curation.rename(ada, "\t")
    curation.undo()
    assert len(ended) == 3
    assert failed[0][0].title == "The name is empty."
    assert changed[0][0].title == "Ada is Ada Lovelace now."
    assert gallery.speakers() == [ada]


def test_what_came_twice_is_told(curation, gallery, ada):
    eve = gallery.enroll("Eve", [new_take("shared"), new_take("eee")], "m1")
    changed = heard_from(curation.changed)
    curation.move(eve, [gallery.recordings(eve.id)[0].id], ada)
    assert changed[0][0].title == "1 take of Eve went to Ada. 1 take came twice and is kept once."


def test_change_that_could_not_be_wiped_can_be_undone_all_the_same(curation, gallery, ada, tmp_path, monkeypatch):
    monkeypatch.setattr("app.store.database._BUSY_TIMEOUT_S", 0.05)
    changed, failed = heard_from(curation.changed), heard_from(curation.failed)
    reader = sqlite3.connect(tmp_path / "gallery.db")
    reader.execute("begin")
    reader.execute("select count(*) from speakers").fetchall()
    curation.remove(ada)
    assert gallery.speakers() == []
    assert "not yet wiped" in failed[0][0].title
    assert not changed, "it would say that it is wiped"
    reader.close()
    curation.undo()
    assert gallery.speakers() == [ada]
