"""Trials among held-out speakers, and how a network does on them."""

from itertools import combinations

import numpy as np

from gluonar_engine.backend import mx
from gluonar_engine.data.audio import pcm_to_waveform
from gluonar_engine.metrics import evaluate_trials
from gluonar_engine.scoring import cosine

_LENGTH_STEP = 3200  # samples; each new input length costs MXNet a plan, so lengths are rounded to 0.2 s
_MAX_LENGTH = 16_000 * 8


class HeldOut:
    """Recordings of speakers that are not trained on, and all target and some impostor trials among them.

    Impostors are drawn within one corpus (the first folder of a speaker's path, where there is one above their own):
    across corpora, telling microphones apart would look like telling people apart.

    Raises
    ------
    ValueError
        When the recordings give no trials of both kinds.
    """

    def __init__(self, corpus, recordings, *, seed, max_impostors=4000):
        self._waveforms = [_rounded(pcm_to_waveform(corpus.recording(i))) for i in recordings]
        speakers = corpus.speaker_of[recordings]
        groups = np.array([corpus.speakers[speaker].rpartition("/")[0].split("/")[0] for speaker in speakers])
        self.trials = {
            name: _trials(np.flatnonzero(groups == name), speakers, seed, max_impostors)
            for name in sorted(set(groups))
        }
        if not any(_has_both(is_target) for _, _, is_target in self.trials.values()):
            raise ValueError(
                f"{len(set(speakers))} held-out speakers give no trials to calibrate on: "
                "need two or more with several recordings each; hold a larger share out"
            )

    def scores(self, net, ctx):
        """{corpus: (scores, is_target)} of the network's single-recording trials."""
        embeddings = np.stack([net(mx.nd.array(w[np.newaxis], ctx=ctx)).asnumpy()[0] for w in self._waveforms])
        return {
            name: (cosine(embeddings[left], embeddings[right]), is_target)
            for name, (left, right, is_target) in self.trials.items()
        }

    def eers(self, net, ctx):
        """{corpus: equal error rate}, for corpora with both kinds of trials."""
        return {name: evaluate_trials(*pair).eer for name, pair in self.scores(net, ctx).items() if _has_both(pair[1])}


def _rounded(waveform):
    n_samples = min(max(len(waveform) // _LENGTH_STEP, 1) * _LENGTH_STEP, _MAX_LENGTH)
    return np.resize(waveform, n_samples)  # np.resize repeats what is too short


def _trials(rows, speakers, seed, max_impostors):
    left, right = np.array(list(combinations(rows, 2)), dtype=int).reshape(-1, 2).T
    is_target = speakers[left] == speakers[right]
    impostors = np.flatnonzero(~is_target)
    if len(impostors) > max_impostors:
        impostors = np.random.default_rng(seed).choice(impostors, max_impostors, replace=False)
    kept = np.sort(np.concatenate([np.flatnonzero(is_target), impostors]))
    return left[kept], right[kept], is_target[kept]


def _has_both(is_target):
    return is_target.any() and not is_target.all()
