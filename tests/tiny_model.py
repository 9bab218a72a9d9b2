"""A speaker model of a few kilobytes, made on the spot: the mean spectrum as an embedding.

Enough to tell the sample voices apart, so that the real program can be driven without the shipped model.
"""

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.modelcard import ONNX_FILE, Manifest, sha256_of
from gluonar_engine.scoring import Calibration

_N_BANDS, _WIDTH, _STRIDE = 64, 512, 256


def write_tiny_model(folder):
    """Make ``folder`` a model's folder and return it."""
    import onnx

    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(_network(onnx), str(folder / ONNX_FILE))
    digests = {ONNX_FILE: sha256_of(folder / ONNX_FILE)}
    Manifest("tiny-1", "tiny", _N_BANDS - 1, SAMPLE_RATE, Calibration(40.0, -22.0), digests).write(folder)
    return folder


def _network(onnx):
    """(batch, n_samples) -> (batch, 63): differences of the log power of neighbouring bands."""
    node = onnx.helper.make_node
    nodes = [
        node("Unsqueeze", ["waveform", "one"], ["channels"]),
        node("Conv", ["channels", "filters"], ["parts"], strides=[_STRIDE]),
        node("Mul", ["parts", "parts"], ["squares"]),
        node("ReduceMean", ["squares"], ["means"], axes=[2], keepdims=0),
        node("MatMul", ["means", "pairs"], ["bands"]),
        node("Add", ["bands", "floor"], ["raised"]),
        node("Log", ["raised"], ["logs"]),
        node("MatMul", ["logs", "differences"], ["embedding"]),
    ]
    values = [("one", np.array([1], np.int64)), ("filters", _filters()), ("floor", np.float32(1e-2))]
    values += [("pairs", np.tile(np.eye(_N_BANDS), (2, 1))), ("differences", np.diff(np.eye(_N_BANDS), axis=1))]
    constants = [
        onnx.numpy_helper.from_array(value if value.dtype == np.int64 else np.asarray(value, np.float32), name)
        for name, value in values
    ]
    number = onnx.TensorProto.FLOAT
    graph = onnx.helper.make_graph(
        nodes,
        "tiny",
        [onnx.helper.make_tensor_value_info("waveform", number, ["batch", "n_samples"])],
        [onnx.helper.make_tensor_value_info("embedding", number, ["batch", _N_BANDS - 1])],
        constants,
    )
    return onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 13)], ir_version=8)


def _filters():
    """Cosines and sines under a window: (128, 1, 512)."""
    moments = np.arange(_WIDTH) / SAMPLE_RATE
    frequencies = (np.arange(_N_BANDS) + 0.5) * SAMPLE_RATE / 2 / _N_BANDS
    phase = 2 * np.pi * frequencies[:, None] * moments
    return (np.concatenate([np.cos(phase), np.sin(phase)]) * np.hanning(_WIDTH))[:, None]
