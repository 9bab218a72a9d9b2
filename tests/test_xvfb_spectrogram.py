"""The spectrogram page on a virtual screen: a file, the wheel, live sound from the microphone, and a picture saved."""

import numpy as np
from PIL import Image

from tests.test_xvfb import SAMPLES, microphone, screen, start  # noqa: F401 fixtures

PAGE_KEY = "ctrl+5"
STAGE, SECOND_HALF = np.s_[100:730, 450:1260], np.s_[400:730, 450:1260]  # rows and columns of the screen


def share_of_sound(picture, area=STAGE):
    """How much of the stage has the colours of sound: more red than all that the window itself has."""
    red, green, blue = (picture[area][..., channel].astype(int) for channel in range(3))
    return ((red > 130) & (red > green + 50) & (blue < 200)).mean()


def choose_file(screen, key, title, path):  # noqa: F811
    screen.keys(key)
    screen.window(title)
    screen.type(str(path))
    screen.keys("Return")
    screen.window("GluonAR Desktop")


def test_look_into_a_file_and_live_sound_and_save_the_picture(screen, microphone, start, tmp_path):  # noqa: F811
    program = start()
    screen.keys(PAGE_KEY)
    choose_file(screen, "ctrl+o", "Choose recordings", SAMPLES / "Alba" / "test-1.flac")
    screen.wait(lambda: share_of_sound(screen.picture()) > 0.05)
    whole = screen.wait_until_still()
    screen.save("11-spectrogram")

    screen.do("mousemove", 800, 450, "click", 4, "click", 4)  # the wheel
    screen.wait(lambda: np.mean(screen.picture()[STAGE] != whole[STAGE]) > 0.2)
    screen.save("12-zoomed")

    screen.keys("ctrl+r")
    screen.wait(lambda: share_of_sound(screen.picture()) < 0.01)  # live, and silent
    player = microphone.play(SAMPLES / "Chloe" / "enroll-1.flac", wait=False)
    screen.wait(lambda: share_of_sound(screen.picture()) > 0.02)
    screen.keep(screen.picture(), "13-live")
    assert player.wait(60) == 0
    screen.keys("ctrl+r")
    # the white of the panels is back
    screen.wait(lambda: (screen.picture()[STAGE] == 255).all(axis=2).mean() > 0.1)
    screen.keys("f")
    screen.wait(lambda: share_of_sound(screen.picture(), SECOND_HALF) > 0.02)
    screen.save("14-two")

    choose_file(screen, "ctrl+s", "Save the picture", tmp_path / "both.png")
    screen.wait((tmp_path / "both.png").exists)
    screen.keys("ctrl+q")
    assert program.wait(20) == 0
    with Image.open(tmp_path / "both.png") as saved:
        assert saved.width > 1200
        assert len(saved.convert("RGB").getcolors(1 << 20)) > 200
