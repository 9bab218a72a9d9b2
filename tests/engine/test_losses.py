"""The losses: formula, gradient, margins, and that they train."""

import math

import numpy as np
import pytest

from gluonar_engine.backend import mx
from gluonar_engine.losses import ArcLoss, get_loss, get_loss_list

N_CLASSES, DIM = 5, 8


def made(name, **settings):
    mx.random.seed(7)
    loss = get_loss(name, **{"n_classes": N_CLASSES, "dim": DIM, **settings})
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


# Each loss, and each way of its own that its graph can take.
VARIANTS = {
    "softmax": ("softmax", {}),
    "ring": ("ring", {"radius": 2.0, "weight_ring": 0.5}),
    "arc": ("arc", {"margin": 0.3}),
    "arc_easy": ("arc", {"margin": 0.3, "easy_margin": True}),
    "arc_centres": ("arc", {"n_centers": 3}),
    "am_softmax": ("am_softmax", {}),
    "am_softmax_centres": ("am_softmax", {"n_centers": 3}),
    "circle": ("circle", {"scale": 8.0}),
    "circle_centres": ("circle", {"n_centers": 3}),
}


def gradients(loss, embedding, label):
    """(losses, {name: gradient}) with respect to the embedding and every parameter, as arrays."""
    embedding.attach_grad()
    with mx.autograd.record():
        value = loss(embedding, label)
    value.backward()
    found = {parameter.name: parameter.grad().asnumpy() for parameter in loss.collect_params().values()}
    return value.asnumpy(), {"embedding": embedding.grad.asnumpy(), **found}


@pytest.mark.parametrize("factor", [1.0, -1.0, 0.0])
@pytest.mark.parametrize("variant", VARIANTS)
def test_loss_and_gradient_are_finite_on_the_class_direction_opposite_and_at_zero(variant, factor):
    name, settings = VARIANTS[variant]
    loss = made(name, **settings)
    loss.weight.set_data(mx.nd.array(np.resize(np.eye(DIM), loss.weight.shape)))  # cosines of exactly 1 and -1
    value, found = gradients(loss, factor * loss.weight.data()[:1], mx.nd.array([0]))
    assert np.isfinite(value).all()
    assert all(np.isfinite(gradient).all() for gradient in found.values())


@pytest.mark.parametrize("variant", [variant for variant in VARIANTS if not variant.startswith("circle")])
def test_gradients_equal_finite_differences(rng, variant):
    name, settings = VARIANTS[variant]
    loss, label, step = made(name, **settings), mx.nd.array([0, 1, 2, 2], dtype="float64"), 1e-6
    loss.cast("float64")
    embedding = mx.nd.array(rng.normal(size=(4, DIM)), dtype="float64")
    embedding[3] = -loss.weight.data()[-1]  # an obtuse angle, where the margins take another branch
    _, found = gradients(loss, embedding, label)
    for parameter in [None, *loss.collect_params().values()]:
        start = embedding if parameter is None else parameter.data().copy()
        direction, values = rng.normal(size=start.shape), []
        for sign in (1, -1):
            moved = start + sign * step * mx.nd.array(direction, dtype="float64")
            if parameter is not None:
                parameter.set_data(moved)
            values.append(loss(moved if parameter is None else embedding, label).sum().asscalar())
        if parameter is not None:
            parameter.set_data(start)
        slope = (found["embedding" if parameter is None else parameter.name] * direction).sum()
        assert slope == pytest.approx((values[0] - values[1]) / (2 * step), rel=1e-5)


def cosines(embedding, weight):
    unit, directions = (rows / np.linalg.norm(rows, axis=1, keepdims=True) for rows in (embedding, weight))
    return unit @ directions.T


def reference_circle(cosine, label, *, scale, m, frozen):
    """The class-level circle loss as its paper states it, the weights being those at the cosines ``frozen``."""
    rows = np.arange(len(label))
    logits = scale * np.maximum(frozen + m, 0) * (cosine - m)
    own = np.maximum(1 + m - frozen[rows, label], 0)
    logits[rows, label] = scale * own * (cosine[rows, label] - (1 - m))
    return np.log(np.exp(logits).sum(axis=1)) - logits[rows, label]


def test_circle_loss_and_gradients_equal_the_paper(rng):
    loss, label, step = made("circle", scale=8.0), np.array([0, 1, 2]), 1e-6
    loss.cast("float64")
    embedding, weight = rng.normal(size=(3, DIM)), loss.weight.data().asnumpy()
    value, found = gradients(loss, mx.nd.array(embedding, dtype="float64"), mx.nd.array(label, dtype="float64"))
    frozen = cosines(embedding, weight)
    at = {"scale": 8.0, "m": 0.25, "frozen": frozen}
    np.testing.assert_allclose(value, reference_circle(frozen, label, **at), rtol=1e-6)
    along, across = rng.normal(size=embedding.shape), rng.normal(size=weight.shape)
    for name, moves in (("embedding", (along, 0 * across)), (loss.weight.name, (0 * along, across))):
        ahead, behind = (
            reference_circle(cosines(embedding + h * moves[0], weight + h * moves[1]), label, **at).sum()
            for h in (step, -step)
        )
        slope = (found[name] * (along if name == "embedding" else across)).sum()
        assert slope == pytest.approx((ahead - behind) / (2 * step), rel=1e-5)


@pytest.mark.parametrize("hybridize", [False, True])
@pytest.mark.parametrize("variant", VARIANTS)
def test_each_loss_is_its_own_embeddings_alone(rng, variant, hybridize):
    name, settings = VARIANTS[variant]
    loss, label = made(name, **settings), mx.nd.array([0, 1, 2])
    embedding = rng.normal(size=(3, DIM))
    alone = [loss(mx.nd.array(embedding[i : i + 1]), label[i : i + 1]).asscalar() for i in (0, 2)]
    embedding[1, 3] = np.nan
    loss.hybridize(hybridize)
    together = loss(mx.nd.array(embedding), label).asnumpy()
    np.testing.assert_allclose(together[[0, 2]], alone, rtol=1e-5)
    assert np.isnan(together[1])


def test_softmax_equals_the_formula(rng):
    loss, label = made("softmax"), np.array([0, 1, 2])
    loss.bias.set_data(mx.nd.array(rng.normal(size=N_CLASSES)))
    embedding = rng.normal(size=(3, DIM))
    logits = embedding @ loss.weight.data().asnumpy().T + loss.bias.data().asnumpy()
    expected = np.log(np.exp(logits).sum(axis=1)) - logits[np.arange(3), label]
    np.testing.assert_allclose(loss(mx.nd.array(embedding), mx.nd.array(label)).asnumpy(), expected, rtol=1e-5)


def test_am_softmax_equals_the_paper(rng):
    loss, label = made("am_softmax", scale=10.0, margin=0.3), np.array([0, 1, 2])
    embedding = rng.normal(size=(3, DIM))
    logits = cosines(embedding, loss.weight.data().asnumpy())
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


@pytest.mark.parametrize("easy_margin", [False, True])
def test_margin_beyond_its_reach(easy_margin):
    """At 3 of pi radians from its class and a margin of 0.5: the fall goes on as a line, or there is no margin."""
    loss = made("arc", scale=10.0, margin=0.5, easy_margin=easy_margin)
    axes = np.eye(DIM, dtype=np.float32)
    loss.weight.set_data(mx.nd.array(axes[:N_CLASSES]))
    embedding = math.cos(3.0) * axes[:1] + math.sin(3.0) * axes[-1:]
    own = math.cos(3.0) - (0.0 if easy_margin else 0.5 * math.sin(0.5))
    expected = math.log(math.exp(10 * own) + N_CLASSES - 1) - 10 * own
    assert loss(mx.nd.array(embedding), mx.nd.array([0])).asscalar() == pytest.approx(expected, rel=1e-5)


def test_a_class_with_sub_centres_counts_with_its_nearest(rng):
    loss, label, embedding = (
        made("arc", scale=10.0, margin=0.0, n_centers=2),
        np.array([0, 1]),
        rng.normal(size=(2, DIM)),
    )
    nearest = cosines(embedding, loss.weight.data().asnumpy()).reshape(2, N_CLASSES, 2).max(axis=2)
    expected = np.log(np.exp(10 * nearest).sum(axis=1)) - 10 * nearest[[0, 1], label]
    np.testing.assert_allclose(loss(mx.nd.array(embedding), mx.nd.array(label)).asnumpy(), expected, rtol=1e-4)


@pytest.mark.parametrize("variant", VARIANTS)
def test_loss_trains_a_toy_problem(rng, variant):
    name, settings = VARIANTS[variant]
    centres = rng.normal(size=(N_CLASSES, DIM))
    label = np.arange(100) % N_CLASSES
    points = mx.nd.array(centres[label] + 0.1 * rng.normal(size=(100, DIM)))
    label = mx.nd.array(label)
    loss = made(name, **settings)
    loss.hybridize()
    trainer = mx.gluon.Trainer(loss.collect_params(), "adam", {"learning_rate": 0.1})
    first = loss(points, label).mean().asscalar()
    for _ in range(40):
        with mx.autograd.record():
            value = loss(points, label)
        value.backward()
        trainer.step(100)
    assert loss(points, label).mean().asscalar() < 0.2 * first


def test_every_known_loss_is_among_the_variants():
    assert {name for name, _ in VARIANTS.values()} == set(get_loss_list())


def test_unknown_name_lists_the_known_ones():
    with pytest.raises(ValueError, match="unknown loss 'triplet', known are am_softmax, arc, circle, ring, softmax"):
        get_loss("triplet")


@pytest.mark.parametrize(
    ("name", "settings", "message"),
    [
        ("softmax", {"dim": 0}, "dim must be positive, got 0"),
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


@pytest.mark.parametrize("label", [[0, 5], [-1, 0]])
def test_label_outside_the_classes_is_refused(label):
    with pytest.raises(ValueError, match=r"labels must be in 0..4, got"):
        made("arc")(mx.nd.ones((2, DIM)), mx.nd.array(label))


@pytest.mark.parametrize(("shape", "n_labels"), [((2, DIM + 1), 2), ((2, DIM), 3), ((DIM,), 1)])
def test_shapes_that_do_not_fit_are_refused(shape, n_labels):
    with pytest.raises(ValueError, match=r"need embeddings \(batch, 8\) and labels \(batch,\), got"):
        made("softmax")(mx.nd.ones(shape), mx.nd.zeros(n_labels))
