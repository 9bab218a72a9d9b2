"""What happens to microphones, on a real sound server: told in a sentence, kept until then, and gone on with after."""

import numpy as np
import pytest

from app.audio import capture, devices
from app.audio.devices import NoMicrophone
from app.audio.player import Player
from app.audio.recorder import Recorder, RecorderState
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.audio import decode
from tests.app.test_recorder_pulse import babble, best_correlation, record_on, written
from tests.pulse import pulse  # noqa: F401 a fixture
from tests.waiting import TIMEOUT_S, wait_until

SWAPPED = "Your system changed the microphone from “Monitor of loop” to “Monitor of other”."


class Microphone:
    """What a recording goes through while the server does as it likes; all that goes wrong is counted."""

    def __init__(self, server, spool_dir, rng, tally):
        self.server = server
        self.recorder = Recorder(spool_dir)
        self.path, self._waveform = written(spool_dir.parent / "words.flac", babble(rng, 12_000))
        self._rng, self._tally = rng, tally

    def speak(self, at_least_s=0.0):
        """Begin to record and say something; go on to any moment after."""
        self.recorder.start()
        self.server.play(self.path)
        record_on(self.recorder)
        wanted_s = max(self.recorder.poll().heard_s, at_least_s) + self._rng.uniform(0, 0.5)
        self.wait(lambda: self.recorder.poll().heard_s > wanted_s)
        self._acknowledged_s = self.recorder.poll().heard_s

    def wait(self, condition):
        try:
            return wait_until(condition)
        except AssertionError:
            self._tally.add("hung")
            raise

    def ends(self, sentence):
        """The recording ends by itself and says ``sentence``: nothing of it is lost."""
        self._tally.add("faults")
        self.wait(lambda: self.recorder.poll().state is RecorderState.ENDED)
        self._tally.add("silent", sentence not in self.recorder.poll().notice.title)
        self._tally.add("lost", not self.is_whole(self.recorder.stop()))

    def refuses(self, sentence):
        self._tally.add("faults")
        with pytest.raises(NoMicrophone, match=sentence):
            self.recorder.start()

    def works(self):
        """Somebody is heard, as if nothing had been."""
        self.speak()
        self._tally.add("lost", not self.is_whole(self.recorder.stop()))

    def tells(self, sentence):
        """While it goes on; ``sentence`` empty: nothing is wrong any more."""

        def is_told():
            notice = self.recorder.poll().notice
            return notice is not None and sentence in notice.title if sentence else notice is None

        self.wait(is_told)
        self._tally.add("lost", self.recorder.poll().state is not RecorderState.RECORDING)

    def is_whole(self, heard):
        return (
            heard.duration_s >= self._acknowledged_s
            and best_correlation(heard.waveform, self._waveform) > 0.99
            and np.array_equal(decode(heard.spool_path).waveform, heard.waveform)
        )


@pytest.fixture
def microphone(pulse, tmp_path, rng, tally):  # noqa: F811
    spool_dir = tmp_path / "spool"
    spool_dir.mkdir()
    microphone = Microphone(pulse, spool_dir, rng, tally)
    yield microphone
    pulse.kill()  # so that nothing waits for a frozen server
    if microphone.recorder.poll().state is not RecorderState.IDLE:
        microphone.recorder.stop()


def test_microphone_unplugged(microphone, pulse, tally, how_often):  # noqa: F811
    for _ in range(how_often(1, 10)):
        microphone.speak()
        pulse.unplug()
        microphone.ends("is gone.")
        microphone.refuses("No microphone was found. Connect one")
        pulse.plug_in("loop")
        microphone.works()
    tally.check()


def by_unplugging(pulse):  # noqa: F811
    pulse.unplug("loop")
    return lambda: pulse.plug_in("loop")


def by_the_systems_choice(pulse):  # noqa: F811
    pulse.choose("other")
    return lambda: None


def by_moving_the_recording(pulse):  # noqa: F811
    pulse.pactl("move-source-output", recording_of(pulse), "other.monitor")
    return lambda: None


def recording_of(pulse):  # noqa: F811
    """Its number on the server."""
    (stream,) = [line.split()[0] for line in pulse.pactl("list", "short", "source-outputs").splitlines()]
    return stream


@pytest.mark.parametrize("swap", [by_unplugging, by_the_systems_choice, by_moving_the_recording])
def test_microphone_swapped(microphone, pulse, tally, how_often, swap):  # noqa: F811
    pulse.plug_in("other")
    for _ in range(how_often(1, 10)):
        microphone.speak(at_least_s=capture.SETTLED_AFTER_S)
        undo = swap(pulse)
        microphone.ends(SWAPPED)
        undo()
        pulse.choose("loop")
    tally.check()


def test_microphone_swapped_as_the_recording_begins(microphone, pulse, tally, how_often, monkeypatch):  # noqa: F811
    """As by a headset that wakes up when somebody records: it goes on, and the take says so."""
    monkeypatch.setattr(capture, "SETTLED_AFTER_S", 60.0)  # a loaded machine may take its time
    pulse.plug_in("other")
    for _ in range(how_often(1, 10)):
        microphone.recorder.start()
        for name in ("loop", "other"):  # muted, so that it can be seen which one is known to be heard
            pulse.choose(name)
            pulse.mute(name=name)
            microphone.tells(f"The microphone “Monitor of {name}” is muted.")
            pulse.mute(False, name)
        tally.add("faults")
        heard = microphone.recorder.stop()
        tally.add("silent", "The microphone was changed: a part may be of another one." not in heard.warnings)
        pulse.choose("loop")
    tally.check()


def test_sound_server_frozen(microphone, pulse, tally, how_often):  # noqa: F811
    for _ in range(how_often(1, 10)):
        microphone.speak()
        pulse.freeze()
        microphone.ends("stopped answering.")
        pulse.thaw()
        microphone.wait(devices.refresh)  # as soon as what hung has come back
        microphone.works()
    tally.check()


def test_sound_server_killed(microphone, pulse, tally, how_often):  # noqa: F811
    for _ in range(how_often(1, 10)):
        microphone.speak()
        pulse.kill()
        microphone.ends("is gone.")
        microphone.refuses("No microphone was found. Connect one")
        pulse.start()
        microphone.works()
    tally.check()


def test_no_microphone_when_the_program_starts(microphone, pulse, tally, how_often):  # noqa: F811
    for _ in range(how_often(1, 10)):
        pulse.kill()
        devices.refresh()
        microphone.refuses("No microphone was found. Connect one")
        assert devices.input_devices() == []
        pulse.start()
        assert devices.refresh()
        assert any(device.is_default for device in devices.input_devices())
        microphone.works()
    tally.check()


@pytest.mark.parametrize("rate", [8_000, 192_000])
def test_microphone_of_another_rate(microphone, pulse, tally, how_often, tmp_path, rng, rate):  # noqa: F811
    pulse.plug_in("other", rate)
    pulse.choose("other")
    for _ in range(how_often(1, 10)):
        tone_hz = rng.uniform(200, 3_000)
        tone = 0.3 * np.sin(2 * np.pi * tone_hz * np.arange(SAMPLE_RATE) / SAMPLE_RATE)
        path, _ = written(tmp_path / "tone.flac", tone.astype(np.float32))
        microphone.recorder.start()
        pulse.play(path, into="other")
        record_on(microphone.recorder)
        waveform = microphone.recorder.stop().waveform
        tally.add("faults")
        tally.add("lost", abs(pitch_hz(waveform) - tone_hz) > 0.5)
        tally.add("lost", best_correlation(waveform, tone) < 0.99)
    tally.check()


def pitch_hz(waveform):
    """Where its spectrum is highest, to a tenth of a Hz."""
    n_fft = 10 * SAMPLE_RATE
    return np.argmax(np.abs(np.fft.rfft(waveform, n_fft))) * SAMPLE_RATE / n_fft


def for_all(pulse, is_muted):  # noqa: F811
    pulse.mute(is_muted)


def for_us_alone(pulse, is_muted):  # noqa: F811
    pulse.pactl("set-source-output-mute", recording_of(pulse), str(int(is_muted)))


@pytest.mark.parametrize("mute", [for_all, for_us_alone])
def test_microphone_muted_while_recording(microphone, pulse, tally, how_often, mute):  # noqa: F811
    for _ in range(how_often(1, 10)):
        microphone.speak()
        tally.add("faults")
        mute(pulse, True)
        microphone.tells("The microphone “Monitor of loop” is muted.")
        mute(pulse, False)
        player = pulse.play(microphone.path, wait=False)
        microphone.tells("")
        player.wait(TIMEOUT_S)  # or the next recording begins with the end of this one
        heard = microphone.recorder.stop()
        tally.add("lost", not microphone.is_whole(heard))
        tally.add("silent", heard.warnings != ("The microphone was muted for some of the time.",))
    tally.check()


def test_loudspeaker_unplugged_while_it_plays(microphone, pulse, tally, how_often, rng):  # noqa: F811
    player = Player()
    for _ in range(how_often(1, 10)):
        player.play(babble(rng, 60 * SAMPLE_RATE))
        microphone.wait(lambda: player.position_s > 0.1)
        tally.add("faults")
        pulse.unplug()
        microphone.wait(lambda: not player.is_playing)
        player.stop()
        pulse.plug_in("loop")
    tally.check()
