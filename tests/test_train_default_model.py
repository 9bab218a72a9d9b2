"""The script that trains the shipped model: its three steps, with a Python that only writes down what it is asked."""

import json
import shutil
import subprocess

import pytest

from gluonar_engine.training.__main__ import _config, _options
from tests.screen import ROOT

SCRIPT = "scripts/train_default_model.sh"
# Leaves what the step would leave: the file or the model folder after -o.
STUB = """#!/usr/bin/env python3
import json, pathlib, sys
with open("calls.jsonl", "a") as calls:
    calls.write(json.dumps(sys.argv[1:]) + "\\n")
out = pathlib.Path(sys.argv[sys.argv.index("-o") + 1])
if out.suffix:
    out.touch()
else:
    out.mkdir(parents=True)
    (out / "model.json").touch()
"""


@pytest.fixture
def run(tmp_path):
    (tmp_path / "scripts").mkdir()
    (tmp_path / ".venv-bench" / "bin").mkdir(parents=True)
    shutil.copy(ROOT / SCRIPT, tmp_path / "scripts")
    (tmp_path / ".venv-bench" / "bin" / "python").write_text(STUB)
    (tmp_path / ".venv-bench" / "bin" / "python").chmod(0o755)

    def run(*words):
        """(exit status, calls of Python)"""
        (tmp_path / "calls.jsonl").unlink(missing_ok=True)
        done = subprocess.run(["bash", SCRIPT, *words], cwd=tmp_path, capture_output=True, text=True)
        calls = tmp_path / "calls.jsonl"
        return done.returncode, [json.loads(line) for line in calls.read_text().splitlines()] if calls.exists() else []

    return run


def test_three_steps_and_after_a_kill_only_what_is_missing(run, tmp_path):
    status, (teacher, first, second) = run("data", "noise", "work", "model", "--seed", "7")
    assert status == 0
    assert [call[1] for call in (teacher, first, second)] == ["benchmarks.teacher", *["gluonar_engine.training"] * 2]
    for call in (first, second):
        options = _options(call[2:])
        assert (_config(options).seed, options.teacher, options.noise) == (7, "work/teacher.npy", "noise")
    assert options.start == "work/first/model" and options.out == "model" and _config(options).margin == 0.3
    assert (tmp_path / "work/second/corpus").is_symlink()

    shutil.rmtree(tmp_path / "model")
    status, calls = run("data", "noise", "work", "model", "--seed", "7")
    assert (status, calls) == (0, [second])


def test_missing_words_are_told(run):
    assert run("data") == (2, [])
