"""SpeakerEncoder and its model folder, with a stand-in network where the weights do not matter."""

import json

import numpy as np
import pytest

from gluonar_engine.encoder import SpeakerEncoder
from gluonar_engine.modelcard import Manifest, read_manifest, sha256_of
from gluonar_engine.scoring import Calibration, centroid


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


@pytest.mark.parametrize("content", ["{", json.dumps({"model_id": "x"}), "[]"])
def test_folder_without_a_readable_manifest_is_refused(model_folder, content):
    (model_folder / "model.json").write_text(content)
    with pytest.raises(ValueError, match="no speaker model in"):
        SpeakerEncoder.load(model_folder)
