"""A damaged gallery on a virtual screen: its newest backup is put back by keys, and the program begins with it."""

import numpy as np
import pytest
from PyQt5.QtGui import QColor

from app import theme
from app.services.backup import back_up_by_itself
from app.store.gallery import Gallery
from tests.app import damaged
from tests.app.test_store import new_take
from tests.screen import Screen, missing_parts

pytestmark = pytest.mark.skipif(bool(missing_parts()), reason=missing_parts())
ACCENT = QColor(theme.LIGHT.accent).getRgb()[:3]


@pytest.fixture
def screen():
    with Screen() as screen:
        yield screen


def shows_accent(screen):
    """Whether there is a button to press Enter for."""
    return (screen.picture() == ACCENT).all(axis=2).sum() > 500


@pytest.fixture
def folder(tmp_path):
    Gallery(tmp_path / "gallery.db").enroll("Ada", [new_take("a")], "m1")
    back_up_by_itself(tmp_path)
    return tmp_path


def spoil(folder):
    damaged.all_but_the_beginning(folder / "gallery.db", np.random.default_rng(1))
    return (folder / "gallery.db").read_bytes()


def put_back(screen, folder, spoilt):
    screen.window("damaged gallery")
    screen.wait(lambda: shows_accent(screen))
    screen.wait_until_still()
    screen.save("gate-damaged")
    screen.keys("Return")
    screen.wait(lambda: (folder / "gallery.db").read_bytes() != spoilt and shows_accent(screen))
    screen.wait_until_still()
    screen.save("gate-restored")
    screen.keys("Return")
    screen.window("GluonAR Desktop$")
    screen.wait_until_still()
    assert [speaker.name for speaker in Gallery(folder / "gallery.db").speakers()] == ["Ada"]
    (kept,) = (folder / "backups").glob("damaged-*.db")
    assert kept.read_bytes() == spoilt


def test_newest_backup_is_put_back_and_the_program_begins(screen, folder):
    spoilt = spoil(folder)
    program = screen.start("main.py", "--data", folder, "--theme", "light")
    put_back(screen, folder, spoilt)
    screen.keys("ctrl+q")
    assert program.wait(60) == 0


def test_damage_that_is_met_later_ends_the_same_way(screen, folder):
    program = screen.start_findable("--data", folder, "--theme", "light")
    screen.window("GluonAR Desktop$")
    screen.where("enroll.name_edit")
    screen.wait_until_still()
    spoilt = spoil(folder)
    screen.keys("ctrl+4")
    screen.where("notices", text="Put back a copy…")
    screen.wait_until_still()
    screen.save("damage-met")
    screen.click_on("notices", text="Put back a copy…")
    put_back(screen, folder, spoilt)
    screen.keys("ctrl+q")
    assert program.wait(60) == 0
