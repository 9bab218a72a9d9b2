"""The identify page, without a program behind it."""

import pytest
from PyQt5.QtCore import QMimeData, Qt, QUrl

from app.domain import Verdict
from app.pages.identify_page import CONVERSATION, MANY, ONE, IdentifyPage
from app.widgets.dropping import _paths
from tests.app.answers import answer_of, conversation_of_three
from tests.app.stage import ADA, GRACE, make_sound
from tests.app.test_window_controllers import heard_from


@pytest.fixture
def page(add):
    return add(IdentifyPage)


def show(page, answer, sound):
    page.show_identification(answer, sound, band=0.7)


@pytest.fixture
def conversation():
    return conversation_of_three()


def test_page_says_what_is_missing_one_thing_at_a_time(page):
    assert page.head.hint.text() == "To identify, enroll a speaker first."
    assert not page.enroll_button.isHidden()
    page.show_speakers([ADA])
    assert page.head.hint.text() == "To identify, record or drop a recording."
    assert page.enroll_button.isHidden()
    page.mode.choose(MANY)
    assert page.head.hint.text() == "To identify, drop or choose recordings."
    page.show_sound(make_sound())
    assert page.mode.place == ONE
    assert page.head.hint.text() == "" and page.identify_button.isEnabled()


def test_each_way_asks_its_own_question(page, qtbot):
    sound = make_sound()
    page.show_speakers([ADA, GRACE])
    page.show_sound(sound)
    asked = heard_from(page.identify_requested), heard_from(page.timeline_requested), heard_from(page.again_requested)
    qtbot.keyClick(page, Qt.Key_Return)
    qtbot.keyClick(page, Qt.Key_C)
    page.checklist.check(GRACE.id)
    qtbot.keyClick(page, Qt.Key_Return)
    qtbot.keyClick(page, Qt.Key_M)
    page.batch.show_files(["a.wav"], [])
    page.update_action()
    qtbot.keyClick(page, Qt.Key_Return)
    assert asked == ([(sound,)], [(sound, [GRACE])], [()])


def test_enter_asks_even_while_a_way_of_working_has_the_focus(page, qtbot):
    sound, asked = make_sound(), heard_from(page.identify_requested)
    page.show_speakers([ADA])
    page.show_sound(sound)
    page.show()
    page.activateWindow()
    page.mode.buttons[0].setFocus()
    qtbot.waitUntil(page.mode.buttons[0].hasFocus)
    qtbot.keyClick(page.mode.buttons[0], Qt.Key_Return)
    assert asked == [(sound,)]


def test_one_file_is_asked_about_and_several_or_a_folder_are_listed(page, tmp_path):
    one, many = heard_from(page.recording_dropped), heard_from(page.many_requested)
    page.files_dropped.emit([str(tmp_path / "a.wav")])
    assert (one, many, page.mode.place) == ([(str(tmp_path / "a.wav"),)], [], ONE)
    page.files_dropped.emit([str(tmp_path)])
    assert (many, page.mode.place) == ([([str(tmp_path)],)], MANY)
    page.mode.choose(CONVERSATION)
    page.files_dropped.emit(["a.wav", "b.wav"])
    assert (many[-1], page.mode.place) == ((["a.wav", "b.wav"],), MANY)
    page.files_dropped.emit(["c.wav"])  # one more, where many are listed
    assert (many[-1], len(one)) == ((["c.wav"],), 1)


def test_dropped_folder_stays_one(tmp_path):
    (tmp_path / "a.wav").write_bytes(b"")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    assert _paths(mime) == [str(tmp_path / "a.wav")]
    assert _paths(mime, keep_folders=True) == [str(tmp_path)]


def test_answer_is_shown_for_the_recording_on_the_page_only(page):
    old, new = make_sound("old"), make_sound("new")
    page.show_speakers([ADA])
    page.show_sound(new)
    show(page, answer_of(4.0, -2.0), old)
    assert page.answer.isHidden()
    show(page, answer_of(4.0, -2.0), new)
    assert not page.answer.isHidden()
    page.mode.choose(CONVERSATION)
    assert page.answer.isHidden()
    page.mode.choose(ONE)
    assert not page.answer.isHidden()
    page.show_sound(old)
    assert page.answer.isHidden()


@pytest.mark.parametrize(
    ("verdict", "word", "sentence"),
    [
        (Verdict.SUPPORTS, "Supports", "Of everybody enrolled, the recording supports Candidate 00000."),
        (Verdict.DOES_NOT_SUPPORT, "Unknown", "Nobody enrolled fits; the nearest is Candidate 00000."),
        (Verdict.CANNOT_TELL, "Cannot tell", "The recording does not tell who it is; the nearest is Candidate 00000."),
    ],
)
def test_answer_in_words(page, verdict, word, sentence):
    sound = make_sound()
    page.show_sound(sound)
    show(page, answer_of(4.0, 1.5, -2.0, verdict=verdict), sound)
    card = page.answer
    assert (card.word.text(), card.sentence.text(), card.reason.text()) == (word, sentence, "So it is.")
    assert card.margin.text() == "Margin to the runner-up, Candidate 00001: score\u00a05.000, LLR\u00a02.5."
    assert card.candidates.stranger.text() == "Unknown: Some fit better than a stranger does."


def test_margin_too_small_says_so_and_one_speaker_has_none(page):
    sound = make_sound()
    page.show_sound(sound)
    show(page, answer_of(4.0, 3.5), sound)
    assert page.answer.margin.text().endswith("LLR\u00a00.5. Too little to tell these two apart.")
    show(page, answer_of(4.0), sound)
    assert page.answer.margin.text() == "Only one speaker is enrolled, so there is no runner-up."


def test_timeline_is_shown_in_its_own_way_of_working(page, conversation):
    sound = make_sound()
    page.show_sound(sound)
    page.mode.choose(CONVERSATION)
    page.show_timeline(conversation, make_sound("another"))
    assert page.stage.timeline is None
    page.show_timeline(conversation, sound)
    assert page.stage.timeline is conversation
    page.mode.choose(ONE)
    assert page.stage.timeline is None
    page.mode.choose(CONVERSATION)
    assert page.stage.timeline is conversation
    page.show_sound(make_sound("next"))
    assert page.stage.timeline is None


@pytest.mark.parametrize(
    ("typed", "kind", "saved"),
    [
        ("talk.rttm", "RTTM (*.rttm)", "talk.rttm"),
        ("talk", "RTTM (*.rttm)", "talk.rttm"),
        ("talk", "Table (*.csv)", "talk.csv"),
        ("", "", None),
    ],
)
def test_timeline_is_saved_as_what_was_chosen(page, conversation, monkeypatch, typed, kind, saved):
    sound, asked = make_sound(), heard_from(page.save_requested)
    monkeypatch.setattr("app.pages.identify_page.QFileDialog.getSaveFileName", lambda *args: (typed, kind))
    page.show_sound(sound)
    page.mode.choose(CONVERSATION)
    page.save()  # nothing to save yet
    page.show_timeline(conversation, sound)
    page.save()
    assert asked == ([(saved, conversation)] if saved else [])


def test_recording_is_of_one_voice_or_a_conversation(page):
    page.mode.choose(MANY)
    page.voice.toggle()
    assert page.mode.place == ONE
    page.mode.choose(CONVERSATION)
    page.voice.toggle()
    assert page.mode.place == CONVERSATION
