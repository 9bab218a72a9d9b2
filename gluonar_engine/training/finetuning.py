"""Fine-tuning of a trained model on takes of known speakers, measured on takes that are kept aside; this loads MXNet.

All takes are heard as the program hears them, without their pauses.  The new model keeps the cohort of the old one and
how scores are normalised against it: what is fitted on the takes that are kept aside are only the two numbers of the
calibration, which change no error rate.
"""

import json
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from gluonar_engine.backend import context, keep_freed_memory
from gluonar_engine.data.augment import Augmenter
from gluonar_engine.data.corpus import build_corpus
from gluonar_engine.data.sampling import BatchSampler, split_takes
from gluonar_engine.encoder import SpeakerEncoder
from gluonar_engine.metrics import bootstrap_interval, evaluate_trials
from gluonar_engine.modelcard import (
    COHORT_FILE,
    ONNX_FILE,
    REPORT_FILE,
    make_model_id,
    new_model_folder,
    read_cohort,
    read_manifest,
    write_cohort,
)
from gluonar_engine.runtime.export import export_onnx
from gluonar_engine.runtime.onnx import OnnxNetwork
from gluonar_engine.training.calibration import fit_scores
from gluonar_engine.training.card import write_card
from gluonar_engine.training.checkpoints import load_network
from gluonar_engine.training.config import EPOCH_STEPS, takes_config
from gluonar_engine.training.loop import Training
from gluonar_engine.training.release import write_network
from gluonar_engine.training.session import own_directions
from gluonar_engine.training.validation import held_out_trials
from gluonar_engine.vad import voice_of

_CHECKPOINTS_AN_EPOCH = 3  # where that divides its steps


@dataclass(frozen=True)
class TuningSettings:
    """What a person chooses; the rest is ``takes_config``'s."""

    loss: str = "arc"
    n_epochs: int = 5
    learning_rate: float = 3e-4
    epoch_steps: int = EPOCH_STEPS
    seed: int = 440


def fine_tune(data, work_dir, start, out, settings, *, name, report, on_step=lambda: None):
    """Fine-tune the model in ``start`` and write the new one to ``out``, where nothing may be; its ``Manifest``.

    The same call goes on from the last checkpoint in ``work_dir``.

    Parameters
    ----------
    data : path
        One folder a speaker; see ``build_corpus``.
    work_dir : path
        Decoded audio and checkpoints.
    start, out : path
    settings : TuningSettings
    name : str
        The beginning of the new model's id.
    report : callable(kind, **facts)
        Hears of each event: ``decoding``, ``started``, ``step``, ``measured``, ``releasing``.
    on_step : callable
        Called before each step; what it raises ends the training, and as long as it waits, so does the training.

    Raises
    ------
    ValueError
        For recordings, settings or a model that cannot be fine-tuned.
    """
    keep_freed_memory()
    ctx, work_dir = context(None), Path(work_dir)
    manifest = read_manifest(start)
    architecture, net = load_network(start, ctx)
    corpus = build_corpus(data, work_dir / "corpus", progress=partial(_tell_decoded, report))
    partition = split_takes(corpus, settings.seed)
    held_out = HeldOut(corpus, partition.held_out, settings.seed)
    config, epoch_steps = takes_config(
        len(partition.train),
        loss=settings.loss,
        n_epochs=settings.n_epochs,
        learning_rate=settings.learning_rate,
        epoch_steps=settings.epoch_steps,
        seed=settings.seed,
    )
    config = replace(config, model=architecture)
    sampler = BatchSampler(
        corpus, partition, batch_size=config.batch_size, crop_s=config.crop_s, augment=Augmenter(), seed=config.seed
    )
    training = Training(
        config, sampler, partition.n_classes, work_dir / "checkpoints",
        net=net, directions=own_directions(net, corpus, partition, ctx), ctx=ctx,
    )  # fmt: skip
    cohort = read_cohort(start, manifest)
    before = held_out.scores(SpeakerEncoder.load(start))
    first = training.first_step
    report("started", **_sizes(corpus, partition, held_out), n_steps=config.n_steps, epoch_steps=epoch_steps,
           first_step=first)  # fmt: skip
    if first == 0:
        report("measured", epoch=0, eer=held_out.eer(before))

    def checkpointed(step):
        if step % epoch_steps == 0:
            scores = held_out.scores(_heard_now(training, manifest, cohort, work_dir))
            report("measured", epoch=step // epoch_steps, eer=held_out.eer(scores))

    def stepped(step, losses):
        report("step", step=step, loss=round(float(losses[0]), 5))
        on_step()

    on_step()
    parts = 1 if epoch_steps % _CHECKPOINTS_AN_EPOCH else _CHECKPOINTS_AN_EPOCH
    training.run(checkpoint_every=epoch_steps // parts, on_step=stepped, on_checkpoint=checkpointed)
    report("releasing")
    facts = {**_sizes(corpus, partition, held_out), "loss": settings.loss, "n_epochs": settings.n_epochs,
             "learning_rate": settings.learning_rate, "made_from": manifest.model_id}  # fmt: skip
    return _release(training, manifest, cohort, held_out, before, out, name=name, facts=facts)


class HeldOut:
    """Takes that are not trained on, and trials among them."""

    def __init__(self, corpus, rows, seed):
        self.trials = held_out_trials(corpus, rows, seed=seed)
        self._voices = [voice_of(waveform) for waveform in self.trials.waveforms]
        sides = [np.concatenate(side) for side in zip(*self.trials.trials.values(), strict=True)]
        self.left, self.right, self.is_target = sides
        self.speakers = np.array(corpus.speakers)[corpus.speaker_of[rows]]

    def __len__(self):
        return len(self._voices)

    def scores(self, encoder):
        """(n_trials,) as the encoder's scorer makes them."""
        embeddings = np.stack([encoder.embed(voice) for voice in self._voices])
        return encoder.scorer.pairs(embeddings[self.left], embeddings[self.right])

    def eer(self, scores):
        return evaluate_trials(scores, self.is_target).eer

    def figures(self, scores):
        """The scores, their equal error rate, and the interval that holds it in 95 of 100 draws of the speakers."""
        pairs = np.stack([self.speakers[self.left], self.speakers[self.right]], axis=1)

        def eer(weights):
            return evaluate_trials(np.repeat(scores, weights), np.repeat(self.is_target, weights)).eer

        found = evaluate_trials(scores, self.is_target)
        return {
            "eer": found.eer,
            "eer_interval": bootstrap_interval(eer, pairs),
            "min_dcf": found.min_dcf,
            "scores": np.round(scores, 5).tolist(),
        }


def _tell_decoded(report, done, total):
    if done % 10 == 0 or done == total:
        report("decoding", n_done=done, n_all=total)


def _sizes(corpus, partition, held_out):
    return {
        "n_speakers": partition.n_classes,
        "n_train": len(partition.train),
        "n_held_out": len(held_out),
        "n_target": int(held_out.is_target.sum()),
        "n_impostor": int((~held_out.is_target).sum()),
        "skipped": [[Path(file).name, reason] for file, reason in corpus.skipped],
    }


def _heard_now(training, manifest, cohort, work_dir):
    """The network as it is at the moment, as the program would use it."""
    file = work_dir / "measured.onnx"
    export_onnx(training.net, file)
    return SpeakerEncoder(manifest, OnnxNetwork(file), cohort=cohort)


def _release(training, base, cohort, held_out, before, out, *, name, facts):
    with new_model_folder(out) as folder:
        dim, digests = write_network(training.net, training.ctx, folder)
        if cohort is not None:
            digests[COHORT_FILE] = write_cohort(folder, cohort.centres)
        manifest = replace(
            base, model_id=make_model_id(name, digests[ONNX_FILE]), dim=dim, sha256=digests, source=base.model_id
        )
        network = OnnxNetwork(folder / ONNX_FILE)
        encoder = SpeakerEncoder(manifest, network, cohort=cohort)
        _, calibration = fit_scores(encoder, cohort, held_out.trials, normalization=base.normalization)
        manifest = replace(manifest, calibration=calibration)
        facts = {
            **facts,
            "is_target": held_out.is_target.tolist(),
            "before": held_out.figures(before),
            "after": held_out.figures(held_out.scores(encoder)),
        }
        (folder / REPORT_FILE).write_text(json.dumps(facts), encoding="utf-8")
        write_card(folder, manifest, facts)
        manifest.write(folder)
    return manifest
