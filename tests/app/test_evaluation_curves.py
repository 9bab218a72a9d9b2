"""Curves as they are drawn: few points, on the whole curve, with the thresholds that belong to them."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import norm

from app.services.evaluation import evaluate
from app.services.evaluation_curves import curves_of
from gluonar_engine.metrics import reliability
from gluonar_engine.scoring import UNCALIBRATED
from tests.app.evaluations import made_up_evaluation, made_up_scores, made_up_trials, model_of


@pytest.fixture
def evaluation(rng):
    return made_up_evaluation(rng)


@pytest.fixture
def curves(evaluation):
    return curves_of(evaluation)[0]


@pytest.fixture(scope="module")
def many():
    """A hundred thousand trials, and their whole curve."""
    rng = np.random.default_rng(1)
    evaluation = made_up_evaluation(rng, n=100_000, n_target=20_000)
    return evaluation.models[0].metrics.roc, curves_of(evaluation)[0]


def test_few_trials_are_drawn_whole(evaluation, curves):
    false_accept, true_accept, scores = evaluation.models[0].metrics.roc
    np.testing.assert_array_equal(np.unique(curves.roc.across), np.unique(false_accept))
    np.testing.assert_array_equal(np.unique(curves.roc.up), np.unique(true_accept))
    place = np.searchsorted(-scores, -0.35)  # the first of the curve that is not above
    assert 20 * scores[place] - 7 in curves.roc.thresholds


def test_thinned_curve_is_nowhere_farther_than_a_step_from_the_whole(many):
    (false_accept, true_accept, _), curves = many
    assert len(curves.roc.across) <= 4_004 < len(false_accept)
    on_line = np.interp(false_accept + true_accept, curves.roc.across + curves.roc.up, curves.roc.across)
    assert np.abs(on_line - false_accept).max() <= 0.001


def test_points_of_the_thinned_curve_are_points_of_the_whole(many):
    whole, curves = many
    points = set(zip(*whole[:2], strict=True))
    assert points.issuperset(zip(curves.roc.across, curves.roc.up, strict=True))


def test_det_is_the_same_curve_on_normal_axes(many):
    whole, curves = many
    assert 500 < len(curves.det.across) <= 4_004
    false_accept, miss = norm.cdf(curves.det.across), norm.cdf(curves.det.up)
    for rate, other, threshold in zip(false_accept, miss, curves.det.thresholds, strict=True):
        rates = curves.rates_at(threshold)
        assert (rates.false_accept, rates.false_reject) == pytest.approx((rate, other), abs=1e-9)
    assert curves.det_ticks[0] == (pytest.approx(norm.ppf(0.001)), "0.1")


@pytest.mark.parametrize("threshold", [-np.inf, -3.0, 0.0, 1.25, np.inf])
def test_rates_at_a_threshold_are_counted(evaluation, curves, threshold):
    llrs, is_target = evaluation.models[0].llrs, evaluation.trials.is_target
    rates = curves.rates_at(threshold)
    assert rates.false_accept == pytest.approx(np.mean(llrs[~is_target] >= threshold))
    assert rates.false_reject == pytest.approx(np.mean(llrs[is_target] < threshold))


def test_bars_hold_every_trial_once(evaluation, curves):
    assert curves.targets.sum() == pytest.approx(1.0) and curves.impostors.sum() == pytest.approx(1.0)
    llrs = evaluation.models[0].llrs[evaluation.trials.is_target]
    place = np.searchsorted(curves.edges, 0.0)
    assert curves.targets[place:].sum() == pytest.approx(np.mean(llrs >= curves.edges[place]))


def test_reliability_is_the_engines(evaluation, curves):
    expected = reliability(evaluation.models[0].llrs, evaluation.trials.is_target)
    for ours, theirs in zip(curves.reliability, expected, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_two_models_share_their_bars_edges(rng):
    one, other = curves_of(made_up_evaluation(rng, 2))
    np.testing.assert_array_equal(one.edges, other.edges)


def test_model_without_calibration_has_scores_and_promises_nothing(rng):
    trials = made_up_trials(rng)
    scores = made_up_scores(rng, trials)
    calibrated, plain = model_of("a"), model_of("b", UNCALIBRATED)
    one, other = curves_of(evaluate(trials, [scores, scores], [calibrated, plain]))
    assert (one.is_llr, other.is_llr) == (True, False)
    assert other.targets is other.edges is other.reliability is None
    assert other.rates_at(0.35) == one.rates_at(20 * 0.35 - 7)


def test_list_without_errors_has_no_det_and_one_score_has_bars(rng):
    trials = made_up_trials(rng)
    perfect, flat = (evaluate(trials, [each], [model_of("a")]) for each in (trials.is_target * 1.0, np.ones(1200)))
    assert len(curves_of(perfect)[0].det.across) == 0
    assert curves_of(flat)[0].targets.sum() == pytest.approx(1.0)
    doubled = replace(perfect, models=perfect.models * 2)
    assert len(curves_of(doubled)) == 2
