"""Symbol files of GluonAR's form on the CPU, where their Fourier transform does not exist."""

import json

import numpy as np
import pytest

from gluonar_engine.backend import mx
from gluonar_engine.models.symbolfile import load_symbol
from gluonar_engine.models.vox import N_SAMPLES, VoxRes18
from tests.engine.published_graph import (
    published_symbol,
    random_parameters,
    spectrogram_symbol,
    spectrogram_tables,
)

SHAPE = (1, N_SAMPLES)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The two files of a network of the published form, with random values."""
    folder = tmp_path_factory.mktemp("published")
    symbol = published_symbol()
    symbol.save(str(folder / "vox-res18-symbol.json"))
    values = random_parameters(symbol, SHAPE, spectrogram_tables())
    mx.nd.save(str(folder / "vox-res18-0000.params"), values)
    return folder / "vox-res18-symbol.json", folder / "vox-res18-0000.params"


@pytest.fixture
def spectrogram(tmp_path):
    """The two files of the spectrogram alone, and a function that changes its JSON."""
    symbol = spectrogram_symbol(mx.sym.var("data"))
    symbol.save(str(tmp_path / "spec-symbol.json"))
    mx.nd.save(str(tmp_path / "spec.params"), spectrogram_tables())
    return tmp_path / "spec-symbol.json", tmp_path / "spec.params"


@pytest.fixture
def waveform(rng):
    return rng.normal(size=(2, N_SAMPLES)).astype(np.float32)


def changed(path, change):
    graph = json.loads(path.read_text())
    change(graph)
    path.write_text(json.dumps(graph))


def node_of(graph, operator):
    return next(node for node in graph["nodes"] if node["op"] == operator)


def test_file_of_the_published_form_needs_the_transform_that_cpus_lack(published, waveform):
    net = mx.gluon.SymbolBlock.imports(str(published[0]), ["data"], str(published[1]))
    with pytest.raises(mx.MXNetError, match="fft"):
        net(mx.nd.array(waveform)).wait_to_read()


def test_network_equals_vox_res18_of_the_same_parameters(published, waveform):
    ours = VoxRes18()
    ours.load_published(published[1])
    expected = ours(mx.nd.array(waveform)).asnumpy()
    actual = load_symbol(*published)(mx.nd.array(waveform)).asnumpy()
    assert actual.shape == (2, 512)
    np.testing.assert_allclose(actual, expected, rtol=1e-4, atol=1e-5 * np.abs(expected).max())


def test_spectrogram_equals_numpy(spectrogram, waveform):
    actual = load_symbol(*spectrogram)(mx.nd.array(waveform)).asnumpy()
    tables = [value.asnumpy() for value in spectrogram_tables().values()]
    indices, window = tables[0].astype(int).clip(0, N_SAMPLES - 1), tables[1]
    expected = np.abs(np.fft.fft(waveform[:, indices] * window)) ** 2
    np.testing.assert_allclose(actual[:, 0], expected[..., :224], rtol=1e-3, atol=1e-5 * expected.max())


def test_network_can_be_saved_and_loaded_by_mxnet_alone(spectrogram, waveform, tmp_path):
    net = load_symbol(*spectrogram)
    expected = net(mx.nd.array(waveform)).asnumpy()
    net.export(str(tmp_path / "again"))
    again = mx.gluon.SymbolBlock.imports(
        str(tmp_path / "again-symbol.json"), ["data"], f"{tmp_path}/again-0000.params"
    )
    np.testing.assert_array_equal(again(mx.nd.array(waveform)).asnumpy(), expected)


@pytest.mark.device
@pytest.mark.skipif(mx.context.num_gpus() == 0, reason="MXNet sees no GPU: needs mxnet-cu101 and a card of its time")
def test_network_on_a_gpu_equals_the_file_as_it_is(published, waveform):
    on_gpu = mx.nd.array(waveform, ctx=mx.gpu())
    expected = mx.gluon.SymbolBlock.imports(str(published[0]), ["data"], str(published[1]), ctx=mx.gpu())(on_gpu)
    actual = load_symbol(*published, ctx=mx.gpu())(on_gpu)
    np.testing.assert_allclose(actual.asnumpy(), expected.asnumpy(), rtol=1e-3, atol=1e-2)


def test_file_without_a_transform_is_loaded_as_it_is(tmp_path, waveform):
    symbol = mx.sym.FullyConnected(mx.sym.var("audio"), num_hidden=3, name="only", no_bias=True)
    symbol.save(str(tmp_path / "plain-symbol.json"))
    mx.nd.save(str(tmp_path / "plain.params"), {"arg:only_weight": mx.nd.ones((3, N_SAMPLES))})
    net = load_symbol(tmp_path / "plain-symbol.json", tmp_path / "plain.params", input_name="audio")
    expected = np.repeat(waveform.sum(axis=1, keepdims=True), 3, axis=1)
    np.testing.assert_allclose(net(mx.nd.array(waveform)).asnumpy(), expected, rtol=1e-3, atol=1e-2)


@pytest.mark.parametrize("content", ["", "{", "[]", "3", '{"nodes": 4}', '{"nodes": []}', "[" * 100_000, "\0\xff"])
def test_what_is_no_symbol_is_refused(spectrogram, content):
    spectrogram[0].write_text(content, encoding="latin-1")
    with pytest.raises(ValueError, match="spec-symbol.json is no symbol file"):
        load_symbol(*spectrogram)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda graph: node_of(graph, "take").update(inputs=[[0, 0, 0], [900, 0, 0]]), r"\[900, 0\] is not the first"),
        (lambda graph: node_of(graph, "take").update(inputs=[[0, 7, 0], [1, 0, 0]]), r"\[0, 7\] is not the first"),
        (lambda graph: node_of(graph, "take").update(name=5), "node 2 is not in the form"),
        (lambda graph: node_of(graph, "take").update(attrs={"axis": 1}), "node 2 is not in the form"),
        (lambda graph: node_of(graph, "take").update(name="data"), "a name stands for two nodes"),
        (lambda graph: graph.update(heads=[[3, 0, 0]]), "some of its nodes lead nowhere"),
        (lambda graph: graph.update(heads=[[3, 0, 0], [4, 0, 0]]), "it has 2 outputs"),
        (lambda graph: node_of(graph, "square").update(op="Custom"), "the operator Custom, which is not run"),
        (lambda graph: node_of(graph, "square").update(op="_NDArray"), "the operator _NDArray, which is not run"),
        (lambda graph: node_of(graph, "square").update(op="cubed"), "no symbol file that this MXNet knows.*cubed"),
        (lambda graph: node_of(graph, "take").update(attrs={"axis": "x"}), "no symbol file that this MXNet knows"),
        (lambda graph: node_of(graph, "Reshape")["attrs"].update(shape="(-1, 5)"), "do not fit the parameters: see r"),
        (lambda graph: graph["nodes"][0].update(name="sound"), "has no input “data”"),
    ],
)
def test_symbol_that_would_not_run_is_refused(spectrogram, change, message):
    changed(spectrogram[0], change)
    with pytest.raises(ValueError, match=message):
        load_symbol(*spectrogram)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda values: values.update({"arg:more": mx.nd.ones(2)}), "more is in .*spec.params and not in .*json"),
        (lambda values: values.popitem(), "_window is in .*json and not in .*params: another input, or files of two"),
        (lambda values: values.update({next(iter(values)): mx.nd.ones((3, 7))}), "do not fit the parameters"),
    ],
)
def test_parameters_of_another_network_are_refused(spectrogram, change, message):
    values = spectrogram_tables()
    change(values)
    mx.nd.save(str(spectrogram[1]), values)
    with pytest.raises(ValueError, match=message):
        load_symbol(*spectrogram)
