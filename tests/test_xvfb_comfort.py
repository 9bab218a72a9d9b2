"""Menu, tour, report, backup and help on a virtual screen, by keys alone."""

from app import theme
from app.services.backup import read_backup
from app.settings import gallery_path
from tests.pdf_text import Pdf
from tests.test_xvfb import screen as screen
from tests.test_xvfb import start, stored

start = start  # a fixture, as the one above


def step_is_ready(screen):
    """Whether the tour's button, at the bottom right, has the colour of one that can be pressed."""
    accent = [int(theme.LIGHT.accent[i : i + 2], 16) for i in (1, 3, 5)]
    return (screen.picture()[660:750, 1130:1250] == accent).all(axis=2).mean() > 0.05


def go_on(screen, is_done):
    """Press the tour's button once it can be pressed, and wait for what it does."""
    screen.wait(lambda: step_is_ready(screen))
    screen.wait_until_still()
    screen.keys("Return")
    screen.wait(is_done)


def has_takes(screen):
    """Whether there are takes on the enroll page: their border, at the right."""
    accent = [int(theme.LIGHT.accent_soft[i : i + 2], 16) for i in (1, 3, 5)]
    return (screen.picture()[140:560, 1000:1250] == accent).all(axis=2).mean() > 0.05


def answers(tmp_path):
    return [verdict for (verdict,) in stored(tmp_path, "select verdict from trials order by id") or ()]


def save_as(screen, title, path):
    screen.window(title)
    screen.keys("ctrl+a")
    screen.type(str(path))
    screen.keys("Return")
    screen.wait(path.exists)
    screen.window("GluonAR Desktop")


def test_tour_report_backup_and_help_by_keys_alone(screen, start, tmp_path):
    program = start()
    names = lambda: stored(tmp_path, "select name from speakers")  # noqa: E731
    screen.keys("F10")
    screen.wait_until_still()
    screen.save("comfort-1-menu")
    screen.keys("t")
    go_on(screen, lambda: has_takes(screen))
    screen.save("comfort-2-tour")
    go_on(screen, lambda: names() == [("Alba (sample voice)",)])
    go_on(screen, lambda: answers(tmp_path) == ["supports"])
    screen.save("comfort-3-same")
    screen.keys("ctrl+1", "ctrl+2", "ctrl+s")  # the keys of a page want the focus in it
    save_as(screen, "Save the report", tmp_path / "alba.pdf")
    assert Pdf(tmp_path / "alba.pdf").n_pictures == 5
    screen.keys("F10")
    screen.wait_until_still()
    screen.keys("b")
    save_as(screen, "Back up everything", tmp_path / "alba.gluonar")
    assert read_backup(tmp_path / "alba.gluonar").n_recordings == 3
    screen.save("comfort-4-saved")
    screen.keys("F1")
    screen.window("Help – GluonAR")
    screen.save("comfort-5-help")
    screen.keys("Escape")
    screen.window("GluonAR Desktop")
    screen.keys("ctrl+q")
    assert program.wait(20) == 0
    assert gallery_path(tmp_path).exists()
