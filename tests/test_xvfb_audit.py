"""The log of all that was done, opened, searched and exported on a virtual screen."""

import csv

from tests.test_xvfb import screen, start, stored  # noqa: F401 fixtures
from tests.test_xvfb_speakers import gallery  # noqa: F401 fixture


def test_open_the_log_search_it_and_export(gallery, screen, start, tmp_path):  # noqa: F811
    gallery.remove(gallery.speaker("Bruno").id)
    program = start()
    screen.keys("ctrl+4")
    screen.wait_until_still()
    screen.keys("ctrl+shift+a")
    screen.window("^Log$")
    screen.save("audit-1-log")
    screen.type("enrolled chloe")
    screen.save("audit-2-search")
    screen.keys("ctrl+s")
    screen.window("Export the log")
    screen.wait_until_still()
    screen.keys("ctrl+a")
    screen.type(tmp_path / "log.csv")
    screen.keys("Return")
    screen.wait(lambda: stored(tmp_path, "select facts from audit where event = 'export'"))
    screen.wait((tmp_path / "log.csv").exists)
    screen.window("^Log$")
    screen.save("audit-3-exported")
    with open(tmp_path / "log.csv", newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert [(row["event"], row["name"]) for row in rows] == [("enroll", "Chloe")]
    screen.keys("Escape")
    screen.window("GluonAR Desktop")
    screen.wait_until_still()
    screen.keys("ctrl+q")
    assert program.wait(20) == 0
