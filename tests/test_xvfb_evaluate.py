"""Evaluating in the real window on a virtual screen: the gallery, a click on a curve, then a list of trials, saved."""

import subprocess
import sys

import pytest

from app.services.operating_point import remembered_point
from tests.screen import ROOT
from tests.test_xvfb import SAMPLES, primary_is_on, screen, start  # noqa: F401

VOICES = ("Alba", "Bruno")


@pytest.fixture
def enrolled(tmp_path):
    """From the command line into the folder that the window then opens."""
    for voice in VOICES:
        files = sorted((SAMPLES / voice).glob("enroll-*.flac"))
        command = [sys.executable, "main.py", "--data", tmp_path, "enroll", voice, *files]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)


@pytest.fixture
def trials(tmp_path):
    names = [f"{voice}/test-{number}.flac" for voice in VOICES for number in (1, 2)]
    pairs = [(left, right) for place, left in enumerate(names) for right in names[:place]]
    path = tmp_path / "trials.txt"
    path.write_text("\n".join(f"{int(left[:4] == right[:4])} {left} {right}" for left, right in pairs))
    return path


def test_evaluate_choose_the_operating_point_and_save(screen, enrolled, trials, start, tmp_path):  # noqa: F811
    program = start()
    screen.keys("ctrl+6")
    screen.wait(lambda: primary_is_on(screen))
    screen.keys("Return")
    screen.wait(lambda: chosen_point(screen, tmp_path) > 0.5)
    screen.save("15-operating-point")

    answer(screen, "ctrl+o", "Choose a list of trials", trials)
    answer(screen, "f", "Choose the folder of the recordings", SAMPLES)
    screen.wait(lambda: primary_is_on(screen))
    screen.keys("Return")
    screen.wait_until_still()
    answer(screen, "ctrl+s", "Save the evaluation", tmp_path / "curves.svg")
    screen.wait(lambda: (tmp_path / "curves.svg").exists())
    screen.save("16-list")
    screen.keys("ctrl+q")
    assert program.wait(20) == 0


def chosen_point(screen, tmp_path):  # noqa: F811
    """Click into the plot of scores, right of its middle, once there is one; the ratio that is remembered by then."""
    screen.click(480, 560)
    screen.wait_until_still()
    return remembered_point(tmp_path).llr


def answer(screen, key, title, path):  # noqa: F811
    """A dialog for files, called with a key."""
    screen.keys(key)
    screen.window(title)
    screen.keys("ctrl+a")
    screen.type(str(path))
    screen.keys("Return")
    screen.window("GluonAR Desktop")
    screen.wait_until_still()
