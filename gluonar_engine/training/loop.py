"""The training loop: batches in, a network out."""

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from gluonar_engine.backend import mx
from gluonar_engine.data.augment import feature_masks
from gluonar_engine.losses import get_loss
from gluonar_engine.models import get_model
from gluonar_engine.training.checkpoints import Checkpoints


@dataclass(frozen=True)
class TrainingConfig:
    """Everything that decides the result, besides the recordings."""

    model: str = "resnet18_early"
    batch_size: int = 64
    n_steps: int = 2800
    learning_rate: float = 2e-3
    crop_s: tuple = (0.9, 1.2, 1.6, 2.4)
    scale: float = 30.0
    margin: float = 0.2
    margin_starts: float = 0.5  # share of the steps without a margin: with one from the start it learns nothing
    teacher_weight: float = 10.0
    mask_chance: float = 0.5
    holdout: float = 0.1
    seed: int = 440

    def learning_rate_at(self, step):
        """Linear rise over the first 3 % of the steps, then half a cosine down to 0."""
        rise = max(1, int(0.03 * self.n_steps))
        if step < rise:
            return self.learning_rate * (step + 1) / rise
        return self.learning_rate * 0.5 * (1.0 + math.cos(math.pi * (step - rise) / max(1, self.n_steps - rise)))

    def margin_at(self, step):
        """0 until ``margin_starts``, then a linear rise over a fifth of the steps."""
        return self.margin * min(max((step / self.n_steps - self.margin_starts) / 0.2, 0.0), 1.0)


class Training:
    """One training run; ``run`` goes from the latest checkpoint to the last step.

    Parameters
    ----------
    config : TrainingConfig
    sampler : BatchSampler
    n_classes : int
    checkpoint_dir : path
    teacher : (n_classes, dim) float32 or None
        Unit-length direction of each class according to a teacher; the network is drawn towards them, and the class
        weights begin there.
    """

    def __init__(self, config, sampler, n_classes, checkpoint_dir, *, teacher=None, ctx=None):
        self.config, self._sampler = config, sampler
        self.ctx = ctx or mx.cpu()
        mx.random.seed(config.seed)
        self.net = get_model(config.model)
        self.net.initialize(mx.init.MSRAPrelu(slope=0), ctx=self.ctx)
        self.net.hybridize(static_alloc=True)
        dim = self.net(mx.nd.zeros((1, 16_000), ctx=self.ctx)).shape[1]
        self._loss = get_loss("arc", n_classes=n_classes, dim=dim, scale=config.scale, margin=0.0)
        self._loss.initialize(ctx=self.ctx)
        self._teacher = None
        if teacher is not None:
            self._loss.weight.set_data(mx.nd.array(teacher))
            self._teacher = mx.nd.array(teacher, ctx=self.ctx)
        params = self.net.collect_params()
        params.update(self._loss.collect_params())
        self._trainer = mx.gluon.Trainer(params, "adam", {"learning_rate": config.learning_rate, "wd": 0.0})
        self._checkpoints = Checkpoints(checkpoint_dir)

    def run(self, *, checkpoint_every, on_step, on_checkpoint):
        """Train; ``on_step(step, losses)`` after each step, ``on_checkpoint(step)`` after each saved one."""
        latest = self._checkpoints.latest()
        first = 0
        if latest is not None:
            first = self._checkpoints.restore(latest, self.net, self._loss, self._trainer, self.ctx)
        with ThreadPoolExecutor(1) as ahead:
            coming = ahead.submit(self._sampler.batch, first)
            for step in range(first, self.config.n_steps):
                waveforms, labels = coming.result()
                coming = ahead.submit(self._sampler.batch, step + 1)
                on_step(step + 1, self._step(step, waveforms, labels))
                if (step + 1) % checkpoint_every == 0 or step + 1 == self.config.n_steps:
                    self._checkpoints.save(step + 1, self.net, self._loss, self._trainer)
                    on_checkpoint(step + 1)

    def _step(self, step, waveforms, labels):
        """One update; (classification loss, 1 - cosine to the teacher), means over the batch."""
        self._trainer.set_learning_rate(self.config.learning_rate_at(step))
        self._loss.margin = self.config.margin_at(step)
        waveforms, labels = mx.nd.array(waveforms, ctx=self.ctx), mx.nd.array(labels, ctx=self.ctx)
        with mx.autograd.record():
            features = self.net.features(waveforms)
            rng = np.random.default_rng([self.config.seed, step, 1])
            masks = feature_masks(rng, features.shape, chance=self.config.mask_chance)
            embedding = self.net.embed(mx.nd, features * mx.nd.array(masks, ctx=self.ctx))
            classification = self._loss(embedding, labels)
            distance = mx.nd.zeros_like(classification)
            if self._teacher is not None:
                distance = 1.0 - mx.nd.sum(embedding * mx.nd.take(self._teacher, labels), axis=1)
            total = classification + self.config.teacher_weight * distance
        total.backward()
        self._trainer.step(len(labels))
        losses = classification.mean().asscalar(), distance.mean().asscalar()
        if not np.isfinite(losses).all():
            raise FloatingPointError(f"the loss is {losses} at step {step}; begin again with a lower learning rate")
        return losses
