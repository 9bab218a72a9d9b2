"""A conversation from the microphone through the whole window, with the stand-ins of ``test_window_whole``."""

import numpy as np
import pytest

from app.domain import Verdict
from app.pages.identify_page import CONVERSATION, ONE
from gluonar_engine.data.audio import decode
from tests.app.test_window_whole import SAMPLES, dressed, enroll, program, window  # noqa: F401


@pytest.fixture
def alba_speaks(program, window, qtbot):  # noqa: F811
    """Heard by the microphone: Alba, who is enrolled, then a stranger.  The page is shown, for conversations."""
    enroll(window, qtbot)
    parts = [decode(SAMPLES / voice / "test-1.flac").waveform for voice in ("Alba", "Dmitri")]
    program._recorder.waveform = np.concatenate(
        [part for wave in parts for part in (wave, np.zeros(12_000, np.float32))]
    )
    window.go_to(window.identify)
    window.identify.mode.choose(CONVERSATION)
    qtbot.waitUntil(lambda: window.identify.voice.record_button.isEnabled())


def labels_of(timeline):
    return [
        segment.speaker.name if segment.decision.verdict is Verdict.SUPPORTS else "" for segment in timeline.segments
    ]


def test_conversation_is_followed_while_it_is_recorded(program, window, qtbot, alba_speaks):  # noqa: F811
    page = window.identify
    page.voice.record_button.click()
    lanes = page.stage.live.lanes
    qtbot.waitUntil(lambda: [lane.name for lane in lanes.shown] == ["Alba", "Unknown"])
    assert lanes.isVisible() and page.stage.live.now.accessibleName().startswith("Now: ")
    assert not page.checklist.isEnabled() and page.stage.timeline is None
    page.voice.record_button.click()
    qtbot.waitUntil(lambda: page.stage.timeline is not None)
    live = page.stage.timeline
    assert labels_of(live) == ["Alba", ""] and page.stage.sound.take.source == live.source
    assert lanes.isHidden() and page.checklist.isEnabled()
    qtbot.waitUntil(page.identify_button.isEnabled)
    page.identify_button.click()  # the same recording as a file would be
    qtbot.waitUntil(lambda: page.stage.timeline is not live)
    assert labels_of(page.stage.timeline) == ["Alba", ""]
    for ours, whole in zip(live.segments, page.stage.timeline.segments, strict=True):
        assert (ours.start_s, ours.end_s) == pytest.approx((whole.start_s, whole.end_s), abs=0.3)


def test_only_who_is_looked_for_is_followed(program, window, qtbot, alba_speaks):  # noqa: F811
    page = window.identify
    asked = []
    begin = program.workshop.verification.conversation
    program.workshop.verification.conversation = lambda speakers: asked.append(speakers) or begin(speakers)
    (alba,) = program.workshop.gallery.speakers()
    page.checklist.check(alba.id)
    page.voice.record_button.click()
    qtbot.waitUntil(lambda: bool(page.stage.live.lanes.shown))
    page.voice.record_button.click()
    qtbot.waitUntil(lambda: page.stage.timeline is not None)
    assert [[speaker.id for speaker in speakers] for speakers in asked] == [[alba.id]]


def test_other_ways_of_working_do_not_listen(program, window, qtbot, alba_speaks, monkeypatch):  # noqa: F811
    page = window.identify
    page.mode.choose(ONE)
    monkeypatch.setattr(program.workshop.verification, "conversation", None)
    page.voice.record_button.click()
    qtbot.waitUntil(lambda: page.voice.clock.text().startswith("0:0") and page.voice.clock.text() > "0:00.0")
    assert page.stage.live.lanes.isHidden()
    page.voice.record_button.click()
    qtbot.waitUntil(page.identify_button.isEnabled)
    assert page.stage.timeline is None and window.notices.title.text() == "Alba is enrolled."


def test_recording_that_goes_on_in_another_way_of_working_keeps_its_timeline(window, qtbot, alba_speaks):  # noqa: F811
    page = window.identify
    page.voice.record_button.click()
    qtbot.waitUntil(lambda: bool(page.stage.live.lanes.shown))
    page.mode.choose(ONE)
    assert page.stage.live.lanes.isHidden()
    page.voice.record_button.click()
    qtbot.waitUntil(page.identify_button.isEnabled)
    assert page.stage.timeline is None
    page.mode.choose(CONVERSATION)
    assert labels_of(page.stage.timeline) == ["Alba", ""]
