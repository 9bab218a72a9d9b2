"""Trials ready to be scored by any model: what is compared with what, whose voices they are, what was left out."""

from dataclasses import dataclass
from enum import Enum

import numpy as np


class Reason(Enum):
    """Why trials were left out, and what ``LeftOut.n`` counts."""

    UNUSABLE = "unusable"  # trials with a recording that cannot be used
    UNUSABLE_TAKE = "unusable take"  # takes that a model cannot use: some need more sound than others
    CONSENT_ENDED = "consent ended"  # speakers
    SINGLE_TAKE = "single take"  # speakers, each without a target trial: there is no other take to compare with
    NOT_DRAWN = "not drawn"  # impostor trials beyond the most that are made


@dataclass(frozen=True)
class LeftOut:
    """``details`` names what it was: files with what is wrong with them, or speakers."""

    reason: Reason
    n: int
    details: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Trials:
    """Each trial compares a reference (a speaker's takes, or a file) with a test recording.

    ``pairs`` (n, 2) are places in ``references`` and ``tests``, their names.  ``speakers`` (n, 2) are whose voices
    the two are, places in ``speaker_names`` where these are known, else mere numbers.  ``speech_s`` (n,) is the
    speech in the shorter of the two; ``is_doubtful`` (n,) says that a recording is too short, clipped or noisy for
    a verdict.  ``source`` is the list's file name, or empty for the gallery.
    """

    source: str
    references: tuple[str, ...]
    tests: tuple[str, ...]
    pairs: np.ndarray
    is_target: np.ndarray
    speakers: np.ndarray
    speech_s: np.ndarray
    is_doubtful: np.ndarray
    n_recordings: int
    speaker_names: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    def __len__(self):
        return len(self.pairs)

    @property
    def n_speakers(self):
        return int(np.count_nonzero(np.bincount(self.speakers.ravel())))

    @property
    def n_target(self):
        return int(self.is_target.sum())
