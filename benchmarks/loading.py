"""How long the network waits for its batches in training: real steps of the default network on made-up recordings.

    python -m benchmarks.loading [--rounds N]

Batches are cut and changed (noise, rooms, microphones, codecs) from a decoded corpus while the network computes, as
``gluonar_engine.training`` does.  Every other batch is there already, so that each step in whose time one is made has
another beside it in whose time none is; a round is one of each.
"""

import tempfile
import time

import numpy as np

from benchmarks.decode import voices
from benchmarks.rounds import N_THREADS, limit_threads, options_of
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.audio import waveform_to_pcm
from gluonar_engine.data.augment import Augmenter
from gluonar_engine.data.corpus import Corpus
from gluonar_engine.data.sampling import BatchSampler, Partition

_N_CLASSES, _RECORDING_S, _BATCH_SIZE, _CROP_S = 2_600, 3, 64, 1.6
_WARM_UP_ROUNDS = 3


def main(argv=None):
    options = options_of(__doc__, argv, n_rounds=20)
    limit_threads()
    sampler = _EveryOther(_sampler())
    steps_s, waits_s = _train(sampler, 2 * (options.rounds + _WARM_UP_ROUNDS))
    rows = {  # even steps compute while the next batch is made, and odd ones may have to wait for it
        "a step while the next batch is made": steps_s[0::2],
        "waiting for that batch": waits_s[1::2],
        "a step with the next batch there already": steps_s[1::2],
        "making a batch": sampler.making_s,
    }
    rows = {name: 1000 * np.array(times_s[_WARM_UP_ROUNDS:]) for name, times_s in rows.items()}
    whole_ms = rows["a step while the next batch is made"].sum() + rows["waiting for that batch"].sum()
    what = f"training on {_BATCH_SIZE} x {_CROP_S} s, {N_THREADS} threads, {options.rounds} rounds"
    print(f"| {what} | min ms | median ms | of step and wait |")
    print("|---|---|---|---|")
    for name, times_ms in rows.items():
        print(f"| {name} | {times_ms.min():.1f} | {np.median(times_ms):.1f} | {times_ms.sum() / whole_ms:.1%} |")


class _EveryOther:
    """A sampler that makes odd batches and has even ones ready: ``making_s`` are the seconds of those that it made."""

    def __init__(self, sampler):
        self._sampler = sampler
        self._ready = sampler.batch(0)
        self.making_s = []

    def batch(self, step, *parts):
        if step % 2 == 0:
            return self._ready
        started = time.perf_counter()
        made = self._sampler.batch(step, *parts)
        self.making_s.append(time.perf_counter() - started)
        return made


def _sampler():
    rng = np.random.default_rng(0)
    labels = np.arange(_N_CLASSES)
    speech = _corpus(waveform_to_pcm(voices(_N_CLASSES * _RECORDING_S * SAMPLE_RATE)))
    noise = _corpus(waveform_to_pcm(rng.normal(0, 0.1, 100 * _RECORDING_S * SAMPLE_RATE)))
    partition = Partition(train=labels, class_of=labels, n_classes=_N_CLASSES, held_out=labels[:0])
    return BatchSampler(speech, partition, batch_size=_BATCH_SIZE, crop_s=(_CROP_S,), augment=Augmenter(noise), seed=0)


def _corpus(pcm):
    """The samples (n_samples,) as recordings of ``_RECORDING_S``, each by a speaker of its own."""
    offsets = np.arange(0, len(pcm) + 1, _RECORDING_S * SAMPLE_RATE)
    names = [str(i) for i in range(len(offsets) - 1)]
    return Corpus(pcm, offsets, np.arange(len(names)), np.ones(len(names), np.float32), names, names, skipped=[])


def _train(sampler, n_steps):
    """Seconds of each step, and of the wait for its batch before it."""
    from gluonar_engine.backend import keep_freed_memory
    from gluonar_engine.training.config import TrainingConfig
    from gluonar_engine.training.loop import Training

    class Timed(Training):
        steps_s, waits_s, free_since = [], [], time.perf_counter()

        def _step(self, *given):
            started = time.perf_counter()
            losses = super()._step(*given)
            self.waits_s.append(started - self.free_since)
            Timed.free_since = time.perf_counter()
            self.steps_s.append(self.free_since - started)
            return losses

    keep_freed_memory()
    config = TrainingConfig(batch_size=_BATCH_SIZE, n_steps=n_steps)
    with tempfile.TemporaryDirectory() as folder:
        training = Timed(config, sampler, _N_CLASSES, folder)
        training.run(checkpoint_every=n_steps + 1, on_step=lambda *_: None, on_checkpoint=lambda step: None)
    return training.steps_s, training.waits_s


if __name__ == "__main__":
    main()
