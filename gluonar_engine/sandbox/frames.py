"""What a helper process sends to whoever asks it: blocks of bytes, then one JSON object.  Nothing is unpickled."""

import json
import struct

BLOCK, FACTS = b"B", b"F"
MAX_BYTES = 1 << 24  # of one frame; nobody who keeps to the rules comes near it
_HEAD = struct.Struct(">cI")
HEAD_BYTES = _HEAD.size


class FrameError(ValueError):
    """Bytes that no helper sends."""


def block_frame(block):
    return _HEAD.pack(BLOCK, len(block)) + block


def facts_frame(facts):
    content = json.dumps(facts).encode("ascii")
    return _HEAD.pack(FACTS, len(content)) + content


def frame_size(head):
    """The number of bytes that follow a head."""
    kind, n_bytes = _HEAD.unpack(head)
    if kind not in (BLOCK, FACTS) or n_bytes > MAX_BYTES:
        raise FrameError(f"a frame of kind {kind!r} with {n_bytes:,} bytes")
    return n_bytes


def opened(head, content):
    """The bytes of a block, or the dict of facts."""
    if head[:1] == BLOCK:
        return content
    try:
        facts = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise FrameError("facts that are not JSON") from error
    if not isinstance(facts, dict):
        raise FrameError(f"facts that are a {type(facts).__name__}")
    return facts


def split(content):
    """What each of many frames end to end holds; one that is cut short is left out."""
    view, start = memoryview(content), 0
    while len(view) - start >= HEAD_BYTES:
        head = bytes(view[start : start + HEAD_BYTES])
        end = start + HEAD_BYTES + frame_size(head)
        if end > len(view):
            return
        yield opened(head, bytes(view[start + HEAD_BYTES : end]))
        start = end
