"""Whitening and cluster centres from a population of speakers."""

import numpy as np

from gluonar_engine.scoring import cosine, normalize
from gluonar_engine.training.population import class_means, cluster_centers, whitening


def test_whitened_recordings_of_a_class_differ_alike_in_all_directions(rng):
    class_of = np.repeat(np.arange(60), 20)
    spread = np.array([5.0, 1.0, 0.2, 1.0])
    embeddings = rng.normal(size=(60, 4))[class_of] + spread * rng.normal(size=(1200, 4))
    matrix = whitening(embeddings, class_of, 60, shrinkage=0.0)
    residue = (embeddings - class_means(embeddings, class_of, 60)[class_of]) @ matrix
    np.testing.assert_allclose(np.cov(residue.T), np.eye(4), atol=1e-9)


def test_shrinkage_leaves_some_of_the_difference(rng):
    class_of = np.repeat(np.arange(60), 20)
    embeddings = np.array([5.0, 1.0]) * rng.normal(size=(1200, 2))
    spreads = [
        np.linalg.cond(np.cov((embeddings @ whitening(embeddings, class_of, 60, shrinkage=share)).T))
        for share in (0.0, 0.3, 1.0)
    ]
    assert spreads[0] < 1.1 < 2 < spreads[1] < spreads[2]


def test_classes_of_one_recording_tell_nothing(rng):
    np.testing.assert_array_equal(whitening(rng.normal(size=(5, 3)), np.arange(5), 5), np.eye(3))


def test_centres_are_found_and_none_is_one_person(rng):
    groups = normalize(rng.normal(size=(6, 16)))
    people = normalize(np.repeat(groups, 20, axis=0) + 0.05 * rng.normal(size=(120, 16)))
    loner = normalize(-groups.sum(axis=0))
    centers = cluster_centers(np.vstack([people, loner]), 12)
    np.testing.assert_allclose(np.linalg.norm(centers, axis=1), 1.0, atol=1e-6)
    assert cosine(groups[:, np.newaxis], centers).max(axis=1).min() > 0.97
    assert cosine(loner, centers).max() < 0.9


def test_few_speakers_make_few_centres(rng):
    assert len(cluster_centers(normalize(rng.normal(size=(7, 4))), 400)) <= 2
