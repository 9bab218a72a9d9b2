"""The curves of an evaluation as they are drawn: a few thousand points each, however many trials there are."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from app.services.evaluation import Evaluation, ModelEvaluation
from gluonar_engine.metrics import reliability, thinned

DET_TICKS = {
    0.001: "0.1",
    0.002: "",
    0.005: "",
    0.01: "1",
    0.02: "",
    0.05: "5",
    0.1: "",
    0.2: "20",
    0.4: "40",
}  # of the rates in between there is a mark and, in a small plot, no room for a number
_N_STEPS = 1000  # along each axis: about the pixels of a large plot
_N_BARS = 60
_NORMAL = NormalDist()
_DEVIATES = np.linspace(-4.0, 4.0, _N_STEPS + 1)  # 0.003 to 99.997 %
_RATES = {
    "even": np.linspace(0.0, 1.0, _N_STEPS + 1),
    "deviate": np.array([_NORMAL.cdf(deviate) for deviate in _DEVIATES]),
}


@dataclass(frozen=True, eq=False)
class Trace:
    """Points (n_points,) across and up, and at which threshold each lies: a log-likelihood ratio, or a score."""

    across: np.ndarray
    up: np.ndarray
    thresholds: np.ndarray


@dataclass(frozen=True)
class Rates:
    """What a threshold does: shares of the impostors that it accepts and of the targets that it rejects."""

    false_accept: float
    false_reject: float


@dataclass(frozen=True, eq=False)
class Curves:
    """One model's curves.

    Thresholds are log-likelihood ratios, or scores where the model is not calibrated (``is_llr`` False).  ``roc`` has
    false accepts across and true accepts up, ``det`` the normal deviates of false accepts and of misses, ``det_ticks``
    which deviate is which rate in percent.  ``targets`` and ``impostors`` (n_bars,) are shares of the trials of a kind
    between ``edges`` (n_bars + 1,), None where this model's thresholds are not those of the first.  ``reliability`` is
    what the ratios promise and what came true.
    """

    model_id: str
    is_llr: bool
    roc: Trace
    det: Trace
    det_ticks: tuple[tuple[float, str], ...]
    edges: np.ndarray | None
    targets: np.ndarray | None
    impostors: np.ndarray | None
    reliability: tuple[np.ndarray, np.ndarray] | None
    _thresholds: np.ndarray  # of the whole curve, rising
    _rates: tuple[np.ndarray, np.ndarray]

    def rates_at(self, threshold) -> Rates:
        """Exactly, on all trials: accepted is what reaches the threshold."""
        place = np.searchsorted(self._thresholds, threshold)
        false_accept, true_accept = (each[place] for each in self._rates)
        return Rates(float(false_accept), float(1 - true_accept))

    def det_at(self, threshold) -> tuple[float, float] | None:
        """The deviates of both errors; None where there is no error of one kind."""
        rates = self.rates_at(threshold)
        both = rates.false_accept, rates.false_reject
        return tuple(map(_NORMAL.inv_cdf, both)) if all(0 < rate < 1 for rate in both) else None


def curves_of(evaluation: Evaluation) -> tuple[Curves, ...]:
    """Of each model of an evaluation, ready to be drawn over each other."""
    edges = _edges(evaluation.models)
    is_llr = evaluation.models[0].is_calibrated
    return tuple(
        _curves(model, evaluation.trials.is_target, edges if model.is_calibrated == is_llr else None)
        for model in evaluation.models
    )


def _curves(model: ModelEvaluation, is_target, edges):
    false_accept, true_accept, scores = model.metrics.roc
    thresholds = model.calibration.llr(scores) if model.is_calibrated else scores
    targets, impostors = (_shares(_positions(model)[rows], edges) for rows in (is_target, ~is_target))
    return Curves(
        model_id=model.model_id,
        is_llr=model.is_calibrated,
        roc=_roc(false_accept, true_accept, thresholds),
        det=_det(false_accept, true_accept, thresholds),
        det_ticks=tuple((_NORMAL.inv_cdf(rate), percent) for rate, percent in DET_TICKS.items()),
        edges=edges,
        targets=targets,
        impostors=impostors,
        reliability=reliability(model.llrs, is_target) if model.is_calibrated else None,
        _thresholds=thresholds[::-1],
        _rates=(np.append(false_accept[::-1], 0.0), np.append(true_accept[::-1], 0.0)),
    )


def _positions(model):
    return model.llrs if model.is_calibrated else model.scores


def _edges(models):
    """Of bars for all models whose thresholds are in the unit of the first one's."""
    shown = [_positions(model) for model in models if model.is_calibrated == models[0].is_calibrated]
    low, high = min(each.min() for each in shown), max(each.max() for each in shown)
    return np.linspace(low, high if high > low else low + 1.0, _N_BARS + 1)


def _shares(values, edges):
    if edges is None:
        return None
    return np.histogram(values, len(edges) - 1, (edges[0], edges[-1]))[0] / len(values)  # quicker than by the edges


def _roc(false_accept, true_accept, thresholds):
    rows = thinned(false_accept, true_accept, _RATES["even"])
    return Trace(false_accept[rows], true_accept[rows], thresholds[rows])


def _det(false_accept, true_accept, thresholds):
    rows = thinned(false_accept, true_accept, _RATES["deviate"])
    false_accept, miss = false_accept[rows], 1.0 - true_accept[rows]
    inside = (false_accept > 0) & (false_accept < 1) & (miss > 0) & (miss < 1)
    across, up = (np.array([_NORMAL.inv_cdf(rate) for rate in each[inside]]) for each in (false_accept, miss))
    return Trace(across, up, thresholds[rows][inside])
