"""Starting the program where it cannot start."""

import logging
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from app.application import PrivateLog

MAIN = Path(__file__).parents[2] / "main.py"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")
@pytest.mark.parametrize("display", [None, ":987"])
def test_without_a_screen_one_sentence_and_no_crash(tmp_path, display):
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    if display:
        environment["DISPLAY"] = display
    done = subprocess.run(
        [sys.executable, MAIN, "--data", tmp_path],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        umask=0o022,
    )
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr == "There is no screen to open the window on. Use it from a desktop, or see --help.\n"
    assert "could not connect to display" in (tmp_path / "gluonar.log").read_text()
    assert stat.S_IMODE((tmp_path / "gluonar.log").stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_log_stays_private_when_it_is_begun_anew(tmp_path):
    log = PrivateLog(tmp_path / "gluonar.log", maxBytes=10, backupCount=1, encoding="utf-8", delay=True)
    for text in ("the first line", "the second line"):
        log.emit(logging.makeLogRecord({"msg": text}))
    log.close()
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {"gluonar.log": 0o600, "gluonar.log.1": 0o600}
