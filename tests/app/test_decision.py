import math
from dataclasses import replace

import pytest

from app.domain import Quality, Verdict
from app.services.decision import decide
from gluonar_engine.scoring import UNCALIBRATED, Calibration

CALIBRATION = Calibration(scale=10.0, offset=-4.0)  # even at a cosine of 0.4
GOOD = Quality(duration_s=5.0, speech_s=3.0, snr_db=20.0, clipped_fraction=0.0, peak_db=-6.0)
MORE_LIKELY = "The recording is {} times more likely if this speaker is talking than if somebody else is."


def score_of(llr):
    return (llr + 4.0) / 10.0


@pytest.mark.parametrize(
    ("llr", "verdict"),
    [
        (5.0, Verdict.SUPPORTS),
        (math.log(2.0) + 1e-6, Verdict.SUPPORTS),
        (math.log(2.0) - 1e-6, Verdict.CANNOT_TELL),
        (0.0, Verdict.CANNOT_TELL),
        (-math.log(2.0) + 1e-6, Verdict.CANNOT_TELL),
        (-math.log(2.0) - 1e-6, Verdict.DOES_NOT_SUPPORT),
        (-5.0, Verdict.DOES_NOT_SUPPORT),
    ],
)
def test_verdict_follows_the_likelihood_ratio(llr, verdict):
    decision = decide(score_of(llr), CALIBRATION, GOOD)
    assert decision.verdict is verdict
    assert decision.llr == pytest.approx(llr)
    assert decision.score == score_of(llr)
    assert decision.threshold == pytest.approx(0.4)


def test_operating_point_moves_the_verdict_and_the_threshold():
    decision = decide(score_of(2.0), CALIBRATION, GOOD, llr_threshold=4.0)
    assert decision.verdict is Verdict.DOES_NOT_SUPPORT
    assert decision.threshold == pytest.approx(score_of(4.0))
    assert decision.reason == f"{MORE_LIKELY.format('7.4')} The operating point is a likelihood ratio of 55."


@pytest.mark.parametrize(
    ("llr", "reason"),
    [
        (math.log(3.0), MORE_LIKELY.format("3")),
        (math.log(2500), MORE_LIKELY.format("2,500")),
        (900.0, MORE_LIKELY.format("over a million")),
        (-math.log(40), "The recording is 40 times more likely if somebody else is talking than if this speaker is."),
        (0.1, "The voice is about as much like this speaker's as like a stranger's."),
    ],
)
def test_reason_says_how_strong_the_evidence_is(llr, reason):
    assert decide(score_of(llr), CALIBRATION, GOOD).reason == reason


@pytest.mark.parametrize("llr", [-8.0, 8.0])
@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"speech_s": 0.94}, "Only 0.9 s of speech was found; a verdict needs 1 s."),
        ({"clipped_fraction": 0.02}, "The recording is clipped: 2% of it is at full scale."),
        ({"snr_db": 3.4}, "The recording is too noisy: the speech is 3 dB above the noise."),
    ],
)
def test_bad_recording_gives_no_verdict_however_strong_the_score(llr, fault, reason):
    decision = decide(score_of(llr), CALIBRATION, replace(GOOD, **fault))
    assert (decision.verdict, decision.reason) == (Verdict.CANNOT_TELL, reason)
    assert decision.llr == pytest.approx(llr)


@pytest.mark.parametrize("limit", [{"speech_s": 1.0}, {"clipped_fraction": 0.01}, {"snr_db": 5.0}, {"snr_db": None}])
def test_recording_at_the_limit_is_judged(limit):
    assert decide(score_of(8.0), CALIBRATION, replace(GOOD, **limit)).verdict is Verdict.SUPPORTS


@pytest.mark.parametrize("score", [-1.0, 0.0, 0.4, 1.0])
@pytest.mark.parametrize("llr_threshold", [0.0, 5.0, -5.0])
def test_model_that_is_not_calibrated_gives_no_verdict_whatever_the_score(score, llr_threshold):
    decision = decide(score, UNCALIBRATED, GOOD, llr_threshold=llr_threshold)
    assert decision.verdict is Verdict.CANNOT_TELL
    assert decision.reason.startswith("This speaker model is not calibrated: ")
    assert (decision.score, decision.threshold, decision.llr) == (score, None, 0.0)
    assert decision.verbal == "not calibrated"


def test_bad_recording_is_told_before_the_missing_calibration():
    assert decide(0.9, UNCALIBRATED, replace(GOOD, speech_s=0.5)).reason.startswith("Only 0.5 s of speech")
