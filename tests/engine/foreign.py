"""Small speaker networks with random weights, as other toolkits export them to ONNX."""

import numpy as np
from onnx import TensorProto, helper, numpy_helper

_OPSET, _IR_VERSION = 13, 8


def model_of(nodes, input_shape, initializers=(), *, names=("waveform", "embedding"), output_shape=("batch", "dim")):
    """An ONNX model of one input and one output."""
    source, result = (
        helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
        for name, shape in zip(names, (input_shape, output_shape), strict=True)
    )
    graph = helper.make_graph(nodes, "network", [source], [result], list(initializers))
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR_VERSION)


def save(model, path):
    path.write_bytes(model.SerializeToString())
    return path


def waveform_network(dim, *, n_samples="n_samples"):
    """(batch, n_samples) -> (batch, dim): a bank of filters, its mean energy over time."""
    nodes = [
        helper.make_node("Unsqueeze", ["waveform", "one"], ["sound"]),
        helper.make_node("Conv", ["sound", "filters"], ["bands"], strides=[20]),
        helper.make_node("Relu", ["bands"], ["energy"]),
        helper.make_node("ReduceMean", ["energy"], ["embedding"], axes=[2], keepdims=0),
    ]
    tensors = [numpy_helper.from_array(np.array([1]), "one"), _random("filters", (dim, 1, 50))]
    return model_of(nodes, ["batch", n_samples], tensors)


def feature_network(dim, names, *, n_bins=80, shape=("batch", "n_frames", 80)):
    """(batch, n_frames, n_bins) -> (batch, dim), named as WeSpeaker ("feats", "embs") or 3D-Speaker do."""
    nodes = [
        helper.make_node("MatMul", [names[0], "weights"], ["frames"]),
        helper.make_node("Tanh", ["frames"], ["bent"]),
        helper.make_node("ReduceMean", ["bent"], [names[1]], axes=[1], keepdims=0),
    ]
    return model_of(nodes, shape, [_random("weights", (n_bins, dim))], names=names)


def _random(name, shape):
    values = np.random.default_rng(5).normal(0, 0.3, shape)
    return numpy_helper.from_array(values.astype(np.float32), name)
