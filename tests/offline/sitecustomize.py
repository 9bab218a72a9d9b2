"""Keeps a Python process offline: whatever reaches for another machine fails, and is written down.

Python imports a module of this name when it starts, so every process that a test starts is kept offline, too, where
this folder is on its path.  What is written in C does not ask Python: ``tests/trust/test_system_calls.py`` watches the
system's own calls.
"""

import os
import sys

_AF_INET, _AF_INET6 = 2, (10, 23, 30)  # not from socket, which not every process needs
_ADDRESSED = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_RESOLVED = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
_HERE = {"", "localhost", "::1", "ip6-localhost", "0.0.0.0", "::"}


class ReachedOut(RuntimeError):
    """No OSError: what tries another way then must not hide it."""


def watch(event, arguments):
    host = None
    if event in _ADDRESSED and arguments[0].family in (_AF_INET, *_AF_INET6) and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    elif event in _RESOLVED:
        host = arguments[0]
    if host is not None and not _is_here(host):
        with open(os.environ["GLUONAR_REACHED_OUT"], "a", encoding="utf-8") as file:
            file.write(f"{event} {host} by {os.path.basename(sys.argv[0]) if hasattr(sys, 'argv') else 'python'}\n")
        raise ReachedOut(f"{event} to {host}: the program is to work without a network")


def _is_here(host):
    name = host.decode() if isinstance(host, (bytes, bytearray)) else host
    return name in _HERE or name.startswith(("127.", "::ffff:127."))


if "GLUONAR_REACHED_OUT" in os.environ:
    sys.addaudithook(watch)
