"""Recording and playing through a real sound server: what is said is heard, and no fault of the server loses it."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from app.audio import devices
from app.audio.devices import NoMicrophone
from app.audio.player import NoSpeaker, Player
from app.audio.portaudio import NoAnswer
from app.audio.recorder import Recorder, RecorderState, recover
from gluonar_engine.data.audio import decode, encode_flac
from tests.pulse import pulse  # noqa: F401 a fixture
from tests.waiting import TIMEOUT_S, ended, wait_until

RECORD_UNTIL_KILLED = """
import sys
from app.audio.recorder import Recorder
recorder = Recorder(sys.argv[1])
recorder.start()
print("recording", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def words(tmp_path, rng):
    """2 s that sound like nothing else: (path, waveform)."""
    return written(tmp_path / "words.flac", babble(rng, 32_000))


def babble(rng, n_samples):
    """Noise up to 3 kHz, loud and soft in turns."""
    spectrum = np.fft.rfft(rng.standard_normal(n_samples))
    spectrum[3 * n_samples // 16 :] = 0.0
    waveform = np.fft.irfft(spectrum) * (1.2 + np.sin(np.arange(n_samples) / 900))
    return (0.5 * waveform / np.abs(waveform).max()).astype(np.float32)


def written(path, waveform):
    """A file to play and what is in it: (path, waveform)."""
    path.write_bytes(encode_flac(waveform))
    return path, decode(path).waveform


def best_correlation(heard, waveform):
    """Of the waveform with the piece of ``heard`` that is most like it."""
    n_fft = len(heard) + len(waveform)
    products = np.fft.irfft(np.fft.rfft(heard, n_fft) * np.conj(np.fft.rfft(waveform, n_fft)), n_fft)
    start = int(np.argmax(products[: len(heard) - len(waveform) + 1]))
    return float(np.corrcoef(heard[start : start + len(waveform)], waveform)[0, 1])


def play_into(pulse, recorder, path):  # noqa: F811
    """Play to the end, and to the end of what is still on its way through the server."""
    pulse.play(path)
    record_on(recorder)


def first_line(program):
    ready, _, _ = select.select([program.stdout], [], [], TIMEOUT_S)
    assert ready, "the program says nothing"
    return program.stdout.readline()


def record_on(recorder):
    heard_s = recorder.poll().heard_s
    wait_until(lambda: recorder.poll().heard_s > heard_s + 0.5)


@pytest.fixture
def recorder(pulse, tmp_path):  # noqa: F811
    recorder = Recorder(tmp_path / "spool")
    yield recorder
    pulse.kill()  # so that nothing waits for a frozen server
    if recorder.poll().state is not RecorderState.IDLE:
        recorder.stop()


def test_what_is_played_is_recorded(pulse, recorder, words):  # noqa: F811
    path, waveform = words
    recorder.start()
    play_into(pulse, recorder, path)
    heard = recorder.stop()
    assert best_correlation(heard.waveform, waveform) > 0.99
    assert heard.warnings == ()
    saved = decode(heard.spool_path)
    np.testing.assert_array_equal(saved.waveform, heard.waveform)
    assert saved.missing_s == 0


def test_device_that_cannot_do_16_khz_is_resampled_as_it_streams(pulse, recorder, words, monkeypatch):  # noqa: F811
    path, waveform = words
    monkeypatch.setattr("app.audio.recorder.SAMPLE_RATE", 44_100)
    recorder.start()
    play_into(pulse, recorder, path)
    heard = recorder.stop()
    assert best_correlation(heard.waveform, waveform) > 0.99


def test_default_microphone_is_listed(pulse):  # noqa: F811
    assert [device.is_default for device in devices.input_devices()].count(True) == 1


def test_quiet_server_is_reported_as_silent_after_a_while(recorder):
    recorder.start()
    wait_until(lambda: recorder.poll().is_silent)
    assert "digital silence" in recorder.poll().notice.title


def test_frozen_server_ends_the_recording_and_keeps_it(pulse, recorder, words):  # noqa: F811
    path, waveform = words
    recorder.start()
    play_into(pulse, recorder, path)
    pulse.freeze()
    wait_until(lambda: recorder.poll().state is RecorderState.ENDED)
    assert "stopped answering" in recorder.poll().notice.title
    heard = recorder.stop()
    assert best_correlation(heard.waveform, waveform) > 0.99
    with pytest.raises(NoAnswer):
        recorder.start()
    assert recorder.poll().state is RecorderState.IDLE


def test_killed_server_ends_the_recording_and_keeps_it(pulse, recorder, words):  # noqa: F811
    path, waveform = words
    recorder.start()
    play_into(pulse, recorder, path)
    pulse.kill()
    wait_until(lambda: recorder.poll().state is RecorderState.ENDED)
    assert "is gone" in recorder.poll().notice.title
    assert best_correlation(recorder.stop().waveform, waveform) > 0.99
    with pytest.raises(NoMicrophone):
        recorder.start()


def test_killed_program_loses_nothing(pulse, tmp_path, words):  # noqa: F811
    path, waveform = words
    spool = tmp_path / "spool"
    program = subprocess.Popen(
        [sys.executable, "-c", RECORD_UNTIL_KILLED, str(spool)],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with ended(program):
        assert first_line(program) == b"recording\n"
        pulse.play(path)
        (spool_file,) = spool.glob("*.wav")
        n_bytes = spool_file.stat().st_size
        wait_until(lambda: spool_file.stat().st_size > n_bytes + 16_000)
        assert recover(spool) == [], "another program is still writing it"
        os.kill(program.pid, signal.SIGKILL)
        program.wait(TIMEOUT_S)
    (heard,) = recover(spool)
    assert best_correlation(heard.waveform, waveform) > 0.99
    assert oct(heard.spool_path.stat().st_mode)[-3:] == "600"


def test_what_the_player_plays_can_be_recorded(recorder, words):
    _, waveform = words
    player = Player()
    recorder.start()
    player.play(waveform)
    assert player.is_playing
    wait_until(lambda: not player.is_playing)
    assert player.position_s == pytest.approx(2.0)
    record_on(recorder)
    heard = recorder.stop()
    player.stop()
    assert best_correlation(heard.waveform, waveform) > 0.99


def test_frozen_server_ends_the_playback(pulse, words):  # noqa: F811
    player = Player()
    player.play(words[1])
    pulse.freeze()
    wait_until(lambda: not player.is_playing)
    player.stop()
    pulse.kill()


def test_killed_server_leaves_nothing_to_play_on(pulse, words):  # noqa: F811
    pulse.kill()
    with pytest.raises(NoSpeaker):
        Player().play(words[1])


def test_program_with_a_frozen_server_still_ends(pulse, tmp_path):  # noqa: F811
    script = RECORD_UNTIL_KILLED + "heard = recorder.stop()\nprint(heard.duration_s)"
    program = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with ended(program):
        assert first_line(program) == b"recording\n"
        pulse.freeze()
        heard, _ = program.communicate(timeout=TIMEOUT_S)
    assert float(heard) >= 0.0
    assert program.returncode == 0


def test_program_that_meets_a_frozen_server_says_so_and_ends(pulse):  # noqa: F811
    """It says so on stdout: sounddevice keeps the whole program's stderr closed while PortAudio starts."""
    pulse.freeze()
    script = "from app.audio import devices\ntry: devices.input_devices()\nexcept Exception as error: print(error)"
    program = subprocess.run(
        [sys.executable, "-c", script], cwd=Path(__file__).parents[2], capture_output=True, timeout=TIMEOUT_S
    )
    assert program.stdout.startswith(b"The sound system does not answer.")
    assert program.returncode == 0
