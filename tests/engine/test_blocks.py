"""What every block promises, one test a promise; what it computes is in the tests of its own module."""

import numpy as np
import pytest
from blocks import BLOCKS, MAP_BLOCKS, N_BINS, WAVEFORM_BLOCKS, inputs_for, made, run, slope_along

from gluonar_engine.backend import mx
from gluonar_engine.nn import DCT1D, STFTBlock, ZScoreNormBlock
from gluonar_engine.runtime.export import export_onnx
from gluonar_engine.runtime.onnx import OnnxNetwork


@pytest.mark.parametrize("name", BLOCKS)
def test_batch_equals_its_items(name, rng):
    block, values = made(name), inputs_for(name, rng)
    values[1] *= 1e-3  # what is loud must not matter to what is quiet
    alone = np.concatenate([run(block, item[np.newaxis]) for item in values])
    np.testing.assert_allclose(run(block, values), alone, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("name", BLOCKS)
def test_hybridized_equals_imperative(name, rng):
    block, values = made(name), inputs_for(name, rng)
    np.testing.assert_allclose(run(block, values, hybridize=True), run(block, values), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("name", BLOCKS)
def test_gradient_equals_finite_differences(name, rng):
    block, values = made(name), inputs_for(name, rng).astype(np.float64)
    block.cast("float64")
    direction, weights, step = rng.normal(size=values.shape), rng.normal(size=run(block, values).shape), 1e-6
    ahead, behind = ((weights * run(block, values + sign * step * direction)).sum() for sign in (1, -1))
    slope = slope_along(block, values, direction, weights)
    assert slope == pytest.approx((ahead - behind) / (2 * step), rel=1e-5)


@pytest.mark.parametrize("name", BLOCKS)
def test_silence_gives_finite_numbers_and_gradients(name, rng):
    block, silence = made(name), np.zeros_like(inputs_for(name, rng))
    output = run(block, silence)
    assert np.isfinite(output).all()
    assert np.isfinite(slope_along(block, silence, np.ones_like(silence), np.ones_like(output)))


@pytest.mark.parametrize("name", BLOCKS)
def test_one_frame_is_enough(name, rng):
    shape = (2, WAVEFORM_BLOCKS[name][1]) if name in WAVEFORM_BLOCKS else (2, 1, 1, N_BINS)
    output = run(made(name), rng.random(shape).astype(np.float32))
    frames_axis = 1 if name.startswith("kaldi") else 2
    assert output.shape[frames_axis] == 1
    assert np.isfinite(output).all()


@pytest.mark.parametrize("hybridize", [False, True])
@pytest.mark.parametrize("name", WAVEFORM_BLOCKS)
def test_too_short_a_waveform_is_refused_with_its_length(name, hybridize):
    least = WAVEFORM_BLOCKS[name][1]
    with pytest.raises(ValueError, match=f"need at least {least} samples for one frame, got {least - 1}"):
        run(made(name), np.zeros((1, least - 1)), hybridize=hybridize)


@pytest.mark.parametrize("name", WAVEFORM_BLOCKS)
def test_one_waveform_without_a_batch_is_refused(name):
    with pytest.raises(ValueError, match=r"the shape \(batch, n_samples\), got \(200,\)"):
        run(made(name), np.zeros(200))


@pytest.mark.parametrize(
    ("block", "message"),
    [
        (DCT1D(8), r"the last axis must have 8 samples, got the shape \(2, 7\)"),
        (ZScoreNormBlock(per_frequency=True), r"needs the shape \(batch, ..., n_frames, n_bins\), got \(2, 7\)"),
        (STFTBlock(7, 4), "this block was made for 7 samples, got 8"),
    ],
)
def test_other_shapes_are_refused(block, message):
    block.initialize()
    with pytest.raises(ValueError, match=message):
        run(block, np.zeros((2, 8 if isinstance(block, STFTBlock) else 7)))


# The part of an item that one NaN in it makes NaN; of a waveform of 200 samples, number 100 is.
REACH = {"mfcc": 1, "kaldi_mean": 1, "decibels": 1, "z_score": 1, "decibels_unclamped": 1 / (6 * N_BINS)}
REACH |= {"z_score_per_frequency": 1 / N_BINS, **{name: 1 / 6 for name in MAP_BLOCKS if name.startswith("dct")}}


@pytest.mark.parametrize("hybridize", [False, True])
@pytest.mark.parametrize("name", BLOCKS)
def test_nan_is_seen_and_stays_in_its_item(name, rng, hybridize):
    values = inputs_for(name, rng)
    spoilt = values.copy()
    spoilt[(1, 100) if name in WAVEFORM_BLOCKS else (1, 0, 2, 7)] = np.nan
    whole, output = run(made(name), values), run(made(name), spoilt, hybridize=hybridize)
    np.testing.assert_allclose(output[[0, 2]], whole[[0, 2]], rtol=1e-5, atol=1e-6)
    share = np.isnan(output[1]).mean()
    assert share == pytest.approx(REACH[name]) if name in REACH else 0 < share < 0.6


def exported(blocks, path, rank):
    """``blocks`` one after the other as (MXNet's function, ONNX Runtime's)."""
    net = mx.gluon.nn.HybridSequential()
    net.add(*blocks)
    export_onnx(net, path, output_rank=rank)
    return lambda waveforms: run(net, waveforms), OnnxNetwork(path)


def assert_alike_for_any_batch_and_length(ours, onnx, rng):
    for waveforms in (rng.normal(size=(3, 200)), rng.normal(size=(1, 64)), np.zeros((2, 333))):
        expected = ours(waveforms.astype(np.float32))
        np.testing.assert_allclose(onnx(waveforms), expected, rtol=1e-4, atol=1e-5 * max(1.0, np.abs(expected).max()))


@pytest.mark.parametrize("name", WAVEFORM_BLOCKS)
def test_onnx_equals_mxnet(name, rng, tmp_path):
    rank = 3 if name.startswith(("kaldi", "sinc")) else 4
    assert_alike_for_any_batch_and_length(*exported([made(name)], tmp_path / "block.onnx", rank), rng)


@pytest.mark.parametrize("name", MAP_BLOCKS)
def test_onnx_of_blocks_after_a_spectrogram_equals_mxnet(name, rng, tmp_path):
    blocks = [made("spectrogram"), made(name)]
    assert_alike_for_any_batch_and_length(*exported(blocks, tmp_path / "blocks.onnx", 4), rng)


@pytest.mark.parametrize("name", [name for name in MAP_BLOCKS if not name.startswith("dct")])
def test_onnx_of_blocks_after_features_without_channels_equals_mxnet(name, rng, tmp_path):
    blocks = [made("kaldi"), made(name)]
    assert_alike_for_any_batch_and_length(*exported(blocks, tmp_path / "blocks.onnx", 3), rng)


@pytest.mark.parametrize("name", BLOCKS)
def test_nan_is_seen_and_stays_in_its_item_in_onnx(name, rng, tmp_path):
    rank = 3 if name.startswith(("kaldi", "sinc")) else 4
    blocks = [made(name)] if name in WAVEFORM_BLOCKS else [made("spectrogram"), made(name)]
    ours, onnx = exported(blocks, tmp_path / "blocks.onnx", rank)
    waveforms = inputs_for("stft", rng)
    expected = ours(waveforms)
    waveforms[1, 100] = np.nan
    output = onnx(waveforms)
    np.testing.assert_allclose(output[[0, 2]], expected[[0, 2]], rtol=1e-4, atol=1e-5 * np.abs(expected).max())
    assert np.isnan(output[1]).any()
