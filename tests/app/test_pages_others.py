from dataclasses import replace

import pytest
from PyQt5.QtCore import Qt

from app.domain import Decision, Verdict, Verification
from app.pages.speakers_page import SpeakersPage
from app.pages.verify_page import VerifyPage
from tests.app.stage import ADA, GRACE, make_sound, make_stored


@pytest.fixture
def verify(qtbot):
    page = VerifyPage()
    qtbot.addWidget(page)
    return page


@pytest.fixture
def speakers(qtbot):
    page = SpeakersPage()
    qtbot.addWidget(page)
    page.show_speakers([ADA, GRACE])
    return page


def answer(speaker, sound):
    decision = Decision(Verdict.SUPPORTS, 0.6, 0.6, False, 0.4, 4.0, "moderate support", "So it is.")
    return Verification(speaker, decision, sound.take.quality, (0.6,), (0.6,), "tiny-1")


def test_verify_says_what_is_missing_one_thing_at_a_time(verify):
    verify.show_speakers([])
    assert verify.head.hint.text() == "To verify, enroll a speaker first."
    assert not verify.enroll_button.isHidden()
    verify.show_speakers([ADA])
    assert verify.head.hint.text() == "To verify, choose a speaker."
    verify.choose_speaker(ADA)
    assert verify.head.hint.text() == "To verify, record or drop a recording."
    verify.show_sound(make_sound())
    assert verify.head.hint.text() == ""
    assert verify.verify_button.isEnabled()


def test_verify_hands_over_speaker_and_sound(verify, qtbot):
    sound = make_sound()
    verify.show_speakers([ADA, GRACE])
    verify.choose_speaker(GRACE)
    verify.show_sound(sound)
    with qtbot.waitSignal(verify.verify_requested) as asked:
        qtbot.keyClick(verify, Qt.Key_Return)
    assert asked.args == [GRACE, sound]


def test_verdict_goes_when_the_question_changes(verify):
    sound = make_sound()
    verify.show_speakers([ADA, GRACE])
    verify.choose_speaker(ADA)
    verify.show_sound(sound)
    verify.show_verification(answer(ADA, sound), sound, band=0.7)
    assert not verify.verdict.isHidden()
    verify.choose_speaker(GRACE)
    assert verify.verdict.isHidden()


def test_late_answer_to_another_question_is_not_shown(verify):
    old, new = make_sound("old"), make_sound("new")
    verify.show_speakers([ADA, GRACE])
    verify.choose_speaker(ADA)
    verify.show_sound(new)
    verify.show_verification(answer(ADA, old), old, band=0.7)
    verify.show_verification(answer(GRACE, new), new, band=0.7)
    assert verify.verdict.isHidden()


def test_empty_speakers_page_leads_to_enrolling(speakers, qtbot):
    speakers.show_speakers([])
    with qtbot.waitSignal(speakers.enroll_requested):
        speakers.first_button.click()


def test_choosing_a_speaker_asks_for_their_takes(speakers, qtbot):
    with qtbot.waitSignal(speakers.load_requested) as asked:
        speakers.choose_speaker(GRACE)
    assert asked.args == [GRACE]
    speakers.show_sounds(GRACE, [make_stored(1)])
    assert len(speakers.takes.rows) == 1


def test_takes_of_a_speaker_who_is_no_longer_chosen_are_left_out(speakers):
    speakers.choose_speaker(GRACE)
    speakers.show_sounds(ADA, [make_stored(1)])
    assert not speakers.takes.rows


def test_removing_asks_first(speakers, qtbot):
    asked = []
    speakers.remove_requested.connect(asked.append)
    speakers.person.remove_button.click()
    assert "Remove Ada? 2 takes and all" in speakers.remove_panel.words.text()
    speakers.remove_panel.keep_button.click()
    assert not asked
    assert speakers.remove_panel.isHidden()
    speakers.person.remove_button.click()
    speakers.remove_panel.action_button.click()
    assert asked == [ADA]


def test_confirmation_is_for_one_speaker_only(speakers):
    speakers.person.remove_button.click()
    speakers.choose_speaker(GRACE)
    assert speakers.remove_panel.isHidden()


def test_rename_hands_over_the_new_name(speakers, qtbot):
    speakers.person.rename_button.click()
    speakers.person.name_edit.setText(" Ada  Lovelace ")
    with qtbot.waitSignal(speakers.rename_requested) as asked:
        qtbot.keyClick(speakers.person.name_edit, Qt.Key_Return)
    assert asked.args == [ADA, "Ada Lovelace"]


def test_same_or_empty_name_renames_nobody(speakers):
    asked = []
    speakers.rename_requested.connect(lambda *args: asked.append(args))
    for name in ("Ada", "  "):
        speakers.person.rename_button.click()
        speakers.person.name_edit.setText(name)
        speakers.person.save_button.click()
    assert not asked


def test_renamed_speaker_stays_chosen(speakers):
    speakers.choose_speaker(GRACE)
    speakers.show_speakers([ADA, replace(GRACE, name="Grace Hopper")])
    assert speakers.person.name_label.toolTip() == "Grace Hopper"
