"""SpeakerEncoder and its model folder, with a stand-in network where the weights do not matter."""

import json

import numpy as np
import pytest

from gluonar_engine.encoder import SpeakerEncoder
from gluonar_engine.modelcard import Manifest, make_model_id, new_model_folder, read_manifest, sha256_of
from gluonar_engine.runtime.contracts import THREE_D_SPEAKER, WAVEFORM, WESPEAKER
from gluonar_engine.scoring import UNCALIBRATED, Calibration, centroid


@pytest.fixture
def encoder():
    """Embeds into [mean level, mean level above 0, 1]."""

    def network(batch):
        return np.stack([[np.abs(row).mean(), row.clip(0).mean(), 1.0] for row in batch]).astype(np.float32)

    return SpeakerEncoder(Manifest("test-1", "none", 3, 16_000, Calibration(10.0, -5.0), {}), network)


def test_embedding_is_deterministic_and_of_unit_length(encoder, waveforms):
    first, second = encoder.embed(waveforms[0]), encoder.embed(waveforms[0])
    np.testing.assert_array_equal(first, second)
    assert np.linalg.norm(first) == pytest.approx(1.0)


def test_speaker_is_the_mean_direction_of_the_recordings(encoder, waveforms):
    expected = centroid(np.stack([encoder.embed(waveform) for waveform in waveforms]))
    np.testing.assert_allclose(encoder.embed_speaker(list(waveforms)), expected)


def test_long_recording_is_embedded_in_parts(encoder, rng):
    waveform = rng.normal(0, 0.1, 16_000 * 70).astype(np.float32)
    np.testing.assert_allclose(encoder.embed(waveform), encoder.embed(waveform[:16_000]), atol=0.01)


def test_progress_is_told_before_each_part_and_may_end_the_work(encoder, rng):
    waveform, shares = rng.normal(0, 0.1, 16_000 * 70).astype(np.float32), []
    encoder.embed(waveform, shares.append)
    assert shares == pytest.approx([0.0, 1 / 3, 2 / 3])

    def give_up(share):
        raise LookupError(share)

    with pytest.raises(LookupError):
        encoder.embed(waveform, give_up)


@pytest.fixture
def windows():
    """An encoder of a network that takes 1,000 samples, and the windows that it was given."""
    given = []

    def network(batch):
        given.append(batch[0])
        return np.stack([np.abs(batch).mean(axis=1), np.ones(len(batch))], axis=1).astype(np.float32)

    manifest = Manifest("test-1", "none", 2, 16_000, None, {})
    return SpeakerEncoder(manifest, network, n_samples=1000), given


def test_network_of_one_length_sees_windows_over_all_of_the_recording(windows, rng):
    encoder, given = windows
    waveform = rng.normal(size=3300).astype(np.float32)
    expected = centroid([[np.abs(waveform[start : start + 1000]).mean(), 1.0] for start in (0, 766, 1533, 2300)])
    np.testing.assert_allclose(encoder.embed(waveform), expected, rtol=1e-6)
    assert {len(window) for window in given} == {1000}


def test_short_recording_is_repeated_for_a_network_of_one_length(rng):
    given = []
    manifest = Manifest("test-1", "none", 2, 16_000, None, {})
    network = lambda batch: given.append(batch[0]) or np.ones((1, 2), np.float32)  # noqa: E731
    waveform = rng.normal(size=4000).astype(np.float32)
    SpeakerEncoder(manifest, network, n_samples=10_000).embed(waveform)
    np.testing.assert_array_equal(given, [np.concatenate([waveform, waveform, waveform[:2000]])])


@pytest.mark.parametrize("contract", [WESPEAKER, THREE_D_SPEAKER])
def test_network_of_features_is_given_those_of_its_contract(contract, rng):
    given = []
    manifest = Manifest("test-1", "none", 2, 16_000, None, {}, contract=contract.name)
    network = lambda batch: given.append(batch) or np.ones((1, 2), np.float32)  # noqa: E731
    waveform = rng.normal(size=16_000).astype(np.float32)
    SpeakerEncoder(manifest, network).embed(waveform)
    np.testing.assert_array_equal(given[0], contract.features(waveform)[np.newaxis])


def test_long_silence_in_a_recording_leaves_no_part_without_sound(rng):
    manifest = Manifest("test-1", "none", 2, 16_000, None, {}, contract=WESPEAKER.name)
    speech = rng.normal(size=16_000).astype(np.float32)
    waveform = np.concatenate([speech, np.zeros(16_000 * 70, np.float32), speech])
    given = []
    network = lambda batch: given.append(batch) or np.ones((1, 2), np.float32)  # noqa: E731
    SpeakerEncoder(manifest, network).embed(waveform)
    assert [batch.shape for batch in given] == [(1, 198, 80)]


def test_model_without_a_calibration_says_so():
    encoder = SpeakerEncoder(Manifest("test-1", "none", 2, 16_000, None, {}), None)
    assert encoder.calibration == UNCALIBRATED and not encoder.calibration.is_known


@pytest.mark.parametrize(
    ("waveform", "message"),
    [
        (np.zeros((2, 16_000)), r"has the shape \(n_samples,\), got \(2, 16000\)"),
        (np.ones(1000), "needs at least 0.2 s, got 1000 samples"),
        (np.full(16_000, np.nan), "NaN or infinite"),
        (np.zeros(16_000), "digital silence"),
    ],
)
def test_what_cannot_be_embedded_is_refused(encoder, waveform, message):
    with pytest.raises(ValueError, match=message):
        encoder.embed(waveform)


def test_no_recordings_make_no_speaker(encoder):
    with pytest.raises(ValueError, match="at least one recording"):
        encoder.embed_speaker([])


@pytest.fixture
def model_folder(tmp_path):
    (tmp_path / "network.onnx").write_bytes(b"weights")
    digests = {"network.onnx": sha256_of(tmp_path / "network.onnx")}
    Manifest("test-1", "none", 3, 16_000, Calibration(10.0, -5.0), digests).write(tmp_path)
    return tmp_path


def test_manifest_is_read_as_written(model_folder):
    assert read_manifest(model_folder).calibration == Calibration(10.0, -5.0)


def test_changed_weights_are_refused(model_folder):
    (model_folder / "network.onnx").write_bytes(b"other weights")
    with pytest.raises(ValueError, match="network.onnx is missing or is not the file"):
        SpeakerEncoder.load(model_folder)


@pytest.mark.parametrize("calibration", [Calibration(10.0, -5.0), None])
def test_manifest_remembers_where_the_model_comes_from(model_folder, calibration):
    digests = {"network.onnx": sha256_of(model_folder / "network.onnx")}
    model_id = make_model_id("other", digests["network.onnx"], WESPEAKER)
    fields = (model_id, "imported", 192, 16_000, calibration, digests)
    manifest = Manifest(*fields, contract="wespeaker", source="other.onnx")
    manifest.write(model_folder)
    assert read_manifest(model_folder) == manifest
    assert manifest.name == "other"


def test_models_of_other_features_have_other_ids():
    ids = {make_model_id("net", "ab" * 32, contract) for contract in (WAVEFORM, WESPEAKER, THREE_D_SPEAKER)}
    assert len(ids) == 3 and "net-abababab" in ids


def test_id_of_other_features_is_refused(model_folder):
    digests = {"network.onnx": sha256_of(model_folder / "network.onnx")}
    model_id = make_model_id("other", digests["network.onnx"], WESPEAKER)
    Manifest(model_id, "imported", 192, 16_000, None, digests, contract="3d-speaker").write(model_folder)
    with pytest.raises(ValueError, match="are not 3d-speaker's of today: import it again"):
        read_manifest(model_folder)


@pytest.mark.parametrize(
    "change",
    [{"contract": "kaldi"}, {"sha256": {}}, {"sha256": []}, {"calibration": {"scale": "x", "offset": 0}}, {"more": 1}],
)
def test_manifest_that_makes_no_sense_is_refused(model_folder, change):
    fields = json.loads((model_folder / "model.json").read_text())
    (model_folder / "model.json").write_text(json.dumps({**fields, **change}))
    with pytest.raises(ValueError, match="no speaker model in"):
        read_manifest(model_folder)


def test_new_folder_is_there_whole_or_not_at_all(tmp_path):
    with pytest.raises(RuntimeError), new_model_folder(tmp_path / "model") as folder:
        (folder / "half").write_text("")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []
    with new_model_folder(tmp_path / "model") as folder:
        (folder / "whole").write_text("")
    assert [path.name for path in tmp_path.rglob("*")] == ["model", "whole"]


def test_new_folder_replaces_only_an_empty_one(tmp_path):
    with new_model_folder(tmp_path) as folder:
        (folder / "whole").write_text("")
    with pytest.raises(FileExistsError, match="exists already"), new_model_folder(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["whole"]


@pytest.mark.parametrize("content", ["{", json.dumps({"model_id": "x"}), "[]"])
def test_folder_without_a_readable_manifest_is_refused(model_folder, content):
    (model_folder / "model.json").write_text(content)
    with pytest.raises(ValueError, match="no speaker model in"):
        SpeakerEncoder.load(model_folder)
