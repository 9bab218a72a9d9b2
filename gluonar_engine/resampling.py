"""All figures of a list of trials on many draws of its speakers, quick enough for a million trials; NumPy only."""

from itertools import islice

import numpy as np

from gluonar_engine.metrics import (
    area_under,
    checked_trials,
    detection_costs,
    draws,
    equal_error_rate,
    min_dcf,
    percentile_interval,
    ranked,
    speaker_places,
)
from gluonar_engine.pooling import min_cllr_of_counts

P_TARGET = 0.01
_N_BINS = 4096
_N_TOGETHER = 50  # draws: each gets half a megabyte of counts, exact up to 16 million trials of a rank
_N_ROWS = 2048  # trials whose weights in all these draws fit into a core's cache


class Resampler:
    """The figures of a list of trials in which each counts so and so often: what a bootstrap asks hundreds of times.

    Scores are counted by their rank: of more than 4,096 different ones, neighbours that have less than one in 4,096 of
    both kinds together count as equal.  The trials of a kind and a rank are neighbours, and what they add up to in
    many draws at once is a product of matrices: (draws, trials) of weights by (trials, columns) of what is counted.

    Parameters
    ----------
    scores, llrs : (n,) float
        Scores, and the natural log-likelihood ratios that they are calibrated to.
    is_target : (n,) bool
    folds : (n,) int or None
        As ``metrics.deal_folds`` gives them; None leaves the accuracy open.
    classes : (n,) int or None
        A class of each trial, from 0, for the equal error rate of each.
    ranking : (order, last_of_ties) or None
        What ``metrics.ranked`` makes of the scores, for whoever has it.

    Raises
    ------
    ValueError
        As every figure of trials.
    """

    def __init__(self, scores, llrs, is_target, *, folds=None, classes=None, ranking=None):
        scores, is_target = checked_trials(scores, is_target)
        self._n_folds = 0 if folds is None else int(np.max(folds)) + 1
        self._n_classes = 1 if classes is None else int(np.max(classes)) + 1
        order, last_of_ties = ranking or ranked(scores)
        kinds, bins = is_target[order], _bins(is_target[order], last_of_ties)
        rows = np.concatenate([np.flatnonzero(kinds == kind) for kind in (False, True)])
        self._order, self._n_bins = order[rows], int(bins[-1]) + 1
        cells = bins[rows] + self._n_bins * kinds[rows]
        self._pieces = _pieces(cells)
        self._columns = _one_hot(self._n_classes, self._n_folds)
        classes = np.zeros(len(scores), int) if classes is None else np.asarray(classes)
        folds = np.zeros(len(scores), int) if folds is None else np.asarray(folds)
        self._codes = (classes * max(1, self._n_folds) + folds)[self._order].astype(np.uint16)
        miss, accept = detection_costs(P_TARGET, 1.0, 1.0)
        self._costs = (accept, miss)
        llrs = np.asarray(llrs, dtype=float)[self._order]
        self._losses = np.logaddexp(0.0, np.where(kinds[rows], -llrs, llrs)).astype(np.float32)
        self._accepted = llrs >= np.log(accept / miss)

    def figures(self, weights):
        """By name, ``eer_of_class`` (n_classes,) among them, each NaN where it has too few trials.

        Raises
        ------
        ValueError
            When one kind of trials has no weight.
        """
        weights = np.asarray(weights, dtype=float)[self._order, np.newaxis]
        return self._figures(self._counts(lambda part: weights[part], 1)[0])

    def of_draws(self, places, all_drawn):
        """The figures of each draw of the speakers, one after the other, None for one that lacks a kind of trials.

        ``places`` (n, 2) are the speakers of the trials in each of ``all_drawn``, (n_speakers,), which says how often
        each was drawn.
        """
        first, second = places[self._order].astype(np.int32).T  # once: rows all over the memory take their time
        second = np.where(first == second, -1, second)
        all_drawn = iter(all_drawn)
        while some := list(islice(all_drawn, _N_TOGETHER)):
            yield from self._of_some(first, second, np.array(some, dtype=np.float32).T)

    def _of_some(self, first, second, drawn):
        # A trial of one speaker counts as often as that one was drawn: times one, from a last row.
        table = np.append(drawn, np.ones_like(drawn[:1]), axis=0)
        for counts in self._counts(lambda part: table[first[part]] * table[second[part]], drawn.shape[1]):
            try:
                yield self._figures(counts)
            except ValueError:
                yield None

    def _counts(self, weigh, n_draws):
        """(n_draws, 2, n_bins, n_columns): trials of each class and of each fold, losses, and accepted trials;
        ``weigh(part)`` gives the weights (n_rows, n_draws) of a slice of the trials in their order here."""
        n_columns = self._columns.shape[1] + 2
        counts = np.zeros((n_draws, 2 * self._n_bins, n_columns), np.float32)
        for start in range(0, len(self._order), _N_ROWS):
            part = slice(start, start + _N_ROWS)
            weights = weigh(part).T
            columns = np.empty((weights.shape[1], n_columns), np.float32)
            columns[:, :-2] = self._columns[self._codes[part]]
            columns[:, -2], columns[:, -1] = self._losses[part], self._accepted[part]
            for cell, first, end in self._pieces[start // _N_ROWS]:
                counts[:, cell] += weights[:, first:end] @ columns[first:end]
        return counts.reshape(n_draws, 2, self._n_bins, n_columns)

    def _figures(self, counts):
        counts = np.ascontiguousarray(np.moveaxis(counts, 2, 0), dtype=float)
        of_class, of_fold = counts[: self._n_classes], counts[self._n_classes : -2]
        impostors, targets = total = of_class.sum(axis=0)
        n_of = total.sum(axis=1)
        if not n_of.all():
            raise ValueError(f"need target and impostor trials, got {n_of[1]:.0f} and {n_of[0]:.0f}")
        false_accept, true_accept = _rates(total)
        loss, accepted = (each.sum(axis=1) / n_of for each in counts[-2:])
        return {
            "eer": _eer(total),
            "min_dcf": min_dcf(false_accept, true_accept, p_target=P_TARGET),
            "actual_dcf": float(self._costs[1] * (1.0 - accepted[1]) + self._costs[0] * accepted[0]),
            "cllr": float(loss.sum() / (2.0 * np.log(2.0))),
            "min_cllr": min_cllr_of_counts(targets[::-1], impostors[::-1]),
            "accuracy": _accuracy(of_fold) if self._n_folds else np.nan,
            "auc": area_under(false_accept, true_accept),
            "eer_of_class": np.array([_eer(each) for each in of_class]),
        }


def bootstrap_figures(resampler, speakers, *, n_draws=200, seed=0, progress=lambda n_done, n_all: None):
    """The figures of each draw of the speakers, as ``metrics.bootstrap_interval`` draws them.

    A dict of name to (n_draws, ...), without the draws that lack a kind of trials; empty when all do.  Two models on
    the same trials see the same draws, so that their figures can be subtracted.
    """
    places, n_speakers = speaker_places(speakers)
    found = []
    for n_done, figures in enumerate(resampler.of_draws(places, draws(n_speakers, n_draws, seed)), start=1):
        found += [figures] if figures else []
        progress(n_done, n_draws)
    return {name: np.array([figures[name] for figures in found]) for name in found[0]} if found else {}


def interval(figures):
    """The 95 % interval of (n_draws,) figures, NaN left out; None when nothing is left."""
    known = figures[np.isfinite(figures)]
    return percentile_interval(known) if len(known) else None


def _bins(kinds, last_of_ties):
    """Numbers (n,) of the ranked trials, from 0 for the highest scores on, in steps of a share of the trials where
    there are many."""
    n_different, n_of_ties = len(last_of_ties), np.diff(last_of_ties, prepend=-1)
    if n_different <= _N_BINS:
        return np.repeat(np.arange(n_different), n_of_ties)
    n_above, n_target = np.append(0, last_of_ties[:-1] + 1), int(kinds.sum())
    hits = np.append(0, np.cumsum(kinds)[last_of_ties[:-1]])
    shares = 1.0 - (hits / n_target + (n_above - hits) / (len(kinds) - n_target)) / 2
    steps = (shares * (1 - 1e-9) * _N_BINS).astype(int)
    return np.repeat(np.cumsum(np.diff(steps, prepend=steps[0]) < 0), n_of_ties)


def _pieces(cells):
    """[(cell, first row, end)] of each part of ``_N_ROWS`` trials, whose ``cells`` (n,) rise."""
    return [_runs(cells[start : start + _N_ROWS]) for start in range(0, len(cells), _N_ROWS)]


def _runs(cells):
    firsts = np.flatnonzero(np.diff(cells, prepend=-1))
    return list(zip(cells[firsts].tolist(), firsts.tolist(), [*firsts[1:].tolist(), len(cells)], strict=True))


def _one_hot(n_classes, n_folds):
    """(n_codes, n_classes + n_folds) of codes ``class * n_folds + fold``; without folds of the classes alone."""
    classes, folds = np.divmod(np.arange(n_classes * max(1, n_folds)), max(1, n_folds))
    return np.hstack([np.eye(n_classes)[classes], np.eye(n_folds)[folds] if n_folds else np.empty((n_classes, 0))])


def _rates(counts):
    """(false_accept, true_accept) of (2, n_bins), highest scores first, from accepting nothing to accepting all."""
    above = np.cumsum(counts, axis=1)
    rates = above / above[:, -1:]
    return tuple(np.concatenate([[0.0], each]) for each in rates)


def _eer(counts):
    if not counts.sum(axis=1).all():
        return np.nan
    rates = _rates(counts)
    return equal_error_rate(*rates, np.zeros(len(rates[0])))[0]


def _accuracy(counts):
    """Of (n_folds, 2, n_bins): the mean over the folds that have trials, each at the best bound of the others."""
    n_right = _n_right(counts)
    best = np.argmax(n_right.sum(axis=0) - n_right, axis=1)
    n_right = np.take_along_axis(n_right, best[:, np.newaxis], axis=1)[:, 0]
    n_trials = counts.sum(axis=(1, 2))
    return float(np.mean(n_right[n_trials > 0] / n_trials[n_trials > 0]))


def _n_right(counts):
    """How many are told rightly when the highest 0, 1, ... bins are accepted, (n_folds, n_bins + 1)."""
    gains = np.cumsum(counts[:, 1] - counts[:, 0], axis=1)
    return np.concatenate([np.zeros((len(gains), 1)), gains], axis=1) + counts[:, 0].sum(axis=1, keepdims=True)
