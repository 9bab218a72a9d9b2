"""Which recordings make the next training batch, and which speakers are kept out of it."""

from dataclasses import dataclass

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.audio import pcm_to_waveform
from gluonar_engine.data.transforms import random_crop

LEAST_TAKES = 4  # of a speaker, for two to be held out

_SPEED_SPREAD = 0.2  # a speed of exp(0.2) is drawn exp(1) times less than the natural one


@dataclass(frozen=True)
class Partition:
    """Recordings to train on, with their class, and speakers held out for choices and calibration.

    A class is a speaker at one speed.  ``train`` and ``class_of`` are (n_train,); ``held_out`` are recordings at
    natural speed of speakers that are in no class.
    """

    train: np.ndarray
    class_of: np.ndarray
    n_classes: int
    held_out: np.ndarray


def split_speakers(corpus, holdout, seed):
    """Hold out this fraction of the speakers that have two recordings or more."""
    natural = np.flatnonzero(corpus.speeds == 1.0)
    counts = np.bincount(corpus.speaker_of[natural], minlength=len(corpus.speakers))
    several = np.flatnonzero(counts >= 2)
    rng = np.random.default_rng(seed)
    chosen = rng.choice(several, size=int(round(holdout * len(several))), replace=False)
    is_held = np.isin(corpus.speaker_of, chosen)
    train = np.flatnonzero(~is_held)
    pairs = np.stack([corpus.speaker_of[train], np.round(corpus.speeds[train] * 1000)], axis=1)
    classes, class_of = np.unique(pairs, axis=0, return_inverse=True)
    held_out = np.flatnonzero(is_held & (corpus.speeds == 1.0))
    return Partition(train, class_of.reshape(-1), len(classes), held_out)


def split_takes(corpus, seed, *, share=0.4):
    """Hold out this share of each speaker's takes, two or more, where there are four or more of them.

    Who has fewer is trained on with all of them.  Takes of digital silence are left out.

    Returns
    -------
    Partition
        Its ``held_out`` are of speakers that are in a class each.

    Raises
    ------
    ValueError
        When fewer than two speakers have takes to hold out: nobody could tell whether it helped.
    """
    heard = np.array([row for row in range(len(corpus)) if corpus.recording(row).any()], dtype=int)
    held_out = []
    speakers = np.unique(corpus.speaker_of[heard])
    for speaker in speakers:
        rows = heard[corpus.speaker_of[heard] == speaker]
        if len(rows) >= LEAST_TAKES:
            n_held = max(2, round(share * len(rows)))
            held_out.append(np.random.default_rng([seed, speaker]).permutation(rows)[:n_held])
    if len(held_out) < 2:
        raise ValueError(
            f"{len(held_out)} of {len(speakers)} speakers have {LEAST_TAKES} takes or more; it takes 2 such speakers "
            "or more, since some takes of each are kept aside to see whether it helps"
        )
    held_out = np.sort(np.concatenate(held_out))
    train = np.setdiff1d(heard, held_out)
    classes, class_of = np.unique(corpus.speaker_of[train], return_inverse=True)
    return Partition(train, class_of.reshape(-1), len(classes), held_out)


class BatchSampler:
    """Batches of crops, each a function of the seed and the step alone, so that training resumes exactly.

    Speakers are drawn with a chance that grows with the square root of their number of recordings: no speaker is
    forgotten, none with a hundred recordings rules.  Speeds are drawn less the farther they are from natural.
    """

    def __init__(self, corpus, partition, *, batch_size, crop_s, augment, seed):
        self.corpus, self.partition = corpus, partition
        self.augment = augment
        self._batch_size, self._crop_s, self._seed = batch_size, crop_s, seed
        counts = np.bincount(partition.class_of, minlength=partition.n_classes)
        naturalness = np.exp(-np.abs(np.log(corpus.speeds[partition.train])) / _SPEED_SPREAD)
        weights = naturalness / np.sqrt(counts)[partition.class_of]
        self._chances = weights / weights.sum()

    def batch(self, step, part=0, n_parts=1):
        """(waveforms (batch, n_samples) float32, labels (batch,)) for ``step``; one length a batch.

        Of several parts, whoever makes them, each holds every ``n_parts``-th crop of the same batch.
        """
        rng = np.random.default_rng([self._seed, step])
        n_samples = int(rng.choice(self._crop_s) * SAMPLE_RATE)
        rows = rng.choice(len(self._chances), size=self._batch_size, p=self._chances)
        mine = range(part, self._batch_size, n_parts)
        crops = [self._waveform(np.random.default_rng([self._seed, step, i]), rows[i], n_samples) for i in mine]
        return np.stack(crops), self.partition.class_of[rows[mine]]

    def _waveform(self, rng, row, n_samples):
        samples = random_crop(rng, self.corpus.recording(self.partition.train[row]), n_samples)
        return self.augment(rng, pcm_to_waveform(samples))
