"""From embeddings to scores, plain or normalised, and to calibrated likelihood ratios; NumPy only."""

import math
from dataclasses import astuple, dataclass

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

N_NEAREST = 50
_N_ROWS = 1024  # compared with a cohort at a time, so that memory stays bounded and what is read again is near

_RIDGE = 1e-6  # keeps the fit of separable trials finite; too small to move any other


def normalize(embeddings):
    """Scale (..., dim) to unit length along the last axis."""
    embeddings = np.asarray(embeddings, dtype=np.float32)
    length = np.sqrt(np.einsum("...i,...i->...", embeddings, embeddings))[..., np.newaxis]  # NumPy's copies all of it
    if not np.all(length > 0):
        raise ValueError("an embedding of length 0 or NaN has no direction")
    return embeddings / length


def centroid(embeddings):
    """The unit-length mean direction of (n, dim) embeddings, (dim,)."""
    return normalize(normalize(embeddings).mean(axis=0))


def cosine(left, right):
    """Cosine similarity along the last axis, in [-1, 1]; shapes broadcast."""
    return np.clip(np.sum(normalize(left) * normalize(right), axis=-1), -1.0, 1.0)


class Cohort:
    """A reference population that scores are normalised against.

    Parameters
    ----------
    centres : (n_centres, dim) float
        Unit length: the mean directions of groups of similar voices, none of them one person's template.
    n_nearest : int
        How many of them, those most like a voice, say what is usual for it; all where there are fewer.

    Raises
    ------
    ValueError
        For another shape, fewer than two centres, or centres that are not of unit length.
    """

    def __init__(self, centres, n_nearest=N_NEAREST):
        centres = np.asarray(centres, dtype=np.float32)
        if centres.ndim != 2 or len(centres) < 2:
            raise ValueError(f"a cohort is (n_centres, dim) with two centres or more, got {centres.shape}")
        if not np.all(np.abs(np.linalg.norm(centres, axis=1) - 1.0) < 0.01):  # 16-bit centres are off by 0.001
            raise ValueError("the centres of a cohort have unit length, these have not")
        self.centres = normalize(centres)
        self._n_nearest = min(n_nearest, len(centres))

    def statistics(self, embeddings):
        """Of (n, dim): mean and standard deviation of the cosines to the ``n_nearest`` centres, and to all: (4, n)."""
        starts = range(0, len(embeddings), _N_ROWS)
        found = [self._of(normalize(embeddings[start : start + _N_ROWS])) for start in starts]
        return np.concatenate(found, axis=1) if found else np.zeros((4, 0))

    def _of(self, embeddings):
        cosines = embeddings @ self.centres.T
        of_all = _mean_and_deviation(cosines)
        cosines.sort(axis=1)  # where NumPy sorts with vectors, quicker than finding the nearest alone
        return np.stack([*_mean_and_deviation(cosines[:, -self._n_nearest :]), *of_all]).astype(np.float64)


def _mean_and_deviation(rows):
    """Of each of (n_rows, n): NumPy's own take many passes."""
    mean = rows.sum(axis=1) / rows.shape[1]
    off = rows - mean[:, np.newaxis]
    return mean, np.sqrt(np.einsum("ij,ij->i", off, off) / rows.shape[1])


@dataclass(frozen=True)
class Normalization:
    """How the cosine that is usual for a voice follows from a cohort: weights of the four ``Cohort.statistics``."""

    nearest_mean: float = 1.0
    nearest_deviation: float = 0.0
    mean: float = 0.0
    deviation: float = 0.0

    def usual(self, statistics):
        """(4, n) to the usual cosines (n,)."""
        return np.asarray(astuple(self)) @ statistics


@dataclass(frozen=True, eq=False)
class Comparison:
    """A voice beside a speaker's takes: means over the takes, and those of each, (n_takes,)."""

    score: float
    cosine: float
    take_scores: np.ndarray
    take_cosines: np.ndarray


@dataclass(frozen=True, eq=False)
class Templates:
    """Takes made ready for many comparisons by ``Scorer.prepare``: of unit length (n, dim), and the cosine (n,) that
    is usual for each."""

    directions: np.ndarray
    usual: np.ndarray

    def of(self, rows):
        """Those of the takes that ``rows`` indexes."""
        return Templates(self.directions[rows], self.usual[rows])

    def means(self, counts):
        """One each for groups of takes that follow one another, ``counts`` (n_groups,) of them, 1 or more, in each.

        Its score is the mean over the group's takes, since scores are linear in both; so ``directions`` are as short
        as the takes disagree.
        """
        if len(counts) == len(self.usual):
            return self
        starts = np.cumsum(counts) - counts
        directions = np.add.reduceat(self.directions, starts) / counts[:, np.newaxis].astype(np.float32)
        return Templates(directions, np.add.reduceat(self.usual, starts) / counts)


class Scorer:
    """The one place where scores are made: cosines or, with a ``Cohort``, normalised ones.

    The normalised score of two voices is their cosine minus what is usual for them: the mean of what ``Normalization``
    says for either.  Some voices are like many others, and a recording's noise, length and language move all its
    cosines; the cohort shows by how much.  The statistics are those of adaptive score normalisation (Matejka et al.,
    Interspeech 2017), which would divide by the deviations: here their weights are fitted together with the
    calibration, as quality measures are (Mandasari et al., IEEE TASLP 21, 2013), so that one calibration fits
    recordings of many kinds.

    A speaker with several takes scores the mean over them.  Compared with their centroid, a score would grow with the
    number of takes, while the calibration is made from single recordings and would take that growth for evidence.
    """

    def __init__(self, cohort=None, normalization=None):
        self.cohort, self.normalization = cohort, normalization or Normalization()

    @property
    def is_normalized(self):
        return self.cohort is not None

    def score(self, takes, probe):
        """The ``Comparison`` of a voice (dim,) with the takes (n_takes, dim) of one speaker."""
        scores, cosines = self.against(takes, probe)
        return Comparison(float(scores.mean()), float(cosines.mean()), scores, cosines)

    def prepare(self, takes):
        """The ``Templates`` of (n, dim): what is the same whatever they are compared with, computed once."""
        directions = normalize(takes)
        return Templates(directions, self._usual(directions))

    def against(self, takes, probes):
        """Scores and cosines, both (n,), of a voice (dim,) with each of (n, dim) or of ``Templates``.

        Of several voices (n_probes, dim) at once, both are (n_probes, n).
        """
        templates = self._prepared(takes)
        voices = normalize(np.atleast_2d(probes))
        cosines = np.clip(voices @ templates.directions.T, -1.0, 1.0)
        scores = cosines - 0.5 * (templates.usual + self._usual(voices)[:, np.newaxis])
        return (scores[0], cosines[0]) if np.ndim(probes) == 1 else (scores, cosines)

    def pairs(self, left, right):
        """Scores (n,) of the trials ``left[i]`` against ``right[i]``, both (n, dim) or ``Templates``."""
        left, right = self._prepared(left), self._prepared(right)
        cosines = np.clip(np.sum(left.directions * right.directions, axis=-1), -1.0, 1.0)
        return cosines - 0.5 * (left.usual + right.usual)

    def _prepared(self, takes):
        return takes if isinstance(takes, Templates) else self.prepare(takes)

    def _usual(self, voices):
        """The cosine (n,) that is usual for each of (n, dim); 0 without a cohort."""
        if self.cohort is None:
            return np.zeros(len(voices), np.float32)
        return self.normalization.usual(self.cohort.statistics(voices))


@dataclass(frozen=True)
class Calibration:
    """Score to natural log-likelihood ratio of "same speaker": ``llr = scale * score + offset``.

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


def fit_calibration(scores, is_target):
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
    (scale,), offset = logistic_regression(np.asarray(scores)[np.newaxis], is_target)
    return Calibration(scale=_discriminating(scale), offset=offset)


def fit_normalization(cosines, statistics, is_target):
    """The weights of the cohort's statistics and the calibration of the scores they make, fitted together.

    Parameters
    ----------
    cosines : (n,) float
    statistics : (4, n) float
        What ``Cohort.statistics`` says of the two voices of each trial, averaged.
    is_target : (n,) bool

    Returns
    -------
    (Normalization, Calibration)

    Raises
    ------
    ValueError
        As ``fit_calibration``.
    """
    (scale, *others), offset = logistic_regression(np.vstack([cosines, statistics]), is_target)
    scale = _discriminating(scale)
    return Normalization(*(-weight / scale for weight in others)), Calibration(scale, offset)


def _discriminating(scale):
    if scale <= 0:
        raise NotDiscriminating("target trials do not score higher than impostor trials")
    return scale


def logistic_regression(features, is_target, *, n_iterations=50):
    """([weight of each feature], offset) of the log-odds of (n_features, n) trials, both kinds weighing alike."""
    features, is_target = np.asarray(features, dtype=np.float64), np.asarray(is_target, dtype=bool)
    n_target, n_impostor = int(is_target.sum()), int((~is_target).sum())
    if not n_target or not n_impostor:
        raise ValueError(f"need target and impostor trials, got {n_target} and {n_impostor}")
    weights = np.where(is_target, 0.5 / n_target, 0.5 / n_impostor)
    centre, spread = features.mean(axis=1), features.std(axis=1)
    spread[spread <= 1e-9 * np.abs(centre)] = 1.0  # the same in all trials, but for rounding
    design = np.vstack([(features - centre[:, np.newaxis]) / spread[:, np.newaxis], np.ones_like(weights)])
    solution = np.zeros(len(design))
    for _ in range(n_iterations):  # Newton's method, with a ridge so that separable trials stay finite
        probability = 1.0 / (1.0 + np.exp(-np.clip(solution @ design, -50, 50)))
        gradient = design @ (weights * (probability - is_target)) + _RIDGE * solution
        hessian = (design * (weights * probability * (1 - probability))) @ design.T + _RIDGE * np.eye(len(design))
        step = np.linalg.solve(hessian, gradient)
        solution -= step
        if np.abs(step).max() < 1e-10:
            break
    slopes = solution[:-1] / spread
    return slopes.tolist(), float(solution[-1] - slopes @ centre)


def verbal_scale(llr):
    """A natural log-likelihood ratio in words, for one speaker or against (ENFSI 2015)."""
    ratio = math.exp(min(abs(llr), 700.0))
    side = "the same speaker" if llr > 0 else "different speakers"
    for bound, words in _VERBAL_SCALE:
        if ratio >= bound:
            return f"{words} for {side}"
    return "no support for either side"
