import logging
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QFont
from PyQt5.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPushButton, QToolButton

from app import application, theme
from app.audio.recorder import RecorderState
from app.errors import Notice
from app.program import Program
from tests.app.fake_model import FakeModels
from tests.app.stage import MICROPHONE, FakePlayer, FakeRecorder
from tests.voices import say

SAMPLES = Path(__file__).parents[2] / "assets" / "samples"


@pytest.fixture
def dressed(qapp):
    theme.apply(qapp, "light")
    yield qapp
    qapp.setStyleSheet("")
    qapp.setFont(QFont())


@pytest.fixture
def program(dressed, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr("app.controllers.recording.devices.input_devices", lambda: [MICROPHONE])
    monkeypatch.setattr("app.controllers.preferences.devices.output_devices", lambda: [])
    program = Program(tmp_path, player=FakePlayer(), recorder=FakeRecorder(say(16)[0], tmp_path / "spool"))
    program.workshop.models = FakeModels()
    qtbot.addWidget(program.window)
    program.window.show()
    program.begin()
    qtbot.waitUntil(lambda: program.window.status.model.text() == "Model: fake-1")
    qtbot.waitUntil(lambda: program.window.enroll.voice.device() is MICROPHONE)
    program.window.enroll.voice.countdown_button.setChecked(False)
    yield program
    program.window.close_for_good()
    program.end()


@pytest.fixture
def window(program):
    return program.window


def enroll(window, qtbot, name="Alba"):
    window.enroll.name_edit.setText(name)
    window.enroll.consent.tick.setChecked(True)
    window.enroll.files_dropped.emit([str(path) for path in sorted(SAMPLES.glob(f"{name}/enroll-*.flac"))])
    qtbot.waitUntil(lambda: len(window.enroll.takes.rows) == 3)
    qtbot.waitUntil(window.enroll.enroll_button.isEnabled)  # who asked last is looked up meanwhile
    window.enroll.enroll_button.click()
    qtbot.waitUntil(lambda: window.notices.title.text() == f"{name} is enrolled.")


def test_enroll_from_files_then_verify(window, qtbot):
    enroll(window, qtbot)
    assert window.enroll.name_edit.text() == ""
    assert not window.enroll.takes.rows
    window.notices.findChildren(QPushButton)[0].click()  # "Verify a recording"
    assert window.page is window.verify
    qtbot.waitUntil(lambda: window.verify.picker.speaker() is not None)
    assert window.verify.picker.speaker().name == "Alba"
    window.verify.files_dropped.emit([str(SAMPLES / "Alba" / "test-1.flac")])
    qtbot.waitUntil(window.verify.verify_button.isEnabled)
    window.verify.verify_button.click()
    qtbot.waitUntil(lambda: not window.verify.verdict.isHidden())
    assert window.verify.verdict.word.text() in ("Supports", "Does not support", "Cannot tell")
    assert window.status.job.text() == ""


def test_record_enroll_and_nothing_is_left_in_the_spool(program, window, qtbot):
    window.enroll.name_edit.setText("Ada")
    window.enroll.consent.tick.setChecked(True)
    window.enroll.voice.record_button.click()
    qtbot.waitUntil(lambda: window.enroll.voice.clock.text() == "0:08.0")
    window.enroll.voice.record_button.click()
    qtbot.waitUntil(lambda: len(window.enroll.takes.rows) == 1)
    qtbot.waitUntil(lambda: window.enroll.stage.sound is not None and window.enroll.stage.sound.picture is not None)
    spool = window.enroll.stage.sound.spool_path
    assert spool.exists()
    qtbot.waitUntil(window.enroll.enroll_button.isEnabled)
    window.enroll.enroll_button.click()
    qtbot.waitUntil(lambda: not spool.exists())
    assert [speaker.name for speaker in program.workshop.gallery.speakers()] == ["Ada"]


def test_refused_file_is_a_notice_and_the_rest_stays(window, qtbot, tmp_path):
    (tmp_path / "note.wav").write_text("no sound in it")
    window.enroll.name_edit.setText("Ada")
    window.enroll.files_dropped.emit([str(tmp_path / "note.wav"), str(SAMPLES / "Alba" / "test-1.flac")])
    qtbot.waitUntil(lambda: len(window.enroll.takes.rows) == 1)
    assert window.notices.title.text() == "“note.wav” is not a sound file that can be read."
    assert window.enroll.name_edit.text() == "Ada"


def test_leaving_the_page_turns_the_microphone_off_and_keeps_the_take(window, qtbot):
    window.enroll.voice.record_button.click()
    qtbot.waitUntil(lambda: window.enroll.voice.clock.text() == "0:08.0")
    window.go_to(window.verify)
    qtbot.waitUntil(lambda: len(window.enroll.takes.rows) == 1)


def test_recording_to_compare_stays_on_disk_until_the_next_or_the_end(program, window, qtbot):
    def record():
        window.verify.voice.record_button.click()
        qtbot.waitUntil(lambda: window.verify.voice.clock.text() == "0:08.0")
        before = window.verify.stage.sound
        window.verify.voice.record_button.click()
        qtbot.waitUntil(lambda: window.verify.stage.sound is not before)
        return window.verify.stage.sound.spool_path

    window.go_to(window.verify)
    first = record()
    assert first.exists()
    second = record()
    qtbot.waitUntil(lambda: not first.exists())
    assert second.exists()
    program.end()
    assert not second.exists()


def test_closing_with_unsaved_takes_asks_and_keeps_them(program, window, qtbot):
    window.enroll.voice.record_button.click()
    qtbot.waitUntil(lambda: window.enroll.voice.clock.text() == "0:08.0")
    window.enroll.voice.record_button.click()
    qtbot.waitUntil(lambda: len(window.enroll.takes.rows) == 1)
    spool = window.enroll.takes.rows[0].sound.spool_path
    window.close()
    assert window.isVisible()
    assert window.notices.title.text() == "Your takes are not enrolled yet."
    window.notices.findChildren(QPushButton)[0].click()  # "Close anyway"
    assert not window.isVisible()
    program.end()
    assert spool.exists()


def test_closing_while_recording_keeps_the_recording(program, window, qtbot):
    window.enroll.voice.record_button.click()
    qtbot.waitUntil(lambda: window.enroll.voice.clock.text() == "0:08.0")
    window.close()
    assert window.isVisible()
    assert window.notices.title.text() == "A recording is being made."
    window.notices.findChildren(QPushButton)[0].click()
    program.end()
    assert program._recorder.state is RecorderState.IDLE
    assert program._recorder.spool_path.exists()


def test_window_with_nothing_to_lose_just_closes(window):
    window.close()
    assert not window.isVisible()


def test_recording_of_a_killed_session_is_offered(program, window, qtbot, monkeypatch):
    from app.audio.recorder import HeardAudio

    left = HeardAudio(say(4)[0], "Recovered recording", program._recorder.spool_path)
    monkeypatch.setattr("app.controllers.recording.recover", lambda folder, key: [left])
    program.begin()
    qtbot.waitUntil(lambda: window.notices.title.text().startswith("Left from the last session, not enrolled: 1 take"))
    window.notices.findChildren(QPushButton)[0].click()
    qtbot.waitUntil(lambda: len(window.enroll.takes.rows) == 1)


def test_speaker_can_be_renamed_and_removed(program, window, qtbot):
    enroll(window, qtbot, "Bruno")
    window.go_to(window.speakers)
    qtbot.waitUntil(lambda: len(window.speakers.takes.rows) == 3)
    person = window.speakers.person
    person.rename_button.click()
    person.name_edit.setText("Bruno B.")
    person.save_button.click()
    qtbot.waitUntil(lambda: person.name_label.toolTip() == "Bruno B.")
    person.remove_button.click()
    window.speakers.remove_panel.action_button.click()
    qtbot.waitUntil(lambda: window.notices.title.text() == "Bruno B. is removed.")
    assert program.workshop.gallery.speakers() == []


def test_add_takes_leads_to_the_enroll_page_with_the_name(window, qtbot):
    enroll(window, qtbot)
    window.go_to(window.speakers)
    qtbot.waitUntil(window.speakers.add_button.isVisible)
    window.speakers.add_button.click()
    assert window.page is window.enroll
    assert window.enroll.enroll_button.text() == "Add to Alba"


def test_pages_have_keys(window, qtbot):
    for number, page, entry in reversed(list(zip(range(1, 9), window._pages, window.rail.buttons, strict=True))):
        qtbot.keyClick(window, Qt.Key_0 + number, Qt.ControlModifier)
        assert window.page is page
        assert f"(Ctrl+{number})" in entry.toolTip()


def test_keys_go_to_the_page_that_is_seen(window, qtbot):
    with qtbot.waitActive(window):
        window.activateWindow()
    window.go_to(window.verify)
    window.rail.buttons[3].click()
    assert window.speakers.hasFocus()


def test_missing_model_is_told_once_and_the_window_lives(dressed, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr("app.controllers.recording.devices.input_devices", lambda: [])
    program = Program(tmp_path, tmp_path / "nothing", player=FakePlayer(), recorder=FakeRecorder(say(2)[0], tmp_path))
    qtbot.addWidget(program.window)
    program.begin()
    qtbot.waitUntil(lambda: program.window.status.model.text() == "No speaker model")
    qtbot.waitUntil(lambda: program.window.status.device.text() == "No microphone")
    assert "cannot be loaded" in program.window.notices.title.text()
    program.window.close_for_good()
    program.end()


def test_bug_in_a_slot_is_logged_and_told_in_one_sentence(program, window, caplog):
    with caplog.at_level(logging.CRITICAL):
        try:
            raise KeyError("secret detail")
        except KeyError as error:
            program.report_exception(KeyError, error, error.__traceback__)
    assert "secret detail" in caplog.text
    shown = Notice(window.notices.title.text(), window.notices.advice.text())
    assert "Something went wrong" in shown.title
    assert "secret" not in str(shown)


def named(widget):
    return widget.accessibleName() or getattr(widget, "text", str)()


def test_every_control_has_a_name_and_can_be_reached_by_keyboard(window):
    controls = [
        widget
        for kind in (QAbstractButton, QLineEdit)
        for widget in window.findChildren(kind)
        if not isinstance(widget.parent(), QLineEdit) and type(widget) is not QAbstractButton
    ]
    assert len(controls) > 25
    assert [type(widget).__name__ for widget in controls if not named(widget)] == []
    assert [named(widget) for widget in controls if not widget.focusPolicy() & Qt.TabFocus] == []
    assert all(
        widget.toolTip() for widget in window.findChildren(QToolButton) if not isinstance(widget.parent(), QLineEdit)
    )


@pytest.mark.parametrize(("size", "scale"), [((1024, 700), 1.0), ((1280, 800), 1.5), ((1024, 700), 1.5)])
def test_no_word_is_cut_off(qapp, qtbot, size, scale, monkeypatch):
    from app.window import MainWindow

    theme.apply(qapp, "light", scale)
    window = MainWindow(2.0)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    for page in window._pages:
        window.go_to(page)
        qapp.processEvents()
        assert page.width() <= window._stack.currentWidget().viewport().width()
        for label in page.findChildren(QLabel):
            if label.isVisible() and label.text() and not label.wordWrap():
                assert label.width() >= label.fontMetrics().horizontalAdvance(label.text()), label.text()
        for button in page.findChildren(QPushButton):
            if button.isVisible() and button.text():
                assert button.width() >= button.sizeHint().width(), button.text()
    qapp.setStyleSheet("")
    qapp.setFont(QFont())


def test_folder_of_speakers_is_enrolled_with_consent(program, window, qtbot, tmp_path):
    for name in ("Alba", "Bruno"):
        shutil.copytree(SAMPLES / name, tmp_path / "voices" / name)
    (tmp_path / "voices" / "Alba" / "letter.wav").write_text("no sound")
    panel = window.enroll.folder
    window.enroll.folders_dropped.emit([str(tmp_path / "voices")])
    qtbot.waitUntil(lambda: panel.summary.text() == "10 of 11 files ticked: 33 s of speech", timeout=20_000)
    assert panel.isVisible() and not window.enroll.name_edit.isVisible()
    qtbot.keyClick(window.enroll, Qt.Key_C)
    qtbot.waitUntil(panel.enroll_button.isEnabled)
    qtbot.keyClick(window.enroll, Qt.Key_Return)
    qtbot.waitUntil(lambda: window.notices.title.text() == "2 speakers are enrolled.", timeout=20_000)
    gallery = program.workshop.gallery
    assert [(speaker.name, speaker.n_takes) for speaker in gallery.speakers()] == [("Alba", 5), ("Bruno", 5)]
    assert len(gallery.consents()) == 2
    qtbot.keyClick(window.enroll, Qt.Key_Escape)
    assert window.enroll.name_edit.isVisible() and not panel.isVisible()


def test_another_folder_waits_until_the_first_is_enrolled(program, window, qtbot, tmp_path):
    shutil.copytree(SAMPLES / "Alba", tmp_path / "voices" / "Alba")
    program.controllers.folder.progressed.connect(
        lambda what, n_done, n_all: what == "enrolling" and window.enroll.folders_dropped.emit([str(tmp_path)])
    )
    panel = window.enroll.folder
    window.enroll.folders_dropped.emit([str(tmp_path / "voices")])
    panel.consent.tick.setChecked(True)
    qtbot.waitUntil(panel.enroll_button.isEnabled, timeout=20_000)
    panel.enroll_button.click()
    assert window.notices.title.text() == "Speakers are being enrolled from another folder."
    qtbot.waitUntil(lambda: window.notices.title.text() == "1 speaker is enrolled.", timeout=20_000)
    assert panel.folder_label.toolTip() == str(tmp_path / "voices")


def test_recording_brings_the_three_steps_back(window, tmp_path):
    window.enroll.show_folder(True)
    window.enroll.voice.toggle()
    assert window.enroll.name_edit.isVisible()


def test_stars_appear_and_a_take_of_another_voice_is_told(window, qtbot, program, encoder):
    program.workshop.models._encoder = encoder
    paths = [*sorted(SAMPLES.glob("Alba/enroll-*.flac")), SAMPLES / "Bruno" / "enroll-1.flac"]
    window.enroll.files_dropped.emit([str(path) for path in paths])
    wrong = "This take sounds like another voice."
    qtbot.waitUntil(lambda: wrong in [row.stars.reason.text() for row in window.enroll.takes.rows], timeout=30_000)
    assert [row.stars.reason.text() == wrong for row in window.enroll.takes.rows] == [False, False, False, True]
    assert window.enroll.strength.words.text().startswith("Speaker model: weak. Leave out the take")
    window.enroll.takes.rows[-1].remove_button.click()
    qtbot.waitUntil(lambda: window.enroll.strength.words.text().startswith("Speaker model: fair."), timeout=30_000)


def test_consent_is_stored_and_the_next_speaker_asked_anew(program, window, qtbot):
    enroll(window, qtbot)
    (consent,) = program.workshop.gallery.consents().values()
    assert consent.purpose == "Verification" and "for this purpose: Verification." in consent.text
    assert not window.enroll.consent.tick.isChecked()
    window.enroll.name_edit.setText("alba")
    qtbot.waitUntil(window.enroll.consent.isHidden)


def test_stored_takes_have_stars_on_the_speakers_page(window, qtbot):
    enroll(window, qtbot)
    window.go_to(window.speakers)
    qtbot.waitUntil(lambda: len(window.speakers.takes.rows) == 3)
    assert window.speakers.takes.rows[0].stars.reason.text() == "Short: 3.4 s of speech."


def test_subcommand_does_not_import_qt():
    code = "import sys; from app.application import main; main(['--help']); sys.exit('PyQt5' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=SAMPLES.parents[1]).returncode == 0


def test_window_is_up_without_the_slow_libraries():
    """They load on first use or after the first paint: pyqtgraph, PyAV, ONNX Runtime, PortAudio, MXNet."""
    code = (
        "import os, sys; os.environ['QT_QPA_PLATFORM'] = 'offscreen'\n"
        "from PyQt5.QtWidgets import QApplication; from app import application, theme\n"
        "import pathlib, tempfile; from app.program import Program; app = QApplication([]); theme.apply(app)\n"
        "program = Program(pathlib.Path(tempfile.mkdtemp())); program.window.show(); app.processEvents()\n"
        "slow = {'pyqtgraph', 'av', 'onnxruntime', 'sounddevice', 'mxnet', 'matplotlib', 'scipy'} & set(sys.modules)\n"
        "program.window.close_for_good(); print(slow); sys.exit(len(slow))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=SAMPLES.parents[1])
    assert done.returncode == 0, done.stdout + done.stderr


def test_unusable_data_folder_is_told(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert application.main(["--data", str(tmp_path / "file")]) == 4
    assert "cannot be made" in capsys.readouterr().err


def test_tests_leave_no_thread_behind(program):
    program.end()
    assert [thread.name for thread in threading.enumerate() if thread.name in ("recording", "portaudio")] == []
