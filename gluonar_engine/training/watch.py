"""Who is still there: every process of a distributed training holds a connection to one watch server.

MXNet's parameter server waits for ever, without an error, when one of its processes is gone.  Here a connection that
closes without a word, or says nothing for ``SILENCE_S``, is a loss, and ends them all.  The lines are plain text:
``alive PID NAME`` and ``bye`` from a process, ``alive`` from the server, ``lost SENTENCE`` from either.
"""

import contextlib
import os
import socket
import sys
import threading
import time
import traceback
from dataclasses import dataclass

SILENCE_S = 15
JOIN_S = 300  # to start all processes of one training
_LONGEST = 4096  # bytes of a line


def end(sentence):
    """End this process at once, also where another thread waits in C++."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
    os._exit(1)


@dataclass(frozen=True)
class Member:
    """A process as the watch server knows it."""

    name: str
    pid: int
    host: str

    def __str__(self):
        return f"{self.name} (process {self.pid} on {self.host})"


class WatchServer:
    """Hears ``n_members`` processes.

    Parameters
    ----------
    address : (str, int)
        Host and port to listen at; port 0 takes a free one, see ``address``.
    n_members : int
    on_loss : callable(Member or None, reason)
        Called once, in a thread of its own, at the first loss; with None when not all came within ``join_s``.

    Raises
    ------
    ValueError
        When it cannot listen there.
    """

    def __init__(self, address, n_members, on_loss, *, silence_s=SILENCE_S, join_s=JOIN_S):
        try:
            self._listener = socket.create_server(address)
        except OSError as error:
            raise ValueError(f"the watch server cannot listen at {address[0]}:{address[1]} ({error})") from error
        self.address = self._listener.getsockname()[:2]
        self._n_members, self._on_loss = n_members, on_loss
        self._silence_s, self._join_s = silence_s, join_s
        self.members = {}  # connection: Member, of all that ever came
        self._byes = threading.Semaphore(0)
        self._lock, self._is_lost = threading.Lock(), False
        for work in (self._accept, self._beat):
            threading.Thread(target=work, daemon=True).start()

    def tell(self, line):
        """Send a line to everyone."""
        for connection in list(self.members):
            _send(connection, line)

    def wait(self):
        """Until every process has said bye; a loss meanwhile is reported as ever."""
        for _ in range(self._n_members):
            self._byes.acquire()

    def _accept(self):
        while True:
            connection, (host, *_) = self._listener.accept()
            threading.Thread(target=self._follow, args=(connection, host), daemon=True).start()

    def _beat(self):
        limit = time.monotonic() + self._join_s
        while True:
            self.tell("alive")
            if len(self.members) < self._n_members and time.monotonic() > limit:
                self._lose(
                    None, f"only {len(self.members)} of {self._n_members} processes came within {self._join_s} s"
                )
            time.sleep(self._silence_s / 5)

    def _follow(self, connection, host):
        connection.settimeout(self._silence_s)
        reason = "was lost: its connection closed"
        try:
            for line in _lines(connection):
                word, _, rest = line.partition(" ")
                if word == "lost":
                    reason = f"gave up: {rest}"
                    break
                if word == "bye":
                    reason = None
                    self._byes.release()
                    break
                if word != "alive" or not self._admit(connection, host, rest):
                    break
        except TimeoutError:
            reason = f"was lost: silent for {self._silence_s:g} s"
        except OSError:  # closed, in other words
            pass
        if reason and connection in self.members:
            self._lose(self.members[connection], reason)
        connection.close()

    def _admit(self, connection, host, introduction):
        """Whether this connection is, or now becomes, one of the expected processes."""
        pid, _, name = introduction.partition(" ")
        if not pid.isdigit():
            return False
        with self._lock:
            if connection not in self.members and len(self.members) == self._n_members:
                _send(connection, f"lost This training has its {self._n_members} processes already.")
                return False
            self.members[connection] = Member(name, int(pid), host)
        return True

    def _lose(self, member, reason):
        with self._lock:
            is_first, self._is_lost = not self._is_lost, True
        if is_first:
            self._on_loss(member, reason)


class Watched:
    """The connection of this process; leaving the ``with`` block says bye, an error in it ends every process.

    Parameters
    ----------
    address : (str, int)
        Of the watch server; tried again for ``join_s``.
    name : str
        See ``rename``, for when more is known.
    on_loss : callable(sentence)

    Raises
    ------
    ValueError
        When no watch server answers.
    """

    def __init__(self, address, name, *, on_loss=end, silence_s=SILENCE_S, join_s=JOIN_S):
        self.name = name
        self._where = f"the watch server at {address[0]}:{address[1]}"
        self._on_loss, self._silence_s = on_loss, silence_s
        self._leaves = threading.Event()
        self._connection = self._connect(address, join_s)
        self._connection.settimeout(silence_s)
        for work in (self._beat, self._listen):
            threading.Thread(target=work, daemon=True).start()

    def _connect(self, address, join_s):
        limit = time.monotonic() + join_s
        while True:
            try:
                return socket.create_connection(address, timeout=self._silence_s)
            except OSError as error:
                if time.monotonic() > limit:
                    raise ValueError(
                        f"{self._where} did not answer for {join_s} s ({error}): start the scheduler, and see that "
                        "its machine can be reached"
                    ) from error
            time.sleep(0.2)

    def rename(self, name):
        """Say at once under which name this process is to be known from now on."""
        self.name = name
        self._say_alive()

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        self._leaves.set()
        if error is None:
            _send(self._connection, "bye")
            return
        reason = str(error) or kind.__name__
        if not isinstance(error, (ValueError, FloatingPointError, KeyboardInterrupt)):
            traceback.print_exception(error)
        _send(self._connection, f"lost {reason}")
        end(f"{reason[:1].upper()}{reason[1:]}.")  # a normal end would wait for the others

    def _beat(self):
        while True:
            self._say_alive()
            if self._leaves.wait(self._silence_s / 5):
                return

    def _say_alive(self):
        _send(self._connection, f"alive {os.getpid()} {self.name}")

    def _listen(self):
        sentence = f"{self._where} closed its connection."
        try:
            for line in _lines(self._connection):
                if line.startswith("lost "):
                    sentence = line.removeprefix("lost ")
                    break
        except TimeoutError:
            sentence = f"{self._where} was silent for {self._silence_s:g} s."
        except OSError:  # closed, in other words
            pass
        if not self._leaves.is_set():
            self._on_loss(f"{sentence[:1].upper()}{sentence[1:]}")


def _lines(connection):
    """The lines that come, without what does not print; ends where the other side does, or sends too long a one."""
    with connection.makefile("rb") as stream:
        while (line := stream.readline(_LONGEST)).endswith(b"\n"):
            yield "".join(letter for letter in line.decode(errors="replace") if letter.isprintable())


def _send(connection, line):
    """Send one line, cut where it is too long; that nobody is there is for the one who reads to find out."""
    with contextlib.suppress(OSError):
        connection.sendall(" ".join(line.split())[: _LONGEST // 4 - 1].encode() + b"\n")
