"""What was asked and answered before: an answer as it was shown, and all of them as a table for other programs."""

from app.domain import Decision, Trial
from app.services.exporting import write_csv
from app.services.reasons import NOT_CALIBRATED, stored_reason
from gluonar_engine.scoring import verbal_scale

COLUMNS = (
    "time_utc", "kind", "speaker", "source", "verdict", "llr", "llr_threshold", "prior", "cost_miss",
    "cost_false_accept", "score", "is_normalized", "cosine", "threshold", "speech_s", "snr_db", "model", "trial",
)  # fmt: skip


def decision_of(trial: Trial) -> Decision:
    """The decision as it was logged, whatever the operating point is now."""
    point = trial.operating_point
    return Decision(
        verdict=trial.verdict,
        score=trial.score,
        cosine=trial.cosine,
        is_normalized=bool(trial.is_normalized),
        threshold=trial.threshold,
        llr=trial.llr,
        verbal=NOT_CALIBRATED if _is_uncalibrated(trial) else verbal_scale(trial.llr),
        reason=stored_reason(trial.reason),
        llr_threshold=point.llr if point else 0.0,
    )


def trial_facts(trial: Trial) -> dict:
    """A trial by the names of ``COLUMNS``."""
    point = trial.operating_point
    values = (
        trial.created_at, trial.kind, trial.speaker_name, trial.source, trial.verdict.value, trial.llr,
        *((point.llr, point.prior, point.cost_miss, point.cost_false_accept) if point else (None,) * 4),
        trial.score, trial.is_normalized, trial.cosine, trial.threshold, trial.speech_s, trial.snr_db, trial.model_id,
        trial.id,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def export(trials, path):
    """All of ``trials`` as a table."""
    write_csv(path, COLUMNS, (trial_facts(trial).values() for trial in trials))


def _is_uncalibrated(trial):
    return trial.operating_point is not None and trial.threshold is None
