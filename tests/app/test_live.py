"""The answer while somebody speaks: on all that was heard so far, one at a time, and nothing of it is logged."""

from types import SimpleNamespace

import numpy as np
import pytest

from app.audio.quality import assess
from app.controllers.live import LiveController
from app.domain import Decision, Interim, Quality, Verdict, Verification
from app.services import live
from app.services.live import VoiceSoFar, interim_answer
from app.services.voice import embed_voice
from app.widgets.live_card import LiveCard
from gluonar_engine.scoring import cosine
from tests.app.samples import takes_of
from tests.app.stage import ADA
from tests.app.test_window_controllers import LateJobs, heard_from


@pytest.fixture(scope="module")
def speech():
    return takes_of("Alba", "test")[0].waveform


def spoken_in_pieces(voice, waveform, piece=8_000):
    for start in range(0, len(waveform), piece):
        voice.hear(waveform[start : start + piece])


# What was heard so far


def test_it_is_the_answer_to_the_same_recording_as_a_whole(verification, models, alba, speech):
    voice = VoiceSoFar(models.encoder())
    spoken_in_pieces(voice, speech)
    interim = interim_answer(verification, "Alba", voice)
    whole = verification.verify("Alba", takes_of("Alba", "test")[0])
    assert vars(interim.quality) == pytest.approx(vars(assess(speech)))
    assert interim.verification.decision.score == pytest.approx(whole.decision.score)


def test_nothing_is_logged(verification, gallery, models, alba, speech):
    voice = VoiceSoFar(models.encoder())
    voice.hear(speech)
    interim_answer(verification, "Alba", voice)
    assert gallery.trials() == []


def test_silence_and_noise_are_not_compared(verification, models, alba, rng):
    voice = VoiceSoFar(models.encoder())
    assert interim_answer(verification, "Alba", voice).verification is None
    voice.hear((0.01 * rng.normal(size=32_000)).astype(np.float32))
    interim = interim_answer(verification, "Alba", voice)
    assert interim.verification is None
    assert (interim.quality.duration_s, interim.quality.speech_s) == (2.0, 0.0)


def test_network_that_needs_more_gets_more(verification, models, alba, speech, monkeypatch):
    def refuse(waveform):
        raise ValueError("too short")

    voice = VoiceSoFar(models.encoder())
    voice.hear(speech)
    monkeypatch.setattr(models.encoder(), "embed", refuse)
    assert interim_answer(verification, "Alba", voice).verification is None


def test_work_stays_the_same_however_long_it_goes_on(models, speech, monkeypatch):
    monkeypatch.setattr(live, "PART_S", 2.0)
    encoder, lengths = models.encoder(), []
    embed = encoder.embed
    monkeypatch.setattr(encoder, "embed", lambda voice: lengths.append(len(voice)) or embed(voice))
    voice, waveform = VoiceSoFar(encoder), np.tile(speech, 3)
    spoken_in_pieces(voice, waveform)
    probe, quality = voice.so_far()
    assert max(lengths) <= 2 * 16_000 and len(lengths) < 2 * len(waveform) / 32_000
    monkeypatch.undo()
    whole = assess(waveform)
    assert cosine(probe, embed_voice(encoder, waveform)) > 0.95
    assert quality.duration_s == pytest.approx(whole.duration_s)
    assert quality.speech_s == pytest.approx(whole.speech_s, rel=0.15)
    assert quality.peak_db == pytest.approx(whole.peak_db, abs=0.01)


# The controller


@pytest.fixture
def late():
    return LateJobs()


@pytest.fixture
def controller(qapp, late, models, verification):
    return LiveController(late, SimpleNamespace(models=models, verification=verification))


HALF = np.zeros(8_000, np.float32)


def test_answers_come_twice_a_second_of_sound(controller, late, alba, speech):
    answered = heard_from(controller.answered)
    controller.start(alba)
    n_asked = 0
    for start in range(0, len(speech), 1_600):  # a tenth of a second
        controller.hear(speech[start : start + 1_600])
        if late.waiting:
            n_asked += 1
            late.run()
    assert n_asked == len(answered) == int(len(speech) / 16_000 / 0.5)
    speaker, interim = answered[-1]
    assert speaker == alba and interim.verification.decision.verdict is Verdict.SUPPORTS
    assert len(speech) / 16_000 - interim.quality.duration_s < 0.5


def test_never_two_at_a_time_and_nothing_heard_is_lost(controller, late, alba, speech):
    answered = heard_from(controller.answered)
    controller.start(alba)
    for start in range(0, len(speech), 8_000):
        controller.hear(speech[start : start + 8_000])
    assert len(late.waiting) == 1
    late.run()
    controller.hear(HALF)
    assert len(late.waiting) == 1
    late.run()
    assert answered[0][1].quality.duration_s == 0.5
    assert answered[1][1].quality.duration_s == pytest.approx(len(speech) / 16_000 + 0.5)


def test_late_answer_of_the_last_recording_is_not_shown_and_not_doubled(controller, late, alba):
    answered = heard_from(controller.answered)
    controller.start(alba)
    controller.hear(HALF)
    controller.stop()
    controller.start(alba)
    controller.hear(HALF)
    assert len(late.waiting) == 1
    late.run()
    assert answered == []
    controller.hear(HALF)
    late.run()
    assert answered[0][1].quality.duration_s == 1.0


def test_nothing_is_asked_before_a_speaker_is_chosen_or_without_a_recording(controller, late, alba):
    controller.hear(HALF)
    controller.choose(alba)
    assert not controller.is_on
    controller.start(None)
    controller.hear(HALF)
    assert not late.waiting
    controller.choose(alba)
    controller.hear(HALF)
    answered = heard_from(controller.answered)
    late.run()
    assert answered[0][1].quality.duration_s == 1.0


def test_answer_about_a_speaker_who_is_no_longer_chosen_is_not_shown(controller, late, alba):
    answered = heard_from(controller.answered)
    controller.start(alba)
    controller.hear(HALF)
    controller.choose(ADA)
    late.run()
    assert answered == []


def test_failure_is_told_once(controller, late, alba, gallery, speech):
    failed, answered = heard_from(controller.failed), heard_from(controller.answered)
    gallery.remove(alba.id)
    controller.start(alba)
    controller.hear(speech)
    late.run()
    controller.hear(speech)
    assert not late.waiting and not controller.is_on
    assert len(failed) == 1 and answered == []
    assert failed[0][0].title.startswith("No speaker named “Alba”")


# The card


def interim(verdict, llr=3.0, speech_s=2.3):
    decision = Decision(verdict, 0.6, 0.6, False, 0.4, llr, "", "Because.", 0.5)
    quality = Quality(3.0, speech_s, 30.0, 0.0, -6.0)
    return Interim(quality, Verification(ADA, decision, quality, (0.6,), (0.6,), "tiny-1"))


@pytest.mark.parametrize(
    ("verdict", "word", "sentence"),
    [
        (Verdict.SUPPORTS, "Supports so far", "So far the recording supports that Ada is speaking."),
        (Verdict.DOES_NOT_SUPPORT, "Does not support so far", "So far the recording does not support that Ada is "),
        (Verdict.CANNOT_TELL, "Cannot tell yet", "Because."),
    ],
)
def test_card_says_what_holds_so_far(add, verdict, word, sentence):
    card = add(LiveCard)
    card.show_interim(ADA, interim(verdict), band=0.7)
    assert card.word.text() == word and card.sentence.text().startswith(sentence)
    assert card.speech.text() == "2.3 s of speech"
    assert not card.scale.isHidden() and card.scale.accessibleName() == "Log-likelihood ratio +3.0"


def test_card_waits_for_speech_and_for_a_speaker(add):
    card = add(LiveCard)
    card.begin(None)
    assert (card.word.text(), card.sentence.text()) == ("Cannot tell yet", "Choose a speaker to compare.")
    card.show_interim(ADA, Interim(Quality(1.0, 0.1, None, 0.0, -6.0), None), band=0.7)
    assert (card.word.text(), card.sentence.text()) == ("Cannot tell yet", "Listening for Ada…")
    assert card.speech.text() == "0.1 s of speech" and card.scale.isHidden()
