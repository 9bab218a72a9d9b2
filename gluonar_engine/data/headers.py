"""What files say about their own length where FFmpeg does not tell, or guesses.  Reads headers, decodes nothing."""

import struct

_TAIL_BYTES = 1 << 17  # an Ogg page has 65,307 bytes at most
_MP3_FRAME_BYTES = 2881  # the largest frame: the count of frames is in the first
_UNKNOWN_SIZES = (0, 0x7FFFFFFF, 0x7FFFFFFFFFFFFFFF)  # what programs write that do not know the size yet


def declared_fraction(file, container_name):
    """Declared length over present length of a WAV, Wave64 or CAF file; 1.0 where nothing is missing.

    FFmpeg takes the smaller of both without a word.  ``file`` is a binary file.
    """
    declared, present = _data_sizes(file, container_name)
    return declared / present if declared > present > 0 else 1.0


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


def _data_sizes(file, container_name):
    """(declared, present) bytes of the sound data; (0, 0) where nothing is declared."""
    n_bytes = file.seek(0, 2)
    file.seek(0)
    chunks = {"wav": _wav_chunks, "w64": _w64_chunks, "caf": _caf_chunks}[container_name]
    for name, size, start in chunks(file):
        if name == b"data":
            unknown = size in _UNKNOWN_SIZES or size < 0
            return (0, 0) if unknown else (size, max(n_bytes - start, 0))
        if not 0 <= size <= n_bytes - start:
            break
        file.seek(start + size)
    return 0, 0


def _wav_chunks(file):
    """(name, size, start) of each chunk; the caller has moved to its end before it asks for the next."""
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
