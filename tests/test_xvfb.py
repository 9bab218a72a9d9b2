"""The real window on a virtual screen, driven with mouse and keys as a person would."""

import shutil
import signal
import sqlite3

import pytest

from app import theme
from app.settings import gallery_path, spool_dir
from tests import pulse as pulse_module
from tests import screen as screen_module
from tests.screen import ROOT, SCREENSHOTS, Screen

SAMPLES = ROOT / "assets" / "samples"


@pytest.fixture(scope="module", autouse=True)
def no_old_screenshots():
    """What is in the folder afterwards is of this run: a picture of an old failure would mislead."""
    shutil.rmtree(SCREENSHOTS, ignore_errors=True)


@pytest.fixture
def screen():
    if screen_module.missing_parts():
        pytest.skip(screen_module.missing_parts())
    with Screen() as screen:
        yield screen


@pytest.fixture
def microphone():
    if pulse_module.missing_parts():
        pytest.skip(pulse_module.missing_parts())
    with pulse_module.PulseMicrophone() as microphone:
        yield microphone


@pytest.fixture
def start(screen, tmp_path):
    """Start the program; it comes back as a process, with its window focused."""

    def start(*options):
        program = screen.start_findable("--data", tmp_path, "--theme", "light", *options)
        window = screen.window("GluonAR Desktop")
        screen.do("windowmove", "--sync", window, 0, 0)
        screen.do("windowfocus", "--sync", window)
        screen.wait_until_still()
        return program

    return start


def stored(tmp_path, query):
    """What the gallery holds, seen from outside; None while there is none."""
    if not gallery_path(tmp_path).exists():
        return None
    connection = sqlite3.connect(gallery_path(tmp_path), timeout=5)
    try:
        return connection.execute(query).fetchall()
    except sqlite3.OperationalError:  # the tables are not there yet
        return None
    finally:
        connection.close()


def shows(screen, colour_name, *, at_least=0.02):
    """Whether an area of this colour is on the screen, the verdict's background for one; ``at_least`` is its share."""
    return has_colour(screen.picture(), colour_name, at_least=at_least)


def has_colour(picture, colour_name, *, at_least):
    """``colour_name`` is the light theme's."""
    wanted = [int(getattr(theme.LIGHT, colour_name)[i : i + 2], 16) for i in (1, 3, 5)]
    return (picture == wanted).all(axis=2).mean() > at_least


def primary_is_on(screen):
    """Whether the page's primary button has the colour of one that can be pressed."""
    return has_colour(screen.picture_of("page.primary"), "accent", at_least=0.3)


def tick_consent(screen):
    """On the enroll page: the speaker agrees."""
    left, top, _, bottom = screen.where("enroll.consent.tick")
    screen.click(left + 8, (top + bottom) // 2)


def chosen(screen):
    """Click on the first speaker in the list; the dialog before may still be closing and swallow it."""
    screen.click_on("verify.picker.list", row=0)
    screen.wait_until_still()
    return primary_is_on(screen)


def record(screen, tmp_path):
    """Press the keys for recording, and wait until it runs."""
    before = set(spool_dir(tmp_path).glob("*.wav"))
    screen.keys("ctrl+r")
    screen.wait(lambda: set(spool_dir(tmp_path).glob("*.wav")) - before)


def ask_about(screen, microphone, tmp_path, speaker):
    """On the verify page: record what ``speaker`` says and compare it with the first in the list."""
    screen.keys("ctrl+2")
    record(screen, tmp_path)
    microphone.play(SAMPLES / speaker / "test-1.flac")
    screen.keys("ctrl+r")
    screen.wait(lambda: chosen(screen))
    screen.keys("Return")


def test_drop_files_enroll_and_verify(screen, start, tmp_path):
    program = start()
    files = sorted((SAMPLES / "Alba").glob("enroll-*.flac"))
    screen.start("tests/drag_source.py", *files)
    screen.window("drag source")
    screen.drag((1340, 60), (720, 500))
    screen.save("1-dropped")
    screen.window("GluonAR Desktop")
    screen.click_on("enroll.name_edit")
    screen.type("Alba")
    tick_consent(screen)
    screen.wait(lambda: primary_is_on(screen))
    screen.keys("Return")
    screen.wait(lambda: stored(tmp_path, "select name from speakers") == [("Alba",)])
    assert stored(tmp_path, "select count(*) from recordings") == [(3,)]
    screen.save("2-enrolled")

    screen.keys("ctrl+2", "ctrl+o")
    screen.window("Choose recordings")
    screen.type(str(SAMPLES / "Alba" / "test-1.flac"))
    screen.keys("Return")
    screen.window("GluonAR Desktop")
    screen.wait_until_still()
    screen.wait(lambda: chosen(screen))
    screen.keys("Return")
    screen.wait(lambda: stored(tmp_path, "select verdict from trials") == [("supports",)])
    screen.wait(lambda: shows(screen, "supports_soft"))
    screen.save("3-verdict")

    screen.keys("ctrl+4")
    screen.save("4-speakers")
    screen.keys("ctrl+q")
    assert program.wait(20) == 0


def test_speak_enroll_and_verify(screen, microphone, start, tmp_path):
    """Spoken into the microphone, recorded, enrolled, and compared with the next thing said, by the shipped model."""
    program = start()
    screen.type("Chloe")
    record(screen, tmp_path)
    microphone.play(SAMPLES / "Chloe" / "enroll-1.flac")
    screen.save("5-recording")
    screen.keys("ctrl+r")
    tick_consent(screen)
    screen.wait(lambda: primary_is_on(screen))
    screen.save("6-recorded")
    screen.keys("Return")
    screen.wait(lambda: stored(tmp_path, "select name from speakers") == [("Chloe",)])
    screen.wait(lambda: not list(spool_dir(tmp_path).glob("*.wav")))

    ask_about(screen, microphone, tmp_path, "Chloe")
    screen.wait(lambda: stored(tmp_path, "select verdict from trials") == [("supports",)])
    screen.wait(lambda: shows(screen, "supports_soft"))
    screen.save("7-chloe")
    ask_about(screen, microphone, tmp_path, "Bruno")
    screen.wait(lambda: stored(tmp_path, "select verdict from trials") == [("supports",), ("does not support",)])
    screen.wait(lambda: shows(screen, "rejects_soft"))
    screen.save("8-bruno")
    screen.keys("ctrl+q")
    assert program.wait(20) == 0


def test_recording_survives_a_kill_and_is_offered_again(screen, microphone, start, tmp_path):
    program = start()
    record(screen, tmp_path)
    microphone.play(SAMPLES / "Bruno" / "enroll-1.flac")
    program.send_signal(signal.SIGKILL)
    program.wait(20)
    assert list(spool_dir(tmp_path).glob("*.wav"))
    start()
    screen.where("notices", text="Use it")
    screen.save("9-recovered")
    screen.click_on("notices", text="Use it")
    screen.click_on("enroll.name_edit")
    screen.type("Bruno")
    tick_consent(screen)
    screen.wait(lambda: primary_is_on(screen))
    screen.save("10-used")
    screen.keys("Return")
    screen.wait(lambda: stored(tmp_path, "select name from speakers") == [("Bruno",)])
