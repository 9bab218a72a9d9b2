"""Decoding: every format gives the same signal, and no bad file gives anything but a ``DecodeError``."""

import io
import os
import struct
import subprocess
import sys
import threading
from pathlib import Path

import matplotlib.image
import numpy as np
import pytest
from sound_files import encode, wav

from gluonar_engine.data import audio, decoding
from gluonar_engine.data.audio import DecodeError, StreamResampler, decode, encode_flac, quantize, resample
from tests.waiting import TIMEOUT_S


@pytest.fixture
def noise(rng):
    """Three seconds at 48 kHz below 3 kHz, which every codec keeps; its level changes all the time."""
    spectrum = np.fft.rfft(rng.standard_normal(144_000))
    spectrum[9_000:] = 0.0
    waveform = np.fft.irfft(spectrum) * (1.2 + np.sin(np.arange(144_000) / 3_000))
    return (0.3 * waveform / np.abs(waveform).max()).astype(np.float32)


@pytest.fixture
def pcm(rng):
    """One second of 16-bit samples at 16 kHz, well below full scale."""
    return (3_000 * rng.standard_normal(16_000)).clip(-30_000, 30_000).astype("<i2")


def reason_of(source, **options):
    with pytest.raises(DecodeError) as caught:
        decode(source, **options)
    return caught.value.reason


def written(path, content):
    path.write_bytes(content)
    return path


# What good files give


@pytest.mark.parametrize(
    "suffix, least_correlation",
    [
        ("wav", 0.9999),
        ("flac", 0.9999),
        ("mp3", 0.99),
        ("m4a", 0.97),
        ("ogg", 0.97),
        ("opus", 0.97),
        ("mka", 0.97),
        ("aiff", 0.9999),
        ("au", 0.9999),
        ("caf", 0.9999),
        ("w64", 0.9999),
        ("alac", 0.9999),
    ],
)
@pytest.mark.parametrize("n_channels", [1, 2])
def test_every_format_gives_the_signal_at_its_place_length_and_level(
    suffix, least_correlation, n_channels, noise, tmp_path
):
    if suffix == "ogg" and n_channels == 1:
        pytest.skip("FFmpeg's own Vorbis encoder writes stereo only")
    content = encode(suffix, np.stack([noise] * n_channels), 48_000)
    decoded = decode(written(tmp_path / f"a.{suffix}", content))
    expected = resample(noise, 48_000)
    assert decoded.duration_s == pytest.approx(3.0, abs=0.03)  # AAC fills its last frame
    heard = decoded.waveform[: len(expected)]
    assert np.corrcoef(heard, expected[: len(heard)])[0, 1] > least_correlation
    assert np.std(heard) == pytest.approx(np.std(expected), rel=0.06)  # LAME takes 5 % off stereo
    assert (decoded.sample_rate, decoded.source_rate, decoded.channels) == (16_000, 48_000, n_channels)
    assert not decoded.is_damaged
    assert decoded.clipped_fraction == 0.0
    np.testing.assert_array_equal(decoded.waveform, decode(content).waveform)


@pytest.mark.parametrize("suffix, codec", [("m4a", "aac"), ("mka", "libopus"), ("mka", "aac")])
def test_sound_of_a_video_is_found_and_a_longer_picture_is_no_damage(suffix, codec, noise):
    sample_format = "flt" if codec == "libopus" else "fltp"
    content = encode(suffix, noise[None], 48_000, codec=codec, sample_format=sample_format, video_s=5.0)
    decoded = decode(content)
    assert decoded.duration_s == pytest.approx(3.0, abs=0.03)
    assert not decoded.is_damaged
    expected = resample(noise, 48_000)
    heard = decoded.waveform[: len(expected)]
    assert np.corrcoef(heard, expected[: len(heard)])[0, 1] > 0.97


@pytest.mark.parametrize(
    "codec, sample_format, step",
    [
        ("pcm_u8", "u8", 1 / 128),
        ("pcm_s16le", "s16", 1 / 32768),
        ("pcm_s24le", "s32", 1 / 32768),
        ("pcm_s32le", "s32", 1 / 32768),
        ("pcm_f32le", "flt", 1 / 32768),
        ("pcm_f64le", "dbl", 1 / 32768),
    ],
)
def test_scale_is_the_same_for_every_sample_format(codec, sample_format, step, noise):
    samples = noise[:16_000]
    decoded = decode(encode("wav", samples[None], 16_000, codec=codec, sample_format=sample_format))
    np.testing.assert_allclose(decoded.waveform, samples, atol=1.01 * step)


def test_16_bit_samples_come_back_bit_for_bit(pcm):
    np.testing.assert_array_equal(decode(wav(pcm.tobytes())).waveform * 32768, pcm)


def test_progress_is_the_share_of_what_is_declared_and_may_end_the_work(noise):
    shares, sound = [], encode("wav", np.tile(noise[:16_000], 10)[None], 16_000)
    decode(sound, progress=shares.append)
    assert shares == sorted(shares) and shares[0] < 0.3 and shares[-1] > 0.8

    def give_up(share):
        raise LookupError(share)

    with pytest.raises(LookupError):
        decode(sound, progress=give_up)


@pytest.mark.parametrize("sample_rate", [8_000, 11_025, 22_050, 32_000, 44_100, 48_000, 96_000, 192_000])
def test_every_rate_is_resampled_in_tune_and_in_level(sample_rate):
    tone = 0.5 * np.sin(2 * np.pi * 440 * np.arange(2 * sample_rate) / sample_rate)
    decoded = decode(encode("wav", tone[None], sample_rate))
    expected = 0.5 * np.sin(2 * np.pi * 440 * np.arange(32_000) / 16_000)
    assert len(decoded.waveform) == 32_000
    np.testing.assert_allclose(decoded.waveform[100:-100], expected[100:-100], atol=2e-4)


def test_what_16_khz_cannot_hold_is_removed_not_folded_down():
    tone = 0.5 * np.sin(2 * np.pi * 10_000 * np.arange(48_000) / 48_000)
    assert np.abs(decode(encode("wav", tone[None], 48_000)).waveform[500:-500]).max() < 1e-3


def test_stereo_is_averaged_not_added(pcm):
    left_only = np.stack([pcm, 0 * pcm], axis=1).tobytes()
    np.testing.assert_allclose(decode(wav(left_only, n_channels=2)).waveform * 32768, pcm / 2, atol=0.51)
    both = np.stack([pcm, pcm], axis=1).tobytes()
    np.testing.assert_array_equal(decode(wav(both, n_channels=2)).waveform * 32768, pcm)


@pytest.mark.parametrize("n_channels", [3, 6, 7, 8, 9, 16, 24, 64])
def test_any_number_of_channels_is_averaged(n_channels, pcm):
    """In a process of its own: planar frames of eight channels have crashed PyAV."""
    channels = np.zeros((len(pcm), n_channels), "<i2")
    channels[:, n_channels - 1] = pcm
    script = (
        "import sys; from gluonar_engine.data.audio import decode; decoded = decode(sys.stdin.buffer.read());"
        "sys.stdout.buffer.write(decoded.waveform.tobytes())"
    )
    content = wav(channels.tobytes(), n_channels=n_channels)
    done = subprocess.run([sys.executable, "-c", script], input=content, capture_output=True, cwd=_root(), check=True)
    np.testing.assert_allclose(np.frombuffer(done.stdout, "<f4") * 32768, pcm / n_channels, atol=0.51)


def _root():
    return Path(audio.__file__).parents[2]


def test_clipping_in_one_channel_is_counted(pcm):
    channels = np.stack([pcm, pcm], axis=1)
    channels[:800, 1] = 32767
    assert decode(wav(channels.tobytes(), n_channels=2)).clipped_fraction == pytest.approx(0.05)


def test_float_samples_above_full_scale_count_as_clipped():
    samples = np.zeros(16_000, "<f4")
    samples[:160] = 1.5
    decoded = decode(wav(samples.tobytes(), codec=3, bits=32))
    assert decoded.clipped_fraction == pytest.approx(0.01)
    assert decoded.waveform.max() == pytest.approx(1.0, abs=1e-4)


@pytest.mark.parametrize(
    "name",
    [
        "ünï 测试 🎤.wav",
        "a'b\"c;%d $(x).wav",
        "-x.wav",
        "http:x.wav",
        "file:x.wav",
        "a|b.wav",
        "%03d.wav",
        "no suffix",
    ],
)
def test_odd_names_are_only_names(name, pcm, tmp_path, monkeypatch):
    written(tmp_path / name, wav(pcm.tobytes()))
    monkeypatch.chdir(tmp_path)
    for path in (name, tmp_path / name):
        np.testing.assert_array_equal(decode(path).waveform * 32768, pcm)


def test_name_that_is_no_text_can_be_opened(pcm, tmp_path):
    name = os.fsencode(tmp_path) + b"/caf\xe9.wav"
    try:
        with open(name, "wb") as file:
            file.write(wav(pcm.tobytes()))
    except OSError:
        pytest.skip("this file system takes no such name")
    assert decode(os.fsdecode(name)).duration_s == 1.0


def test_tags_in_another_encoding_do_no_harm(noise):
    tag = b"TAG" + b"Jos\xe9".ljust(125, b"\xe9")
    assert decode(encode("mp3", noise[None], 48_000) + tag).duration_s == pytest.approx(3.0, abs=0.05)


# What is missing is said


@pytest.mark.parametrize("suffix", ["wav", "flac", "mp3", "aiff", "au", "caf", "w64", "mka", "alac", "m4a"])
def test_half_a_file_says_how_much_is_missing(suffix, noise, tmp_path):
    faststart = {"movflags": "faststart"} if suffix in ("m4a", "alac") else {}  # else the index is in the other half
    content = encode(suffix, noise[None], 48_000, path=tmp_path / "a", **faststart)
    decoded = decode(content[: len(content) // 2])
    assert 0.5 < decoded.duration_s < 2.0
    assert decoded.duration_s + decoded.missing_s == pytest.approx(3.0, abs=0.05)
    assert decoded.is_damaged


@pytest.mark.parametrize("suffix", ["opus", "ogg", "aac"])
def test_half_a_stream_without_a_declared_length_is_damaged(suffix, noise):
    content = encode(suffix, np.stack([noise, noise]), 48_000)
    decoded = decode(content[: len(content) // 2])
    assert decoded.duration_s < 2.0
    assert decoded.is_damaged


def test_ogg_cut_between_two_pages_is_damaged(noise):
    content = encode("opus", noise[None], 48_000)
    decoded = decode(content[: content.rfind(b"OggS")])
    assert decoded.bad_packets == 1


@pytest.mark.parametrize("declared", [0, 0x7FFFFFFF, 0xFFFFFFFF, 0x7FFFF000 + 44])
def test_wav_of_a_program_that_did_not_know_its_size_is_whole(declared, pcm):
    decoded = decode(wav(pcm.tobytes(), declared=declared))
    assert (decoded.duration_s, decoded.is_damaged) == (1.0, False)


def test_wav_whose_header_declares_more_says_what_is_missing(pcm):
    assert decode(wav(pcm.tobytes(), declared=64_000)).missing_s == pytest.approx(1.0)


def test_wav_with_64_bit_sizes_says_what_is_missing(pcm):
    content = wav(pcm.tobytes(), declared=0xFFFFFFFF)
    sizes = struct.pack("<4sIQQQI", b"ds64", 28, 0, 64_000, 32_000, 0)
    assert decode(b"RF64" + content[4:12] + sizes + content[12:]).missing_s == pytest.approx(1.0)


def test_wav_whose_header_declares_less_is_not_silently_cut(pcm):
    decoded = decode(wav(pcm.tobytes(), declared=16_000))
    assert decoded.duration_s == 0.5
    assert decoded.bad_packets == 1


def test_chunks_after_the_sound_are_no_damage(pcm):
    comment = b"LIST" + (5_000).to_bytes(4, "little") + b"INFO" + bytes(4_996)
    assert not decode(wav(pcm.tobytes()) + comment).is_damaged


def test_mp3_without_a_frame_count_is_not_called_short(noise):
    """A quiet beginning makes FFmpeg's estimate from the first bit rate far too long."""
    content = bytearray(encode("mp3", noise[None], 48_000))
    mark = content.index(b"Info")
    content[mark : mark + 4] = bytes(4)
    assert decode(bytes(content)).missing_s == 0.0


def test_packets_that_do_not_decode_are_counted(noise, rng):
    content = bytearray(encode("aac", noise[None], 48_000))
    for position in rng.integers(len(content) // 3, len(content) // 2, size=100):
        content[position] ^= 0xFF
    assert decode(bytes(content)).bad_packets > 0


def test_hole_in_a_flac_file_is_missing_time(noise):
    content = bytearray(encode("flac", noise[None], 48_000))
    content[len(content) // 2 : len(content) // 2 + 10_000] = bytes(10_000)
    assert decode(bytes(content)).missing_s > 0.15


# What is refused, and why


@pytest.mark.parametrize("suffix", ["wav", "mp3", "flac", "ogg", "m4a", "txt"])
def test_empty_and_text_files(suffix, tmp_path):
    assert reason_of(written(tmp_path / f"a.{suffix}", b"")) == "empty"
    assert reason_of(written(tmp_path / f"b.{suffix}", b"This is no sound.\n" * 500)) == "not_audio"
    assert reason_of(b"") == "empty"
    assert reason_of(b"R") == "not_audio"


@pytest.mark.parametrize("suffix", ["wav", "mp3", "flac", "ogg", "m4a", "aac", "mka", "amr", "aiff", "wma"])
def test_random_bytes(suffix, rng, tmp_path):
    assert reason_of(written(tmp_path / f"a.{suffix}", rng.bytes(50_000))) in ("not_audio", "no_samples", "damaged")


def test_paths_that_are_no_files(tmp_path):
    assert reason_of(tmp_path / "nowhere.wav") == "missing"
    assert reason_of("http://127.0.0.1/a.wav") == "missing"
    assert reason_of("pipe:0") == "missing"
    assert reason_of(tmp_path) == "folder"
    assert reason_of("a\0b.wav") == "missing"
    assert reason_of("a\ud800b.wav") == "missing"
    assert reason_of("x" * 5_000) == "unreadable"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name here")
def test_pipe_is_refused_without_waiting_for_it(tmp_path):
    os.mkfifo(tmp_path / "a.wav")
    held = os.open(tmp_path / "a.wav", os.O_RDWR)
    end = threading.Timer(TIMEOUT_S, os.write, (held, b"it waited"))  # one who waits for it gets something then
    end.start()
    assert reason_of(tmp_path / "a.wav") == "not_audio"
    assert end.is_alive()
    end.cancel()
    os.close(held)


def test_file_that_may_not_be_read(tmp_path, pcm, monkeypatch):
    path = written(tmp_path / "a.wav", wav(pcm.tobytes()))

    def refuse(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    assert reason_of(path) == "unreadable"


def test_disk_that_fails_while_reading(tmp_path, pcm, monkeypatch):
    class FailingDisk(io.BytesIO):
        def read(self, *args):
            if self.tell() > 20_000:
                raise OSError(5, "Input/output error")
            return super().read(*args)

    monkeypatch.setattr(audio, "opened", lambda source: FailingDisk(wav(pcm.tobytes() * 10)))
    assert reason_of(tmp_path / "a.wav") == "unreadable"


def test_picture_and_silent_video(noise):
    picture = io.BytesIO()
    matplotlib.image.imsave(picture, np.zeros((8, 8)), format="png")
    assert reason_of(picture.getvalue()) == "not_audio"
    assert reason_of(encode("m4a", None, 48_000, video_s=1.0)) == "no_sound_track"
    assert reason_of(encode("mka", None, 48_000, video_s=1.0)) == "no_sound_track"


def test_m4a_without_its_index(noise):
    content = encode("m4a", noise[None], 48_000)
    assert content.rfind(b"moov") > len(content) // 2
    assert reason_of(content[: content.rfind(b"moov") - 4]) == "not_audio"


@pytest.mark.parametrize("n_channels", [0, 255, 65_535])
def test_impossible_channels(n_channels, pcm):
    assert reason_of(wav(pcm.tobytes(), n_channels=n_channels)) in ("not_audio", "damaged", "no_samples")


@pytest.mark.parametrize("sample_rate", [0, 1, 999, 1_000_001, 4_000_000_000])
def test_impossible_rates(sample_rate, pcm):
    assert reason_of(wav(pcm.tobytes(), sample_rate=sample_rate)) in ("not_audio", "damaged")


@pytest.mark.parametrize("codec", [0x0000, 0x1234, 0xFFFE])
def test_unknown_codec(codec, pcm):
    assert reason_of(wav(pcm.tobytes(), codec=codec)) == "unknown_codec"


def test_sound_track_without_sound():
    assert reason_of(wav(b"")) == "no_samples"


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e38, 5.0])
def test_numbers_that_are_no_sound(value):
    samples = np.zeros(16_000, "<f4")
    samples[5_000] = value
    assert reason_of(wav(samples.tobytes(), codec=3, bits=32)) == "damaged"


@pytest.mark.parametrize("suffix", ["wav", "flac", "mp3", "m4a", "opus", "aac", "mka", "aiff", "caf", "w64", "alac"])
def test_broken_bytes_never_raise_anything_else(suffix, noise, rng):
    content = encode(suffix, noise[None, :24_000], 48_000)
    for round_ in range(30):
        broken = bytearray(content)
        end = len(broken) if round_ % 2 else min(len(broken), 200)  # every second time in the header
        for position in rng.integers(end, size=8):
            broken[position] = rng.integers(256)
        try:
            decoded = decode(bytes(broken))
        except DecodeError as error:
            assert error.reason
        else:
            assert np.isfinite(decoded.waveform).all()


def test_playlists_read_no_other_file(pcm, tmp_path):
    secret = written(tmp_path / "secret.wav", wav(pcm.tobytes()))
    lists = {
        "a.wav": f"ffconcat version 1.0\nfile '{secret}'\n",
        "b.ffconcat": f"ffconcat version 1.0\nfile {secret.name}\n",
        "c.m3u8": f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{secret}\n#EXT-X-ENDLIST\n",
        "d.mp3": f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{secret.name}\n#EXT-X-ENDLIST\n",
        "e.m3u": f"{secret}\n",
    }
    for name, text in lists.items():
        assert reason_of(written(tmp_path / name, text.encode())) == "not_audio"
        assert reason_of(text.encode()) == "not_audio"


def test_too_long_is_refused_while_it_streams(monkeypatch):
    content = wav(bytes(2 * 16_000 * 20))
    pushed_s = []
    push = decoding._Mixer.push
    monkeypatch.setattr(
        decoding._Mixer, "push", lambda mixer, frame: (push(mixer, frame), pushed_s.append(mixer.duration_s))
    )
    assert reason_of(content, max_duration_s=2.0) == "too_long"
    assert max(pushed_s) < 5.0, "the rest must not be decoded"
    assert decode(content, max_duration_s=20.0).duration_s == 20.0


# Back to a file, and other rates


def test_flac_keeps_every_bit(pcm):
    waveform = pcm.astype(np.float32) / 32768
    np.testing.assert_array_equal(decode(encode_flac(waveform)).waveform, waveform)


@pytest.mark.parametrize("n_samples", [1, 15, 16, 17, 16_384, 16_385])
def test_flac_of_any_length_comes_back_whole(n_samples, rng):
    waveform = quantize(0.1 * rng.standard_normal(n_samples))
    np.testing.assert_array_equal(decode(encode_flac(waveform)).waveform, waveform)


def test_quantize_rounds_to_the_16_bit_grid_and_clips():
    values = np.array([0.0, 0.4 / 32768, 0.6 / 32768, 1.0, -1.0, 2.0, -2.0])
    expected = np.array([0, 0, 1, 32767, -32768, 32767, -32768]) / 32768
    np.testing.assert_array_equal(quantize(values), expected.astype(np.float32))


@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100, 48_000])
def test_resampling_a_stream_equals_resampling_the_whole(rate, rng):
    waveform = rng.standard_normal(rate).astype(np.float32)
    resampler = StreamResampler(rate)
    edges = np.sort(rng.integers(0, len(waveform), 50))
    pieces = [resampler.push(block) for block in np.split(waveform, edges)]
    np.testing.assert_array_equal(np.concatenate([*pieces, resampler.flush()]), resample(waveform, rate))


@pytest.mark.parametrize("n_samples", [0, 1, 5])
def test_resampling_next_to_nothing(n_samples):
    assert len(resample(np.zeros(n_samples, np.float32), 48_000)) <= 2
    assert len(resample(np.zeros(n_samples, np.float32), 16_000)) == n_samples
