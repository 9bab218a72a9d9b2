"""What files say about their own length where FFmpeg does not tell, or guesses.  Reads headers, decodes nothing."""

import struct

_TAIL_BYTES = 1 << 17  # an Ogg page has 65,307 bytes at most
_MP3_FRAME_BYTES = 2881  # the largest frame: the count of frames is in the first
_UNKNOWN_SIZE = 0x7FFFF000  # from here on: what programs write that do not know the size yet; so is 0
_LEFTOVER_BYTES = 1024  # less than this after the last chunk is padding


def declared_fraction(file, container_name):
    """Declared length over present length of a WAV, Wave64 or CAF file; 1.0 where nothing is missing.

    FFmpeg takes the smaller of both without a word.  ``file`` is a binary file.
    """
    n_bytes = file.seek(0, 2)
    for name, size, start in _chunks(file, container_name):
        if name == b"data" and 0 < size < _UNKNOWN_SIZE and n_bytes > start:
            return max(size / (n_bytes - start), 1.0)
    return 1.0


def has_unclaimed_data(file, container_name):
    """True when a WAV, Wave64 or CAF file goes on after its data, and not with a chunk: its header is out of date."""
    n_bytes = file.seek(0, 2)
    end, has_data = 0, False
    for name, size, start in _chunks(file, container_name):
        if not name.isascii() or not 0 <= size <= n_bytes - start:
            break
        end, has_data = start + size, has_data or name == b"data"
        if name == b"data" and size == 0:
            return False  # FFmpeg takes all of it
    return has_data and n_bytes - end > _LEFTOVER_BYTES


def is_cut_ogg(file):
    """True when the last page of an Ogg file is incomplete, or is not marked as the last."""
    n_bytes = file.seek(0, 2)
    file.seek(max(0, n_bytes - _TAIL_BYTES))
    tail = file.read()
    start = tail.rfind(b"OggS")
    if start < 0 or len(tail) < start + 27:
        return True
    page = tail[start:]
    n_segments = page[26]
    complete = len(page) >= 27 + n_segments + sum(page[27 : 27 + n_segments])
    return not (complete and page[5] & 4)


def has_mp3_length(file):
    """True when an MP3 file counts its frames; else FFmpeg estimates the duration from the first bit rate."""
    file.seek(0)
    head = file.read(10)
    id3_bytes = 0
    if head[:3] == b"ID3" and len(head) == 10:
        id3_bytes = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True))
    file.seek(id3_bytes)
    frame = file.read(_MP3_FRAME_BYTES)
    return any(mark in frame for mark in (b"Xing", b"Info", b"VBRI"))


def _chunks(file, container_name):
    """(name, size, start) of each chunk, as far as one leads to the next."""
    reader = {"wav": _wav_chunks, "w64": _w64_chunks, "caf": _caf_chunks}[container_name]
    for name, size, start in reader(file):
        yield name, size, start
        if size < 0:
            return
        file.seek(start + size)


def _wav_chunks(file):
    file.seek(12)
    long_size = None  # RF64 has the true size of its data in a chunk of its own
    while len(head := file.read(8)) == 8:
        name, size = struct.unpack("<4sI", head)
        start = file.tell()
        if name == b"ds64":
            _, long_size = struct.unpack("<QQ", file.read(16).ljust(16, b"\0"))
        if name == b"data" and size == 0xFFFFFFFF:
            size = long_size or 0
        yield name, size + (name != b"data" and size % 2), start


def _w64_chunks(file):
    file.seek(40)
    while len(head := file.read(24)) == 24:
        size = struct.unpack("<Q", head[16:])[0] - 24
        name = head[:4]
        yield name, size if name == b"data" else -(-size // 8) * 8, file.tell()


def _caf_chunks(file):
    file.seek(8)
    while len(head := file.read(12)) == 12:
        name, size = struct.unpack(">4sq", head)
        yield name, size, file.tell()
