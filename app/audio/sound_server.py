"""What a sound server (PulseAudio, or PipeWire in its place) knows of a recording and PortAudio does not tell.

It moves a recording to another microphone, or mutes one, without a word to who records.  Its own program `pactl` is
asked, a process with a limit, since the server may be frozen.  Where it is not installed, nothing is known.
"""

import os
import re
import subprocess
import threading
from dataclasses import dataclass

_EVERY_S = 0.5
_TIMEOUT_S = 2.0
_ENGLISH = {"LC_ALL": "C.UTF-8"}  # the server's words, but names as they are


@dataclass(frozen=True)
class Source:
    """A microphone; ``number`` is given once in the life of a server, ``name`` is the one that people see."""

    number: int
    name: str
    is_muted: bool


def has_no_source():
    """Whether there is a server without any microphone: PortAudio lists the server itself, and cannot open it."""
    return _listed("sources") == []


def source_in_use():
    """The ``Source`` that this process records from; None where that is not known."""
    ours = [stream for stream in _listed("source-outputs") or () if _is_ours(stream)]
    if not ours:
        return None
    stream = ours[-1]  # the newest: an older one may still hang
    number = int(_field(stream, "Source"))
    for source in _listed("sources") or ():
        if source.startswith(f"Source #{number}\n"):
            is_muted = "yes" in (_field(stream, "Mute"), _field(source, "Mute"))
            return Source(number, _field(source, "Description"), is_muted)
    return None


class SourceWatch:
    """Looks twice a second what becomes of the microphone that is recorded from.

    On a thread of its own: the one that saves what is heard must not wait for a server.
    """

    def __init__(self, on_swapped):
        """``on_swapped(before, now)`` is called with the names of the two microphones."""
        self.muted = ""  # the name of the microphone, while it is
        self.was_muted = False
        self._on_swapped = on_swapped
        self._is_over = threading.Event()

    def start(self):
        threading.Thread(target=self._watch, name="sound server", daemon=True).start()

    def end(self):
        """Without waiting."""
        self._is_over.set()

    def _watch(self):
        before = None
        while not self._is_over.is_set():
            now = source_in_use()
            if before and now and now.number != before.number:
                self._on_swapped(before.name, now.name)
            before = now or before
            self.muted = now.name if now and now.is_muted else ""
            self.was_muted |= bool(self.muted)
            self._is_over.wait(_EVERY_S)


def _is_ours(stream):
    return f'\t\tapplication.process.id = "{os.getpid()}"\n' in stream


def _field(text, name):
    found = re.search(rf"^\t{name}: (.*)$", text, re.MULTILINE)
    return found.group(1) if found else ""


def _listed(kind):
    """What the server says of each, as a list of texts; None where nobody answers."""
    try:
        told = subprocess.run(
            ["pactl", "list", kind],
            env=os.environ | _ENGLISH,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_TIMEOUT_S,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return re.split("^(?=Source )", told.stdout, flags=re.MULTILINE)[1:] if told.returncode == 0 else None
