"""SincConv1D: its filters, its gradient, and that its edges learn."""

import numpy as np
import pytest

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.backend import mx
from gluonar_engine.nn import SincConv1D


def made(*args, **settings):
    block = SincConv1D(*args, **settings)
    block.initialize()
    return block


def impulse_response(block, n_taps):
    """The filters themselves, (n_filters, n_taps): what comes out where one sample goes in."""
    impulse = np.zeros((1, 2 * n_taps - 1), np.float32)
    impulse[0, n_taps - 1] = 1.0
    return block(mx.nd.array(impulse)).asnumpy()[0][:, ::-1]


def test_filters_equal_the_papers_formula():
    block = made(4, 101)
    low, band = block.low_hz.data().asnumpy(), block.band_hz.data().asnumpy()
    lower = (np.abs(low) + 50) / SAMPLE_RATE
    upper = np.minimum(lower + (np.abs(band) + 50) / SAMPLE_RATE, 0.5)
    taps = np.arange(-50, 51)
    window = 0.54 + 0.46 * np.cos(2 * np.pi * taps / 101)
    # np.sinc(x) is sin(pi x) / (pi x), so 2 f np.sinc(2 f n) is an ideal low-pass up to f.
    ideal = 2 * upper * np.sinc(2 * upper * taps) - 2 * lower * np.sinc(2 * lower * taps)
    expected = ideal / (2 * (upper - lower))
    away_from_centre = taps != 0
    expected[:, away_from_centre] *= window[away_from_centre]
    np.testing.assert_allclose(impulse_response(block, 101), expected, atol=1e-5)


def test_bands_cover_the_spectrum_in_order():
    response = np.abs(np.fft.rfft(impulse_response(made(10, 401), 401), 4096))
    peaks_hz = response.argmax(axis=1) * SAMPLE_RATE / 4096
    assert (np.diff(peaks_hz) > 0).all()
    assert peaks_hz[0] < 500 < 5000 < peaks_hz[-1] < SAMPLE_RATE / 2


def test_shape_follows_kernel_and_stride(rng):
    block = made(6, 250, 10)  # 250 becomes 251
    assert block(mx.nd.array(rng.normal(size=(3, 1000)))).shape == (3, 6, 75)


@pytest.mark.parametrize("name", ["low_hz", "band_hz"])
def test_gradient_of_the_edges_equals_finite_differences(rng, name):
    block = made(3, 61)
    block.cast("float64")
    waveform = mx.nd.array(rng.normal(size=(1, 400)), dtype="float64")
    weights = mx.nd.array(rng.normal(size=(1, 3, 340)), dtype="float64")
    parameter = getattr(block, name)
    with mx.autograd.record():
        total = (block(waveform) * weights).sum()
    total.backward()
    gradient, start, step = parameter.grad().asnumpy().copy(), parameter.data().copy(), 1e-3  # Hz
    for row in range(3):
        values = []
        for sign in (1, -1):
            moved = start.copy()
            moved[row] += sign * step
            parameter.set_data(moved)
            values.append((block(waveform) * weights).sum().asscalar())
        parameter.set_data(start)
        assert gradient[row, 0] == pytest.approx((values[0] - values[1]) / (2 * step), rel=1e-5)


def test_every_edge_can_learn_from_the_start(rng):
    block = made(64, 251)  # its lowest bands begin narrower than the least width
    with mx.autograd.record():
        total = (block(mx.nd.array(rng.normal(size=(1, 1000)))) * mx.nd.array(rng.normal(size=(1, 64, 750)))).sum()
    total.backward()
    assert block.low_hz.grad().asnumpy().all()
    assert block.band_hz.grad().asnumpy().all()


@pytest.mark.parametrize(("low", "band"), [(7950.0, 0.0), (9000.0, 100.0), (100.0, 20_000.0)])
def test_edges_driven_out_of_the_spectrum_still_make_a_band_pass(low, band):
    block = made(1, 401)
    block.low_hz.set_data(mx.nd.array([[low]]))
    block.band_hz.set_data(mx.nd.array([[band]]))
    response = np.abs(np.fft.rfft(impulse_response(block, 401)[0], 4096))
    assert np.isfinite(response).all()
    assert response.argmax() * SAMPLE_RATE / 4096 > min(low, 7900)


def test_edges_learn_the_band_of_another_filter(rng):
    noise = mx.nd.array(rng.normal(size=(1, 4000)))
    blocks = made(1, 129), made(1, 129)
    for block, (low, band) in zip(blocks, ((1500.0, 800.0), (1250.0, 600.0)), strict=True):
        block.low_hz.set_data(mx.nd.array([[low]]))
        block.band_hz.set_data(mx.nd.array([[band]]))
    wanted, learner = blocks[0](noise), blocks[1]
    trainer = mx.gluon.Trainer(learner.collect_params(), "adam", {"learning_rate": 10.0})
    for _ in range(150):
        with mx.autograd.record():
            error = (learner(noise) - wanted).square().mean()
        error.backward()
        trainer.step(1)
    assert learner.low_hz.data().asscalar() == pytest.approx(1500, abs=10)
    assert learner.band_hz.data().asscalar() == pytest.approx(800, abs=20)


@pytest.mark.parametrize("settings", [{"min_low_hz": -1}, {"min_band_hz": 0}, {"min_low_hz": 8000}])
def test_least_edges_without_a_band_are_refused(settings):
    with pytest.raises(ValueError, match="min_low_hz and min_band_hz must fit into 8000.0 Hz, got"):
        SincConv1D(4, 101, **settings)


@pytest.mark.parametrize("arguments", [(0, 101), (4, 1), (4, 101, 0)])
def test_impossible_sizes_are_refused(arguments):
    with pytest.raises(ValueError, match="need n_filters >= 1, kernel_size >= 3 and stride >= 1"):
        SincConv1D(*arguments)
