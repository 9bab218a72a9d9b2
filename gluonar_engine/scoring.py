"""From embeddings to scores and calibrated likelihood ratios; NumPy only."""

import math
from dataclasses import dataclass

import numpy as np

# ENFSI Guideline for Evaluative Reporting in Forensic Science (2015), table 4: lower bounds of the likelihood ratio.
_VERBAL_SCALE = (
    (1_000_000.0, "extremely strong support"),
    (10_000.0, "very strong support"),
    (1_000.0, "strong support"),
    (100.0, "moderately strong support"),
    (10.0, "moderate support"),
    (2.0, "weak support"),
)

_RIDGE = 1e-6  # keeps the fit of separable trials finite; too small to move any other


def normalize(embeddings):
    """Scale (..., dim) to unit length along the last axis."""
    embeddings = np.asarray(embeddings, dtype=np.float32)
    length = np.linalg.norm(embeddings, axis=-1, keepdims=True)
    if not np.all(length > 0):
        raise ValueError("an embedding of length 0 or NaN has no direction")
    return embeddings / length


def centroid(embeddings):
    """The unit-length mean direction of (n, dim) embeddings, (dim,)."""
    return normalize(normalize(embeddings).mean(axis=0))


def cosine(left, right):
    """Cosine similarity along the last axis, in [-1, 1]; shapes broadcast."""
    return np.clip(np.sum(normalize(left) * normalize(right), axis=-1), -1.0, 1.0)


@dataclass(frozen=True)
class Calibration:
    """Cosine to natural log-likelihood ratio of "same speaker": ``llr = scale * score + offset``.

    Two parameters: more over-fit (Brummer and du Preez, Computer Speech and Language 20, 2006).
    """

    scale: float
    offset: float

    @property
    def is_known(self):
        return self.scale > 0

    def llr(self, score):
        return self.scale * score + self.offset

    def score_at(self, llr):
        """The score that has this ratio; None where no score has."""
        return (llr - self.offset) / self.scale if self.is_known else None


# Of a model that nobody has calibrated: a ratio of 1 whatever the score, since nothing is known about it.
UNCALIBRATED = Calibration(scale=0.0, offset=0.0)


class NotDiscriminating(ValueError):
    """Target trials that do not score higher than impostor trials."""


def fit_calibration(scores, is_target, *, n_iterations=50):
    """Fit by logistic regression with both classes weighted alike (effective prior 0.5).

    Parameters
    ----------
    scores : (n,) float
    is_target : (n,) bool

    Returns
    -------
    Calibration

    Raises
    ------
    ValueError
        Without both kinds of trials; ``NotDiscriminating`` when higher scores do not mean "target".
    """
    scores, is_target = np.asarray(scores, dtype=np.float64), np.asarray(is_target, dtype=bool)
    n_target, n_impostor = int(is_target.sum()), int((~is_target).sum())
    if not n_target or not n_impostor:
        raise ValueError(f"need target and impostor trials, got {n_target} and {n_impostor}")
    weights = np.where(is_target, 0.5 / n_target, 0.5 / n_impostor)
    centre, spread = scores.mean(), scores.std() or 1.0
    design = np.stack([(scores - centre) / spread, np.ones_like(scores)])
    solution = np.zeros(2)
    for _ in range(n_iterations):  # Newton's method, with a ridge so that separable trials stay finite
        probability = 1.0 / (1.0 + np.exp(-np.clip(solution @ design, -50, 50)))
        gradient = design @ (weights * (probability - is_target)) + _RIDGE * solution
        hessian = (design * (weights * probability * (1 - probability))) @ design.T + _RIDGE * np.eye(2)
        step = np.linalg.solve(hessian, gradient)
        solution -= step
        if np.abs(step).max() < 1e-10:
            break
    scale = solution[0] / spread
    if scale <= 0:
        raise NotDiscriminating("target trials do not score higher than impostor trials")
    return Calibration(scale=float(scale), offset=float(solution[1] - scale * centre))


def verbal_scale(llr):
    """A natural log-likelihood ratio in words, for one speaker or against (ENFSI 2015)."""
    ratio = math.exp(min(abs(llr), 700.0))
    side = "the same speaker" if llr > 0 else "different speakers"
    for bound, words in _VERBAL_SCALE:
        if ratio >= bound:
            return f"{words} for {side}"
    return "no support for either side"
