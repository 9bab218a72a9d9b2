"""Error rates against hand-worked examples and scikit-learn."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score
from sklearn.metrics import roc_curve as peer_roc_curve

from gluonar_engine.metrics import cllr, evaluate_trials, min_dcf, roc_curve


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
