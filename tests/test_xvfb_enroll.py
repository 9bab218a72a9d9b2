"""Enrolling on a virtual screen: guided takes one after another, and a whole folder dropped on the page."""

import shutil

from tests.test_xvfb import (  # noqa: F401 some of them fixtures
    SAMPLES,
    has_colour,
    microphone,
    primary_is_on,
    record,
    screen,
    start,
    stored,
    tick_consent,
)


def is_ticked(screen, row):  # noqa: F811
    """Whether the table's box in this row has the colour of a tick."""
    return has_colour(screen.picture_of("enroll.folder.table", row=row), "accent", at_least=0.015)  # of a wide cell


def test_folder_of_speakers_is_dropped_looked_through_and_enrolled(screen, start, tmp_path):  # noqa: F811
    folder = tmp_path / "Interviews"
    for voice in ("Alba", "Bruno"):
        shutil.copytree(SAMPLES / voice, folder / voice)
    program = start()
    screen.start("tests/drag_source.py", folder)
    screen.window("drag source")
    screen.drag((1340, 60), (720, 500))
    screen.window("GluonAR Desktop")
    screen.wait(lambda: all(is_ticked(screen, row) for row in range(6)))  # the lowest may be out of sight
    screen.save("enroll-1-looked-through")
    screen.keys("Down", "space", "c")  # one file not, and they agree
    screen.wait(lambda: primary_is_on(screen))
    screen.keys("Return")
    screen.wait(lambda: stored(tmp_path, "select name from speakers order by name") == [("Alba",), ("Bruno",)])
    screen.save("enroll-2-enrolled")
    assert stored(tmp_path, "select count(*) from recordings") == [(9,)]
    assert stored(tmp_path, "select distinct purpose from consents") == [("Verification",)]
    screen.keys("ctrl+q")
    assert program.wait(20) == 0


def test_three_guided_takes_make_a_speaker(screen, microphone, start, tmp_path):  # noqa: F811
    program = start()
    screen.type("Chloe")
    screen.keys("Tab", "Tab", "space")  # past the purpose to the consent
    for number in (1, 2, 3):
        record(screen, tmp_path)
        microphone.play(SAMPLES / "Chloe" / f"enroll-{number}.flac")
        screen.keys("ctrl+r")
        screen.wait(lambda: primary_is_on(screen))
    screen.save("enroll-3-three-takes")
    screen.keys("Return")
    screen.wait(lambda: stored(tmp_path, "select name from speakers") == [("Chloe",)])
    assert stored(tmp_path, "select count(*) from recordings") == [(3,)]
    assert stored(tmp_path, "select min(speech_s) > 1.5 from recordings") == [(1,)]
    screen.keys("ctrl+q")
    assert program.wait(20) == 0
