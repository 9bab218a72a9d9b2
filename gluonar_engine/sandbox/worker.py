"""A helper process: loads what its task needs, gives up all rights but computing, and answers requests.

Started as ``python -m gluonar_engine.sandbox.worker TASK LIMITS [SOCKET]``.  A task is a module with ``prepare()``,
which loads whatever the work needs, and ``answer(request, files)``, which yields blocks of bytes and then one dict.
Through the socket come requests with the files already open; without one, where no file can be sent to another
process, a single request comes on stdin and names its files.
"""

import contextlib
import importlib
import json
import os
import signal
import socket
import sys
import traceback

from gluonar_engine.sandbox.frames import block_frame, facts_frame
from gluonar_engine.sandbox.limits import Limits, PeakMemory, confine, timed

MAX_REQUEST_BYTES = 1 << 16
MAX_FILES = 3
_MAX_DETAIL = 4_000  # letters of a traceback


def main(task, limits, socket_number=None):
    task, limits = importlib.import_module(task), Limits(**json.loads(limits))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever asks
    if socket_number is None:
        _serve_once(task, limits)
    else:
        with socket.socket(fileno=int(socket_number)) as connection, contextlib.suppress(BrokenPipeError):
            _serve(task, limits, connection)


def _serve(task, limits, connection):
    lacking, peak = _prepared(task), PeakMemory()
    confine(limits)
    while True:
        message, numbers, _, _ = socket.recv_fds(connection, MAX_REQUEST_BYTES, MAX_FILES)
        if not message:  # nobody is there any more
            return
        with contextlib.ExitStack() as stack:
            files = [stack.enter_context(os.fdopen(number, "rb")) for number in numbers]
            for frame in lacking or _frames(task, limits, peak, message, files):
                connection.sendall(frame)


def _serve_once(task, limits):
    message = sys.stdin.buffer.readline(MAX_REQUEST_BYTES)
    lacking, peak = _prepared(task), PeakMemory()
    with contextlib.ExitStack() as stack:
        files = [stack.enter_context(open(path, "rb")) for path in json.loads(message)["paths"]]
        confine(limits)
        for frame in lacking or _frames(task, limits, peak, message, files):
            sys.stdout.buffer.write(frame)


def _prepared(task):
    """Nothing, or the answer to any request where a library is missing."""
    try:
        task.prepare()
    except ImportError as error:
        return [facts_frame({"stopped": "import", "detail": str(error)})]
    return []


def _frames(task, limits, peak, message, files):
    """The answer to one request, in frames; a failure of the task's own code is the last of them."""
    try:
        with timed(limits):
            for part in task.answer(json.loads(message)["request"], files):
                is_last = isinstance(part, dict)
                yield facts_frame({**part, "peak_bytes": peak.n_bytes}) if is_last else block_frame(part)
    except MemoryError:
        yield facts_frame({"stopped": "memory"})
    except Exception:  # noqa: BLE001  the process boundary: whoever asked is told
        yield facts_frame({"stopped": "bug", "detail": traceback.format_exc()[-_MAX_DETAIL:]})


if __name__ == "__main__":
    main(*sys.argv[1:])
