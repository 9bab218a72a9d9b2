"""ONNX files that must not be run, each refused in a sentence; small networks of given signatures for other tests."""

import numpy as np
import pytest
from onnx import TensorProto, helper

from gluonar_engine.runtime.onnx import OnnxNetwork
from tests.engine.foreign import model_of, save, waveform_network


def external(location):
    """A network whose weights lie in another file."""
    weights = TensorProto(name="weights", data_type=TensorProto.FLOAT, dims=[4], data_location=TensorProto.EXTERNAL)
    weights.external_data.add(key="location", value=str(location))
    return model_of([helper.make_node("Add", ["waveform", "weights"], ["embedding"])], ["batch", 4], [weights])


def hidden_external(location):
    """The same, in a graph inside a node."""
    inner = external(location).graph
    branch = helper.make_graph(list(inner.node), "inner", [], inner.output, inner.initializer)
    condition = helper.make_node("Constant", [], ["yes"], value=helper.make_tensor("", TensorProto.BOOL, [], [True]))
    choice = helper.make_node("If", ["yes"], ["embedding"], then_branch=branch, else_branch=branch)
    return model_of([condition, choice], ["batch", 4])


@pytest.mark.parametrize("make", [external, hidden_external])
@pytest.mark.parametrize("place", ["weights.bin", "../weights.bin", "{here}/weights.bin"])
def test_weights_in_other_files_are_refused(tmp_path, make, place):
    folder = tmp_path / "model"
    folder.mkdir()
    for where in (folder, tmp_path):
        np.ones(4, np.float32).tofile(where / "weights.bin")
    path = save(make(place.format(here=tmp_path)), folder / "network.onnx")
    with pytest.raises(ValueError, match="network.onnx has its weights in other files: save it as a single file"):
        OnnxNetwork(path)


def test_word_that_references_have_is_no_reference(tmp_path):
    model = model_of([helper.make_node("Identity", ["waveform"], ["embedding"], name="allocation")], ["batch", 4])
    assert OnnxNetwork(save(model, tmp_path / "network.onnx"))(np.ones((1, 4))).shape == (1, 4)


@pytest.mark.parametrize("content", [b"", b"no network", b"location", bytes(100)])
def test_other_files_are_refused(tmp_path, content):
    (tmp_path / "network.onnx").write_bytes(content)
    with pytest.raises(ValueError, match="network.onnx is no "):
        OnnxNetwork(tmp_path / "network.onnx")


def test_name_that_is_no_text_is_refused_without_a_word_on_the_terminal(tmp_path, capfd):
    path = save(waveform_network(8), tmp_path / "network.onnx")
    path.write_bytes(path.read_bytes().replace(b"waveform", b"\xffaveform"))
    with pytest.raises(ValueError, match="network.onnx is no network that ONNX Runtime can run: 'utf-8' codec"):
        OnnxNetwork(path)
    assert capfd.readouterr() == ("", "")


def test_missing_file_is_said_to_be_missing(tmp_path):
    with pytest.raises(FileNotFoundError):
        OnnxNetwork(tmp_path / "network.onnx")


def test_operator_that_onnx_runtime_has_not_is_told(tmp_path, capfd):
    model = model_of([helper.make_node("Hear", ["waveform"], ["embedding"], domain="elsewhere")], ["batch", 4])
    model.opset_import.append(helper.make_opsetid("elsewhere", 1))
    with pytest.raises(ValueError, match="ONNX Runtime can run: .*elsewhere.Hear.* is not a registered"):
        OnnxNetwork(save(model, tmp_path / "network.onnx"))
    assert capfd.readouterr().err == ""


def test_input_that_the_network_cannot_run_on_is_told(tmp_path):
    network = OnnxNetwork(save(waveform_network(8, n_samples=100), tmp_path / "network.onnx"))
    assert network(np.ones((1, 100))).shape == (1, 8)
    with pytest.raises(ValueError, match=r"does not run on an input of \(1, 60\)"):
        network(np.ones((1, 60)))
