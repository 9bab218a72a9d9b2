"""The training loop: batches in, a network out."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from gluonar_engine.backend import mx
from gluonar_engine.data.augment import feature_masks
from gluonar_engine.losses import get_loss
from gluonar_engine.models import get_model
from gluonar_engine.models.folded import FoldedProjection
from gluonar_engine.training.checkpoints import Checkpoints, steps_of
from gluonar_engine.training.team import Team

_SCALED = {"am_softmax", "arc", "circle"}  # losses of cosines; softmax and ring take embeddings at their own length


class Training:
    """One training run; ``run`` goes from the latest checkpoint to the last step.

    Parameters
    ----------
    config : TrainingConfig
    sampler : BatchSampler
    n_classes : int
    checkpoint_dir : path
    net : SpeakerResNet or None
        A trained network to go on with; None makes the config's model with random weights.
    directions : (n_classes, dim) float32 or None
        Where the weights of the classes begin, unit length; the embeddings are drawn there with ``teacher_weight``.
    kvstore : mx.kvstore.KVStore or None
        Of a distributed training: its workers share the parts of each batch.
    """

    def __init__(
        self, config, sampler, n_classes, checkpoint_dir, *, net=None, directions=None, ctx=None, kvstore=None
    ):
        self.config, self.sampler = config, sampler
        self.ctx = ctx or mx.cpu()
        self._team = Team(kvstore)
        if config.n_parts % self._team.n_workers:
            raise ValueError(f"{config.n_parts} parts cannot be shared by {self._team.n_workers} workers evenly")
        mx.random.seed(config.seed)
        self.net = net or new_network(config.model, self.ctx)
        self.net.hybridize(static_alloc=True)
        self._project = _projection(self.net, config)
        self._loss = self._make_loss(n_classes, directions)
        params = [*self.net.collect_params().values(), *self._loss.collect_params().values()]
        params = [parameter for parameter in params if parameter.grad_req != "null"]
        if config.n_parts > 1:
            for parameter in params:
                parameter.grad_req = "add"
        self._params = params
        self._trainer = mx.gluon.Trainer(params, "adam", {"wd": 0.0})
        self._checkpoints = Checkpoints(checkpoint_dir, config.model)

    def _make_loss(self, n_classes, directions):
        settings = {"scale": self.config.scale} if self.config.loss in _SCALED else {}
        if self.config.loss == "arc":
            settings["margin"] = 0.0  # see ``margin_at``
        dim = self.net(mx.nd.zeros((1, 16_000), ctx=self.ctx)).shape[1]
        loss = get_loss(self.config.loss, n_classes=n_classes, dim=dim, **settings)
        loss.initialize(ctx=self.ctx)
        self._directions = None
        if directions is not None:
            self._directions = mx.nd.array(directions, ctx=self.ctx)
            loss.weight.set_data(self._directions)
        return loss

    @property
    def first_step(self):
        """How many steps the latest checkpoint had taken; 0 without one."""
        latest = self._checkpoints.latest()
        return 0 if latest is None else steps_of(latest)

    def run(self, *, checkpoint_every, on_step, on_checkpoint):
        """Train; ``on_step(step, losses)`` after each step, ``on_checkpoint(step)`` after each saved one.

        When ``on_checkpoint`` returns True, on any worker, the training ends there.
        """
        first = self.first_step
        if first:
            self._checkpoints.restore(self._checkpoints.latest(), self.net, self._loss, self._trainer, self.ctx)
        self._team.average("weights", [parameter.data(self.ctx) for parameter in self._params])
        with ThreadPoolExecutor(1) as ahead:
            coming = ahead.submit(self._parts, first)
            for step in range(first, self.config.n_steps):
                parts = coming.result()
                coming = ahead.submit(self._parts, step + 1)
                on_step(step + 1, self._step(step, parts))
                if (step + 1) % checkpoint_every == 0 or step + 1 == self.config.n_steps:
                    self._share_statistics()
                    if self._team.leads:
                        self._checkpoints.save(step + 1, self.net, self._loss, self._trainer)
                    if self._team.any(on_checkpoint(step + 1)):
                        return

    def _share_statistics(self):
        """Give all workers the mean of their running statistics, which each has of its own parts of the batches."""
        statistics = self.net.collect_params(".*_running_(mean|var)").values()
        self._team.average("statistics", [parameter.data(self.ctx) for parameter in statistics])

    def _parts(self, step):
        """[(part, waveforms, labels)] that this worker computes of the batch of ``step``."""
        n_parts = self.config.n_parts
        mine = range(self._team.rank, n_parts, self._team.n_workers)
        return [(part, *self.sampler.batch(step, part, n_parts)) for part in mine]

    def _step(self, step, parts):
        """One update; (classification loss, 1 - cosine to the directions), means over this worker's items."""
        self._trainer.set_learning_rate(self.config.learning_rate_at(step))
        if self.config.loss == "arc":
            self._loss.margin = self.config.margin_at(step)
        if self.config.n_parts > 1:
            self.net.collect_params().zero_grad()
            self._loss.collect_params().zero_grad()
        losses = [self._backward(step, *part) for part in parts]
        self._team.add_up("gradients", [parameter.grad(self.ctx) for parameter in self._params])
        self._trainer.step(self.config.batch_size)
        losses = np.mean([[loss.asscalar() for loss in pair] for pair in losses], axis=0)
        if not np.isfinite(losses).all():
            raise FloatingPointError(f"the loss is {losses} at step {step}; begin again with a lower learning rate")
        return tuple(losses)

    def _backward(self, step, part, waveforms, labels):
        waveforms, labels = mx.nd.array(waveforms, ctx=self.ctx), mx.nd.array(labels, ctx=self.ctx)
        updates_statistics = not self.config.keeps_statistics
        with mx.autograd.record(train_mode=updates_statistics):
            features = self.net.features(waveforms)
            rng = np.random.default_rng([self.config.seed, step, self.config.batch_size + part])
            masks = feature_masks(rng, features.shape, chance=self.config.mask_chance)
            projected = self._project(features * mx.nd.array(masks, ctx=self.ctx))
            classification = self._loss(projected, labels)
            distance = mx.nd.zeros_like(classification)
            if self._directions is not None:
                toward = mx.nd.take(self._directions, labels)
                distance = 1.0 - mx.nd.sum(mx.nd.L2Normalization(projected) * toward, axis=1)
            total = classification + self.config.teacher_weight * distance
        total.backward(train_mode=updates_statistics)
        return classification.mean(), distance.mean()


def _projection(net, config):
    if not config.keeps_statistics:
        return net.project
    folded = FoldedProjection(net)
    folded.hybridize(static_alloc=True)
    return folded


def new_network(model, ctx):
    """The network ``model`` with random weights."""
    net = get_model(model)
    net.initialize(mx.init.MSRAPrelu(slope=0), ctx=ctx)
    return net
