"""A conversation followed live on a virtual screen: two voices after one another into the null sink's microphone."""

import numpy as np

from gluonar_engine.data.audio import decode, encode_flac
from tests.test_xvfb import SAMPLES, has_colour, microphone, record, screen, start  # noqa: F401 some of them fixtures
from tests.test_xvfb_identify import enrolled, names_in  # noqa: F401 a fixture

LANES = "identify.stage.live.lanes"


def has_bars(screen, tone):  # noqa: F811
    """Whether something in the lanes has the colour of this tone."""
    return has_colour(screen.picture_of(LANES), tone, at_least=0.01)


def test_two_voices_are_told_as_they_speak(screen, microphone, enrolled, start, tmp_path):  # noqa: F811
    program = start()
    screen.keys("ctrl+3", "c")
    screen.where("identify.checklist")
    record(screen, tmp_path)
    pause = np.zeros(16_000, np.float32)
    waves = [decode(SAMPLES / voice / "test-1.flac").waveform for voice in ("Alba", "Dmitri")]
    (tmp_path / "talk.flac").write_bytes(encode_flac(np.concatenate([waves[0], pause, waves[1], pause])))
    player = microphone.play(tmp_path / "talk.flac", wait=False)
    screen.wait(lambda: has_bars(screen, "supports"))
    screen.wait(lambda: has_bars(screen, "rejects"))  # Dmitri is not enrolled
    screen.keep(screen.picture(), "conversation-1-live")
    assert player.wait(60) == 0
    screen.keys("ctrl+r")
    screen.where("identify.stage.export_button")
    screen.save("conversation-2-timeline")
    screen.keys("ctrl+s")
    screen.window("Save the timeline")
    screen.keys("ctrl+a")
    screen.type(str(tmp_path / "talk.rttm"))
    screen.keys("Return")
    screen.wait(lambda: names_in(tmp_path / "talk.rttm") == ["Alba", "unknown"])
    screen.window("GluonAR Desktop")
    screen.keys("ctrl+q")
    assert program.wait(20) == 0
