"""Error rates of a speaker model on a list of labelled trials."""

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.errors import UserError
from app.said import marked, said
from app.services.importing import take_from_file
from app.services.voice import embed_voice
from gluonar_engine.metrics import TrialMetrics, cllr, evaluate_trials, min_cllr

_LABELS = {"1": True, "0": False}


@dataclass(frozen=True)
class Evaluation:
    """``cllr`` is what the model's calibrated ratios cost on this list, in bits, ``min_cllr`` what they could.

    A model that is not calibrated gives a ratio of 1 to everything, which costs one bit.
    """

    metrics: TrialMetrics
    cllr: float
    min_cllr: float
    n_files: int
    model_id: str
    is_calibrated: bool
    is_normalized: bool


@dataclass(frozen=True, eq=False)
class ScoredList:
    """The score of each trial of a list, in its order, and whether it is of one speaker."""

    scores: np.ndarray
    is_target: list[bool]
    n_files: int


@dataclass(frozen=True)
class _ListedTrial:
    line: int
    is_target: bool
    names: tuple[str, str]


def evaluate_list(trials_path, root, encoder, progress=lambda n_done, n_files: None) -> Evaluation:
    """The error rates on a list of trials, see ``score_list``."""
    scored = score_list(trials_path, root, encoder, progress)
    return Evaluation(
        metrics=evaluate_trials(scored.scores, scored.is_target),
        cllr=cllr(encoder.calibration.llr(scored.scores), scored.is_target),
        min_cllr=min_cllr(scored.scores, scored.is_target),
        n_files=scored.n_files,
        model_id=encoder.model_id,
        is_calibrated=encoder.calibration.is_known,
        is_normalized=encoder.scorer.is_normalized,
    )


def score_list(trials_path, root, encoder, progress=lambda n_done, n_files: None) -> ScoredList:
    """Score every trial of a list as the encoder's scorer does, embedding each file once.

    The lines are ``1 a b`` (same speaker) or ``0 a b`` (different), the files relative to ``root``, or to the
    list's own folder when that is None.  ``UserError`` names the line that is wrong.
    """
    trials_path = Path(trials_path)
    trials = _read(trials_path)
    line_of = {name: trial.line for trial in reversed(trials) for name in trial.names}
    folder = Path(root) if root else trials_path.parent
    for name, line in line_of.items():
        if not os.path.exists(folder / name):
            raise _wrong(
                trials_path,
                line,
                said("There is no file “{name}” in “{folder}”.", name=name, folder=folder),
                marked("Correct it, or give --root."),
            )
    row_of = {name: row for row, name in enumerate(line_of)}
    embeddings = []
    for name, line in line_of.items():
        embeddings.append(_embed(folder / name, encoder, (trials_path, line)))
        progress(len(embeddings), len(line_of))
    left, right = (np.stack(embeddings)[[row_of[trial.names[side]] for trial in trials]] for side in (0, 1))
    return ScoredList(encoder.scorer.pairs(left, right), [trial.is_target for trial in trials], len(line_of))


def _read(path):
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else said("it is not a text")
        raise UserError(
            said("The list “{path}” cannot be read: {reason}.", path=path, reason=reason),
            "Choose a text file of trials.",
        ) from error
    trials = [_parse(path, number, text) for number, text in enumerate(lines, start=1) if text.strip()]
    n_target = sum(trial.is_target for trial in trials)
    if n_target in (0, len(trials)):
        raise UserError(
            said(
                "{n_target} of the {n} trials in “{name}” are of the same speaker.",
                n_target=n_target,
                n=len(trials),
                name=path.name,
            ),
            "Give both kinds: lines that begin with 1 (same speaker) and lines that begin with 0 (different).",
        )
    return trials


def _parse(path, number, text):
    fields = text.split()
    if len(fields) != 3 or fields[0] not in _LABELS:
        advice = marked("Write 1 (same speaker) or 0 (different) and two file names without spaces.")
        raise _wrong(path, number, said("“{text}” is not a trial.", text=text.strip()[:80]), advice)
    return _ListedTrial(number, _LABELS[fields[0]], (fields[1], fields[2]))


def _embed(file, encoder, place):
    try:
        return embed_voice(encoder, take_from_file(file).waveform)
    except UserError as error:
        raise _wrong(*place, error.notice.title, error.notice.advice) from error
    except ValueError as error:
        raise _wrong(
            *place, said("“{name}” is too short or silent.", name=file.name), marked("Leave its trials out.")
        ) from error


def _wrong(path, line, title, advice):
    return UserError(said("Line {line} of “{name}”: {title}", line=line, name=path.name, title=title), advice)
