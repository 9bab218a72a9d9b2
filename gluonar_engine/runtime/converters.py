"""MXNet's operators as ONNX nodes: ``CONVERTERS`` has a function (graph, inputs, attributes) -> output for each."""

import ast

import numpy as np

_INT64_MAX = np.iinfo(np.int64).max
_ONNX_INT64 = 7  # TensorProto.INT64
_POOLINGS = {"avg": "AveragePool", "max": "MaxPool"}
_ACTIVATIONS = {"relu": "Relu", "sigmoid": "Sigmoid", "softrelu": "Softplus", "softsign": "Softsign", "tanh": "Tanh"}


class Attributes(dict):
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
    kind = attributes.get("pool_type", "max")
    if kind not in _POOLINGS:
        raise ValueError(f"Pooling is only known as {' and '.join(_POOLINGS)}, got {kind}")
    if attributes.get("global_pool", False):
        return graph.emit(f"Global{_POOLINGS[kind]}", inputs)
    kernel = attributes.get("kernel")
    flat = (1,) * len(kernel)
    settings = {"count_include_pad": int(attributes.get("count_include_pad", True))} if kind == "avg" else {}
    return graph.emit(
        _POOLINGS[kind],
        inputs,
        kernel_shape=kernel,
        strides=attributes.get("stride", flat),
        pads=2 * tuple(attributes.get("pad", (0,) * len(kernel))),
        ceil_mode=int(attributes.get("pooling_convention", "valid") == "full"),
        **settings,
    )


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


def _axes(op, attributes):
    axis = attributes.get("axis")
    if axis is None or attributes.get("exclude", False):
        raise ValueError(f"{op} is only known over named axes, got {dict(attributes)}")
    return [axis] if isinstance(axis, int) else list(axis)


def _reduction(op):
    def convert(graph, inputs, attributes):
        keepdims = int(attributes.get("keepdims", False))
        return graph.emit(op, inputs, axes=_axes(op, attributes), keepdims=keepdims)

    return convert


def _sum(graph, inputs, attributes):
    axes = graph.constant(_axes("sum", attributes), np.int64)  # an input since opset 13, unlike those of the others
    return graph.emit("ReduceSum", [inputs[0], axes], keepdims=int(attributes.get("keepdims", False)))


def _slice(graph, inputs, attributes):
    begin, end, step = (attributes.get(name) or () for name in ("begin", "end", "step"))
    if any(size not in (None, 1) for size in step):
        raise ValueError(f"slice is only known with steps of 1, got {step}")
    starts = [0 if start is None else start for start in begin]
    ends = [_INT64_MAX if stop is None else stop for stop in end]
    bounds = (starts, ends, range(len(starts)))
    return graph.emit("Slice", [inputs[0], *(graph.constant(list(bound), np.int64) for bound in bounds)])


def _take(graph, inputs, attributes):
    """``Gather``, which does not clip by itself: an index behind the end is that of the last element."""
    if attributes.get("mode", "clip") != "clip":
        raise ValueError(f"take is only known with the mode clip, got {attributes.get('mode')}")
    data, indices = inputs
    axis = attributes.get("axis", 0)
    size = graph.emit("Gather", [graph.emit("Shape", [data]), graph.constant([axis], np.int64)])
    last = graph.emit("Sub", [size, graph.constant([1], np.int64)])
    whole = graph.emit("Cast", [indices], to=_ONNX_INT64)
    within = graph.emit("Max", [graph.emit("Min", [whole, last]), graph.constant([0], np.int64)])
    return graph.emit("Gather", [data, within], axis=axis)


def _dot(graph, inputs, attributes):
    """Only with a matrix at the right, where it is ``MatMul``."""
    if attributes.get("transpose_a", False) or attributes.get("transpose_b", False):
        raise ValueError("dot is only known without transposing")
    return graph.emit("MatMul", inputs)


def _leaky_relu(graph, inputs, attributes):
    kind = attributes.get("act_type", "leaky")
    if kind == "prelu":
        return graph.emit("PRelu", inputs)
    if kind == "leaky":
        return graph.emit("LeakyRelu", inputs[:1], alpha=attributes.get("slope", 0.25))
    raise ValueError(f"LeakyReLU is only known as leaky and prelu, got {kind}")


def _reshape(graph, inputs, attributes):
    shape = attributes.get("shape")
    if attributes.get("reverse", False) or min(shape) < -1:
        raise ValueError(f"Reshape is only known with sizes, 0 and -1, got {dict(attributes)}")
    return graph.emit("Reshape", [inputs[0], graph.constant(shape, np.int64)])


def _slice_axis(graph, inputs, attributes):
    end = attributes.get("end")
    bounds = (attributes.get("begin"), _INT64_MAX if end is None else end, attributes.get("axis"))
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


CONVERTERS = {
    "Activation": lambda graph, inputs, attributes: graph.emit(_ACTIVATIONS[attributes.get("act_type")], inputs),
    "BatchNorm": _batch_norm,
    "Concat": lambda graph, inputs, attributes: graph.emit("Concat", inputs, axis=attributes.get("dim", 1)),
    "Convolution": _convolution,
    "Flatten": lambda graph, inputs, attributes: graph.emit("Flatten", inputs, axis=1),
    "FullyConnected": _fully_connected,
    "L2Normalization": _l2_normalization,
    "LeakyReLU": _leaky_relu,
    "Pad": _pad,
    "Pooling": _pooling,
    "Reshape": _reshape,
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
    "dot": _dot,
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
    "slice": _slice,
    "slice_axis": _slice_axis,
    "sqrt": _plain("Sqrt"),
    "square": lambda graph, inputs, attributes: graph.emit("Mul", [inputs[0], inputs[0]]),
    "squeeze": lambda graph, inputs, attributes: graph.emit(
        "Squeeze", [inputs[0], graph.constant([attributes.get("axis")], np.int64)]
    ),
    "sum": _sum,
    "take": _take,
    "transpose": lambda graph, inputs, attributes: graph.emit("Transpose", inputs, perm=attributes.get("axes")),
}
