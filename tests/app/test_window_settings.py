"""The Settings page in the real window: what holds at once, what waits for the next start, and moving the data."""

from types import SimpleNamespace

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QColor, QFont
from PyQt5.QtWidgets import QFileDialog, QPushButton

from app import application, language, settings, theme
from app.pages.settings_page import SettingsPage
from app.preferences import Preferences
from app.program import Program
from app.services import data_folder
from app.services.computing import device_missing
from app.services.preferences import read_preferences
from app.store.gallery import Gallery
from app.widgets import icons
from gluonar_engine import devices
from gluonar_engine.devices import DeviceError
from tests.app.fake_model import FakeModels
from tests.app.stage import FakePlayer, FakeRecorder, texts
from tests.voices import say
from tests.waiting import wait_until

DESK = SimpleNamespace(name="Desk", is_default=True, index=0)
HEADSET = SimpleNamespace(name="Headset", is_default=False, index=1)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The data folder that nobody gave: in the test's own home."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("GLUONAR_DATA", raising=False)
    monkeypatch.setattr("app.controllers.recording.devices.input_devices", lambda: [DESK, HEADSET])
    monkeypatch.setattr("app.controllers.preferences.devices.output_devices", lambda: [DESK, HEADSET])
    return settings.data_dir()


@pytest.fixture
def start(qapp, qtbot, home):
    """Start the program with what is remembered by now; it is ended at the end of the test."""
    started = []

    def start():
        options = SimpleNamespace(data=None, model=None, theme=None, text_size=None, language=None)
        program = application.build(qapp, home, options)
        program.workshop.models = FakeModels()
        program.controllers.sounds._player = FakePlayer()
        program.controllers.recording._recorder = FakeRecorder(say(8)[0], home / "spool")
        qtbot.addWidget(program.window)
        program.window.show()
        program.begin()
        qtbot.waitUntil(lambda: program.window.enroll.voice.device() is not None)
        qtbot.waitUntil(lambda: program.window.enroll.consent.operator_edit.text() != "")
        started.append(program)
        return program

    yield start
    for program in started:
        program.window.close_for_good()
        program.end()
    language.use(qapp, language.ENGLISH)
    theme.apply(qapp, "light")
    qapp.setStyleSheet("")
    qapp.setFont(QFont())
    data_folder._held.clear()


def chosen(box, value):
    """Choose in a box as somebody does."""
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def remembered(home, qtbot, **wanted):
    """Wait until these are in the file."""
    qtbot.waitUntil(lambda: all(getattr(read_preferences(home), name) == value for name, value in wanted.items()))


def test_theme_changes_at_once_and_is_there_at_the_next_start(start, home, qtbot):
    window = start().window
    window.go_to(window.settings)
    window.settings.theme_choice.buttons[2].click()
    assert theme.current().colours == theme.DARK
    remembered(home, qtbot, theme="dark")
    image = window.grab().toImage()
    assert image.pixelColor(196, 600) == QColor(theme.DARK.window)
    window.settings.theme_choice.buttons[1].click()
    assert window.grab().toImage().pixelColor(196, 600) == QColor(theme.LIGHT.window)
    remembered(home, qtbot, theme="light")
    assert start().window.settings.theme_choice.place == 1


def test_icons_change_with_the_theme(qapp):
    def colours(pixmap):
        image = pixmap.toImage()
        pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
        return {pixel.name() for pixel in pixels if pixel.alpha() == 255}

    theme.apply(qapp, "light")
    icon, label = icons.icon("enroll", "text"), icons.IconLabel("enroll", "text", 48)
    for name, wanted in (("dark", theme.DARK), ("light", theme.LIGHT)):
        theme.apply(qapp, name)
        qapp.sendPostedEvents()
        assert colours(icon.pixmap(48)) == colours(label.pixmap()) == {wanted.text}
    qapp.setStyleSheet("")


def test_plots_change_with_the_theme(start, qtbot):
    window = start().window
    window.go_to(window.settings)
    theme_of = window.settings.theme_choice.buttons
    theme_of[1].click()
    from app.widgets.timeline_view import TimelineView

    view = TimelineView()
    qtbot.addWidget(view)
    view.show()
    for button, colours in ((theme_of[2], theme.DARK), (theme_of[1], theme.LIGHT)):
        button.click()
        qtbot.waitUntil(lambda colours=colours: view._graphics.backgroundBrush().color() == QColor(colours.surface))
        assert view.spectrogram.getAxis("left").textPen().color() == QColor(colours.muted)
        assert view._trace.opts["pen"].color() == QColor(colours.accent)
        assert [cursor.pen.color().name() for cursor in view._cursors] == [colours.text, "#ffffff"] + [
            colours.text
        ] * 2


def test_language_and_text_size_hold_from_the_next_start(start, home, qtbot):
    window = start().window
    window.go_to(window.settings)
    chosen(window.settings.language_box, "zh_CN")
    assert window.notices.title.text() == "This holds from the next start on."
    chosen(window.settings.size_box, 150)
    remembered(home, qtbot, language="zh_CN", text_size=150)
    assert "Settings" in texts(window.settings.head)  # not yet
    window.notices.findChildren(QPushButton)[0].click()
    assert window.wants_restart and not window.isVisible()
    again = start().window
    assert [entry.accessibleName() for entry in again.rail.buttons][:3] == ["注册", "验证", "辨认"]
    assert theme.current().text_scale == 1.5
    assert again.settings.size_box.currentData() == 150


def test_model_computes_at_once_on_what_is_chosen(start, home, qtbot, monkeypatch):
    program = start()
    window = program.window
    window.go_to(window.settings)
    qtbot.waitUntil(lambda: window.settings.place_hint.text() == "Now: processor (Fake 1.0).")
    chosen(window.settings.device_box, "cpu")
    remembered(home, qtbot, device="cpu")
    assert devices.chosen() == "cpu"

    def missing():
        raise device_missing(DeviceError("no_provider", "Fake 1.0"))

    monkeypatch.setattr(program.workshop.models, "load_again", missing)
    chosen(window.settings.device_box, "cuda")
    qtbot.waitUntil(lambda: window.notices.title.text().startswith("CUDA was asked for and cannot be used."))
    assert window.notices.title.text().endswith("The installed Fake 1.0 is built without CUDA.")
    assert "Choose “Automatic” on the page Settings" in window.notices.advice.text()
    assert window.settings.place_hint.text() == "" and devices.chosen() == "cuda"
    assert start().window.settings.device_box.currentData() == "cuda"


def test_restart_that_is_put_off_is_none_when_the_window_is_closed_later(start, qtbot):
    window = start().window
    window.enroll.voice.countdown_button.setChecked(False)
    window.enroll.voice.record_button.click()
    qtbot.waitUntil(lambda: window.enroll.voice.clock.text() == "0:04.0")
    window.restart()
    assert window.notices.title.text() == "A recording is being made."
    window.notices.dismiss()
    qtbot.keyClick(window, Qt.Key_Q, Qt.ControlModifier)
    assert not window.wants_restart and window.isVisible()


def test_microphone_is_one_everywhere_and_remembered(start, home, qtbot):
    window = start().window
    assert window.enroll.voice.device() is DESK
    window.go_to(window.settings)
    chosen(window.settings.microphone_box, "Headset")
    for page in (window.enroll, window.verify, window.identify, window.spectrogram):
        assert page.voice.device() is HEADSET
    assert "Headset" in window.status.device.toolTip()
    remembered(home, qtbot, microphone="Headset")
    again = start().window
    qtbot.waitUntil(lambda: again.enroll.voice.device() is HEADSET)
    box = again.verify.voice.device_box
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert again.settings.microphone_box.currentData() == "Desk"
    remembered(home, qtbot, microphone="Desk")


def test_microphone_that_is_not_there_stays_chosen_for_when_it_is_back(start, qtbot, monkeypatch):
    window = start().window
    window.go_to(window.settings)
    chosen(window.settings.microphone_box, "Headset")
    monkeypatch.setattr("app.controllers.recording.devices.refresh", lambda: True)
    monkeypatch.setattr("app.controllers.recording.devices.input_devices", lambda: [DESK])
    window.settings.refresh_button.click()
    qtbot.waitUntil(lambda: window.enroll.voice.device() is DESK)
    assert window.settings.microphone_box.currentText() == "Headset"
    monkeypatch.setattr("app.controllers.recording.devices.input_devices", lambda: [DESK, HEADSET])
    window.settings.refresh_button.click()
    qtbot.waitUntil(lambda: window.enroll.voice.device() is HEADSET)


def test_one_of_two_microphones_with_the_same_name_can_be_chosen(start, qtbot, monkeypatch):
    twins = [SimpleNamespace(name="USB Audio", is_default=index == 0, index=index) for index in (0, 1)]
    monkeypatch.setattr("app.controllers.recording.devices.input_devices", lambda: twins)
    window = start().window
    box = window.verify.voice.device_box
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert window.enroll.voice.device() is twins[1] and window.verify.voice.device() is twins[1]


def test_loudspeaker_is_used_from_the_next_sound_on(start, home, qtbot):
    program = start()
    page, player = program.window.settings, program.controllers.sounds._player
    program.window.go_to(page)
    qtbot.waitUntil(lambda: page.loudspeaker_box.count() == 3)
    chosen(page.loudspeaker_box, "Headset")
    assert player.output == "Headset"
    remembered(home, qtbot, loudspeaker="Headset")
    chosen(page.loudspeaker_box, "")
    assert player.output == ""


def test_what_an_enrollment_begins_with_is_remembered(start, home, qtbot):
    window = start().window
    assert window.enroll.voice.countdown_button.isChecked()
    window.enroll.voice.countdown_button.click()
    assert not window.settings.counts_down.isChecked()
    window.go_to(window.settings)
    chosen(window.settings.purpose_box, "Research")
    chosen(window.settings.days_box, 365)
    for form in (window.enroll.consent, window.enroll.folder.consent):
        assert (form.purpose_box.currentData(), form.until_box.currentData()) == ("Research", 365)
    remembered(home, qtbot, counts_down=False, consent_purpose="Research", consent_days=365)
    again = start().window
    assert not again.enroll.voice.countdown_button.isChecked()
    again.enroll.begin()
    assert again.enroll.consent.until_box.currentData() == 365
    again.settings.counts_down.click()
    assert again.enroll.voice.countdown_button.isChecked()


def test_damaged_settings_are_told_in_the_window(start, home, qtbot):
    settings.settings_path(home).write_text("{")
    window = start().window
    assert window.notices.title.text() == "The settings could not be read, so the program begins with its own."
    assert str(home / "settings-unusable-1.json") in window.notices.advice.text().replace("\u200b", "")
    assert window.settings.theme_choice.place == 0


def test_data_are_moved_and_the_program_starts_again(start, home, tmp_path, qtbot, monkeypatch):
    program = start()
    window = program.window
    window.go_to(window.settings)
    assert window.settings.folder_label.toolTip() == str(home)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "new"))
    window.settings.move_button.click()
    qtbot.waitUntil(lambda: window.wants_restart and not window.isVisible())
    assert settings.data_dir() == tmp_path / "new"
    assert Gallery(settings.gallery_path(tmp_path / "new")).speakers() == []
    assert not settings.gallery_path(home).exists()


def test_folder_that_cannot_take_the_data_is_told_and_the_window_goes_on(start, home, tmp_path, qtbot):
    window = start().window
    window.go_to(window.settings)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("")
    window.settings.move_requested.emit(str(tmp_path / "full"))
    qtbot.waitUntil(lambda: "is not empty" in window.notices.title.text())
    assert window.settings.move_button.isEnabled() and not window.wants_restart
    assert window.status.job.text() == ""


def test_move_is_cancelled_from_the_status_line(start, home, tmp_path, qtbot, monkeypatch):
    program = start()
    window = program.window
    window.go_to(window.settings)

    def copy_for_ever(path, copy, key, progress):
        wait_until(lambda: program.controllers.data._is_cancelled)
        progress(0.5)

    monkeypatch.setattr("app.services.data_folder.copy_gallery", copy_for_ever)
    window.settings.move_requested.emit(str(tmp_path / "new"))
    qtbot.waitUntil(lambda: "Copying the data" in window.status.job.text())
    assert not window.settings.move_button.isEnabled() and not window.enroll.voice.record_button.isEnabled()
    window.status.cancel_button.click()
    qtbot.waitUntil(window.settings.move_button.isEnabled)
    assert settings.chosen_dir() is None and not (tmp_path / "new").exists()
    assert settings.gallery_path(home).exists() and not window.wants_restart


def test_unsaved_takes_come_first(start, tmp_path, qtbot):
    window = start().window
    window.enroll.voice.countdown_button.setChecked(False)
    window.enroll.voice.record_button.click()
    qtbot.waitUntil(lambda: window.enroll.voice.clock.text() == "0:04.0")
    window.go_to(window.settings)
    qtbot.waitUntil(lambda: len(window.enroll.takes.rows) == 1)
    window.settings.use_requested.emit(str(tmp_path / "other"))
    assert window.notices.title.text() == "Your takes are not enrolled yet."
    assert settings.chosen_dir() is None


def test_folder_is_opened_or_its_path_told(start, home, monkeypatch):
    window = start().window
    window.go_to(window.settings)
    opened = []

    def open_url(url):
        opened.append(url)
        return len(opened) < 2

    monkeypatch.setattr("app.settings_wiring.QDesktopServices.openUrl", open_url)
    window.settings.open_button.click()
    assert opened[0].toLocalFile() == str(home) and window.notices.isHidden()
    window.settings.open_button.click()
    assert window.notices.advice.text().replace("\u200b", "") == str(home)


def test_given_folder_is_not_moved(qapp, qtbot, tmp_path):
    program = Program(tmp_path, player=FakePlayer(), recorder=FakeRecorder(say(2)[0], tmp_path / "spool"))
    qtbot.addWidget(program.window)
    page = program.window.settings
    assert not page.move_button.isEnabled() and not page.use_button.isEnabled() and page.open_button.isEnabled()
    assert "--data" in page.folder_hint.text()
    program.window.close_for_good()
    program.end()


def test_pass_phrase_has_its_card_there(start, home, qtbot):
    program = start()
    card = program.window.settings.protection
    program.window.go_to(program.window.settings)
    assert card.old_edit.isHidden()  # there is none yet
    program.controllers.protection.loaded.emit(True, 5)
    assert card.old_edit.isVisible() and card.minutes_box.currentData() == 5
    chosen(card.minutes_box, 30)
    qtbot.waitUntil(lambda: settings.remembered(home).get("lock_after_min") == 30)
    with qtbot.waitSignal(program.window.lock_requested):
        card.lock_button.click()


@pytest.mark.parametrize("key, place", [(Qt.Key_S, 0), (Qt.Key_L, 1), (Qt.Key_D, 2)])
def test_themes_have_keys(add, qtbot, key, place):
    page = add(SettingsPage)
    page.show_preferences(Preferences(theme="dark" if place != 2 else "light"))
    with qtbot.waitSignal(page.chosen) as told:
        qtbot.keyClick(page, key, Qt.AltModifier)
    assert told.args == ["theme", ("system", "light", "dark")[place]]


def test_settings_open_with_their_own_key(start, qtbot):
    window = start().window
    qtbot.keyClick(window, Qt.Key_Comma, Qt.ControlModifier)
    assert window.page is window.settings
