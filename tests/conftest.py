"""What every test shares: an offscreen Qt, one random generator, and the real speech where it is there."""

import os
from pathlib import Path

import numpy as np
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SPEECH = Path(os.environ.get("GLUONAR_SPEECH", Path(__file__).parents[2] / "shared" / "data" / "speech"))


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
