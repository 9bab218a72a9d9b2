"""Menu, help, log, recent files, backups, faults and the tour, in the real window."""

import sys

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QApplication, QShortcut

from app import settings, theme
from app.glossary import TERMS
from app.program import Program
from app.services.backup import own_backups
from app.version import VERSION
from app.widgets.keyboard_map import KeyboardMap
from tests.app.fake_model import FakeModels
from tests.app.samples import SAMPLES, takes_of
from tests.app.stage import MICROPHONE, FakePlayer, FakeRecorder, texts
from tests.voices import say


@pytest.fixture
def program(qapp, qtbot, tmp_path, monkeypatch):
    theme.apply(qapp, "light")
    monkeypatch.setattr("app.controllers.recording.devices.input_devices", lambda: [MICROPHONE])
    program = Program(tmp_path, player=FakePlayer(), recorder=FakeRecorder(say(16)[0], tmp_path / "spool"))
    program.workshop.models = FakeModels()
    qtbot.addWidget(program.window)
    program.window.show()
    program.begin()
    qtbot.waitUntil(lambda: program.window.status.model.text() == "Model: fake-1")
    qtbot.waitUntil(lambda: program.window.enroll.voice.device() is MICROPHONE)
    yield program
    program.window.close_for_good()
    program.end()
    qapp.setStyleSheet("")


@pytest.fixture
def window(program):
    return program.window


@pytest.fixture
def desk(program):
    """What the menu opens."""
    return program._wiring.help


@pytest.fixture
def ada(program, qtbot):
    program.workshop.enrollment.enroll("Ada", takes_of("Alba"))
    program.controllers.speakers.refresh()
    qtbot.waitUntil(lambda: len(program.window.verify.picker._model.speakers) == 1)


def names(program):
    return [speaker.name for speaker in program.workshop.gallery.speakers()]


def press(window, name):
    """The button with this word on the notice bar."""
    actions = window.notices._actions
    (button,) = [item for i in range(actions.count()) if (item := actions.itemAt(i).widget()).text() == name]
    button.click()


def menu_texts(menu):
    return [action.text() for action in menu.actions()]


def test_help_opens_at_the_page_that_is_shown(window, desk, qtbot):
    for page, title in ((window.enroll, "Enroll"), (window.spectrogram, "Spectrogram"), (window.verify, "Verify")):
        window.go_to(page)
        qtbot.keyClick(window, Qt.Key_F1)
        assert desk.help.isVisible() and desk.help.browser.toPlainText().startswith(title)
    desk.help.search.setText("equal error rate")
    assert desk.help.browser.toPlainText().startswith("Glossary")
    desk.help.search.setText("no such words anywhere")
    assert all(desk.help.topics.item(i).isHidden() for i in range(desk.help.topics.count()))
    qtbot.keyClick(desk.help, Qt.Key_Escape)
    assert not desk.help.isVisible()


def test_every_page_of_the_window_has_a_topic(window, desk):
    for page in window._pages:
        window.go_to(page)
        desk.open_help()
        assert desk.help.topic == window.page_name


def test_glossary_has_every_term(window, desk):
    desk.open_help("glossary")
    text = desk.help.browser.toPlainText()
    for name, meaning in TERMS.values():
        assert f"{name}\n{meaning}" in text
    assert window.verify.verdict.scale.toolTip() == TERMS["LLR"][1]  # one source


def test_keyboard_map_has_every_key_that_is_there(window, qapp):
    """Told once for all pages or once for a page; what only moves or zooms with a modifier is told in words."""
    told = {key.strip() for _, keys in KeyboardMap().sections() for names, _ in keys for key in names.split(", ")}
    told |= {f"Ctrl+{number}" for number in range(1, 9)}
    there = {shortcut.key().toString() for shortcut in window.findChildren(QShortcut)}
    for page in window._pages:
        steps = {**page.keys, **getattr(page, "_step_keys", {}), **getattr(page, "_folder_keys", {})}
        plain = {int(key) for key in steps if not int(key) & int(Qt.ShiftModifier)}
        there |= {QKeySequence(key).toString() for key in plain} - {"Ctrl++", "Ctrl+=", "Ctrl+-"}
    assert sorted(there - told) == []


def test_about_tells_versions_licences_and_where_the_data_is(window, desk, qtbot, tmp_path):
    window.menu.topic_requested.emit("about")
    qtbot.waitUntil(lambda: VERSION in desk.help.browser.toPlainText())
    text = desk.help.browser.toPlainText()
    assert "fake-1" in text and "PyQt5" in text and str(settings.gallery_path(tmp_path)) in text
    desk.open_help("licences")
    qtbot.waitUntil(lambda: "onnxruntime" in desk.help.browser.toPlainText())


def test_log_is_shown_refreshed_and_copied(window, desk, qtbot, tmp_path):
    desk.open_help("log")
    qtbot.waitUntil(desk.help.nothing.isVisible)
    settings.log_path(tmp_path).write_text("2026 ERROR it broke <here>\n", encoding="utf-8")
    desk.help.refresh_button.click()
    qtbot.waitUntil(lambda: "it broke <here>" in desk.help.log.toPlainText())
    desk.help.copy_button.click()
    assert "it broke <here>" in QApplication.clipboard().text()


def test_long_log_is_shown_from_its_end(desk, qtbot, tmp_path):
    lines = [f"line {number:06}" for number in range(40_000)]
    settings.log_path(tmp_path).write_text("\n".join(lines), encoding="utf-8")
    desk.open_help("log")
    qtbot.waitUntil(lambda: desk.help.log.toPlainText().endswith("line 039999"))
    first = desk.help.log.toPlainText().splitlines()[0]
    assert first in lines and first != lines[0]  # a whole line


def test_recent_files_are_offered_and_opened_again(program, window, qtbot, tmp_path):
    assert menu_texts(window.menu.recent) == ["Nothing was opened yet"]
    path = str(SAMPLES / "Alba" / "test-1.flac")
    window.go_to(window.verify)
    window.verify.files_dropped.emit([path])
    window.spectrogram.files_dropped.emit([str(tmp_path)])  # a folder is no recording
    qtbot.waitUntil(lambda: menu_texts(window.menu.recent)[0] == "&1  test-1.flac")
    qtbot.waitUntil(lambda: window.verify.stage.sound is not None)
    window.go_to(window.identify)
    window.menu.recent.actions()[0].trigger()
    qtbot.waitUntil(lambda: window.identify.stage.sound is not None)
    window.menu.recent.actions()[-1].trigger()
    qtbot.waitUntil(lambda: menu_texts(window.menu.recent) == ["Nothing was opened yet"])
    assert not settings.recent_path(tmp_path).exists()


def test_removing_somebody_forgets_the_recent_files(program, window, qtbot, tmp_path, ada):
    window.verify.files_dropped.emit([str(SAMPLES / "Alba" / "test-1.flac")])
    qtbot.waitUntil(lambda: menu_texts(window.menu.recent)[0] == "&1  test-1.flac")
    program.controllers.curation.remove(program.workshop.gallery.speaker("Ada"))
    qtbot.waitUntil(lambda: menu_texts(window.menu.recent) == ["Nothing was opened yet"])
    assert not settings.recent_path(tmp_path).exists()


def test_fault_is_a_sentence_with_details_to_copy_and_the_program_goes_on(program, window, desk, qtbot):
    recording = window.enroll.voice
    recording.countdown_button.setChecked(False)
    recording.record_button.click()
    qtbot.waitUntil(lambda: window.enroll.stage._stack.currentIndex() == 1)
    try:
        raise RuntimeError("it broke here")
    except RuntimeError:
        program.report_exception(*sys.exc_info())
    assert window.notices.title.text().startswith("Something went wrong in the program itself")
    press(window, "Details")
    assert desk.crash.isVisible()
    desk.crash.copy_button.click()
    copied = QApplication.clipboard().text()
    assert copied.startswith(f"GluonAR Desktop {VERSION}") and 'raise RuntimeError("it broke here")' in copied
    qtbot.keyClick(desk.crash, Qt.Key_Escape)
    assert not desk.crash.isVisible()
    recording.record_button.click()  # what was being recorded is still there
    qtbot.waitUntil(lambda: len(window.enroll.takes.rows) == 1)


def test_crash_of_the_last_start_is_told_with_its_details(program, window, desk):
    program.report_crash("Fatal Python error: Segmentation fault")
    assert window.notices.title.text() == "The program ended in a crash last time."
    press(window, "Details")
    assert "Segmentation fault" in desk.crash.details.toPlainText()


def test_backup_restore_and_undo_from_the_menu(program, window, qtbot, tmp_path, ada, monkeypatch):
    file = tmp_path / "mine.gluonar"
    dialogs = "app.help_wiring.QFileDialog"
    monkeypatch.setattr(f"{dialogs}.getSaveFileName", lambda *_: (str(file), ""))
    monkeypatch.setattr(f"{dialogs}.getOpenFileName", lambda *_: (str(file), ""))
    window.menu.backup_requested.emit()
    qtbot.waitUntil(lambda: window.notices.title.text() == "The backup is made.")
    program.workshop.gallery.rename(program.workshop.gallery.speaker("Ada").id, "Grace")
    window.menu.restore_requested.emit()
    qtbot.waitUntil(lambda: window.notices.title.text().startswith("Put back everything as of"))
    assert names(program) == ["Grace"]  # nothing happened yet
    press(window, "Restore")
    qtbot.waitUntil(lambda: window.notices.title.text() == "The backup is put back.")
    qtbot.waitUntil(lambda: window.verify.picker._model.speakers[0].name == "Ada")
    press(window, "Undo")
    qtbot.waitUntil(lambda: window.verify.picker._model.speakers[0].name == "Grace")
    file.write_bytes(b"something else")
    window.menu.restore_requested.emit()
    qtbot.waitUntil(lambda: "is not a backup of this program" in window.notices.title.text())


def test_backup_is_made_by_itself_at_the_start(program, qtbot, tmp_path, ada):
    assert own_backups(tmp_path) == []
    program._wiring.help.begin()  # as at the next start
    qtbot.waitUntil(lambda: len(own_backups(tmp_path)) == 1)


def test_tour_enrolls_compares_and_removes_what_it_made(program, window, qtbot):
    tour, card = program._wiring._tour, window.tour
    window.enroll.tour_button.click()
    assert card.isVisible() and card.count.text() == "Step 1 of 7"
    for step in ("enroll", "same"):
        card.next_button.click()
        qtbot.waitUntil(lambda step=step: tour.step == step and card.next_button.isEnabled())
    assert names(program) == ["Alba (sample voice)"] and program.workshop.gallery.consents() == {}
    for step, ready in (("same answered", "other"), ("other answered", "end")):
        card.next_button.click()
        qtbot.waitUntil(lambda step=step: tour.step == step)
        assert window.verify.verdict.isVisible()
        card.next_button.click()
        qtbot.waitUntil(lambda ready=ready: tour.step == ready and card.next_button.isEnabled())
    verdicts = [trial.verdict.value for trial in program.workshop.gallery.trials()]
    assert verdicts == ["does not support", "supports"]
    assert card.next_button.text() == "Remove it" and not card.leave_button.isVisible()
    card.next_button.click()
    qtbot.waitUntil(lambda: names(program) == [])
    assert tour.step is None and card.isHidden()
    qtbot.waitUntil(lambda: window.enroll.tour_button.isVisibleTo(window.enroll))  # it is offered again


def test_enter_goes_on_and_never_leaves_the_tour(program, window, qtbot):
    """Pressed too early, too: the button it is meant for may not be ready."""
    tour, card = program._wiring._tour, window.tour
    window.menu.tour_requested.emit()
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget() or card, Qt.Key_Return)
        assert tour.step is not None
    qtbot.waitUntil(lambda: tour.step == "same" or card.next_button.isEnabled())
    assert not card.isHidden()


def test_tour_can_be_left_and_repeated(program, window, qtbot):
    tour, card = program._wiring._tour, window.tour
    window.menu.tour_requested.emit()
    card.next_button.click()
    qtbot.waitUntil(card.next_button.isEnabled)
    card.leave_button.click()
    assert card.isHidden() and names(program) == [] and window.enroll.takes.rows == []
    window.menu.tour_requested.emit()
    for step in ("enroll", "same"):
        card.next_button.click()
        qtbot.waitUntil(lambda step=step: tour.step == step and card.next_button.isEnabled())
    card.leave_button.click()
    assert tour.step == "end"  # the speaker is not left behind unasked
    card.other_button.click()
    assert card.isHidden() and names(program) == ["Alba (sample voice)"]
    window.menu.tour_requested.emit()
    card.next_button.click()
    assert tour.step == "same"  # who is enrolled already is used


def test_tour_does_not_touch_takes_at_hand(program, window, qtbot):
    window.enroll.files_dropped.emit([str(SAMPLES / "Bruno" / "enroll-1.flac")])
    qtbot.waitUntil(lambda: len(window.enroll.takes.rows) == 1)
    window.menu.tour_requested.emit()
    assert window.tour.isHidden() and window.notices.title.text() == "There are takes on the Enroll page."


def test_menu_opens_by_its_key_and_says_what_it_has(window, qtbot):
    qtbot.keyClick(window, Qt.Key_F10)
    qtbot.waitUntil(window.menu.isVisible)
    letters = [text[text.index("&") + 1].lower() for text in menu_texts(window.menu) if "&" in text]
    assert len(letters) == len(set(letters)) == 9
    window.menu.hide()
    assert "F10" in window.menu_button.toolTip() and texts(window.rail) == []
