import numpy as np
import pytest

from gluonar_engine.metrics import (
    actual_dcf,
    bootstrap_interval,
    by_duration,
    cllr,
    deal_folds,
    evaluate_trials,
    k_fold_accuracy,
    min_cllr,
    speaker_draws,
)
from gluonar_engine.resampling import Resampler, bootstrap_figures, interval

EVERY_FIGURE = {
    "eer": lambda scores, is_target: evaluate_trials(scores, is_target).eer,
    "min_dcf": lambda scores, is_target: evaluate_trials(scores, is_target).min_dcf,
    "auc": lambda scores, is_target: evaluate_trials(scores, is_target).auc,
    "cllr": lambda scores, is_target: cllr(20 * scores - 7, is_target),
    "actual_dcf": lambda scores, is_target: actual_dcf(20 * scores - 7, is_target),
    "min_cllr": min_cllr,
    "accuracy": lambda scores, is_target: k_fold_accuracy(scores, is_target)[0],
}


def made_up(rng, n_target, n_impostor):
    """Overlapping scores, rounded so that some are equal."""
    is_target = np.arange(n_target + n_impostor) < n_target
    scores = np.round(np.where(is_target, 0.45, 0.25) + rng.normal(0, 0.1, len(is_target)), 3)
    return scores, is_target


@pytest.fixture
def trials(rng):
    return made_up(rng, 300, 900)


@pytest.fixture
def resampler(trials):
    scores, is_target = trials
    return Resampler(scores, 20 * scores - 7, is_target, folds=deal_folds(is_target, 10))


@pytest.mark.parametrize("name", EVERY_FIGURE)
def test_trials_that_count_once_have_the_figures_of_the_list(trials, resampler, name):
    found = resampler.figures(np.ones(len(trials[0])))
    assert found[name] == pytest.approx(EVERY_FIGURE[name](*trials))


@pytest.mark.parametrize("name", [name for name in EVERY_FIGURE if name != "accuracy"])  # whose folds are dealt anew
def test_weights_mean_what_repeating_the_trials_means(trials, resampler, rng, name):
    weights = rng.integers(0, 4, len(trials[0]))
    repeated = (np.repeat(each, weights) for each in trials)
    assert resampler.figures(weights)[name] == pytest.approx(EVERY_FIGURE[name](*repeated))


def test_intervals_are_those_of_the_plain_bootstrap(trials, resampler, rng):
    scores, is_target = trials
    speakers = np.sort(rng.integers(0, 15, (len(scores), 2)), axis=1)
    drawn = bootstrap_figures(resampler, speakers, n_draws=40)
    for name in ("eer", "min_cllr", "actual_dcf"):
        figure = EVERY_FIGURE[name]
        plain = bootstrap_interval(
            lambda weights, figure=figure: figure(np.repeat(scores, weights), np.repeat(is_target, weights)),
            speakers, n_draws=40,
        )  # fmt: skip
        assert interval(drawn[name]) == pytest.approx(plain)


def test_draws_together_are_those_one_by_one(rng):
    """More trials than are weighed together, of them thousands with one and the same score, and more draws."""
    scores, is_target = made_up(rng, 1_000, 4_000)
    scores[::2] = 0.3
    resampler = Resampler(
        scores, 20 * scores - 7, is_target, folds=deal_folds(is_target, 10), classes=rng.integers(0, 3, len(scores))
    )
    speakers = rng.integers(0, 30, (len(scores), 2))
    speakers[is_target, 1] = speakers[is_target, 0]
    together = bootstrap_figures(resampler, speakers, n_draws=120)
    one_by_one = [resampler.figures(weights) for weights in speaker_draws(speakers, n_draws=120)]
    for name, drawn in together.items():
        np.testing.assert_allclose(drawn, [figures[name] for figures in one_by_one], rtol=1e-6)


def test_rates_of_classes_are_those_of_their_trials(trials, rng):
    scores, is_target = trials
    durations_s = rng.choice([1.0, 3.0, 9.0], len(scores))
    classes = np.digitize(durations_s, (1.5, 2.5, 4.0, 7.5))
    found = Resampler(scores, scores, is_target, classes=classes).figures(np.ones(len(scores)))["eer_of_class"]
    expected = by_duration(lambda rows: evaluate_trials(scores[rows], is_target[rows]).eer, durations_s)
    known = [np.nan if rate is None else rate for rate in expected.values()]
    np.testing.assert_allclose(found, known)
    assert np.isnan(found).sum() == 2


def test_many_different_scores_are_told_apart_well_enough(rng):
    """A hundred thousand scores in some thousand steps: what that moves is far below the interval."""
    is_target = np.arange(100_000) < 10_000
    scores = np.where(is_target, 2.5, 0.0) + rng.normal(size=len(is_target))
    resampler = Resampler(scores, scores, is_target, folds=deal_folds(is_target, 10))
    found, exact = resampler.figures(np.ones(len(scores))), evaluate_trials(scores, is_target)
    assert found["eer"] == pytest.approx(exact.eer, abs=2e-4)
    assert found["min_dcf"] == pytest.approx(exact.min_dcf, abs=2e-3)
    assert found["min_cllr"] == pytest.approx(min_cllr(scores, is_target), abs=1e-3)
    assert found["accuracy"] == pytest.approx(k_fold_accuracy(scores, is_target)[0], abs=1e-3)


def test_draws_without_both_kinds_are_left_out(trials, resampler):
    """Two speakers, all impostor trials between them: a draw of one alone has none."""
    _, is_target = trials
    speakers = np.where(is_target[:, np.newaxis], [[0, 0]], [[0, 1]])
    told = []
    drawn = bootstrap_figures(resampler, speakers, n_draws=20, progress=lambda *done: told.append(done))
    assert 0 < len(drawn["eer"]) < 20
    assert told[-1] == (20, 20)
    with pytest.raises(ValueError, match="got 300 and 0"):
        resampler.figures(is_target)


def test_nothing_is_known_where_no_draw_has_both_kinds(trials, resampler):
    """The targets are one speaker's, the impostors two others': a draw of three that has all of them is rare."""
    speakers = np.where(trials[1][:, np.newaxis], [[0, 0]], [[1, 2]])
    assert bootstrap_figures(resampler, speakers, n_draws=2, seed=1) == {}
    assert interval(np.array([np.nan])) is None
