"""Asking helper processes: started when one is needed, kept for the next request, ended when anything is wrong."""

import atexit
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from gluonar_engine.sandbox import frames
from gluonar_engine.sandbox.limits import Limits

_ROOT = Path(__file__).resolve().parents[2]
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_POLL_S = 0.2  # how often ``on_wait`` is called
_END_S = 5.0  # from the end of its connection to that of a process
_MAX_IDLE = 4  # as many as the window's jobs
_CAN_SEND_FILES = hasattr(socket, "send_fds") and sys.platform != "win32"
_SIGNALS = {"SIGPROF": "time", "SIGALRM": "time", "SIGXCPU": "time", "SIGKILL": "memory"}  # the last: by the system


class Stopped(Exception):
    """A helper that gave no answer.

    ``reason`` is one of ``memory``, ``time`` (a limit was reached), ``crash`` (it ended, or answered nonsense) and
    ``start`` (no process could be started).
    """

    def __init__(self, reason, detail=""):
        super().__init__(f"{reason}: {detail}")
        self.reason = reason


@dataclass(frozen=True)
class Task:
    """A module whose ``answer`` is the work (see ``worker``), and the limits that it works under."""

    module: str
    limits: Limits


def ask(task, request, files, *, on_wait=lambda: None):
    """Have ``request`` answered by a helper process.

    Parameters
    ----------
    task : Task
    request : dict
        Goes as JSON.
    files : list of open binary files
        The only ones that the helper can read.
    on_wait : callable
        Called several times a second; when it raises, the helper is ended at once.  Not on Windows, where a process
        for each request is all there is.

    Yields
    ------
    bytes or dict
        Blocks of the answer as they come, and one dict at the end.  What a helper says may be wrong in any way: the
        caller checks it.

    Raises
    ------
    Stopped
        When there is no answer, or no more of it.
    ImportError
        Where a library is missing that the task needs.
    RuntimeError
        When the task's own code failed in a way that nobody foresaw.
    """
    parts = _ask_kept(task, request, files, on_wait) if _CAN_SEND_FILES else _ask_once(task, request, files)
    for part in parts:
        if isinstance(part, dict) and "stopped" in part:
            raise _failure(part["stopped"], part.get("detail"))
        yield part


def _failure(kind, detail):
    if kind == "memory":
        return Stopped("memory")
    return ImportError(detail) if kind == "import" else RuntimeError(f"the helper process failed: {detail}")


def make_ready(task):
    """Start a helper that waits for the first request, so that this one need not wait for it."""
    if _CAN_SEND_FILES:
        with contextlib.suppress(Stopped):  # whoever asks will be told
            _keep(_Helper(task))


class _Helper:
    """One process, one request at a time."""

    def __init__(self, task):
        self.task, self._n_answered, self._has_spoken = task, 0, False
        self._socket, theirs = socket.socketpair()
        command = _command(task, str(theirs.fileno()))
        try:
            with theirs:
                self._process = subprocess.Popen(
                    command,
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,  # out of reach of a Ctrl-C in the terminal
                    **_surroundings(),
                )
        except OSError as error:
            self._socket.close()
            raise Stopped("start", error) from error
        self._socket.settimeout(_POLL_S)

    @property
    def is_worn(self):
        return self._n_answered >= self.task.limits.n_requests

    @property
    def is_alive(self):
        return self._process.poll() is None

    def ask(self, request, files, on_wait):
        message = json.dumps({"request": request}).encode("ascii")
        try:
            socket.send_fds(self._socket, [message], [file.fileno() for file in files])
        except OSError as error:
            raise self._how_it_ended() from error
        wait = _Wait(self.task.limits, on_wait)
        try:
            while True:
                head = self._received(frames.HEAD_BYTES, wait)
                part = frames.opened(head, self._received(frames.frame_size(head), wait))
                wait.begin_again()
                yield part
                if isinstance(part, dict):
                    self._n_answered += 1
                    return
        except frames.FrameError as error:
            raise Stopped("crash", error) from error

    def end(self):
        """At once: one that waits has nothing to lose, and one that works is not waited for."""
        self._socket.close()
        self._process.kill()
        self._process.wait()

    def _received(self, n_bytes, wait):
        content = bytearray(n_bytes)
        rest = memoryview(content)
        while rest:
            try:
                n_read = self._socket.recv_into(rest)
            except TimeoutError:
                wait.check()
                continue
            except ConnectionError:
                n_read = 0
            if not n_read:
                raise self._how_it_ended()
            rest, self._has_spoken = rest[n_read:], True
        return bytes(content)

    def _how_it_ended(self):
        try:
            code = self._process.wait(_END_S)
        except subprocess.TimeoutExpired:
            return Stopped("crash", "its connection is closed")
        if code >= 0:
            return Stopped("crash" if self._has_spoken else "start", f"it ended with code {code}")
        name = signal.Signals(-code).name
        return Stopped(_SIGNALS.get(name, "crash"), name)


class _Wait:
    """Says when waiting for an answer has to end."""

    def __init__(self, limits, on_wait):
        self._limits, self._on_wait = limits, on_wait
        self._begin = self._last = time.monotonic()

    def begin_again(self):
        """Something came."""
        self._last = time.monotonic()
        self.check()

    def check(self):
        now = time.monotonic()
        if now - self._begin > self._limits.wall_s or now - self._last > self._limits.silence_s:
            raise Stopped("time")
        self._on_wait()


_idle, _changing = [], threading.Lock()


def _ask_kept(task, request, files, on_wait):
    helper = _idle_one(task) or _Helper(task)
    is_whole = False
    try:
        for part in helper.ask(request, files, on_wait):
            is_whole = isinstance(part, dict) and "stopped" not in part
            yield part
    finally:
        if is_whole:
            _keep(helper)
        else:
            helper.end()


def _idle_one(task):
    with _changing:
        dead = [helper for helper in _idle if not helper.is_alive]
        found = [helper for helper in _idle if helper.is_alive and helper.task == task][:1]
        _idle[:] = [helper for helper in _idle if helper not in (*dead, *found)]
    for helper in dead:
        helper.end()
    return found[0] if found else None


def _keep(helper):
    """For the next request; the one that has waited longest makes room."""
    with _changing:
        if not helper.is_worn:
            _idle.append(helper)
        surplus = [helper] if helper.is_worn else _idle[:-_MAX_IDLE]
        _idle[:] = _idle[-_MAX_IDLE:]
    for each in surplus:
        each.end()


@atexit.register
def end_all():
    """Every helper that waits."""
    with _changing:
        helpers = list(_idle)
        _idle.clear()
    for helper in helpers:
        helper.end()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_idle.clear)  # they are the parent's


def _ask_once(task, request, files):
    """A process for this request alone, which opens the files itself, and is over before anything is looked at."""
    message = json.dumps({"request": request, "paths": [os.path.abspath(file.name) for file in files]})
    try:
        ran = subprocess.run(
            _command(task),
            input=message.encode("ascii") + b"\n",
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=task.limits.wall_s,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            **_surroundings(),
        )
        parts = list(frames.split(ran.stdout))
    except subprocess.TimeoutExpired as error:
        raise Stopped("time") from error
    except OSError as error:
        raise Stopped("start", error) from error
    except frames.FrameError as error:
        raise Stopped("crash", error) from error
    if not parts or not isinstance(parts[-1], dict):
        raise Stopped("crash", f"code {ran.returncode}")
    yield from parts


def _command(task, *arguments):
    limits = json.dumps(asdict(task.limits))
    return [sys.executable, "-m", "gluonar_engine.sandbox.worker", task.module, limits, *arguments]


def _surroundings():
    return {"cwd": _ROOT, "env": {**os.environ, **_ONE_THREAD}}
