"""Error rates against hand-worked examples and scikit-learn."""

import numpy as np
import pytest
from scipy.optimize import brentq
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import accuracy_score, log_loss, roc_auc_score
from sklearn.metrics import roc_curve as peer_roc_curve

from gluonar_engine.metrics import (
    actual_dcf,
    bootstrap_interval,
    by_duration,
    cllr,
    deal_folds,
    evaluate_trials,
    k_fold_accuracy,
    min_cllr,
    min_dcf,
    roc_curve,
    speaker_places,
)


@pytest.fixture
def trials(rng):
    """Overlapping scores with ties: two decimals only."""
    scores = np.concatenate([rng.normal(0.5, 0.2, 400), rng.normal(0.2, 0.2, 900)]).round(2)
    return scores, np.arange(1300) < 400


def test_hand_worked_list():
    """Targets 0.9 0.6 0.4, impostors 0.5 0.3 0.2 0.1: at 0.5 one of three targets is missed, one of four accepted."""
    found = evaluate_trials([0.9, 0.6, 0.4, 0.5, 0.3, 0.2, 0.1], [1, 1, 1, 0, 0, 0, 0])
    assert (found.n_target, found.n_impostor) == (3, 4)
    # Misses fall from 1/3 to 0 at 0.4, where false accepts are 1/4: the lines cross at 1/4.
    assert found.eer == pytest.approx(0.25)
    assert found.accuracy == pytest.approx(6 / 7)
    assert found.auc == pytest.approx(11 / 12)
    # Accepting from 0.6 on costs 0.01 * 1/3, over the 0.01 of accepting nothing.
    assert found.min_dcf == pytest.approx(1 / 3)


def test_perfect_and_hopeless_lists():
    perfect = evaluate_trials([0.9, 0.8, 0.1], [1, 1, 0])
    assert (perfect.eer, perfect.min_dcf, perfect.accuracy, perfect.auc) == (0.0, 0.0, 1.0, 1.0)
    tied = evaluate_trials([0.5, 0.5, 0.5, 0.5], [1, 0, 1, 0])
    assert (tied.eer, tied.min_dcf, tied.auc) == (0.5, 1.0, 0.5)


def test_roc_and_auc_equal_scikit_learn(trials):
    scores, is_target = trials
    found = evaluate_trials(scores, is_target)
    for ours, theirs in zip(found.roc, peer_roc_curve(is_target, scores, drop_intermediate=False), strict=True):
        np.testing.assert_allclose(ours, theirs)
    assert found.auc == pytest.approx(roc_auc_score(is_target, scores))


def test_eer_is_where_scikit_learns_curve_crosses_the_diagonal(trials):
    scores, is_target = trials
    false_accept, true_accept, _ = peer_roc_curve(is_target, scores)
    crossing = brentq(lambda rate: 1 - rate - np.interp(rate, false_accept, true_accept), 0, 1)
    found = evaluate_trials(scores, is_target)
    assert found.eer == pytest.approx(crossing)
    misses, accepts = (
        np.mean(scores[is_target] < found.eer_threshold),
        np.mean(scores[~is_target] >= found.eer_threshold),
    )
    assert min(misses, accepts) <= found.eer <= max(misses, accepts)


def test_accuracy_is_scikit_learns_at_the_best_threshold(trials):
    scores, is_target = trials
    best = max(accuracy_score(is_target, scores >= threshold) for threshold in np.unique(scores))
    assert evaluate_trials(scores, is_target).accuracy == pytest.approx(best)


def test_infinite_scores_are_ties_like_any_other():
    found = evaluate_trials([np.inf, np.inf, -np.inf, -np.inf], [1, 0, 1, 0])
    assert (found.eer, found.auc, found.accuracy) == (0.5, 0.5, 0.5)


def test_order_of_the_list_does_not_matter(trials, rng):
    scores, is_target = trials
    order = rng.permutation(len(scores))
    shuffled = evaluate_trials(scores[order], is_target[order])
    found = evaluate_trials(scores, is_target)
    assert (shuffled.eer, shuffled.min_dcf, shuffled.auc) == (found.eer, found.min_dcf, found.auc)


def test_min_dcf_with_equal_costs_is_twice_the_least_mean_error(trials):
    false_accept, true_accept, _ = roc_curve(*trials)
    assert min_dcf(false_accept, true_accept, p_target=0.5) == pytest.approx((false_accept + 1 - true_accept).min())


def test_cllr_of_known_ratios():
    assert cllr([0.0, 0.0], [True, False]) == pytest.approx(1.0)
    # log2(1 + 1/3) for the target, log2(1 + 1/3) for the impostor.
    assert cllr([np.log(3), -np.log(3)], [True, False]) == pytest.approx(np.log2(4 / 3))


def test_cllr_is_scikit_learns_log_loss_with_both_kinds_weighted_alike(trials):
    scores, is_target = trials
    llrs = 12 * scores - 4
    weights = np.where(is_target, 0.5 / is_target.sum(), 0.5 / (~is_target).sum())
    expected = log_loss(is_target, 1 / (1 + np.exp(-llrs)), sample_weight=weights) / np.log(2)
    assert cllr(llrs, is_target) == pytest.approx(expected)


def cllr_after_isotonic_regression(scores, is_target):
    prior = is_target.mean()
    posterior = IsotonicRegression(y_min=0, y_max=1).fit_transform(scores, is_target)
    with np.errstate(divide="ignore"):
        llrs = np.log(posterior / (1 - posterior)) - np.log(prior / (1 - prior))
    return cllr(llrs, is_target)


def test_min_cllr_equals_isotonic_regression(trials):
    assert min_cllr(*trials) == pytest.approx(cllr_after_isotonic_regression(*trials), rel=1e-9)


def test_min_cllr_of_many_different_scores_equals_isotonic_regression(rng):
    is_target = np.arange(5000) < 2000
    scores = np.where(is_target, 0.4, 0.2) + rng.normal(0, 0.2, 5000)
    assert min_cllr(scores, is_target) == pytest.approx(cllr_after_isotonic_regression(scores, is_target), rel=1e-9)


def test_min_cllr_where_one_block_after_the_other_falls_to_the_last_score():
    """The share of targets rises from score to score, and then there are thousands of impostors."""
    n_target, n_all = np.append(np.arange(1, 300), 0), np.append(np.full(299, 300), 20_000)
    scores = np.repeat(np.arange(300.0), n_all)
    is_target = np.concatenate([np.arange(n) < hits for hits, n in zip(n_target, n_all, strict=True)])
    assert min_cllr(scores, is_target) == pytest.approx(cllr_after_isotonic_regression(scores, is_target), rel=1e-9)


def test_min_cllr_of_hand_worked_lists():
    assert min_cllr([0.9, 0.8, 0.1], [1, 1, 0]) == 0.0
    assert min_cllr([0.5, 0.5], [1, 0]) == pytest.approx(1.0)
    # Ranked impostor, target, impostor, target: the middle two form one block with no information.
    assert min_cllr([1, 2, 3, 4], [0, 1, 0, 1]) == pytest.approx(0.5)


def test_actual_dcf_of_hand_worked_ratios():
    """At even odds the threshold is 0: one of two targets is missed, one of four impostors accepted."""
    llrs, is_target = [3.0, -1.0, 2.0, -4.0, -5.0, -6.0], [1, 1, 0, 0, 0, 0]
    assert actual_dcf(llrs, is_target, p_target=0.5) == pytest.approx(0.5 + 0.25)
    # At 1 % the threshold is ln 99: nothing is accepted, which costs what no answer costs.
    assert actual_dcf(llrs, is_target) == pytest.approx(1.0)


def test_actual_dcf_is_never_below_the_least(trials):
    scores, is_target = trials
    false_accept, true_accept, _ = roc_curve(scores, is_target)
    for offset in (-5.0, 0.0, 5.0):
        assert actual_dcf(20 * scores + offset, is_target) >= min_dcf(false_accept, true_accept)


def test_k_fold_accuracy_of_separable_and_of_meaningless_scores(rng):
    is_target = np.arange(200) % 2 == 0
    assert k_fold_accuracy(is_target * 1.0, is_target) == (1.0, 0.0)
    mean, spread = k_fold_accuracy(rng.random(200), is_target)
    assert 0.3 < mean < 0.7
    assert spread > 0


def test_k_fold_accuracy_is_that_of_the_best_threshold_of_the_other_folds(trials):
    scores, is_target = trials
    fold_of, found = deal_folds(is_target, 10), []
    for fold in range(10):
        inside = fold_of == fold
        thresholds = np.append(np.inf, np.unique(scores[~inside])[::-1])
        n_right = [((scores[~inside] >= each) == is_target[~inside]).sum() for each in thresholds]
        found.append(np.mean((scores[inside] >= thresholds[np.argmax(n_right)]) == is_target[inside]))
    assert k_fold_accuracy(scores, is_target) == pytest.approx((np.mean(found), np.std(found)))


def test_k_fold_accuracy_of_a_hand_worked_list():
    """One target and one impostor a fold, all told by 1.0 but one impostor at 2.0: its fold is half right."""
    scores, is_target = [1.0] * 10 + [0.0] * 9 + [2.0], np.arange(20) < 10
    assert k_fold_accuracy(scores, is_target) == pytest.approx((0.95, 0.15))


def test_k_fold_needs_trials_of_each_kind_in_each_fold():
    with pytest.raises(ValueError, match="got 10 folds"):
        k_fold_accuracy([0.1, 0.9], [0, 1])


def test_figures_by_duration_leave_thin_classes_open():
    scores, is_target = np.array([0.9, 0.1, 0.1, 0.9]), np.array([1, 0, 1, 0], dtype=bool)
    found = by_duration(lambda rows: evaluate_trials(scores[rows], is_target[rows]).eer, [1.0, 1.0, 5.0, 5.0])
    assert found[0.0, 1.5] == 0.0
    assert found[4.0, 7.5] == 1.0
    assert found[1.5, 2.5] is None


def test_interval_is_over_speakers_not_trials(rng):
    """Ten people, one of whom cannot be told: however often their trials are repeated, the interval stays wide."""
    people = np.repeat(np.arange(10), 20)
    scores = np.where(people == 0, 0.0, 1.0)
    trials = np.stack([people, people], axis=1)
    low, high = bootstrap_interval(lambda weights: np.average(scores, weights=weights), trials)
    more = bootstrap_interval(
        lambda weights: np.average(np.repeat(scores, 5), weights=weights), np.repeat(trials, 5, axis=0)
    )
    assert low < 0.9 < high <= 1.0
    assert high - low > 0.15
    np.testing.assert_allclose(more, (low, high))


def test_impostor_trial_counts_as_often_as_both_speakers_were_drawn():
    seen = []
    bootstrap_interval(lambda weights: seen.append(weights) or 0.0, [["a", "a"], ["a", "b"], ["b", "b"]], n_draws=50)
    assert all(weights[1] == weights[0] * weights[2] for weights in seen)


def test_speakers_are_the_same_by_number_and_by_name(rng):
    numbers = rng.integers(0, 40, (30, 2))  # some of which nobody has
    for speakers in (numbers, np.char.mod("%03d", numbers), numbers - 20):
        places, n_speakers = speaker_places(speakers)
        expected = np.unique(numbers, return_inverse=True)
        np.testing.assert_array_equal(places.ravel(), expected[1].ravel())
        assert n_speakers == len(expected[0])


def test_interval_needs_two_speakers_a_trial():
    with pytest.raises(ValueError, match=r"need the two speakers of each trial, \(n, 2\), got \(2, 3\)"):
        bootstrap_interval(np.mean, np.zeros((2, 3)))


@pytest.mark.parametrize("durations_s", [[1.0, -1.0], [1.0, np.nan]])
def test_durations_that_are_none_are_refused(durations_s):
    with pytest.raises(ValueError, match="durations must be 0 s or more"):
        by_duration(np.sum, durations_s)


@pytest.mark.parametrize(
    "setting", [{"p_target": 0.0}, {"p_target": 1.0}, {"cost_miss": 0}, {"cost_false_accept": -1}]
)
def test_priors_and_costs_that_mean_nothing_are_refused(setting):
    with pytest.raises(ValueError, match=r"need p_target in \(0, 1\) and positive costs"):
        actual_dcf([1.0, -1.0], [1, 0], **setting)
    with pytest.raises(ValueError, match=r"need p_target in \(0, 1\) and positive costs"):
        min_dcf(np.zeros(1), np.ones(1), **setting)


@pytest.mark.parametrize("figure", [evaluate_trials, cllr, min_cllr, actual_dcf, k_fold_accuracy])
@pytest.mark.parametrize(
    ("scores", "is_target", "message"),
    [
        ([0.1, np.nan], [1, 0], "a score is NaN"),
        ([0.1, 0.2], [1, 1], "got 2 and 0"),
        ([0.1, 0.2], [1, 0, 1], "one label per score"),
    ],
)
def test_lists_that_mean_nothing_are_refused(figure, scores, is_target, message):
    with pytest.raises(ValueError, match=message):
        figure(scores, is_target)
