"""Sound files that come from anywhere, decoded in a helper process with limits; what it says is checked as well.

A helper is used for many files, since a process for each costs more than the decoding of a minute.  Least times for
4.5 s of FLAC (``python -m benchmarks.confined``): 1.9 ms in this process, 2.2 in a helper that waits, 118 in a new
one; 23 in one forked for the file.  A helper is replaced after ``LIMITS.n_requests`` files, and after each one at
which it failed or reached a limit.
"""

import math
import struct
from contextlib import closing

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data import audio
from gluonar_engine.data.decoding import DecodeError, decoded_blocks
from gluonar_engine.sandbox.helper import Stopped, Task, ask
from gluonar_engine.sandbox.helper import make_ready as _make_ready
from gluonar_engine.sandbox.limits import Limits

LIMITS = Limits(memory_bytes=512 << 20, n_requests=100)
TASK = Task(__name__, LIMITS)

_STOPPED = {
    "memory": "too_large",
    "time": "too_slow",
    "crash": "crashed",
    "start": "no_process",
}
_REASONS = (
    "missing", "folder", "unreadable", "empty", "not_audio", "no_sound_track", "unknown_codec", "no_samples",
    "damaged", "too_long", "too_large",
)  # fmt: skip
_MAX_DETAIL = 300
_DECLARED = struct.Struct("<d")  # the first block


def decode(path, sample_rate=SAMPLE_RATE, max_duration_s=3600.0, progress=lambda share: None):
    """``audio.decode`` in a process that can read this file alone, write none, and take no more than its part.

    Parameters
    ----------
    progress : callable
        As of ``audio.decode``; called several times a second, too, while nothing comes.  When it raises, the helper is
        ended at once.

    Raises
    ------
    DecodeError
        As ``audio.decode`` does, and for what the limits stopped: ``too_large``, ``too_slow``, ``crashed``,
        ``no_process``.
    """
    shares = [0.0]

    def told(share):
        shares[:] = [share]
        progress(share)

    request = {"sample_rate": sample_rate, "max_duration_s": max_duration_s}
    with audio.opened(path) as file:
        try:
            with closing(ask(TASK, request, [file], on_wait=lambda: progress(shares[0]))) as parts:
                return audio.assembled(_checked(parts, sample_rate, max_duration_s), told)
        except Stopped as error:
            raise DecodeError(_STOPPED[error.reason], error) from error


def make_ready():
    """Start a helper before it is needed; returns at once."""
    _make_ready(TASK)


def prepare():
    """In the helper: load all that decoding needs, and use it once."""
    silence = audio.encode_flac(np.zeros(SAMPLE_RATE // 10))
    audio.decode(silence)


def answer(request, files):
    """In the helper: how long the sound is said to be, its blocks, and the facts or the refusal."""
    try:
        for part in decoded_blocks(files[0], request["sample_rate"], request["max_duration_s"]):
            if isinstance(part, float):
                yield _DECLARED.pack(part)
            else:
                yield part if isinstance(part, dict) else part.astype("<i2").tobytes()
    except DecodeError as error:
        yield {"refused": error.reason, "detail": str(error)[:_MAX_DETAIL]}


def _checked(parts, sample_rate, max_duration_s):
    """The blocks and the facts, as far as they can be true; whatever they are, they are numbers of bounded size."""
    most = (max_duration_s + 1) * sample_rate
    n_samples, is_first = 0, True
    for part in parts:
        if isinstance(part, dict):
            facts = _checked_facts(part, sample_rate)
            if not n_samples:
                raise Stopped("crash", "facts about nothing")
            yield facts
        elif is_first:
            yield _checked_declaration(part)
        else:
            n_samples += len(part) // 2
            if not part or len(part) % 2 or n_samples > most:
                raise Stopped("crash", "blocks that are no sound")
            yield np.frombuffer(part, "<i2")
        is_first = False


def _checked_declaration(part):
    declared = _DECLARED.unpack(part)[0] if len(part) == _DECLARED.size else -1.0
    if not 0 <= declared < math.inf:
        raise Stopped("crash", "a length that cannot be")
    return declared


def _checked_facts(facts, sample_rate):
    if "refused" in facts:
        reason = facts["refused"]
        raise DecodeError(reason if reason in _REASONS else "damaged", str(facts.get("detail"))[:_MAX_DETAIL])
    try:
        kinds = {
            "source_rate": int,
            "channels": int,
            "clipped_fraction": float,
            "bad_packets": int,
            "missing_s": float,
        }
        checked = {name: kind(facts[name]) for name, kind in kinds.items()}
        codec = str(facts["codec"])
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise Stopped("crash", "facts that are none") from error
    if not all(0 <= value < math.inf for value in checked.values()) or not codec.isidentifier():
        raise Stopped("crash", "facts that cannot be")
    return {**checked, "codec": codec, "sample_rate": sample_rate}
