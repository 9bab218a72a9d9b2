"""What the measurements share: turns, the table, the checks before anything is timed; only the last needs a peer."""

import os
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from app.store.gallery import Gallery
from benchmarks import __main__ as command
from benchmarks import (
    decode,
    evaluation,
    front_end,
    identify,
    live_peer,
    live_spectrogram,
    startup,
    timeline,
    trial_lists,
    watching,
)
from benchmarks.rounds import Case, Contender, options_of, print_table, rows_of, time_in_turn
from gluonar_engine.encoder import SpeakerEncoder
from tests.app.fake_model import FakeEncoder
from tests.voices import say
from tests.waiting import ended, wait_until

ROOT = Path(__file__).resolve().parents[1]


class Clock:
    """Time that passes only in the calls it makes."""

    def __init__(self):
        self.now, self.order = 0.0, []

    def __call__(self):
        return self.now

    def call_of(self, name, *durations_s):
        durations_s = iter(durations_s)

        def call():
            self.order.append(name)
            self.now += next(durations_s)

        return call


def test_contenders_take_turns_and_the_untimed_call_does_not_count():
    clock = Clock()
    calls = {"ours": clock.call_of("ours", 9.0, 1.0, 9.0, 2.0), "peer": clock.call_of("peer", 9.0, 4.0, 9.0, 3.0)}
    times = time_in_turn(calls, n_rounds=2, clock=clock)
    assert times == {"ours": [1.0, 2.0], "peer": [4.0, 3.0]}
    assert clock.order == ["ours", "ours", "peer", "peer"] * 2


def test_a_quick_call_settles_before_it_is_timed():
    clock = Clock()
    times = time_in_turn({"quick": clock.call_of("quick", *[0.25] * 5)}, n_rounds=1, settle_s=1.0, clock=clock)
    assert times == {"quick": [0.25]}
    assert len(clock.order) == 5


def test_rows_of_known_times():
    contenders = [
        Contender("ours 1", None, is_ours=True),
        Contender("peer 2", None, n_threads=1, note="the reference"),
        Contender("absent 3", None, note="cannot read it"),
    ]
    times = {"ours 1": [0.004, 0.002, 0.003], "peer 2": [0.5, 0.25]}
    assert rows_of(Case("case", contenders, n_items=64), times, ["ours 1"], with_items=True) == [
        ["case", "ours 1", "2", "2", "3", "32,000", "1.00", ""],
        ["case", "peer 2", "1", "250", "375", "256", "0.01", "the reference"],
        ["case", "absent 3", "2", "-", "-", "-", "-", "cannot read it"],
    ]


def test_printed_table_is_markdown_with_a_column_for_each_of_ours(capsys):
    ours = [Contender(name, lambda: None, is_ours=True) for name in ("ours A", "ours B")]
    absent = Contender("peer", None, note="not there")
    print_table("work", [Case("one", [*ours, absent]), Case("two", [ours[0]])], n_rounds=3)
    head, rule, *rows = capsys.readouterr().out.splitlines()
    assert head.startswith(
        "| work, 3 rounds | by | threads at most | min ms | median ms | ours A / this | ours B / this |"
    )
    assert {line.count("|") for line in (head, rule, *rows)} == {9}
    assert [row.split(" | ")[:2] for row in rows] == [
        ["| one", "ours A"],
        ["| one", "ours B"],
        ["| one", "peer"],
        ["| two", "ours A"],
    ]
    assert rows[-1].split(" | ")[-2] == "-"  # ours B has no part in the second case


def test_no_rounds_are_refused(capsys):
    with pytest.raises(SystemExit):
        options_of("", ["--rounds", "0"])
    assert "--rounds must be 1 or more, got 0" in capsys.readouterr().err


def test_unknown_measurement_lists_the_known_ones(capsys):
    with pytest.raises(SystemExit) as ended:
        command.main(["front_end", "nonsense"])
    told = capsys.readouterr()
    assert ended.value.code == 2
    assert told.out == ""  # nothing was measured before the mistake was seen
    assert "unknown measurement 'nonsense', known are embedding, front_end, decode, training" in told.err


def test_help_tells_what_each_measurement_is(capsys):
    with pytest.raises(SystemExit):
        command.main(["--help"])
    told = capsys.readouterr().out
    for name, what in command.MEASUREMENTS.items():
        assert find_spec(f"benchmarks.{name}"), name
        assert f"{name} " in told and what in told


needs_scikit_learn = pytest.mark.skipif(
    not find_spec("sklearn"), reason="scikit-learn is not installed: requirements-bench.txt has it"
)


@needs_scikit_learn
def test_evaluations_that_differ_are_not_timed():
    scored = trial_lists.made_up(3_000)
    ours = trial_lists.our_figures(scored)
    for peer in (trial_lists.peer_figures, trial_lists.peer_figures_one_by_one):
        found = peer(scored)
        assert "of ours" in trial_lists.agreement(ours, found, "peer 1")
        others = found[0] | {"min_cllr": found[0]["min_cllr"] + 1e-3}, found[1]
        with pytest.raises(SystemExit, match="Our figures and those of peer 1 differ by 1.0e-03: not the same work"):
            trial_lists.agreement(ours, others, "peer 1")
    with pytest.raises(SystemExit, match="differ by inf"):
        trial_lists.agreement(ours, (found[0], [each[1:] for each in found[1]]), "peer 1")
    with pytest.raises(SystemExit, match="differ by nan"):
        trial_lists.agreement(ours, (found[0] | {"auc": np.nan}, found[1]), "peer 1")


@needs_scikit_learn
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells a process its own highest memory")
@pytest.mark.parametrize("way", evaluation.WAYS)
def test_each_way_of_evaluating_is_measured_once(way):
    found = evaluation.once(way, 2_000)
    assert found["s"] > 0 and found["most_mb"] >= found["before_mb"] > 10


def test_front_ends_that_differ_are_not_timed():
    expected = np.ones((1, 4, 3))
    way = front_end.Way("peer 1", "log-mel", None)
    assert front_end.agreement(way, expected + 0.01, expected) == "within 1e-02 dB of librosa"
    with pytest.raises(SystemExit, match="peer 1 and librosa differ by 1.0e[+]00 dB in log-mel: not the same work"):
        front_end.agreement(way, expected + 1.0, expected)
    with pytest.raises(SystemExit, match="differ by nan"):
        front_end.agreement(way, expected * np.nan, expected)


def test_decoders_agree_up_to_a_shift(rng):
    ours = rng.normal(0, 0.1, 160_000).astype(np.float32)
    later = np.concatenate([np.zeros(160, np.float32), ours]) * 1.001
    assert decode.agreement("peer", "MP3", later, ours) == "within -60 dB of ours, begins 10.0 ms later"
    with pytest.raises(SystemExit, match="peer and ours differ by [0-9] dB over [0-9]+ samples of MP3"):
        decode.agreement("peer", "MP3", ours[::-1], ours)
    with pytest.raises(SystemExit, match="over 80000 samples"):
        decode.agreement("peer", "MP3", ours[:80_000], ours)


def test_live_spectrograms_with_other_colours_are_told_apart(qtbot):
    from app.widgets.colormap import Colouring

    one, same, other = (live_spectrogram.Ours(640, 200) for _ in range(3))
    for each in (one, same, other):
        qtbot.addWidget(each.widget)
    other.widget.show_colours(Colouring(name="grey"))
    assert live_spectrogram.largest_difference(one, same) == 0
    assert live_spectrogram.largest_difference(one, other) > 50


def test_live_peer_that_computes_something_else_is_not_timed():
    live_program = pytest.importorskip("benchmarks.live_program", reason="only Unix has its pipes")
    live_program.check_columns(live_peer.columns_of)
    with pytest.raises(SystemExit, match="differ by 1.0e[+]00 dB: not the same work"):
        live_program.check_columns(lambda sound: (live_peer.columns_of(sound)[0] + 1.0, None))


def test_live_peer_takes_its_sound_in_blocks(rng):
    sound = rng.normal(0, 0.1, 16_000).astype(np.float32)
    first, waiting = live_peer.columns_of(sound[:8_000])
    rest, _ = live_peer.columns_of(np.concatenate([waiting, sound[8_000:]]))
    np.testing.assert_allclose(np.concatenate([first, rest], axis=1), live_peer.columns_of(sound)[0], atol=1e-4)


def test_start_is_over_when_the_pixels_say_so():
    at_rest = np.zeros((60, 60), np.uint32)
    at_rest[6:12, :30], at_rest[36:42, :30] = np.arange(1, 31), np.arange(31, 61)
    nothing, most = np.zeros_like(at_rest), at_rest.copy()
    most[36:42, 24:30] = 0
    looks = startup.Looks(at_rest, np.s_[6:12, :30], np.s_[36:42, :30])
    assert looks.reached(at_rest) == (True, True, True)
    assert looks.reached(most) == (True, True, False)
    assert looks.reached(nothing) == (False, False, False)


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="only Linux tells this of a process")
def test_processes_are_seen_from_outside():
    with ended(subprocess.Popen(["sh", "-c", "sleep 60 & wait"])) as process:
        wait_until(lambda: len(watching.family(process.pid)) == 2)
        helper = watching.family(process.pid)[1]
        resident_mb, proportional_mb = watching.memory_mb(helper)
        assert 0 < proportional_mb <= resident_mb < 100
        assert 0 <= watching.cpu_s(helper) < 60
        os.kill(helper, signal.SIGKILL)


def test_memory_of_live_sound_is_measured_on_its_whole_way(qapp, qtbot):
    if not Path("/proc/self/clear_refs").exists():
        pytest.skip("only Linux tells a process its highest memory, and forgets it")
    row = live_spectrogram.Ours(640, 200)
    qtbot.addWidget(row.widget)
    grown_mb = live_spectrogram.growth_mb(row, 0.5, qapp.processEvents, warm_up_s=0.5)
    assert 0 <= grown_mb < 500
    assert np.isfinite(row.widget._columns).sum(axis=1).min() == 1 + (16_000 - 512) // 160  # all of it was drawn


@pytest.mark.skipif(
    not (find_spec("mxnet") and find_spec("torch")),
    reason="MXNet or torch is not installed: requirements-bench.txt has both",
)
def test_torch_network_and_loss_equal_ours(rng):
    from benchmarks.training import GluonTraining, TorchTraining

    waveforms = rng.normal(0, 0.1, (3, 8_000)).astype(np.float32)
    labels = np.array([0, 7, 2_599])
    ours = GluonTraining()
    peers = [TorchTraining(ours, channels_last=layout) for layout in (True, False)]
    expected = ours.outputs(waveforms, labels)
    ours.step(waveforms, labels)
    gradients = [weight.grad().asnumpy() / len(labels) for weight in (ours.loss.weight, ours.net.trunk[0].weight)]
    for peer in peers:
        for actual, wanted in zip(peer.outputs(waveforms, labels), expected, strict=True):
            np.testing.assert_allclose(actual, wanted, atol=1e-4)
        peer.step(waveforms, labels)
        for weight, wanted in zip((peer.loss.weight, peer.net.trunk[0].weight), gradients, strict=True):
            np.testing.assert_allclose(weight.grad.numpy(), wanted, rtol=1e-2, atol=1e-4 * np.abs(wanted).max())


def test_rankings_that_differ_are_not_timed(tmp_path):
    encoder = identify.KnownVoice(SpeakerEncoder.load())
    takes = identify.made_up_takes(np.random.default_rng(0), 12, 2, encoder.dim)
    gallery = Gallery(tmp_path / "gallery.db")
    identify.fill(tmp_path / "gallery.db", takes, encoder.model_id)
    case = identify.case(gallery, takes, encoder)
    assert case.name == "12 speakers of 2 takes" and case.contenders[0].note.endswith("of NumPy")
    answer = case.contenders[0].call()
    assert case.contenders[1].call().speaker == answer.candidates[0].speaker
    scores, order = case.contenders[2].call()
    assert identify.recall(takes, encoder) == 1.0
    opened = identify.opening(tmp_path / "gallery.db", encoder)
    assert opened["matrix_mb"] == pytest.approx(12 * encoder.dim * 4 / 1e6)
    with pytest.raises(SystemExit, match="Our ranking and NumPy's differ by 1.0e[+]00: not the same work"):
        identify.agreement(answer, scores + 1.0, order)
    with pytest.raises(SystemExit, match="differ by"):
        identify.agreement(answer, scores, order[::-1])


@pytest.mark.parametrize(
    ("name", "options", "row"),
    [
        ("folder_import", ["--files", "2"], "| 2 |"),
        ("evaluation", ["--trials=2000", "--most=0", "--rounds=1", "--speakers=4", "--takes=2"], "| 32 |"),
    ],
)
def test_window_is_built_and_works_for_a_measurement(tmp_path, name, options, row):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "GLUONAR_DATA": str(tmp_path)}
    command = [sys.executable, "-m", f"benchmarks.{name}", *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, env=environment, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert any(line.startswith(row) for line in done.stdout.splitlines())


# Who speaks when


def test_timeline_errors_are_shares_of_the_speech():
    nobody, stranger = timeline.SILENCE, timeline.STRANGER
    truth = np.array([nobody, nobody, 1, 1, 1, 1, 2, 2, stranger, stranger])
    found = np.array([1, nobody, 1, 1, nobody, 2, 2, stranger, stranger, 1])
    assert timeline.errors(truth, found) == (1 / 8, 1 / 8, 3 / 8)
    counted = truth != stranger
    assert timeline.errors(truth, found, counted) == (1 / 6, 1 / 6, 2 / 6)


def test_timeline_collar_is_on_both_sides_of_every_change():
    truth = np.repeat([timeline.SILENCE, 1, 2], 100)
    left_out = np.flatnonzero(~timeline.outside_collars(truth, collar_s=0.1))
    assert left_out.tolist() == [*range(90, 110), *range(190, 210)]


def test_made_up_conversation_is_told_whole_and_live(tmp_path):
    """Made-up voices of different pitch: who is in the truth is enrolled, or a stranger, and both ways tell them."""
    encoder, rng = FakeEncoder(), np.random.default_rng(3)
    people = [([say(8, pitch_hz=pitch)[0]] * 2, [say(12, pitch_hz=pitch)[0]]) for pitch in (90, 120, 160, 210, 280)]
    templates = [np.stack([encoder.embed(wave) for wave in waves]) for waves, _ in people]
    conversation = timeline.converse(people, templates, encoder, rng)
    assert len(conversation.truth) * 160 == len(conversation.take.waveform)
    ids = {speaker.id for speaker in conversation.enrolled.speakers}
    assert set(conversation.truth.tolist()) <= ids | {timeline.SILENCE, timeline.STRANGER}
    for listen in (timeline.heard_whole, timeline.heard_live):
        likely, told = timeline.labels(listen(conversation, encoder), len(conversation.truth))
        missed, false, _ = timeline.errors(conversation.truth, likely)
        assert missed < 0.2 and false < 0.2
        assert set(told.tolist()) <= ids | {timeline.SILENCE, timeline.STRANGER, timeline.UNTOLD}
