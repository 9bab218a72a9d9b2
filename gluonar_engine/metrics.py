"""How well scores separate target from impostor trials; NumPy only."""

from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class TrialMetrics:
    """Error rates of one list of trials; all are fractions.

    ``roc`` is (false_accept, true_accept, thresholds), one point for each threshold "accept if score >= threshold",
    from accepting nothing to accepting all.
    """

    n_target: int
    n_impostor: int
    eer: float
    eer_threshold: float
    min_dcf: float
    accuracy: float
    auc: float
    roc: tuple = field(repr=False)


def roc_curve(scores, is_target):
    """(false_accept, true_accept, thresholds), each (n_points,), strictest threshold first.

    Raises
    ------
    ValueError
        For scores that are NaN, or a list without target or without impostor trials.
    """
    scores, is_target = np.asarray(scores, dtype=np.float64), np.asarray(is_target, dtype=bool)
    if scores.shape != is_target.shape or scores.ndim != 1:
        raise ValueError(f"need one label per score, got {scores.shape} and {is_target.shape}")
    if np.isnan(scores).any():
        raise ValueError("a score is NaN")
    n_target, n_impostor = int(is_target.sum()), int((~is_target).sum())
    if not n_target or not n_impostor:
        raise ValueError(f"need target and impostor trials, got {n_target} and {n_impostor}")
    order = np.argsort(-scores, kind="stable")
    ranked = scores[order]
    # Trials with equal scores are accepted together, or the order of the list would change the result.
    last_of_ties = np.append(np.flatnonzero(np.diff(ranked)), len(ranked) - 1)
    hits = np.cumsum(is_target[order])[last_of_ties]
    false_alarms = last_of_ties + 1 - hits
    true_accept = np.concatenate([[0.0], hits / n_target])
    false_accept = np.concatenate([[0.0], false_alarms / n_impostor])
    return false_accept, true_accept, np.concatenate([[np.inf], ranked[last_of_ties]])


def equal_error_rate(false_accept, true_accept, thresholds):
    """(rate, threshold) where false accepts equal false rejects, linear between the two nearest points."""
    gap = false_accept - (1.0 - true_accept)
    after = int(np.argmax(gap >= 0))
    before = after - 1
    share = -gap[before] / (gap[after] - gap[before])
    rate = false_accept[before] + share * (false_accept[after] - false_accept[before])
    return float(rate), float(thresholds[after])


def min_dcf(false_accept, true_accept, *, p_target=0.01, cost_miss=1.0, cost_false_accept=1.0):
    """Least normalised detection cost over all thresholds (NIST SRE; 1.0 is what a constant answer costs)."""
    cost = cost_miss * p_target * (1.0 - true_accept) + cost_false_accept * (1.0 - p_target) * false_accept
    return float(cost.min() / min(cost_miss * p_target, cost_false_accept * (1.0 - p_target)))


def cllr(llrs, is_target):
    """Cost of natural log-likelihood ratios in bits (Brummer and du Preez, 2006); 1.0 is what no information costs."""
    llrs, is_target = np.asarray(llrs, dtype=np.float64), np.asarray(is_target, dtype=bool)
    misses = np.logaddexp(0.0, -llrs[is_target]).mean()
    false_alarms = np.logaddexp(0.0, llrs[~is_target]).mean()
    return float((misses + false_alarms) / (2.0 * np.log(2.0)))


def evaluate_trials(scores, is_target):
    """All figures of a list of trials.

    Parameters
    ----------
    scores : (n,) float
        Higher means "same speaker".
    is_target : (n,) bool

    Returns
    -------
    TrialMetrics
        ``accuracy`` is the best over all thresholds, on the list as it is.
    """
    false_accept, true_accept, thresholds = roc = roc_curve(scores, is_target)
    n_target = int(np.sum(is_target))
    n_impostor = len(scores) - n_target
    eer, eer_threshold = equal_error_rate(*roc)
    correct = true_accept * n_target + (1.0 - false_accept) * n_impostor
    return TrialMetrics(
        n_target=n_target,
        n_impostor=n_impostor,
        eer=eer,
        eer_threshold=eer_threshold,
        min_dcf=min_dcf(false_accept, true_accept),
        accuracy=float(correct.max() / len(scores)),
        auc=float(np.trapz(true_accept, false_accept)),
        roc=roc,
    )
