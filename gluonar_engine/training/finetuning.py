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

from gluonar_engine.backend import context, keep_freed_memory, place
from gluonar_engine.data.augment import Augmenter
from gluonar_engine.data.corpus import build_corpus
from gluonar_engine.data.sampling import BatchSampler, split_takes
from gluonar_engine.devices import chosen
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


class FineTuning:
    """One fine-tuning of the model in ``start``; the same one goes on from the last checkpoint in ``work_dir``.

    Parameters
    ----------
    data : path
        One folder a speaker; see ``build_corpus``.
    work_dir : path
        Decoded audio and checkpoints.
    start : path
    settings : TuningSettings
    report : callable(kind, **facts)
        Hears of each event: ``decoding``, ``started``, ``step``, ``measured``, ``releasing``.

    Raises
    ------
    ValueError
        For recordings, settings or a model that cannot be fine-tuned.
    """

    def __init__(self, data, work_dir, start, settings, report):
        keep_freed_memory()
        self._work_dir, self._settings, self._report = Path(work_dir), settings, report
        ctx = context()
        self._base = read_manifest(start)
        architecture, net = load_network(start, ctx)
        self._cohort = read_cohort(start, self._base)
        self._corpus = build_corpus(data, self._work_dir / "corpus", progress=partial(_tell_decoded, report))
        self._partition = split_takes(self._corpus, settings.seed)
        self._held_out = HeldOut(self._corpus, self._partition.held_out, settings.seed)
        self._before = self._held_out.scores(SpeakerEncoder.load(start))
        config, self._epoch_steps = self._config(architecture)
        sampler = BatchSampler(
            self._corpus, self._partition, batch_size=config.batch_size, crop_s=config.crop_s, augment=Augmenter(),
            seed=config.seed,
        )  # fmt: skip
        self._training = Training(
            config, sampler, self._partition.n_classes, self._work_dir / "checkpoints",
            net=net, directions=own_directions(net, self._corpus, self._partition, ctx), ctx=ctx,
        )  # fmt: skip

    def run(self, on_step=lambda: None):
        """Train to the end; ``on_step`` is called before each step, and as long as it waits, so does the training."""
        config, first = self._training.config, self._training.first_step
        self._report(
            "started",
            **self._sizes(),
            device=str(place()),
            n_steps=config.n_steps,
            epoch_steps=self._epoch_steps,
            first_step=first,
        )
        if first == 0:
            self._report("measured", epoch=0, eer=self._held_out.eer(self._before))

        def stepped(step, losses):
            self._report("step", step=step, loss=round(float(losses[0]), 5))
            on_step()

        on_step()
        parts = 1 if self._epoch_steps % _CHECKPOINTS_AN_EPOCH else _CHECKPOINTS_AN_EPOCH
        self._training.run(
            checkpoint_every=self._epoch_steps // parts, on_step=stepped, on_checkpoint=self._checkpointed
        )

    def release(self, out, *, name):
        """Write the new model to ``out``, where nothing may be, with its card and report; its ``Manifest``.

        ``name`` is the beginning of its id.
        """
        self._report("releasing")
        with new_model_folder(out) as folder:
            manifest, encoder = self._write(folder, name)
            facts = {
                **self._sizes(),
                "loss": self._settings.loss,
                "n_epochs": self._settings.n_epochs,
                "learning_rate": self._settings.learning_rate,
                "made_from": self._base.model_id,
                "is_target": self._held_out.is_target.tolist(),
                "before": self._held_out.figures(self._before),
                "after": self._held_out.figures(self._held_out.scores(encoder)),
            }
            (folder / REPORT_FILE).write_text(json.dumps(facts), encoding="utf-8")
            write_card(folder, manifest, facts)
            manifest.write(folder)
        return manifest

    def _config(self, architecture):
        settings = self._settings
        config, epoch_steps = takes_config(
            len(self._partition.train),
            loss=settings.loss,
            n_epochs=settings.n_epochs,
            learning_rate=settings.learning_rate,
            epoch_steps=settings.epoch_steps,
            seed=settings.seed,
        )
        return replace(config, model=architecture), epoch_steps

    def _sizes(self):
        is_target = self._held_out.is_target
        return {
            "n_speakers": self._partition.n_classes,
            "n_train": len(self._partition.train),
            "n_held_out": len(self._held_out),
            "n_target": int(is_target.sum()),
            "n_impostor": int((~is_target).sum()),
            "skipped": [[Path(file).name, reason] for file, reason in self._corpus.skipped],
        }

    def _checkpointed(self, step):
        """Measure after each epoch, with the network as the program would use it."""
        if step % self._epoch_steps == 0:
            file = self._work_dir / "measured.onnx"
            export_onnx(self._training.net, file)
            encoder = SpeakerEncoder(self._base, OnnxNetwork(file, device=chosen()), cohort=self._cohort)
            eer = self._held_out.eer(self._held_out.scores(encoder))
            self._report("measured", epoch=step // self._epoch_steps, eer=eer)

    def _write(self, folder, name):
        """Write the new model's files but the manifest; that, with what its scores are worth, and its encoder."""
        dim, digests = write_network(self._training.net, self._training.ctx, folder)
        if self._cohort is not None:
            digests[COHORT_FILE] = write_cohort(folder, self._cohort.centres)
        manifest = replace(
            self._base,
            model_id=make_model_id(name, digests[ONNX_FILE]),
            dim=dim,
            sha256=digests,
            source=self._base.model_id,
        )
        encoder = SpeakerEncoder(manifest, OnnxNetwork(folder / ONNX_FILE, device=chosen()), cohort=self._cohort)
        _, calibration = fit_scores(
            encoder, self._cohort, self._held_out.trials, normalization=self._base.normalization
        )
        return replace(manifest, calibration=calibration), encoder


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
