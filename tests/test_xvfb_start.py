"""The start on a virtual screen: painted, at work, and with no library loaded that it does not need."""

from pathlib import Path

import pytest

from tests.test_xvfb import microphone, screen, start  # noqa: F401 fixtures


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="only Linux tells what a process has loaded")
def test_window_that_is_ready_to_record_has_not_loaded_opengl(screen, microphone, start):  # noqa: F811
    program = start()
    screen.keys("ctrl+r")
    screen.wait(lambda: screen.is_there("enroll.stage.live"))
    loaded = Path(f"/proc/{program.pid}/maps").read_text()
    assert "libQt5XcbQpa" in loaded
    assert "libGLX_" not in loaded and "libLLVM" not in loaded  # drivers, and what they compile shaders with
    screen.keys("ctrl+r")
    screen.wait(lambda: not screen.is_there("enroll.stage.live"))
