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


def test_newest_backup_is_put_back_and_the_program_begins(screen, tmp_path):
    path = tmp_path / "gallery.db"
    Gallery(path).enroll("Ada", [new_take("a")], "m1")
    back_up_by_itself(tmp_path)
    damaged.all_but_the_beginning(path, np.random.default_rng(1))
    spoilt = path.read_bytes()
    program = screen.start("main.py", "--data", tmp_path, "--theme", "light")
    screen.window("damaged gallery")
    screen.wait(lambda: shows_accent(screen))
    screen.wait_until_still()
    screen.save("gate-damaged")
    screen.keys("Return")
    screen.wait(lambda: list((tmp_path / "backups").glob("damaged-*.db")))
    screen.wait(lambda: path.read_bytes() != spoilt and shows_accent(screen))
    screen.wait_until_still()
    screen.save("gate-restored")
    screen.keys("Return")
    screen.window("GluonAR Desktop$")
    screen.wait_until_still()
    assert [speaker.name for speaker in Gallery(path).speakers()] == ["Ada"]
    (kept,) = (tmp_path / "backups").glob("damaged-*.db")
    assert kept.read_bytes() == spoilt
    screen.keys("ctrl+q")
    assert program.wait(60) == 0
