"""Sound files as the tests make them, and what damage and malice make of them."""

import struct
from functools import lru_cache
from pathlib import Path

import numpy as np

from gluonar_engine.data.audio import decode, resample
from gluonar_engine.data.audio import encode as encode_mono
from tests.engine.sound_files import FORMATS, encode, wav

_SAMPLE = Path(__file__).parents[2] / "assets" / "samples" / "Alba" / "enroll-1.flac"
_MARKS = (
    b"RIFF RF64 riff data fmt  LIST fLaC OggS ftyp moov mvhd trak mdia stsd stsz stts stsc stco mdat free esds ID3 "
    b"Xing Info FORM COMM SSND caff desc pakt .snd OpusHead vorbis"
).split() + [b"\x1aE\xdf\xa3", b"\x18S\x80g", b"\x16T\xaek", b"\x1fC\xb6u", b"\xa3", b"0&\xb2u"]
_SIZES = (0, 1, 2, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)


@lru_cache(maxsize=1)
def whole_files():
    """(suffix, bytes) of a second of speech in every container, with two channels, with pictures, and in AMR."""
    speech = resample(decode(_SAMPLE).waveform[16_000:32_000], 16_000, 48_000)
    both = np.stack([speech, speech])
    files = [(suffix, encode(suffix, both, 48_000)) for suffix in FORMATS]
    for suffix in ("m4a", "mka"):
        files.append((suffix, encode(suffix, both, 48_000, codec="aac", sample_format="fltp", video_s=0.5)))
    for suffix, container, codec, rate, bit_rate in (
        ("amr", "amr", "libopencore_amrnb", 8_000, None),
        ("wma", "asf", "wmav2", 16_000, 32_000),
    ):
        content = encode_mono(speech, container, codec, sample_rate=48_000, encoded_rate=rate, bit_rate=bit_rate)
        files.append((suffix, content))
    files.append(("wav", wav((speech * 32767).astype("<i2").tobytes(), sample_rate=48_000)))
    return tuple(files)


def mutated(rng):
    """(suffix, bytes) of a whole file after one to four of the changes below."""
    suffix, content = _any_of(rng, whole_files())
    content = bytearray(content)
    for _ in range(rng.integers(1, 5)):
        _any_of(rng, _CHANGES)(rng, content)
    return suffix, bytes(content)


def _any_of(rng, values):
    return values[rng.integers(len(values))]


def _place(rng, content):
    """Somewhere; every second time near the beginning, where the headers are."""
    return int(rng.integers(max(1, min(len(content), 400) if rng.random() < 0.5 else len(content))))


def _flip_bits(rng, content):
    for _ in range(rng.integers(1, 30)):
        if content:
            content[_place(rng, content)] ^= 1 << int(rng.integers(8))


def _overwrite(rng, content):
    start = _place(rng, content)
    noise = rng.bytes(int(rng.integers(1, 200)))
    content[start : start + len(noise)] = noise


def _truncate(rng, content):
    del content[_place(rng, content) :]


def _cut_out(rng, content):
    start = _place(rng, content)
    del content[start : start + int(rng.integers(1, 2_000))]


def _repeat(rng, content):
    start, length = _place(rng, content), int(rng.integers(1, 3_000))
    content[start:start] = bytes(content[start : start + length]) * int(rng.integers(1, 20))


def _blank(rng, content):
    start, length = _place(rng, content), int(rng.integers(1, 5_000))
    content[start : start + length] = bytes(len(content[start : start + length]))


def _append(rng, content):
    content += rng.bytes(int(rng.integers(1, 5_000)))


def _lie_about_size(rng, content):
    """A number of four or eight bytes before or after one of the marks that containers have."""
    places = [place for mark in _MARKS if (place := content.find(mark)) >= 0]
    if not places:
        return
    place = max(0, _any_of(rng, places) + int(_any_of(rng, (-8, -4, 4, 8, 12, 16))))
    form = _any_of(rng, ("<I", ">I", "<Q", ">Q"))
    number = struct.pack(form, int(_any_of(rng, _SIZES)))
    content[place : place + len(number)] = number


def _graft(rng, content):
    """The beginning of this file on the end of another."""
    _, other = _any_of(rng, whole_files())
    content[_place(rng, content) :] = other[int(rng.integers(len(other))) :]


_CHANGES = (
    _flip_bits, _overwrite, _truncate, _cut_out, _repeat, _blank, _append, _lie_about_size, _lie_about_size, _graft,
)  # fmt: skip
