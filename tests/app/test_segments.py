"""Scores along a recording: windows over its speech, and in words where another voice is."""

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from app import cli, commands
from app.domain import Decision, Stretch, Verdict, WindowScore
from app.services.enrollment import EnrollmentService
from app.services.importing import take_from_file
from app.services.segments import HOP_S, WINDOW_S, Windows, odd_stretches
from app.services.verification import VerificationService
from gluonar_engine.data.audio import encode_flac
from tests.app.fake_model import FakeModels
from tests.voices import say

SAMPLES = Path(__file__).parents[2] / "assets" / "samples"


def spoken(name, kind="enroll"):
    return [take_from_file(path) for path in sorted((SAMPLES / name).glob(f"{kind}-*.flac"))]


@pytest.fixture(scope="module")
def two_voices():
    """Alba, Bruno, Alba again; and where Bruno begins and ends, in s."""
    first, last = (take.waveform for take in spoken("Alba", "test"))
    other = spoken("Bruno", "test")[0].waveform
    start_s, end_s = len(first) / 16_000, (len(first) + len(other)) / 16_000
    return SimpleNamespace(waveform=np.concatenate([first, other, last]), start_s=start_s, end_s=end_s)


def fluent(seconds):
    return say(round(seconds / 0.35), pause_s=0.1)[0]


# Windows


def test_windows_stand_a_hop_apart_and_stay_inside():
    windows = Windows(fluent(7))
    spans = [windows.span(index) for index in range(len(windows))]
    np.testing.assert_allclose(np.diff([start for start, _ in spans]), HOP_S)
    np.testing.assert_allclose([end - start for start, end in spans], WINDOW_S)
    assert spans[0][0] == 0.0 and spans[-1][1] <= 7.0 < spans[-1][1] + HOP_S


def test_pauses_are_neither_scored_nor_embedded(rng):
    voice, pause = fluent(3.5), (0.0002 * rng.normal(size=5 * 16_000)).astype(np.float32)
    windows = Windows(np.concatenate([voice, pause, voice]))
    spans = [windows.span(index) for index in range(len(windows))]
    assert spans and not [span for span in spans if span[0] > 3.0 and span[1] < 9.0]
    assert {len(windows.voice(index)) for index in range(4)} == {round(WINDOW_S * 16_000)}
    at_the_edge = max(index for index, span in enumerate(spans) if span[0] < 3.5)
    assert len(windows.voice(at_the_edge)) < WINDOW_S * 16_000, "the pause in it was embedded, too"


def test_recording_shorter_than_a_window_is_one_or_none(rng):
    assert [Windows(fluent(3.5)[:24_000]).span(0)] == [(0.0, 1.5)]
    assert len(Windows(say(1)[0])) == 0
    assert len(Windows((0.1 * rng.normal(size=64_000)).astype(np.float32))) == 0
    assert len(Windows(np.zeros(0, np.float32))) == 0


# Stretches


def decision(verdict, llr_threshold=0.0):
    return Decision(verdict, 0.5, 0.5, False, 0.4, 3.0, "", "", llr_threshold)


def segments(*llrs, start_s=0.0):
    starts = [start_s + index * HOP_S for index in range(len(llrs))]
    return [WindowScore(start, start + WINDOW_S, llr / 40, llr) for start, llr in zip(starts, llrs, strict=True)]


def test_other_voice_is_told_from_where_to_where():
    found = odd_stretches(segments(*[5] * 8, *[-5] * 6, *[5] * 8), decision(Verdict.SUPPORTS))
    assert found == [Stretch(2.0 + WINDOW_S / 2 - HOP_S / 2, 3.25 + WINDOW_S / 2 + HOP_S / 2, supports=False)]


def test_other_voice_at_an_end_reaches_to_the_end():
    (first, last) = odd_stretches(segments(*[-5] * 5, *[5] * 8, *[-5] * 5), decision(Verdict.CANNOT_TELL))
    assert (first.start_s, last.end_s) == (0.0, 17 * HOP_S + WINDOW_S)


@pytest.mark.parametrize("odd", [[-5] * 3, [-0.9] * 8, [-5, -5, 5, -5, -5, 5, -5, -5]])
def test_what_is_short_or_weak_is_not_told(odd):
    assert odd_stretches(segments(*[5] * 8, *odd, *[5] * 8), decision(Verdict.SUPPORTS)) == []


def test_stretch_of_the_speaker_in_a_strangers_recording_is_told():
    found = odd_stretches(segments(*[-5] * 8, *[5] * 8), decision(Verdict.DOES_NOT_SUPPORT))
    assert [stretch.supports for stretch in found] == [True]


def test_operating_point_counts():
    llrs = segments(*[3] * 12)
    assert odd_stretches(llrs, decision(Verdict.SUPPORTS)) == []
    assert odd_stretches(llrs, decision(Verdict.SUPPORTS, llr_threshold=6.0)) != []


def test_pause_parts_two_stretches():
    parted = segments(*[-5] * 5) + segments(*[-5] * 5, start_s=10.0)
    found = odd_stretches(parted, decision(Verdict.SUPPORTS))
    assert [(stretch.start_s, stretch.end_s) for stretch in found] == [(0.0, 1.0 + WINDOW_S), (10.0, 11.0 + WINDOW_S)]


def test_nothing_was_scored():
    assert odd_stretches([], decision(Verdict.SUPPORTS)) == []


# With a speaker


@pytest.fixture
def verification(gallery, models):
    EnrollmentService(gallery, models).enroll("Alba", spoken("Alba"))
    return VerificationService(gallery, models)


def test_score_of_a_window_is_that_of_its_voice(verification, models, two_voices):
    windows = Windows(two_voices.waveform)
    (found,) = verification.segments("Alba", windows, [3])
    quality = spoken("Alba")[0].quality
    expected = verification.compare("Alba", models.encoder().embed(windows.voice(3)), quality).decision
    assert (found.score, found.llr) == (pytest.approx(expected.score), pytest.approx(expected.llr))
    assert (found.start_s, found.end_s) == windows.span(3)


def test_windows_are_not_logged_as_trials(verification, gallery, two_voices):
    verification.segments("Alba", Windows(two_voices.waveform), [0, 1])
    assert gallery.trials() == []


def test_window_that_the_network_refuses_has_no_score(verification, models, two_voices, monkeypatch):
    encoder = models.encoder()
    embed = encoder.embed
    refused = []

    def choosy(voice):
        if not refused:
            refused.append(voice)
            raise ValueError("too short for me")
        return embed(voice)

    monkeypatch.setattr(encoder, "embed", choosy)
    windows = Windows(two_voices.waveform)
    assert [found.start_s for found in verification.segments("Alba", windows, [0, 1])] == [windows.span(1)[0]]


@pytest.mark.parametrize("model", ["stand-in", "shipped"])
def test_second_voice_is_found_where_it_is(model, gallery, two_voices, request):
    models = FakeModels()
    if model == "shipped":
        models = SimpleNamespace(encoder=lambda: request.getfixturevalue("encoder"))
    EnrollmentService(gallery, models).enroll("Alba", spoken("Alba"))
    service, windows = VerificationService(gallery, models), Windows(two_voices.waveform)
    found = odd_stretches(service.segments("Alba", windows, range(len(windows))), decision(Verdict.SUPPORTS))
    assert [stretch.supports for stretch in found] == [False]
    assert found[0].start_s == pytest.approx(two_voices.start_s, abs=1.0)
    assert found[0].end_s == pytest.approx(two_voices.end_s, abs=1.0)


def test_command_tells_where_another_voice_is(gallery, tmp_path, monkeypatch, capsys, two_voices):
    monkeypatch.setenv("GLUONAR_DATA", str(tmp_path))
    monkeypatch.setattr(commands, "ModelProvider", lambda folder: FakeModels())
    path = tmp_path / "two.flac"
    path.write_bytes(encode_flac(two_voices.waveform))
    EnrollmentService(gallery, FakeModels()).enroll("Alba", spoken("Alba"))
    assert "segments" not in json.loads(_out(capsys, "verify", "Alba", path, "--json"))
    facts = json.loads(_out(capsys, "verify", "Alba", path, "--segments", "--json"))
    assert facts["segments"][0].keys() == {"start_s", "end_s", "score", "llr"}
    stretch = facts["stretches"][0]
    lines = _out(capsys, "verify", "Alba", path, "--segments").splitlines()
    assert (facts["verdict"], stretch["supports"]) == ("does not support", True)
    sentence = f"  From {stretch['start_s']:.1f} to {stretch['end_s']:.1f} s the voice supports this speaker."
    assert sentence in lines
    assert len([line for line in lines if " to " in line and "LLR" in line]) == len(facts["segments"])
    path.write_bytes(encode_flac(np.full(16_000, 0.001, np.float32)))
    assert _out(capsys, "verify", "Alba", path, "--segments").splitlines()[-1] == (
        "  no window has enough speech to be scored by itself"
    )


def test_progress_of_many_windows_is_told(gallery, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("GLUONAR_DATA", str(tmp_path))
    monkeypatch.setattr(commands, "ModelProvider", lambda folder: FakeModels())
    monkeypatch.setattr(commands, "_MANY_WINDOWS", 9)
    EnrollmentService(gallery, FakeModels()).enroll("Alba", spoken("Alba"))
    assert cli.main(["verify", "Alba", str(SAMPLES / "Alba" / "test-1.flac"), "--segments"]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 10 and lines[-1] == "12 of 12 windows"


def _out(capsys, *argv):
    capsys.readouterr()
    cli.main([str(word) for word in argv])
    return capsys.readouterr().out
