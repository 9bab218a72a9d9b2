"""Who speaks when: on made-up embeddings where the truth is known exactly, and on the sample voices."""

import csv
from dataclasses import replace

import numpy as np
import pytest

from app.domain import Decision, Quality, Segment, Speaker, Take, Timeline, Verdict
from app.errors import TooLittleSpeech, UserError
from app.services import timeline as service
from app.services.enrollment import EnrollmentService
from app.services.importing import take_from_waveform
from app.services.templates import Enrolled
from app.services.timeline import CUTTING, NOBODY, smoothed, turns_of, who_speaks_when, windows_of
from app.services.timeline_files import rttm_lines, rttm_names, safe_name, write_timeline
from app.services.verification import VerificationService
from gluonar_engine.data.audio import decode
from gluonar_engine.scoring import Calibration, Scorer, normalize
from gluonar_engine.vad import FRAME_S
from tests.app.samples import SAMPLES, takes_of

DIM = 32
QUALITY = Quality(10.0, 8.0, 30.0, 0.0, -10.0)


def speakers(*names):
    return tuple(Speaker(index, name, "2026-11-22T10:00:00+00:00", 2, 8.0) for index, name in enumerate(names))


class KnownVoices:
    """An encoder for waveforms that say by their level who speaks: each voice's direction, mixed as they are."""

    model_id = "known-1"

    def __init__(self, voices, calibration=None, shortest_s=0.2):
        self.voices, self.scorer = voices, Scorer()
        self.calibration = calibration or Calibration(20.0, -10.0)
        self._shortest_s = shortest_s

    def embed(self, waveform):
        if len(waveform) < self._shortest_s * 16_000:
            raise ValueError("too short for this network")
        who, n = np.unique(np.round(np.abs(waveform[np.abs(waveform) > 0.05]) * 10).astype(int), return_counts=True)
        return normalize(sum(count * self.voices[index - 1] for index, count in zip(who, n, strict=True)))


@pytest.fixture
def voices(rng):
    return normalize(np.linalg.qr(rng.normal(size=(DIM, DIM)))[0][:5])


@pytest.fixture
def known(voices):
    return KnownVoices(voices)


@pytest.fixture
def enrolled(voices, known):
    """Ada and Bob with two takes, Eve with one; the voices 4 and 5 are strangers."""
    takes = np.stack([voices[0], voices[0], voices[1], voices[1], voices[2]])
    return Enrolled(speakers("Ada", "Bob", "Eve"), known.scorer.prepare(takes).means(np.array([2, 2, 1])))


@pytest.fixture
def conversation(monkeypatch):
    """A take from (voice 1 to 5, or 0 for a pause; seconds); where the level says that somebody speaks is speech."""

    def of_frames(waveform):
        n_frames = -(-len(waveform) // 160)
        return np.abs(np.pad(waveform, (0, n_frames * 160 - len(waveform))).reshape(-1, 160)).max(axis=1) > 0.05

    monkeypatch.setattr(service, "speech_mask", of_frames)

    def make(*pieces):
        waveform = np.concatenate([np.full(round(s * 16_000), voice / 10, np.float32) for voice, s in pieces])
        return Take(waveform, "talk.wav", replace(QUALITY, duration_s=len(waveform) / 16_000))

    return make


def told(timeline):
    """(name, or what is said instead, start in s, end in s) of each segment."""
    words = {Verdict.DOES_NOT_SUPPORT: "unknown", Verdict.CANNOT_TELL: "cannot tell"}
    return [
        (words.get(each.decision.verdict, each.speaker.name), each.start_s, each.end_s) for each in timeline.segments
    ]


def assert_told(timeline, *expected, within_s):
    actual = told(timeline)
    assert [name for name, *_ in actual] == [name for name, *_ in expected]
    for (_, *moments), (_, *wanted) in zip(actual, expected, strict=True):
        assert moments == pytest.approx(wanted, abs=within_s)


def test_turns_with_pauses_between_begin_and_end_where_the_speech_does(conversation, enrolled, known):
    take = conversation((0, 1), (1, 4), (0, 1), (2, 3), (0, 1), (4, 3), (0, 1), (1, 2))
    assert_told(
        who_speaks_when(take, enrolled, known),
        ("Ada", 1, 5), ("Bob", 6, 9), ("unknown", 10, 13), ("Ada", 14, 16),
        within_s=0.011,
    )  # fmt: skip


def test_turns_without_a_pause_are_cut_near_the_change(conversation, enrolled, known):
    take = conversation((1, 6), (2, 6), (5, 6), (3, 6))
    assert_told(
        who_speaks_when(take, enrolled, known),
        ("Ada", 0, 6), ("Bob", 6, 12), ("unknown", 12, 18), ("Eve", 18, 24),
        within_s=CUTTING.hop_s + 0.2,
    )  # fmt: skip


def test_turn_of_less_than_a_second_is_not_decided_upon(conversation, enrolled, known):
    take = conversation((1, 4), (0, 1), (2, 0.7), (0, 1), (1, 4))
    timeline = who_speaks_when(take, enrolled, known)
    assert_told(timeline, ("Ada", 0, 4), ("cannot tell", 5, 5.7), ("Ada", 6.7, 10.7), within_s=0.011)
    short = timeline.segments[1]
    assert short.speaker.name == "Bob"
    assert short.decision.reason == "Only 0.7 s of speech was found; a verdict needs 1 s."


def test_short_pause_is_part_of_the_turn_and_a_long_one_ends_it(conversation, enrolled, known):
    take = conversation((1, 3), (0, 0.4), (1, 3), (0, 0.6), (1, 3))
    assert_told(who_speaks_when(take, enrolled, known), ("Ada", 0, 6.4), ("Ada", 7, 10), within_s=0.011)


def test_segments_are_decided_as_a_recording_is(conversation, enrolled, known):
    quality_of_noise = replace(QUALITY, snr_db=2.0)
    take = conversation((1, 4), (0, 1), (2, 3))
    timeline = who_speaks_when(replace(take, quality=quality_of_noise), enrolled, known)
    assert {segment.decision.verdict for segment in timeline.segments} == {Verdict.CANNOT_TELL}
    assert "too noisy" in timeline.segments[0].decision.reason
    assert timeline.segments[0].decision.score == pytest.approx(1.0, abs=1e-5)
    assert timeline.segments[0].decision.llr == pytest.approx(10.0, abs=1e-3)


def test_stray_windows_do_not_break_a_turn():
    """One window in ten is a little more like somebody else: too little to pay for two changes."""
    ratios = np.tile([3.0, 1.0], (30, 1))
    ratios[4::10] = [3.0, 3.2]
    assert smoothed(ratios).tolist() == [0] * 30
    ratios[10:20] = [1.0, 6.0]
    assert smoothed(ratios).tolist() == [0] * 10 + [1] * 10 + [0] * 10


def test_windows_far_below_a_stranger_are_nobodys():
    ratios = np.array([[-6.0, -7.0]] * 5 + [[4.0, -7.0]] * 5)
    assert smoothed(ratios).tolist() == [NOBODY] * 5 + [0] * 5
    assert smoothed(ratios[:1]).tolist() == [NOBODY]


def test_best_path_is_the_best_of_all(rng):
    """Beside every path there is, for few windows."""
    for _ in range(20):
        ratios = rng.normal(0, 2, (5, 2))
        evidence = np.column_stack([ratios, np.zeros(5)]) * (CUTTING.hop_s / CUTTING.window_s)
        paths = np.stack(np.meshgrid(*[range(3)] * 5, indexing="ij"), axis=-1).reshape(-1, 5)
        worth = evidence[np.arange(5), paths].sum(axis=1) - CUTTING.switch_cost * (np.diff(paths) != 0).sum(axis=1)
        assert np.where(smoothed(ratios) == NOBODY, 2, smoothed(ratios)).tolist() == paths[worth.argmax()].tolist()


def test_windows_cover_all_speech_and_none_is_longer_than_it_may(rng):
    speech = np.repeat(rng.random(60) > 0.4, 37)
    windows = windows_of(speech)
    covered = np.zeros_like(speech)
    for start, end in windows:
        covered[start:end] = True
        assert 0 < end - start <= CUTTING.window_s / FRAME_S
    assert covered[speech].all()
    assert windows == sorted(windows)
    assert max(np.diff([start for start, _ in windows_of(np.ones(1000, bool))])) <= CUTTING.hop_s / FRAME_S


def test_no_speech_has_no_windows():
    assert windows_of(np.zeros(100, bool)) == []


def test_every_frame_of_speech_is_in_a_turn_once(rng):
    speech = np.repeat(rng.random(60) > 0.4, 37)
    windows = windows_of(speech)
    labels = rng.integers(-1, 3, len(windows))
    n_turns = np.zeros(len(speech), int)
    for start, end in turns_of(speech, windows, labels):
        n_turns[start:end] += 1
    assert (n_turns[speech] == 1).all() and n_turns.max() == 1


def test_silence_is_told(conversation, enrolled, known):
    with pytest.raises(TooLittleSpeech):
        who_speaks_when(conversation((0, 3)), enrolled, known)


def test_what_the_model_cannot_take_is_left_out(conversation, enrolled, voices):
    picky = KnownVoices(voices, shortest_s=0.8)
    take = conversation((1, 4), (0, 1), (2, 0.6), (0, 1), (2, 4))
    assert_told(who_speaks_when(take, enrolled, picky), ("Ada", 0, 4), ("Bob", 6.6, 10.6), within_s=0.011)
    with pytest.raises(TooLittleSpeech):
        who_speaks_when(conversation((1, 0.6), (0, 1)), enrolled, picky)


def test_progress_grows_to_all_and_may_end_the_work(conversation, enrolled, known):
    shares = []
    take = conversation((1, 4), (0, 1), (2, 4))
    who_speaks_when(take, enrolled, known, shares.append)
    assert shares == sorted(shares) and shares[-1] == 1.0 and len(shares) > 10

    def stop(share):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        who_speaks_when(take, enrolled, known, stop)


def test_many_speakers_are_scored_a_few_windows_at_a_time(conversation, enrolled, known, monkeypatch):
    take = conversation((1, 6), (2, 6), (5, 6), (3, 6))
    expected = told(who_speaks_when(take, enrolled, known))
    monkeypatch.setattr(service, "_N_SCORED", 3)
    assert told(who_speaks_when(take, enrolled, known)) == expected


def decided(verdict, reason="So it is."):
    return Decision(verdict, 3.0, 0.6, True, 1.2, -1.25, "", reason)


def timeline_of(*segments):
    return Timeline(segments, speakers("Ada"), QUALITY, "my talk; 1.wav", "known-1")


@pytest.fixture
def three():
    ada, unknown = speakers("Ada Lovelace", "unknown")
    return timeline_of(
        Segment(0.5, 2.25, ada, decided(Verdict.SUPPORTS)),
        Segment(3.0, 4.0, ada, decided(Verdict.DOES_NOT_SUPPORT)),
        Segment(4.0, 4.5, unknown, decided(Verdict.CANNOT_TELL, "=too short")),
        Segment(5.0, 6.0, unknown, decided(Verdict.SUPPORTS)),
    )


def test_rttm_has_ten_fields_a_line_and_names_that_are_one_field(three):
    assert list(rttm_lines(three)) == [
        "SPEAKER my_talk__1 1 0.500 1.750 <NA> <NA> Ada_Lovelace <NA> <NA>",
        "SPEAKER my_talk__1 1 3.000 1.000 <NA> <NA> unknown <NA> <NA>",
        "SPEAKER my_talk__1 1 4.000 0.500 <NA> <NA> cannot_tell <NA> <NA>",
        "SPEAKER my_talk__1 1 5.000 1.000 <NA> <NA> unknown_2 <NA> <NA>",
    ]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Ada  L.", "Ada_L."),
        ("a\tb\nc", "a_b_c"),
        ("<NA>", "_NA_"),
        ("李 雷", "李_雷"),
        (" \u202e", "_"),
        (";;", "__"),
    ],
)
def test_safe_name_is_one_field(name, safe):
    assert safe_name(name) == safe
    assert len(f"a {safe} b".split()) == 3


def test_names_that_become_the_same_are_told_apart():
    names = rttm_names(speakers("Ada L", "Ada_L", "Ada  L", "cannot tell"))
    assert list(names.values()) == ["Ada_L", "Ada_L_2", "Ada_L_3", "cannot_tell_2"]


def test_files_are_what_their_name_ends_in(three, tmp_path):
    write_timeline(tmp_path / "talk.RTTM", three)
    assert (tmp_path / "talk.RTTM").read_text(encoding="utf-8").splitlines() == list(rttm_lines(three))
    write_timeline(tmp_path / "talk.csv", three)
    with open(tmp_path / "talk.csv", encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["start_s", "end_s", "speaker", "verdict", "llr", "score", "nearest", "reason"]
    assert rows[0] == ["0.5", "2.25", "Ada Lovelace", "supports", "-1.25", "3.0", "Ada Lovelace", "So it is."]
    assert [row[2] for row in rows] == ["Ada Lovelace", "unknown", "", "unknown"]
    assert rows[2][-1] == "'=too short"
    with pytest.raises(UserError, match="neither a .rttm nor a .csv file. Give it one of these endings."):
        write_timeline(tmp_path / "talk.txt", three)
    with pytest.raises(UserError, match="cannot be written"):
        write_timeline(tmp_path / "nowhere" / "talk.rttm", three)


class Shipped:
    """Stands in for ModelProvider, with the model that the program ships."""

    def __init__(self, encoder):
        self._encoder = encoder

    def encoder(self):
        return self._encoder


@pytest.fixture
def shipped(gallery, encoder):
    """Alba, Bruno and Chloe, enrolled with the shipped model; Dmitri stays a stranger."""
    models = Shipped(encoder)
    for voice in ("Alba", "Bruno", "Chloe"):
        EnrollmentService(gallery, models).enroll(voice, takes_of(voice))
    return VerificationService(gallery, models)


def joined(rng, *pieces):
    """Sample recordings one after the other with pauses between them: a take, and when each begins and ends in s."""
    parts, turns, at = [], [], 0
    for voice, name in pieces:
        waveform = decode(SAMPLES / voice / f"{name}.flac").waveform
        turns.append((at / 16_000, (at + len(waveform)) / 16_000))
        parts += [waveform, (1e-4 * rng.normal(size=4_800)).astype(np.float32)]
        at += len(waveform) + 4_800
    return take_from_waveform(np.concatenate(parts), "talk.flac"), turns


def test_shipped_model_tells_who_of_the_sample_voices_speaks_when(shipped, rng):
    take, turns = joined(
        rng, ("Alba", "test-1"), ("Bruno", "test-1"), ("Dmitri", "test-1"), ("Alba", "test-2"), ("Chloe", "test-2")
    )
    heard = []
    timeline = shipped.timeline(take, progress=heard.append)
    assert_told(
        timeline,
        *[(name, *turn) for name, turn in zip(("Alba", "Bruno", "unknown", "Alba", "Chloe"), turns, strict=True)],
        within_s=1.0,
    )
    assert heard[-1] == 1.0
    assert [speaker.name for speaker in timeline.compared] == ["Alba", "Bruno", "Chloe"]


def test_whom_nobody_looks_for_is_unknown(shipped, gallery, rng):
    take, turns = joined(rng, ("Alba", "test-1"), ("Bruno", "test-1"))
    timeline = shipped.timeline(take, [gallery.speaker("Bruno")])
    assert [name for name, *_ in told(timeline)] == ["unknown", "Bruno"]
    assert {segment.speaker.name for segment in timeline.segments} == {"Bruno"}
