"""`main.py embed`: what is printed, and what it refuses."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import cli
from app.errors import UserError
from app.services.archive.run import embed_archive
from tests.app.archive_work import here
from tests.app.archives import put

ROOT = Path(__file__).parents[2]


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("GLUONAR_DATA", str(tmp_path / "data"))

    def run(*argv):
        code = cli.main(["embed", *map(str, argv)])
        return code, *capsys.readouterr()

    return run


def test_command_from_its_own_file(archive, tmp_path):
    command = [sys.executable, ROOT / "main.py", "embed", archive, "--out", tmp_path / "out.npz", "--json"]
    environment = {**os.environ, "GLUONAR_DATA": str(tmp_path / "data")}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    assert (facts["n_embedded"], facts["dim"], facts["failed"]) == (3, 256, [])
    assert done.stderr.splitlines()[-1].startswith("3 of 3 files, ")


def test_command_tells_what_it_did(archive, tmp_path, run, encoder):
    for number in range(12):
        put(archive / f"{number:02}.wav", b"")
    put(archive / "cut.flac", (archive / "a.flac").read_bytes()[:-2_000])
    code, out, err = run(archive, "--out", tmp_path / "out.npz", "--jobs", 1)
    assert code == 0
    lines = out.splitlines()
    assert lines[:4] == [
        f"{tmp_path / 'out.npz'} has 4 recordings, 2 s of speech, embedded by {encoder.model_id}.",
        "1 recording of them with a warning; all are in the file.",
        "12 files could not be embedded; all are in the file with their reasons:",
        "  00.wav: “00.wav” is empty: it has no bytes.",
    ]
    assert lines[-1] == "  and 2 more"
    assert err.splitlines()[-1].endswith(", 12 not usable")


@pytest.mark.parametrize(
    ("argv", "code", "sentence"),
    [
        (["nowhere", "--out", "a.npz"], 4, "There is no folder “"),
        (["empty", "--out", "a.npz"], 4, "There are no recordings in “"),
        (["bad", "--out", "a.npz"], 4, "None of the 1 recordings could be used, “a.wav” for one. “a.wav” is empty"),
        (["bad", "--out", "folder.npz"], 4, "“folder.npz” is a folder. Choose the name of a file."),
        (["bad", "--out", "no/where/a.npz"], 4, "The folder “no/where/a.npz.partial” cannot be written: No such file"),
        (["bad", "--out", "a.csv"], 2, "“a.csv” must end in .npz or .parquet"),
        (["bad", "--out", "a.npz", "--jobs", "0"], 2, "“0” must be a number from 1"),
        (["bad", "--out", "a.npz", "--scheduler", "there"], 2, "“there” must be like tcp://192.168.0.10:8786"),
        (["bad", "--out", "a.npz", "--jobs", "1", "--scheduler", "tcp://a:1"], 2, "not allowed with argument"),
    ],
)
def test_what_cannot_be_done_is_told(run, tmp_path, monkeypatch, argv, code, sentence):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "folder.npz").mkdir()
    put(tmp_path / "bad" / "a.wav", b"")
    actual, out, err = run(*argv)
    assert (actual, out) == (code, "")
    assert sentence in err
    assert sorted(path.name for path in tmp_path.iterdir()) in (
        ["bad", "empty", "folder.npz"],
        ["bad", "data", "empty", "folder.npz"],
    )


def test_parquet_without_pyarrow_is_told_before_the_work(archive, run, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    code, _, err = run(archive, "--out", tmp_path / "a.parquet")
    assert code == 4
    assert err.startswith("Parquet files need pyarrow, which cannot be loaded: ")
    assert "pip install -r requirements-archive.txt" in err and ".npz" in err
    assert not (tmp_path / "a.parquet.partial").exists()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_full_disk_is_told(archive, tmp_path, encoder):
    (tmp_path / "out.npz.partial").mkdir()
    (tmp_path / "out.npz.partial" / "draft").symlink_to("/dev/full")
    with pytest.raises(UserError, match="out.npz” cannot be written: No space left on device. Choose another file"):
        embed_archive(archive, tmp_path / "out.npz", encoder, spread=here)
    (tmp_path / "out.npz.partial" / "draft").unlink()
    assert embed_archive(archive, tmp_path / "out.npz", encoder, spread=here).n_before == 3


def test_importing_it_loads_nothing_heavy():
    modules = "import app.services.archive.run, app.progress, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", modules], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"mxnet", "onnxruntime", "av", "distributed", "pyarrow", "PyQt5", "sqlite3"} & set(done.stdout.split())
