"""The trained part of a network with its normalisation folded into its weights: the same numbers and gradients."""

import numpy as np
import pytest

from gluonar_engine.backend import mx
from gluonar_engine.models import get_model
from gluonar_engine.models.folded import FoldedProjection


@pytest.fixture(scope="module")
def net():
    """With statistics, scales and shifts that are not those of the beginning."""
    mx.random.seed(0)
    rng = np.random.default_rng(0)
    net = get_model("resnet18_early")
    net.initialize(mx.init.MSRAPrelu(slope=0))
    net(mx.nd.zeros((1, 16_000)))
    for name, parameter in net.collect_params(".*(gamma|beta|running_mean|running_var)").items():
        spread = rng.uniform(0.5, 1.5, parameter.shape) if name.endswith(("gamma", "var")) else 0.1
        parameter.set_data(mx.nd.array(spread * np.ones(parameter.shape)))
    return net


@pytest.fixture
def features(net, rng):
    return net.features(mx.nd.array(rng.normal(0, 0.1, (2, 16_000))))


def backward(project, net, features):
    """The embeddings, and the gradients of all that is trained by name."""
    weights = mx.nd.arange(256) / 256
    with mx.autograd.record(train_mode=False):
        embeddings = project(features)
        total = (embeddings * embeddings * weights).mean()
    total.backward(train_mode=False)
    trained = {name: each for name, each in net.collect_params().items() if each.grad_req != "null"}
    return embeddings.asnumpy(), {
        name: each.grad().asnumpy() for name, each in trained.items() if "trunk" in name or "head" in name
    }


@pytest.mark.parametrize("is_hybrid", [True, False])
def test_it_gives_what_the_network_gives_and_learns_the_same(net, features, is_hybrid):
    folded = FoldedProjection(net)
    if is_hybrid:
        folded.hybridize(static_alloc=True)
    expected, gradients = backward(net.project, net, features)
    actual, folded_gradients = backward(folded, net, features)
    np.testing.assert_allclose(actual, expected, atol=1e-5 * np.abs(expected).max())
    assert len(gradients) > 50
    for name, gradient in gradients.items():
        difference = np.abs(folded_gradients[name] - gradient).max()
        assert difference <= 1e-3 * max(np.abs(gradient).max(), 1e-6), name


def test_it_has_no_parameters_of_its_own(net):
    own, of_net = FoldedProjection(net).collect_params(), net.collect_params()
    assert set(own) == {name for name in of_net if "trunk" in name or "head" in name}
    assert all(own[name] is of_net[name] for name in own)


def test_what_it_learns_is_in_the_network(net, features):
    folded = FoldedProjection(net)
    folded.hybridize(static_alloc=True)
    trainer = mx.gluon.Trainer(folded.collect_params(), "sgd", {"learning_rate": 1e-5})
    before = net.project(features).asnumpy()
    with mx.autograd.record(train_mode=False):
        loss = (folded(features) ** 2).mean()
    loss.backward(train_mode=False)
    trainer.step(1)
    after = net.project(features).asnumpy()
    assert np.isfinite(after).all() and np.abs(after - before).max() > 1e-4
    np.testing.assert_allclose(folded(features).asnumpy(), after, atol=1e-5 * np.abs(after).max())
