"""Gluon networks as ONNX files, operator by operator; importing this loads MXNet and onnx.

MXNet's own exporter knows only opsets 12 and 13 of an onnx package that no longer exists, ignores ``exclude`` in
reductions, and lacks operators that the blocks use; the table below is shorter than what would have to be patched.
"""

import ast
import json

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from gluonar_engine.backend import mx

_OPSET = 13
_IR_VERSION = 8


def export_onnx(net, path, *, input_name="waveform", output_name="embedding", output_rank=2):
    """Write a network of one (batch, n_samples) input and one output; batch and length stay dynamic.

    Parameters
    ----------
    net : HybridBlock
        Initialised, and called once.
    path : path
    output_rank : int
        Number of axes of the output.

    Raises
    ------
    ValueError
        For an operator without a converter; the message names it.
    """
    symbol = net(mx.sym.var(input_name))
    graph = _Graph(json.loads(symbol.tojson()), _parameters(net))
    output = graph.convert()
    graph.emit("Identity", [output], output=output_name)
    source = helper.make_tensor_value_info(input_name, TensorProto.FLOAT, ["batch", "n_samples"])
    axes = ["batch", *(f"axis_{axis}" for axis in range(1, output_rank))]
    result = helper.make_tensor_value_info(output_name, TensorProto.FLOAT, axes)
    onnx_graph = helper.make_graph(graph.nodes, type(net).__name__, [source], [result], graph.initializers)
    model = helper.make_model(onnx_graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR_VERSION)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, str(path))


def _parameters(net):
    return {name: parameter.data().asnumpy() for name, parameter in net.collect_params().items()}


class _Graph:
    """ONNX nodes growing out of a symbol's JSON."""

    def __init__(self, symbol, parameters):
        self._symbol, self._parameters = symbol, parameters
        self.nodes, self.initializers = [], []
        self._stored = set()

    def convert(self):
        """Convert every node in order; the name of the first head's tensor."""
        names = []
        for node in self._symbol["nodes"]:
            if node["op"] == "null":
                names.append(node["name"])
                continue
            inputs = [names[index] for index, _, *_ in node["inputs"]]
            names.append(self._convert_node(node["op"], inputs, _Attributes(node.get("attrs", {}))))
        return names[self._symbol["heads"][0][0]]

    def _convert_node(self, op, inputs, attributes):
        if op not in _CONVERTERS:
            raise ValueError(f"no ONNX converter for the operator {op}; known are {', '.join(sorted(_CONVERTERS))}")
        return _CONVERTERS[op](self, inputs, attributes)

    def parameter(self, name):
        """The value of a parameter, (…) NumPy array."""
        return self._parameters[name]

    def constant(self, values, dtype):
        """The name of a new constant tensor."""
        name = f"constant_{len(self.initializers)}"
        self.initializers.append(numpy_helper.from_array(np.asarray(values, dtype=dtype), name))
        return name

    def emit(self, op, inputs, *, output=None, **attributes):
        """Add a node, and the parameters that it reads; the name of its output."""
        for name in inputs:
            if name in self._parameters and name not in self._stored:
                self._stored.add(name)
                self.initializers.append(numpy_helper.from_array(self._parameters[name], name))
        output = output or f"tensor_{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, inputs, [output], **attributes))
        return output


class _Attributes(dict):
    """A symbol node's attributes, which are strings, as Python values."""

    def get(self, name, default=None):
        text = super().get(name)
        if text is None:
            return default
        try:
            return ast.literal_eval(text)
        except (ValueError, SyntaxError):
            return text  # a plain word such as "reflect"


def _pad(graph, inputs, attributes):
    width = attributes.get("pad_width")
    pads = graph.constant([*width[0::2], *width[1::2]], np.int64)
    return graph.emit("Pad", [inputs[0], pads], mode=attributes.get("mode"))


def _convolution(graph, inputs, attributes):
    kernel = attributes.get("kernel")
    flat = (1,) * len(kernel)
    return graph.emit(
        "Conv",
        inputs,
        kernel_shape=kernel,
        strides=attributes.get("stride", flat),
        dilations=attributes.get("dilate", flat),
        pads=2 * tuple(attributes.get("pad", (0,) * len(kernel))),
        group=attributes.get("num_group", 1),
    )


def _pooling(graph, inputs, attributes):
    if attributes.get("pool_type", "max") != "avg" or attributes.get("global_pool", False):
        raise ValueError(f"Pooling is only known as a local average, got {dict(attributes)}")
    kernel = attributes.get("kernel")
    return graph.emit("AveragePool", inputs, kernel_shape=kernel, strides=attributes.get("stride", (1,) * len(kernel)))


def _batch_norm(graph, inputs, attributes):
    data, gamma, *rest = inputs
    if attributes.get("fix_gamma", True):
        gamma = graph.constant(np.ones_like(graph.parameter(gamma)), np.float32)
    return graph.emit("BatchNormalization", [data, gamma, *rest], epsilon=attributes.get("eps", 1e-3))


def _fully_connected(graph, inputs, attributes):
    if attributes.get("flatten", True):
        return graph.emit("Gemm", [graph.emit("Flatten", inputs[:1], axis=1), *inputs[1:]], transB=1)
    product = graph.emit("MatMul", [inputs[0], graph.emit("Transpose", [inputs[1]], perm=(1, 0))])
    return product if attributes.get("no_bias", False) else graph.emit("Add", [product, inputs[2]])


def _reduction(op):
    def convert(graph, inputs, attributes):
        axis = attributes.get("axis")
        axes = [axis] if isinstance(axis, int) else list(axis)
        if attributes.get("exclude", False):
            raise ValueError(f"{op} with exclude has no converter, got {dict(attributes)}")
        return graph.emit(op, inputs, axes=axes, keepdims=int(attributes.get("keepdims", False)))

    return convert


def _slice_axis(graph, inputs, attributes):
    end = attributes.get("end")
    bounds = (attributes.get("begin"), np.iinfo(np.int64).max if end is None else end, attributes.get("axis"))
    return graph.emit("Slice", [inputs[0], *(graph.constant([bound], np.int64) for bound in bounds)])


def _l2_normalization(graph, inputs, attributes):
    if attributes.get("mode", "instance") != "instance":
        raise ValueError(f"L2Normalization is only known per instance, got {attributes.get('mode')}")
    squares = graph.emit("Mul", [inputs[0], inputs[0]])
    total = graph.emit("ReduceSum", [squares, graph.constant([1], np.int64)], keepdims=1)
    length = graph.emit("Sqrt", [graph.emit("Add", [total, graph.constant(attributes.get("eps", 1e-10), np.float32)])])
    return graph.emit("Div", [inputs[0], length])


def _plain(op):
    return lambda graph, inputs, attributes: graph.emit(op, inputs)


def _with_scalar(op):
    return lambda graph, inputs, attributes: graph.emit(
        op, [inputs[0], graph.constant(attributes.get("scalar"), np.float32)]
    )


_CONVERTERS = {
    "Activation": lambda graph, inputs, attributes: graph.emit(attributes.get("act_type").capitalize(), inputs),
    "BatchNorm": _batch_norm,
    "Concat": lambda graph, inputs, attributes: graph.emit("Concat", inputs, axis=attributes.get("dim", 1)),
    "Convolution": _convolution,
    "Flatten": lambda graph, inputs, attributes: graph.emit("Flatten", inputs, axis=1),
    "FullyConnected": _fully_connected,
    "L2Normalization": _l2_normalization,
    "Pad": _pad,
    "Pooling": _pooling,
    "Reshape": lambda graph, inputs, attributes: graph.emit(
        "Reshape", [inputs[0], graph.constant(attributes.get("shape"), np.int64)]
    ),
    "_copy": _plain("Identity"),
    "_div_scalar": _with_scalar("Div"),
    "_maximum_scalar": _with_scalar("Max"),
    "_minimum_scalar": _with_scalar("Min"),
    "_minus_scalar": _with_scalar("Sub"),
    "_mul_scalar": _with_scalar("Mul"),
    "_plus_scalar": _with_scalar("Add"),
    "abs": _plain("Abs"),
    "broadcast_add": _plain("Add"),
    "broadcast_div": _plain("Div"),
    "broadcast_maximum": _plain("Max"),
    "broadcast_mul": _plain("Mul"),
    "broadcast_sub": _plain("Sub"),
    "elemwise_add": _plain("Add"),
    "elemwise_div": _plain("Div"),
    "elemwise_mul": _plain("Mul"),
    "elemwise_sub": _plain("Sub"),
    "expand_dims": lambda graph, inputs, attributes: graph.emit(
        "Unsqueeze", [inputs[0], graph.constant([attributes.get("axis")], np.int64)]
    ),
    "log": _plain("Log"),
    "max": _reduction("ReduceMax"),
    "mean": _reduction("ReduceMean"),
    "relu": _plain("Relu"),
    "reshape_like": lambda graph, inputs, attributes: graph.emit(
        "Reshape", [inputs[0], graph.emit("Shape", [inputs[1]])]
    ),
    "sin": _plain("Sin"),
    "slice_axis": _slice_axis,
    "sqrt": _plain("Sqrt"),
    "square": lambda graph, inputs, attributes: graph.emit("Mul", [inputs[0], inputs[0]]),
    "squeeze": lambda graph, inputs, attributes: graph.emit(
        "Squeeze", [inputs[0], graph.constant([attributes.get("axis")], np.int64)]
    ),
    "transpose": lambda graph, inputs, attributes: graph.emit("Transpose", inputs, perm=attributes.get("axes")),
}
