"""The losses: formula, gradient, margins, and that they train."""

import math

import numpy as np
import pytest

from gluonar_engine.backend import mx
from gluonar_engine.losses import ArcLoss, get_loss, get_loss_list

N_CLASSES, DIM = 5, 8


def made(name, **settings):
    mx.random.seed(7)
    loss = get_loss(name, n_classes=N_CLASSES, dim=DIM, **settings)
    loss.initialize()
    return loss


def reference_arc(embedding, label, weight, *, scale, margin):
    """ArcFace as its paper states it, with the angle itself."""
    unit = embedding / np.linalg.norm(embedding, axis=1, keepdims=True)
    cosine = unit @ (weight / np.linalg.norm(weight, axis=1, keepdims=True)).T
    rows = np.arange(len(label))
    angle = np.arccos(cosine[rows, label])
    assert (angle < math.pi - margin).all(), "the paper's formula holds only there"
    logits = cosine.copy()
    logits[rows, label] = np.cos(angle + margin)
    logits *= scale
    return np.log(np.exp(logits).sum(axis=1)) - logits[rows, label]


@pytest.mark.parametrize("margin", [0.0, 0.2, 0.5])
def test_arc_loss_equals_the_paper(rng, margin):
    embedding, label = rng.normal(size=(6, DIM)), np.array([0, 1, 2, 3, 4, 0])
    loss = made("arc", scale=10.0, margin=margin)
    actual = loss(mx.nd.array(embedding), mx.nd.array(label)).asnumpy()
    expected = reference_arc(embedding, label, loss.weight.data().asnumpy(), scale=10.0, margin=margin)
    np.testing.assert_allclose(actual, expected, rtol=1e-4)


def test_margin_can_change_after_hybridizing(rng):
    embedding, label = mx.nd.array(rng.normal(size=(4, DIM))), mx.nd.array([0, 1, 2, 3])
    loss = made("arc", margin=0.0)
    loss.hybridize()
    without = loss(embedding, label).asnumpy()
    loss.margin = 0.3
    assert (loss(embedding, label).asnumpy() > without).all()


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_arc_gradient_is_finite_on_the_class_direction_and_opposite(sign):
    loss = made("arc", margin=0.3)
    embedding = sign * loss.weight.data()[:1].copy()
    embedding.attach_grad()
    with mx.autograd.record():
        value = loss(embedding, mx.nd.array([0]))
    value.backward()
    assert np.isfinite(embedding.grad.asnumpy()).all()
    assert np.isfinite(loss.weight.grad().asnumpy()).all()


@pytest.mark.parametrize("name", get_loss_list())
def test_gradient_equals_finite_differences(rng, name):
    loss = made(name, **({"scale": 4.0} if name == "arc" else {}))
    embedding, label = mx.nd.array(rng.normal(size=(3, DIM))), mx.nd.array([0, 1, 2])
    embedding.attach_grad()
    with mx.autograd.record():
        value = loss(embedding, label).sum()
    value.backward()
    direction, step = rng.normal(size=(3, DIM)).astype(np.float32), 1e-2
    ahead, behind = (
        loss(embedding + sign * step * mx.nd.array(direction), label).sum().asscalar() for sign in (1, -1)
    )
    slope = float((embedding.grad.asnumpy() * direction).sum())
    assert slope == pytest.approx((ahead - behind) / (2 * step), rel=0.02, abs=1e-3)


@pytest.mark.parametrize("name", get_loss_list())
def test_loss_trains_a_toy_problem(rng, name):
    centres = rng.normal(size=(N_CLASSES, DIM))
    label = np.arange(100) % N_CLASSES
    points = mx.nd.array(centres[label] + 0.1 * rng.normal(size=(100, DIM)))
    label = mx.nd.array(label)
    loss = made(name)
    trainer = mx.gluon.Trainer(loss.collect_params(), "adam", {"learning_rate": 0.1})
    first = loss(points, label).mean().asscalar()
    for _ in range(60):
        with mx.autograd.record():
            value = loss(points, label)
        value.backward()
        trainer.step(100)
    assert loss(points, label).mean().asscalar() < 0.2 * first


def test_unknown_name_lists_the_known_ones():
    with pytest.raises(ValueError, match="unknown loss 'triplet', known are arc, softmax"):
        get_loss("triplet")


@pytest.mark.parametrize("margin", [-0.1, 2.0])
def test_margin_outside_its_range_is_refused(margin):
    with pytest.raises(ValueError, match="margin must be in"):
        ArcLoss(N_CLASSES, DIM, margin=margin)
