"""The spectrogram page in the real window: files, two in step, playback, live sound, and what is saved."""

from pathlib import Path

import numpy as np
import pytest
from PyQt5.QtCore import QMimeData, QPoint, Qt, QUrl
from PyQt5.QtGui import QDropEvent, QFont
from PyQt5.QtWidgets import QFileDialog

from app import theme
from app.program import Program
from tests.app.fake_model import FakeModels
from tests.app.late_jobs import heard_from
from tests.app.stage import MICROPHONE, FakePlayer, FakeRecorder
from tests.app.test_widgets_analysis import box_of, choose

SAMPLES = Path(__file__).parents[2] / "assets" / "samples"
FILES = [str(SAMPLES / name / "test-1.flac") for name in ("Alba", "Bruno", "Chloe")]


@pytest.fixture
def program(qapp, qtbot, tmp_path, monkeypatch, rng):
    theme.apply(qapp, "light")
    monkeypatch.setattr("app.controllers.recording.devices.input_devices", lambda: [MICROPHONE])
    heard = rng.normal(0, 0.1, 32_000).astype(np.float32)
    program = Program(tmp_path / "data", player=FakePlayer(), recorder=FakeRecorder(heard, tmp_path / "spool"))
    program.workshop.models = FakeModels()
    (tmp_path / "data").mkdir()
    qtbot.addWidget(program.window)
    program.window.show()
    program.begin()
    qtbot.waitUntil(lambda: program.window.spectrogram.voice.device() is MICROPHONE)
    program.window.go_to(program.window.spectrogram)
    yield program
    program.window.close_for_good()
    program.end()
    qapp.setStyleSheet("")
    qapp.setFont(QFont())


@pytest.fixture
def page(program):
    return program.window.spectrogram


@pytest.fixture
def shown(page, qtbot):
    """Alba's recording on the page, drawn."""
    page.files_dropped.emit(FILES[:1])
    return drawn(page, qtbot, 1)


@pytest.fixture
def both(page, shown, qtbot):
    page.stage.files_dropped.emit(1, FILES[1:2])
    return drawn(page, qtbot, 2)


def drawn(page, qtbot, n):
    qtbot.waitUntil(lambda: len(page.stage.sounds) == n, timeout=30_000)
    qtbot.waitUntil(
        lambda: all(panel.view.kind is not None for panel in page.stage.panels if panel.sound), timeout=30_000
    )
    return page.stage.sounds


def told(program):
    return program.window.notices.title.text().replace("\u200b", "")  # it may break within long words


def duration_of(sound):
    return sound.take.quality.duration_s


def test_dropped_file_is_drawn_and_can_be_saved(page, program, qtbot):
    assert not page.save_button.isEnabled()
    assert page.head.hint.text() == "To save a picture, drop a recording."
    page.files_dropped.emit(FILES[:1])
    (sound,) = drawn(page, qtbot, 1)
    assert page.save_button.isEnabled()
    assert page.stage.range[:2] == pytest.approx((0.0, duration_of(sound)))
    page.stage._point(1.0, 40.0)
    assert page.stage.panels[0].reading.text().startswith("1.000 s  ·  1.25 kHz  ·  −")


def test_two_files_at_once_go_to_both_places_and_more_are_told(page, program, qtbot):
    page.files_dropped.emit(FILES)
    sounds = drawn(page, qtbot, 2)
    assert [sound.take.source for sound in sounds] == ["test-1.flac"] * 2
    assert program.window.notices.title.text().startswith("Two recordings are shown at a time")


def test_dialog_that_was_closed_without_a_file_is_forgotten(page, shown, qtbot, monkeypatch):
    """What comes later for the whole page does not go where the dialog was for."""
    answers = [[], FILES[1:2]]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *args: (answers.pop(0), ""))
    page.stage.choose_requested.emit(0)
    page.choose_files()
    drawn(page, qtbot, 2)
    assert [sound.take.source for sound in page.stage.sounds] == ["test-1.flac"] * 2


def test_each_place_takes_what_is_dropped_on_it(page, shown, qtbot):
    panel = page.stage.panels[1]
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(FILES[1])])
    event = QDropEvent(QPoint(5, 5), Qt.CopyAction, mime, Qt.LeftButton, Qt.NoModifier)
    panel.dropEvent(event)
    assert event.isAccepted()
    sounds = drawn(page, qtbot, 2)
    assert sounds[0] is shown[0]
    assert page.stage.panels[1].sound is sounds[1]


def test_zooming_in_brings_finer_columns_to_both(page, program, both, qtbot):
    page.stage.zoom(0.1)
    drawings = program.controllers.spectrogram._drawings
    qtbot.waitUntil(lambda: all(drawings[sound].detail is not None for sound in both))
    views = [panel.view for panel in page.stage.panels]
    assert views[0].range == pytest.approx(views[1].range)
    start_s, end_s = page.stage.range[:2]
    for sound in both:
        detail = drawings[sound].detail
        assert detail.start_s <= start_s and min(end_s, duration_of(sound)) <= detail.end_s


def test_other_view_is_drawn_of_both(page, program, both, qtbot):
    choose(page.settings.view_box, "mel")
    qtbot.waitUntil(lambda: [panel.view.kind[0] for panel in page.stage.panels] == [80, 80])
    assert page.stage.range[2:] == pytest.approx((-0.5, 79.5))
    choose(page.settings.view_box, "mfcc")
    qtbot.waitUntil(lambda: [panel.view.kind[0] for panel in page.stage.panels] == [20, 20])
    assert page.stage.range[2:] == pytest.approx((-0.5, 19.5))
    assert [panel.view._bar._colouring.range_db for panel in page.stage.panels] == [(-100, 100)] * 2


def test_click_plays_from_there_with_a_cursor_in_both(page, program, both, qtbot):
    view, player = page.stage.panels[0].view, program._player
    qtbot.waitUntil(lambda: box_of(view).width() > 300)
    place = box_of(view).center().toPoint()
    qtbot.mouseClick(view._graphics.viewport(), Qt.LeftButton, pos=place)
    qtbot.waitUntil(lambda: bool(player.played))
    middle_s = page.stage.range[1] / 2
    assert player.played[0] == pytest.approx(middle_s, abs=0.05)
    player.position_s = middle_s + 0.5
    lines = [line for panel in page.stage.panels for line in panel.view._cursors]
    qtbot.waitUntil(lambda: all(line.value() == player.position_s and line.isVisible() for line in lines))
    qtbot.keyClick(page.stage, Qt.Key_Space)  # the one that was clicked
    qtbot.waitUntil(lambda: not player.is_playing)
    assert len(player.played) == 1


def test_space_plays_the_recording_that_came_last_and_stops_it(page, program, both, qtbot):
    qtbot.keyClick(page.stage, Qt.Key_Space)
    qtbot.waitUntil(lambda: program._player.is_playing)
    assert page.stage.panels[1].play_button.accessibleName() == "Stop"
    qtbot.keyClick(page.stage, Qt.Key_Space)
    qtbot.waitUntil(lambda: not program._player.is_playing)
    assert page.stage.panels[1].play_button.accessibleName() == "Play"


def test_keys_zoom_and_pan(page, shown, qtbot):
    end_s = duration_of(shown[0])
    qtbot.keyClick(page.stage, Qt.Key_Plus)
    assert page.stage.range[:2] == pytest.approx((end_s / 4, 3 * end_s / 4))
    qtbot.keyClick(page.stage, Qt.Key_Right)
    assert page.stage.range[0] == pytest.approx(end_s * 0.35)
    qtbot.keyClick(page.stage, Qt.Key_Home)
    assert page.stage.range[0] == 0.0
    qtbot.keyClick(page.stage, Qt.Key_Plus, Qt.ControlModifier | Qt.ShiftModifier)
    low, high = page.stage.range[2:]
    assert high - low == pytest.approx(128.5)
    qtbot.keyClick(page.stage, Qt.Key_Up)
    assert page.stage.range[2] == pytest.approx(low + 0.2 * 128.5)
    qtbot.keyClick(page.stage, Qt.Key_Right, Qt.ShiftModifier)
    assert page.stage.panels[0].reading.text() != ""
    qtbot.keyClick(page.stage, Qt.Key_F)
    assert page.stage.range == pytest.approx((0.0, end_s, -0.5, 256.5))


def test_arrow_keys_reach_the_page_from_the_plot_too(page, shown, qtbot):
    page.stage.zoom(0.5)
    before = page.stage.range[0]
    qtbot.keyClick(page.stage.panels[0].view._graphics.viewport(), Qt.Key_Right)
    assert page.stage.range[0] > before


def test_delete_takes_a_recording_off_the_page(page, program, both, qtbot):
    qtbot.keyClick(page.stage, Qt.Key_Delete)
    assert page.stage.sounds == [both[0]]
    assert list(program.controllers.spectrogram._drawings) == [both[0]]


def test_live_sound_is_drawn_as_set_and_its_end_stays(page, program, qtbot):
    choose(page.settings.view_box, "mel")
    choose(page.settings.hop_box, 5.0)
    columns = heard_from(program.controllers.recording.columns_ready)
    qtbot.keyClick(page, Qt.Key_R)
    qtbot.waitUntil(lambda: bool(columns))
    assert columns[0][0].shape[0] == 80
    assert page.stage._stack.currentWidget() is page.stage.live
    assert np.isfinite(page.stage.live._columns).any()
    assert not page.settings.view_box.isEnabled()
    qtbot.keyClick(page, Qt.Key_R)
    (sound,) = drawn(page, qtbot, 1)
    assert program._recorder.keep_s == 300.0
    assert sound.spool_path is None
    assert page.stage._stack.currentWidget() is not page.stage.live
    assert page.settings.view_box.isEnabled()
    assert page.stage.panels[0].view.kind[0] == 80


def test_leaving_the_page_ends_the_live_sound(page, program, qtbot):
    qtbot.keyClick(page, Qt.Key_R)
    qtbot.waitUntil(lambda: page.stage._stack.currentWidget() is page.stage.live)
    program.window.go_to(program.window.verify)
    drawn(page, qtbot, 1)
    assert program.window.verify.stage.sound is None


def test_picture_and_values_are_saved(page, program, shown, qtbot, tmp_path, monkeypatch):
    chosen = iter([str(tmp_path / "a"), str(tmp_path / "b.csv")])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (next(chosen), ""))
    qtbot.keyClick(page.stage, Qt.Key_S, Qt.ControlModifier)
    qtbot.waitUntil(lambda: told(program) == f"“{tmp_path / 'a.png'}” is saved.")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    page.stage.zoom(0.5)
    qtbot.keyClick(page.stage, Qt.Key_E, Qt.ControlModifier)
    qtbot.waitUntil(lambda: told(program) == f"“{tmp_path / 'b.csv'}” is saved.")
    times = np.loadtxt(tmp_path / "b.csv", delimiter=",", skiprows=1, usecols=0)
    assert (times[0], times[-1]) == pytest.approx(page.stage.range[:2], abs=0.011)


def test_given_up_dialog_saves_nothing(page, shown, qtbot, monkeypatch):
    asked = heard_from(page.picture_requested)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    page.save_button.click()
    assert asked == []


def test_refused_file_is_a_notice_and_what_was_there_stays(page, program, shown, qtbot, tmp_path):
    (tmp_path / "note.wav").write_text("no sound in it")
    page.stage.files_dropped.emit(0, [str(tmp_path / "note.wav")])
    qtbot.waitUntil(lambda: program.window.notices.title.text() == "“note.wav” is not a sound file that can be read.")
    assert page.stage.sounds == shown
