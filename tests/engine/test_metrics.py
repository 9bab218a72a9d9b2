"""Error rates against hand-worked examples and scikit-learn."""

import numpy as np
import pytest
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import roc_auc_score
from sklearn.metrics import roc_curve as peer_roc_curve

from gluonar_engine.metrics import (
    actual_dcf,
    bootstrap_interval,
    by_duration,
    cllr,
    evaluate_trials,
    k_fold_accuracy,
    min_cllr,
    min_dcf,
    roc_curve,
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


def test_eer_is_where_a_fine_search_finds_it(trials):
    scores, is_target = trials
    found = evaluate_trials(scores, is_target)
    misses, false_accepts = (
        np.mean(scores[is_target] < found.eer_threshold),
        np.mean(scores[~is_target] >= found.eer_threshold),
    )
    assert min(misses, false_accepts) <= found.eer <= max(misses, false_accepts)
    assert abs(misses - false_accepts) < 0.03


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


def test_min_cllr_equals_isotonic_regression(trials):
    scores, is_target = trials
    prior = is_target.mean()
    posterior = IsotonicRegression(y_min=0, y_max=1).fit_transform(scores, is_target)
    with np.errstate(divide="ignore"):
        llrs = np.log(posterior / (1 - posterior)) - np.log(prior / (1 - prior))
    assert min_cllr(scores, is_target) == pytest.approx(cllr(llrs, is_target), rel=1e-9)


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


@pytest.mark.parametrize(
    ("scores", "is_target", "message"),
    [
        ([0.1, np.nan], [1, 0], "a score is NaN"),
        ([0.1, 0.2], [1, 1], "got 2 and 0"),
        ([0.1, 0.2], [1, 0, 1], "one label per score"),
    ],
)
def test_lists_that_mean_nothing_are_refused(scores, is_target, message):
    with pytest.raises(ValueError, match=message):
        evaluate_trials(scores, is_target)
