"""Networks as files: each operator as ONNX equals MXNet's, and MXNet alone loads what is exported for it."""

import numpy as np
import pytest

from gluonar_engine.backend import mx
from gluonar_engine.models import get_model
from gluonar_engine.models.symbolfile import load_symbol
from gluonar_engine.models.vox import N_SAMPLES, VoxRes18
from gluonar_engine.runtime.export import export_onnx, export_symbol
from gluonar_engine.runtime.onnx import OnnxNetwork

nn = mx.gluon.nn

# Each takes (batch, 32) and gives (batch, 4, 8) first, so that it has axes to work on.
OPERATORS = {
    "dot": lambda F, x: F.dot(x, F.slice(F.reshape(x, shape=(-1, 8)), begin=(0, 0), end=(8, None))),
    "leaky": lambda F, x: F.LeakyReLU(x, act_type="leaky", slope=0.1),
    "softrelu": lambda F, x: F.Activation(x, act_type="softrelu"),
    "sigmoid": lambda F, x: F.Activation(x, act_type="sigmoid"),
    "slice": lambda F, x: F.slice(x, begin=(None, 1, None), end=(None, None, -3)),
    "sum": lambda F, x: F.sum(x, axis=(1, 2), keepdims=True),
    "sum of one": lambda F, x: F.sum(x, axis=2),
    "take": lambda F, x: F.take(x, F.abs(F.reshape(x, shape=(-1,))) * 40, axis=2),
    "max pooling": lambda F, x: F.Pooling(x, kernel=(3,), stride=(2,), pad=(1,), pool_type="max"),
    "full max pooling": lambda F, x: F.Pooling(x, kernel=(3,), stride=(2,), pooling_convention="full"),
    "average pooling": lambda F, x: F.Pooling(x, kernel=(3,), stride=(2,), pad=(1,), pool_type="avg"),
    "inner average pooling": lambda F, x: F.Pooling(
        x, kernel=(3,), pad=(1,), pool_type="avg", count_include_pad=False
    ),
    "global pooling": lambda F, x: F.Pooling(x, kernel=(1,), global_pool=True, pool_type="avg"),
    "reshape": lambda F, x: F.reshape(x, shape=(0, -1, 2)),
}
UNKNOWN = {
    "Pooling is only known as avg and max, got sum": lambda F, x: F.Pooling(x, kernel=(3,), pool_type="sum"),
    "sum is only known over named axes": lambda F, x: F.sum(x),
    "slice is only known with steps of 1": lambda F, x: F.slice(x, begin=(0, 0), end=(None, None), step=(None, 2)),
    "take is only known with the mode clip": lambda F, x: F.take(x, F.abs(x), axis=1, mode="wrap"),
    "dot is only known without transposing": lambda F, x: F.dot(x, x, transpose_b=True),
    "LeakyReLU is only known as leaky and prelu, got elu": lambda F, x: F.LeakyReLU(x, act_type="elu"),
    "Reshape is only known with sizes": lambda F, x: F.reshape(x, shape=(-2,)),
}


@pytest.mark.parametrize("name", OPERATORS)
def test_operator_equals_its_onnx(tmp_path, rng, name):
    block = nn.HybridLambda(lambda F, x: OPERATORS[name](F, F.reshape(x, shape=(-1, 4, 8))))
    values = rng.normal(size=(3, 32)).astype(np.float32)
    expected = block(mx.nd.array(values)).asnumpy()
    export_onnx(block, tmp_path / "block.onnx", output_rank=expected.ndim)
    np.testing.assert_allclose(OnnxNetwork(tmp_path / "block.onnx")(values), expected, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("message", UNKNOWN)
def test_setting_without_a_converter_is_told(tmp_path, message):
    with pytest.raises(ValueError, match=message):
        export_onnx(nn.HybridLambda(UNKNOWN[message]), tmp_path / "block.onnx")


def test_vox_res18_is_one_onnx_file_of_one_length(tmp_path, rng):
    mx.random.seed(1)
    net = VoxRes18()
    net.initialize(mx.init.Xavier())
    waveforms = rng.normal(size=(2, N_SAMPLES)).astype(np.float32)
    expected = net(mx.nd.array(waveforms)).asnumpy()
    export_onnx(net, tmp_path / "vox.onnx", n_samples=N_SAMPLES)
    network = OnnxNetwork(tmp_path / "vox.onnx")
    assert network.n_samples == N_SAMPLES
    np.testing.assert_allclose(network(waveforms), expected, rtol=1e-3, atol=1e-4 * np.abs(expected).max())


@pytest.fixture
def symbol_files(waveforms, tmp_path):
    """What is exported of a network with random weights, and its embeddings."""
    mx.random.seed(3)
    net = get_model("resnet18_early")
    net.initialize(mx.init.MSRAPrelu())
    expected = net(mx.nd.array(waveforms)).asnumpy()
    return export_symbol(net, tmp_path / "model"), expected


def test_mxnet_alone_loads_the_exported_symbol(symbol_files, waveforms, tmp_path):
    (symbol, params), expected = symbol_files
    assert (symbol, params) == (f"{tmp_path}/model-symbol.json", f"{tmp_path}/model-0000.params")
    net = mx.gluon.SymbolBlock.imports(symbol, ["data"], params)
    np.testing.assert_allclose(net(mx.nd.array(waveforms)).asnumpy(), expected, atol=1e-6)


def test_exported_symbol_comes_back_through_our_own_door(symbol_files, waveforms):
    files, expected = symbol_files
    np.testing.assert_allclose(load_symbol(*files)(mx.nd.array(waveforms)).asnumpy(), expected, atol=1e-6)
