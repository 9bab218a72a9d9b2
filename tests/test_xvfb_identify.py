"""Identifying in the real window on a virtual screen: one recording, then a conversation, saved as a timeline."""

import subprocess
import sys

import numpy as np
import pytest

from gluonar_engine.data.audio import decode, encode_flac
from tests.screen import ROOT
from tests.test_xvfb import SAMPLES, primary_is_on, screen, shows, start, stored  # noqa: F401


@pytest.fixture
def enrolled(tmp_path):
    """Alba and Bruno, enrolled from the command line into the folder that the window then opens."""
    for voice in ("Alba", "Bruno"):
        files = sorted((SAMPLES / voice).glob("enroll-*.flac"))
        command = [sys.executable, "main.py", "--data", tmp_path, "enroll", voice, *files]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


@pytest.fixture
def talk(tmp_path):
    """Alba, Dmitri and Bruno, one after the other; Dmitri is not enrolled."""
    pause = np.zeros(8_000, np.float32)
    waves = [decode(SAMPLES / voice / "test-1.flac").waveform for voice in ("Alba", "Dmitri", "Bruno")]
    path = tmp_path / "talk.flac"
    path.write_bytes(encode_flac(np.concatenate([part for wave in waves for part in (wave, pause)])))
    return path


def choose(screen, path):  # noqa: F811
    """Through the dialog for files, on the page that is shown."""
    screen.keys("ctrl+o")
    screen.window("Choose recordings")
    screen.type(str(path))
    screen.keys("Return")
    screen.window("GluonAR Desktop")
    screen.wait(lambda: primary_is_on(screen))


def test_identify_a_recording_then_who_speaks_when(screen, enrolled, talk, start, tmp_path):  # noqa: F811
    program = start()
    screen.keys("ctrl+3")
    choose(screen, SAMPLES / "Bruno" / "test-1.flac")
    screen.keys("Return")
    asked = "select kind, name, verdict from trials join speakers on speakers.id = speaker_id"
    screen.wait(lambda: stored(tmp_path, asked) == [("identify", "Bruno", "supports")])
    screen.wait(lambda: shows(screen, "supports_soft"))
    screen.save("11-identified")

    choose(screen, talk)
    screen.keys("c")
    screen.wait_until_still()
    screen.keys("Return")
    screen.wait(lambda: shows_lanes(screen))
    screen.save("12-conversation")
    screen.keys("ctrl+s")
    screen.window("Save the timeline")
    screen.keys("ctrl+a")
    screen.type(str(tmp_path / "talk.rttm"))
    screen.keys("Return")
    screen.wait(lambda: names_in(tmp_path / "talk.rttm") == ["Alba", "unknown", "Bruno"])
    screen.window("GluonAR Desktop")
    screen.keys("ctrl+q")
    assert program.wait(20) == 0


def shows_lanes(screen):  # noqa: F811
    """Whether bars of both kinds are on the screen: of somebody enrolled, and of somebody unknown."""
    return all(shows(screen, tone, at_least=0.0005) for tone in ("supports", "rejects"))


def names_in(rttm):
    """Of the segments that are written by now."""
    return [line.split()[7] for line in rttm.read_text(encoding="utf-8").splitlines()] if rttm.exists() else []
