"""What networks run on: how it is chosen, how CUDA is tried, and that embeddings are the same there."""

import sys

import numpy as np
import onnxruntime
import pytest

from gluonar_engine import devices
from gluonar_engine.data.audio import decode
from gluonar_engine.devices import AUTO, CPU, CUDA, DeviceError, Place
from gluonar_engine.encoder import SpeakerEncoder
from gluonar_engine.modelcard import DEFAULT_MODEL
from gluonar_engine.runtime.importing import import_model
from gluonar_engine.runtime.onnx import OnnxNetwork
from gluonar_engine.runtime.providers import cuda_problem
from tests.app.samples import SAMPLES
from tests.engine.foreign import save, waveform_network

TOLERANCE = 1e-4  # of each number of a unit-length embedding
RUNTIME = f"ONNX Runtime {onnxruntime.__version__}"
Session = onnxruntime.InferenceSession


@pytest.fixture(autouse=True)
def untried(monkeypatch):
    """Nobody has looked for CUDA yet."""
    monkeypatch.delenv(devices.VARIABLE, raising=False)
    cuda_problem.cache_clear()
    yield
    cuda_problem.cache_clear()


class FakeCuda:
    """Stands in for a build of ONNX Runtime with CUDA: sessions get it as on a machine that has it, or fails.

    It computes on the processor; ``asked`` are the providers that each session was to have.
    """

    def __init__(self, monkeypatch, *, error=None, is_loaded=True, factor=1.0):
        self.asked = []
        self._error, self._is_loaded, self._factor = error, is_loaded, factor
        listed = ["CUDAExecutionProvider", "CPUExecutionProvider"]
        monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: listed)
        monkeypatch.setattr(onnxruntime, "InferenceSession", self._session)
        monkeypatch.setattr(onnxruntime, "preload_dlls", lambda: sys.stdout.write("libcudnn.so is missing"))
        monkeypatch.setattr(onnxruntime, "set_default_logger_severity", lambda level: None)

    def _session(self, content, options, *, providers, enable_fallback):
        names = [each if isinstance(each, str) else each[0] for each in providers]
        self.asked.append(providers)
        if self._error and "CUDAExecutionProvider" in names:
            raise self._error
        session = Session(content, options, providers=["CPUExecutionProvider"], enable_fallback=enable_fallback)
        if self._is_loaded:
            session.get_providers = lambda: names
        run = session.run
        session.run = lambda *arguments: [self._factor * each for each in run(*arguments)]
        return session


@pytest.fixture
def network(tmp_path):
    return save(waveform_network(8), tmp_path / "network.onnx")


def test_choice_counts_more_than_the_environment(monkeypatch):
    assert devices.chosen() == AUTO
    monkeypatch.setenv(devices.VARIABLE, "cpu")
    assert devices.chosen() == CPU
    devices.choose("cuda:1")
    assert devices.chosen() == "cuda:1" and devices.kind_and_index("cuda:1") == (CUDA, 1)
    devices.choose(None)
    assert devices.chosen() == CPU


@pytest.mark.parametrize("name", ["tpu", "auto:1", "cuda:", "CPU", ""])
def test_unknown_device_is_refused(name):
    with pytest.raises(ValueError, match=f"device must be 'auto', 'cpu', 'cuda' or 'cuda:N', got '{name}'"):
        devices.choose(name)


def test_cuda_is_taken_where_it_computes(monkeypatch, network):
    cuda = FakeCuda(monkeypatch)
    assert OnnxNetwork(network, device=AUTO).runs_on == Place(CUDA, RUNTIME)
    assert OnnxNetwork(network, device="cuda").runs_on.device == CUDA
    (name, options), other = cuda.asked[-1]
    assert (name, other) == ("CUDAExecutionProvider", "CPUExecutionProvider")
    assert options["use_tf32"] == 0, "TF32 would change results beyond the tolerance"
    assert len(cuda.asked) == 3, "it is tried once in a process"


@pytest.mark.parametrize(
    "failing, reason, words",
    [
        ({"error": RuntimeError("CUDA failure 100:\n no device")}, "failed", "fails .*: CUDA failure 100: no device"),
        ({"is_loaded": False}, "not_loaded", "finds no CUDA or cuDNN of the version that it needs"),
        ({"factor": 2.0}, "failed", "fails on the graphics card: it computes wrong numbers"),
    ],
)
def test_cuda_that_fails_is_not_taken_and_the_place_says_why(monkeypatch, network, capfd, failing, reason, words):
    FakeCuda(monkeypatch, **failing)
    place = OnnxNetwork(network, device=AUTO).runs_on
    assert place.device == CPU and place.problem.reason == reason
    with pytest.raises(DeviceError, match=f"CUDA cannot be used: {RUNTIME} {words}"):
        OnnxNetwork(network, device=CUDA)
    assert capfd.readouterr() == ("", ""), "what the libraries print is no part of an answer"


def test_runtime_without_cuda_is_told(without_cuda, network):
    place = OnnxNetwork(network, device=AUTO).runs_on
    assert str(place) == f"cpu ({RUNTIME}); CUDA cannot be used: the installed {RUNTIME} is built without it"
    with pytest.raises(DeviceError, match="is built without it"):
        OnnxNetwork(network, device=CUDA)


def test_nobody_looks_for_cuda_where_the_processor_is_asked_for(monkeypatch, network):
    cuda = FakeCuda(monkeypatch, error=RuntimeError("nobody should ask"))
    assert OnnxNetwork(network, device=CPU).runs_on == OnnxNetwork(network).runs_on == Place(CPU, RUNTIME)
    assert cuda.asked == 2 * [["CPUExecutionProvider"]]


def test_encoder_runs_on_what_was_chosen(monkeypatch):
    FakeCuda(monkeypatch)
    assert SpeakerEncoder.load().runs_on.device == CUDA
    assert SpeakerEncoder.load(device=CPU).runs_on.device == CPU
    devices.choose(CPU)
    assert SpeakerEncoder.load().runs_on == Place(CPU, RUNTIME)


def test_foreign_networks_are_looked_at_on_the_processor(monkeypatch, network, tmp_path):
    """Their helper process would fail where CUDA is demanded and missing, if it asked for it."""
    monkeypatch.setenv(devices.VARIABLE, CUDA)
    assert import_model(network, tmp_path / "model", contract="waveform").dim == 8


@pytest.mark.device
@pytest.mark.parametrize("voice", ["Alba", "Dmitri"])
def test_embedding_on_a_graphics_card_equals_the_processors(voice):
    if problem := cuda_problem():
        pytest.skip(f"needs a graphics card: {problem}")
    sound = decode(SAMPLES / voice / "test-1.flac").waveform
    here, there = (SpeakerEncoder.load(DEFAULT_MODEL, device=device) for device in (CPU, CUDA))
    assert there.runs_on.device == CUDA
    for waveform in (sound, np.tile(sound, 3), sound[:8000]):
        np.testing.assert_allclose(there.embed(waveform), here.embed(waveform), atol=TOLERANCE)
