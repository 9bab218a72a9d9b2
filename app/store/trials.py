"""How a question and its answer lie in the table of trials."""

import json
from dataclasses import asdict

from app.domain import OperatingPoint, Trial, Verdict


def trial_row(decision, quality, point, take_scores):
    """The columns that the answer fills; ``quality`` may be None."""
    return {
        "score": decision.score,
        "llr": decision.llr,
        "verdict": decision.verdict.value,
        "cosine": decision.cosine,
        "is_normalized": decision.is_normalized,
        "threshold": decision.threshold,
        "speech_s": quality and quality.speech_s,
        "snr_db": quality and quality.snr_db,
        "reason": decision.reason,
        "take_scores": json.dumps(take_scores),
        **{"llr_threshold" if name == "llr" else name: value for name, value in asdict(point).items()},
    }


def trial_of(row):
    """A ``Trial`` from a row of the table joined with the speaker's name."""
    is_normalized = row["is_normalized"]
    point = [row[key] for key in ("llr_threshold", "prior", "cost_miss", "cost_false_accept")]
    return Trial(
        id=row["id"],
        created_at=row["created_at"],
        kind=row["kind"],
        speaker_id=row["speaker_id"],
        speaker_name=row["name"],
        source=row["source"],
        model_id=row["model"],
        score=row["score"],
        llr=row["llr"],
        verdict=Verdict(row["verdict"]),
        cosine=row["cosine"],
        is_normalized=None if is_normalized is None else bool(is_normalized),
        threshold=row["threshold"],
        operating_point=None if point[0] is None else OperatingPoint(*point),
        speech_s=row["speech_s"],
        snr_db=row["snr_db"],
        reason=row["reason"] or "",
        take_scores=tuple(json.loads(row["take_scores"] or "[]")),
    )
