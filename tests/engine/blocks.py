"""Every block of ``gluonar_engine.nn`` in a small size, for what all of them promise; none of this is a test."""

import numpy as np

from gluonar_engine.backend import mx
from gluonar_engine.nn import (
    DCT1D,
    MFCC,
    KaldiFbank,
    MelSpectrogram,
    PowerToDB,
    SincConv1D,
    STFTBlock,
    ZScoreNormBlock,
)

FRAMES = {"n_fft": 64, "win_length": 50, "hop_length": 30}
N_BINS = 33

# name: (maker, least samples, which give one frame)
WAVEFORM_BLOCKS = {
    "stft": (lambda: STFTBlock(**FRAMES), 26),
    "spectrogram": (lambda: STFTBlock(**FRAMES, power=2, nyquist=True), 26),
    "stft_uncentred": (lambda: STFTBlock(**FRAMES, center=False), 64),
    "mel": (lambda: MelSpectrogram(**FRAMES, n_mels=8), 26),
    "mel_magnitude": (lambda: MelSpectrogram(**FRAMES, n_mels=8, power=1), 26),
    "mfcc": (lambda: MFCC(**FRAMES, n_mels=8, n_mfcc=5), 26),
    "kaldi": (lambda: KaldiFbank(8, sample_rate=2000), 50),
    "kaldi_mean": (lambda: KaldiFbank(8, sample_rate=2000, subtract_mean=True), 50),
    "sinc": (lambda: SincConv1D(4, 21, 5), 21),
}
# name: maker; they take (batch, 1, n_frames, N_BINS)
MAP_BLOCKS = {
    **{
        f"dct{kind}_{norm}": lambda kind=kind, norm=norm: DCT1D(N_BINS, kind, norm, n_out=7)
        for kind in (1, 2, 3)
        for norm in (None, "ortho")
    },
    "decibels": lambda: PowerToDB(top_db=5.0),
    "decibels_unclamped": lambda: PowerToDB(top_db=None),
    "z_score": ZScoreNormBlock,
    "z_score_per_frequency": lambda: ZScoreNormBlock(per_frequency=True),
}
BLOCKS = [*WAVEFORM_BLOCKS, *MAP_BLOCKS]


def made(name):
    """The block ``name``, initialised."""
    block = WAVEFORM_BLOCKS[name][0]() if name in WAVEFORM_BLOCKS else MAP_BLOCKS[name]()
    block.initialize()
    return block


def inputs_for(name, rng, *, n_items=3):
    """Noise that ``name`` takes: (n_items, 200), or positive maps (n_items, 1, 6, N_BINS)."""
    if name in WAVEFORM_BLOCKS:
        return rng.normal(size=(n_items, 200)).astype(np.float32)
    return rng.uniform(0.1, 1.0, size=(n_items, 1, 6, N_BINS)).astype(np.float32)


def run(block, values, *, hybridize=False):
    """``block`` of the array ``values``, as an array."""
    block.hybridize(hybridize)
    return block(mx.nd.array(values, dtype=values.dtype)).asnumpy()


def slope_along(block, values, direction, weights):
    """d sum(weights * block(values)) / d values along ``direction``, by MXNet's gradient."""
    values = mx.nd.array(values, dtype=values.dtype)
    values.attach_grad()
    with mx.autograd.record():
        total = (block(values) * mx.nd.array(weights, dtype=weights.dtype)).sum()
    total.backward()
    return float((values.grad.asnumpy() * direction).sum())
