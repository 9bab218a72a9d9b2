"""A training step of the default network, beside the same network in torch.

    python -m benchmarks.training [--rounds N]

A step takes 64 waveforms of 1.6 s in NumPy: forward, ArcLoss over 2,600 classes, backward, Adam.  Before anything is
timed, the networks have to give the same embeddings and the same loss from the same parameters.

It is one process for all: they then share one OpenMP library, and a step takes each of them as much processor time as
it takes alone.  Freed memory is kept for torch as well.
"""

from functools import partial

import numpy as np

from benchmarks.embedding import work_of
from benchmarks.limits import Work
from benchmarks.rounds import N_THREADS, Case, Contender, Mark, limit_threads, options_of, print_marks, print_table
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.modelcard import DEFAULT_MODEL, ONNX_FILE

MODEL = "resnet18_early"
_BATCH_SIZE, _CROP_S, _N_CLASSES, _DIM, _MARGIN, _LEARNING_RATE = 64, 1.6, 2_600, 256, 0.2, 1e-3
_TOLERANCE = 1e-4
_WHY = "MXNet 1.9 has the oneDNN of 2021, with kernels for the processors of then, and torch that of today"


def main(argv=None):
    options = options_of(__doc__, argv, n_rounds=10)
    limit_threads()
    rng = np.random.default_rng(0)
    waveforms = rng.normal(0, 0.05, (_BATCH_SIZE, int(_CROP_S * SAMPLE_RATE))).astype(np.float32)
    labels = rng.integers(_N_CLASSES, size=_BATCH_SIZE)
    ours = GluonTraining()
    peers = [TorchTraining(ours, channels_last=True), TorchTraining(ours, channels_last=False)]
    expected = ours.outputs(waveforms, labels)
    contenders = [Contender(ours.name, partial(ours.step, waveforms, labels), is_ours=True)]
    for peer in peers:
        note = _agreement(peer.name, peer.outputs(waveforms, labels), expected)
        contenders.append(Contender(peer.name, partial(peer.step, waveforms, labels), note=note))
    case = Case(f"{MODEL}, {_BATCH_SIZE} x {_CROP_S} s", contenders, n_items=_BATCH_SIZE, work=_work())
    least = print_table("training step", [case], n_rounds=options.rounds, items="samples")
    best = min(least[case.name, peer.name] for peer in peers)
    print_marks([Mark("ours / the quicker of torch's", least[case.name, ours.name] / best, 1.0, why=_WHY)])


def _work():
    """Forward, and twice as much backward: to the inputs, and to the weights."""
    of_3_s = work_of(DEFAULT_MODEL / ONNX_FILE).n_flop
    return Work(n_flop=3 * of_3_s * _CROP_S / 3 * _BATCH_SIZE)


def _agreement(name, outputs, expected):
    embedding, loss = (np.abs(a - b).max() for a, b in zip(outputs, expected, strict=True))
    if not max(embedding, loss) <= _TOLERANCE:
        raise SystemExit(f"{name} differs from ours by {embedding:.1e} in the embedding, {loss:.1e} in the loss")
    return f"embedding within {embedding:.0e} of ours, loss within {loss:.0e}"


class GluonTraining:
    """The network, loss and optimizer as ``gluonar_engine.training`` uses them."""

    def __init__(self):
        from gluonar_engine.backend import keep_freed_memory, mx
        from gluonar_engine.losses import get_loss
        from gluonar_engine.models import get_model

        keep_freed_memory()
        self._mx = mx
        self.name = f"ours, MXNet {mx.__version__}"
        mx.random.seed(0)
        self.net = get_model(MODEL)
        self.net.initialize(mx.init.MSRAPrelu(slope=0))
        self.net.hybridize(static_alloc=True)
        self.net(mx.nd.zeros((1, SAMPLE_RATE)))
        self.loss = get_loss("arc", n_classes=_N_CLASSES, dim=_DIM, margin=_MARGIN)
        self.loss.initialize()
        params = self.net.collect_params()
        params.update(self.loss.collect_params())
        self._trainer = mx.gluon.Trainer(params, "adam", {"learning_rate": _LEARNING_RATE})

    def outputs(self, waveforms, labels):
        """The embedding as in use (batch, dim), and the loss as in training."""
        waveforms, labels = self._mx.nd.array(waveforms), self._mx.nd.array(labels)
        embedding = self.net(waveforms).asnumpy()
        with self._mx.autograd.train_mode():
            return embedding, self.loss(self.net(waveforms), labels).mean().asscalar()

    def step(self, waveforms, labels):
        waveforms, labels = self._mx.nd.array(waveforms), self._mx.nd.array(labels)
        with self._mx.autograd.record():
            loss = self.loss(self.net(waveforms), labels)
        loss.backward()
        self._trainer.step(len(labels))
        self._mx.nd.waitall()


class TorchTraining:
    """The same in torch, beginning with the parameters of ``ours``."""

    def __init__(self, ours, *, channels_last):
        import torch

        from benchmarks.torch_resnet import ArcLoss, SpeakerResNet, load_gluon

        torch.set_num_threads(N_THREADS)
        self._torch = torch
        self.name = f"torch {torch.__version__}{', channels last' if channels_last else ''}"
        self.net, self.loss = SpeakerResNet(), ArcLoss(_N_CLASSES, _DIM, margin=_MARGIN)
        load_gluon(self.net, ours.net)
        load_gluon(self.loss, ours.loss)
        if channels_last:
            self.net.to(memory_format=torch.channels_last)
        self._optimizer = torch.optim.Adam(
            [*self.net.parameters(), *self.loss.parameters()], lr=_LEARNING_RATE, fused=True
        )

    def outputs(self, waveforms, labels):
        """As ``GluonTraining.outputs``."""
        waveforms, labels = self._torch.from_numpy(waveforms), self._torch.from_numpy(labels)
        with self._torch.no_grad():
            embedding = self.net.eval()(waveforms).numpy()
            return embedding, self.loss(self.net.train()(waveforms), labels).item()

    def step(self, waveforms, labels):
        loss = self.loss(self.net(self._torch.from_numpy(waveforms)), self._torch.from_numpy(labels))
        self._optimizer.zero_grad()
        loss.backward()
        self._optimizer.step()


if __name__ == "__main__":
    main()
