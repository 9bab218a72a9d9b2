"""Foreign networks: their features against the golden file, and recognising them from their signatures."""

import numpy as np
import pytest

from gluonar_engine.runtime.contracts import (
    THREE_D_SPEAKER,
    WAVEFORM,
    WESPEAKER,
    ContractError,
    cut_digital_silence,
    recognize,
    remove_mean,
)

FEATURES = ["batch", "frames", 80]


@pytest.mark.parametrize(("contract", "key"), [(WESPEAKER, "wespeaker"), (THREE_D_SPEAKER, "threedspeaker")])
def test_features_equal_the_golden_ones(golden, contract, key):
    raw = contract.raw_features(golden["pcm"] / 32768.0)
    np.testing.assert_allclose(raw, golden[f"{key}_raw"], atol=1e-3)
    np.testing.assert_allclose(remove_mean(raw), golden[f"{key}_cmn"], atol=1e-3)


@pytest.mark.parametrize(
    ("inputs", "outputs", "contract"),
    [
        ([("feats", FEATURES)], [("embs", [None, 256])], WESPEAKER),
        ([("feature", FEATURES)], [("embedding", [None, 192])], THREE_D_SPEAKER),
        ([("x", FEATURES)], [("embedding", [None, 512])], THREE_D_SPEAKER),
        ([("feats", [None, None, None])], [("embs", [None, 256])], WESPEAKER),
        ([("waveform", ["batch", "n_samples"])], [("embedding", [None, 256])], WAVEFORM),
    ],
)
def test_contract_is_recognized_from_names_and_shape(inputs, outputs, contract):
    assert recognize(inputs, outputs) == contract


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        ([("image", [1, 3, 224, 224])], "has 4 axes: known are 2"),
        ([("feats", ["batch", "frames", 40])], "takes 40 features a frame: known are 80"),
        ([("a", FEATURES), ("b", FEATURES)], "has one input, this one has 2"),
    ],
)
def test_other_networks_are_refused(inputs, message):
    with pytest.raises(ContractError, match=message) as refused:
        recognize(inputs, [("embs", [None, 256])])
    assert refused.value.choices == ()


def test_what_the_names_do_not_tell_is_asked():
    with pytest.raises(ContractError, match="say wespeaker or 3d-speaker") as asked:
        recognize([("input", FEATURES)], [("output", [None, 256])])
    assert asked.value.choices == ("wespeaker", "3d-speaker")


def test_digital_silence_is_cut_and_short_zeros_stay():
    waveform = np.ones(1000, np.float32)
    waveform[100:400] = 0
    waveform[500:600] = 0
    waveform[800:] = 0
    np.testing.assert_array_equal(cut_digital_silence(waveform), waveform[np.r_[0:100, 400:800]])


def test_leading_digital_silence_does_not_change_the_features(rng):
    speech = rng.normal(0, 0.1, 16_000).astype(np.float32)
    padded = np.concatenate([np.zeros(8000, np.float32), speech])
    np.testing.assert_array_equal(WESPEAKER.features(padded), WESPEAKER.features(speech))


@pytest.mark.parametrize("waveform", [np.ones(399), np.zeros(16_000)])
def test_too_little_sound_is_refused(waveform):
    with pytest.raises(ValueError, match="need at least 400 samples of sound"):
        THREE_D_SPEAKER.features(waveform)
