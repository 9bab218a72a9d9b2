"""One training session from a folder of recordings to a trained network; importing this loads MXNet."""

import json
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from gluonar_engine.backend import context, keep_freed_memory, mx, place
from gluonar_engine.data.audio import pcm_to_waveform
from gluonar_engine.data.augment import Augmenter
from gluonar_engine.data.corpus import build_corpus, read_corpus
from gluonar_engine.data.sampling import BatchSampler, split_speakers
from gluonar_engine.scoring import centroid, normalize
from gluonar_engine.training.checkpoints import load_network
from gluonar_engine.training.log import TrainingLog, mean_eer
from gluonar_engine.training.loop import Training
from gluonar_engine.training.population import class_means, whitening
from gluonar_engine.training.team import Team
from gluonar_engine.training.validation import embed_all, held_out_trials, listed_trials

_PER_CLASS = 4  # recordings that tell where a class lies for a trained network


def train(data, work_dir, config, console, *, noise=None, teacher=None, speeds=(1.0,), start=None, trials=None,
          kvstore=None):  # fmt: skip
    """Train, or go on training, and return the trained network with its trials.

    Parameters
    ----------
    data : path
        One folder a speaker, at any depth; see ``build_corpus``.
    work_dir : path
        Decoded audio, checkpoints and the log; the same folder goes on where it was.  Workers of one training share
        it, and the first of them writes there, measures and tells.
    config : TrainingConfig
    console : Console
    noise : path or None
        Folder of background sounds to mix in.
    teacher : path or None
        ``.npy`` with an embedding for each recording and speed of the corpus.
    speeds : sequence of float
        Each speed makes another class of each speaker.
    start : path or None
        Folder of a model or a checkpoint to fine-tune: its classes begin where it puts their recordings or, with the
        teacher that it had learned from, half-way to where that one does.
    trials : path or None
        A list to measure on at each checkpoint, instead of trials among the held-out speakers.
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
    work_dir, ctx, team = Path(work_dir), context(), Team(kvstore)
    if team.leads:
        build_corpus(data, work_dir / "corpus", speeds=speeds, progress=_telling(console))
        if noise:
            build_corpus(noise, work_dir / "noise")
    team.meet(work_dir, asdict(config) | {"noise": bool(noise), "teacher": bool(teacher), "start": bool(start)})
    corpus = read_corpus(work_dir / "corpus")
    partition = split_speakers(corpus, config.holdout, config.seed)
    measured = _trials(corpus, partition, config, trials) if team.leads else None
    if config.patience and measured is None and team.leads:
        raise ValueError("stopping early needs something to measure: a list of trials, or speakers held out")
    sampler = BatchSampler(
        corpus,
        partition,
        batch_size=config.batch_size,
        crop_s=config.crop_s,
        augment=Augmenter(read_corpus(work_dir / "noise") if noise else None),
        seed=config.seed,
    )
    net = None
    if start:
        model, net = load_network(start, ctx)
        config = replace(config, model=model)
    directions = class_directions(np.load(teacher), partition) if teacher else None
    if net is not None:
        own = own_directions(net, corpus, partition, ctx)
        directions = own if directions is None else normalize(directions + own)  # the teacher's space is its own
    training = Training(
        config, sampler, partition.n_classes, work_dir / "checkpoints", net=net, directions=directions, ctx=ctx,
        kvstore=kvstore,
    )  # fmt: skip
    if not team.leads:
        training.run(
            checkpoint_every=_checkpoint_every(config), on_step=lambda *_: None, on_checkpoint=lambda _: False
        )
        return training, None
    (work_dir / "config.json").write_text(json.dumps(asdict(config), indent=1))
    console.line(
        f"{len(partition.train)} recordings in {partition.n_classes} classes, "
        f"{len(partition.held_out)} held out, {len(corpus.skipped)} skipped"
    )
    console.line(f"computing on {place()}")
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

    training.run(checkpoint_every=_checkpoint_every(config), on_step=log.step, on_checkpoint=on_checkpoint)
    log.close()
    if config.patience:
        training.net.load_parameters(str(best_file), ctx=training.ctx)


def _checkpoint_every(config):
    return max(1, min(1000, config.n_steps // 8))


def class_directions(embeddings, partition):
    """The teacher's direction of each class, freed of what changes between its recordings: (n_classes, dim)."""
    rows = embeddings[partition.train]
    rows = (rows - rows.mean(axis=0)) @ whitening(rows, partition.class_of, partition.n_classes)
    return normalize(class_means(rows, partition.class_of, partition.n_classes))


def own_directions(net, corpus, partition, ctx):
    """Where a trained network puts each class: (n_classes, dim), unit length."""

    def embed(waveforms):
        return mx.nd.L2Normalization(net.project(net.features(waveforms)))  # as trained: not whitened

    classes = [np.flatnonzero(partition.class_of == label)[:_PER_CLASS] for label in range(partition.n_classes)]
    return np.stack(
        [
            centroid(embed_all(embed, [pcm_to_waveform(corpus.recording(partition.train[i])) for i in rows], ctx))
            for rows in classes
        ]
    )


def _telling(console):
    def progress(done, total):
        if done % 1000 == 0 or done == total:
            console.line(f"decoded {done} of {total}")

    return progress
