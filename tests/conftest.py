"""What every test shares: an offscreen Qt, one random generator, and the real speech where it is there."""

import os
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("GLUONAR_CONSENT", "Tests of this program")  # tests of consent itself take it away again

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
