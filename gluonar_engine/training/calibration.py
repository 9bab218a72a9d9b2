"""What the scores of a trained model are worth: the weights of its cohort and its calibration, from labelled trials.

The recordings are heard as the program hears them, without their pauses, and also as life changes them: cut to one
second or more, noisy, in a room, through a codec.  A calibration made of whole clean recordings alone would promise
too much everywhere else.
"""

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.augment import Augmenter
from gluonar_engine.data.transforms import random_crop
from gluonar_engine.scoring import NotDiscriminating, Scorer, cosine, fit_calibration, fit_normalization
from gluonar_engine.training.validation import has_both
from gluonar_engine.vad import voice_of

_N_VERSIONS = 5  # of each recording, the first as it is, the second only changed, the others also cut
_LONGEST_CUT_S = 8.0
_N_DRAWS = 6000  # trials of each kind from each corpus
# About half of the changed ones have one change or more: much less than in training, where hard is good.
_CHANGES = {
    "noise_chance": 0.2,
    "snr_db": (5.0, 25.0),
    "room_chance": 0.15,
    "microphone_chance": 0.15,
    "codec_chance": 0.2,
    "gain_db": (-20.0, 0.0),
}


def fit_scores(encoder, cohort, trials, *, normalization=None, noise=None, seed=0):
    """The ``Normalization`` (None without a cohort) and the ``Calibration`` of a model's scores.

    Parameters
    ----------
    encoder : SpeakerEncoder
    cohort : Cohort or None
    trials : Trials
        Of speakers that the model was not trained on.  All its corpora count alike.
    normalization : Normalization or None
        Of this cohort, to keep as it is: too few speakers tell more than what the scores are worth.
    noise : Corpus or None
        Background sounds.

    Returns
    -------
    (Normalization or None, Calibration or None)
        No calibration when the model does not tell speakers apart: it is kept all the same, and judges nothing.
    """
    augment = Augmenter(noise, **_CHANGES)
    versions = np.stack(
        [_versions(encoder, waveform, augment, [seed, i]) for i, waveform in enumerate(trials.waveforms)]
    )
    left, right, is_target = _draw(trials.trials.values(), versions, np.random.default_rng(seed))
    try:
        if cohort is None or normalization is not None:
            scores = Scorer(cohort, normalization).pairs(left, right)
            return normalization, fit_calibration(scores, is_target)
        cosines = cosine(left, right)
        statistics = 0.5 * (cohort.statistics(left) + cohort.statistics(right))
        return fit_normalization(cosines, statistics, is_target)
    except NotDiscriminating:
        return normalization, None


def _versions(encoder, waveform, augment, seed):
    """Embeddings (_N_VERSIONS, dim) of a recording; of a version that nothing is left of, that of the whole."""
    rng = np.random.default_rng(seed)
    whole = encoder.embed(voice_of(waveform))
    changed = [augment(rng, _cut(rng, waveform) if i else waveform) for i in range(_N_VERSIONS - 1)]
    return np.stack([whole, *(encoder.embed(voice_of(each)) if each.any() else whole for each in changed)])


def _cut(rng, waveform):
    """A stretch of 1 to 8 s, short ones as often as long ones; all of what is shorter."""
    n_samples = round(SAMPLE_RATE * _LONGEST_CUT_S ** rng.random())
    return random_crop(rng, waveform, min(n_samples, len(waveform)))


def _draw(corpora, versions, rng):
    """Embeddings (n, dim) of both sides of trials, and their kinds: as many of each kind from each corpus."""
    sides, is_target = [], []
    for *pairs, kinds in corpora:
        for kind in (True, False) if has_both(kinds) else ():
            drawn = rng.choice(np.flatnonzero(kinds == kind), _N_DRAWS)
            sides.append([versions[side[drawn], rng.integers(_N_VERSIONS, size=_N_DRAWS)] for side in pairs])
            is_target.append(np.full(_N_DRAWS, kind))
    left, right = (np.concatenate(side) for side in zip(*sides, strict=True))
    return left, right, np.concatenate(is_target)
