"""Nothing leaves the machine: the guard that every test runs under, and what of the program could open a socket."""

import ast
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from gluonar_engine.data.audio import DecodeError, decode
from tests.offline.sitecustomize import ReachedOut

ROOT = Path(__file__).parents[1]
REACHES_OUT = {
    "aiohttp", "asyncio", "boto3", "dask", "distributed", "ftplib", "grpc", "http", "httpx", "imaplib", "nntplib",
    "paramiko", "poplib", "PyQt5.QtNetwork", "PyQt5.QtWebEngineWidgets", "PyQt5.QtWebSockets", "requests", "smtplib",
    "socket", "socketserver", "ssl", "telnetlib", "urllib", "urllib3", "webbrowser", "websocket", "websockets",
    "xmlrpc", "zmq",
}  # fmt: skip
ASKED_FOR = {  # by embed --scheduler, and by --kvstore of the training
    "app/services/archive/cluster.py": {"asyncio", "distributed"},
    "gluonar_engine/training/distributed.py": {"socket"},
    "gluonar_engine/training/watch.py": {"socket"},
}
PAIRED = {  # a pair of sockets inside this machine, without a name or an address
    "gluonar_engine/sandbox/helper.py": {"socket"},
    "gluonar_engine/sandbox/worker.py": {"socket"},
}
LOADERS = ("import_module", "__import__")
BY_NAME = ("kvstore.create", "kv.create", "openUrl", "QtNetwork", "urlopen", "create_connection", "download(")


def sources():
    files = [ROOT / "main.py", *(ROOT / "app").rglob("*.py"), *(ROOT / "gluonar_engine").rglob("*.py")]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in files}


def imported(source):
    """Every module that a source imports anywhere in it, each with the packages that it is in."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in LOADERS:
            names |= {argument.value for argument in node.args if isinstance(argument, ast.Constant)}
    return {".".join(name.split(".")[: n + 1]) for name in names for n in range(name.count(".") + 1)}


def test_only_what_is_asked_for_can_open_a_socket():
    found = {name: imported(source) & REACHES_OUT for name, source in sources().items()}
    assert {name: modules for name, modules in found.items() if modules} == {**ASKED_FOR, **PAIRED}


def test_nothing_else_reaches_out_by_another_name():
    own = "openUrl(QUrl.fromLocalFile("  # shows a file of the user's
    texts = {name: source.replace(own, "") for name, source in sources().items()}
    found = {name for name, source in texts.items() for words in BY_NAME if words in source}
    assert found <= {*ASKED_FOR, "gluonar_engine/training/team.py"}, "team.py: what --kvstore names"


def test_onnx_runtime_is_loaded_only_where_its_telemetry_is_off():
    """Whatever imports it lies in the package that turns it off when it is imported."""
    loaders = {name for name, source in sources().items() if "onnxruntime" in imported(source)}
    assert loaders and all(name.startswith("gluonar_engine/runtime/") for name in loaders)
    code = "import os, gluonar_engine.runtime; print(os.environ['ORT_DISABLE_TELEMETRY'])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout == "1\n"


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_guard_stops_and_writes_down_what_reaches_out(host, tmp_path):
    """In a process of its own, so that what is written down is not this test's fault."""
    family = "AF_INET6" if ":" in host else "AF_INET"
    code = f"import socket; socket.socket(socket.{family}, socket.SOCK_DGRAM).connect(({host!r}, 9))"
    environment = {**os.environ, "GLUONAR_REACHED_OUT": str(tmp_path / "attempts")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and ReachedOut.__name__ in done.stderr
    assert (tmp_path / "attempts").read_text().startswith(f"socket.connect {host} by ")


def test_guard_stops_the_resolving_of_names_in_this_process(monkeypatch, tmp_path):
    monkeypatch.setenv("GLUONAR_REACHED_OUT", str(tmp_path / "attempts"))
    with pytest.raises(RuntimeError, match="to example.org: the program is to work without a network"):
        socket.getaddrinfo("example.org", 80)
    assert (tmp_path / "attempts").read_text().startswith("socket.getaddrinfo example.org")


def test_guard_lets_this_machine_talk_to_itself():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), timeout=10):
        server.settimeout(10)
        server.accept()[0].close()


@pytest.fixture
def listener():
    """A place on this machine that nobody is to call."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest.mark.parametrize(
    "content",
    [
        "ffconcat version 1.0\nfile '{url}'\n",
        "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{url}\n#EXT-X-ENDLIST\n",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio {port} RTP/AVP 0\n",
    ],
    ids=["ffconcat", "m3u8", "sdp"],
)
@pytest.mark.parametrize("name", ["talk.wav", "talk.m3u8", "talk.mp4", "talk.sdp"])
def test_recording_that_names_an_address_calls_nobody(listener, tmp_path, content, name):
    port = listener.getsockname()[1]
    (tmp_path / name).write_text(content.format(url=f"http://127.0.0.1:{port}/a.wav", port=port))
    with pytest.raises(DecodeError):
        decode(tmp_path / name)
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_address_in_place_of_a_file_calls_nobody(listener):
    with pytest.raises((DecodeError, OSError)):
        decode(f"http://127.0.0.1:{listener.getsockname()[1]}/a.wav")
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_demo_of_everything_makes_no_socket_at_all(tmp_path):
    """Enroll, verify, identify, pictures: watched from the first import on."""
    code = """
import sys
made = []
sys.addaudithook(lambda event, arguments: event == "socket.__new__" and made.append(arguments[1:]))
from app import cli
code = cli.main(["demo", "--out", sys.argv[1]])
print("sockets", [each for each in made if each[0] in (2, 10)])
sys.exit(code)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "sockets []"
