"""The same blocks and network on a CUDA context; skipped where MXNet sees no GPU."""

import numpy as np
import pytest
from blocks import BLOCKS, inputs_for, made

from gluonar_engine.backend import context, mx
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
    assert context("gpu:1") == mx.gpu(1)
    assert context().device_type == ("gpu" if mx.context.num_gpus() else "cpu")


@pytest.mark.parametrize("device", ["tpu", "gpu:x", ""])
def test_unknown_device_is_refused(device):
    with pytest.raises(ValueError, match="device must be"):
        context(device)
