from types import SimpleNamespace

import pytest
from PyQt5.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PyQt5.QtGui import QDragEnterEvent, QDropEvent
from PyQt5.QtWidgets import QPushButton

from app.domain import Speaker
from app.errors import Notice
from app.widgets.basics import ElidedLabel
from app.widgets.dropping import Page
from app.widgets.frame import NoticeBar, StatusLine
from app.widgets.speaker_picker import SpeakerPicker
from app.widgets.speaker_table import SpeakerTable
from app.widgets.take_list import TakeList
from app.widgets.voice_panel import VoicePanel
from tests.app.stage import ADA, GRACE, MICROPHONE, make_sound, texts

LOST = Notice("The microphone is gone.", "Connect it again.")


# Takes


def test_take_says_what_was_measured_and_what_is_wrong(add):
    takes = add(TakeList, "none")
    takes.show_sounds([make_sound("call.m4a", speech_s=4.0, clipped=0.02, warnings=("2.1 s are missing.",))])
    words = " ".join(texts(takes.rows[0])).replace("\u00a0", " ")
    assert "4.0 s speech of 4.0 s · SNR 30 dB" in words
    assert "2.0% of it is clipped." in words
    assert "2.1 s are missing." in words


def test_take_that_is_clipped_says_so_once(add):
    takes = add(TakeList, "none")
    takes.show_sounds([make_sound(clipped=0.02, warnings=("“a.wav” is clipped (2.0% of it).",))])
    assert sum("clipped" in text for text in texts(takes.rows[0])) == 1


def test_row_of_a_take_that_stays_is_kept(add):
    takes, first, second = add(TakeList, "none"), make_sound("1"), make_sound("2")
    takes.show_sounds([first, second])
    kept = takes.rows[1]
    takes.show_sounds([second])
    assert takes.rows == [kept]
    assert takes.empty.isHidden()
    takes.show_sounds([])
    assert not takes.empty.isHidden()


@pytest.mark.parametrize("name", ["play", "remove"])
def test_buttons_of_a_take_carry_its_sound(add, qtbot, name):
    takes, sound = add(TakeList, "none"), make_sound()
    takes.show_sounds([make_sound("other"), sound])
    with qtbot.waitSignal(getattr(takes, f"{name}_requested")) as asked:
        getattr(takes.rows[1], f"{name}_button").click()
    assert asked.args == [sound]


def test_play_button_becomes_stop_while_its_take_plays(add):
    takes, sound = add(TakeList, "none"), make_sound("a.wav")
    takes.show_sounds([sound, make_sound("b.wav")])
    takes.show_playing(sound, 0.5)
    assert [row.play_button.accessibleName() for row in takes.rows] == ["Stop “a.wav”", "Play “b.wav”"]


def test_markup_in_a_file_name_is_shown_as_text(add):
    label = add(ElidedLabel, "<b>a</b>.wav")
    assert label.textFormat() == Qt.PlainText
    assert "&lt;b&gt;" in label.toolTip()


# Notices and status


def test_notice_stays_until_dismissed_and_older_ones_come_back(add):
    bar = add(NoticeBar)
    bar.show_notice(LOST)
    bar.show_notice(Notice("Ada is enrolled.", ""))
    assert bar.title.text() == "Ada is enrolled."
    bar.close_button.click()
    assert bar.title.text() == "The microphone is gone."
    bar.close_button.click()
    assert bar.isHidden()


def test_same_notice_twice_is_dismissed_once(add):
    bar = add(NoticeBar)
    bar.show_notice(LOST)
    bar.show_notice(LOST)
    bar.close_button.click()
    assert bar.isHidden()


def test_action_is_done_and_its_notice_goes(add, qtbot):
    bar, done = add(NoticeBar), []
    bar.show_notice(LOST, actions=(("Use it", lambda: done.append(bar.isHidden())), ("Discard", done.clear)))
    qtbot.mouseClick(bar.findChildren(QPushButton)[0], Qt.LeftButton)
    assert done == [True]


def test_only_passing_notices_leave_with_the_page(add):
    bar = add(NoticeBar)
    bar.show_notice(LOST)
    bar.show_notice(Notice("Ada is enrolled.", ""), is_passing=True)
    bar.leave()
    bar.leave()
    assert bar.title.text() == "The microphone is gone."
    assert not bar.isHidden()


def test_passing_notice_does_not_come_back_on_another_page(add):
    bar = add(NoticeBar)
    bar.show_notice(Notice("Ada is enrolled.", ""), is_passing=True)
    bar.show_notice(LOST)
    bar.leave()
    bar.close_button.click()
    assert bar.isHidden()


def test_notice_that_holds_no_more_goes_whether_it_is_seen_or_waits(add):
    bar, other = add(NoticeBar), Notice("The disk is full.", "")
    for order in ((LOST, other), (other, LOST)):
        for notice in order:
            bar.show_notice(notice)
        bar.withdraw(LOST)
        assert bar.title.text() == "The disk is full."
        bar.withdraw(LOST)
        bar.close_button.click()
        assert bar.isHidden()


def test_job_without_known_length_has_no_cancel(add):
    line = add(StatusLine)
    line.show_job("Enrolling…")
    assert (line.progress.minimum(), line.progress.maximum()) == (0, 0)
    assert line.cancel_button.isHidden()
    line.show_job("Reading a.wav (2 of 4)", 0.25, can_cancel=True)
    assert line.progress.value() == 250
    assert not line.cancel_button.isHidden()
    line.show_job("")
    assert line.progress.isHidden()


# Recording controls


def test_without_a_microphone_the_systems_own_choice_is_asked_for(add, qtbot):
    voice = add(VoicePanel)
    assert voice.device_box.currentText() == "Looking for microphones…"
    voice.show_devices([])
    assert voice.device_box.currentText() == "No microphone found"
    with qtbot.waitSignal(voice.record_requested) as asked:
        voice.record_button.click()
    assert asked.args == [None]


def test_chosen_microphone_stays_chosen_when_others_come_and_go(add):
    voice, headset = add(VoicePanel), SimpleNamespace(name="Headset", is_default=False, index=3)
    voice.show_devices([MICROPHONE, headset], headset)
    assert voice.device() is headset
    voice.show_devices([MICROPHONE], headset)
    assert voice.device() is MICROPHONE


def test_second_of_two_microphones_with_one_name_can_be_chosen(add):
    voice, default = add(VoicePanel), SimpleNamespace(name="Built-in", is_default=True, index=0)
    first, second = (SimpleNamespace(name="USB", is_default=False, index=index) for index in (1, 2))
    voice.show_devices([default, first, second], second)
    assert voice.device() is second
    elsewhere = SimpleNamespace(name="USB", is_default=False, index=5)
    voice.show_devices([default, elsewhere], second)
    assert voice.device() is elsewhere
    voice.show_devices([first, default], None)
    assert voice.device() is default


def test_record_button_asks_to_start_and_to_stop(add, qtbot):
    voice = add(VoicePanel)
    voice.show_devices([MICROPHONE])
    with qtbot.waitSignal(voice.record_requested) as asked:
        voice.record_button.click()
    assert asked.args == [MICROPHONE]
    voice.show_recording()
    with qtbot.waitSignal(voice.stop_requested):
        voice.toggle()


def test_clock_counts_minutes(add):
    voice = add(VoicePanel)
    voice.show_recording()
    for elapsed_s, shown in ((75.26, "1:15.3"), (59.94, "0:59.9"), (59.96, "1:00.0"), (119.98, "2:00.0")):
        voice.show_elapsed(elapsed_s)
        assert voice.clock.text() == shown
    voice.show_speech(61.04)
    assert voice.speech.text() == "61.0 s of speech"


# Speakers


def test_picker_finds_by_part_of_the_name(add):
    picker = add(SpeakerPicker)
    picker.show_speakers([ADA, GRACE])
    picker.search.setText("RA")
    assert picker.speaker() is GRACE  # the only one left is chosen
    picker.search.setText("nobody")
    assert picker.nothing.text() == "No speaker's name has “nobody” in it."
    assert picker.speaker() is None


def test_search_that_hides_the_chosen_one_chooses_nobody_else(add):
    picker, chosen = add(SpeakerPicker), []
    picker.show_speakers([ADA, GRACE])
    picker.list.setCurrentIndex(picker.list.model().index(0, 0))  # as a click does
    picker.chosen.connect(chosen.append)
    picker.search.setText("gra")
    assert picker.speaker() is None
    picker.show_speakers([ADA, GRACE])
    assert picker.speaker() is None
    picker.search.setText("a")
    assert picker.speaker() is ADA
    picker.search.setText("gra")
    picker.search.clear()
    assert picker.speaker() is ADA
    assert chosen == [None, ADA, None, ADA], "and never Grace, not even for a moment"


def test_picker_does_not_choose_another_in_place_of_one_who_is_gone(add):
    picker = add(SpeakerPicker)
    picker.show_speakers([ADA, GRACE])
    picker.choose(GRACE.id)
    picker.search.setText("a")
    picker.show_speakers([ADA])
    assert picker.speaker() is None
    picker.search.setText("ad")
    assert picker.speaker() is ADA


def test_picker_keeps_its_choice_when_the_list_is_renewed(add):
    picker = add(SpeakerPicker)
    picker.show_speakers([ADA, GRACE])
    picker.choose(GRACE.id)
    picker.show_speakers([ADA, Speaker(2, "Grace H.", GRACE.created_at, 3, 9.0)])
    assert picker.speaker().name == "Grace H."


def test_picker_chooses_a_speaker_who_is_listed_only_later(add):
    picker = add(SpeakerPicker)
    picker.show_speakers([ADA])
    picker.choose(GRACE.id)
    assert picker.speaker() is None
    picker.show_speakers([ADA, GRACE])
    assert picker.speaker() is GRACE
    picker.choose(ADA.id)
    picker.show_speakers([ADA, GRACE])
    assert picker.speaker() is ADA


def test_picker_tells_when_its_choice_is_gone(add, qtbot):
    picker = add(SpeakerPicker)
    picker.show_speakers([ADA, GRACE])
    picker.choose(GRACE.id)
    with qtbot.waitSignal(picker.chosen, check_params_cb=lambda speaker: speaker is None):
        picker.show_speakers([ADA])


def test_arrow_keys_go_from_the_search_to_the_list(add, qtbot):
    picker = add(SpeakerPicker)
    picker.show_speakers([ADA, GRACE])
    qtbot.keyClick(picker.search, Qt.Key_Down)
    assert picker.speaker() is not None


def test_table_sorts_numbers_as_numbers(add):
    table = add(SpeakerTable)
    many = Speaker(3, "Zoe", ADA.created_at, 12, 100.5)
    table.show_speakers([ADA, GRACE, many])
    table.table.horizontalHeader().setSortIndicator(1, Qt.DescendingOrder)
    names = [table.table.model().index(line, 0).data() for line in range(3)]
    assert names == ["Zoe", "Ada", "Grace"]


def test_table_chooses_the_first_and_can_be_searched(add):
    table = add(SpeakerTable)
    table.show_speakers([ADA, GRACE])
    assert table.speakers() == [ADA]
    table.search.setText("gra")
    assert table.table.model().rowCount() == 1


# Dropping


def drop(page, *paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDragEnterEvent(QPoint(5, 5), Qt.CopyAction, mime, Qt.LeftButton, Qt.NoModifier)
    event.ignore()
    page.dragEnterEvent(event)
    if event.isAccepted():
        page.dropEvent(QDropEvent(QPointF(5, 5), Qt.CopyAction, mime, Qt.LeftButton, Qt.NoModifier))
    return event.isAccepted()


def test_files_and_the_files_of_a_folder_are_dropped(add, qtbot, tmp_path):
    page = add(Page)
    (tmp_path / "calls").mkdir()
    for name in ("calls/b.wav", "calls/a.wav", "c.mp4"):
        (tmp_path / name).write_bytes(b"x")
    with qtbot.waitSignal(page.files_dropped) as dropped:
        assert drop(page, tmp_path / "calls", tmp_path / "c.mp4")
    assert dropped.args == [[str(tmp_path / name) for name in ("calls/a.wav", "calls/b.wav", "c.mp4")]]


def test_what_is_no_file_is_not_taken(add):
    page = add(Page)
    assert not drop(page)


def test_enter_presses_the_focused_button_or_else_the_primary(add, qtbot):
    page, pressed = add(Page), []
    page.primary, other = QPushButton("primary", page), QPushButton("other", page)
    page.primary.clicked.connect(lambda: pressed.append("primary"))
    other.clicked.connect(lambda: pressed.append("other"))
    page.show()
    page.setFocus()
    qtbot.waitUntil(page.hasFocus)
    qtbot.keyClick(page, Qt.Key_Return)
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    qtbot.keyClick(other, Qt.Key_Return)
    assert pressed == ["primary", "other"]


def test_long_names_do_not_push_the_window_wider(add):
    bar = add(NoticeBar)
    bar.show_notice(Notice("A speaker named “" + "x" * 100 + "” is already enrolled.", "/data" * 40))
    assert bar.minimumSizeHint().width() < 600
