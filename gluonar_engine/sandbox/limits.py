"""What a helper process may take of the machine: set by itself before it looks at anything from outside."""

import contextlib
import math
import os
import re
import signal
from dataclasses import dataclass

from gluonar_engine.sandbox.seccomp import forbid_all_but_computing

try:
    import resource
except ImportError:  # Windows
    resource = None

_SPARE_FILES = 4  # what may be open at once beside what is at the start: those that a request brings
_STATUS_BYTES = 1 << 14
_START_S = 60  # of processor time, for what was before the first request


@dataclass(frozen=True)
class Limits:
    """``memory_bytes`` beyond what an idle helper has; ``cpu_s`` and ``wall_s`` for one request, and ``silence_s`` for
    the time in which not even a part of the answer comes.  After ``n_requests`` the helper is replaced."""

    memory_bytes: int
    cpu_s: float = 300.0
    wall_s: float = 600.0
    silence_s: float = 120.0
    n_requests: int = 1


def confine(limits):
    """Give up, for ever, what work on a file does not need.

    Linux: memory, processor time, open files; no file can be opened, made or grown, no socket made, no process
    started (what exists can still be asked).  macOS, and a kernel built without seccomp: a file that breaks the
    decoder open could read what the user can read, and make sockets; macOS does not limit memory, either.  Windows:
    nothing is limited.
    The time that an answer takes is limited everywhere, by whoever asks.
    """
    if resource is None:
        return
    n_open = max(int(name) for name in os.listdir("/dev/fd")) + 1
    if used := _address_space():
        _limit("RLIMIT_AS", used + limits.memory_bytes)
    _limit("RLIMIT_CPU", math.ceil(limits.cpu_s) * limits.n_requests + _START_S)
    _limit("RLIMIT_NOFILE", n_open + _SPARE_FILES)
    _limit("RLIMIT_FSIZE", 0)
    _limit("RLIMIT_CORE", 0)  # what is in the memory is somebody's voice
    forbid_all_but_computing()


@contextlib.contextmanager
def timed(limits):
    """Around the work for one request: the process is ended by a signal when it takes too long, even an orphan."""
    if resource is None:
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, limits.cpu_s)
    signal.setitimer(signal.ITIMER_REAL, limits.wall_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.setitimer(signal.ITIMER_PROF, 0)


class PeakMemory:
    """The most memory that this process ever held; made before ``confine``, which lets no file be opened.

    What ``getrusage`` tells begins with the memory of whoever started the process.
    """

    def __init__(self):
        try:
            self._status = os.open("/proc/self/status", os.O_RDONLY)
        except OSError:  # not on Linux
            self._status = None

    @property
    def n_bytes(self):
        """0 where the system does not tell."""
        if self._status is None:
            return 0
        found = re.search(rb"VmHWM:\s+(\d+) kB", os.pread(self._status, _STATUS_BYTES, 0))
        return int(found[1]) * 1024 if found else 0


def _limit(name, value):
    with contextlib.suppress(ValueError, OSError):  # macOS knows some names and refuses the values
        resource.setrlimit(getattr(resource, name), (value, value + (name == "RLIMIT_CPU")))  # first told, then killed


def _address_space():
    """What this process has now, in bytes; 0 where the system does not tell, and would not limit it."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0
