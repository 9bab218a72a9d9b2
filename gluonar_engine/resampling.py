"""All figures of a list of trials on many draws of its speakers, quick enough for a million trials; NumPy only."""

import numpy as np

from gluonar_engine.metrics import (
    area_under,
    checked_trials,
    detection_costs,
    equal_error_rate,
    min_cllr_of_counts,
    min_dcf,
    percentile_interval,
    speaker_draws,
)

P_TARGET = 0.01
_N_BINS = 4096


class Resampler:
    """The figures of a list of trials in which each counts so and so often: what a bootstrap asks hundreds of times.

    A draw costs a pass over the trials and no sort, since scores are counted by their rank.  Of more than 4,096
    different scores, neighbours that have less than one in 4,096 of both kinds together count as equal.

    Parameters
    ----------
    scores, llrs : (n,) float
        Scores, and the natural log-likelihood ratios that they are calibrated to.
    is_target : (n,) bool
    folds : (n,) int or None
        As ``metrics.deal_folds`` gives them; None leaves the accuracy open.
    classes : (n,) int or None
        A class of each trial, from 0, for the equal error rate of each.

    Raises
    ------
    ValueError
        As every figure of trials.
    """

    def __init__(self, scores, llrs, is_target, *, folds=None, classes=None):
        scores, self._is_target = checked_trials(scores, is_target)
        kinds = self._is_target.astype(int)
        bins = _bins(scores, self._is_target)
        self._has_folds = folds is not None
        folds = np.zeros_like(kinds) if folds is None else np.asarray(folds)
        classes = np.zeros_like(kinds) if classes is None else np.asarray(classes)
        self._shape = (int(classes.max()) + 1, int(folds.max()) + 1, 2, int(bins.max()) + 1)
        self._cells = np.ravel_multi_index((classes, folds, kinds, bins), self._shape)
        self._kinds = kinds
        self._losses = np.logaddexp(0.0, np.where(self._is_target, -1.0, 1.0) * llrs)
        miss, accept = detection_costs(P_TARGET, 1.0, 1.0)
        self._costs = (accept, miss)
        self._accepted = (np.asarray(llrs) >= np.log(accept / miss)).astype(float)

    def figures(self, weights):
        """By name, ``eer_of_class`` (n_classes,) among them, each NaN where it has too few trials.

        Raises
        ------
        ValueError
            When one kind of trials has no weight.
        """
        counts = np.bincount(self._cells, weights, int(np.prod(self._shape))).reshape(self._shape)
        impostors, targets = total = counts.sum(axis=(0, 1))
        n_of = total.sum(axis=1)
        if not n_of.all():
            raise ValueError(f"need target and impostor trials, got {n_of[1]:.0f} and {n_of[0]:.0f}")
        false_accept, true_accept = _rates(total)
        each = (self._losses, self._accepted)
        loss, accepted = (np.bincount(self._kinds, weights * values, 2) / n_of for values in each)
        return {
            "eer": _eer(total),
            "min_dcf": min_dcf(false_accept, true_accept, p_target=P_TARGET),
            "actual_dcf": float(self._costs[1] * (1.0 - accepted[1]) + self._costs[0] * accepted[0]),
            "cllr": float(loss.sum() / (2.0 * np.log(2.0))),
            "min_cllr": min_cllr_of_counts(targets, impostors),
            "accuracy": _accuracy(counts.sum(axis=0)) if self._has_folds else np.nan,
            "auc": area_under(false_accept, true_accept),
            "eer_of_class": np.array([_eer(each) for each in counts.sum(axis=1)]),
        }


def bootstrap_figures(resampler, speakers, *, n_draws=200, seed=0, progress=lambda n_done, n_all: None):
    """The figures of each draw of the speakers, as ``metrics.bootstrap_interval`` draws them.

    A dict of name to (n_draws, ...), without the draws that lack a kind of trials; empty when all do.  Two models on
    the same trials see the same draws, so that their figures can be subtracted.
    """
    found = []
    for n_done, weights in enumerate(speaker_draws(speakers, n_draws=n_draws, seed=seed), start=1):
        try:
            found.append(resampler.figures(weights))
        except ValueError:
            continue
        finally:
            progress(n_done, n_draws)
    return {name: np.array([figures[name] for figures in found]) for name in found[0]} if found else {}


def interval(figures):
    """The 95 % interval of (n_draws,) figures, NaN left out; None when nothing is left."""
    known = figures[np.isfinite(figures)]
    return percentile_interval(known) if len(known) else None


def _bins(scores, is_target):
    """The rank of each score, from 0, in steps of a share of the trials where there are many."""
    values, groups = np.unique(scores, return_inverse=True)
    if len(values) <= _N_BINS:
        return groups
    shares = np.where(is_target, 0.5 / is_target.sum(), 0.5 / (~is_target).sum())
    below = np.cumsum(np.bincount(groups, shares)) * (1 - 1e-9)
    return np.unique((below * _N_BINS).astype(int), return_inverse=True)[1][groups]


def _rates(counts):
    """(false_accept, true_accept) of (2, n_bins), from accepting nothing to accepting all."""
    above = np.cumsum(counts[:, ::-1], axis=1)
    rates = above / above[:, -1:]
    return tuple(np.concatenate([[0.0], each]) for each in rates)


def _eer(counts):
    if not counts.sum(axis=1).all():
        return np.nan
    rates = _rates(counts)
    return equal_error_rate(*rates, np.zeros(len(rates[0])))[0]


def _accuracy(counts):
    """Of (n_folds, 2, n_bins): the mean over the folds that have trials, each at the best bound of the others."""
    rest = counts.sum(axis=0) - counts
    best = np.argmax(_n_right(rest), axis=1)
    n_right = np.take_along_axis(_n_right(counts), best[:, np.newaxis], axis=1)[:, 0]
    n_trials = counts.sum(axis=(1, 2))
    return float(np.mean(n_right[n_trials > 0] / n_trials[n_trials > 0]))


def _n_right(counts):
    """How many are told rightly when the highest 0, 1, ... bins are accepted, (n_folds, n_bins + 1)."""
    above = np.concatenate([np.zeros((*counts.shape[:2], 1)), np.cumsum(counts[:, :, ::-1], axis=2)], axis=2)
    return above[:, 1] + above[:, 0, -1:] - above[:, 0]
