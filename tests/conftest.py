"""What every test shares: an offscreen Qt, one random generator, and the real speech where it is there."""

import gc
import os
import signal
import tempfile
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

# A shell's background job ignores Ctrl-C, and so would the programs that tests start and interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("GLUONAR_CONSENT", "Tests of this program")  # tests of consent itself take it away again

# Nothing leaves this machine: no test, and no process that one starts, may reach for another one.
_OFFLINE = Path(__file__).parent / "offline"
_REACHED_OUT = Path(tempfile.mkdtemp(prefix="offline-")) / "attempts"
os.environ["GLUONAR_REACHED_OUT"] = str(_REACHED_OUT)
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(_OFFLINE), os.environ.get("PYTHONPATH")]))

from gluonar_engine import devices  # noqa: E402
from tests.offline import sitecustomize  # noqa: E402, F401 it begins to watch as it is imported

SPEECH = Path(os.environ.get("GLUONAR_SPEECH", Path(__file__).parents[2] / "shared" / "data" / "speech"))

# Where MXNet has no build (Python 3.13, Windows, Apple silicon), the tests of training cannot even be imported.
WITHOUT_MXNET = find_spec("mxnet") is None
NEEDS_MXNET = ("gluonar_engine.backend", "gluonar_engine.training")


def pytest_report_header():
    return "MXNet is not installed: tests of networks and training are left out" if WITHOUT_MXNET else None


def pytest_ignore_collect(collection_path):
    if WITHOUT_MXNET and collection_path.suffix == ".py":
        source = collection_path.read_text(encoding="utf-8")
        return True if any(f"from {name}" in source for name in NEEDS_MXNET) else None
    return None


@pytest.fixture(autouse=True)
def offline():
    """Fails the test in which anything was asked of another machine, though the asking itself was prevented."""
    yield
    if _REACHED_OUT.exists():
        attempts = _REACHED_OUT.read_text(encoding="utf-8")
        _REACHED_OUT.unlink()
        pytest.fail(f"a test reached for another machine:\n{attempts}")


@pytest.fixture(autouse=True)
def collecting(request):
    """A test of the window collects cycles as the program does: on this thread, when Qt is not at work."""
    if "qapp" not in request.fixturenames:
        yield
        return
    gc.disable()
    yield
    gc.collect()
    gc.freeze()  # what is left are modules: the next pass need not go through them
    gc.enable()


@pytest.fixture(autouse=True)
def device():
    """What a test chose to compute on holds for that test alone."""
    yield
    devices.choose(None)


@pytest.fixture
def without_cuda(monkeypatch):
    """ONNX Runtime as it is without CUDA, whichever is installed."""
    import onnxruntime

    from gluonar_engine.runtime.providers import cuda_problem

    monkeypatch.delenv(devices.VARIABLE, raising=False)
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: ["CPUExecutionProvider"])
    cuda_problem.cache_clear()
    yield
    cuda_problem.cache_clear()


@pytest.fixture
def rng():
    return np.random.default_rng(440)


@pytest.fixture(scope="session")
def speech_dev():
    """The folder of development lists (real people's speech, not part of the project)."""
    folder = SPEECH / "dev"
    if not folder.is_dir():
        pytest.skip(f"no real speech at {folder}: set GLUONAR_SPEECH to a folder that has dev/")
    return folder


def pytest_collection_modifyitems(items):
    """Mark GUI tests by what they use, so nobody has to remember to."""
    for item in items:
        if "qapp" in item.fixturenames:
            item.add_marker("gui")
