"""The recorder against a made-up sound system: every fault a device can have, and what is left on disk."""

import errno
import os
import stat
import struct
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from app.audio import capture, devices, portaudio, spool
from app.audio import recorder as recorder_module
from app.audio.devices import Device, MicrophoneGone, NoMicrophone
from app.audio.recorder import (
    MicrophoneBusy,
    MicrophoneRefused,
    Recorder,
    RecorderState,
    discard,
    recover,
)
from app.audio.spool import SpoolFile, is_left, release
from app.errors import UserError
from app.secrecy import Key
from gluonar_engine.data.audio import decode, quantize
from tests.sound_system import OVERFLOW, PortAudioError, microphone, sound_system  # noqa: F401 a fixture
from tests.waiting import wait_until

ROOT = Path(__file__).parents[2]


@pytest.fixture
def speech(rng):
    """Half a second on the 16-bit grid."""
    return quantize(0.1 * rng.standard_normal(8_000))


@pytest.fixture
def recorder(sound_system, tmp_path, monkeypatch):  # noqa: F811
    for patience in ("FIRST_PATIENCE_S", "PATIENCE_S"):  # a loaded machine may pause a test at any place
        monkeypatch.setattr(capture, patience, 60.0)
    recorder = Recorder(tmp_path / "spool")
    yield recorder
    sound_system.lets_close.set()
    if recorder.poll().state is not RecorderState.IDLE:
        recorder.stop()


def record(recorder, system, waveform, **how):
    recorder.start()
    system.stream.hear(waveform, **how)
    return recorder.stop()


# What is heard


def test_all_that_was_heard_is_returned_and_saved(recorder, sound_system, speech):  # noqa: F811
    recorder.start()
    for start in range(0, len(speech), 320):
        sound_system.stream.hear(speech[start : start + 320])
    heard = recorder.stop()
    np.testing.assert_array_equal(heard.waveform, speech)
    np.testing.assert_array_equal(decode(heard.spool_path).waveform, speech)
    assert (heard.source, heard.duration_s, heard.warnings) == ("Desk microphone", 0.5, ())
    assert stat.S_IMODE(heard.spool_path.stat().st_mode) == 0o600
    assert stat.S_IMODE(heard.spool_path.parent.stat().st_mode) == 0o700


def test_drain_gives_each_sample_once(recorder, sound_system, speech):  # noqa: F811
    recorder.start()
    assert len(recorder.drain()) == 0
    drained = []
    for part in np.split(speech, 4):
        heard_s = recorder.poll().heard_s
        sound_system.stream.hear(part)
        wait_until(lambda before=heard_s: recorder.poll().heard_s > before)
        drained.append(recorder.drain())
    np.testing.assert_array_equal(np.concatenate(drained), speech)
    assert len(recorder.drain()) == 0


def test_look_keeps_the_last_seconds_only_and_has_no_end(recorder, sound_system, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setattr(capture, "MAX_DURATION_S", 3.0)
    waveform = quantize(np.linspace(-0.5, 0.5, 10 * 16_000))
    recorder.start(keep_s=2.0)
    for start in range(0, len(waveform), 1_600):
        sound_system.stream.hear(waveform[start : start + 1_600])
    wait_until(lambda: recorder.poll().heard_s == 10.0)
    np.testing.assert_array_equal(recorder.drain(), waveform)
    heard = recorder.stop()
    np.testing.assert_array_equal(heard.waveform, waveform[-2 * 16_000 :])
    assert heard.spool_path is None
    assert not (tmp_path / "spool").exists()


def test_lost_microphone_says_how_much_of_a_look_is_kept(recorder, sound_system, speech):  # noqa: F811
    recorder.start(keep_s=0.25)
    for part in np.split(speech, 10):
        sound_system.stream.hear(part)
    wait_until(lambda: recorder.poll().heard_s == 0.5)
    recorder._capture.on_finished()
    wait_until(lambda: recorder.poll().notice is not None)
    assert recorder.poll().notice.advice.startswith("The 0.2 s heard until then are kept.")


@pytest.mark.parametrize("rate", [8_000, 44_100, 48_000, 192_000])
def test_device_without_16_khz_is_resampled(recorder, sound_system, rate):  # noqa: F811
    sound_system.devices[0]["default_samplerate"] = float(rate)
    sound_system.accepts = lambda sample_rate, n_channels: sample_rate == rate
    tone = 0.3 * np.sin(2 * np.pi * 440 * np.arange(rate) / rate)
    recorder.start()
    for start in range(0, len(tone), rate // 50):
        sound_system.stream.hear(tone[start : start + rate // 50])
    heard = recorder.stop()
    expected = 0.3 * np.sin(2 * np.pi * 440 * np.arange(16_000) / 16_000)
    np.testing.assert_allclose(heard.waveform[50:-50], expected[50:-50], atol=1e-3)
    assert len(heard.waveform) == 16_000


def test_channels_of_a_stereo_only_device_are_averaged(recorder, sound_system, speech):  # noqa: F811
    sound_system.devices = [microphone(n_in=2)]
    sound_system.accepts = lambda sample_rate, n_channels: n_channels == 2
    heard = record(recorder, sound_system, np.stack([speech, 0 * speech], axis=1))
    np.testing.assert_allclose(heard.waveform, speech / 2, atol=1 / 32768)


def test_status_follows_the_sound(recorder, sound_system):  # noqa: F811
    assert recorder.poll().state is RecorderState.IDLE
    recorder.start()
    sound_system.stream.hear(np.full(8_000, 0.1))
    wait_until(lambda: recorder.poll().heard_s == 0.5)
    status = recorder.poll()
    assert status.state is RecorderState.RECORDING
    assert status.level_db == pytest.approx(-20, abs=0.1)
    assert status.peak_db == pytest.approx(-20, abs=0.1)
    assert (status.clipped, status.is_silent, status.notice) == (False, False, None)
    sound_system.stream.hear(np.ones(1_600))
    wait_until(lambda: recorder.poll().clipped)


def test_clipping_and_peak_are_forgotten_after_a_second(recorder, sound_system):  # noqa: F811
    recorder.start()
    sound_system.stream.hear(np.ones(320))
    for _ in range(60):
        sound_system.stream.hear(np.full(320, 0.01))
    wait_until(lambda: recorder.poll().heard_s == pytest.approx(61 * 0.02))
    assert not recorder.poll().clipped
    assert recorder.poll().peak_db == pytest.approx(-40, abs=0.1)


def test_digital_silence_is_reported_and_only_while_it_lasts(recorder, sound_system, speech):  # noqa: F811
    recorder.start()
    sound_system.stream.hear(np.zeros(32_000))
    wait_until(lambda: recorder.poll().is_silent)
    assert recorder.poll().notice.title == "The microphone “Desk microphone” delivers nothing but digital silence."
    sound_system.stream.hear(speech)
    wait_until(lambda: not recorder.poll().is_silent)
    assert recorder.poll().notice is None


def test_sound_lost_by_a_busy_computer_is_a_warning(recorder, sound_system, speech):  # noqa: F811
    heard = record(recorder, sound_system, speech, flags=OVERFLOW)
    assert heard.warnings == ("Some sound was lost while recording, because the computer was too busy.",)


# How it ends


def test_unplugged_microphone_ends_the_recording_and_keeps_it(recorder, sound_system, speech):  # noqa: F811
    recorder.start()
    sound_system.stream.hear(speech)
    sound_system.stream.lose()
    wait_until(lambda: recorder.poll().state is RecorderState.ENDED)
    assert recorder.poll().notice.title == "The microphone “Desk microphone” is gone."
    assert "The 0.5 s heard until then are kept." in recorder.poll().notice.advice
    np.testing.assert_array_equal(recorder.stop().waveform, speech)


def test_microphone_that_stops_answering_ends_the_recording(recorder, sound_system, speech, monkeypatch):  # noqa: F811
    monkeypatch.setattr(capture, "PATIENCE_S", 0.2)
    recorder.start()
    sound_system.stream.hear(speech)
    wait_until(lambda: recorder.poll().state is RecorderState.ENDED)
    assert "stopped answering" in recorder.poll().notice.title
    np.testing.assert_array_equal(recorder.stop().waveform, speech)


def test_stream_that_cannot_be_closed_loses_nothing(recorder, sound_system, speech, monkeypatch):  # noqa: F811
    monkeypatch.setattr(portaudio, "CLOSE_TIMEOUT_S", 0.1)
    sound_system.lets_close.clear()
    np.testing.assert_array_equal(record(recorder, sound_system, speech).waveform, speech)
    assert not devices.refresh(), "PortAudio must not start anew while a call has not come back"
    sound_system.lets_close.set()
    wait_until(lambda: sound_system.stream.is_closed)
    wait_until(devices.refresh)


def test_longest_recording_ends_by_itself(recorder, sound_system, speech, monkeypatch):  # noqa: F811
    monkeypatch.setattr(capture, "MAX_DURATION_S", 0.4)
    recorder.start()
    sound_system.stream.hear(speech)
    wait_until(lambda: recorder.poll().state is RecorderState.ENDED)
    assert recorder.poll().notice.title.startswith("The recording ended after")
    assert recorder.stop().duration_s == 0.5


def test_full_disk_is_reported_and_the_recording_goes_on(recorder, sound_system, speech, monkeypatch):  # noqa: F811
    def no_space(file, pcm):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    recorder.start()
    sound_system.stream.hear(speech)
    wait_until(lambda: recorder.poll().heard_s == 0.5)
    monkeypatch.setattr(SpoolFile, "append", no_space)
    sound_system.stream.hear(speech)
    wait_until(lambda: recorder.poll().notice)
    assert "No space left on device" in recorder.poll().notice.title
    assert recorder.poll().state is RecorderState.RECORDING
    heard = recorder.stop()
    np.testing.assert_array_equal(heard.waveform, np.concatenate([speech, speech]))
    discard(heard.spool_path)
    assert recover(heard.spool_path.parent) == []


def test_recorder_can_be_used_again(recorder, sound_system, speech):  # noqa: F811
    first = record(recorder, sound_system, speech)
    second = record(recorder, sound_system, speech[:100])
    assert len(second.waveform) == 100
    assert first.spool_path != second.spool_path
    assert all(stream.is_closed for stream in sound_system.streams)


def test_starting_twice_and_stopping_nothing_are_our_own_mistakes(recorder):
    with pytest.raises(RuntimeError, match="nothing is being recorded"):
        recorder.stop()
    recorder.start()
    with pytest.raises(RuntimeError, match="has not been stopped"):
        recorder.start()


# Why it does not begin


def test_no_sound_library(recorder, monkeypatch):
    def load():
        raise portaudio.NoSoundLibrary

    monkeypatch.setattr(portaudio, "_load", load)
    with pytest.raises(UserError, match="PortAudio is not installed. Install it"):
        recorder.start()
    with pytest.raises(UserError, match="PortAudio is not installed"):
        devices.input_devices()


def test_missing_library_file_is_told_from_a_missing_device(monkeypatch):
    """What sounddevice's import does on a machine without libportaudio."""
    import builtins

    real_import = builtins.__import__

    def without_library(name, *args, **kwargs):
        if name == "sounddevice":
            raise OSError("PortAudio library not found")
        return real_import(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_library)
    with pytest.raises(portaudio.NoSoundLibrary):
        devices.input_devices()


def test_alsa_hands_over_each_block_by_itself(monkeypatch):
    """Fewer parts than blocks in the latency, and two blocks would wait for one part to be full."""
    asked, known = [], SimpleNamespace(PaAlsa_SetNumPeriods=lambda n_parts: asked.append(n_parts))
    monkeypatch.setattr(portaudio.ctypes, "CDLL", {"with": known, "without": SimpleNamespace()}.get)
    portaudio._hand_over_often.cache_clear()
    for library in ("with", "with", "without"):
        portaudio._hand_over_often(library)
    assert len(asked) == 1
    assert (asked[0] - 1) * recorder_module._BLOCK_S >= recorder_module._LATENCY_S


def test_no_microphone(recorder, sound_system):  # noqa: F811
    sound_system.devices, sound_system.default.device = [], [-1, -1]
    assert devices.input_devices() == []
    with pytest.raises(NoMicrophone, match="No microphone was found. Connect one"):
        recorder.start()
    assert recorder.poll().state is RecorderState.IDLE


def test_microphone_in_use(recorder, sound_system):  # noqa: F811
    sound_system.open_error = PortAudioError("Error opening InputStream: Device unavailable", -9985)
    with pytest.raises(MicrophoneBusy, match="“Desk microphone” is in use by another program. Close it there"):
        recorder.start()


def test_microphone_that_cannot_be_opened(recorder, sound_system):  # noqa: F811
    host = (0, -13, "Permission denied")
    sound_system.open_error = PortAudioError("Error opening InputStream: Unanticipated host error", -9999, host)
    with pytest.raises(MicrophoneRefused, match="cannot be opened: Permission denied. Choose another"):
        recorder.start()


def test_microphone_without_a_format_for_us(recorder, sound_system):  # noqa: F811
    sound_system.accepts = lambda sample_rate, n_channels: False
    with pytest.raises(MicrophoneRefused, match="cannot be opened: Invalid sample rate"):
        recorder.start()


def test_chosen_microphone_that_was_unplugged(recorder, sound_system):  # noqa: F811
    chosen = devices.input_devices()[0]
    sound_system.devices = [microphone("Headset")]
    with pytest.raises(MicrophoneGone, match="“Desk microphone” is not connected any more"):
        recorder.start(chosen)


def test_chosen_microphone_is_found_under_its_new_number(recorder, sound_system):  # noqa: F811
    chosen = devices.input_devices()[0]
    sound_system.devices.insert(0, microphone("Headset"))
    recorder.start(chosen)
    assert sound_system.stream.device == 1


def test_microphone_plugged_in_meanwhile_is_found(recorder, sound_system):  # noqa: F811
    sound_system.devices, sound_system.default.device = [], [-1, -1]
    sound_system.plugged_in = [microphone("New one")]
    recorder.start()
    assert sound_system.stream.device == 0


def test_spool_that_cannot_be_written_is_said_before_recording(sound_system, tmp_path):  # noqa: F811
    (tmp_path / "file").write_text("in the way")
    recorder = Recorder(tmp_path / "file" / "spool")
    with pytest.raises(UserError, match="Recordings cannot be saved in"):
        recorder.start()
    assert sound_system.stream.is_closed


def test_sound_system_that_hangs_is_given_up(recorder, sound_system, monkeypatch):  # noqa: F811
    answers = threading.Event()
    monkeypatch.setattr(portaudio, "OPEN_TIMEOUT_S", 0.1)
    monkeypatch.setattr(sound_system, "query_hostapis", lambda: answers.wait() and [])
    with pytest.raises(portaudio.NoAnswer, match="does not answer"):
        devices.input_devices()
    assert not devices.refresh()
    answers.set()
    wait_until(devices.refresh)


def test_stream_that_opens_too_late_is_closed(recorder, sound_system, monkeypatch):  # noqa: F811
    answers = threading.Event()
    real_start = type(sound_system).InputStream

    def slow(system, **settings):
        answers.wait()
        return real_start(system, **settings)

    monkeypatch.setattr(portaudio, "OPEN_TIMEOUT_S", 0.2)
    monkeypatch.setattr(type(sound_system), "InputStream", slow)
    with pytest.raises(portaudio.NoAnswer):
        recorder.start()
    answers.set()
    wait_until(lambda: sound_system.streams and sound_system.stream.is_closed)


# Which devices there are


def test_devices_are_listed_once_without_outputs_and_unreadable_names(sound_system):  # noqa: F811
    unreadable = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
    sound_system.devices = [
        microphone("Loudspeaker", n_in=0, n_out=2),
        unreadable,
        microphone("Headset", 44_100),
        microphone("Headset", 48_000, hostapi=1),
    ]
    sound_system.default.device = [2, 0]
    assert devices.input_devices() == [Device(2, "Headset", is_default=True, sample_rate=44_100)]


# What is left on disk


def test_killed_recording_is_recovered_with_sizes_missing_from_its_header(tmp_path, speech):
    file = SpoolFile(tmp_path)
    file.append(np.int16([1, 2, 3] * 1_000))
    path = file.path
    copy = tmp_path / "recording-0.wav"  # what a kill leaves: the same bytes and no lock
    copy.write_bytes(path.read_bytes() + b"\x07")
    assert struct.unpack("<I", copy.read_bytes()[40:44]) == (0,)
    (heard,) = recover(tmp_path)
    np.testing.assert_array_equal(heard.waveform * 32768, [1, 2, 3] * 1_000)
    assert heard.spool_path == copy
    assert heard.source.startswith("Recovered recording of 20")
    file.close()


def test_sealed_recording_is_recovered_with_its_key_alone(tmp_path):
    key, other = Key(b"k" * 32, b"s" * 16), Key(b"o" * 32, b"s" * 16)
    file = SpoolFile(tmp_path / "spool", key)
    for first in (1, 1_000, 2_000):
        file.append(np.arange(first, first + 800, dtype=np.int16))
    content = file.path.read_bytes()
    assert np.arange(1_000, 1_100, dtype="<i2").tobytes() not in content
    (tmp_path / "recording-0.sealed").write_bytes(content[:-1])  # as a kill leaves it, in the middle of a piece
    for nothing in (None, other):
        assert recover(tmp_path, nothing) == []
        release()
    (heard,) = recover(tmp_path, key)
    np.testing.assert_array_equal(heard.waveform * 32768, [*range(1, 801), *range(1_000, 1_800)])
    assert is_left(tmp_path)
    discard(heard.spool_path)
    assert not is_left(tmp_path)
    file.close()


def test_changed_sealed_recording_is_kept_but_not_recovered(tmp_path, caplog):
    key = Key(b"k" * 32, b"s" * 16)
    file = SpoolFile(tmp_path / "spool", key)
    file.append(np.arange(8_000, dtype=np.int16))
    file.close()
    content = bytearray(file.path.read_bytes())
    content[1_000] ^= 1
    (tmp_path / "recording-0.sealed").write_bytes(content)
    assert recover(tmp_path, key) == []
    assert "recording-0.sealed cannot be read" in caplog.text
    assert (tmp_path / "recording-0.sealed").exists()


def n_recovered_elsewhere(folder):
    """What a second window on the same folder, another process, would offer when it starts."""
    code = "import sys; from app.audio.spool import recover; print(len(recover(sys.argv[1])))"
    done = subprocess.run([sys.executable, "-c", code, folder], cwd=ROOT, capture_output=True, text=True, check=True)
    return int(done.stdout)


@pytest.mark.skipif(spool.fcntl is None, reason="Windows has no such locks")
def test_recording_is_recovered_by_nobody_else_while_this_program_has_it(recorder, sound_system, speech):  # noqa: F811
    folder = recorder._spool_dir
    recorder.start()
    sound_system.stream.hear(speech)
    wait_until(lambda: recorder.poll().heard_s == 0.5)
    assert n_recovered_elsewhere(folder) == 0
    heard = recorder.stop()
    assert n_recovered_elsewhere(folder) == 0, "finished, but neither stored nor discarded"
    (folder / "recording-0.wav").write_bytes(heard.spool_path.read_bytes())  # as a kill leaves one
    assert n_recovered_elsewhere(folder) == 1
    assert len(recover(folder)) == 1
    assert n_recovered_elsewhere(folder) == 0, "this program offers it already"


@pytest.mark.skipif(spool.fcntl is None, reason="Windows has no such locks")
def test_discarded_recording_leaves_no_open_file(recorder, sound_system, speech):  # noqa: F811
    heard = record(recorder, sound_system, speech)
    assert heard.spool_path in spool._held
    discard(heard.spool_path)
    assert heard.spool_path not in spool._held


def test_recover_clears_empty_files_and_leaves_foreign_ones(tmp_path):
    (tmp_path / "recording-1.wav").write_bytes(b"")
    (tmp_path / "recording-2.wav").mkdir()
    (tmp_path / "mine.wav").write_bytes(b"RIFF")
    assert recover(tmp_path) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.wav", "recording-2.wav"]
    assert recover(tmp_path / "not there yet") == []


def test_discarding_twice_is_fine(tmp_path):
    path = tmp_path / "recording-1.wav"
    path.write_bytes(b"")
    discard(path)
    discard(path)
    discard(None)
    assert not path.exists()
