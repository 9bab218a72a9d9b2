"""What the model computes on, chosen on the Settings page on a virtual screen: loaded anew at once, and remembered."""

import re

from app import settings
from app.services.preferences import read_preferences
from gluonar_engine import devices
from tests.test_xvfb import screen  # noqa: F401 a fixture
from tests.test_xvfb_settings import home, in_front  # noqa: F401 the first is a fixture
from tests.waiting import wait_until


def loads(home):  # noqa: F811
    """Where the model was loaded to run, each time, by the program's log."""
    path = settings.log_path(home)
    return re.findall(r"loaded, runs on (.*)", path.read_text(encoding="utf-8")) if path.exists() else []


def test_model_is_loaded_anew_on_what_is_chosen(screen, home, monkeypatch):  # noqa: F811
    monkeypatch.delenv(devices.VARIABLE, raising=False)
    program = screen.start("main.py")
    in_front(screen)
    wait_until(lambda: len(loads(home)) == 1)
    screen.keys("ctrl+comma")
    screen.wait_until_still()
    screen.save("device-1-automatic")
    screen.click(990, 730)
    screen.wait_until_still()
    screen.keys("Home", "Down", "Return")
    wait_until(lambda: len(loads(home)) == 2)
    assert re.fullmatch(r"cpu \(ONNX Runtime [0-9.]+\)", loads(home)[1]), "nobody looked for CUDA"
    wait_until(lambda: read_preferences(home).device == "cpu")
    screen.save("device-2-processor")
    screen.keys("ctrl+q")
    assert program.wait(20) == 0
