"""Spectrograms as ONNX graphs of the blocks' own tables, so that they are made where MXNet has no build.

A window looks the same from its middle to both ends.  Its frames are folded there: cosines need the sum of two samples
that lie as far from the middle, sines their difference.  That halves the products, which are nearly all of the work.
A graph takes folded frames, not a waveform: one then serves every hop.
"""

import math
from functools import lru_cache

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.filters import dct_matrix, mel_bank, window
from gluonar_engine.runtime.onnx import OnnxNetwork

_OPSET, _IR_VERSION = 13, 8
_MFCC_AMIN = 1e-10  # the default of ``PowerToDB``
_PIECE_FRAMES = 300  # about as many at a time: what is made of them stays in the processor's caches


class SpectralNetwork:
    """All whole frames of a waveform to features, by a graph for one kind of window.

    Parameters
    ----------
    graph : callable
        Sums and differences of folded frames, both (n_frames, win_length // 2 + 1) float32 -> (n_frames, n_bins).
    n_fft, win_length : int
        In samples; the window stands in the middle of ``n_fft``.
    """

    def __init__(self, graph, n_fft, win_length):
        self._graph, self._n_fft, self._win_length = graph, n_fft, win_length

    def __call__(self, samples, hop_length):
        """(n_samples,), at least ``n_fft`` of them -> (1 + (n_samples - n_fft) // hop_length, n_bins) float32."""
        before = (self._n_fft - self._win_length) // 2
        read = np.asarray(samples, np.float32)[before : len(samples) - (self._n_fft - self._win_length - before)]
        frames, mirrored = self._frames(read)[::hop_length], self._frames(read[::-1].copy())[::-hop_length]
        n_pieces = max(1, round(len(frames) / _PIECE_FRAMES))
        pieces = zip(np.array_split(frames, n_pieces), np.array_split(mirrored, n_pieces), strict=True)
        return np.concatenate([self._graph(*_folded(*piece)) for piece in pieces])

    def _frames(self, samples):
        return np.lib.stride_tricks.sliding_window_view(samples, self._win_length)


def _folded(frames, mirrored):
    """(n_frames, win_length), and the same from their ends, to sums and differences of what lies opposite: (2,
    n_frames, win_length // 2 + 1).

    A window begins with the one sample that it does not end with: this one has none opposite, nor has the middle one.
    """
    n_frames, win_length = frames.shape
    n_pairs = (win_length - 1) // 2
    folded = np.empty((2, n_frames, win_length // 2 + 1), np.float32)
    left, right = frames[:, 1 : n_pairs + 1], mirrored[:, :n_pairs]
    np.add(left, right, out=folded[0, :, 1 : n_pairs + 1])
    np.subtract(left, right, out=folded[1, :, 1 : n_pairs + 1])
    folded[:, :, 0] = frames[:, 0]
    folded[:, :, n_pairs + 1 :] = frames[:, n_pairs + 1 : win_length - n_pairs]
    return folded


def _folded_kernels(n_fft, win_length, window_name, n_bins):
    """(2, win_length // 2 + 1, n_bins) float32: cosines and sines of a windowed DFT from the window's middle on."""
    distance = np.arange(win_length // 2 + 1) - win_length / 2
    angle = np.outer(distance, np.arange(n_bins))
    angle = 2.0 * np.pi * (angle % n_fft) / n_fft  # less than a turn: large angles would lose digits
    weights = window(window_name, win_length)[: len(distance), np.newaxis]
    return np.stack([np.cos(angle) * weights, np.sin(angle) * weights]).astype(np.float32)


@lru_cache(maxsize=6)  # the tables of long windows take megabytes
def spectral_network(
    view, n_fft, win_length, *, window="hann", ref=1.0, amin=1e-10, n_mels=80, norm=None, n_mfcc=20, n_threads=1
):
    """A ``SpectralNetwork`` that gives decibels, or powers.

    Nothing is clamped (``top_db=None``): a frame's levels depend on that frame alone.

    Parameters
    ----------
    view : "power", "stft", "mel" or "mfcc"
        ``STFTBlock(power=2, nyquist=True)``, without or with ``PowerToDB(ref, amin)`` after it,
        ``MelSpectrogram(norm)`` with it, or ``MFCC``.
    n_fft, win_length, window, n_mels, norm, n_mfcc
        As in those blocks, in which the window stands in the middle of ``n_fft`` samples.
    ref, amin : float
        As in ``PowerToDB``; "mfcc" has the block's own.
    """
    n_bins = n_fft // 2 + 1
    chain = _Chain(_folded_kernels(n_fft, win_length, window, n_bins))
    if view in ("mel", "mfcc"):
        chain.add("MatMul", mel_bank(SAMPLE_RATE, n_fft, n_mels, norm="slaney" if view == "mfcc" else norm).T)
    if view == "mfcc":
        chain.to_decibels(1.0, _MFCC_AMIN)
        chain.add("MatMul", dct_matrix(n_mels, 2, "ortho")[:n_mfcc].T)
    elif view != "power":
        chain.to_decibels(ref, amin)
    return SpectralNetwork(OnnxNetwork(view, n_threads, content=chain.model()), n_fft, win_length)


class _Chain:
    """Nodes one after the other, from powers, which it begins with, to the last one's output."""

    _INPUTS = ("sums", "differences")

    def __init__(self, kernels):
        from onnx import helper, numpy_helper

        self._helper, self._to_tensor = helper, numpy_helper.from_array
        self._nodes, self._tables, squares = [], [], []
        for name, kernel in zip(self._INPUTS, kernels, strict=True):
            self._last = name
            self.add("MatMul", kernel)
            self._emit("Mul", [self._last, self._last])
            squares.append(self._last)
        self._emit("Add", squares)

    def add(self, op, table):
        """The operator between what is there and a table, or a number."""
        name = f"table_{len(self._tables)}"
        self._tables.append(self._to_tensor(np.ascontiguousarray(table, dtype=np.float32), name))
        self._emit(op, [self._last, name])

    def to_decibels(self, ref, amin):
        self.add("Max", amin)
        self._emit("Log", [self._last])
        self.add("Mul", 10.0 / math.log(10.0))
        self.add("Sub", 10.0 * math.log10(max(ref, amin)))

    def model(self):
        """The file's bytes."""
        make, kind = self._helper.make_tensor_value_info, self._to_tensor(np.zeros(1, np.float32)).data_type
        given = [make(name, kind, ["n_frames", None]) for name in self._INPUTS]
        made = make(self._last, kind, ["n_frames", None])
        graph = self._helper.make_graph(self._nodes, "spectrogram", given, [made], self._tables)
        opsets = [self._helper.make_opsetid("", _OPSET)]
        return self._helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION).SerializeToString()

    def _emit(self, op, inputs):
        self._last = f"tensor_{len(self._nodes)}"
        self._nodes.append(self._helper.make_node(op, inputs, [self._last]))
