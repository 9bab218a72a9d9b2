"""Nothing leaves the machine, as the system itself sees it: what is written in C is watched, too."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIMIT_S = 600.0
STRACE = ["strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg,openat", "-o"]
CALL = re.compile(r"sa_family=AF_INET6?, .*?inet_(?:addr|pton)\((?:AF_INET6?, )?\"([^\"]+)\"")
HERE = ("127.", "::1", "::ffff:127.")
SQLITE_TEMPORARY = "etilqs_"
USES = {
    "embed": "from app import cli; sys.exit(cli.main(['embed', 'assets/samples', '--out', f'{sys.argv[1]}.npz']))",
    "demo": "from app import cli; sys.exit(cli.main(['demo', '--out', sys.argv[1]]))",
    "window": """
from pathlib import Path
from types import SimpleNamespace
from PyQt5.QtCore import QTimer
from PyQt5.QtWidgets import QApplication
from app.application import build
app = QApplication([])
options = SimpleNamespace(data=None, theme="light", text_size=100, language=None, model=None)
program = build(app, Path(sys.argv[1]), options)
program.controllers.model.loaded.connect(lambda _: QTimer.singleShot(500, app.quit))
program.controllers.model.failed.connect(lambda _: app.exit(1))
program.window.show()
program.begin()
code = app.exec()
program.end()
import os
os._exit(code)
""",
}


def can_watch():
    """Some containers let no process look at another one."""
    if not shutil.which("strace"):
        return False
    return not subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, timeout=60).returncode


pytestmark = [
    pytest.mark.skipif(not can_watch(), reason="strace is not installed, or may not watch here"),
    pytest.mark.timeout(1200),
]


@pytest.mark.parametrize("use", USES)
def test_system_calls(use, tmp_path, tally, how_often):
    if use != "window" and not how_often(0, 1):
        pytest.skip("make trust does it")
    command = [*STRACE, tmp_path / "calls", sys.executable, "-c"]
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "GLUONAR_DATA": str(tmp_path)}
    done = subprocess.run(
        [*command, f"import sys\n{USES[use]}", tmp_path / "out"], cwd=ROOT, env=environment, capture_output=True,
        text=True, timeout=LIMIT_S,
    )  # fmt: skip
    if "Operation not permitted" in done.stderr and "ptrace" in done.stderr:
        pytest.skip("this system does not let a process be watched")
    assert done.returncode == 0, done.stderr
    calls = (tmp_path / "calls").read_text(encoding="utf-8", errors="replace")
    reached = [host for host in CALL.findall(calls) if not host.startswith(HERE)]
    tally.add("uses watched")
    tally.add("calls to another machine", len(reached))
    assert reached == []
    assert SQLITE_TEMPORARY not in calls


def test_watching_sees_a_call_to_another_machine(tmp_path):
    """Or the silence above would mean nothing.  A datagram socket sends nothing when it is connected."""
    code = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('192.0.2.1', 9))"
    outside = {name: value for name, value in os.environ.items() if name != "GLUONAR_REACHED_OUT"}
    command = [*STRACE, tmp_path / "calls", sys.executable, "-c", code]
    done = subprocess.run(command, env=outside, capture_output=True, text=True, timeout=LIMIT_S)
    if "Operation not permitted" in done.stderr and "ptrace" in done.stderr:
        pytest.skip("this system does not let a process be watched")
    assert CALL.findall((tmp_path / "calls").read_text()) == ["192.0.2.1"]
