"""The published GluonAR network of 2019, vox_res18, on any context; importing this loads MXNet."""

import numpy as np

from gluonar_engine.backend import mx
from gluonar_engine.filters import window
from gluonar_engine.models.paramsfile import read_params
from gluonar_engine.nn import ZScoreNormBlock

nn = mx.gluon.nn

N_SAMPLES = 35_840  # 2.24 s at 16 kHz, the one length it takes
_N_FRAMES, _N_FFT, _HOP_LENGTH, _WIN_LENGTH = 224, 448, 160, 400
_N_BINS = _N_FFT // 2


class _IndexedSTFT(nn.HybridBlock):
    """Power spectrogram by the checkpoint's own table of sample indices and its own window.

    (batch, 35840) -> (batch, 1, 224, 224); the DFT is a matrix product, which every context has.
    """

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        starts = np.arange(_N_FRAMES)[:, np.newaxis] * _HOP_LENGTH
        taps = np.pad(window("hamming", _WIN_LENGTH), (_N_FFT - _WIN_LENGTH) // 2)
        angle = 2.0 * np.pi * (np.outer(np.arange(_N_FFT), np.arange(_N_BINS)) % _N_FFT) / _N_FFT
        with self.name_scope():
            self.indices = self.params.get_constant("indices", starts + np.arange(_N_FFT))
            self.window = self.params.get_constant("window", taps[np.newaxis])
            self.cosines = self.params.get_constant("cosines", np.cos(angle))
            self.sines = self.params.get_constant("sines", np.sin(angle))

    def hybrid_forward(self, F, waveform, indices, window, cosines, sines):
        frames = F.take(waveform, indices, axis=1)  # what lies beyond the end repeats the last sample
        frames = F.broadcast_mul(frames, F.expand_dims(window, axis=0))
        power = F.square(F.dot(frames, cosines)) + F.square(F.dot(frames, sines))
        return F.expand_dims(power, axis=1)


class VoxRes18(nn.HybridBlock):
    """Spectrogram, z-score, sigmoid, ResNet-18 v2 (He et al., 1603.05027), two dense layers; 512 numbers.

    Inputs:
        - **waveform**: (batch, 35840).

    Outputs:
        - **embedding**: (batch, 512), not normalised; its authors compare the Euclidean distance of normalised ones
          with 1.0.
    """

    def __init__(self, **kwargs):
        kwargs.setdefault("prefix", "resnetsr0_")  # the names in the published files
        super().__init__(**kwargs)
        with self.name_scope():
            self.feature = nn.HybridSequential(prefix="feature_")
            with self.feature.name_scope():
                self.feature.add(
                    _IndexedSTFT(prefix="stftblock0_"),
                    ZScoreNormBlock(),
                    nn.Activation("sigmoid"),
                    mx.gluon.model_zoo.vision.get_resnet(2, 18, classes=512),
                    nn.Dense(512, use_bias=False),
                    nn.BatchNorm(scale=False),
                    nn.PReLU(),
                )

    def hybrid_forward(self, F, waveform):
        return self.feature(waveform)

    def load_published(self, params_file, ctx=None):
        """Load a published ``.params`` file (path, or open), whose names begin with ``arg:`` and ``aux:``.

        Raises
        ------
        OSError
            When the file cannot be read.
        ValueError
            When it is no sound parameter file, or names or shapes are not this network's; the message tells the first
            that differs.
        """
        stored = {name.split(":", 1)[-1]: value for name, value in read_params(params_file).items()}
        made_here = {name for name in self.collect_params() if name.endswith(("cosines", "sines"))}
        wanted = set(self.collect_params()) - made_here
        if stored.keys() != wanted:
            odd = sorted(stored.keys() ^ wanted)
            raise ValueError(f"{params_file} is not a vox_res18 checkpoint: {odd[0]} is in only one of the two")
        self.initialize(ctx=ctx, force_reinit=True)
        for name, value in stored.items():
            parameter = self.collect_params()[name]
            if not _fits(value.shape, parameter.shape):
                raise ValueError(f"{name} is {value.shape} in {params_file}, vox_res18 has {parameter.shape}")
            parameter.shape = value.shape
            parameter._load_init(mx.nd.array(value), ctx or mx.cpu())


def _fits(found, wanted):
    """Whether a shape is the wanted one, in which 0 stands for a size that is not known yet."""
    return len(found) == len(wanted) and all(size in (0, other) for size, other in zip(wanted, found, strict=True))
