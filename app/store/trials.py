"""How a question and its answer lie in the table of trials."""

import json
from dataclasses import asdict

from app.domain import Evidence, OperatingPoint, Quality, Trial, Verdict

_MEASURED = ("duration_s", "clipped_fraction", "peak_db", "bandwidth_hz")
_KEPT = ("pcm_sha256", "file_sha256", "network_sha256", "program_version", "operator")


def trial_row(decision, quality, point, take_scores, evidence):
    """The columns that the answer fills; ``quality`` may be None, and comes before the one in ``evidence``."""
    quality = quality or evidence.quality
    return {
        **{name: quality and getattr(quality, name) for name in _MEASURED},
        **{name: getattr(evidence, name) for name in _KEPT},
        "take_sha256": json.dumps(evidence.take_sha256),
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
        evidence=_evidence_of(row),
    )


def _evidence_of(row):
    measured = {name: row[name] for name in _MEASURED}
    is_measured = row["duration_s"] is not None
    quality = Quality(speech_s=row["speech_s"], snr_db=row["snr_db"], **measured) if is_measured else None
    kept = {name: row[name] for name in _KEPT}
    return Evidence(quality=quality, take_sha256=tuple(json.loads(row["take_sha256"] or "[]")), **kept)
