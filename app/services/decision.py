"""What follows from a score: supports, does not support, or cannot tell and why.  Pure functions."""

import math

from app.domain import Decision, Quality, Verdict
from gluonar_engine.scoring import verbal_scale

MIN_SPEECH_S = 1.0
MAX_CLIPPED_FRACTION = 0.01
MIN_SNR_DB = 5.0
MIN_ABS_LLR = math.log(2.0)  # the ENFSI scale begins "weak support" at a likelihood ratio of 2
DEFAULT_LLR_THRESHOLD = 0.0  # both answers equally likely beforehand, both errors equally costly

_LARGEST_RATIO_SAID = 1e6


def decide(score: float, calibration, quality: Quality, *, llr_threshold=DEFAULT_LLR_THRESHOLD) -> Decision:
    """Judge one cosine ``score``; ``calibration`` turns it into a log-likelihood ratio."""
    llr = float(calibration.llr(score))
    verdict, reason = _verdict(llr, llr_threshold, quality)
    return Decision(
        verdict=verdict,
        score=float(score),
        threshold=float(calibration.score_at(llr_threshold)),
        llr=llr,
        verbal=verbal_scale(llr),
        reason=reason,
    )


def _verdict(llr, llr_threshold, quality):
    doubt = doubt_about(quality)
    if doubt:
        return Verdict.CANNOT_TELL, doubt
    if abs(llr - llr_threshold) < MIN_ABS_LLR:
        return Verdict.CANNOT_TELL, "The voice is about as much like this speaker's as like a stranger's."
    if llr > llr_threshold:
        return Verdict.SUPPORTS, f"{_times(llr)} more likely if this speaker is talking than if somebody else is."
    return Verdict.DOES_NOT_SUPPORT, f"{_times(-llr)} more likely if somebody else is talking than if this speaker is."


def doubt_about(quality: Quality) -> str | None:
    """Why no verdict can rest on this recording, in one sentence; None when one can."""
    if quality.speech_s < MIN_SPEECH_S:
        return f"Only {quality.speech_s:.1f} s of speech was found; a verdict needs {MIN_SPEECH_S:.0f} s."
    if quality.clipped_fraction > MAX_CLIPPED_FRACTION:
        return f"The recording is clipped: {quality.clipped_fraction:.0%} of it is at full scale."
    if quality.snr_db is not None and quality.snr_db < MIN_SNR_DB:
        return f"The recording is too noisy: the speech is {quality.snr_db:.0f} dB above the noise."
    return None


def _times(llr):
    ratio = math.exp(min(llr, 700.0))
    if ratio > _LARGEST_RATIO_SAID:
        return "The recording is over a million times"
    digits = 0 if ratio >= 10 else 1
    return f"The recording is {ratio:,.{digits}f} times"
