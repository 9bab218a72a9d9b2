"""What is trained of a network, its batch normalisation folded into the convolutions; importing this loads MXNet.

With the statistics that it has, normalisation only scales and moves what a convolution gives.  oneDNN has no backward
pass for that in MXNet, and MXNet's own takes five times as long as all the rest; scaled weights need none.
"""

from gluonar_engine.backend import mx
from gluonar_engine.models.resnet import BasicBlock

nn = mx.gluon.nn


class FoldedProjection(nn.HybridBlock):
    """``net.project`` as it is in use, with the same parameters, to be trained while the statistics stay as they are.

    Parameters
    ----------
    net : SpeakerResNet
        Initialised; its parameters are shared, and no others are made.

    Inputs:
        - **features**: (batch, 1, n_frames, n_bands)

    Outputs:
        - **embedding**: (batch, dim), not normalised; equal to ``net.project(features)`` outside of training, and so
          are the gradients.
    """

    def __init__(self, net, **kwargs):
        super().__init__(**kwargs)
        object.__setattr__(self, "_net", net)  # no child: that would give its parameters a second name
        for part in (net.trunk, net.head):
            self.params.update(part.collect_params())

    def hybrid_forward(self, F, features):
        return self._net.head(_through(F, self._net.trunk, features))


def _through(F, layers, features):
    layers = [layers[index] for index in range(len(layers))]
    for layer, after in zip(layers, [*layers[1:], None], strict=True):
        if isinstance(after, nn.BatchNorm):
            features = _folded(F, layer, after, features)
        elif isinstance(layer, BasicBlock):
            aside = features if layer.shortcut is None else _through(F, layer.shortcut, features)
            features = F.Activation(_through(F, layer.body, features) + aside, act_type="relu")
        elif not isinstance(layer, nn.BatchNorm):
            features = layer(features)
    return features


def _folded(F, convolution, norm, features):
    def value(parameter):
        return parameter.data(features.ctx) if F is mx.nd else parameter.var()

    scale = value(norm.gamma) / F.sqrt(value(norm.running_var) + norm._kwargs["eps"])
    weight = F.broadcast_mul(value(convolution.weight), F.reshape(scale, shape=(-1, 1, 1, 1)))
    bias = value(norm.beta) - value(norm.running_mean) * scale
    return F.Convolution(features, weight, bias, **{**convolution._kwargs, "no_bias": False})
