import contextlib
import json
import logging
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from app import cli, commands, wording
from app.domain import Decision, Quality, Speaker, Take, Verdict, Verification
from gluonar_engine.data.audio import encode_flac
from tests.app.fake_model import FakeModels

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "assets" / "samples"
TEST = {voice: str(SAMPLES / voice / "test-1.flac") for voice in ("Alba", "Bruno", "Dmitri")}

# A program of its own with the stand-in for the speaker model, which needs no weights.
PROGRAM = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
import app.commands
from tests.app.fake_model import FakeModels
app.commands.ModelProvider = lambda folder: FakeModels()
from app.application import main
"""


@pytest.fixture(autouse=True)
def environment(tmp_path, monkeypatch):
    monkeypatch.setenv("GLUONAR_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(commands, "ModelProvider", lambda folder: FakeModels())
    monkeypatch.setattr(logging.getLogger("app"), "level", logging.WARNING)


@pytest.fixture
def run_json(run):
    def run_json(*argv):
        code, out, _ = run(*argv, "--json")
        (line,) = out.splitlines()
        return code, json.loads(line)

    return run_json


@pytest.fixture
def alba(run):
    run("enroll", "Alba", *sorted((SAMPLES / "Alba").glob("enroll-*.flac")))


@pytest.fixture
def one_second(tmp_path, rng):
    path = tmp_path / "word.flac"
    path.write_bytes(encode_flac(rng.uniform(-0.01, 0.01, 16_000)))
    return path


def test_enrolling_says_what_was_heard(run):
    code, out, _ = run("enroll", "Ada", SAMPLES / "Alba" / "enroll-1.flac", SAMPLES / "Alba" / "enroll-2.flac")
    assert (code, out) == (0, "Ada is enrolled with 2 recordings, 6.9 s of speech.\n")


def test_recordings_are_added_only_when_asked(run, run_json, alba):
    code, _, err = run("enroll", "alba", TEST["Alba"])
    assert code == 4 and err.startswith("A speaker named “alba” is already enrolled. Choose another name, or add ")
    code, facts = run_json("enroll", "alba", "--add", TEST["Alba"])
    assert (code, facts["speaker"], facts["n_takes"]) == (0, "Alba", 4)
    code, facts = run_json("enroll", "Eve", "--add", TEST["Alba"])
    assert (code, facts["error"]) == (4, "No speaker named “Eve” is enrolled.")


@pytest.mark.parametrize(("voice", "code", "verdict"), [("Alba", 0, "supports"), ("Bruno", 1, "does not support")])
def test_verdict_is_the_exit_code(run_json, alba, voice, code, verdict):
    actual, facts = run_json("verify", "ALBA", TEST[voice])
    assert (actual, facts["verdict"], facts["speaker"]) == (code, verdict, "Alba")
    assert -1.0 <= facts["score"] <= 1.0 and facts["threshold"] == pytest.approx(0.45)
    assert facts["llr"] == pytest.approx(40.0 * facts["score"] - 18.0)
    assert len(facts["take_scores"]) == 3
    assert facts["quality"]["speech_s"] > 3.0 and facts["quality"]["clipped_fraction"] == 0.0


def test_no_verdict_has_an_exit_code_of_its_own(run, run_json, alba, one_second):
    code, out, _ = run("verify", "Alba", one_second)
    assert code == 3
    assert out.startswith("Cannot tell whether this is Alba.  Only 0.0 s of speech was found; a verdict needs 1 s.\n")
    code, facts = run_json("identify", one_second)
    assert (code, facts["speaker"], facts["verdict"]) == (3, None, "cannot tell")


def test_suspicion_is_printed_and_changes_no_verdict(run, run_json, alba, monkeypatch):
    monkeypatch.setattr("app.services.verification.suspicions", lambda waveform: ())
    plain = run_json("verify", "Alba", TEST["Alba"])
    monkeypatch.setattr("app.services.verification.suspicions", lambda waveform: ("synthesizer",))
    code, facts = run_json("verify", "Alba", TEST["Alba"])
    assert facts["suspicions"] == ["synthesizer"]
    assert (code, {**facts, "suspicions": []}) == plain
    assert "  experimental: signs of a synthesizer, which" in run("verify", "Alba", TEST["Alba"])[1]


def test_verification_reads_well(run, alba):
    _, out, _ = run("verify", "Alba", TEST["Alba"])
    first, *details = out.splitlines()
    assert first.startswith("Supports that this is Alba.  The recording is ")
    assert [line.split()[0] for line in details] == ["log-likelihood", "cosine", "against", "3.3"]


def test_identification_names_the_best_or_nobody(run, run_json, alba):
    code, facts = run_json("identify", TEST["Alba"])
    assert (code, facts["speaker"], facts["margin"]) == (0, "Alba", None)
    code, facts = run_json("identify", TEST["Dmitri"])
    assert (code, facts["speaker"], facts["candidates"][0]["speaker"]) == (1, None, "Alba")
    code, out, _ = run("identify", TEST["Dmitri"])
    assert (code, out.split(".")[0]) == (1, "Unknown: nobody enrolled; the nearest is Alba")


def test_speakers_are_listed_and_removed(run, run_json, alba):
    assert run("speakers")[1].startswith("Alba   3 recordings,    9.9 s, since 20")
    assert run("remove", "alba")[:2] == (0, "Alba is removed; their recordings, templates and trials are wiped.\n")
    assert run("speakers")[:2] == (0, "Nobody is enrolled yet.\n")
    assert run_json("speakers") == (0, {"speakers": []})
    assert run_json("remove", "alba")[0] == 4


def test_spectrogram_is_drawn(run_json, tmp_path):
    code, facts = run_json("spectrogram", TEST["Alba"], "-o", tmp_path / "alba.png")
    assert (code, facts["picture"]) == (0, str(tmp_path / "alba.png"))
    assert (tmp_path / "alba.png").read_bytes().startswith(b"\x89PNG")


def test_spectrogram_is_drawn_and_tabled_as_asked(run_json, tmp_path):
    asked = ("--view", "mel", "--window-ms", 50, "--hop-ms", 5, "--csv", tmp_path / "alba.csv")
    code, facts = run_json("spectrogram", TEST["Alba"], "-o", tmp_path / "alba.png", *asked)
    assert (code, facts["view"], facts["window_ms"], facts["hop_ms"]) == (0, "mel", 50, 5)
    assert facts["table"] == str(tmp_path / "alba.csv")
    lines = (tmp_path / "alba.csv").read_text().splitlines()
    assert len(lines) == 1 + 1 + int(facts["quality"]["duration_s"] / 0.005)
    assert lines[0].startswith("time [s],37.2392 Hz [dB],")
    assert lines[2].startswith("0.005,") and lines[2].count(",") == 80


def test_window_or_hop_that_means_nothing_is_told(run, tmp_path):
    code, _, err = run("spectrogram", TEST["Alba"], "-o", tmp_path / "a.png", "--hop-ms", 30)
    assert code == 4
    assert err == "The hop must be 0.5 to 25 ms, the window, got 30. Choose another with --window-ms and --hop-ms.\n"


def test_picture_that_cannot_be_written_is_told(run, tmp_path):
    code, _, err = run("spectrogram", TEST["Alba"], "-o", tmp_path / "no" / "a.png")
    assert code == 4
    assert err.endswith("cannot be written: No such file or directory. Choose another file name or folder.\n")


def test_no_number_is_minus_zero():
    speaker = Speaker(1, "Ada", "2026-11-22T10:00:00+00:00", 1, 6.0)
    decision = Decision(
        Verdict.CANNOT_TELL, -0.001, -0.001, False, 0.0, -0.01, "no support for either side", "Because."
    )
    quality = Quality(4.0, 3.0, 30.0, 0.0, -6.0)
    answer = Verification(speaker, decision, quality, (-0.001,), (-0.001,), "fake-1")
    lines = wording.verification_lines(answer, Take(np.zeros(1, np.float32), "a.wav", quality))
    assert "-0." not in " ".join(lines).replace("-0.001", "")


def test_list_is_evaluated(run, run_json, tmp_path):
    trials = tmp_path / "trials.txt"
    trials.write_text("1 Alba/test-1.flac Alba/test-2.flac\n0 Alba/test-1.flac Bruno/test-1.flac\n")
    code, facts = run_json("evaluate", trials, "--root", SAMPLES, "--plot", tmp_path / "roc.png")
    assert code == 0
    assert {key: facts[key] for key in ("eer", "min_dcf", "accuracy", "auc", "n_target", "n_impostor", "n_files")} == {
        "eer": 0.0,
        "min_dcf": 0.0,
        "accuracy": 1.0,
        "auc": 1.0,
        "n_target": 1,
        "n_impostor": 1,
        "n_files": 3,
    }
    assert facts["min_cllr"] == 0.0 < facts["cllr"] < 1.0
    assert (tmp_path / "roc.png").read_bytes().startswith(b"\x89PNG")
    code, out, err = run("evaluate", trials, "--root", SAMPLES)
    assert "EER         0.00%" in out
    assert "bits lost by the model's ratios; 0.000 at best" in out
    assert err.splitlines()[-1] == "3 of 3 files"
    code, _, err = run("evaluate", trials)
    assert code == 4 and err.startswith("Line 1 of “trials.txt”: There is no file “Alba/test-1.flac”")


def test_demo_tells_what_it_did_and_touches_nothing_of_the_user(run, run_json, alba, tmp_path):
    code, out, _ = run("demo", "--out", tmp_path / "pictures")
    assert code == 0
    assert out.startswith("Enrolled Alba, Bruno, Chloe from synthetic sample voices; Dmitri stays a stranger.\n")
    assert out.endswith(f"ROC curve:   {tmp_path / 'pictures' / 'roc.png'}\n")
    code, facts = run_json("demo", "--out", tmp_path / "pictures")
    assert (code, facts["stranger"], facts["eer"]) == (0, "Dmitri", 0.0)
    assert [speaker["speaker"] for speaker in run_json("speakers")[1]["speakers"]] == ["Alba"]


def test_options_stand_before_or_after_the_command(run, tmp_path):
    assert run("--json", "--data", tmp_path / "here", "speakers")[1] == '{"speakers": []}\n'
    assert run("speakers", "--data", tmp_path / "there", "--json")[1] == '{"speakers": []}\n'
    assert (tmp_path / "here" / "gallery.db").exists() and (tmp_path / "there" / "gallery.db").exists()
    assert not (tmp_path / "data").exists()


def test_model_folder_is_handed_on(run, monkeypatch):
    seen = []
    monkeypatch.setattr(commands, "ModelProvider", lambda folder: seen.append(folder) or FakeModels())
    run("--model", "other", "speakers")
    run("speakers")
    given, chosen = seen
    assert given == Path("other") and chosen() is None  # no other model was chosen


def test_verbose_tells_what_is_done_on_stderr_only(run, alba, monkeypatch, caplog):
    monkeypatch.setattr(commands, "ModelProvider", lambda folder: FakeModels("fake-2"))
    quiet = run("verify", "Alba", TEST["Alba"])[1]
    assert "making" not in caplog.text
    monkeypatch.setattr(commands, "ModelProvider", lambda folder: FakeModels("fake-3"))
    assert run("verify", "Alba", TEST["Alba"], "--verbose")[1] == quiet
    assert "making 3 templates" in caplog.text


def test_help_teaches_by_example(run):
    code, out, _ = run("--help")
    assert code == 0
    assert "exit codes:" in out and 'python main.py verify "Ada" unknown.mp3' in out
    for command in commands.COMMANDS:
        code, out, _ = run(command, "--help")
        assert code == 0 and f"example:\n  python main.py {command}" in out


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["enrol"], "invalid choice: 'enrol'"),
        (["verify", "Ada"], "The following arguments are required: FILE"),
        (["spectrogram", "a.wav", "-o", "a.jpg"], "“a.jpg” must end in .png"),
        (["spectrogram", "a.wav", "-o", "a.png", "--csv", "a.xls"], "“a.xls” must end in .csv"),
        (["spectrogram", "a.wav", "-o", "a.png", "--view", "cqt"], "invalid choice: 'cqt'"),
        (["speakers", "--loud"], "Unrecognized arguments: --loud"),
    ],
)
def test_wrong_typing_is_told_with_the_usage(run, argv, sentence):
    code, out, err = run(*argv)
    assert (code, out) == (2, "")
    assert err.startswith("usage: ") and sentence in err and "--help." in err
    code, out, _ = run(*argv, "--json")
    assert code == 2 and sentence in json.loads(out)["error"]


def test_failure_is_an_object_for_scripts_and_a_sentence_for_people(run):
    code, out, err = run("verify", "Eve", "a.wav", "--json")
    notice = {"error": "No speaker named “Eve” is enrolled.", "advice": "Check the spelling, or enroll them first."}
    assert (code, json.loads(out)) == (4, notice)
    assert err == "No speaker named “Eve” is enrolled. Check the spelling, or enroll them first.\n"


def test_bug_is_one_sentence_with_its_details_in_a_private_file(run, run_json, tmp_path, monkeypatch):
    def broken(program, options):
        raise KeyError("the detail")

    monkeypatch.setitem(commands.COMMANDS, "speakers", broken)
    log = tmp_path / "data" / "gluonar.log"
    code, out, err = run("speakers")
    assert (code, out) == (70, "")
    assert err == f"Something went wrong in this program (KeyError). The details are in “{log}”.\n"
    assert "in broken" in log.read_text() and "the detail" in log.read_text()
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    code, facts = run_json("speakers")
    assert (code, facts["error"]) == (70, "Something went wrong in this program (KeyError).")


def test_data_folder_that_cannot_be_made_is_told(run, tmp_path):
    (tmp_path / "file").write_text("")
    code, _, err = run("speakers", "--data", tmp_path / "file" / "data")
    assert code == 4 and "cannot be made" in err and "Choose another one with --data" in err


def test_data_folder_is_the_owners_alone(run, tmp_path):
    run("speakers")
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_window_opens_without_a_command(tmp_path):
    opened = []
    assert cli.main(["--data", str(tmp_path)], open_window=lambda options: opened.append(options.data) or 0) == 0
    assert opened == [tmp_path]
    assert cli.main(["speakers"], open_window=pytest.fail) == 0


def test_help_is_shown_where_no_window_can_open(run):
    code, out, _ = run()
    assert code == 2 and out.startswith("usage: ")


def test_commands_load_neither_mxnet_nor_qt(tmp_path):
    trials = tmp_path / "trials.txt"
    trials.write_text("1 Alba/test-1.flac Alba/test-2.flac\n0 Alba/test-1.flac Bruno/test-1.flac\n")
    asked = [
        ["enroll", "Alba", TEST["Alba"]],
        ["verify", "Alba", TEST["Bruno"]],
        ["identify", TEST["Alba"]],
        ["speakers"],
        ["evaluate", str(trials), "--root", str(SAMPLES)],
        ["spectrogram", TEST["Alba"], "-o", str(tmp_path / "a.png")],
        ["demo", "--out", str(tmp_path)],
        ["remove", "Alba"],
    ]
    check = f"""
codes = [main(argv) for argv in {asked!r}]
assert codes == [0, 1, 0, 0, 0, 0, 0, 0], codes
loaded = [name for name in ("mxnet", "PyQt5", "pyqtgraph", "sounddevice") if name in sys.modules]
assert not loaded, loaded
"""
    done = subprocess.run([sys.executable, "-c", PROGRAM + check], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def start(*argv, **options):
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM + "sys.exit(main())", *map(str, argv)], stderr=subprocess.PIPE, **options
    )


@pytest.mark.skipif(os.name == "nt", reason="pipes break differently on Windows")
def test_reader_who_has_seen_enough_is_no_failure():
    process = start("speakers", stdout=subprocess.PIPE)
    process.stdout.close()
    _, error = process.communicate(timeout=60)
    assert (error, process.returncode) == (b"", 0)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_output_that_cannot_be_written_is_told():
    with open("/dev/full", "wb") as full:
        process = start("speakers", "--json", stdout=full)
        _, error = process.communicate(timeout=60)
    assert error == b"The output cannot be written: No space left on device. Send it elsewhere.\n"
    assert process.returncode == 4


@pytest.mark.skipif(os.name == "nt", reason="needs a named pipe")
def test_ctrl_c_ends_without_a_traceback(tmp_path):
    os.mkfifo(tmp_path / "trials.txt")
    process = start("evaluate", tmp_path / "trials.txt", "--json", stdout=subprocess.PIPE)
    with open(tmp_path / "trials.txt", "w"):  # opens when the program does, which then waits for us
        for _ in range(20):  # one that comes just before the read does not interrupt it: people press again
            process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=3)
                break
    answer, error = process.communicate(timeout=60)
    assert json.loads(answer)["error"] == "Interrupted."
    assert error == b"Interrupted. What was not finished is not saved.\n"
    assert process.returncode == 130


def test_name_the_terminal_cannot_show_does_not_stop_the_answer():
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    process = start("enroll", "李雷", SAMPLES / "Alba" / "enroll-1.flac", stdout=subprocess.PIPE, env=environment)
    answer, _ = process.communicate(timeout=60)
    assert answer.decode().endswith("?? is enrolled with 1 recording, 3.4 s of speech.\n")
    assert process.returncode == 0
