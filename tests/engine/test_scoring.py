"""Centroids, calibration and the verbal scale."""

import math

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from gluonar_engine.metrics import cllr
from gluonar_engine.scoring import (
    Calibration,
    Cohort,
    Normalization,
    Scorer,
    centroid,
    cosine,
    fit_calibration,
    normalize,
    verbal_scale,
)


@pytest.fixture
def trials(rng):
    """500 target and 3000 impostor cosines that overlap."""
    scores = np.concatenate([rng.normal(0.6, 0.15, 500), rng.normal(0.1, 0.15, 3000)])
    return scores, np.arange(3500) < 500


def test_cosine_of_known_angles():
    assert cosine([1, 0], [2, 0]) == pytest.approx(1.0)
    assert cosine([1, 0], [0, 3]) == pytest.approx(0.0)
    np.testing.assert_allclose(cosine([[1, 0], [1, 1]], [-1, 0]), [-1.0, -math.sqrt(0.5)], rtol=1e-6)


def test_centroid_weighs_directions_not_lengths():
    np.testing.assert_allclose(centroid([[10, 0], [0, 1]]), [math.sqrt(0.5)] * 2, rtol=1e-6)


def test_a_vector_without_direction_is_refused():
    with pytest.raises(ValueError, match="no direction"):
        cosine([0.0, 0.0], [1.0, 0.0])


def test_calibration_equals_weighted_logistic_regression(trials):
    scores, is_target = trials
    fitted = fit_calibration(scores, is_target)
    peer = LogisticRegression(C=1e9, class_weight="balanced", tol=1e-8).fit(scores[:, np.newaxis], is_target)
    assert fitted.scale == pytest.approx(peer.coef_[0, 0], rel=0.01)
    assert fitted.offset == pytest.approx(peer.intercept_[0], rel=0.01)


def test_calibration_costs_less_than_neighbouring_ones(trials):
    scores, is_target = trials
    best = fit_calibration(scores, is_target)
    for other in (Calibration(best.scale * 1.3, best.offset), Calibration(best.scale, best.offset + 0.5)):
        assert cllr(best.llr(scores), is_target) < cllr(other.llr(scores), is_target)


def test_separable_trials_still_give_a_finite_calibration():
    fitted = fit_calibration([0.9, 0.8, 0.1, 0.2], [True, True, False, False])
    assert 0 < fitted.scale < 1e4
    assert fitted.score_at(0.0) == pytest.approx(0.5, abs=0.01)


def test_score_at_is_the_inverse_of_llr():
    calibration = Calibration(scale=12.0, offset=-4.0)
    assert calibration.llr(calibration.score_at(2.5)) == pytest.approx(2.5)


@pytest.mark.parametrize(
    ("scores", "is_target", "message"),
    [([0.1, 0.2], [True, True], "got 2 and 0"), ([0.1, 0.9], [True, False], "do not score higher")],
)
def test_trials_that_cannot_calibrate_are_refused(scores, is_target, message):
    with pytest.raises(ValueError, match=message):
        fit_calibration(scores, is_target)


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (1.9, "no support for either side"),
        (2.1, "weak support for the same speaker"),
        (1 / 50, "moderate support for different speakers"),
        (500, "moderately strong support for the same speaker"),
        (5_000, "strong support for the same speaker"),
        (50_000, "very strong support for the same speaker"),
        (1e12, "extremely strong support for the same speaker"),
    ],
)
def test_verbal_scale_follows_the_likelihood_ratio(ratio, words):
    assert verbal_scale(math.log(ratio)) == words


def test_the_mean_of_a_groups_takes_scores_as_they_do_in_the_mean(rng):
    cohort = Cohort(normalize(rng.normal(size=(60, 8))))
    scorer = Scorer(cohort, Normalization(0.4, -0.2, 0.3, 0.1))
    takes, voices, counts = rng.normal(size=(6, 8)), rng.normal(size=(2, 8)), np.array([1, 3, 2])
    each = scorer.against(takes, voices)
    of_groups = scorer.against(scorer.prepare(takes).means(counts), voices)
    for found, expected in zip(of_groups, each, strict=True):
        means = [part.mean(axis=1) for part in np.split(expected, [1, 4], axis=1)]
        np.testing.assert_allclose(found, np.stack(means, axis=1), atol=1e-6)


def test_groups_of_one_are_the_takes_themselves(rng):
    templates = Scorer().prepare(rng.normal(size=(3, 8)))
    assert templates.means(np.ones(3, int)) is templates
