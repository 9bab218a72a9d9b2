"""How well one speaker model, or two beside each other, tell the trials of a list or of the gallery apart."""

from dataclasses import dataclass

import numpy as np

from app.services.gallery_trials import score_gallery
from app.services.list_trials import score_list
from app.services.trials import Trials
from gluonar_engine.metrics import (
    TrialMetrics,
    actual_dcf,
    by_duration,
    cllr,
    deal_folds,
    evaluate_trials,
    k_fold_accuracy,
    min_cllr,
    ranked,
)
from gluonar_engine.resampling import P_TARGET, Resampler, bootstrap_figures, interval
from gluonar_engine.scoring import Calibration

FIGURES = ("eer", "min_dcf", "actual_dcf", "cllr", "min_cllr", "accuracy", "auc")
SPEECH_EDGES_S = (1.5, 2.5, 4.0, 7.5)  # of classes around 1, 2, 3 and 5 s, and longer
SPEECH_CLASSES = tuple(zip((0.0, *SPEECH_EDGES_S), (*SPEECH_EDGES_S, np.inf), strict=True))
FEW_SPEAKERS = 20  # with fewer, draws of them say little about other speakers
_N_FOLDS = 10
N_DRAWS = 200


@dataclass(frozen=True)
class Figure:
    """A figure with its 95 % interval over the choice of speakers; None where the trials do not tell."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, eq=False)
class ModelEvaluation:
    """What one model makes of the trials.

    ``scores`` (n,) are in their order.  ``figures`` are those of ``FIGURES``: rates as fractions, detection costs at
    a prior of 0.01, ``cllr`` in bits, "accuracy" the mean over ``n_folds`` folds, whose standard deviation is
    ``accuracy_deviation``.  ``by_speech`` has the equal error rate for each class (from s, to s) of net speech.  A
    model that is not calibrated gives a ratio of 1 to everything, which costs one bit.
    """

    model_id: str
    calibration: Calibration
    is_normalized: bool
    scores: np.ndarray
    metrics: TrialMetrics
    figures: dict[str, Figure]
    by_speech: dict[tuple[float, float], Figure]
    n_folds: int
    accuracy_deviation: float | None

    @property
    def is_calibrated(self):
        return self.calibration.is_known

    @property
    def llrs(self):
        return self.calibration.llr(self.scores)


@dataclass(frozen=True, eq=False)
class Evaluation:
    """``models`` are one or two on the same trials; ``differences`` are the second's figures minus the first's,
    paired, by the keys of ``figures`` and of ``by_speech``; none for one model."""

    trials: Trials
    models: tuple[ModelEvaluation, ...]
    differences: dict

    @property
    def has_few_speakers(self):
        """Too few for the intervals to be believed."""
        return self.trials.n_speakers < FEW_SPEAKERS

    @property
    def doubtful_share(self):
        """Of the trials that the program would not answer, for the quality of their recordings."""
        return float(self.trials.is_doubtful.mean())


def evaluate_list(trials_path, root, encoders, progress=lambda what, n_done, n_all: None) -> Evaluation:
    """The figures of the ``encoders`` on a list of trials, see ``score_list``.

    ``progress`` gets what is counted ("files", "recordings", "takes" or "draws"), and how far it is; what it raises
    ends the work.
    """
    told = lambda *done: progress("files", *done)  # noqa: E731
    trials, scores = score_list(trials_path, root, encoders, told, keep_going=True)
    return evaluate(trials, scores, encoders, progress)


def evaluate_gallery(gallery, encoders, progress=lambda what, n_done, n_all: None) -> Evaluation:
    """The figures of the ``encoders`` on the gallery's takes, each held out in turn, see ``score_gallery``."""
    trials, scores = score_gallery(gallery, encoders, progress)
    return evaluate(trials, scores, encoders, progress)


def evaluate(trials, scores, encoders, progress=lambda what, n_done, n_all: None, *, n_draws=N_DRAWS) -> Evaluation:
    """The figures of ``trials`` with their ``scores`` (n,) by each of the ``encoders``; without any draws of the
    speakers they have no intervals."""
    n_all = n_draws * len(encoders)
    found, draws = [], []
    for index, (encoder, own) in enumerate(zip(encoders, scores, strict=True)):
        told = lambda n_done, _, before=index * n_draws: progress("draws", before + n_done, n_all)  # noqa: E731
        ranking = ranked(own)  # sorted once for all figures
        drawn = _draws(trials, own, encoder.calibration, ranking, n_draws, told) if n_draws else {}
        found.append(_evaluation(trials, own, encoder, ranking, drawn))
        draws.append(drawn)
    return Evaluation(trials, tuple(found), _differences(found, draws) if len(found) == 2 else {})


def _draws(trials, scores, calibration, ranking, n_draws, progress):
    """By the keys of the figures, (n_draws,) each: the same draws of the speakers for every model."""
    n_folds = _n_folds(trials)
    resampler = Resampler(
        scores,
        calibration.llr(scores),
        trials.is_target,
        folds=deal_folds(trials.is_target, n_folds) if n_folds else None,
        classes=np.digitize(trials.speech_s, SPEECH_EDGES_S),
        ranking=ranking,
    )
    drawn = bootstrap_figures(resampler, trials.speakers, n_draws=n_draws, progress=progress)
    of_class = drawn.pop("eer_of_class", np.zeros((0, 0))).T
    return drawn | dict(zip(SPEECH_CLASSES, of_class, strict=False))  # the last classes may have no trials


def _n_folds(trials):
    n_fewest = min(trials.n_target, len(trials) - trials.n_target)
    return min(_N_FOLDS, n_fewest) if n_fewest > 1 else 0


def _evaluation(trials, scores, encoder, ranking, drawn):
    n_folds, is_target = _n_folds(trials), trials.is_target
    metrics = evaluate_trials(scores, is_target, ranking=ranking)
    accuracy = k_fold_accuracy(scores, is_target, n_folds=n_folds, ranking=ranking) if n_folds else (None, None)
    values = _values(encoder.calibration.llr(scores), is_target, metrics) | {
        "min_cllr": min_cllr(scores, is_target, ranking=ranking),
        "accuracy": accuracy[0],
    }
    return ModelEvaluation(
        model_id=encoder.model_id,
        calibration=encoder.calibration,
        is_normalized=encoder.scorer.is_normalized,
        scores=scores,
        metrics=metrics,
        figures={name: _figure(values[name], drawn.get(name)) for name in FIGURES},
        by_speech={key: _figure(rate, drawn.get(key)) for key, rate in _rates_by_speech(trials, scores).items()},
        n_folds=n_folds,
        accuracy_deviation=accuracy[1],
    )


def _values(llrs, is_target, metrics):
    return {
        "eer": metrics.eer,
        "min_dcf": metrics.min_dcf,
        "actual_dcf": actual_dcf(llrs, is_target, p_target=P_TARGET),
        "cllr": cllr(llrs, is_target),
        "auc": metrics.auc,
    }


def _rates_by_speech(trials, scores):
    def eer(rows):
        return evaluate_trials(scores[rows], trials.is_target[rows]).eer

    return by_duration(eer, trials.speech_s, SPEECH_EDGES_S)


def _figure(value, drawn):
    if value is None or drawn is None or (bounds := interval(drawn)) is None:
        return Figure(value)
    return Figure(value, *bounds)


def _differences(models, draws):
    first, second = ({**each.figures, **each.by_speech} for each in models)
    found = {}
    for key, before in first.items():
        if before.value is None or second[key].value is None:
            found[key] = Figure(None)
            continue
        one, other = (each.get(key) for each in draws)
        drawn = None if one is None or other is None else other - one
        found[key] = _figure(second[key].value - before.value, drawn)
    return found
