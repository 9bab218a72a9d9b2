"""The program as a person runs it from a terminal: its own process, the shipped model, real speech if it is there."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODES = {"supports": 0, "does not support": 1, "cannot tell": 3}


@pytest.fixture
def run(tmp_path):
    """Runs ``main.py`` with ``--json`` on a gallery of its own; (exit code, facts)."""

    def run(*argv):
        done = subprocess.run(
            [sys.executable, ROOT / "main.py", *map(str, argv), "--json", "--data", tmp_path / "data"],
            capture_output=True,
            text=True,
        )
        assert done.returncode not in (70, -6, -11), done.stderr
        return done.returncode, json.loads(done.stdout.splitlines()[-1])

    return run


def recordings(corpus, speaker):
    return sorted(path for path in (corpus / speaker).iterdir() if path.suffix in (".flac", ".opus"))


def speakers(corpus):
    return sorted(path.name for path in corpus.iterdir() if path.is_dir())


def test_demo_gets_every_sample_voice_right(run, tmp_path):
    code, facts = run("demo", "--out", tmp_path / "pictures")
    assert code == 0
    assert [asked for asked in facts["asked"] if not asked["right"]] == []
    assert facts["eer"] == 0.0
    assert all(Path(picture).read_bytes().startswith(b"\x89PNG") for picture in facts["pictures"].values())


def test_people_are_enrolled_verified_identified_and_removed(run, speech_dev):
    corpus = speech_dev / "librispeech_testother"
    *enrolled, stranger = speakers(corpus)
    for speaker in enrolled:
        code, facts = run("enroll", speaker, *recordings(corpus, speaker)[:3])
        assert (code, facts["n_takes"]) == (0, 3)
    for speaker in enrolled:
        probe = recordings(corpus, speaker)[-1]
        code, facts = run("verify", speaker, probe)
        assert (code, facts["verdict"]) == (0, "supports"), facts["reason"]
        code, facts = run("identify", probe)
        assert (code, facts["speaker"]) == (0, speaker), facts["reason"]
    probe = recordings(corpus, stranger)[-1]
    code, facts = run("verify", enrolled[0], probe)
    assert (code, facts["verdict"]) == (1, "does not support"), facts["reason"]
    code, facts = run("identify", probe)
    assert (code, facts["speaker"]) == (1, None), facts["reason"]
    assert run("remove", enrolled[0])[0] == 0
    assert [speaker["speaker"] for speaker in run("speakers")[1]["speakers"]] == enrolled[1:]


@pytest.mark.parametrize(
    "corpus", ["alphanumeric", "common_voice", "librispeech_testother", "speech_commands", "speechocean762"]
)
def test_every_kind_of_recording_gets_an_answer(run, speech_dev, corpus):
    speaker = next(name for name in speakers(speech_dev / corpus) if len(recordings(speech_dev / corpus, name)) > 2)
    *enroll, probe = recordings(speech_dev / corpus, speaker)
    code, facts = run("enroll", speaker, *enroll[-8:])
    assert (code, facts["n_takes"]) == (0, len(enroll[-8:])), facts
    code, facts = run("verify", speaker, probe)
    assert code == CODES[facts["verdict"]], facts
    assert -1.0 <= facts["cosine"] <= 1.0
    assert facts["normalized"] or facts["score"] == facts["cosine"]
    assert facts["reason"]


def test_list_of_real_trials_is_evaluated(run, speech_dev, tmp_path):
    code, facts = run("evaluate", speech_dev / "librispeech_testother" / "trials.txt", "--plot", tmp_path / "roc.png")
    assert (code, facts["n_target"], facts["n_impostor"]) == (0, 180, 1200)
    assert facts["eer"] < 0.05
    assert facts["accuracy"] > 0.95
    assert (tmp_path / "roc.png").exists()


def test_same_recording_and_model_give_the_same_score(run):
    sample = ROOT / "assets" / "samples" / "Alba"
    run("enroll", "Alba", *sorted(sample.glob("enroll-*.flac")))
    first, again = (run("verify", "Alba", sample / "test-1.flac") for _ in range(2))
    assert first == again


def test_real_model_needs_no_mxnet(tmp_path):
    sample = ROOT / "assets" / "samples" / "Alba"
    code = f"""
import sys
from app.application import main
assert main(["enroll", "Alba", {str(sample / "enroll-1.flac")!r}, "--data", {str(tmp_path)!r}]) == 0
assert main(["verify", "Alba", {str(sample / "test-1.flac")!r}, "--data", {str(tmp_path)!r}]) in (0, 1, 3)
assert not [name for name in ("mxnet", "PyQt5", "sounddevice") if name in sys.modules]
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
