"""What was asked and answered before: an answer as it was shown, and all of them as a table for other programs."""

import csv

from app.domain import Decision, Trial
from app.services.exporting import written_file
from gluonar_engine.scoring import verbal_scale

COLUMNS = (
    "time_utc", "kind", "speaker", "source", "verdict", "llr", "llr_threshold", "prior", "cost_miss",
    "cost_false_accept", "score", "is_normalized", "cosine", "threshold", "speech_s", "snr_db", "model",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a spreadsheet would take a cell for, and run


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
        verbal="not calibrated" if _is_uncalibrated(trial) else verbal_scale(trial.llr),
        reason=trial.reason,
        llr_threshold=point.llr if point else 0.0,
    )


def trial_facts(trial: Trial) -> dict:
    """A trial by the names of ``COLUMNS``."""
    point = trial.operating_point
    values = (
        trial.created_at, trial.kind, trial.speaker_name, trial.source, trial.verdict.value, trial.llr,
        *((point.llr, point.prior, point.cost_miss, point.cost_false_accept) if point else (None,) * 4),
        trial.score, trial.is_normalized, trial.cosine, trial.threshold, trial.speech_s, trial.snr_db, trial.model_id,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def write_csv(trials, path):
    """All of ``trials`` as a table in UTF-8, with the mark by which spreadsheets know it."""
    with written_file(path, "table"), open(path, "w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for trial in trials:
            writer.writerow([safe_cell(value) for value in trial_facts(trial).values()])


def safe_cell(value):
    """A text that would be run as a formula gets an apostrophe before it; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _is_uncalibrated(trial):
    return trial.operating_point is not None and trial.threshold is None
