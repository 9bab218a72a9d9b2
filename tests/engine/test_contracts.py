"""Foreign networks: their features against the golden file, and recognising them from their signatures."""

import numpy as np
import pytest

from gluonar_engine.runtime.contracts import (
    THREE_D_SPEAKER,
    WAVEFORM,
    WESPEAKER,
    ContractError,
    FeatureContract,
    cut_digital_silence,
    recognize,
    remove_mean,
)

FEATURES = ["batch", "frames", 80]


def tensor(name, shape, dtype="tensor(float)"):
    return [(name, shape, dtype)]


EMBEDDING = tensor("embedding", [None, 192])


@pytest.mark.parametrize(("contract", "key"), [(WESPEAKER, "wespeaker"), (THREE_D_SPEAKER, "threedspeaker")])
def test_features_equal_the_golden_ones(golden, contract, key):
    raw = contract.raw_features(golden["pcm"] / 32768.0)
    np.testing.assert_allclose(raw, golden[f"{key}_raw"], atol=1e-3)
    np.testing.assert_allclose(remove_mean(raw), golden[f"{key}_cmn"], atol=1e-3)


@pytest.mark.parametrize(
    ("inputs", "outputs", "contract"),
    [
        (tensor("feats", FEATURES), tensor("embs", [None, 256]), WESPEAKER),
        (tensor("feature", FEATURES), EMBEDDING, THREE_D_SPEAKER),
        (tensor("x", FEATURES), EMBEDDING, THREE_D_SPEAKER),
        (tensor("feats", [None, None, None]), tensor("embs", [None, None]), WESPEAKER),
        (tensor("feats", [1, "T", 80]), tensor("embs", [1, 256]), WESPEAKER),
        (tensor("waveform", ["batch", "n_samples"]), EMBEDDING, WAVEFORM),
        (tensor("anything", ["batch", 35840]), tensor("output", [None, 512]), WAVEFORM),
    ],
)
def test_contract_is_recognized_from_names_and_shape(inputs, outputs, contract):
    assert recognize(inputs, outputs) == contract


@pytest.mark.parametrize(
    ("inputs", "outputs", "message"),
    [
        (tensor("image", [1, 3, 224, 224]), EMBEDDING, "“image” has 4 axes: known are 2"),
        (tensor("feats", ["batch", "frames", 40]), EMBEDDING, "takes 40 features a frame: known are 80"),
        (tensor("feats", ["batch", 200, 80]), EMBEDDING, "takes 200 frames and no other number"),
        (tensor("feats", [16, "frames", 80]), EMBEDDING, "takes 16 recordings at a time"),
        (tensor("ivector", ["batch", 400]), EMBEDDING, "takes 400 samples: known are 8,000 to 480,000"),
        (tensor("feats", FEATURES, "tensor(float16)"), EMBEDDING, r"“feats” is a tensor\(float16\): known is"),
        (tensor("a", FEATURES) + tensor("b", FEATURES), EMBEDDING, "has one input, this one has 2"),
        (tensor("feats", FEATURES), tensor("frame", FEATURES), "output “frame” has 3 axes: an embedding has 2"),
        (tensor("feats", FEATURES), EMBEDDING + tensor("logits", [1, 9]), "has one output, this one has 2"),
    ],
)
def test_other_networks_are_refused(inputs, outputs, message):
    with pytest.raises(ContractError, match=message) as refused:
        recognize(inputs, outputs)
    assert refused.value.choices == ()


def test_what_the_names_do_not_tell_is_asked():
    with pytest.raises(ContractError, match="say wespeaker or 3d-speaker") as asked:
        recognize(tensor("input", FEATURES), tensor("output", [None, 256]))
    assert asked.value.choices == ("wespeaker", "3d-speaker")


@pytest.mark.parametrize("name", ["wespeaker", "3d-speaker"])
def test_metadata_tells_what_the_names_do_not(name):
    found = recognize(tensor("input", FEATURES), tensor("output", [None, 256]), metadata={"framework": name})
    assert found.name == name


def test_names_and_metadata_that_contradict_each_other_are_asked():
    with pytest.raises(ContractError, match="say wespeaker or 3d-speaker"):
        recognize(tensor("feats", FEATURES), tensor("embs", [None, 256]), metadata={"framework": "3d-speaker"})


def test_network_for_another_sample_rate_is_refused():
    with pytest.raises(ContractError, match="for sound at 8000 Hz, this program works at 16000 Hz"):
        recognize(tensor("feats", FEATURES), tensor("embs", [None, 256]), metadata={"sample_rate": "8000"})


def test_asked_contract_goes_before_the_names():
    found = recognize(tensor("feats", FEATURES), tensor("embs", [None, 256]), asked="3d-speaker")
    assert found == THREE_D_SPEAKER


@pytest.mark.parametrize("asked", ["waveform", "kaldi"])
def test_asked_contract_must_fit_the_shape(asked):
    with pytest.raises(ContractError, match=f"not fit the contract “{asked}”: it fits wespeaker or 3d-speaker"):
        recognize(tensor("feats", FEATURES), tensor("embs", [None, 256]), asked=asked)


def test_each_feature_contract_has_a_tag_of_its_own():
    changed = FeatureContract("wespeaker", window="hamming", amplitude=1.0)
    assert len({contract.tag for contract in (WAVEFORM, WESPEAKER, THREE_D_SPEAKER, changed)}) == 4


@pytest.mark.parametrize(("contract", "tag"), [(WESPEAKER, "dcdc6a7c"), (THREE_D_SPEAKER, "d1d044ce"), (WAVEFORM, "")])
def test_tags_stay_what_they_are_in_the_ids_of_imported_models(contract, tag):
    assert contract.tag == tag


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
