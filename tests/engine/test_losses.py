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


# Settings under which float32 differences are exact enough; circle's weights are constants of its gradient.
GENTLE = {"arc": {"scale": 4.0}, "am_softmax": {"scale": 4.0}, "ring": {"radius": 2.0, "weight_ring": 0.5}}


@pytest.mark.parametrize("name", sorted(set(get_loss_list()) - {"circle"}))
def test_gradient_equals_finite_differences(rng, name):
    loss = made(name, **GENTLE.get(name, {}))
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


def cosines(loss, embedding):
    weight = loss.weight.data().asnumpy()
    return (embedding / np.linalg.norm(embedding, axis=1, keepdims=True)) @ (
        weight / np.linalg.norm(weight, axis=1, keepdims=True)
    ).T


def reference_circle_gradient(cosine, label, *, scale, m):
    """d loss / d cosine with the paper's weights held fixed, (batch, n_classes)."""
    rows = np.arange(len(label))
    weight = np.maximum(cosine + m, 0)
    weight[rows, label] = np.maximum(1 + m - cosine[rows, label], 0)
    logits = scale * weight * (cosine - m)
    logits[rows, label] = scale * weight[rows, label] * (cosine[rows, label] - (1 - m))
    probability = np.exp(logits - logits.max(axis=1, keepdims=True))
    probability /= probability.sum(axis=1, keepdims=True)
    probability[rows, label] -= 1
    return probability * scale * weight


def test_circle_gradient_equals_the_paper(rng):
    loss, label = made("circle", scale=8.0), np.array([0, 1, 2])
    embedding = mx.nd.array(rng.normal(size=(3, DIM)))
    embedding.attach_grad()
    with mx.autograd.record():
        value = loss(embedding, mx.nd.array(label)).sum()
    value.backward()
    points, step = embedding.asnumpy().astype(np.float64), 1e-6
    by_cosine = reference_circle_gradient(cosines(loss, points), label, scale=8.0, m=0.25)
    direction = rng.normal(size=(3, DIM))
    moved = (cosines(loss, points + step * direction) - cosines(loss, points - step * direction)) / (2 * step)
    assert (embedding.grad.asnumpy() * direction).sum() == pytest.approx((by_cosine * moved).sum(), rel=1e-3)


def test_am_softmax_equals_the_paper(rng):
    loss, label = made("am_softmax", scale=10.0, margin=0.3), np.array([0, 1, 2])
    embedding = rng.normal(size=(3, DIM))
    logits = cosines(loss, embedding)
    logits[np.arange(3), label] -= 0.3
    logits *= 10.0
    expected = np.log(np.exp(logits).sum(axis=1)) - logits[np.arange(3), label]
    actual = loss(mx.nd.array(embedding), mx.nd.array(label)).asnumpy()
    np.testing.assert_allclose(actual, expected, rtol=1e-4)


def test_ring_loss_adds_the_squared_distance_from_the_radius(rng):
    embedding, label = mx.nd.array(rng.normal(size=(3, DIM))), mx.nd.array([0, 1, 2])
    ring, softmax = made("ring", radius=2.0, weight_ring=0.5), made("softmax")
    softmax.weight.set_data(ring.weight.data())
    length = np.linalg.norm(embedding.asnumpy(), axis=1)
    expected = softmax(embedding, label).asnumpy() + 0.25 * (length - 2.0) ** 2
    np.testing.assert_allclose(ring(embedding, label).asnumpy(), expected, rtol=1e-5)


def test_easy_margin_spares_what_is_beyond_90_degrees():
    easy, none = made("arc", margin=0.5, easy_margin=True), made("arc", margin=0.0)
    none.weight.set_data(easy.weight.data())
    opposite, label = -easy.weight.data()[:1], mx.nd.array([0])
    assert easy(opposite, label).asscalar() == pytest.approx(none(opposite, label).asscalar(), rel=1e-5)
    assert made("arc", margin=0.5)(opposite, label).asscalar() > easy(opposite, label).asscalar()


def test_a_class_with_sub_centres_counts_with_its_nearest():
    loss = made("arc", margin=0.0, n_centers=2)
    assert loss.weight.shape == (2 * N_CLASSES, DIM)
    second_centre_of_class_1 = loss.weight.data()[3:4]
    assert loss(second_centre_of_class_1, mx.nd.array([1])).asscalar() < 0.1


@pytest.mark.parametrize("hybridize", [False, True])
@pytest.mark.parametrize("name", get_loss_list())
def test_loss_trains_a_toy_problem(rng, name, hybridize):
    centres = rng.normal(size=(N_CLASSES, DIM))
    label = np.arange(100) % N_CLASSES
    points = mx.nd.array(centres[label] + 0.1 * rng.normal(size=(100, DIM)))
    label = mx.nd.array(label)
    loss = made(name, **({"radius": 3.0} if name == "ring" else {}))
    loss.hybridize(hybridize)
    trainer = mx.gluon.Trainer(loss.collect_params(), "adam", {"learning_rate": 0.1})
    first = loss(points, label).mean().asscalar()
    for _ in range(60):
        with mx.autograd.record():
            value = loss(points, label)
        value.backward()
        trainer.step(100)
    assert loss(points, label).mean().asscalar() < 0.2 * first


def test_unknown_name_lists_the_known_ones():
    with pytest.raises(ValueError, match="unknown loss 'triplet', known are am_softmax, arc, circle, ring, softmax"):
        get_loss("triplet")


@pytest.mark.parametrize(
    ("name", "settings", "message"),
    [
        ("arc", {"scale": 0}, "scale must be positive, got 0"),
        ("arc", {"n_centers": 0}, "n_centers must be positive, got 0"),
        ("am_softmax", {"margin": -1}, r"margin must be in \[0, 2\), got -1"),
        ("circle", {"relaxation": 1}, r"relaxation must be in \(0, 1\), got 1"),
        ("ring", {"radius": -3}, "radius must be positive, got -3"),
    ],
)
def test_settings_out_of_range_are_refused(name, settings, message):
    with pytest.raises(ValueError, match=message):
        made(name, **settings)


@pytest.mark.parametrize("margin", [-0.1, 2.0])
def test_margin_outside_its_range_is_refused(margin):
    with pytest.raises(ValueError, match="margin must be in"):
        ArcLoss(N_CLASSES, DIM, margin=margin)
