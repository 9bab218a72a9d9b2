"""Waiting for what another thread or process does, with an end to it."""

import threading
import time
from contextlib import contextmanager

TIMEOUT_S = 30.0  # a loaded machine may take its time


def wait_until(condition, timeout_s=TIMEOUT_S, *, every_s=0.01):
    """The first true answer of ``condition()``; fails after ``timeout_s``."""
    deadline = time.monotonic() + timeout_s
    pause = threading.Event()
    while not (answer := condition()):
        assert time.monotonic() < deadline, f"not so within {timeout_s:.0f} s"
        pause.wait(every_s)
    return answer


@contextmanager
def ended(process):
    """A ``subprocess.Popen`` that is over after the block, whatever happens inside: nobody waits for it for ever."""
    try:
        yield process
    finally:
        process.kill()
        process.wait(TIMEOUT_S)
        for pipe in filter(None, (process.stdin, process.stdout, process.stderr)):
            pipe.close()
