"""What a trained network says of the speakers that it learned from: how a voice varies, and which kinds there are."""

import numpy as np

from gluonar_engine.scoring import normalize


def class_means(embeddings, class_of, n_classes):
    """The mean of each class's rows, (n_classes, dim), not normalised."""
    sums = np.zeros((n_classes, embeddings.shape[1]))
    np.add.at(sums, class_of, embeddings)
    return sums / np.bincount(class_of, minlength=n_classes)[:, np.newaxis]


def whitening(embeddings, class_of, n_classes, *, shrinkage=0.3):
    """The matrix (dim, dim) that evens out how recordings of one class differ: ``embeddings @ whitening``.

    Within-class covariance normalisation (Hatch, Kajarekar and Stolcke, Interspeech 2006), its covariance drawn
    towards a sphere by ``shrinkage``.  Without a class of two or more recordings it is the identity.
    """
    counts = np.bincount(class_of, minlength=n_classes)
    several = counts[class_of] > 1
    if not several.any():
        return np.eye(embeddings.shape[1])
    means = class_means(embeddings, class_of, n_classes)
    within = np.cov((embeddings - means[class_of])[several].T)
    sphere = np.eye(len(within)) * np.trace(within) / len(within)
    return np.linalg.inv(np.linalg.cholesky((1 - shrinkage) * within + shrinkage * sphere)).T


def cluster_centers(directions, n_clusters, *, least=3, n_rounds=15, seed=0):
    """Unit-length centres (n, dim) of spherical k-means over unit-length ``directions`` (n_speakers, dim).

    Clusters of fewer than ``least`` speakers are left out, so that no centre is one person's template; n is therefore
    at most ``n_clusters`` (Dhillon and Modha, Concept decompositions, Machine Learning 42, 2001).
    """
    rng = np.random.default_rng(seed)
    n_clusters = min(n_clusters, len(directions) // least)
    centers = directions[rng.choice(len(directions), n_clusters, replace=False)]
    for _ in range(n_rounds):
        nearest = (directions @ centers.T).argmax(axis=1)
        sizes = np.bincount(nearest, minlength=n_clusters)
        sums = np.zeros_like(centers)
        np.add.at(sums, nearest, directions)
        sums[sizes == 0] = directions[rng.choice(len(directions), np.count_nonzero(sizes == 0))]
        centers = normalize(sums)
    sizes = np.bincount((directions @ centers.T).argmax(axis=1), minlength=n_clusters)
    return centers[sizes >= least]
