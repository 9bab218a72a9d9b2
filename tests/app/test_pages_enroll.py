import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PyQt5.QtCore import Qt

from app.domain import Consent, Rating, Strength, StrengthLevel
from app.pages.enroll_page import EnrollPage
from app.pages.phrases import PHRASES
from app.services.consent import today
from tests.app.stage import ADA, MICROPHONE, make_sound


@pytest.fixture
def page(qtbot):
    page = EnrollPage(needed_s=5.0)
    qtbot.addWidget(page)
    page.show_speakers([ADA])
    page.show_consents({}, "Grace")
    page.consent.tick.setChecked(True)
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
    name, speaker, consent = asked.args
    assert (name, speaker, consent.operator) == ("Alan Turing", None, "Grace")


def test_name_of_an_enrolled_speaker_offers_to_add(page, qtbot):
    page.name_edit.setText("ada")
    page.show_sounds([make_sound(speech_s=0.5)])  # to a speaker who is there, any speech may be added
    assert page.enroll_button.text() == "Add to Ada"
    assert "2 takes" in page.who.known_label.text()
    with qtbot.waitSignal(page.enroll_requested) as asked:
        page.enroll_button.click()
    assert asked.args[:2] == ["ada", ADA]


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
    page.voice.countdown_button.setChecked(False)
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


def test_enrolled_speaker_is_known_however_their_letters_are_composed(page):
    """A name that is pasted, or typed on some systems, has its accents as characters of their own."""
    page.show_speakers([replace(ADA, name="Zo\u00eb")])
    page.show_sounds([make_sound()])
    page.name_edit.setText("ZOE\u0308")
    assert page.enroll_button.text() == "Add to Zo\u00eb"


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
    for _ in PHRASES[1:]:
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


# Consent


def consent_of(days, purpose="Research"):
    last_day = date.today() + timedelta(days=days)
    return Consent(purpose, "the text", "1", "Grace", last_day.isoformat(), "2026-05-01T10:00:00+00:00")


def test_nobody_is_enrolled_without_a_tick(page):
    page.name_edit.setText("Alan")
    page.show_sounds([make_sound(speech_s=9.0)])
    page.consent.tick.setChecked(False)
    assert page.head.hint.text() == "To enroll, tick the consent."
    assert not page.enroll_button.isEnabled()
    page.consent.operator_edit.clear()
    page.consent.tick.setChecked(True)
    assert page.head.hint.text() == "To enroll, say who asks for the consent."


def test_what_was_agreed_to_is_what_was_shown(page, qtbot):
    page.name_edit.setText("Alan")
    page.show_sounds([make_sound(speech_s=9.0)])
    page.consent.purpose_box.setCurrentIndex(2)
    page.consent.until_box.setCurrentIndex(1)
    page.consent.tick.setChecked(True)
    with qtbot.waitSignal(page.enroll_requested) as asked:
        page.enroll_button.click()
    consent = asked.args[2]
    assert consent.text == page.consent.text.text()
    assert consent.purpose == "Research" and "for this purpose: Research." in consent.text
    assert date.fromisoformat(consent.expires_on) == date.today() + timedelta(days=30)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone cannot be changed here")
@pytest.mark.parametrize("zone", ["West+12", "East-14"])  # one of them always has another day than UTC
def test_consent_ends_on_the_page_when_it_ends_for_answers(page, monkeypatch, zone):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    page.show_speakers([ADA])
    page.name_edit.setText("Ada")
    for days, has_ended in ((0, False), (-1, True)):
        given = replace(consent_of(0), expires_on=(today() + timedelta(days=days)).isoformat())
        page.show_consents({ADA.id: given}, "Grace")
        assert page.consent.isHidden() is not has_ended
    monkeypatch.undo()
    time.tzset()


def test_another_purpose_is_another_question(page):
    page.consent.purpose_box.setCurrentIndex(1)
    assert not page.consent.tick.isChecked()


def test_next_speaker_is_asked_anew_by_the_same_operator(page):
    page.begin()
    assert not page.consent.tick.isChecked()
    assert page.consent.operator_edit.text() == "Grace"


def test_operator_that_somebody_typed_stays(page, qtbot):
    page.consent.operator_edit.clear()
    qtbot.keyClicks(page.consent.operator_edit, "Alan")
    page.show_consents({}, "Grace")
    assert page.consent.operator_edit.text() == "Alan"


def test_who_has_agreed_is_not_asked_again(page, qtbot):
    page.show_consents({ADA.id: consent_of(days=1)}, "Grace")
    page.name_edit.setText("Ada")
    page.show_sounds([make_sound()])
    assert page.consent.isHidden()
    assert page.who.given_label.text().startswith("Given on 2026-05-01 for this purpose: Research; asked by Grace.")
    with qtbot.waitSignal(page.enroll_requested) as asked:
        page.enroll_button.click()
    assert asked.args == ["Ada", ADA, None]


def test_ended_consent_is_asked_for_again_even_without_a_take(page, qtbot):
    page.show_consents({ADA.id: consent_of(days=-1)}, "Grace")
    page.consent.tick.setChecked(False)
    page.name_edit.setText("Ada")
    assert not page.consent.isHidden()
    assert "Ask again." in page.who.given_label.text()
    assert not page.enroll_button.isEnabled()
    qtbot.keyClick(page, Qt.Key_C)
    assert page.enroll_button.text() == "Save consent"
    with qtbot.waitSignal(page.enroll_requested) as asked:
        page.enroll_button.click()
    assert asked.args[:2] == ["Ada", ADA] and asked.args[2].operator == "Grace"


def test_consent_can_be_asked_for_again_before_it_ends(page, qtbot):
    page.show_consents({ADA.id: consent_of(days=1)}, "Grace")
    page.begin("Ada")
    page.who.again_button.click()
    assert not page.consent.isHidden()
    assert page.who.given_label.text().startswith("Given on")
    page.consent.tick.setChecked(True)
    with qtbot.waitSignal(page.enroll_requested) as asked:
        page.enroll_button.click()
    assert asked.args[2].purpose == "Verification"
    page.begin("Ada")
    assert page.consent.isHidden()


# Guided recording


@pytest.fixture
def quick(monkeypatch, qtbot):
    """A page that counts down without taking its time."""
    monkeypatch.setattr("app.widgets.voice_panel._COUNT_MS", 1)
    page = EnrollPage(needed_s=5.0)
    qtbot.addWidget(page)
    page.voice.show_devices([MICROPHONE])
    return page


def test_recording_begins_after_a_countdown(quick, qtbot):
    shown = []
    quick.voice.counting.connect(lambda is_counting: shown.append((is_counting, quick.voice.clock.text())))
    with qtbot.waitSignal(quick.voice.record_requested) as asked:
        quick.voice.record_button.click()
        assert quick.head.hint.text() == "First stop the recording."
    assert asked.args == [MICROPHONE]
    assert shown == [(True, "In 3…"), (False, "Record")]


def test_countdown_can_be_skipped_left_and_switched_off_by_key(page, qtbot):
    page.voice.show_devices([MICROPHONE])
    asked = []
    page.voice.record_requested.connect(asked.append)
    qtbot.keyClick(page, Qt.Key_R)
    assert page.voice.clock.text() == "In 3…" and asked == []
    qtbot.keyClick(page, Qt.Key_Escape)
    assert page.voice.clock.text() == "Record" and asked == []
    qtbot.keyClick(page, Qt.Key_R)
    qtbot.keyClick(page, Qt.Key_R)
    assert asked == [MICROPHONE]
    qtbot.keyClick(page, Qt.Key_T)
    qtbot.keyClick(page, Qt.Key_R)
    assert asked == [MICROPHONE] * 2


def test_each_recorded_take_brings_the_next_phrase(page):
    first = page.phrase_label.text()
    assert page._phrase_title.text().startswith("Take 1 of 3: read this aloud")
    page.show_sounds([make_sound(spool_path=Path("a.wav"))])
    second = page.phrase_label.text()
    assert second != first
    assert page._phrase_title.text().startswith("Take 2 of 3")
    page.show_sounds([make_sound(), make_sound()])
    assert page.phrase_label.text() == second, "a file says nothing of the phrase"
    page.show_sounds([make_sound(), make_sound(), make_sound()])
    assert page._phrase_title.text().startswith("Take 4, if you like")


# Stars


def test_takes_have_their_stars_and_the_model_its_strength(page):
    sound = make_sound()
    page.show_sounds([sound])
    assert page.takes.rows[0].stars.isHidden()
    sound.rating = Rating(2, "This take sounds like another voice.", 0.125, True)
    page.show_ratings(Strength(StrengthLevel.WEAK, "add a second take"))
    stars = page.takes.rows[0].stars
    assert stars.reason.text() == "This take sounds like another voice."
    assert "the mean score with the other takes is 0.12" in stars.toolTip()
    assert page.strength.words.text() == "Speaker model: weak. Add a second take."
    page.show_sounds([])
    assert page.strength.isHidden()
