"""The verify page on a virtual screen: an answer while one speaks, one at another operating point, and the history."""

import re

import pytest

from app.services.enrollment import EnrollmentService
from app.services.importing import take_from_file
from app.services.models import ModelProvider
from app.settings import gallery_path, settings_path
from app.store.gallery import Gallery
from tests.test_xvfb import SAMPLES, primary_is_on, record, shows, start, stored
from tests.test_xvfb import microphone as microphone
from tests.test_xvfb import screen as screen

start = start  # a fixture, as the two above


@pytest.fixture
def chloe(tmp_path):
    takes = [take_from_file(path) for path in sorted((SAMPLES / "Chloe").glob("enroll-*.flac"))]
    EnrollmentService(Gallery(gallery_path(tmp_path)), ModelProvider()).enroll("Chloe", takes)


def verdicts(tmp_path):
    return [verdict for (verdict,) in stored(tmp_path, "select verdict from trials order by id")]


def test_answer_while_one_speaks_then_at_another_point_and_in_the_history(screen, microphone, chloe, start, tmp_path):
    program = start()
    screen.keys("ctrl+2")
    screen.wait(lambda: chosen_in_list(screen))
    screen.keys("ctrl+l")  # answer while I speak
    screen.wait(lambda: '"answer_while_speaking": true' in remembered(tmp_path))
    record(screen, tmp_path)
    microphone.play(SAMPLES / "Chloe" / "test-1.flac")
    screen.wait(lambda: shows(screen, "supports_soft"))
    assert verdicts(tmp_path) == [], "an answer while one speaks is none that counts"
    screen.keep(screen.picture(), "verify-1-live")
    screen.keys("ctrl+r")
    screen.wait(lambda: verdicts(tmp_path) == ["supports"])
    screen.wait(lambda: shows(screen, "supports_soft"))
    screen.save("verify-2-verdict")

    screen.keys("ctrl+p")  # the operating point: a ratio that this recording does not reach
    screen.wait_until_still()
    screen.click_on("verify.point.kind")
    screen.keys("Escape", "End")  # the list is not needed to choose its last line
    screen.wait_until_still()
    screen.save("verify-3-ratio")
    screen.click_on("verify.point.fields.llr")
    screen.keys("ctrl+a")
    screen.type("29")
    screen.keys("Return")
    screen.wait(lambda: re.search(r'"llr": 29', remembered(tmp_path)))
    screen.wait(lambda: primary_is_on(screen) and not shows(screen, "supports_soft"))
    screen.save("verify-4-point")
    screen.click_on("verify.verify_button")
    screen.wait(lambda: verdicts(tmp_path) == ["supports", "does not support"])
    screen.wait(lambda: shows(screen, "rejects_soft"))
    screen.save("verify-5-other-point")

    screen.keys("ctrl+p", "ctrl+h")
    screen.wait(lambda: not shows(screen, "rejects_soft"))
    screen.click_on("verify.history.table", row=1)  # the first answer
    screen.wait(lambda: shows(screen, "supports_soft"))
    screen.save("verify-6-history")
    screen.keys("ctrl+q")
    assert program.wait(20) == 0


def chosen_in_list(screen):
    screen.click_on("verify.picker.list", row=0)
    screen.wait_until_still()
    return True


def remembered(tmp_path):
    path = settings_path(tmp_path)
    return path.read_text() if path.exists() else ""
