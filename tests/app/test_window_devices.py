"""The window while a real sound server does as it likes: each fault is a sentence, what was heard is a take."""

import pytest

from app.audio import capture
from app.controllers.recording import State
from app.program import Program
from tests.app.fake_model import FakeModels
from tests.app.stage import FakePlayer
from tests.app.test_recorder_pulse import babble, written
from tests.app.test_window_whole import dressed as dressed
from tests.pulse import pulse  # noqa: F401 a fixture
from tests.waiting import TIMEOUT_S


@pytest.fixture
def program(pulse, dressed, qtbot, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setattr(capture, "SETTLED_AFTER_S", 0.5)
    program = Program(tmp_path, player=FakePlayer())
    program.workshop.models = FakeModels()
    qtbot.addWidget(program.window)
    program.window.show()
    program.begin()
    program.window.enroll.voice.countdown_button.setChecked(False)
    yield program
    program.window.close_for_good()
    pulse.kill()  # so that nothing waits for a frozen server
    program.end()


@pytest.fixture
def page(program, wait):
    wait(lambda: program.window.enroll.voice.device() is not None)
    return program.window.enroll


@pytest.fixture
def wait(qtbot):
    return lambda condition: qtbot.waitUntil(condition, timeout=TIMEOUT_S * 1000)


@pytest.fixture
def speak(program, pulse, wait, tmp_path, rng):  # noqa: F811
    """Press Record and say something, which is heard for a second at least."""
    path, _ = written(tmp_path / "words.flac", babble(rng, 32_000))

    def speak():
        program.window.enroll.voice.record_button.click()
        wait(lambda: program.controllers.recording.state is State.RECORDING)
        pulse.play(path, wait=False)
        wait(lambda: program.window.enroll.voice.clock.text() >= "0:01.0")

    return speak


def unplug(pulse):  # noqa: F811
    pulse.unplug()
    return lambda: pulse.plug_in("loop")


def swap(pulse):  # noqa: F811
    pulse.plug_in("other")
    pulse.choose("other")
    return lambda: pulse.choose("loop")


def freeze(pulse):  # noqa: F811
    pulse.freeze()
    return pulse.thaw


def kill(pulse):  # noqa: F811
    pulse.kill()
    return pulse.start


FAULTS = {
    unplug: "The microphone “default” is gone.",
    swap: "Your system changed the microphone from “Monitor of loop” to “Monitor of other”.",
    freeze: "The microphone “default” stopped answering.",
    kill: "The microphone “default” is gone.",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_told_its_take_kept_and_the_next_one_recorded(program, page, pulse, speak, wait, fault):  # noqa: F811
    speak()
    mend = fault(pulse)
    wait(lambda: len(page.takes.rows) == 1)
    assert program.window.notices.title.text() == FAULTS[fault]
    assert "heard until then are kept." in program.window.notices.advice.text()
    assert page.takes.rows[0].sound.take.quality.duration_s > 0.9  # the clock rounds
    mend()
    speak()
    page.voice.record_button.click()
    wait(lambda: len(page.takes.rows) == 2)


def test_muting_is_told_while_it_lasts_and_the_recording_goes_on(program, page, pulse, speak, wait):  # noqa: F811
    speak()
    pulse.mute()
    wait(lambda: program.window.notices.title.text() == "The microphone “Monitor of loop” is muted.")
    pulse.mute(False)
    wait(lambda: program.window.notices.title.text() != "The microphone “Monitor of loop” is muted.")
    assert program.controllers.recording.state is State.RECORDING
    page.voice.record_button.click()
    wait(lambda: len(page.takes.rows) == 1)


def test_microphone_that_appears_is_found_when_looked_for(program, page, pulse, speak, wait):  # noqa: F811
    pulse.kill()
    page.voice.refresh_button.click()
    wait(lambda: page.voice.device() is None)
    assert program.window.status.device.text() == "No microphone"
    page.voice.record_button.click()
    wait(lambda: program.window.notices.title.text() == "No microphone was found.")
    pulse.start()
    page.voice.refresh_button.click()
    wait(lambda: page.voice.device() is not None)
    speak()
    page.voice.record_button.click()
    wait(lambda: len(page.takes.rows) == 1)
