"""Network files and model folders made to do harm: each is refused in a sentence, and nothing else happens."""

import json
import pickle
import sys
from dataclasses import replace

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from gluonar_engine.encoder import SpeakerEncoder
from gluonar_engine.modelcard import read_manifest, sha256_of
from gluonar_engine.runtime import importing
from gluonar_engine.runtime.importing import import_model, require_harmless
from gluonar_engine.sandbox.helper import Stopped
from tests.engine.foreign import model_of, save, waveform_network

LINUX = sys.platform.startswith("linux")


def assert_refused(source, tmp_path, message):
    with pytest.raises(ValueError, match=message) as caught:
        import_model(source, tmp_path / "model")
    assert not (tmp_path / "model").exists()
    assert str(caught.value).isprintable() and len(str(caught.value)) < 500


def endless_network():
    """Adds noughts to the embedding 2 ** 62 times."""
    body = helper.make_graph(
        [
            helper.make_node("Identity", ["more"], ["more_out"]),
            helper.make_node("Abs", ["so_far"], ["so_far_out"]),
        ],
        "body",
        [
            helper.make_tensor_value_info("i", TensorProto.INT64, []),
            helper.make_tensor_value_info("more", TensorProto.BOOL, []),
            helper.make_tensor_value_info("so_far", TensorProto.FLOAT, None),
        ],
        [
            helper.make_tensor_value_info("more_out", TensorProto.BOOL, []),
            helper.make_tensor_value_info("so_far_out", TensorProto.FLOAT, None),
        ],
    )
    nodes = [
        helper.make_node("Slice", ["waveform", "from", "to", "axis"], ["part"]),
        helper.make_node("Loop", ["times", "yes", "part"], ["embedding"], body=body),
    ]
    values = {"from": [0], "to": [8], "axis": [1], "times": 1 << 62}
    tensors = [numpy_helper.from_array(np.array(value, np.int64), name) for name, value in values.items()]
    return model_of(nodes, ["batch", "n"], [*tensors, numpy_helper.from_array(np.array(True), "yes")])


def swelling_network():
    """Asks for 32 TB."""
    nodes = [
        helper.make_node("ConstantOfShape", ["shape"], ["much"]),
        helper.make_node("ReduceMean", ["much"], ["nought"], keepdims=1),
        helper.make_node("Slice", ["waveform", "from", "to", "axis"], ["part"]),
        helper.make_node("Add", ["part", "nought"], ["embedding"]),
    ]
    values = {"shape": [1 << 20, 1 << 23], "from": [0], "to": [8], "axis": [1]}
    tensors = [numpy_helper.from_array(np.array(value, np.int64), name) for name, value in values.items()]
    return model_of(nodes, ["batch", "n"], tensors)


@pytest.mark.skipif(not LINUX, reason="confine() says where limits are missing")
@pytest.mark.parametrize(
    ("network", "message"),
    [
        (endless_network, "looking at it takes more than"),
        (swelling_network, "does not run on an input|is no network that|of memory"),
    ],
)
def test_network_that_never_ends_or_takes_all_memory(tmp_path, network, message, monkeypatch):
    monkeypatch.setattr(importing, "_LIMITS", replace(importing._LIMITS, cpu_s=2))
    assert_refused(save(network(), tmp_path / "net.onnx"), tmp_path, message)


@pytest.mark.parametrize("place", ["/etc/hostname", "../secret.bin", "secret.bin", "\0", "file:///etc/hostname"])
def test_weights_elsewhere_are_not_looked_for(tmp_path, place):
    (tmp_path / "secret.bin").write_bytes(bytes(4_000))
    model = waveform_network(16)
    tensor = model.graph.initializer[-1]
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value=place)
    assert_refused(save(model, tmp_path / "net.onnx"), tmp_path, "has its weights in other files")


def test_weights_elsewhere_are_found_in_a_branch_as_well(tmp_path):
    branch = waveform_network(16).graph
    branch.initializer[-1].external_data.add(key="location", value="../secret.bin")
    model = waveform_network(16)
    model.graph.node[0].attribute.append(helper.make_attribute("branch", branch))
    assert_refused(save(model, tmp_path / "net.onnx"), tmp_path, "has its weights in other files")


@pytest.mark.parametrize("suffix", [".onnx", ".params", "-symbol.json"])
def test_pickle_is_never_opened(tmp_path, suffix):
    class Harm:
        def __reduce__(self):
            return open, (str(tmp_path / "harm"), "w")

    (tmp_path / f"net{suffix}").write_bytes(pickle.dumps(Harm()))
    (tmp_path / "net-0000.params").write_bytes(pickle.dumps(Harm()))
    assert_refused(tmp_path / f"net{suffix}", tmp_path, "net")
    assert not (tmp_path / "harm").exists()


def test_names_in_the_file_cannot_colour_the_terminal(tmp_path):
    model = waveform_network(16)
    model.graph.input.append(helper.make_tensor_value_info("\x1b[31m\u202e", TensorProto.FLOAT, [1]))
    model.graph.node[0].op_type = "\x1b]0;title\x07"
    assert_refused(save(model, tmp_path / "net.onnx"), tmp_path, "net.onnx")


def test_output_that_is_no_array_is_refused(tmp_path):
    nodes = [helper.make_node("SequenceConstruct", ["waveform"], ["embedding"])]
    model = model_of(nodes, ["batch", "n"])
    kind = helper.make_tensor_type_proto(TensorProto.FLOAT, None)
    model.graph.output[0].CopyFrom(helper.make_value_info("embedding", helper.make_sequence_type_proto(kind)))
    assert_refused(save(model, tmp_path / "net.onnx"), tmp_path, "32-bit floats|output")


@pytest.mark.parametrize("round_", range(3))
def test_broken_bytes_are_refused_or_a_network(tmp_path, rng, round_):
    content = bytearray(waveform_network(16).SerializeToString())
    for position in rng.integers(min(len(content), 300), size=1 + round_ * 4):
        content[position] = rng.integers(256)
    (tmp_path / "net.onnx").write_bytes(content)
    try:
        import_model(tmp_path / "net.onnx", tmp_path / "model")
    except ValueError as error:
        assert str(error).isprintable()
    else:
        SpeakerEncoder.load(tmp_path / "model")


# What the helper says is not believed blindly

SHA256 = "0" * 64


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({}, "ended of it"),
        ({"dim": 16, "contract": "waveform", "sha256": SHA256}, "was changed while it was looked at"),
        ({"dim": "16", "contract": "waveform", "sha256": SHA256}, "ended of it"),
        ({"dim": 1 << 40, "contract": "waveform", "sha256": SHA256}, "ended of it"),
        ({"dim": 16, "contract": ["waveform"], "sha256": SHA256}, "ended of it"),
        ({"refused": ["\x1b[31m"], "choices": 5}, "x1b"),
        ({"refused": "odd", "choices": [["waveform"]]}, "odd"),
    ],
)
def test_helper_is_not_believed_blindly(tmp_path, facts, message, monkeypatch):
    monkeypatch.setattr(importing, "ask", lambda *args: (each for each in [facts]))
    assert_refused(save(waveform_network(16), tmp_path / "net.onnx"), tmp_path, message)


@pytest.mark.parametrize("reason", ["memory", "time", "crash", "start"])
def test_what_the_limits_stop_is_told(tmp_path, reason, monkeypatch):
    def refuse(*args):
        yield b""
        raise Stopped(reason)

    monkeypatch.setattr(importing, "ask", refuse)
    assert_refused(save(waveform_network(16), tmp_path / "net.onnx"), tmp_path, importing._STOPPED[reason])


# Model folders from elsewhere


@pytest.fixture
def folder(tmp_path):
    import_model(save(waveform_network(16), tmp_path / "net.onnx"), tmp_path / "model")
    return tmp_path / "model"


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": {"network.onnx": SHA256, "../net.onnx": SHA256}},
        {"sha256": {"network.onnx": SHA256, "/etc/passwd": SHA256}},
        {"sha256": ["network.onnx"]},
        {"model_id": "\x1b[31mred"},
        {"model_id": "a" * 10_000},
        {"model_id": 5},
        {"source": "a\u202eb"},
        {"dim": "16"},
        {"sample_rate": 1e9},
        {"contract": ["waveform"]},
        {"calibration": {"scale": 10**400, "offset": 0}},
        {"calibration": {"scale": []}},
        {"one field": "too many"},
    ],
)
def test_folder_with_an_odd_manifest_is_no_model(folder, change):
    manifest = folder / "model.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), **change}))
    with pytest.raises(ValueError, match="no speaker model in"):
        read_manifest(folder)


@pytest.mark.parametrize("content", ["[" * 100_000, " " * 2_000_000, "[]", "null", "\xff"])
def test_folder_without_a_manifest_is_no_model(folder, content):
    (folder / "model.json").write_text(content, encoding="latin-1")
    with pytest.raises(ValueError, match="no speaker model in"):
        read_manifest(folder)


def test_cohort_that_is_a_pickle_is_not_opened(folder):
    cohort = folder / "cohort.npy"
    np.save(cohort, np.array([{}], dtype=object), allow_pickle=True)
    manifest = read_manifest_with(folder, cohort)
    with pytest.raises(ValueError, match="holds no cohort"):
        SpeakerEncoder.load(folder)
    assert manifest.has_cohort


def read_manifest_with(folder, cohort):
    fields = json.loads((folder / "model.json").read_text())
    fields["sha256"]["cohort.npy"] = sha256_of(cohort)
    (folder / "model.json").write_text(json.dumps(fields))
    return read_manifest(folder)


def test_onnx_of_another_version_is_refused_in_a_sentence(tmp_path):
    model = waveform_network(16)
    model.ir_version = 10_000
    assert onnx.ModelProto().FromString(model.SerializeToString()).ir_version == 10_000
    assert_refused(save(model, tmp_path / "net.onnx"), tmp_path, "net.onnx")


def test_folder_whose_network_hangs_is_found_out_before_it_is_loaded(folder, monkeypatch):
    manifest = read_manifest(folder)
    save(endless_network(), folder / "network.onnx")
    replace(manifest, sha256={"network.onnx": sha256_of(folder / "network.onnx")}).write(folder)
    monkeypatch.setattr(importing, "_LIMITS", replace(importing._LIMITS, cpu_s=2))
    with pytest.raises(ValueError, match="looking at it takes more than"):
        require_harmless(folder)


def test_folder_whose_network_makes_something_else_is_found_out(folder):
    require_harmless(folder)
    replace(read_manifest(folder), dim=17).write(folder)
    with pytest.raises(ValueError, match="is not the one that is described"):
        require_harmless(folder)
