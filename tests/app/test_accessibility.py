"""All pages, in both languages: every control has a name and is reached by Tab, and no text is cut off."""

from contextlib import suppress
from pathlib import Path

import pytest
from PyQt5.QtGui import QFont
from PyQt5.QtWidgets import QAbstractButton

from app import language, theme
from app.pages.settings_page import SettingsPage
from app.program import Program
from app.widgets.audit_dialog import AuditDialog
from app.widgets.crash_window import CrashWindow
from app.widgets.help_window import HelpWindow
from tests.app.fake_model import FakeModels
from tests.app.readable import controls, cut_texts, tab_order, unnamed_controls
from tests.app.stage import MICROPHONE, FakePlayer, FakeRecorder
from tests.voices import say

SAMPLES = Path(__file__).parents[2] / "assets" / "samples"
LOOKS = [(code, scale) for code in language.NAMES for scale in (1.0, 1.5)]


@pytest.fixture
def look(qapp, request):
    code, scale = request.param
    language.use(qapp, code)
    theme.apply(qapp, "light", scale)
    yield code
    language.use(qapp, language.ENGLISH)
    theme.apply(qapp, "light")
    qapp.setStyleSheet("")
    qapp.setFont(QFont())


@pytest.fixture
def window(look, qtbot, tmp_path, monkeypatch):
    """Two speakers, takes that are not enrolled yet, an answer and a picture: as much as the pages can show."""
    monkeypatch.setattr("app.controllers.recording.devices.input_devices", lambda: [MICROPHONE])
    monkeypatch.setattr("app.controllers.preferences.devices.output_devices", lambda: [MICROPHONE])
    program = Program(tmp_path, player=FakePlayer(), recorder=FakeRecorder(say(16)[0], tmp_path / "spool"))
    program.workshop.models = FakeModels()
    window = program.window
    qtbot.addWidget(window)
    window.resize(1024, 700)
    window.show()
    program.begin()
    qtbot.waitUntil(lambda: window.enroll.voice.device() is MICROPHONE)
    _enroll(window, qtbot, "Alba")
    _ask(window, qtbot)
    window.spectrogram.files_dropped.emit([str(SAMPLES / "Alba" / "test-1.flac")])
    qtbot.waitUntil(lambda: len(window.spectrogram.stage.sounds) == 1, timeout=20_000)
    yield window
    window.close_for_good()
    program.end()


def _enroll(window, qtbot, name):
    page = window.enroll
    page.name_edit.setText(name)
    page.consent.tick.setChecked(True)
    page.files_dropped.emit([str(path) for path in sorted(SAMPLES.glob(f"{name}/enroll-*.flac"))])
    qtbot.waitUntil(lambda: len(page.takes.rows) == 3 and page.enroll_button.isEnabled(), timeout=20_000)
    page.enroll_button.click()
    qtbot.waitUntil(lambda: not page.takes.rows, timeout=20_000)
    window.notices.dismiss()
    page.files_dropped.emit([str(SAMPLES / "Bruno" / "enroll-1.flac")])
    qtbot.waitUntil(lambda: len(page.takes.rows) == 1 and not page.strength.isHidden(), timeout=20_000)


def _ask(window, qtbot):
    page = window.verify
    window.go_to(page)
    page.files_dropped.emit([str(SAMPLES / "Alba" / "test-1.flac")])
    qtbot.waitUntil(lambda: page.stage.sound is not None and page.stage.sound.picture is not None, timeout=20_000)
    page.picker.choose(1)
    qtbot.waitUntil(page.verify_button.isEnabled)
    page.verify_button.click()
    qtbot.waitUntil(lambda: not page.verdict.isHidden() and not window.status.job.text(), timeout=20_000)
    page.point_button.click()


def english_buttons(window):
    """Words on buttons that are not Chinese."""
    texts = {button.text() for button in window.findChildren(QAbstractButton)}
    return {text for text in texts if text.isascii() and any(map(str.isalpha, text))}


@pytest.mark.parametrize("look", LOOKS, indirect=True, ids=str)
def test_every_control_is_named_and_reached_and_no_text_is_cut(window, look, qtbot):
    assert unnamed_controls(window) == []
    for page in window._pages:
        window.go_to(page)
        with suppress(qtbot.TimeoutError):  # the layouts settle
            qtbot.waitUntil(lambda: cut_texts(window) == [])
        assert cut_texts(window) == [], page
        assert look == language.ENGLISH or english_buttons(window) == set()
        wanted = {control for control in controls(page) if control.isVisible() and control.isEnabled()}
        assert wanted - set(tab_order(window, page)) == set(), page


@pytest.mark.parametrize("kind", [HelpWindow, AuditDialog, CrashWindow])
@pytest.mark.parametrize("look", LOOKS, indirect=True, ids=str)
def test_no_text_is_cut_in_the_windows_beside(add, look, kind, qtbot):
    window = add(kind)
    window.show()
    assert unnamed_controls(window) == []
    with suppress(qtbot.TimeoutError):
        qtbot.waitUntil(lambda: cut_texts(window) == [])
    assert cut_texts(window) == []
    assert look == language.ENGLISH or english_buttons(window) == set()


def test_tab_goes_through_the_settings_as_they_are_read(add):
    page = add(SettingsPage)
    page.show()
    wanted = [page.microphone_box, page.refresh_button, page.loudspeaker_box, page.counts_down, page.purpose_box]
    wanted += [page.days_box, page.open_button, page.move_button, page.use_button, *page.theme_choice.buttons]
    wanted += [page.language_box, page.size_box, page.protection.new_edit, page.protection.again_edit]
    assert tab_order(page, page) == [*wanted, page.device_box]
