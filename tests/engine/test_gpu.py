"""The same blocks and network on a CUDA context; skipped where MXNet sees no GPU."""

import numpy as np
import pytest
from blocks import BLOCKS, inputs_for, made

from gluonar_engine import devices
from gluonar_engine.backend import context, mx, place
from gluonar_engine.devices import CPU, CUDA, DeviceError, Place
from gluonar_engine.models import get_model

needs_gpu = pytest.mark.skipif(
    mx.context.num_gpus() == 0, reason="MXNet sees no GPU: needs mxnet-cu101 and a card of its time"
)


@pytest.mark.device
@needs_gpu
@pytest.mark.parametrize("hybridize", [False, True])
@pytest.mark.parametrize("name", BLOCKS)
def test_block_on_the_gpu_equals_the_cpus(name, rng, hybridize):
    block, values = made(name), inputs_for(name, rng)
    expected = block(mx.nd.array(values)).asnumpy()
    block.collect_params().reset_ctx(mx.gpu())
    block.hybridize(hybridize)
    actual = block(mx.nd.array(values, ctx=mx.gpu()))
    assert actual.context == mx.gpu()
    np.testing.assert_allclose(actual.asnumpy(), expected, rtol=1e-3, atol=1e-4)


@pytest.mark.device
@needs_gpu
def test_embedding_on_the_gpu_equals_the_cpus(waveforms):
    mx.random.seed(3)
    net = get_model("resnet18_early")
    net.initialize(mx.init.MSRAPrelu(), ctx=mx.cpu())
    expected = net(mx.nd.array(waveforms)).asnumpy()
    net.collect_params().reset_ctx(mx.gpu())
    actual = net(mx.nd.array(waveforms, ctx=mx.gpu())).asnumpy()
    np.testing.assert_allclose(actual, expected, atol=1e-4)


def test_context_follows_the_machine_unless_asked():
    assert context("cpu") == mx.cpu()
    assert context().device_type == ("gpu" if mx.context.num_gpus() else "cpu")


def test_context_is_a_gpu_where_there_is_one(monkeypatch):
    monkeypatch.setattr(mx.context, "num_gpus", lambda: 2)
    assert context() == context("auto") == context("cuda") == context("gpu") == mx.gpu(0)
    assert context("cuda:1") == context("gpu:1") == mx.gpu(1)
    assert place() == place("cuda") == Place(CUDA, f"MXNet {mx.__version__}")
    assert context("cpu") == mx.cpu() and place("cpu") == Place(CPU, f"MXNet {mx.__version__}")
    devices.choose(CPU)
    assert context() == mx.cpu()
    with pytest.raises(DeviceError, match="CUDA cannot be used: MXNet .* sees no graphics card for it"):
        context("cuda:2")


def test_gpu_that_is_asked_for_and_not_there_is_refused(monkeypatch):
    monkeypatch.setattr(mx.context, "num_gpus", lambda: 0)
    with pytest.raises(DeviceError, match="MXNet .* sees no graphics card for it"):
        context("cuda")
    assert context("auto") == mx.cpu()
    assert place("auto").problem.reason == "no_card" and place("cpu").problem is None


@pytest.mark.parametrize("device", ["tpu", "gpu:x", "cpu:1"])
def test_unknown_device_is_refused(device):
    with pytest.raises(ValueError, match="device must be"):
        context(device)
