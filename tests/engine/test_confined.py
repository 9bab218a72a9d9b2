"""Decoding in a helper process gives what decoding gives, and what the helper says is not believed blindly."""

import os
import struct
from dataclasses import replace

import numpy as np
import pytest
from sound_files import FORMATS, encode, wav

from gluonar_engine.data import audio, confined
from gluonar_engine.data.audio import DecodeError, encode_flac
from gluonar_engine.sandbox import helper
from gluonar_engine.sandbox.helper import Stopped, end_all


@pytest.fixture
def noise(rng):
    """Half a second at 48 kHz, two channels."""
    return (0.1 * rng.standard_normal((2, 24_000))).astype(np.float32)


def written(path, content):
    path.write_bytes(content)
    return path


def reason_of(path, **options):
    with pytest.raises(DecodeError) as caught:
        confined.decode(path, **options)
    return caught.value.reason


@pytest.fixture(params=["kept", "once"])
def way(request, monkeypatch):
    monkeypatch.setattr(helper, "_CAN_SEND_FILES", request.param == "kept")


def assert_same(path):
    expected, found = audio.decode(path), confined.decode(path)
    np.testing.assert_array_equal(found.waveform, expected.waveform)
    assert replace(found, pcm=None) == replace(expected, pcm=None)


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_gives_the_same(suffix, noise, tmp_path):
    assert_same(written(tmp_path / f"a.{suffix}", encode(suffix, noise, 48_000)))


def test_other_way_gives_the_same(noise, tmp_path, way):
    assert_same(written(tmp_path / "a.opus", encode("opus", noise, 48_000)))


def test_damage_is_told_the_same(noise, tmp_path):
    content = encode("mp3", noise, 48_000)
    assert_same(written(tmp_path / "a.mp3", content[: len(content) // 2]))


def test_refusals_are_the_same(tmp_path, way):
    files = {
        "empty": b"",
        "not_audio": b"This is no sound.\n" * 500,
        "no_samples": wav(b""),
        "unknown_codec": wav(bytes(32_000), codec=0x1234),
        "damaged": wav(np.full(16_000, np.nan, "<f4").tobytes(), codec=3, bits=32),
        "no_sound_track": encode("mka", None, 48_000, video_s=1.0),
    }
    for reason, content in files.items():
        assert reason_of(written(tmp_path / reason, content)) == reason
    assert reason_of(tmp_path / "nowhere") == "missing"
    assert reason_of(tmp_path) == "folder"
    assert reason_of(written(tmp_path / "long", wav(bytes(64_000))), max_duration_s=1.0) == "too_long"


@pytest.mark.skipif(not os.path.exists("/dev/stdin"), reason="no such name here")
def test_file_under_another_name_is_the_callers_own(tmp_path):
    with open(written(tmp_path / "a.flac", encode_flac(np.zeros(8_000)))) as file:
        assert len(confined.decode(f"/dev/fd/{file.fileno()}").waveform) == 8_000


def test_progress_is_that_of_decoding_and_may_end_the_work(tmp_path):
    path, shares, expected = written(tmp_path / "a.flac", encode_flac(np.zeros(320_000))), [], []
    confined.decode(path, progress=shares.append)
    audio.decode(path, progress=expected.append)
    assert [share for share in dict.fromkeys(shares) if share] == expected

    def give_up(share):
        raise LookupError(share)

    with pytest.raises(LookupError):
        confined.decode(path, progress=give_up)


def test_long_recording_takes_little_memory_in_the_helper(tmp_path, monkeypatch):
    """Ten minutes are 38 MB as float samples, of which the helper never has more than a block."""
    peaks = []
    facts_of = confined._checked_facts
    monkeypatch.setattr(
        confined, "_checked_facts", lambda facts, rate: peaks.append(facts["peak_bytes"]) or facts_of(facts, rate)
    )
    end_all()
    confined.decode(written(tmp_path / "short.flac", encode_flac(np.zeros(16_000))))
    confined.decode(written(tmp_path / "long.flac", encode_flac(np.zeros(9_600_000))))
    assert peaks[1] - peaks[0] < 10_000_000


@pytest.mark.parametrize(
    ("stopped", "reason"),
    [
        ("memory", "too_large"),
        ("time", "too_slow"),
        ("crash", "crashed"),
        ("start", "no_process"),
    ],
)
def test_what_the_limits_stop_is_told(stopped, reason, tmp_path, monkeypatch):
    def refuse(*args, **kwargs):
        yield NONE
        raise Stopped(stopped)

    monkeypatch.setattr(confined, "ask", refuse)
    assert reason_of(written(tmp_path / "a.wav", wav(bytes(320)))) == reason


NONE = struct.pack("<d", 0.0)  # declared
FACTS = {"source_rate": 8000, "channels": 1, "clipped_fraction": 0.0, "bad_packets": 0, "missing_s": 0.0, "codec": "x"}


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ([b"long"], "crashed"),
        ([struct.pack("<d", float("nan"))], "crashed"),
        ([struct.pack("<d", -1.0)], "crashed"),
        ([NONE, b"\0"], "crashed"),
        ([NONE, b""], "crashed"),
        ([FACTS], "crashed"),
        ([NONE, b"\0\0" * 40_000], "crashed"),
        ([NONE, b"\0\0", {}], "crashed"),
        ([NONE, b"\0\0", {**FACTS, "missing_s": "nan"}], "crashed"),
        ([NONE, b"\0\0", {**FACTS, "channels": -1}], "crashed"),
        ([NONE, b"\0\0", {**FACTS, "channels": []}], "crashed"),
        ([NONE, b"\0\0", {**FACTS, "codec": "\x1b[31m"}], "crashed"),
        ([{"refused": "no reason of ours", "detail": None}], "damaged"),
        ([{"refused": ["missing"]}], "damaged"),
    ],
)
def test_helper_is_not_believed_blindly(parts, reason, tmp_path, monkeypatch):
    monkeypatch.setattr(confined, "ask", lambda *args, **kwargs: (part for part in parts))
    assert reason_of(written(tmp_path / "a.wav", wav(bytes(320))), max_duration_s=1.0) == reason
