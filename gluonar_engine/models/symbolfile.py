"""Networks from MXNet symbol files, made to run on every context; importing this loads MXNet.

GluonAR's spectrogram blocks left ``_contrib_fft`` in their files, an operator that only GPUs have.  Here it becomes a
product with the matrix of the discrete Fourier transform; all else stays as it is in the file.
"""

import json
from math import prod

import numpy as np

from gluonar_engine.backend import mx
from gluonar_engine.files import content_of
from gluonar_engine.models.paramsfile import read_params

_FFT = "_contrib_fft"
_MAX_BYTES = 16_000_000
# Arithmetic; the other operators with an underscore reach into memory, other files or other processes.
_SCALARS = ("div", "maximum", "minimum", "minus", "mul", "plus", "power", "rdiv", "rminus")
_UNDERSCORED = {"_arange", "_copy", "_ones", "_zeros", _FFT, *(f"_{name}_scalar" for name in _SCALARS)}
_FORBIDDEN = {"Custom"}
_RESHAPES = {"Reshape", "reshape"}


def load_symbol(symbol_file, params_file, *, input_name="data", input_shape=(1, 35_840), ctx=None):
    """A network from a symbol file (JSON) and its ``.params`` file, for inference on any context.

    Parameters
    ----------
    symbol_file, params_file : path or open binary file
        As saved by MXNet 1.0 or newer.
    input_name : str
        The one variable that has no value in ``params_file``.
    input_shape : tuple of int
        A shape of the input that the network takes, to check the parameters' shapes with.
    ctx : Context
        Where it will run; None is the CPU.

    Returns
    -------
    SymbolBlock
        With the file's own names; the tables of the transforms are added as ``..._dft_weight``.  No parameter asks
        for a gradient: the window and the table of indices are among them.

    Raises
    ------
    OSError
        When a file cannot be read.
    ValueError
        When the file is no symbol, has other inputs or operators that are not plain arithmetic, or when the
        parameters do not fit; the message tells the first that differs.
    """
    graph = _checked(_read_json(symbol_file), symbol_file)
    values = {name.split(":", 1)[-1]: value for name, value in read_params(params_file).items()}
    _check_variables(graph, values, input_name, (symbol_file, params_file))
    shapes = {input_name: input_shape, **{name: value.shape for name, value in values.items()}}
    shape_of = _output_shapes(_parsed(graph, symbol_file), graph, shapes, symbol_file)
    graph, tables = _without_fft(graph, shape_of)
    net = mx.gluon.SymbolBlock(_parsed(graph, symbol_file), mx.sym.var(input_name, dtype="float32"))
    _set_values(net, {**values, **tables}, ctx or mx.cpu())
    return net


def _read_json(source):
    content = content_of(source, _MAX_BYTES)
    try:
        return json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{source} is no symbol file: it is not JSON") from error


def _checked(graph, path):
    """The graph with what a network needs of it; MXNet's own parser follows any index, wherever it leads."""
    try:
        nodes = [_checked_node(node, index) for index, node in enumerate(graph["nodes"])]
        heads = _checked_references(graph["heads"], len(nodes))
        if len(heads) != 1:
            raise ValueError(f"it has {len(heads)} outputs")
        names = [node["name"] for node in nodes]
        if len(set(names)) != len(names):
            raise ValueError("a name stands for two nodes")
        used = {index for references in [*(node["inputs"] for node in nodes), heads] for index, *_ in references}
        if len(used) != len(nodes):
            raise ValueError("some of its nodes lead nowhere")
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise ValueError(f"{path} is no symbol file of a network with one output: {error}") from error
    for operator in sorted({node["op"] for node in nodes}):
        if operator in _FORBIDDEN or (operator.startswith("_") and operator not in _UNDERSCORED):
            raise ValueError(f"{path} has the operator {operator}, which is not run from files")
    return _graph(nodes, heads, graph.get("attrs", {}))


def _checked_node(node, index):
    attributes = node.get("attrs", {})
    texts = (node["op"], node["name"], *attributes.keys(), *attributes.values())
    if not all(isinstance(text, str) for text in texts) or {"attr", "param"} & node.keys():
        raise ValueError(f"node {index} is not in the form of MXNet 1.0 or newer")
    inputs = _checked_references(node["inputs"], index)
    return {"op": node["op"], "name": node["name"], "attrs": attributes, "inputs": inputs}


def _checked_references(references, n_nodes):
    for node, output, *_ in references:
        if not (type(node) is int and 0 <= node < n_nodes and output == 0):
            raise ValueError(f"[{node}, {output}] is not the first output of an earlier node")
    return [[node, 0, 0] for node, *_ in references]


def _graph(nodes, heads, attributes):
    variables = [index for index, node in enumerate(nodes) if node["op"] == "null"]
    return {"nodes": nodes, "arg_nodes": variables, "heads": heads, "attrs": attributes}


def _parsed(graph, path):
    try:
        return mx.sym.load_json(json.dumps(graph))
    except mx.MXNetError as error:
        raise ValueError(f"{path} is no symbol file that this MXNet knows: {_reason(error)}") from error


def _reason(error):
    """The one line of MXNet's report that tells what is wrong."""
    return [line for line in str(error).splitlines() if line.strip()][-1].strip()


def _check_variables(graph, values, input_name, files):
    variables = {graph["nodes"][index]["name"] for index in graph["arg_nodes"]}
    if input_name not in variables:
        raise ValueError(f"{files[0]} has no input “{input_name}”")
    wanted = variables - {input_name}
    if values.keys() != wanted:
        odd = sorted(values.keys() ^ wanted)[0]
        there, missing = files if odd in wanted else files[::-1]
        raise ValueError(f"{odd} is in {there} and not in {missing}: another input, or files of two networks")


def _output_shapes(symbol, graph, shapes, path):
    """The shape of every node's output, by the node's name, all of them having been found to fit each other."""
    internals = symbol.get_internals()
    try:
        _, found, _ = internals.infer_shape(**shapes)
    except mx.MXNetError as error:
        raise ValueError(f"the shapes in {path} do not fit the parameters: {_reason(error)}") from error
    if found is None:
        raise ValueError(f"the shapes in {path} do not follow from the parameters")
    by_output = dict(zip(internals.list_outputs(), found, strict=True))
    names = [node["name"] for node in graph["nodes"]]
    shape_of = {name: _first_found(by_output, (f"{name}_output", f"{name}_output0", name)) for name in names}
    for node in graph["nodes"]:
        # MXNet's own check is missing: it would read on behind the end of the smaller one.
        if node["op"] in _RESHAPES and prod(shape_of[node["name"]]) != prod(shape_of[names[node["inputs"][0][0]]]):
            raise ValueError(f"the shapes in {path} do not fit the parameters: see {node['name']}")
    return shape_of


def _first_found(values, keys):
    return next(values[key] for key in keys if key in values)


def _without_fft(graph, shape_of):
    """The graph with every transform as a product, and the values of the tables that it now reads."""
    nodes, place, tables = [], [], {}
    for node in graph["nodes"]:
        inputs = [[place[index], 0, 0] for index, *_ in node["inputs"]]
        node = {**node, "inputs": inputs}
        if node["op"] == _FFT:
            length = shape_of[node["name"]][-1]
            table = f"{node['name']}_dft_weight"
            tables[table] = _interleaved_dft(length // 2)
            inputs.append([len(nodes), 0, 0])
            nodes.append({"op": "null", "name": table, "inputs": []})
            product = {"num_hidden": str(length), "no_bias": "True", "flatten": "False"}
            node = {**node, "op": "FullyConnected", "attrs": product}
        place.append(len(nodes))
        nodes.append(node)
    heads = [[place[index], 0, 0] for index, *_ in graph["heads"]]
    return _graph(nodes, heads, graph["attrs"]), tables


def _interleaved_dft(n_fft):
    """The discrete Fourier transform as a matrix, float32 (2 * n_fft, n_fft): real and imaginary rows take turns."""
    angle = 2.0 * np.pi * (np.outer(np.arange(n_fft), np.arange(n_fft)) % n_fft) / n_fft
    return np.stack([np.cos(angle), -np.sin(angle)], axis=1).reshape(2 * n_fft, n_fft).astype(np.float32)


def _set_values(net, values, ctx):
    parameters = net.collect_params()
    for name, value in values.items():
        parameters[name].grad_req = "null"
        parameters[name].shape = value.shape
        parameters[name]._load_init(mx.nd.array(value, dtype=value.dtype), ctx, cast_dtype=True, dtype_source="saved")
