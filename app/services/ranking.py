"""Everybody enrolled in the order of their scores, without sorting those whom nobody looks at."""

from collections.abc import Sequence

import numpy as np

from app.domain import Candidate

_N_FIRST, _N_BLOCKS = 100, 200


class Ranking(Sequence):
    """The ``Candidate``s, best first, those of equal scores as they were; each is made when it is asked for.

    Parameters
    ----------
    speakers : sequence of Speaker
    scores, cosines : (n_speakers,) float
    calibration : Calibration
    """

    def __init__(self, speakers, scores, cosines, calibration):
        self._speakers, self._scores, self._cosines, self._calibration = speakers, scores, cosines, calibration
        self._order = _first(scores)

    def __len__(self):
        return len(self._speakers)

    def __getitem__(self, place):
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(len(self))))
        place = range(len(self))[place]  # from the end, too; IndexError beyond it
        if place >= len(self._order):
            self._order = _sorted(self._scores, np.arange(len(self)))
        index = self._order[place]
        score = float(self._scores[index])
        return Candidate(
            self._speakers[index], score, float(self._cosines[index]), float(self._calibration.llr(score))
        )

    def n_above(self, score):
        """How many have more."""
        return int(np.count_nonzero(self._scores > score))


def _first(scores):
    """Indexes of at least the best hundred, best first.

    That many parts of the list have a score of the hundredth best part's best or more, so whoever has less is not
    among them: two passes over the scores, where sorting a million takes a tenth of a second.
    """
    if len(scores) <= _N_BLOCKS:
        return _sorted(scores, np.arange(len(scores)))
    starts = np.linspace(0, len(scores), _N_BLOCKS, endpoint=False).astype(int)
    best = np.maximum.reduceat(scores, starts)
    bound = np.partition(best, -_N_FIRST)[-_N_FIRST]
    return _sorted(scores, np.flatnonzero(scores >= bound))


def _sorted(scores, indexes):
    return indexes[np.argsort(-scores[indexes], kind="stable")]
