"""Residual speaker embedders, one graph from waveform to embedding; importing this loads MXNet."""

from dataclasses import dataclass

from gluonar_engine.backend import mx
from gluonar_engine.nn import MelSpectrogram, PowerToDB, SincConv1D, ZScoreNormBlock

nn = mx.gluon.nn


@dataclass(frozen=True)
class ResNetSpec:
    """One network: front end, blocks and channels a stage, ``stem_stride`` on time and frequency, pooling.

    ``front`` is "mel" or "sinc", with ``n_bands`` bands each 10 ms; ``pooling`` is "statistics" or "average".
    """

    blocks: tuple[int, ...]
    channels: tuple[int, ...]
    stem_stride: int = 1
    n_bands: int = 80
    dim: int = 256
    front: str = "mel"
    pooling: str = "statistics"


class BasicBlock(nn.HybridBlock):
    """Two 3x3 convolutions beside a short cut (He et al., 1512.03385); (batch, channels, n_frames, n_bins)."""

    def __init__(self, channels, stride, in_channels, **kwargs):
        super().__init__(**kwargs)
        with self.name_scope():
            self.body = nn.HybridSequential(prefix="body_")
            with self.body.name_scope():
                self.body.add(_conv3x3(channels, stride, in_channels), nn.BatchNorm(), nn.Activation("relu"))
                self.body.add(_conv3x3(channels, 1, channels), nn.BatchNorm())
            self.shortcut = None
            if stride != 1 or in_channels != channels:
                self.shortcut = nn.HybridSequential(prefix="shortcut_")
                with self.shortcut.name_scope():
                    conv = nn.Conv2D(channels, 1, strides=stride, use_bias=False, in_channels=in_channels)
                    self.shortcut.add(conv, nn.BatchNorm())

    def hybrid_forward(self, F, features):
        aside = features if self.shortcut is None else self.shortcut(features)
        return F.Activation(self.body(features) + aside, act_type="relu")


class StatisticsPooling(nn.HybridBlock):
    """Mean and standard deviation over time (Snyder et al., X-vectors, 2018).

    (batch, channels, n_frames, n_bins) -> (batch, 2 * channels * n_bins)
    """

    def hybrid_forward(self, F, features):
        mean = F.mean(features, axis=2, keepdims=True)
        variance = F.mean(F.square(F.broadcast_sub(features, mean)), axis=2, keepdims=True)
        return F.concat(F.flatten(mean), F.flatten(F.sqrt(variance + 1e-5)), dim=1)


class AveragePooling(nn.HybridBlock):
    """Mean over time, (batch, channels, n_frames, n_bins) -> (batch, channels * n_bins)."""

    def hybrid_forward(self, F, features):
        return F.flatten(F.mean(features, axis=2, keepdims=True))


class SincFront(nn.HybridBlock):
    """Energies of learned bands each 10 ms: (batch, n_samples) -> (batch, 1, n_frames, n_bands)."""

    def __init__(self, n_bands, **kwargs):
        super().__init__(**kwargs)
        with self.name_scope():
            self.bands = SincConv1D(n_bands, 251, stride=10)

    def hybrid_forward(self, F, waveform):
        energy = F.expand_dims(F.square(self.bands(waveform)), axis=1)
        frames = F.Pooling(energy, kernel=(1, 32), stride=(1, 16), pool_type="avg")  # 20 ms each 10 ms
        return F.transpose(frames, axes=(0, 1, 3, 2))


@mx.init.register
class _Identity(mx.init.Initializer):
    def _init_weight(self, _, array):
        array[:] = mx.nd.eye(len(array))


_POOLINGS = {"average": AveragePooling, "statistics": StatisticsPooling}


class SpeakerResNet(nn.HybridBlock):
    """Waveform to unit-length speaker embedding.

    Parameters
    ----------
    spec : ResNetSpec
        Size of the network.

    Inputs:
        - **waveform**: (batch, n_samples), mono at 16 kHz in [-1, 1], at least 0.2 s.

    Outputs:
        - **embedding**: (batch, dim), L2-normalised.

    The last layer, ``whitening``, is not trained: it is the identity until a release sets it from what the recordings
    of one speaker have in common (``training.population``).
    """

    def __init__(self, spec, **kwargs):
        super().__init__(**kwargs)
        with self.name_scope():
            self.features = nn.HybridSequential(prefix="features_")
            with self.features.name_scope():
                self.features.add(_front(spec), PowerToDB(), ZScoreNormBlock())
            self.trunk = nn.HybridSequential(prefix="trunk_")
            with self.trunk.name_scope():
                self.trunk.add(_conv3x3(spec.channels[0], spec.stem_stride, 1), nn.BatchNorm(), nn.Activation("relu"))
                _add_stages(self.trunk, spec)
            self.head = nn.HybridSequential(prefix="head_")
            with self.head.name_scope():
                self.head.add(_POOLINGS[spec.pooling](), nn.Dense(spec.dim, use_bias=False), nn.BatchNorm(scale=False))
            self.whitening = nn.Dense(
                spec.dim, use_bias=False, in_units=spec.dim, weight_initializer=_Identity(), prefix="whitening_"
            )
            self.whitening.weight.grad_req = "null"

    def hybrid_forward(self, F, waveform):
        return F.L2Normalization(self.whitening(self.project(self.features(waveform))))

    def project(self, features):
        """What is trained after the features, not normalised: (batch, 1, n_frames, n_bands) -> (batch, dim)."""
        return self.head(self.trunk(features))


def _front(spec):
    if spec.front == "sinc":
        return SincFront(spec.n_bands)
    return MelSpectrogram(n_fft=512, hop_length=160, win_length=400, n_mels=spec.n_bands, fmin=20, fmax=7600)


def _conv3x3(channels, stride, in_channels):
    return nn.Conv2D(channels, 3, strides=stride, padding=1, use_bias=False, in_channels=in_channels)


def _add_stages(trunk, spec):
    in_channels = spec.channels[0]
    for stage, (n_blocks, channels) in enumerate(zip(spec.blocks, spec.channels, strict=True)):
        for index in range(n_blocks):
            stride = 2 if stage > 0 and index == 0 else 1
            trunk.add(BasicBlock(channels, stride, in_channels))
            in_channels = channels
