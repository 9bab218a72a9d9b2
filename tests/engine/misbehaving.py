"""A task for helper processes that does what a broken or hostile file might bring one to."""

import ctypes
import os
import socket
import subprocess
import threading
import time


def prepare():
    pass


def answer(request, files):
    yield from {
        "attempt": _attempt,
        "count": _count,
        "say": lambda request, files: [bytes.fromhex(request["bytes"]), request["facts"]],
        "read": lambda request, files: [{"read": [file.read().decode() for file in files]}],
    }.get(request["do"], _fail)(request, files)


_n_requests = 0


def _count(request, files):
    global _n_requests
    _n_requests += 1
    yield {"n": _n_requests, "process": os.getpid()}


def _attempt(request, files):
    """What became of each forbidden thing, by its name."""
    path = request["path"]
    things = {
        "read a file": lambda: open(path).close(),
        "write a file": lambda: open(f"{path}.new", "w").close(),
        "write the file": lambda: os.write(files[0].fileno(), b"x"),
        "remove a file": lambda: os.unlink(path),
        "make a folder": lambda: os.mkdir(f"{path}.d"),
        "make a socket": lambda: socket.socket().close(),
        "start a program": lambda: subprocess.run(["true"], check=True),
        "copy itself": os.fork,
        "signal whoever started it": lambda: os.kill(os.getppid(), 0),
        "take memory": lambda: len(bytearray(1 << 30)),
    }
    yield {"outcomes": {name: _outcome(thing) for name, thing in things.items()}}


def _outcome(thing):
    try:
        thing()
    except (OSError, MemoryError) as error:
        return type(error).__name__
    return "done"


def _fail(request, files):
    yield b"some"
    {
        "spin": _spin,
        "sleep": lambda: time.sleep(600),
        "take memory": lambda: bytearray(1 << 40),
        "abort": os.abort,
        "read nowhere": lambda: ctypes.string_at(0),
        "end": lambda: os._exit(0),
        "end with a code": lambda: os._exit(3),
        "raise": lambda: {}["secret"],
        "threads": lambda: [threading.Thread(target=_spin).start() for _ in range(2)] and _spin(),
    }[request["do"]]()


def _spin():
    while True:
        pass
