"""The embedder as a graph: from waveform to a unit vector, in MXNet and in ONNX Runtime alike."""

import numpy as np
import pytest

from gluonar_engine.backend import mx
from gluonar_engine.modelcard import DEFAULT_MODEL
from gluonar_engine.models import get_model, get_model_list
from gluonar_engine.runtime.export import export_onnx
from gluonar_engine.runtime.onnx import OnnxNetwork

SPEAKER_NETS = sorted(set(get_model_list()) - {"vox_res18"})


def made(name, waveforms, **changes):
    """A network with random weights and lived-in batch statistics."""
    mx.random.seed(3)
    net = get_model(name, **changes)
    net.initialize(mx.init.MSRAPrelu())
    with mx.autograd.record():
        net(mx.nd.array(waveforms))
    mx.nd.waitall()
    return net


@pytest.mark.parametrize("name", SPEAKER_NETS)
def test_embedding_has_unit_length(waveforms, name):
    embedding = made(name, waveforms)(mx.nd.array(waveforms)).asnumpy()
    assert embedding.shape == (2, 256)
    np.testing.assert_allclose(np.linalg.norm(embedding, axis=1), 1.0, rtol=1e-5)


@pytest.mark.parametrize("pooling", ["average", "statistics"])
def test_pooling_and_dimension_can_be_chosen(waveforms, pooling):
    embedding = made("resnet18_early", waveforms, pooling=pooling, dim=32)(mx.nd.array(waveforms))
    assert embedding.shape == (2, 32)


def test_bands_of_the_sinc_front_learn(waveforms):
    net = made("sinc_resnet18", waveforms)
    with mx.autograd.record():
        total = net(mx.nd.array(waveforms))[:, 0].sum()
    total.backward()
    assert np.abs(net.features[0].bands.low_hz.grad().asnumpy()).max() > 0


def test_pretrained_network_is_the_shipped_model_on_real_speech(real_waveforms):
    shipped = OnnxNetwork(DEFAULT_MODEL / "network.onnx")(real_waveforms)
    net = get_model("resnet18_early", pretrained=True)
    np.testing.assert_allclose(net(mx.nd.array(real_waveforms)).asnumpy(), shipped, atol=1e-4)


def test_networks_without_shipped_weights_say_so():
    with pytest.raises(ValueError, match="only resnet18_early as it is has shipped weights, got resnet34"):
        get_model("resnet34", pretrained=True)


def test_hybridized_equals_imperative(waveforms):
    net = made("resnet18_early", waveforms)
    imperative = net(mx.nd.array(waveforms)).asnumpy()
    net.hybridize(static_alloc=True)
    np.testing.assert_allclose(net(mx.nd.array(waveforms)).asnumpy(), imperative, atol=1e-6)


def test_item_does_not_depend_on_its_batch(waveforms):
    net = made("resnet18_early", waveforms)
    together = net(mx.nd.array(waveforms)).asnumpy()
    np.testing.assert_allclose(net(mx.nd.array(waveforms[1:])).asnumpy(), together[1:], atol=1e-5)


def test_level_does_not_change_the_embedding(waveforms):
    net = made("resnet18_early", waveforms)
    embedding = net(mx.nd.array(waveforms[:1])).asnumpy()
    np.testing.assert_allclose(net(mx.nd.array(0.1 * waveforms[:1])).asnumpy(), embedding, atol=1e-3)


@pytest.mark.parametrize("name", SPEAKER_NETS)
def test_onnx_equals_mxnet_for_any_batch_and_length(waveforms, tmp_path, name):
    net = made(name, waveforms)
    export_onnx(net, tmp_path / "network.onnx")
    network = OnnxNetwork(tmp_path / "network.onnx")
    for batch in (waveforms, waveforms[:1, :8000], waveforms[:, :20_123]):
        np.testing.assert_allclose(network(batch), net(mx.nd.array(batch)).asnumpy(), atol=1e-5)


def test_onnx_equals_mxnet_on_real_speech(real_waveforms, tmp_path):
    net = made("resnet18_early", real_waveforms)
    export_onnx(net, tmp_path / "network.onnx")
    expected = net(mx.nd.array(real_waveforms)).asnumpy()
    np.testing.assert_allclose(OnnxNetwork(tmp_path / "network.onnx")(real_waveforms), expected, atol=1e-4)


def test_operator_without_a_converter_is_named(tmp_path):
    block = mx.gluon.nn.HybridLambda(lambda F, waveform: F.arctan(waveform))
    with pytest.raises(ValueError, match="no ONNX converter for the operator arctan"):
        export_onnx(block, tmp_path / "block.onnx")


def test_unknown_model_lists_the_known_ones():
    with pytest.raises(
        ValueError, match="unknown model 'vgg', known are resnet18, resnet18_early, resnet34, sinc_resnet18, vox_res18"
    ):
        get_model("vgg")
