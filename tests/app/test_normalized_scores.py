"""A model with a cohort: normalised scores in every answer, the cosine beside them."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app import cli, commands
from gluonar_engine.data.audio import decode
from gluonar_engine.modelcard import COHORT_FILE, DEFAULT_MODEL, ONNX_FILE, read_manifest, write_cohort
from gluonar_engine.scoring import Calibration, normalize
from gluonar_engine.vad import voice_of
from tests.app.fake_model import FakeModels, fake_cohort

SAMPLES = Path(__file__).parents[2] / "assets" / "samples"
TEST = {voice: SAMPLES / voice / "test-1.flac" for voice in ("Alba", "Bruno", "Dmitri")}


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """Runs a command; (exit code, stdout)."""
    monkeypatch.setenv("GLUONAR_DATA", str(tmp_path / "data"))

    def run(*argv):
        code = cli.main([str(word) for word in argv])
        return code, capsys.readouterr().out

    return run


@pytest.fixture
def run_json(run):
    def run_json(*argv):
        code, out = run(*argv, "--json")
        return code, json.loads(out)

    return run_json


@pytest.fixture
def encoder(monkeypatch):
    models = FakeModels(cohort=fake_cohort())
    monkeypatch.setattr(commands, "ModelProvider", lambda folder: models)
    return models.encoder()


@pytest.fixture
def alba(encoder, run):
    run("enroll", "Alba", *sorted((SAMPLES / "Alba").glob("enroll-*.flac")))


@pytest.fixture
def trials(tmp_path):
    path = tmp_path / "trials.txt"
    path.write_text("1 Alba/test-1.flac Alba/test-2.flac\n0 Alba/test-1.flac Bruno/test-1.flac\n")
    return path


def test_own_voice_is_supported_and_another_is_not(run_json, alba):
    code, own = run_json("verify", "Alba", TEST["Alba"])
    assert (code, own["verdict"], own["normalized"]) == (0, "supports", True)
    assert own["score"] > 0.5 > own["threshold"] == pytest.approx(0.3)
    assert own["llr"] == pytest.approx(30.0 * own["score"] - 9.0)
    assert own["score"] == pytest.approx(np.mean(own["take_scores"]))
    assert 0.5 < own["cosine"] < 1 and own["cosine"] == pytest.approx(np.mean(own["take_cosines"]))
    code, other = run_json("verify", "Alba", TEST["Bruno"])
    assert (code, other["verdict"]) == (1, "does not support") and other["score"] < own["threshold"]


def test_identifying_scores_as_verifying_does(run, run_json, alba):
    run("enroll", "Bruno", SAMPLES / "Bruno" / "enroll-1.flac", SAMPLES / "Bruno" / "enroll-2.flac")
    code, facts = run_json("identify", TEST["Alba"])
    assert (code, facts["speaker"], facts["normalized"]) == (0, "Alba", True)
    assert [candidate["speaker"] for candidate in facts["candidates"]] == ["Alba", "Bruno"]
    for candidate in facts["candidates"]:
        _, verified = run_json("verify", candidate["speaker"], TEST["Alba"])
        for key in ("score", "cosine", "llr"):
            assert verified[key] == pytest.approx(candidate[key], abs=1e-3)


def test_answers_read_well(run, alba):
    _, out = run("verify", "Alba", TEST["Alba"])
    _, _, line, *_ = out.splitlines()
    assert re.fullmatch(r"  score 0\.\d{3}, threshold 0\.300; cosine 0\.\d{3}", line), line
    _, out = run("identify", TEST["Alba"])
    assert re.search(r"  1\. Alba +score +0\.\d{3}  LLR +\+\d\d\.\d\n", out), out


def test_list_is_evaluated(encoder, run, run_json, trials):
    _, facts = run_json("evaluate", trials, "--root", SAMPLES)
    left, right = (encoder.embed(voice_of(decode(SAMPLES / "Alba" / f"test-{i}.flac").waveform)) for i in (1, 2))
    assert facts["normalized"] and facts["eer"] == 0.0
    assert facts["eer_threshold"] == pytest.approx(encoder.scorer.score([left], right).score, abs=1e-3)
    _, out = run("evaluate", trials, "--root", SAMPLES)
    assert f"at score {facts['eer_threshold']:.3f}\n" in out


def test_demo_is_in_the_same_unit(encoder, run, tmp_path):
    code, out = run("demo", "--out", tmp_path / "pictures")
    assert code == 0 and re.search(r"EER .* at score 0\.\d", out)


@pytest.fixture
def plain_folder(tmp_path):
    """The shipped network, without a cohort."""
    (tmp_path / "plain").mkdir()
    shutil.copy(DEFAULT_MODEL / ONNX_FILE, tmp_path / "plain")
    manifest = read_manifest(DEFAULT_MODEL)
    plain = replace(manifest, sha256={ONNX_FILE: manifest.sha256[ONNX_FILE]}, calibration=Calibration(12.0, -4.0))
    plain.write(tmp_path / "plain")
    return tmp_path / "plain"


@pytest.fixture
def folder(plain_folder, tmp_path):
    """The same with a cohort of random directions, calibrated for nothing in particular."""
    folder = shutil.copytree(plain_folder, tmp_path / "model")
    manifest = read_manifest(folder)
    digest = write_cohort(folder, normalize(np.random.default_rng(3).normal(size=(100, manifest.dim))))
    digests = manifest.sha256 | {COHORT_FILE: digest}
    replace(manifest, sha256=digests, calibration=Calibration(10.0, -2.0)).write(folder)
    return folder


def test_model_folder_with_a_cohort_is_used_and_calibrated(run, run_json, plain_folder, folder, tmp_path):
    _, shown = run_json("model", "show", folder)
    assert COHORT_FILE in shown["sha256"]
    _, out = run("model", "show", folder)
    assert "what its cohort says is usual" in out and "even at a score of 0.200" in out

    run("enroll", "Alba", SAMPLES / "Alba" / "enroll-1.flac", "--model", plain_folder)
    _, plain = run_json("verify", "Alba", TEST["Alba"], "--model", plain_folder)
    _, normalized = run_json("verify", "Alba", TEST["Alba"], "--model", folder)
    assert (plain["normalized"], normalized["normalized"]) == (False, True)
    assert plain["model"] == normalized["model"]  # the templates are the same
    assert plain["score"] == plain["cosine"] == pytest.approx(normalized["cosine"], abs=1e-6)
    assert (normalized["verdict"], normalized["threshold"]) == ("supports", pytest.approx(0.2))
    assert 0.2 < normalized["score"] < normalized["cosine"]

    takes = {voice: sorted((SAMPLES / voice).glob("*.flac")) for voice in ("Alba", "Bruno", "Chloe", "Dmitri")}
    everything = [(voice, path) for voice, paths in takes.items() for path in paths]
    lines = [
        f"{int(voice == other)} {left} {right}"
        for number, (voice, left) in enumerate(everything)
        for other, right in everything[:number]
    ]
    (tmp_path / "trials.txt").write_text("\n".join(lines))
    code, calibrated = run_json("model", "calibrate", folder, tmp_path / "trials.txt")
    assert code == 0 and calibrated["calibration"] != shown["calibration"]
    even = -calibrated["calibration"]["offset"] / calibrated["calibration"]["scale"]
    assert even < normalized["score"]
    assert run_json("evaluate", tmp_path / "trials.txt", "--model", folder)[1]["cllr"] < 0.1


def test_damaged_cohort_is_told(run_json, folder):
    (folder / COHORT_FILE).write_bytes(b"noise")
    code, facts = run_json("model", "show", folder)
    assert code == 4 and facts["error"].endswith("cohort.npy is missing or is not the file that model.json describes.")
    code, facts = run_json("identify", TEST["Alba"], "--model", folder)
    assert code == 4
