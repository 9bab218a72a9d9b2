"""One training session from a folder of recordings to a finished model; importing this loads MXNet."""

import json
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np

from gluonar_engine.backend import context, keep_freed_memory
from gluonar_engine.data.augment import Augmenter
from gluonar_engine.data.corpus import build_corpus
from gluonar_engine.data.sampling import BatchSampler, split_speakers
from gluonar_engine.training.loop import Training
from gluonar_engine.training.validation import HeldOut


def train(data, work_dir, config, *, noise_dir=None, teacher_file=None, speeds=(1.0,), device=None, report):
    """Train, or go on training, and return the trained network with its held-out trials.

    Parameters
    ----------
    data : path
        One folder a speaker, at any depth; see ``build_corpus``.
    work_dir : path
        Decoded audio, checkpoints and the log; the same folder goes on where it was.
    config : TrainingConfig
    noise_dir : path or None
        Background sounds to mix in.
    teacher_file : path or None
        ``.npy`` with an embedding for each recording and speed of the corpus.
    speeds : sequence of float
        Each speed makes another class of each speaker.
    report : callable
        ``report(text)`` for each line that a person may want to read.

    Returns
    -------
    (Training, HeldOut)
    """
    keep_freed_memory()
    work_dir = Path(work_dir)
    corpus = build_corpus(data, work_dir / "corpus", speeds=speeds, progress=_every(1000, report, "decoded"))
    noise = build_corpus(noise_dir, work_dir / "noise") if noise_dir else None
    partition = split_speakers(corpus, config.holdout, config.seed)
    held_out = HeldOut(corpus, partition.held_out, seed=config.seed)
    sampler = BatchSampler(
        corpus,
        partition,
        batch_size=config.batch_size,
        crop_s=config.crop_s,
        augment=Augmenter(noise),
        seed=config.seed,
    )
    teacher = class_directions(np.load(teacher_file), partition) if teacher_file else None
    ctx = context(device)
    training = Training(config, sampler, partition.n_classes, work_dir / "checkpoints", teacher=teacher, ctx=ctx)
    (work_dir / "config.json").write_text(json.dumps(asdict(config), indent=1))
    report(
        f"{len(partition.train)} recordings in {partition.n_classes} classes, "
        f"{len(partition.held_out)} held out, {len(corpus.skipped)} skipped"
    )
    progress = _Progress(config.n_steps, report)

    def on_checkpoint(step):
        eers = held_out.eers(training.net, ctx)
        line = {"step": step, "mean_eer": round(float(np.mean(list(eers.values()))), 4), **eers}
        with (work_dir / "log.jsonl").open("a") as log:
            log.write(json.dumps(line) + "\n")
        report("held out: " + ", ".join(f"{name} {eer:.1%}" for name, eer in eers.items()))

    training.run(
        checkpoint_every=max(1, min(1000, config.n_steps // 8)), on_step=progress, on_checkpoint=on_checkpoint
    )
    return training, held_out


def class_directions(embeddings, partition, *, shrinkage=0.3):
    """The teacher's direction of each class: (n_classes, dim), unit length.

    What all share is taken off, and what changes between recordings of one class is scaled down (within-class
    covariance normalisation, Hatch et al., Interspeech 2006; ``shrinkage`` towards a sphere).
    """
    rows = embeddings[partition.train] - embeddings[partition.train].mean(axis=0)
    counts = np.bincount(partition.class_of, minlength=partition.n_classes)
    sums = np.zeros((partition.n_classes, rows.shape[1]))
    np.add.at(sums, partition.class_of, rows)
    means = sums / counts[:, np.newaxis]
    several = counts[partition.class_of] > 1
    if several.any():
        within = np.cov((rows - means[partition.class_of])[several].T)
        sphere = np.eye(len(within)) * np.trace(within) / len(within)
        means = means @ np.linalg.inv(np.linalg.cholesky((1 - shrinkage) * within + shrinkage * sphere)).T
    return (means / np.linalg.norm(means, axis=1, keepdims=True)).astype(np.float32)


class _Progress:
    """One line every 100 steps: losses, speed, time left."""

    def __init__(self, n_steps, report):
        self._n_steps, self._report = n_steps, report
        self._losses, self._since = [], time.monotonic()

    def __call__(self, step, losses):
        self._losses.append(losses)
        if len(self._losses) == 100:
            now = time.monotonic()
            step_s = (now - self._since) / 100
            classification, distance = np.mean(self._losses, axis=0)
            minutes_left = (self._n_steps - step) * step_s / 60
            self._report(
                f"step {step} of {self._n_steps}: loss {classification:.3f}, from teacher {distance:.3f}, "
                f"{step_s:.2f} s a step, {minutes_left:.0f} min left"
            )
            self._losses, self._since = [], now


def _every(n, report, verb):
    def progress(done, total):
        if done % n == 0 or done == total:
            report(f"{verb} {done} of {total}")

    return progress
