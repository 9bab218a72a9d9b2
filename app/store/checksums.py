"""Checksums of what is stored of voices: a spot of the disk that went bad is told, and not taken for a voice.

SQLite finds damage in its own structure, not within a long value.
"""

import zlib

from app.errors import DamagedVoice


def checksum(blob: bytes) -> int:
    return zlib.crc32(blob)


def intact(blob: bytes, expected: int | None) -> bytes:
    """The blob as it was stored; ``DamagedVoice`` for another one.  Nothing is ``expected`` where none was noted."""
    if expected is not None and checksum(blob) != expected:
        raise DamagedVoice
    return blob
