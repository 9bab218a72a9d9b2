"""A microphone that is muted, swapped and lost while somebody speaks, in the real window on a virtual screen."""

from tests.test_xvfb import SAMPLES, primary_is_on, record, start, stored, tick_consent
from tests.test_xvfb import microphone as microphone
from tests.test_xvfb import screen as screen

start = start  # a fixture, as those above


def has_stopped(screen):
    return screen.is_there("enroll.voice", text="Record") and screen.is_there("notices", text="Dismiss this notice")


def test_muted_swapped_and_lost_while_speaking_and_enrolled_from_what_was_heard(screen, microphone, start, tmp_path):
    program = start()
    microphone.plug_in("other")
    screen.type("Bruno")
    tick_consent(screen)
    record(screen, tmp_path)
    microphone.mute()
    screen.where("notices", text="Dismiss this notice")
    screen.keep(screen.picture(), "devices-1-muted")  # it is never still while it records
    microphone.mute(False)
    microphone.play(SAMPLES / "Bruno" / "enroll-1.flac")
    screen.wait(lambda: not screen.is_there("notices"))
    microphone.choose("other")
    screen.wait(lambda: has_stopped(screen))
    screen.wait(lambda: primary_is_on(screen))
    screen.save("devices-2-swapped")

    record(screen, tmp_path)
    microphone.play(SAMPLES / "Bruno" / "enroll-2.flac", into="other")
    microphone.kill()
    screen.wait(lambda: has_stopped(screen))
    screen.wait(lambda: primary_is_on(screen))
    screen.save("devices-3-lost")
    screen.keys("Return")
    screen.wait(lambda: stored(tmp_path, "select name from speakers") == [("Bruno",)])
    assert stored(tmp_path, "select count(*) from recordings") == [(2,)]
    screen.keys("ctrl+q")
    assert program.wait(20) == 0
