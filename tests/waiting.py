"""Waiting for what another thread or process does, with an end to it."""

import threading
import time

TIMEOUT_S = 30.0  # a loaded machine may take its time


def wait_until(condition, timeout_s=TIMEOUT_S):
    """Until ``condition()`` is true; fails after ``timeout_s``."""
    deadline = time.monotonic() + timeout_s
    pause = threading.Event()
    while not condition():
        assert time.monotonic() < deadline, f"not so within {timeout_s:.0f} s"
        pause.wait(0.01)
