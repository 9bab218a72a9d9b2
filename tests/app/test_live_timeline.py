"""Who speaks now: the same answers as about the whole recording, each window embedded once, and nothing that grows."""

from types import SimpleNamespace

import numpy as np
import pytest

from app.audio.quality import assess
from app.controllers.live_conversation import LiveConversationController
from app.domain import Heard, Take, Verdict
from app.errors import TooLittleSpeech
from app.services import live_timeline, timeline
from app.services.enrollment import EnrollmentService
from app.services.live_timeline import ConversationSoFar
from app.services.timeline import CUTTING
from app.services.verification import VerificationService
from app.widgets.live_timeline import Lanes, LiveTimeline
from gluonar_engine.data.audio import decode
from tests.app.answers import EVE, conversation_of_three
from tests.app.late_jobs import LateJobs, heard_from
from tests.app.samples import SAMPLES, takes_of
from tests.app.stage import make_sound
from tests.app.test_timeline import (  # noqa: F401 most of them fixtures
    QUALITY,
    assert_told,
    conversation,
    enrolled,
    known,
    told,
    voices,
)

HALF_S = 8_000


@pytest.fixture
def talk(conversation, monkeypatch):  # noqa: F811
    """A take as ``conversation`` makes it, whose speech the live part sees in the same way."""
    monkeypatch.setattr(live_timeline, "speech_mask", timeline.speech_mask)
    monkeypatch.setattr(live_timeline, "assess", lambda waveform: QUALITY)
    return conversation


def heard_of(so_far, take, n_block=HALF_S):
    """What is told after each block."""
    for start in range(0, len(take.waveform), n_block):
        so_far.hear(take.waveform[start : start + n_block])
        yield so_far.so_far()


def listened(take, enrolled, encoder, **kwargs):  # noqa: F811
    """(what was told while it went on, the timeline at its end)."""
    so_far = ConversationSoFar(enrolled, encoder, 0.0)
    return list(heard_of(so_far, take, **kwargs)), so_far.end(take)


# What is told


def test_turns_with_pauses_between_begin_and_end_where_the_speech_does(talk, enrolled, known):  # noqa: F811
    take = talk((0, 1), (1, 4), (0, 1), (2, 3), (0, 1), (4, 3), (0, 1), (1, 2))
    _, whole = listened(take, enrolled, known)
    assert_told(
        whole, ("Ada", 1, 5), ("Bob", 6, 9), ("unknown", 10, 13), ("Ada", 14, 16), within_s=0.011
    )  # fmt: skip
    assert whole.compared == enrolled.speakers and whole.source == take.source


@pytest.mark.parametrize("n_block", [1_600, HALF_S, 400_000])
def test_turns_without_a_pause_are_cut_near_the_change_however_late_they_are_heard(talk, enrolled, known, n_block):  # noqa: F811
    take = talk((1, 6), (2, 6), (5, 6), (3, 6))
    _, whole = listened(take, enrolled, known, n_block=n_block)
    assert_told(
        whole, ("Ada", 0, 6), ("Bob", 6, 12), ("unknown", 12, 18), ("Eve", 18, 24), within_s=CUTTING.hop_s + 0.2
    )  # fmt: skip


def test_who_speaks_now_is_told_within_two_seconds_and_a_pause_is_nobody(talk, enrolled, known):  # noqa: F811
    moments, _ = listened(talk((1, 5), (0, 3), (4, 5), (0, 2)), enrolled, known)
    at = {moment.heard_s: moment for moment in moments}
    assert at[1.0].now is None and at[1.0].is_speaking  # too short yet
    assert at[2.0].now.speaker.name == "Ada" and at[2.0].now.decision.verdict is Verdict.SUPPORTS
    assert at[7.0].now is None and not at[7.0].is_speaking
    assert at[10.0].now.decision.verdict is Verdict.DOES_NOT_SUPPORT  # a stranger
    assert at[15.0].now is None and [each[0] for each in told(at[15.0])] == ["Ada", "unknown"]


def test_only_the_latest_segments_are_told(talk, enrolled, known):  # noqa: F811
    moments, whole = listened(talk(*[(1, 2), (0, 1)] * 30), enrolled, known)
    assert len(whole.segments) == 30
    assert max(len(moment.segments) for moment in moments) <= 8
    assert all(each.end_s > moments[-1].heard_s - live_timeline.SHOWN_S for each in moments[-1].segments)


def test_one_voice_that_goes_on_is_cut_into_pieces_that_are_decided_upon(talk, enrolled, known):  # noqa: F811
    _, whole = listened(talk((1, 70)), enrolled, known)
    assert_told(whole, ("Ada", 0, 30), ("Ada", 30, 60), ("Ada", 60, 70), within_s=0.011)


def test_nobody_speaks(talk, enrolled, known):  # noqa: F811
    moments, so_far = [], ConversationSoFar(enrolled, known, 0.0)
    take = talk((0, 5))
    moments = list(heard_of(so_far, take))
    assert not any(moment.is_speaking or moment.segments for moment in moments)
    with pytest.raises(TooLittleSpeech):
        so_far.end(take)


def test_word_that_the_network_cannot_take_is_left_out(talk, enrolled, known, monkeypatch):  # noqa: F811
    monkeypatch.setattr(known, "_shortest_s", 1.0)
    _, whole = listened(talk((1, 0.4), (0, 2), (2, 3), (0, 1)), enrolled, known)
    assert [name for name, *_ in told(whole)] == ["Bob"]


def test_what_is_no_speech_after_all_keeps_nothing(talk, enrolled, known, monkeypatch):  # noqa: F811
    """Its windows are let go: the noise around it has shown what it is."""
    so_far = ConversationSoFar(enrolled, known, 0.0)
    list(heard_of(so_far, talk((1, 2))))
    monkeypatch.setattr(live_timeline, "speech_mask", lambda waveform: np.zeros(-(-len(waveform) // 160), bool))
    list(heard_of(so_far, talk((0, 60))))
    assert so_far._windows == [] and len(so_far._waveform) <= 16 * 16_000


def test_it_is_what_the_recording_as_a_file_says(gallery, models):
    for name in ("Alba", "Bruno"):
        EnrollmentService(gallery, models).enroll(name, takes_of(name))
    verification = VerificationService(gallery, models)
    pause = np.zeros(12_000, np.float32)
    names = ("Alba", "Bruno", "Dmitri", "Alba", "Bruno")
    waves = [decode(SAMPLES / name / "test-1.flac").waveform for name in names]
    waveform = np.concatenate([part for wave in waves for part in (wave, pause)])
    take = Take(waveform, "talk.flac", assess(waveform))
    so_far = verification.conversation()
    list(heard_of(so_far, take))
    live, whole = so_far.end(take), verification.timeline(take)
    assert_told(live, *told(whole), within_s=0.3)
    assert gallery.trials() == []


# What it costs


def test_each_window_is_embedded_once_and_memory_stays_the_same(talk, enrolled, known, monkeypatch):  # noqa: F811
    n_embedded, n_kept, at_once = [], [], []
    embed = known.embed
    monkeypatch.setattr(known, "embed", lambda waveform: n_embedded.append(len(waveform)) or embed(waveform))
    so_far = ConversationSoFar(enrolled, known, 0.0)
    take = talk(*[(1, 7), (2, 5), (0, 1), (4, 3), (0, 2)] * 20)
    for _ in heard_of(so_far, take):
        n_kept.append((len(so_far._waveform), len(so_far._windows), len(so_far._voices), len(so_far._ratios)))
        at_once.append(len(n_embedded) - sum(at_once))
    most_s, *most_windows = np.max(n_kept, axis=0) / (16_000, 1, 1, 1)
    assert most_s < 16 and max(most_windows) < 70
    assert max(at_once) <= 6
    windows_and_turns = CUTTING.window_s / CUTTING.hop_s + 1
    assert sum(n_embedded) < 1.1 * windows_and_turns * len(take.waveform)


# The controller


@pytest.fixture
def workshop(gallery, models):
    EnrollmentService(gallery, models).enroll("Alba", takes_of("Alba"))
    return SimpleNamespace(verification=VerificationService(gallery, models))


@pytest.fixture
def late():
    return LateJobs()


@pytest.fixture
def live(qapp, late, workshop):
    return LiveConversationController(late, workshop)


@pytest.fixture
def sound():
    sound = make_sound("talk")
    sound.take = takes_of("Alba", "test")[0]
    return sound


def test_conversation_is_followed_and_has_its_timeline_when_it_ends(live, late, sound):
    answered, found, busy = (heard_from(signal) for signal in (live.answered, live.found, live.busy_changed))
    waveform = sound.take.waveform
    live.start([])
    for start in range(0, len(waveform) - HALF_S, HALF_S):
        live.hear(waveform[start : start + HALF_S])
        late.run_all()
    assert answered[-1][1].now.speaker.name == "Alba"
    live.end(sound)
    late.run_all()
    (whole, of) = found[0]
    assert of is sound and [each.speaker.name for each in whole.segments] == ["Alba"]
    assert busy == [(True,), (False,)] and not live.is_on


def test_end_waits_for_the_answer_under_way_and_hears_what_was_not_heard(live, late, sound):
    answered, found = heard_from(live.answered), heard_from(live.found)
    live.start([])
    live.hear(sound.take.waveform[: 2 * HALF_S])
    live.end(sound)
    late.run_all()
    assert answered == [] and [each.speaker.name for each in found[0][0].segments] == ["Alba"]


def test_what_was_never_answered_has_its_timeline_too(live, late, sound):
    found, told_shares = heard_from(live.found), heard_from(live.progressed)
    live.start([])
    live.end(sound)
    late.run_all()
    assert [each.speaker.name for each in found[0][0].segments] == ["Alba"]
    assert told_shares[-1] == (1.0,)


def test_cancelled_end_has_no_timeline_and_no_complaint(live, late, sound):
    found, failed, busy = (heard_from(signal) for signal in (live.found, live.failed, live.busy_changed))
    live.start([])
    live.cancel()  # nothing is waited for yet
    live.hear(sound.take.waveform[: 2 * HALF_S])
    late.run_all()
    live.end(sound)
    live.cancel()
    late.run_all()
    assert (found, failed, busy) == ([], [], [(True,), (False,)])


def test_failure_is_told_once_and_the_recording_stays_one_to_ask_about(live, late, sound, gallery):
    gallery.remove(gallery.speaker("Alba").id)
    failed, found, busy = (heard_from(signal) for signal in (live.failed, live.found, live.busy_changed))
    live.start([])
    live.hear(sound.take.waveform[: 2 * HALF_S])
    late.run_all()
    live.hear(sound.take.waveform[2 * HALF_S :])
    live.end(sound)
    late.run_all()
    assert [notice.title for (notice,) in failed] == ["Nobody is enrolled yet."]
    assert (found, busy) == ([], [])


def test_failure_after_the_end_lets_the_page_go_on(live, late, sound, gallery):
    failed, busy = heard_from(live.failed), heard_from(live.busy_changed)
    live.start([])
    live.hear(sound.take.waveform[: 2 * HALF_S])
    live.end(sound)
    gallery.remove(gallery.speaker("Alba").id)
    late.run_all()
    assert {notice.title for (notice,) in failed} == {"Nobody is enrolled yet."} and busy == [(True,), (False,)]


def test_nothing_is_done_for_recordings_that_are_no_conversations(live, late, sound):
    live.hear(sound.take.waveform)
    live.end(sound)
    assert late.waiting == []


# What is shown


def heard(*segments, heard_s=9.0, now=None, is_speaking=False):
    return Heard(heard_s, segments, now, is_speaking)


@pytest.fixture
def shown(add):
    widget = add(LiveTimeline)
    widget.resize(800, 400)
    widget.listen(True)
    widget.show()
    return widget


def test_words_say_who_speaks_now_or_that_nobody_does(shown):
    grace, doubt, ada, stranger, _ = conversation_of_three().segments
    for now, is_speaking, words, tone in (
        (ada, True, "Now: Ada (LLR +4.0)", "supports"),
        (stranger, True, "Now: Unknown (LLR −3.0)", "rejects"),
        (doubt, True, "Now: Cannot tell (LLR +0.1)", "unsure"),
        (None, True, "Now: somebody, too short yet to tell who", ""),
        (None, False, "Now: nobody", ""),
    ):
        shown.show_heard(heard(grace, now=now, is_speaking=is_speaking))
        assert (shown.now.accessibleName(), shown.now.property("tone")) == (words, tone)


def test_lanes_are_only_there_while_a_conversation_is_listened_to(shown):
    shown.listen(False)
    assert shown.lanes.isHidden() and shown.now.isHidden() and not shown.spectrogram.isHidden()


def names_of(lanes):
    return [lane.name for lane in lanes.shown]


def test_lane_keeps_its_place_while_its_speaker_is_silent(shown):
    grace, doubt, ada, stranger, _ = conversation_of_three().segments
    shown.show_heard(heard(grace, doubt))
    assert names_of(shown.lanes) == ["Grace", "Cannot tell"]
    shown.show_heard(heard(ada, stranger))
    assert names_of(shown.lanes) == ["Grace", "Ada", "Unknown", "Cannot tell"]
    assert [len(lane.segments) for lane in shown.lanes.shown] == [0, 1, 1, 0]
    shown.clear()
    assert names_of(shown.lanes) == []


def test_who_has_been_silent_longest_gives_way(shown):
    crowd = [
        type(segment)(float(at), at + 1.0, type(EVE)(at, f"Speaker {at}", "", 1, 6.0), segment.decision)
        for at, segment in enumerate([conversation_of_three().segments[0]] * 9)
    ]
    shown.show_heard(heard(*crowd[:6]))
    shown.show_heard(heard(*crowd[3:]))
    assert names_of(shown.lanes) == [f"Speaker {at}" for at in range(3, 9)]
    assert len(shown.lanes._last_s) == 6


def test_bars_stand_above_their_sound_and_move_on_with_it(shown, qtbot):
    """Two seconds of a segment that began five seconds ago, in the colour of its tone."""
    from app import theme

    grace = conversation_of_three().segments[0]
    shown.add(np.full((257, 550), -60.0, np.float32))  # 5.5 s of columns
    shown.show_heard(heard(grace, heard_s=5.5))

    def columns():
        image = shown.lanes.grab().toImage()
        wanted = theme.current().colour("supports").rgb()
        return [x for x in range(image.width()) if image.pixel(x, 12) == wanted]

    plot = shown.spectrogram.plot_area()
    second = plot.width() / shown.spectrogram.shown_s
    assert columns()[0] == pytest.approx(plot.left() + plot.width() - 5.0 * second, abs=2)
    assert columns()[-1] == pytest.approx(plot.left() + plot.width() - 3.0 * second, abs=2)
    before = columns()[0]
    shown.add(np.full((257, 100), -60.0, np.float32))
    assert before - columns()[0] == pytest.approx(second, abs=2)
    assert isinstance(shown.lanes, Lanes)
