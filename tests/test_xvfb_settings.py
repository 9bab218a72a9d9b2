"""The Settings page on a virtual screen: another theme at once, Chinese after a restart, data that move."""

import sqlite3

import numpy as np
import pytest

from app import settings, theme
from app.services.preferences import read_preferences
from tests.test_xvfb import screen  # noqa: F401 a fixture
from tests.waiting import wait_until


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The user's own folders, so that no option says where the data are."""
    for name in ("DATA", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.delenv("GLUONAR_DATA", raising=False)
    return settings.usual_dir()


def ground(screen):  # noqa: F811
    """The colour of the window where nothing is: beside the cards."""
    return "#{:02x}{:02x}{:02x}".format(*screen.picture()[600, 196])


def in_front(screen):  # noqa: F811
    window = screen.window("GluonAR Desktop")
    screen.do("windowmove", "--sync", window, 0, 0)
    screen.do("windowfocus", "--sync", window)
    screen.wait_until_still()


def test_theme_language_and_data_folder_are_chosen(screen, home, tmp_path):  # noqa: F811
    program = screen.start("main.py")
    in_front(screen)
    screen.keys("ctrl+comma", "alt+d")
    screen.wait(lambda: ground(screen) == theme.DARK.window)
    screen.save("settings-1-dark")
    english = screen.picture()[30:80, 200:400]
    screen.keys("alt+l")
    screen.wait(lambda: ground(screen) == theme.LIGHT.window)

    screen.click(990, 253)  # the language
    screen.wait_until_still()
    screen.keys("End", "Return")
    wait_until(lambda: read_preferences(home).language == "zh_CN")
    screen.save("settings-2-language-chosen")
    screen.keys("Tab")  # somewhere, and then the notice's own button
    screen.click(1160, 715)
    screen.wait(lambda: not np.array_equal(screen.picture()[30:80, 200:400], english))
    in_front(screen)
    screen.keys("ctrl+8")
    screen.save("settings-3-chinese")
    assert program.poll() is None, "the same process goes on"

    (tmp_path / "new").mkdir()
    screen.keys("alt+m")
    screen.window("为数据选择一个空文件夹")
    screen.type(str(tmp_path / "new"))
    screen.keys("Return")
    wait_until(lambda: settings.chosen_dir() == tmp_path / "new")
    wait_until(lambda: not settings.gallery_path(home).exists())
    in_front(screen)
    assert read_preferences(settings.data_dir()).language == "zh_CN"
    with sqlite3.connect(settings.gallery_path(tmp_path / "new")) as gallery:
        assert gallery.execute("select count(*) from speakers").fetchone() == (0,)
    gallery.close()
    screen.save("settings-4-moved")
    screen.keys("ctrl+q")
    assert program.wait(20) == 0


def test_data_folder_that_is_gone_is_told_to_somebody_without_a_terminal(screen, home, tmp_path):  # noqa: F811
    settings.choose_dir(tmp_path / "unplugged")
    program = screen.start("main.py")
    screen.window("GluonAR Desktop")
    screen.save("settings-5-folder-gone")
    screen.keys("Return")
    assert program.wait(20) == 4
    assert not (tmp_path / "unplugged").exists()
