"""Trials from the gallery: each take held out and verified against everybody, and what is left out of that."""

from datetime import timedelta

import numpy as np
import pytest

from app.errors import UserError
from app.services.consent import new_consent, today
from app.services.enrollment import EnrollmentService
from app.services.evaluation import evaluate_gallery
from app.services.gallery_trials import score_gallery
from app.services.trials import LeftOut, Reason
from app.services.verification import VerificationService
from app.store.gallery import Gallery
from gluonar_engine.vad import voice_of
from tests.app.fake_model import FakeEncoder, FakeModels, fake_cohort
from tests.app.samples import takes_of

VOICES = {"Alba": 3, "Bruno": 2, "Chloe": 1}


def enroll(gallery, models, but=None):
    """The ``VOICES``, but for one take (voice, number)."""
    for voice, n in VOICES.items():
        takes = [take for number, take in enumerate(takes_of(voice)[:n]) if (voice, number) != but]
        if takes:
            EnrollmentService(gallery, models).enroll(voice, takes)


@pytest.fixture(params=[None, fake_cohort], ids=["plain", "cohort"])
def models(request):
    return FakeModels(cohort=request.param and request.param())


def test_scores_are_those_of_verifying_with_the_take_held_out(gallery, models, tmp_path):
    enroll(gallery, models)
    trials, (scores,) = score_gallery(gallery, [models.encoder()])
    found = {
        (trials.references[reference], test): score
        for (reference, test), score in zip(trials.pairs.tolist(), scores, strict=True)
    }
    take = takes_of("Alba")[1]
    embedding = EnrollmentService(gallery, models).embedder.of(take).embedding
    enroll(Gallery(tmp_path / "others.db"), models, but=("Alba", 1))
    without = VerificationService(Gallery(tmp_path / "others.db"), models)
    for voice in VOICES:
        answer = without.compare(voice, embedding, take.quality)
        assert found[voice, 1] == pytest.approx(answer.decision.score, abs=1e-6)


def test_every_take_meets_everybody_but_an_only_take_its_own(gallery, models):
    enroll(gallery, models)
    trials, _ = score_gallery(gallery, [models.encoder()])
    assert trials.references == ("Alba", "Bruno", "Chloe")
    assert trials.tests == tuple(f"enroll-{n}.flac" for n in (1, 2, 3, 1, 2, 1))
    owners = [0, 0, 0, 1, 1, 2]
    expected = [(s, t) for t, owner in enumerate(owners) for s in range(3) if (s, owner) != (2, 2)]
    assert list(map(tuple, trials.pairs)) == expected
    assert trials.is_target.tolist() == [s == owners[t] for s, t in expected]
    assert trials.speakers.tolist() == [[s, owners[t]] for s, t in expected]
    assert trials.left_out == (LeftOut(Reason.SINGLE_TAKE, 1, ("Chloe",)),)
    assert trials.speech_s[0] == takes_of("Alba")[0].quality.speech_s


def test_of_too_many_trials_impostors_are_drawn_and_all_targets_kept(gallery, models):
    enroll(gallery, models)
    whole, (all_scores,) = score_gallery(gallery, [models.encoder()])
    drawn, (scores,) = score_gallery(gallery, [models.encoder()], most=11)
    assert (drawn.n_target, len(drawn)) == (5, 11)
    assert drawn.left_out[-1] == LeftOut(Reason.NOT_DRAWN, 6)
    score_of = dict(zip(map(tuple, whole.pairs), all_scores, strict=True))
    assert scores == pytest.approx([score_of[tuple(pair)] for pair in drawn.pairs])
    again, _ = score_gallery(gallery, [models.encoder()], most=11)
    np.testing.assert_array_equal(again.pairs, drawn.pairs)


def test_nobody_is_compared_whose_consent_has_ended(gallery, models, monkeypatch):
    enroll(gallery, models)
    takes = takes_of("Dmitri")[:2]
    EnrollmentService(gallery, models).enroll("Dmitri", takes, new_consent("Research", expires_on=today()))
    assert score_gallery(gallery, [models.encoder()])[0].references[-1] == "Dmitri"
    tomorrow = today() + timedelta(days=1)
    monkeypatch.setattr("app.services.consent.today", lambda: tomorrow)
    trials, _ = score_gallery(gallery, [models.encoder()])
    assert trials.references == ("Alba", "Bruno", "Chloe")
    assert trials.left_out[0] == LeftOut(Reason.CONSENT_ENDED, 1, ("Dmitri",))


def test_another_model_sees_the_same_trials_and_its_templates_are_kept(gallery, models):
    enroll(gallery, models)
    other, told = FakeEncoder("fake-2"), []
    evaluation = evaluate_gallery(gallery, [models.encoder(), other], lambda *done: told.append(done))
    first, second = evaluation.models
    assert (first.model_id, second.model_id) == ("fake-1", "fake-2")
    assert len(first.scores) == len(second.scores) == len(evaluation.trials)
    assert [done for done in told if done[0] == "recordings"] == [("recordings", n, 6) for n in range(1, 7)]
    assert other.n_embedded == 6
    evaluate_gallery(gallery, [models.encoder(), other])
    assert other.n_embedded == 6


class Cancelled(Exception):
    pass


def test_what_another_model_has_embedded_when_cancelled_is_kept(gallery, models):
    enroll(gallery, models)

    def cancel_at_four(what, n_done, n_all):
        if n_done == 4:
            raise Cancelled

    with pytest.raises(Cancelled):
        evaluate_gallery(gallery, [FakeEncoder("fake-2")], cancel_at_four)
    assert sum(map(len, gallery.embeddings("fake-2").values())) == 3  # those of the speaker who was done


@pytest.mark.parametrize(
    ("voices", "sentence"),
    [
        ({}, "Fewer than two speakers in the gallery can be compared. Enroll two or more"),
        ({"Alba": 3}, "Fewer than two speakers"),
        ({"Alba": 1, "Bruno": 1}, "Nobody in the gallery has a second take to compare with the first. Add takes"),
    ],
)
def test_gallery_with_too_little_is_told(gallery, models, voices, sentence):
    for voice, n in voices.items():
        EnrollmentService(gallery, models).enroll(voice, takes_of(voice)[:n])
    with pytest.raises(UserError) as caught:
        evaluate_gallery(gallery, [models.encoder()])
    assert str(caught.value).startswith(sentence)


def test_take_that_another_model_cannot_use_is_left_out_for_both(gallery, models, caplog):
    def refuse_long(waveform):
        if len(waveform) == longest:
            raise ValueError("a waveform has at most 9 s")
        return FakeEncoder().embed(waveform)

    enroll(gallery, models)
    other = FakeEncoder("fake-2")
    longest = max(len(voice_of(take.waveform)) for take in takes_of("Alba"))
    other.embed = refuse_long
    trials, scores = score_gallery(gallery, [models.encoder(), other])
    assert trials.left_out[0] == LeftOut(Reason.UNUSABLE_TAKE, 1, ("Alba",))
    assert trials.n_recordings == 5 and len(scores[0]) == len(scores[1]) == len(trials)
    assert "is left out with model fake-2: a waveform has at most 9 s" in caplog.text
