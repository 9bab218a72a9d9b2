"""Classification losses for speaker embeddings, each with its own class weights; importing this loads MXNet.

Inputs of each:
    - **embedding**: (batch, dim), of any length.
    - **label**: (batch,), class numbers in 0..n_classes - 1.

Outputs of each:
    - **loss**: (batch,), in nats.  An embedding that is NaN makes its own loss NaN, and no other.

Each raises ValueError for settings out of their range, and, when called, for other shapes or labels.
"""

import math

from gluonar_engine.backend import mx


class _Loss(mx.gluon.HybridBlock):
    """What all share: the sizes, and a look at the inputs."""

    def __init__(self, n_classes, dim, **kwargs):
        super().__init__(**kwargs)
        self._n_classes, self._dim = _positive(n_classes, "n_classes"), _positive(dim, "dim")

    def forward(self, embedding, label):
        if isinstance(embedding, mx.nd.NDArray):
            self._check(embedding.shape, label)
        return super().forward(embedding, label)

    def _check(self, shape, label):
        if len(shape) != 2 or shape[1] != self._dim or label.shape != shape[:1]:
            raise ValueError(
                f"need embeddings (batch, {self._dim}) and labels (batch,), got {shape} and {label.shape}"
            )
        labels = label.asnumpy()  # or the operators would take a wrong one for the nearest class, silently
        if labels.size and not 0 <= labels.min() <= labels.max() < self._n_classes:
            raise ValueError(f"labels must be in 0..{self._n_classes - 1}, got {labels.min()} to {labels.max()}")


class SoftmaxLoss(_Loss):
    """Cross-entropy over a linear layer (Bridle, Neurocomputing, NATO ASI F68, 1990).

    Parameters
    ----------
    n_classes, dim : int
        Of the labels, and of an embedding.
    """

    def __init__(self, n_classes, dim, **kwargs):
        super().__init__(n_classes, dim, **kwargs)
        with self.name_scope():
            self.weight = self.params.get("weight", shape=(n_classes, dim), init=mx.init.Normal(0.05))
            self.bias = self.params.get("bias", shape=(n_classes,), init="zeros")

    def hybrid_forward(self, F, embedding, label, weight, bias):
        logits = F.FullyConnected(embedding, weight, bias, num_hidden=self._n_classes)
        return _cross_entropy(F, logits, label)


class RingLoss(SoftmaxLoss):
    """Softmax that also draws all embeddings to one learned length (Zheng et al., Ring loss, 1803.00130).

    ``cross-entropy + weight_ring / 2 * (|embedding| - radius)^2``

    Parameters
    ----------
    n_classes, dim : int
    weight_ring : float
        Weight of the second term, lambda in the paper.
    radius : float
        The length to begin with; it is learned.
    """

    def __init__(self, n_classes, dim, *, weight_ring=0.01, radius=20.0, **kwargs):
        super().__init__(n_classes, dim, **kwargs)
        self._weight_ring = _positive(weight_ring, "weight_ring")
        with self.name_scope():
            self.radius = self.params.get("radius", shape=(1,), init=mx.init.Constant(_positive(radius, "radius")))

    def hybrid_forward(self, F, embedding, label, weight, bias, radius):
        cross_entropy = super().hybrid_forward(F, embedding, label, weight, bias)
        length = F.sqrt(F.sum(F.square(embedding), axis=1) + 1e-10)
        return cross_entropy + 0.5 * self._weight_ring * F.square(F.broadcast_sub(length, radius))


class _CosineLoss(_Loss):
    """Logits from the cosines between embeddings and class directions, each class having one or several.

    A class with several centres counts with its nearest (Deng et al., Sub-center ArcFace, ECCV 2020).
    """

    def __init__(self, n_classes, dim, *, scale, n_centers=1, **kwargs):
        super().__init__(n_classes, dim, **kwargs)
        self._n_centers = _positive(n_centers, "n_centers")
        self._scale = _positive(scale, "scale")
        with self.name_scope():
            shape = (n_classes * n_centers, dim)
            self.weight = self.params.get("weight", shape=shape, init=mx.init.Normal(0.05))

    def hybrid_forward(self, F, embedding, label, weight):
        directions = F.L2Normalization(weight)
        n_rows = self._n_classes * self._n_centers
        cosine = F.FullyConnected(F.L2Normalization(embedding), directions, no_bias=True, num_hidden=n_rows)
        if self._n_centers > 1:
            cosine = F.max(F.reshape(cosine, shape=(0, -1, self._n_centers)), axis=2)
        return self._loss(F, cosine, label)

    def _with_target(self, F, cosine, label, target):
        """The cosines with that of each row's own class replaced by ``target`` (batch, 1)."""
        return F.where(F.one_hot(label, self._n_classes), F.broadcast_like(target, cosine), cosine)


class ArcLoss(_CosineLoss):
    """Additive angular margin (Deng et al., ArcFace, 1801.07698); margin 0 is a cosine softmax.

    cos(angle + margin) is computed from cosine and sine, so the gradient stays finite at cosine 1.

    Parameters
    ----------
    n_classes, dim : int
    scale : float
        Logits are cosines times this.
    margin : float
        In radians, in [0, pi / 2); may be changed during training.
    easy_margin : bool
        Leave the margin out where the angle is over 90 degrees, instead of going on falling past pi - margin as
        cosine - margin * sin(margin).
    n_centers : int
        Centres a class.
    """

    def __init__(self, n_classes, dim, *, scale=30.0, margin=0.2, easy_margin=False, n_centers=1, **kwargs):
        super().__init__(n_classes, dim, scale=scale, n_centers=n_centers, **kwargs)
        self._easy_margin = easy_margin
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

    def _loss(self, F, cosine, label):
        if self._margin == 0:
            return _cross_entropy(F, cosine * self._scale, label)
        target = F.pick(cosine, label, keepdims=True)
        sine = F.sqrt(F.maximum(1.0 - F.square(target), 1e-6))
        shifted = target * math.cos(self._margin) - sine * math.sin(self._margin)
        if self._easy_margin:
            shifted = F.where(target > 0, shifted, target)
        else:
            beyond = target - self._margin * math.sin(self._margin)
            shifted = F.where(target > -math.cos(self._margin), shifted, beyond)
        return _cross_entropy(F, self._with_target(F, cosine, label, shifted) * self._scale, label)


class AMSoftmaxLoss(_CosineLoss):
    """Additive cosine margin (Wang et al., 1801.05599): the own class's cosine counts ``margin`` less.

    Parameters
    ----------
    n_classes, dim : int
    scale : float
        Logits are cosines times this.
    margin : float
        In [0, 2).
    n_centers : int
        Centres a class.
    """

    def __init__(self, n_classes, dim, *, scale=30.0, margin=0.2, n_centers=1, **kwargs):
        super().__init__(n_classes, dim, scale=scale, n_centers=n_centers, **kwargs)
        if not 0 <= margin < 2:
            raise ValueError(f"margin must be in [0, 2), got {margin}")
        self._margin = margin

    def _loss(self, F, cosine, label):
        target = F.pick(cosine, label, keepdims=True) - self._margin
        return _cross_entropy(F, self._with_target(F, cosine, label, target) * self._scale, label)


class CircleLoss(_CosineLoss):
    """Each similarity weighted by its distance from its optimum (Sun et al., 2002.10857), in its class-level form.

    Parameters
    ----------
    n_classes, dim : int
    scale : float
        Gamma in the paper.
    relaxation : float
        m in the paper, in (0, 1): cosines of the own class are drawn to 1 - m and over, the others to m and under.
    n_centers : int
        Centres a class.
    """

    def __init__(self, n_classes, dim, *, scale=60.0, relaxation=0.25, n_centers=1, **kwargs):
        super().__init__(n_classes, dim, scale=scale, n_centers=n_centers, **kwargs)
        if not 0 < relaxation < 1:
            raise ValueError(f"relaxation must be in (0, 1), got {relaxation}")
        self._relaxation = relaxation

    def _loss(self, F, cosine, label):
        # The weights are constants of the step: the gradient goes through the cosines alone (section 3.2).
        m = self._relaxation
        target = F.pick(cosine, label, keepdims=True)
        target_weight = F.maximum(1.0 + m - F.stop_gradient(target), 0.0)
        other_weight = F.maximum(F.stop_gradient(cosine) + m, 0.0)
        others = other_weight * (cosine - m)
        logits = self._with_target(F, others, label, target_weight * (target - (1.0 - m)))
        return _cross_entropy(F, logits * self._scale, label)


_LOSSES = {"am_softmax": AMSoftmaxLoss, "arc": ArcLoss, "circle": CircleLoss, "ring": RingLoss, "softmax": SoftmaxLoss}


def get_loss_list():
    """The known names, sorted."""
    return sorted(_LOSSES)


def get_loss(name, **kwargs):
    """The loss ``name``, one of ``get_loss_list()``, made with ``kwargs``; all need ``n_classes`` and ``dim``.

    Raises
    ------
    ValueError
        For an unknown name; the message lists the known ones.
    """
    if name not in _LOSSES:
        raise ValueError(f"unknown loss {name!r}, known are {', '.join(get_loss_list())}")
    return _LOSSES[name](**kwargs)


def _cross_entropy(F, logits, label):
    return -F.pick(F.log_softmax(logits), label)


def _positive(number, name):
    if number <= 0:
        raise ValueError(f"{name} must be positive, got {number}")
    return number
