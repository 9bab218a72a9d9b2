"""The microphone without hardware as a fixture: ``from tests.pulse import pulse  # noqa: F401``."""

import pytest

from tests.microphone import PulseMicrophone, missing_parts


@pytest.fixture
def pulse():
    """A fresh microphone of its own for each test, since some of them break it."""
    from app.audio import devices

    if missing_parts():
        pytest.skip(missing_parts())
    with PulseMicrophone() as microphone:
        devices.refresh()
        yield microphone
