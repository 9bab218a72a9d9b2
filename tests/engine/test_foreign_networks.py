"""Foreign networks as model folders: what comes out is what their own features and weights give, or nothing does."""

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from gluonar_engine.encoder import SpeakerEncoder
from gluonar_engine.modelcard import read_manifest
from gluonar_engine.runtime.contracts import CONTRACTS, ContractError
from gluonar_engine.runtime.importing import import_model
from gluonar_engine.scoring import normalize
from tests.engine.foreign import feature_network, model_of, save, waveform_network

WESPEAKER, THREE_D_SPEAKER = ("feats", "embs"), ("feature", "embedding")


@pytest.fixture
def speech(rng):
    return rng.normal(0, 0.1, 24_000).astype(np.float32)


def weights_of(path):
    return numpy_helper.to_array(onnx.load(path).graph.initializer[-1])


@pytest.mark.parametrize(
    ("names", "contract"),
    [(WESPEAKER, "wespeaker"), (THREE_D_SPEAKER, "3d-speaker"), (("x", "embedding"), "3d-speaker")],
)
def test_network_of_features_hears_speech_through_its_contract(tmp_path, speech, names, contract):
    source = save(feature_network(192, names), tmp_path / "Their Net v2.onnx")
    manifest = import_model(source, tmp_path / "model")
    assert manifest == read_manifest(tmp_path / "model")
    assert (manifest.contract, manifest.dim, manifest.source) == (contract, 192, "Their Net v2.onnx")
    assert manifest.name == "Their-Net-v2" and manifest.model_id.endswith(CONTRACTS[contract].tag)
    features = CONTRACTS[contract].features(speech)
    expected = normalize(np.tanh(features @ weights_of(source)).mean(axis=0))
    np.testing.assert_allclose(SpeakerEncoder.load(tmp_path / "model").embed(speech), expected, atol=1e-5)


def test_network_of_waveforms_is_given_the_speech(tmp_path, speech):
    source = save(waveform_network(16), tmp_path / "net.onnx")
    assert import_model(source, tmp_path / "model", name="mine").name == "mine"
    bands = np.lib.stride_tricks.sliding_window_view(speech, 50)[::20] @ weights_of(source)[:, 0].T
    expected = normalize(bands.clip(0).mean(axis=0))
    np.testing.assert_allclose(SpeakerEncoder.load(tmp_path / "model").embed(speech), expected, atol=1e-5)


def test_network_of_one_length_is_given_windows(tmp_path, speech):
    source = save(waveform_network(16, n_samples=16_000), tmp_path / "net.onnx")
    import_model(source, tmp_path / "fixed")
    import_model(save(waveform_network(16), tmp_path / "net.onnx"), tmp_path / "free")
    fixed, free = (SpeakerEncoder.load(tmp_path / name) for name in ("fixed", "free"))
    expected = normalize(free.embed(speech[:16_000]) + free.embed(speech[8_000:]))
    np.testing.assert_allclose(fixed.embed(speech), expected, atol=1e-5)


def test_model_is_not_calibrated(tmp_path):
    import_model(save(waveform_network(16), tmp_path / "net.onnx"), tmp_path / "model")
    assert not SpeakerEncoder.load(tmp_path / "model").calibration.is_known


def test_same_network_with_other_features_is_another_model(tmp_path):
    source = save(feature_network(192, ("input", "output")), tmp_path / "net.onnx")
    with pytest.raises(ContractError, match="say wespeaker or 3d-speaker"):
        import_model(source, tmp_path / "model")
    ids = {import_model(source, tmp_path / name, contract=name).model_id for name in ("wespeaker", "3d-speaker")}
    assert len(ids) == 2


def of_waveform(*nodes, output_shape=("batch", "dim"), tensors=()):
    return model_of(list(nodes), ["batch", "n_samples"], tensors, output_shape=output_shape)


def node(op, source, target, **attributes):
    return helper.make_node(op, [source], [target], **attributes)


REFUSED = {
    "takes 40 features a frame": feature_network(8, WESPEAKER, n_bins=40, shape=("batch", "n_frames", 40)),
    "takes 200 frames and no other number": feature_network(8, WESPEAKER, shape=("batch", 200, 80)),
    "has 4 axes: known are 2": model_of([node("Identity", "waveform", "embedding")], [1, 3, 224, 224]),
    r"makes \(1, 16000\) of one recording": of_waveform(node("Identity", "waveform", "embedding")),
    "output “embedding” has 1 axes": of_waveform(
        node("ReduceMean", "waveform", "embedding", axes=[1], keepdims=0), output_shape=["batch"]
    ),
    "NaN, infinite numbers or zeros": of_waveform(
        node("ReduceMin", "waveform", "least", axes=[1]),
        node("Log", "least", "nan"),
        helper.make_node("Concat", ["nan", "nan"], ["embedding"], axis=1),
    ),
    "two embeddings of the same noise": of_waveform(
        node("ReduceMean", "waveform", "mean", axes=[1]),
        helper.make_node("Concat", ["mean", "mean"], ["pair"], axis=1),
        node("RandomNormalLike", "pair", "embedding"),
    ),
    "does not run on an input of": of_waveform(
        helper.make_node("Reshape", ["waveform", "shape"], ["embedding"]),
        tensors=[numpy_helper.from_array(np.array([1, 7]), "shape")],
    ),
}


@pytest.mark.parametrize("message", REFUSED)
def test_network_that_does_not_fit_is_refused_and_leaves_nothing(tmp_path, message):
    source = save(REFUSED[message], tmp_path / "net.onnx")
    with pytest.raises(ValueError, match=message):
        import_model(source, tmp_path / "model")
    assert [path.name for path in tmp_path.iterdir()] == ["net.onnx"]


def test_network_of_two_inputs_is_refused(tmp_path):
    model = feature_network(8, WESPEAKER)
    model.graph.input.append(helper.make_tensor_value_info("length", TensorProto.FLOAT, [1]))
    with pytest.raises(ValueError, match="has one input, this one has 2"):
        import_model(save(model, tmp_path / "net.onnx"), tmp_path / "model")


def test_weights_in_other_files_are_refused(tmp_path):
    model = feature_network(8, WESPEAKER)
    onnx.save(model, tmp_path / "net.onnx", save_as_external_data=True, location="weights.bin", size_threshold=0)
    with pytest.raises(ValueError, match="has its weights in other files"):
        import_model(tmp_path / "net.onnx", tmp_path / "model")


def test_file_that_is_too_large_is_not_even_read(tmp_path):
    with open(tmp_path / "net.onnx", "wb") as file:
        file.truncate(600_000_000)
    with pytest.raises(ValueError, match="has 600,000,000 bytes, the limit is 500,000,000"):
        import_model(tmp_path / "net.onnx", tmp_path / "model")


@pytest.mark.parametrize("name", ["", "../model", "a b", "x" * 41])
def test_name_that_is_none_is_refused(tmp_path, name):
    source = save(waveform_network(16), tmp_path / "net.onnx")
    with pytest.raises(ValueError, match="a model's name has 1 to 40 letters"):
        import_model(source, tmp_path / "model", name=name)


def test_model_that_is_there_is_not_overwritten(tmp_path):
    source = save(waveform_network(16), tmp_path / "net.onnx")
    first = import_model(source, tmp_path / "model")
    with pytest.raises(FileExistsError):
        import_model(save(waveform_network(8), source), tmp_path / "model")
    assert read_manifest(tmp_path / "model") == first
