"""How well scores separate target from impostor trials; NumPy only.

Every function of scores and labels raises ValueError for scores that are NaN, another number of labels, or a list
without target or without impostor trials.
"""

from dataclasses import dataclass, field

import numpy as np

from gluonar_engine.pooling import min_cllr_of_counts


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


def checked_trials(scores, is_target):
    """Both as arrays (n,), float64 and bool, when they are a list of trials."""
    scores, is_target = np.asarray(scores, dtype=np.float64), np.asarray(is_target, dtype=bool)
    if scores.shape != is_target.shape or scores.ndim != 1:
        raise ValueError(f"need one label per score, got {scores.shape} and {is_target.shape}")
    if np.isnan(scores).any():
        raise ValueError("a score is NaN")
    n_target = int(is_target.sum())
    if n_target in (0, len(is_target)):
        raise ValueError(f"need target and impostor trials, got {n_target} and {len(is_target) - n_target}")
    return scores, is_target


def roc_curve(scores, is_target, *, ranking=None):
    """(false_accept, true_accept, thresholds), each (n_points,), strictest threshold first (Fawcett, 2006).

    Here and below ``ranking`` is what ``ranked`` makes of the scores, for whoever has it: it is most of the work.
    """
    scores, is_target = checked_trials(scores, is_target)
    n_target, n_impostor = int(is_target.sum()), int((~is_target).sum())
    order, last_of_ties = ranking or ranked(scores)
    hits = np.cumsum(is_target[order])[last_of_ties]
    false_alarms = last_of_ties + 1 - hits
    true_accept = np.concatenate([[0.0], hits / n_target])
    false_accept = np.concatenate([[0.0], false_alarms / n_impostor])
    return false_accept, true_accept, np.concatenate([[np.inf], scores[order[last_of_ties]]])


def ranked(scores):
    """(order, last_of_ties): the places of the scores (n,) from the highest on, and where in that order each different
    score has its last trial, (n_points,).

    Trials with equal scores are accepted together, or the order of the list would change the result.  That is also why
    the sort need not be stable, which would take NumPy five times as long.
    """
    order = np.argsort(-scores)
    sorted_scores = scores[order]
    return order, np.append(np.flatnonzero(sorted_scores[1:] != sorted_scores[:-1]), len(scores) - 1)


def thinned(false_accept, true_accept, rates):
    """Which points of a curve to draw: around each of the ``rates`` (n_rates,), in the unit of either axis and rising,
    the last one before it and the first after.

    The line through them is nowhere farther from the whole curve than a step of the rates.
    """
    places = np.concatenate([np.searchsorted(each, rates) for each in (false_accept, true_accept)])
    rows = np.concatenate([[0], places - 1, places, [len(false_accept) - 1]])
    return np.unique(np.clip(rows, 0, len(false_accept) - 1))


def equal_error_rate(false_accept, true_accept, thresholds):
    """(rate, threshold) where false accepts equal false rejects, linear between the two nearest points."""
    gap = false_accept - (1.0 - true_accept)
    after = int(np.argmax(gap >= 0))
    before = after - 1
    share = -gap[before] / (gap[after] - gap[before])
    rate = false_accept[before] + share * (false_accept[after] - false_accept[before])
    return float(rate), float(thresholds[after])


def min_dcf(false_accept, true_accept, *, p_target=0.01, cost_miss=1.0, cost_false_accept=1.0):
    """Least normalised detection cost over all thresholds (NIST SRE; 1.0 is what a constant answer costs).

    Parameters
    ----------
    false_accept, true_accept : (n_points,) float
        As ``roc_curve`` gives them.
    p_target : float
        Share of targets to expect, in (0, 1).
    cost_miss, cost_false_accept : float
        Positive, in any one unit.
    """
    miss, accept = detection_costs(p_target, cost_miss, cost_false_accept)
    return float((miss * (1.0 - true_accept) + accept * false_accept).min())


def cllr(llrs, is_target):
    """Cost of natural log-likelihood ratios in bits (Brummer and du Preez, 2006); 1.0 is what no information costs."""
    llrs, is_target = checked_trials(llrs, is_target)
    misses = np.logaddexp(0.0, -llrs[is_target]).mean()
    false_alarms = np.logaddexp(0.0, llrs[~is_target]).mean()
    return float((misses + false_alarms) / (2.0 * np.log(2.0)))


def min_cllr(scores, is_target, *, ranking=None):
    """The least ``cllr`` that any rising function of the scores can reach, in bits (pool adjacent violators;
    Brummer and du Preez, 2006)."""
    scores, is_target = checked_trials(scores, is_target)
    order, last_of_ties = ranking or ranked(scores)
    n_target = np.diff(np.cumsum(is_target[order])[last_of_ties], prepend=0)[::-1]
    n_trials = np.diff(last_of_ties, prepend=-1)[::-1]
    return min_cllr_of_counts(n_target, n_trials - n_target)


def actual_dcf(llrs, is_target, *, p_target=0.01, cost_miss=1.0, cost_false_accept=1.0):
    """Normalised detection cost when natural log-likelihood ratios are taken at their word (Bayes threshold).

    Prior and costs are those of ``min_dcf``.
    """
    llrs, is_target = checked_trials(llrs, is_target)
    miss, accept = detection_costs(p_target, cost_miss, cost_false_accept)
    accepted = llrs >= np.log(accept / miss)
    return float(miss * (1.0 - accepted[is_target].mean()) + accept * accepted[~is_target].mean())


def k_fold_accuracy(scores, is_target, *, n_folds=10, seed=0, ranking=None):
    """Accuracy at the threshold that was best on the other folds: (mean, standard deviation) over the folds.

    The trials are dealt to the folds at random, each kind evenly, so that no fold lacks one.

    Raises
    ------
    ValueError
        For fewer than 2 folds, or fewer trials of a kind than folds.
    """
    scores, is_target = checked_trials(scores, is_target)
    if n_folds < 2 or min(is_target.sum(), (~is_target).sum()) < n_folds:
        raise ValueError(f"need 2 folds or more and as many trials of each kind, got {n_folds} folds")
    order, last_of_ties = ranking or ranked(scores)
    kinds, fold_of = is_target[order], deal_folds(is_target, n_folds, seed)[order]
    gains = np.where(kinds, np.int8(1), np.int8(-1))  # of accepting one trial more
    gain = _at_thresholds(gains, last_of_ties)
    accuracies = []
    for fold in range(n_folds):  # one sort for all of them
        inside = fold_of == fold
        own_gain = _at_thresholds(gains * inside, last_of_ties)
        n_right = (inside & ~kinds).sum() + own_gain[np.argmax(gain - own_gain)]
        accuracies.append(n_right / inside.sum())
    return float(np.mean(accuracies)), float(np.std(accuracies))


def _at_thresholds(gains, last_of_ties):
    """What accepting nothing gains, and then down to each different score."""
    return np.append(np.int32(0), np.cumsum(gains, dtype=np.int32)[last_of_ties])


def deal_folds(is_target, n_folds, seed=0):
    """The fold (n,) int of each trial of ``k_fold_accuracy``."""
    is_target = np.asarray(is_target, dtype=bool)
    rng = np.random.default_rng(seed)
    fold_of = np.empty(len(is_target), dtype=int)
    for kind in (True, False):
        rows = rng.permutation(np.flatnonzero(is_target == kind))
        fold_of[rows] = np.arange(len(rows)) % n_folds
    return fold_of


def detection_costs(p_target, cost_miss, cost_false_accept):
    """What a miss rate and a false accept rate count in a detection cost, the better constant answer costing 1."""
    if not 0 < p_target < 1 or cost_miss <= 0 or cost_false_accept <= 0:
        raise ValueError(
            f"need p_target in (0, 1) and positive costs, got {p_target}, {cost_miss} and {cost_false_accept}"
        )
    miss, accept = cost_miss * p_target, cost_false_accept * (1.0 - p_target)
    return miss / min(miss, accept), accept / min(miss, accept)


def by_duration(figure, durations_s, edges_s=(1.5, 2.5, 4.0, 7.5)):
    """A figure for each class of duration.

    Parameters
    ----------
    figure : callable
        ``figure(rows)`` for a boolean mask (n,) of trials; may raise ValueError where a class is too thin.
    durations_s : (n,) float
        The shorter recording of each trial.
    edges_s : sequence of float
        Between the classes; the defaults put 1, 2, 3, 5 s and longer each in one.

    Returns
    -------
    dict of (low_s, high_s) to figure, or to None where it cannot be computed

    Raises
    ------
    ValueError
        For a duration that is negative or NaN.
    """
    durations_s = np.asarray(durations_s)
    if not (durations_s >= 0).all():
        raise ValueError(f"durations must be 0 s or more, got {durations_s.min()}")
    bounds = [0.0, *edges_s, np.inf]
    found = {}
    for low_s, high_s in zip(bounds[:-1], bounds[1:], strict=True):
        try:
            found[low_s, high_s] = figure((durations_s >= low_s) & (durations_s < high_s))
        except ValueError:
            found[low_s, high_s] = None
    return found


def reliability(llrs, is_target, *, n_bins=15, ranking=None):
    """What natural log-likelihood ratios (n,) promise and what came true, at even prior odds.

    (promised chance of a target, share that was), each (n_points,): each point is as many trials as the others, one
    each where there are fewer than ``n_bins`` (DeGroot and Fienberg, The Statistician 32, 1983).
    """
    llrs, is_target = checked_trials(llrs, is_target)
    weights = np.where(is_target, 0.5 / is_target.sum(), 0.5 / (~is_target).sum())
    promised = 1 / (1 + np.exp(-np.clip(llrs, -50, 50)))
    order = (ranking or ranked(llrs))[0][::-1]
    parts = np.array_split(order, min(n_bins, len(llrs)))
    return tuple(
        np.array([np.average(each[part], weights=weights[part]) for part in parts]) for each in (promised, is_target)
    )


def bootstrap_interval(figure, speakers, *, n_draws=200, level=0.95, seed=0):
    """Interval of a figure over the choice of speakers (bootstrap, Efron, 1979): trials of one are not independent.

    Parameters
    ----------
    figure : callable
        ``figure(weights)`` with a count for each trial (n,) int, as ``np.repeat`` takes them.
    speakers : (n, 2) array
        The two speakers of each trial; a trial counts as often as both of its speakers were drawn together.
    n_draws : int
    level : float

    Returns
    -------
    (low, high)

    Raises
    ------
    ValueError
        For another shape, or when no draw has both kinds of trials.
    """
    figures = []
    for weights in speaker_draws(speakers, n_draws=n_draws, seed=seed):
        try:
            figures.append(figure(weights))
        except ValueError:
            continue  # this draw has only one kind of trial
    if not figures:
        raise ValueError("no draw of the speakers has both kinds of trials")
    return percentile_interval(figures, level)


def speaker_draws(speakers, *, n_draws=200, seed=0):
    """For each draw of the speakers, with replacement, how often each trial counts, (n,) int; see
    ``bootstrap_interval``."""
    places, n_speakers = speaker_places(speakers)
    first, second = places.T
    is_same = first == second
    for drawn in draws(n_speakers, n_draws, seed):
        yield np.where(is_same, drawn[first], drawn[first] * drawn[second])


def speaker_places(speakers):
    """The speakers (n, 2) of the trials as numbers from 0, and how many speakers there are."""
    speakers = np.asarray(speakers)
    if speakers.ndim != 2 or speakers.shape[1] != 2:
        raise ValueError(f"need the two speakers of each trial, (n, 2), got {speakers.shape}")
    if speakers.dtype.kind in "iu" and speakers.min(initial=0) >= 0 and speakers.max(initial=0) < speakers.size:
        is_there = np.bincount(speakers.ravel()) > 0  # numbers already, so that no sort is needed
        return (np.cumsum(is_there) - 1)[speakers], int(is_there.sum())
    names, places = np.unique(speakers, return_inverse=True)
    return places.reshape(-1, 2), len(names)


def draws(n_speakers, n_draws, seed=0):
    """For each draw with replacement, how often each speaker was drawn, (n_speakers,) int."""
    rng = np.random.default_rng(seed)
    for _ in range(n_draws):
        yield np.bincount(rng.integers(n_speakers, size=n_speakers), minlength=n_speakers)


def percentile_interval(figures, level=0.95):
    """(low, high) between which the share ``level`` of the figures lies."""
    tail = 50.0 * (1.0 - level)
    low, high = np.percentile(figures, [tail, 100.0 - tail])
    return float(low), float(high)


def area_under(false_accept, true_accept):
    """Of a ROC curve, its points joined by straight lines."""
    return float(np.diff(false_accept) @ (true_accept[1:] + true_accept[:-1]) / 2)


def evaluate_trials(scores, is_target, *, ranking=None):
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
    false_accept, true_accept, thresholds = roc = roc_curve(scores, is_target, ranking=ranking)
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
        auc=area_under(false_accept, true_accept),
        roc=roc,
    )
