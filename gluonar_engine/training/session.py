"""One training session from a folder of recordings to a trained network; importing this loads MXNet."""

import json
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from gluonar_engine.backend import context, keep_freed_memory
from gluonar_engine.data.audio import pcm_to_waveform
from gluonar_engine.data.augment import Augmenter
from gluonar_engine.data.corpus import build_corpus
from gluonar_engine.data.sampling import BatchSampler, split_speakers
from gluonar_engine.scoring import centroid
from gluonar_engine.training.checkpoints import load_network
from gluonar_engine.training.log import TrainingLog, mean_eer
from gluonar_engine.training.loop import Training
from gluonar_engine.training.validation import embed_all, held_out_trials, listed_trials

_PER_CLASS = 10  # recordings that tell where a class lies for a trained network


def train(data, work_dir, config, console, *, noise=None, teacher=None, speeds=(1.0,), start=None, trials=None,
          device=None, kvstore=None):  # fmt: skip
    """Train, or go on training, and return the trained network with its trials.

    Parameters
    ----------
    data : path
        One folder a speaker, at any depth; see ``build_corpus``.
    work_dir : path
        Decoded audio, checkpoints and the log; the same folder goes on where it was.
    config : TrainingConfig
    console : Console
    noise : path or None
        Folder of background sounds to mix in.
    teacher : path or None
        ``.npy`` with an embedding for each recording and speed of the corpus.
    speeds : sequence of float
        Each speed makes another class of each speaker.
    start : path or None
        Folder of a model or a checkpoint to fine-tune: its classes begin where it puts their recordings.
    trials : path or None
        A list to measure on at each checkpoint, instead of trials among the held-out speakers.
    device : str or None
        See ``backend.context``.
    kvstore : mx.kvstore.KVStore or None
        Of a distributed training.

    Returns
    -------
    (Training, Trials)
        No trials (None) when none are listed and no speaker is held out.

    Raises
    ------
    ValueError
        For recordings, trials or settings that nothing can be learned from.
    """
    keep_freed_memory()
    work_dir, ctx = Path(work_dir), context(device)
    corpus = build_corpus(data, work_dir / "corpus", speeds=speeds, progress=_telling(console))
    partition = split_speakers(corpus, config.holdout, config.seed)
    measured = _trials(corpus, partition, config, trials)
    if config.patience and measured is None:
        raise ValueError("stopping early needs something to measure: a list of trials, or speakers held out")
    sampler = BatchSampler(
        corpus,
        partition,
        batch_size=config.batch_size,
        crop_s=config.crop_s,
        augment=Augmenter(build_corpus(noise, work_dir / "noise") if noise else None),
        seed=config.seed,
    )
    net = None
    if start:
        model, net = load_network(start, ctx)
        config = replace(config, model=model)
    directions = class_directions(np.load(teacher), partition) if teacher else None
    if net is not None and directions is None:
        directions = own_directions(net, corpus, partition, ctx)
    training = Training(
        config, sampler, partition.n_classes, work_dir / "checkpoints", net=net, directions=directions, ctx=ctx,
        kvstore=kvstore,
    )  # fmt: skip
    (work_dir / "config.json").write_text(json.dumps(asdict(config), indent=1))
    console.line(
        f"{len(partition.train)} recordings in {partition.n_classes} classes, "
        f"{len(partition.held_out)} held out, {len(corpus.skipped)} skipped"
    )
    _run(training, measured, TrainingLog(work_dir, config, console), work_dir / "best.params")
    return training, measured


def _trials(corpus, partition, config, listed):
    if listed:
        return listed_trials(listed)
    if not len(partition.held_out):
        return None
    return held_out_trials(corpus, partition.held_out, seed=config.seed)


def _run(training, measured, log, best_file):
    """Train with a measurement at each checkpoint; with ``patience`` the best one's network is the result."""
    config = training.config

    def on_checkpoint(step):
        if measured is None:
            return False
        before = [line["mean_eer"] for line in log.checkpoints if line["step"] < step]
        eers = measured.eers(training.net, training.ctx)
        is_best = not before or mean_eer(eers) < min(before)
        if is_best:
            training.net.save_parameters(str(best_file))
        log.checkpoint(step, eers)
        n_worse = 0 if is_best else len(before) - int(np.argmin(before))
        return bool(config.patience) and n_worse >= config.patience

    every = max(1, min(1000, config.n_steps // 8))
    training.run(checkpoint_every=every, on_step=log.step, on_checkpoint=on_checkpoint)
    log.close()
    if config.patience:
        training.net.load_parameters(str(best_file), ctx=training.ctx)


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


def own_directions(net, corpus, partition, ctx):
    """Where a trained network puts each class: (n_classes, dim), unit length."""
    classes = [np.flatnonzero(partition.class_of == label)[:_PER_CLASS] for label in range(partition.n_classes)]
    return np.stack(
        [
            centroid(embed_all(net, [pcm_to_waveform(corpus.recording(partition.train[i])) for i in rows], ctx))
            for rows in classes
        ]
    )


def _telling(console):
    def progress(done, total):
        if done % 1000 == 0 or done == total:
            console.line(f"decoded {done} of {total}")

    return progress
