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


def test_crash_that_no_code_can_catch_is_told_at_the_next_start(tmp_path):
    """Killed by the signal that a fault in Qt or a driver brings; the next start reads what was written meanwhile."""
    path = tmp_path / "crash.log"
    crash = (
        "import os, signal, sys; from pathlib import Path; from app.application import keep_crashes\n"
        "print(repr(keep_crashes(Path(sys.argv[1]))), flush=True)\n"
        "os.kill(os.getpid(), signal.SIGSEGV)"
    )
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONFAULTHANDLER"}
    command = [sys.executable, "-c", crash, path]
    first, second = (
        subprocess.run(command, cwd=MAIN.parent, env=environment, capture_output=True, text=True, timeout=60)
        for _ in range(2)
    )
    assert first.stdout == "''\n" and first.returncode == second.returncode != 0
    assert "Segmentation fault" in second.stdout and "in <module>" in second.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_log_stays_private_when_it_is_begun_anew(tmp_path):
    log = PrivateLog(tmp_path / "gluonar.log", maxBytes=10, backupCount=1, encoding="utf-8", delay=True)
    for text in ("the first line", "the second line"):
        log.emit(logging.makeLogRecord({"msg": text}))
    log.close()
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {"gluonar.log": 0o600, "gluonar.log.1": 0o600}
