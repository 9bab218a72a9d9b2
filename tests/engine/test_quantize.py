"""Smaller variants of a model: they load like it, say nearly the same, and keep their spectrogram in floats."""

import shutil
from dataclasses import replace

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from gluonar_engine.backend import mx
from gluonar_engine.data.audio import encode_flac
from gluonar_engine.encoder import SpeakerEncoder
from gluonar_engine.modelcard import COHORT_FILE, ONNX_FILE, Manifest, read_manifest, sha256_of, write_cohort
from gluonar_engine.models.resnet import ResNetSpec, SpeakerResNet
from gluonar_engine.runtime.contracts import WESPEAKER
from gluonar_engine.runtime.export import export_onnx
from gluonar_engine.runtime.importing import import_model
from gluonar_engine.runtime.quantize import halve_model, main, quantize_model
from gluonar_engine.scoring import Calibration, normalize
from tests.engine.foreign import feature_network, model_of, save

CALIBRATION = Calibration(10.0, -5.0)


def voices(n_voices):
    """Noises of different colours, a second each, that a network with random weights tells apart."""
    rng = np.random.default_rng(11)
    for _ in range(n_voices):
        colour = rng.normal(size=9)
        yield np.convolve(rng.normal(0, 0.05, 16_000), colour, mode="same").astype(np.float32)


@pytest.fixture(scope="module")
def speech(tmp_path_factory):
    folder = tmp_path_factory.mktemp("speech")
    for number, waveform in enumerate(voices(24)):
        (folder / f"{number}").mkdir()
        (folder / f"{number}" / "voice.flac").write_bytes(encode_flac(waveform.clip(-1, 1)))
    return folder


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """A small network with random weights and lived-in batch statistics."""
    folder = tmp_path_factory.mktemp("model")
    mx.random.seed(2)
    net = SpeakerResNet(ResNetSpec((1, 1), (16, 32), stem_stride=2, n_bands=40, dim=32))
    net.initialize(mx.init.MSRAPrelu())
    with mx.autograd.record():
        net(mx.nd.array(np.stack(list(voices(8)))))
    mx.nd.waitall()
    export_onnx(net, folder / ONNX_FILE)
    digests = {ONNX_FILE: sha256_of(folder / ONNX_FILE)}
    Manifest("tiny-12345678", "tiny", 32, 16_000, CALIBRATION, digests).write(folder)
    return folder


def embeddings(folder):
    encoder = SpeakerEncoder.load(folder)
    return np.stack([encoder.embed(waveform) for waveform in voices(6)])


def layers_of(folder):
    """(what is before a logarithm, the rest): the element types of the weights of its convolutions."""
    graph = onnx.load(folder / ONNX_FILE).graph
    maker = {output: node for node in graph.node for output in node.output}
    types = {tensor.name: tensor.data_type for tensor in graph.initializer}
    before_log = _ancestors([node for node in graph.node if node.op_type == "Log"], maker)
    front, trunk = set(), set()
    for node in graph.node:
        if node.op_type in ("Conv", "Gemm"):
            name = node.input[1]
            stored = name if name in types else maker[name].input[0]
            (front if node.output[0] in before_log else trunk).add(types[stored])
    return front, trunk


def _ancestors(nodes, maker):
    found = set()
    while nodes:
        node = nodes.pop()
        if node.output[0] not in found:
            found.add(node.output[0])
            nodes += [maker[name] for name in node.input if name in maker]
    return found


@pytest.mark.parametrize("reduce_range", [False, True])
def test_int8_model_says_nearly_the_same(model, speech, tmp_path, reduce_range):
    manifest = quantize_model(model, speech, tmp_path / "int8", reduce_range=reduce_range)
    agreement = np.sum(embeddings(model) * embeddings(tmp_path / "int8"), axis=1)
    assert agreement.min() > 0.99
    assert not np.array_equal(embeddings(model), embeddings(tmp_path / "int8"))
    assert layers_of(tmp_path / "int8") == ({TensorProto.FLOAT}, {TensorProto.INT8})
    assert manifest == read_manifest(tmp_path / "int8")


def test_int8_model_is_a_model_of_its_own(model, speech, tmp_path):
    manifest = quantize_model(model, speech, tmp_path / "int8")
    assert manifest.model_id.startswith("tiny-int8-") and manifest.name == "tiny-int8"
    assert (manifest.architecture, manifest.source) == ("tiny-int8", "tiny-12345678")
    assert (manifest.calibration, manifest.dim) == (CALIBRATION, 32)


def test_half_model_says_the_same_in_fewer_bytes(model, tmp_path):
    manifest = halve_model(model, tmp_path / "half")
    np.testing.assert_allclose(embeddings(tmp_path / "half"), embeddings(model), atol=2e-3)
    assert layers_of(tmp_path / "half") == ({TensorProto.FLOAT}, {TensorProto.FLOAT16})
    assert (tmp_path / "half" / ONNX_FILE).stat().st_size < (model / ONNX_FILE).stat().st_size
    assert manifest.model_id.startswith("tiny-half-") and manifest == read_manifest(tmp_path / "half")


def test_cohort_goes_along(model, tmp_path, rng):
    with_cohort = shutil.copytree(model, tmp_path / "with-cohort")
    manifest = read_manifest(with_cohort)
    digest = write_cohort(with_cohort, normalize(rng.normal(size=(8, 32))))
    replace(manifest, sha256=manifest.sha256 | {COHORT_FILE: digest}).write(with_cohort)
    smaller = halve_model(with_cohort, tmp_path / "half")
    assert smaller.sha256[COHORT_FILE] == digest
    assert SpeakerEncoder.load(tmp_path / "half").scorer.is_normalized
    assert not SpeakerEncoder.load(model).scorer.is_normalized


def test_network_of_features_is_calibrated_on_features(speech, tmp_path):
    weights = numpy_helper.from_array(np.random.default_rng(1).normal(0, 0.3, (80, 8)).astype(np.float32), "weights")
    nodes = [
        helper.make_node("ReduceMax", ["feats"], ["loudest"], axes=[1], keepdims=0),
        helper.make_node("Gemm", ["loudest", "weights"], ["embs"]),
    ]
    network = model_of(nodes, ["batch", "n_frames", 80], [weights], names=("feats", "embs"))
    import_model(save(network, tmp_path / "theirs.onnx"), tmp_path / "theirs")
    manifest = quantize_model(tmp_path / "theirs", speech, tmp_path / "int8")
    assert manifest.contract == "wespeaker" and manifest.model_id.endswith(WESPEAKER.tag)
    agreement = np.sum(embeddings(tmp_path / "theirs") * embeddings(tmp_path / "int8"), axis=1)
    assert agreement.min() > 0.99


def test_network_without_such_layers_is_refused(speech, tmp_path):
    import_model(save(feature_network(8, ("feats", "embs")), tmp_path / "theirs.onnx"), tmp_path / "theirs")
    with pytest.raises(ValueError, match="has no Conv or Gemm layers behind its spectrogram"):
        quantize_model(tmp_path / "theirs", speech, tmp_path / "int8")


def test_without_speech_nothing_is_written(model, tmp_path):
    (tmp_path / "empty").mkdir()
    for speech in (tmp_path / "empty", tmp_path / "nowhere"):
        with pytest.raises(ValueError, match="need 20 recordings of speech or more, found 0"):
            quantize_model(model, speech, tmp_path / "int8")
    assert not (tmp_path / "int8").exists()


def test_recording_that_cannot_be_heard_is_left_out_and_said(model, speech, tmp_path, caplog):
    for path in speech.rglob("*.flac"):
        (tmp_path / "speech" / path.parent.name).mkdir(parents=True)
        (tmp_path / "speech" / path.parent.name / path.name).write_bytes(path.read_bytes())
    (tmp_path / "speech" / "notes.wav").write_text("no sound")
    (tmp_path / "speech" / "silence.flac").write_bytes(encode_flac(np.zeros(16_000)))
    quantize_model(model, tmp_path / "speech", tmp_path / "int8")
    assert ["notes.wav is left out" in text or "silence" in text for text in caplog.messages] == [True, True]


def test_command_tells_what_it_made(model, speech, tmp_path, capsys):
    main([str(model), str(speech), "-o", str(tmp_path / "int8")])
    main([str(model), "--half", "-o", str(tmp_path / "half")])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("tiny-int8-") and f"is in {tmp_path}/int8: " in lines[0]
    assert lines[1].startswith("tiny-half-")


@pytest.mark.parametrize("arguments", [[], ["speech", "--half"]])
def test_command_wants_speech_or_half(model, tmp_path, capsys, arguments):
    with pytest.raises(SystemExit):
        main([str(model), *arguments, "-o", str(tmp_path / "out")])
    assert "give either SPEECH or --half" in capsys.readouterr().err


def test_command_says_what_is_wrong_in_a_sentence(tmp_path):
    with pytest.raises(SystemExit, match="No speaker model in .*: No such file or directory."):
        main([str(tmp_path), str(tmp_path), "-o", str(tmp_path / "out")])
