"""Gluon networks as files of their own: ONNX, and MXNet's symbol with parameters; importing this loads MXNet and onnx.

MXNet's own ONNX exporter knows only opsets 12 and 13 of an onnx package that no longer exists, ignores ``exclude`` in
reductions, and lacks operators that the blocks use; ``converters`` is shorter than what would have to be patched.
"""

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from gluonar_engine.backend import mx
from gluonar_engine.runtime.converters import CONVERTERS, Attributes

_OPSET = 13
_IR_VERSION = 8


def export_onnx(net, path, **form):
    """Write a network of one (batch, n_samples) input and one output as ONNX: what ``onnx_of`` makes, as a file."""
    Path(path).write_bytes(onnx_of(net, **form))


def onnx_of(net, *, input_name="waveform", output_name="embedding", output_rank=2, n_samples=None):
    """The bytes of an ONNX file of a network of one (batch, n_samples) input and one output.

    Batch and length stay dynamic.

    Parameters
    ----------
    net : HybridBlock
        Initialised, and called once.
    output_rank : int
        Number of axes of the output.
    n_samples : int
        The one length that the network takes; None where any will do.

    Raises
    ------
    ValueError
        For an operator without a converter; the message names it.
    """
    symbol = net(mx.sym.var(input_name))
    graph = _Graph(json.loads(symbol.tojson()), _parameters(net))
    output = graph.convert()
    graph.emit("Identity", [output], output=output_name)
    source = helper.make_tensor_value_info(input_name, TensorProto.FLOAT, ["batch", n_samples or "n_samples"])
    axes = ["batch", *(f"axis_{axis}" for axis in range(1, output_rank))]
    result = helper.make_tensor_value_info(output_name, TensorProto.FLOAT, axes)
    onnx_graph = helper.make_graph(graph.nodes, type(net).__name__, [source], [result], graph.initializers)
    model = helper.make_model(onnx_graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR_VERSION)
    onnx.checker.check_model(model, full_check=True)
    return model.SerializeToString()


def export_symbol(net, prefix, *, input_name="data"):
    """Write a network as ``prefix-symbol.json`` and ``prefix-0000.params``; the two paths.

    They need none of this project's code: ``mx.gluon.SymbolBlock.imports(symbol, ["data"], params)`` loads them.

    Parameters
    ----------
    net : HybridBlock
        Initialised, and called once.
    prefix : path
    """
    symbol = net(mx.sym.var(input_name))
    auxiliary, used = set(symbol.list_auxiliary_states()), set(symbol.list_inputs())
    values = {
        f"{'aux' if name in auxiliary else 'arg'}:{name}": mx.nd.array(value, dtype=value.dtype)
        for name, value in _parameters(net).items()
        if name in used
    }
    files = f"{prefix}-symbol.json", f"{prefix}-0000.params"
    symbol.save(files[0])
    mx.nd.save(files[1], values)
    return files


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
            names.append(self._convert_node(node["op"], inputs, Attributes(node.get("attrs", {}))))
        return names[self._symbol["heads"][0][0]]

    def _convert_node(self, op, inputs, attributes):
        if op not in CONVERTERS:
            raise ValueError(f"no ONNX converter for the operator {op}; known are {', '.join(sorted(CONVERTERS))}")
        return CONVERTERS[op](self, inputs, attributes)

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
