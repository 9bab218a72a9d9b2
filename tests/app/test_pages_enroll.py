import pytest
from PyQt5.QtCore import Qt

from app.pages.enroll_page import EnrollPage
from tests.app.stage import ADA, MICROPHONE, make_sound


@pytest.fixture
def page(qtbot):
    page = EnrollPage(needed_s=5.0)
    qtbot.addWidget(page)
    page.show_speakers([ADA])
    return page


def test_page_says_what_is_missing_one_thing_at_a_time(page):
    assert page.head.hint.text() == "To enroll, type a name."
    page.name_edit.setText("   ")
    assert page.head.hint.text() == "To enroll, type a name."
    page.name_edit.setText("Alan")
    assert page.head.hint.text() == "To enroll, record or drop a take."
    page.show_sounds([make_sound(speech_s=2.9)])
    assert page.head.hint.text() == "To enroll, add 2.1 s of speech."
    assert not page.enroll_button.isEnabled()
    page.show_sounds([make_sound(speech_s=2.9), make_sound(speech_s=2.2)])
    assert page.head.hint.text() == ""
    assert page.enroll_button.isEnabled()


def test_enrolling_hands_over_the_trimmed_name(page, qtbot):
    page.name_edit.setText("  Alan   Turing ")
    page.show_sounds([make_sound(speech_s=9.0)])
    with qtbot.waitSignal(page.enroll_requested) as asked:
        page.enroll_button.click()
    assert asked.args == ["Alan Turing", None]


def test_name_of_an_enrolled_speaker_offers_to_add(page, qtbot):
    page.name_edit.setText("ada")
    page.show_sounds([make_sound(speech_s=0.5)])  # to a speaker who is there, any speech may be added
    assert page.enroll_button.text() == "Add to Ada"
    assert "2 takes" in page.known_label.text()
    with qtbot.waitSignal(page.enroll_requested) as asked:
        page.enroll_button.click()
    assert asked.args == ["ada", ADA]


def test_enter_in_the_name_enrolls(page, qtbot):
    page.name_edit.setText("Alan")
    page.show_sounds([make_sound(speech_s=9.0)])
    with qtbot.waitSignal(page.enroll_requested):
        qtbot.keyClick(page.name_edit, Qt.Key_Return)


def test_nothing_can_be_asked_twice_while_busy(page):
    page.name_edit.setText("Alan")
    page.show_sounds([make_sound(speech_s=9.0)])
    page.set_busy(True)
    assert not page.enroll_button.isEnabled()
    assert page.head.hint.text() == "Enrolling…"
    page.set_busy(False)
    assert page.enroll_button.isEnabled()
    assert page.name_edit.text() == "Alan"


def test_letters_in_the_name_are_no_shortcuts(page, qtbot):
    page.voice.show_devices([MICROPHONE])
    asked = []
    page.voice.record_requested.connect(asked.append)
    qtbot.keyClicks(page.name_edit, "r r")
    assert page.name_edit.text() == "r r"
    assert not asked
    qtbot.keyClick(page, Qt.Key_R)
    assert asked == [MICROPHONE]


def test_space_plays_the_shown_take(page, qtbot):
    sound = make_sound()
    page.show_sounds([sound])
    page.show_sound(sound)
    with qtbot.waitSignal(page.stage.play_requested) as asked:
        qtbot.keyClick(page, Qt.Key_Space)
    assert asked.args == [sound, 0.0]


def test_removed_take_leaves_the_stage(page):
    sound = make_sound()
    page.show_sounds([sound])
    page.show_sound(sound)
    page.show_sounds([])
    assert page.stage.sound is None


def test_drop_zone_lights_up_and_what_was_shown_comes_back(page):
    sound = make_sound()
    page.show_sounds([sound])
    page.show_sound(sound)
    before = page.stage._stack.currentIndex()
    page.show_drop(True)
    assert page.stage.drop_zone.property("active") == "true"
    page.show_drop(False)
    assert page.stage._stack.currentIndex() == before


def test_phrases_go_round(page):
    first = page.phrase_label.text()
    page.next_phrase_button.click()
    assert page.phrase_label.text() != first
    for _ in range(3):
        page.next_phrase_button.click()
    assert page.phrase_label.text() == first


def test_enrolling_waits_for_what_is_under_way(page):
    page.name_edit.setText("Alan")
    page.show_sounds([make_sound(speech_s=9.0)])
    page.set_waiting("files", "Reading recordings…")
    page.set_waiting("voice", "First stop the recording.")
    assert not page.enroll_button.isEnabled()
    page.set_waiting("files", "")
    assert page.head.hint.text() == "First stop the recording."
    page.set_waiting("voice", "")
    assert page.enroll_button.isEnabled()
