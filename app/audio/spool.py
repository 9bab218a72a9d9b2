"""Recordings on disk while they are being made, so that not even a kill loses what was said."""

import logging
import os
import struct
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.audio import pcm_to_waveform

try:
    import fcntl
except ImportError:  # Windows, where an open file cannot be renamed: that tells the same
    fcntl = None

_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
_SHORTEST_S = 0.1  # less than this is no recording to give back
_PATTERN = "recording-*.wav"

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
    """A 16-bit WAV that can be read back at any moment, whatever its header says by then.

    Written without a buffer of our own: what ``append`` got survives the death of this process.
    """

    def __init__(self, folder):
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path, descriptor = _create(folder)
        if fcntl:
            fcntl.flock(descriptor, fcntl.LOCK_EX)  # gone with this process, so nothing is left locked by a kill
        self._file = os.fdopen(descriptor, "wb", buffering=0)
        self._n_bytes = 0
        self._file.write(_header(0))

    def append(self, pcm):
        """Add int16 samples (n_samples,).  Raises ``OSError`` when the disk is full."""
        data = memoryview(pcm.astype("<i2").tobytes())
        while data:
            n_written = self._file.write(data)
            self._n_bytes += n_written
            data = data[n_written:]

    def close(self):
        """Put the true sizes into the header."""
        with self._file:
            self._file.seek(0)
            self._file.write(_header(self._n_bytes))


def recover(folder):
    """Recordings left behind by a program that was ended before they were stored, oldest first.

    Files that another running program is still writing are left alone.
    """
    found = []
    for path in sorted(Path(folder).glob(_PATTERN)):
        try:
            heard = None if _is_being_written(path) else _read(path)
        except OSError as error:
            _log.warning("the recording %s cannot be read: %s", path.name, error)
            continue
        if heard is not None and heard.duration_s < _SHORTEST_S:
            discard(path)
        elif heard is not None:
            found.append(heard)
    return found


def discard(spool_path):
    """Delete a recording's copy on disk; None or a missing file is fine."""
    if spool_path is not None:
        Path(spool_path).unlink(missing_ok=True)


def _create(folder):
    """A new private file.  Names sort by time."""
    started = f"{time.time_ns() / 1e9:.6f}"
    path = folder / _PATTERN.replace("*", started)
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return path, os.open(path, flags, 0o600)


def _header(n_bytes):
    riff_bytes = n_bytes + _HEADER.size - 8
    byte_rate, block, bits = 2 * SAMPLE_RATE, 2, 16
    chunk = (b"fmt ", 16, 1, 1, SAMPLE_RATE, byte_rate, block, bits)
    return _HEADER.pack(b"RIFF", riff_bytes, b"WAVE", *chunk, b"data", n_bytes)


def _read(path):
    """All samples in the file: its length counts, since a kill leaves the header's sizes at 0."""
    data = path.read_bytes()[_HEADER.size :]
    waveform = pcm_to_waveform(np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2"))
    ended = datetime.fromtimestamp(path.stat().st_mtime)
    return HeardAudio(waveform, f"Recovered recording of {ended:%Y-%m-%d %H:%M}", path)


def _is_being_written(path):
    if fcntl is None:
        try:
            path.rename(path)
        except PermissionError:
            return True
        return False
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
