"""Classification losses for speaker embeddings, each with its own class weights; importing this loads MXNet."""

import math

from gluonar_engine.backend import mx


class SoftmaxLoss(mx.gluon.HybridBlock):
    """Cross-entropy over a linear layer.

    Inputs:
        - **embedding**: (batch, dim).
        - **label**: (batch,), class numbers.

    Outputs:
        - **loss**: (batch,).
    """

    def __init__(self, n_classes, dim, **kwargs):
        super().__init__(**kwargs)
        with self.name_scope():
            self.weight = self.params.get("weight", shape=(n_classes, dim), init=mx.init.Normal(0.05))
            self.bias = self.params.get("bias", shape=(n_classes,), init="zeros")
        self._n_classes = n_classes

    def hybrid_forward(self, F, embedding, label, weight, bias):
        logits = F.FullyConnected(embedding, weight, bias, num_hidden=self._n_classes)
        return -F.pick(F.log_softmax(logits), label)


class ArcLoss(mx.gluon.HybridBlock):
    """Additive angular margin (Deng et al., ArcFace, 1801.07698); margin 0 is a cosine softmax.

    cos(angle + margin) is computed from cosine and sine, so the gradient stays finite at cosine 1; past
    angle = pi - margin, where it would rise again, the logit goes on falling as cosine - margin * sin(margin).

    Parameters
    ----------
    n_classes, dim : int
        Classes, and length of an embedding.
    scale : float
        Logits are cosines times this.
    margin : float
        In radians, in [0, pi / 2); may be changed during training through ``margin``.

    Inputs:
        - **embedding**: (batch, dim), any length; it is L2-normalised here.
        - **label**: (batch,), class numbers.

    Outputs:
        - **loss**: (batch,).
    """

    def __init__(self, n_classes, dim, *, scale=30.0, margin=0.2, **kwargs):
        super().__init__(**kwargs)
        if scale <= 0:
            raise ValueError(f"scale must be positive, got {scale}")
        with self.name_scope():
            self.weight = self.params.get("weight", shape=(n_classes, dim), init=mx.init.Normal(0.05))
        self._n_classes = n_classes
        self._scale = scale
        self.margin = margin

    @property
    def margin(self):
        return self._margin

    @margin.setter
    def margin(self, radians):
        if not 0 <= radians < math.pi / 2:
            raise ValueError(f"margin must be in [0, pi / 2), got {radians}")
        self._margin = radians
        self._clear_cached_op()  # a hybridized graph has the old margin built in

    def hybrid_forward(self, F, embedding, label, weight):
        directions = F.L2Normalization(weight)
        cosine = F.FullyConnected(F.L2Normalization(embedding), directions, no_bias=True, num_hidden=self._n_classes)
        if self._margin == 0:
            return -F.pick(F.log_softmax(cosine * self._scale), label)
        target = F.pick(cosine, label, keepdims=True)
        sine = F.sqrt(F.maximum(1.0 - F.square(target), 1e-6))
        shifted = target * math.cos(self._margin) - sine * math.sin(self._margin)
        beyond = target - self._margin * math.sin(self._margin)
        shifted = F.where(target > -math.cos(self._margin), shifted, beyond)
        chosen = F.one_hot(label, self._n_classes)
        logits = cosine + F.broadcast_mul(chosen, shifted - target)
        return -F.pick(F.log_softmax(logits * self._scale), label)


_LOSSES = {"arc": ArcLoss, "softmax": SoftmaxLoss}


def get_loss_list():
    """The known names, sorted."""
    return sorted(_LOSSES)


def get_loss(name, **kwargs):
    """The loss ``name`` made with ``kwargs``.

    Raises
    ------
    ValueError
        For an unknown name; the message lists the known ones.
    """
    if name not in _LOSSES:
        raise ValueError(f"unknown loss {name!r}, known are {', '.join(get_loss_list())}")
    return _LOSSES[name](**kwargs)
