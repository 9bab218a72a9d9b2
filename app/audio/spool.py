"""Recordings on disk while they are being made, so that not even a kill loses what was said.

Beside a protected gallery they are sealed with its key, piece by piece.
"""

import logging
import os
import struct
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from app.said import said
from app.secrecy import SealBroken
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.audio import pcm_to_waveform

try:
    import fcntl
except ImportError:  # Windows, where an open file cannot be renamed: that tells the same, but only while it is written
    fcntl = None

_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
_SHORTEST_S = 0.1  # less than this is no recording to give back
_PLAIN, _SEALED = "recording-*.wav", "recording-*.sealed"
_LENGTH = struct.Struct("<I")  # of the sealed piece that follows
_TakenElsewhere = BlockingIOError if fcntl else PermissionError

_held = {}  # the descriptors whose locks say that this process has the recording, by path
_log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class HeardAudio:
    """A finished recording: mono float32 at 16 kHz on the 16-bit grid, and where it came from.

    ``spool_path`` is its copy on disk (None if the disk refused it): ``discard`` it when the recording is stored or
    not wanted.  ``warnings`` are whole sentences.
    """

    waveform: np.ndarray
    source: str
    spool_path: Path | None
    warnings: tuple[str, ...] = ()

    @property
    def duration_s(self):
        return len(self.waveform) / SAMPLE_RATE


class SpoolFile:
    """A 16-bit WAV that can be read back at any moment, whatever its header says by then; or its sealed pieces.

    Written without a buffer of our own: what ``append`` got survives the death of this process.  Until it is
    ``discard``ed or this process ends, no other one recovers it.
    """

    def __init__(self, folder, key=None):
        """``key``: of the gallery, when that is protected."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._key = key
        self.path, descriptor = _create(folder, _SEALED if key else _PLAIN)
        self._file = os.fdopen(descriptor, "wb", buffering=0)
        if fcntl:
            _hold(self.path)
        self._n_bytes = self._n_pieces = 0
        if not key:
            self._file.write(_header(0))

    def append(self, pcm):
        """Add int16 samples (n_samples,).  Raises ``OSError`` when the disk is full."""
        data = pcm.astype("<i2").tobytes()
        if self._key:
            piece = self._key.seal(data, self._n_pieces)
            data = _LENGTH.pack(len(piece)) + piece
            self._n_pieces += 1
        data = memoryview(data)
        while data:
            n_written = self._file.write(data)
            self._n_bytes += n_written
            data = data[n_written:]

    def close(self):
        """Put the true sizes into the header."""
        with self._file:
            if not self._key:
                self._file.seek(0)
                self._file.write(_header(self._n_bytes))


def is_left(folder):
    """Whether a recording is there that is neither stored nor discarded."""
    return any(_left(folder))


def recover(folder, key=None):
    """Recordings left behind by a program that was ended before they were stored, oldest first.

    What another running program has, still being written or finished, is left alone; so is what another key has
    sealed.
    """
    found = []
    for path in _left(folder):
        try:
            _hold(path)
            heard = _read(path, key)
        except _TakenElsewhere:
            continue
        except (OSError, SealBroken) as error:
            _log.warning("the recording %s cannot be read: %r", path.name, error)
            continue
        if heard.duration_s < _SHORTEST_S:
            discard(path)
        else:
            found.append(heard)
    return found


def discard(spool_path):
    """Delete a recording's copy on disk; None or a missing file is fine."""
    if spool_path is None:
        return
    path = Path(spool_path)
    path.unlink(missing_ok=True)
    if path in _held:
        os.close(_held.pop(path))


def release():
    """This process keeps none of its recordings any more: the next one, or this one anew, may recover them."""
    while _held:
        os.close(_held.popitem()[1])


def _left(folder):
    return sorted([*Path(folder).glob(_PLAIN), *Path(folder).glob(_SEALED)])


def _create(folder, pattern):
    """A new private file.  Names sort by time."""
    started = f"{time.time_ns() / 1e9:.6f}"
    path = folder / pattern.replace("*", started)
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return path, os.open(path, flags, 0o600)


def _header(n_bytes):
    riff_bytes = n_bytes + _HEADER.size - 8
    byte_rate, block, bits = 2 * SAMPLE_RATE, 2, 16
    chunk = (b"fmt ", 16, 1, 1, SAMPLE_RATE, byte_rate, block, bits)
    return _HEADER.pack(b"RIFF", riff_bytes, b"WAVE", *chunk, b"data", n_bytes)


def _read(path, key):
    """All samples in the file: its length counts, since a kill leaves the header's sizes at 0."""
    content = path.read_bytes()
    data = b"".join(_unsealed(content, key)) if path.suffix == Path(_SEALED).suffix else content[_HEADER.size :]
    waveform = pcm_to_waveform(np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2"))
    ended = datetime.fromtimestamp(path.stat().st_mtime)
    return HeardAudio(waveform, said("Recovered recording of {time:%Y-%m-%d %H:%M}", time=ended), path)


def _unsealed(content, key):
    """Each whole piece; a kill may have cut off the last one.  Raises ``SealBroken``, as without a key."""
    if key is None:
        raise SealBroken
    start = place = 0
    while (begin := start + _LENGTH.size) <= len(content):
        end = begin + _LENGTH.unpack_from(content, start)[0]
        if end > len(content):
            return
        yield key.unseal(content[begin:end], place)
        start, place = end, place + 1


def _hold(path):
    """Lock a recording for as long as this process has it; raises ``_TakenElsewhere``.  A kill leaves no lock."""
    if fcntl is None:
        path.rename(path)
        return
    descriptor = os.open(path, os.O_RDWR)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    _held[path] = descriptor
