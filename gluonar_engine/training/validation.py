"""Trials that a network is measured on while it trains, and how it does on them."""

from itertools import combinations
from pathlib import Path

import numpy as np

from gluonar_engine.backend import mx
from gluonar_engine.data.audio import decode, pcm_to_waveform
from gluonar_engine.data.datasets import TrialListDataset
from gluonar_engine.metrics import evaluate_trials
from gluonar_engine.scoring import cosine

_LENGTH_STEP = 3200  # samples; each new input length costs MXNet a plan, so lengths are rounded to 0.2 s
_MAX_LENGTH = 16_000 * 8


class Trials:
    """Recordings and pairs of them.

    Parameters
    ----------
    waveforms : list of (n_samples,) float32
    trials : {name of a corpus: (left, right, is_target)}
        Places in ``waveforms``, (n_trials,) each.
    """

    def __init__(self, waveforms, trials):
        self.waveforms, self.trials = waveforms, trials

    def eers(self, net, ctx):
        """{corpus: equal error rate} of the cosines, for corpora with both kinds of trials."""
        embeddings = embed_all(net, self.waveforms, ctx)
        return {
            name: evaluate_trials(cosine(embeddings[left], embeddings[right]), is_target).eer
            for name, (left, right, is_target) in self.trials.items()
            if has_both(is_target)
        }


def held_out_trials(corpus, recordings, *, seed, max_impostors=4000):
    """All target and some impostor trials among recordings of speakers that are not trained on.

    Impostors are drawn within one corpus (the first folder of a speaker's path, where there is one above their own):
    across corpora, telling microphones apart would look like telling people apart.

    Raises
    ------
    ValueError
        When the recordings give no trials of both kinds.
    """
    speakers = corpus.speaker_of[recordings]
    groups = np.array([corpus.speakers[speaker].rpartition("/")[0].split("/")[0] for speaker in speakers])
    trials = {
        name: _trials(np.flatnonzero(groups == name), speakers, seed, max_impostors) for name in sorted(set(groups))
    }
    if not any(has_both(is_target) for _, _, is_target in trials.values()):
        raise ValueError(
            f"{len(set(speakers))} held-out speakers give no trials to calibrate on: "
            "need two or more with several recordings each; hold a larger share out, or name a list of trials"
        )
    return Trials([pcm_to_waveform(corpus.recording(i)) for i in recordings], trials)


def listed_trials(file):
    """The trials of a list with lines ``1 a b`` and ``0 a b``, its folder's name as the corpus."""
    file = Path(file)
    lefts, rights, labels = zip(*TrialListDataset(file).items, strict=True)
    paths = sorted({*lefts, *rights})
    row_of = {path: row for row, path in enumerate(paths)}
    left, right = (np.array([row_of[path] for path in side]) for side in (lefts, rights))
    is_target = np.array(labels) == 1
    if not has_both(is_target):
        raise ValueError(f"{file} needs target and impostor trials, it has only one kind")
    return Trials([decode(path).waveform for path in paths], {file.parent.name: (left, right, is_target)})


def embed_all(net, waveforms, ctx):
    """(n, dim) embeddings of waveforms of any lengths; lengths are rounded to 0.2 s, at most 8 s."""
    return np.stack([net(mx.nd.array(_rounded(w)[np.newaxis], ctx=ctx)).asnumpy()[0] for w in waveforms])


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


def has_both(is_target):
    """Whether there are target and impostor trials."""
    return is_target.any() and not is_target.all()
