"""A symbol of the form in which GluonAR's vox_res18 was published: its operators in their order, built by hand."""

import numpy as np

from gluonar_engine.backend import mx
from gluonar_engine.filters import window

nn = mx.gluon.nn
_PREFIX = "resnetsr0_feature_"
N_FRAMES, N_FFT, HOP_LENGTH, WIN_LENGTH = 224, 448, 160, 400


def spectrogram_symbol(data, prefix=_PREFIX):
    """Frames by a table of indices, ``_contrib_fft``, power: (batch, 35840) -> (batch, 1, 224, 224)."""
    indices = mx.sym.var(f"{prefix}stftblock0_indices", shape=(N_FRAMES, N_FFT), dtype="float32", init=mx.init.One())
    taps = mx.sym.var(f"{prefix}stftblock0_window", shape=(1, N_FFT), dtype="float32", init=mx.init.One())
    frames = mx.sym.broadcast_mul(mx.sym.take(data, indices, axis=1, mode="clip"), taps)
    fourier = mx.sym.contrib.fft(mx.sym.reshape(frames, shape=(-1, N_FFT)), name=f"{prefix}stftblock0_fft0")
    parts = mx.sym.square(mx.sym.reshape(fourier, shape=(-1, N_FRAMES, N_FFT, 2)))
    power = mx.sym.expand_dims(mx.sym.sum(parts, axis=3), axis=1)
    return mx.sym.slice(power, begin=(None, None, None, 0), end=(None, None, None, N_FFT // 2))


def published_symbol():
    """The whole network; the variable "data" is its input."""
    spectrogram = spectrogram_symbol(mx.sym.var("data"))
    flat = mx.sym.reshape(spectrogram, shape=(-1, 1, N_FRAMES * N_FFT // 2))
    deviation = mx.sym.broadcast_sub(flat, mx.sym.mean(flat, axis=2, keepdims=True))
    scale = mx.sym.sqrt(mx.sym.mean(mx.sym.square(deviation), axis=2)) + 1e-07
    score = mx.sym.broadcast_div(deviation, mx.sym.expand_dims(scale, axis=2))
    score = mx.sym.reshape(score, shape=(-1, 1, N_FRAMES, N_FFT // 2))
    with mx.name.Prefix(_PREFIX):
        return _trunk()(mx.sym.Activation(score, act_type="sigmoid"))


def _trunk():
    trunk = nn.HybridSequential(prefix=_PREFIX)
    with trunk.name_scope():
        trunk.add(
            mx.gluon.model_zoo.vision.get_resnet(2, 18, classes=512),
            nn.Dense(512, use_bias=False),
            nn.BatchNorm(scale=False),
            nn.PReLU(),
        )
    return trunk


def spectrogram_tables():
    """The values of the two variables that the spectrogram reads, with the "arg:" of published files."""
    taps = np.pad(window("hamming", WIN_LENGTH), (N_FFT - WIN_LENGTH) // 2)
    starts = np.arange(N_FRAMES)[:, np.newaxis] * HOP_LENGTH
    return {
        f"arg:{_PREFIX}stftblock0_indices": mx.nd.array(starts + np.arange(N_FFT)),
        f"arg:{_PREFIX}stftblock0_window": mx.nd.array(taps[np.newaxis]),
    }


def random_parameters(symbol, input_shape, tables):
    """Values for every other variable of ``symbol``, under the names of published files."""
    shapes, _, aux_shapes = symbol.infer_shape(data=input_shape)
    rng = np.random.default_rng(7)
    values = dict(tables)
    for kind, names, all_shapes in (
        ("arg", symbol.list_arguments(), shapes),
        ("aux", symbol.list_auxiliary_states(), aux_shapes),
    ):
        for name, shape in zip(names, all_shapes, strict=True):
            if name != "data" and f"{kind}:{name}" not in values:
                values[f"{kind}:{name}"] = mx.nd.array(_random(name, shape, rng))
    return values


def _random(name, shape, rng):
    if name.endswith(("gamma", "running_var")):
        return rng.uniform(0.5, 1.5, shape)
    return rng.normal(0, np.sqrt(2 / max(1, np.prod(shape[1:]))), shape)
