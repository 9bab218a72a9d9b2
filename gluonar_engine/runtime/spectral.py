"""Spectrograms as ONNX graphs made of the blocks' own tables, so that they are drawn where MXNet has no build.

A graph takes frames, not a waveform: one then serves every hop.
"""

import math
from functools import lru_cache

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.filters import dct_matrix, dft_kernels, mel_bank
from gluonar_engine.runtime.onnx import OnnxNetwork

_OPSET, _IR_VERSION = 13, 8
_MFCC_AMIN = 1e-10  # the default of ``PowerToDB``


@lru_cache(maxsize=6)  # the tables of long windows take megabytes
def spectral_network(view, n_fft, win_length, *, window="hann", ref=1.0, amin=1e-10, n_mels=80, n_mfcc=20):
    """An ``OnnxNetwork`` from frames (n_frames, win_length) to decibels (n_frames, n_bins).

    Nothing is clamped (``top_db=None``): a frame's levels depend on that frame alone.

    Parameters
    ----------
    view : "stft", "mel" or "mfcc"
        ``STFTBlock(power=2, nyquist=True)`` or ``MelSpectrogram(norm=None)``, either with ``PowerToDB(ref, amin)``
        after it; or ``MFCC``.
    n_fft, win_length, window, n_mels, n_mfcc
        As in those blocks, in which the window stands in the middle of ``n_fft`` samples.
    ref, amin : float
        As in ``PowerToDB``; "mfcc" has the block's own.
    """
    n_bins = n_fft // 2 + 1
    chain = _Chain()
    chain.add("MatMul", dft_kernels(n_fft, win_length, window, n_bins).T)
    chain.square()
    if view == "stft":
        chain.add_halves()
        chain.to_decibels(ref, amin)
    elif view == "mel":
        chain.add("MatMul", _twice(mel_bank(SAMPLE_RATE, n_fft, n_mels, norm=None)))
        chain.to_decibels(ref, amin)
    else:
        chain.add("MatMul", _twice(mel_bank(SAMPLE_RATE, n_fft, n_mels)))
        chain.to_decibels(1.0, _MFCC_AMIN)
        chain.add("MatMul", dct_matrix(n_mels, 2, "ortho")[:n_mfcc].T)
    return OnnxNetwork(view, content=chain.model())


def _twice(bank):
    """(n_mels, n_bins) -> (2 * n_bins, n_mels): it adds the squares of real and imaginary part on the way."""
    return np.concatenate([bank, bank], axis=1).T


class _Chain:
    """Nodes one after the other, from "frames" to the last one's output."""

    def __init__(self):
        from onnx import helper, numpy_helper

        self._helper, self._to_tensor = helper, numpy_helper.from_array
        self._nodes, self._tables = [], []
        self._last = "frames"

    def add(self, op, table):
        """The operator between what is there and a table, or a number."""
        name = f"table_{len(self._tables)}"
        self._tables.append(self._to_tensor(np.ascontiguousarray(table, dtype=np.float32), name))
        self._emit(op, [self._last, name])

    def square(self):
        self._emit("Mul", [self._last, self._last])

    def add_halves(self):
        self._nodes.append(self._helper.make_node("Split", [self._last], ["real", "imaginary"], axis=1))
        self._emit("Add", ["real", "imaginary"])

    def to_decibels(self, ref, amin):
        self.add("Max", amin)
        self._emit("Log", [self._last])
        self.add("Mul", 10.0 / math.log(10.0))
        self.add("Sub", 10.0 * math.log10(max(ref, amin)))

    def model(self):
        """The file's bytes."""
        make, kind = self._helper.make_tensor_value_info, self._to_tensor(np.zeros(1, np.float32)).data_type
        frames, levels = make("frames", kind, ["n_frames", None]), make(self._last, kind, ["n_frames", None])
        graph = self._helper.make_graph(self._nodes, "spectrogram", [frames], [levels], self._tables)
        opsets = [self._helper.make_opsetid("", _OPSET)]
        return self._helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION).SerializeToString()

    def _emit(self, op, inputs):
        self._last = f"tensor_{len(self._nodes)}"
        self._nodes.append(self._helper.make_node(op, inputs, [self._last]))
