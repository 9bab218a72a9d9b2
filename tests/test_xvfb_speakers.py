"""Keeping speakers in order on a virtual screen, with mouse and keys as a person would."""

import pytest

from app.services.enrollment import EnrollmentService
from app.services.importing import take_from_file
from app.settings import gallery_path
from app.store.gallery import Gallery
from tests.app.fake_model import FakeModels
from tests.test_xvfb import SAMPLES, screen, start, stored  # noqa: F401 fixtures


@pytest.fixture
def gallery(tmp_path):
    """Alba, Bruno, Chloe and Dmitri with two takes each."""
    gallery = Gallery(gallery_path(tmp_path))
    service = EnrollmentService(gallery, FakeModels())
    for name in ("Alba", "Bruno", "Chloe", "Dmitri"):
        service.enroll(name, [take_from_file(SAMPLES / name / f"enroll-{number}.flac") for number in (1, 2)])
    return gallery


def names(tmp_path):
    return [name for (name,) in stored(tmp_path, "select name from speakers order by name")]


def n_recordings(tmp_path):
    return stored(tmp_path, "select count(*) from recordings")[0][0]


def press(screen, key):  # noqa: F811
    screen.wait_until_still()
    screen.keys(key)


def test_rename_merge_remove_and_undo(gallery, screen, start, tmp_path):  # noqa: F811
    program = start()
    screen.keys("ctrl+4")
    press(screen, "ctrl+f")
    screen.type("chl")
    press(screen, "F2")
    screen.type("Clotilde")
    press(screen, "Return")
    screen.wait(lambda: names(tmp_path) == ["Alba", "Bruno", "Clotilde", "Dmitri"])
    press(screen, "ctrl+f")
    screen.keys("ctrl+a", "BackSpace")

    screen.wait_until_still()
    screen.click_on("speakers.table.table", row=0)
    screen.do("keydown", "shift")
    screen.click_on("speakers.table.table", row=2)
    screen.do("keyup", "shift")
    screen.save("speakers-1-chosen")
    press(screen, "ctrl+m")
    screen.wait(lambda: len(names(tmp_path)) == 2)
    screen.save("speakers-2-merged")
    press(screen, "ctrl+z")
    screen.wait(lambda: names(tmp_path) == ["Alba", "Bruno", "Clotilde", "Dmitri"])

    screen.wait_until_still()
    screen.click_on("speakers.table.table", row=0)
    screen.wait_until_still()
    screen.click_on("speakers.takes", text="Choose “enroll-1.flac”")
    press(screen, "ctrl+Delete")
    screen.wait(lambda: n_recordings(tmp_path) == 7)
    screen.save("speakers-3-take-removed")
    press(screen, "ctrl+z")
    screen.wait(lambda: n_recordings(tmp_path) == 8)

    press(screen, "shift+Delete")
    screen.save("speakers-4-remove")
    press(screen, "Tab")
    press(screen, "Return")
    screen.wait(lambda: names(tmp_path) == ["Bruno", "Clotilde", "Dmitri"])
    screen.wait_until_still()
    screen.keys("ctrl+q")
    assert program.wait(20) == 0
    assert b"Alba" not in gallery_path(tmp_path).read_bytes()
