"""The order of everybody by score, of which only what is looked at is made."""

from types import SimpleNamespace

import numpy as np
import pytest

from app.services.ranking import Ranking
from gluonar_engine.scoring import Calibration


def ranking_of(scores):
    scores = np.asarray(scores, float)
    speakers = [SimpleNamespace(id=index) for index in range(len(scores))]
    return Ranking(speakers, scores, scores + 0.5, Calibration(2.0, 1.0))


def ids(candidates):
    return [candidate.speaker.id for candidate in candidates]


def test_a_candidate_has_the_figures_of_their_own():
    best = ranking_of([0.1, 0.7, 0.3])[0]
    assert (best.speaker.id, best.score, best.cosine, best.llr) == (1, 0.7, pytest.approx(1.2), pytest.approx(2.4))


@pytest.mark.parametrize("n", [1, 3, 200, 201, 5_000])
def test_the_order_is_that_of_a_stable_sort(rng, n):
    scores = rng.integers(0, max(2, n // 3), n) / 7  # with many ties
    assert ids(ranking_of(scores)) == np.argsort(-scores, kind="stable").tolist()


def test_the_first_hundred_are_there_without_sorting_everybody(rng):
    scores = rng.normal(size=50_000)
    ranking = ranking_of(scores)
    expected = np.argsort(-scores, kind="stable")
    assert ids(ranking[:100]) == expected[:100].tolist()
    assert len(ranking._order) < 1_000
    assert ids([ranking[-1], ranking[40_000]]) == [expected[-1], expected[40_000]]


def test_the_best_all_in_one_part_of_the_list(rng):
    scores = np.concatenate([rng.normal(size=500) + 10, rng.normal(size=20_000)])
    assert ids(ranking_of(scores)[:300]) == np.argsort(-scores, kind="stable")[:300].tolist()


def test_scores_that_are_no_numbers_come_last():
    scores = np.zeros(1_000)
    scores[[3, 5]] = np.nan, 1.0
    assert (ids(ranking_of(scores)[:1]), ids(ranking_of(scores)[-1:])) == ([5], [3])


def test_there_is_nobody_beyond_the_last():
    ranking = ranking_of([0.1, 0.2])
    assert (len(ranking), ids(ranking[5:])) == (2, [])
    with pytest.raises(IndexError):
        ranking[2]


def test_how_many_are_above_a_score():
    assert ranking_of([0.5, 0.2, 0.2, -1.0]).n_above(0.2) == 1
