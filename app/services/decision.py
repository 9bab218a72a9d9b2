"""What follows from a score: supports, does not support, or cannot tell and why.  Pure functions."""

import math

from app.domain import Decision, OperatingPoint, Quality, Verdict
from app.said import said
from app.services import reasons
from gluonar_engine.scoring import verbal_scale

MIN_SPEECH_S = 1.0
MAX_CLIPPED_FRACTION = 0.01
MIN_SNR_DB = 5.0
MIN_ABS_LLR = math.log(2.0)  # the ENFSI scale begins "weak support" at a likelihood ratio of 2
DEFAULT_LLR_THRESHOLD = 0.0  # both answers equally likely beforehand, both errors equally costly
DEFAULT_POINT = OperatingPoint(DEFAULT_LLR_THRESHOLD)

_LARGEST_RATIO_SAID = 1e6


def decide(
    score: float, calibration, quality: Quality, *, cosine=None, llr_threshold=DEFAULT_LLR_THRESHOLD
) -> Decision:
    """Judge one score; ``calibration`` turns it into a log-likelihood ratio.

    ``cosine`` is what a normalised score was made of; None says that the score is a cosine itself.
    """
    llr = float(calibration.llr(score))
    doubt = doubt_about(quality) or (None if calibration.is_known else reasons.UNCALIBRATED)
    verdict, reason = (Verdict.CANNOT_TELL, doubt) if doubt else _verdict(llr, llr_threshold)
    threshold = calibration.score_at(llr_threshold)
    return Decision(
        verdict=verdict,
        score=float(score),
        cosine=float(score if cosine is None else cosine),
        is_normalized=cosine is not None,
        threshold=None if threshold is None else float(threshold),
        llr=llr,
        verbal=verbal_scale(llr) if calibration.is_known else reasons.NOT_CALIBRATED,
        reason=reason,
        llr_threshold=llr_threshold,
    )


def _verdict(llr, llr_threshold):
    reason = _strength(llr)
    if llr_threshold:
        reason = said(reasons.AT_POINT, reason=reason, ratio=ratio_words(llr_threshold))
    if abs(llr - llr_threshold) < MIN_ABS_LLR:
        return Verdict.CANNOT_TELL, reason
    return (Verdict.SUPPORTS if llr > llr_threshold else Verdict.DOES_NOT_SUPPORT), reason


def doubt_about(quality: Quality) -> str | None:
    """Why no verdict can rest on this recording, in one sentence; None when one can."""
    if quality.speech_s < MIN_SPEECH_S:
        return said(
            reasons.TOO_SHORT,
            speech_s=quality.speech_s,
            least_s=MIN_SPEECH_S,
        )
    if quality.clipped_fraction > MAX_CLIPPED_FRACTION:
        return said(reasons.CLIPPED, clipped=quality.clipped_fraction)
    if quality.snr_db is not None and quality.snr_db < MIN_SNR_DB:
        return said(reasons.NOISY, snr_db=quality.snr_db)
    return None


def _strength(llr):
    if abs(llr) < MIN_ABS_LLR:
        return said(reasons.EVEN)
    return said(reasons.FOR if llr > 0 else reasons.AGAINST, ratio=ratio_words(abs(llr)))


def ratio_words(llr):
    """A likelihood ratio from its natural logarithm, in as many digits as it deserves."""
    ratio = math.exp(min(llr, 700.0))
    if ratio > _LARGEST_RATIO_SAID:
        return said(reasons.OVER_A_MILLION)
    return f"{float(f'{ratio:.2g}'):,.0f}" if ratio >= 10 else f"{ratio:.2g}"  # two digits: it is an estimate
