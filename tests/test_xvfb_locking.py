"""A protected gallery on a virtual screen: opened by typing, locked by keys, and begun anew."""

import pytest
from PyQt5.QtGui import QColor

from app import theme
from app.services import protecting
from app.store.gallery import Gallery
from tests.app.test_store import new_take
from tests.screen import Screen, missing_parts

pytestmark = pytest.mark.skipif(bool(missing_parts()), reason=missing_parts())
PHRASE = "four unrelated words"
ACCENT = QColor(theme.LIGHT.accent).getRgb()[:3]


@pytest.fixture
def screen():
    with Screen() as screen:
        yield screen


def open_gate(screen, phrase):
    screen.window("GluonAR Desktop, locked")
    screen.wait_until_still()
    screen.type(phrase)
    screen.wait(lambda: shows_accent(screen))
    screen.keys("Return")


def shows_accent(screen):
    """Whether the button can be pressed: it cannot while the key is being made."""
    return (screen.picture() == ACCENT).all(axis=2).sum() > 500


def test_gallery_is_opened_locked_and_opened_again(screen, tmp_path):
    Gallery(tmp_path / "gallery.db").enroll("Ada", [new_take("a")], "m1")
    protecting.set_passphrase(tmp_path, PHRASE)
    program = screen.start("main.py", "--data", tmp_path, "--theme", "light")
    open_gate(screen, "something else")
    screen.wait(lambda: not shows_accent(screen))
    screen.wait(lambda: shows_accent(screen))
    screen.save("gate-wrong")
    open_gate(screen, PHRASE)  # what was typed before is selected
    screen.window("GluonAR Desktop$")
    screen.wait_until_still()
    screen.keys("ctrl+4")
    screen.save("unlocked")
    screen.keys("ctrl+shift+l")
    open_gate(screen, PHRASE)
    screen.window("GluonAR Desktop$")
    screen.wait_until_still()
    screen.keys("ctrl+q")
    assert program.wait(60) == 0
