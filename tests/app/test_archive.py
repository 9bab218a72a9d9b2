"""Embedding an archive on this machine: what comes out, what is told, and what a kill costs."""

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import psutil
import pyarrow.parquet as pq
import pytest

from app import cli
from app.errors import UserError
from app.services.archive.journal import Journal
from app.services.archive.local import embed_locally
from app.services.archive.recordings import Embedded, FileEmbedder, Source
from app.services.archive.run import embed_archive
from app.services.enrollment import EnrollmentService
from app.services.importing import take_from_file
from app.services.models import ModelProvider
from gluonar_engine.data.audio import encode_flac
from gluonar_engine.encoder import SpeakerEncoder
from gluonar_engine.modelcard import DEFAULT_MODEL
from tests.app.archive_work import Deadly, DeadlyOnce, Faulty, Loaded, changed, here
from tests.app.voices import say
from tests.engine.sound_files import encode, wav
from tests.waiting import wait_until

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "assets" / "samples"
two_processes = partial(embed_locally, n_jobs=2)


@pytest.fixture(scope="session")
def encoder():
    return SpeakerEncoder.load()


@pytest.fixture
def archive(tmp_path):
    """A folder with three short recordings."""
    root = tmp_path / "archive"
    for name, pitch_hz in (("a", 110), ("b", 150), ("deep/er/c", 210)):
        put(root / f"{name}.flac", encode_flac(say(2, pitch_hz=pitch_hz)[0]))
    return root


def put(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def another_model(folder):
    shutil.copytree(DEFAULT_MODEL, folder, dirs_exist_ok=True)
    manifest = json.loads((folder / "model.json").read_text())
    (folder / "model.json").write_text(json.dumps({**manifest, "model_id": "other-1"}))


def loaded(out):
    with np.load(out, allow_pickle=False) as file:
        return dict(file)


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("GLUONAR_DATA", str(tmp_path / "data"))

    def run(*argv):
        code = cli.main(["embed", *map(str, argv)])
        return code, *capsys.readouterr()

    return run


# What comes out


def test_embedding_is_the_one_that_the_program_enrolls(tmp_path, gallery, encoder):
    report = embed_archive(SAMPLES / "Alba", tmp_path / "out.npz", encoder, spread=two_processes)
    takes = [take_from_file(path) for path in sorted((SAMPLES / "Alba").iterdir())]
    alba = EnrollmentService(gallery, ModelProvider()).enroll("Alba", takes)
    out = loaded(tmp_path / "out.npz")
    np.testing.assert_array_equal(out["embedding"], gallery.embeddings_of(alba.id, encoder.model_id))
    assert out["embedding"].dtype == np.float32
    assert out["file"].tolist() == [take.source for take in takes]
    assert out["speech_s"] == pytest.approx([take.quality.speech_s for take in takes])
    assert out["duration_s"] == pytest.approx([take.quality.duration_s for take in takes])
    assert out["snr_db"] == pytest.approx([take.quality.snr_db for take in takes])
    assert out["model_id"].item() == encoder.model_id
    assert (report.n_embedded, report.speech_s) == (len(takes), pytest.approx(alba.speech_s))


def test_bytes_do_not_depend_on_the_number_of_processes(archive, tmp_path, encoder):
    put(archive / "empty.wav", b"")
    embed_archive(archive, tmp_path / "1.npz", encoder, spread=here)
    embed_archive(archive, tmp_path / "3.npz", encoder, spread=partial(embed_locally, n_jobs=3))
    assert (tmp_path / "1.npz").read_bytes() == (tmp_path / "3.npz").read_bytes()
    assert loaded(tmp_path / "3.npz")["file"].tolist() == ["a.flac", "b.flac", "deep/er/c.flac"]


def test_parquet_holds_the_same(archive, tmp_path, encoder):
    put(archive / "empty.wav", b"")
    put(archive / "cut.flac", (archive / "a.flac").read_bytes()[:-2_000])
    for name in ("out.npz", "out.parquet"):
        embed_archive(archive, tmp_path / name, encoder, spread=here)
    out, table = loaded(tmp_path / "out.npz"), pq.read_table(tmp_path / "out.parquet")
    np.testing.assert_array_equal(np.array(table["embedding"].to_pylist(), np.float32), out["embedding"])
    for column in ("file", "duration_s", "speech_s", "warning"):
        assert table[column].to_pylist() == out[column].tolist()
    snr_db = [np.nan if value is None else value for value in table["snr_db"].to_pylist()]
    np.testing.assert_array_equal(np.array(snr_db, np.float32), out["snr_db"])
    assert table.schema.metadata[b"model_id"].decode() == out["model_id"].item()
    failed = json.loads(table.schema.metadata[b"failed"])
    assert failed == [["empty.wav", out["failed_reason"].item()]]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a name has to be valid Unicode")
def test_names_in_any_script_and_in_none(archive, tmp_path, encoder):
    names = ["李雷/Ünïcode 🎤.flac", os.fsdecode(b"latin-\xe9.flac")]
    for name in names:
        put(archive / name, (archive / "a.flac").read_bytes())
    embed_archive(archive, tmp_path / "out.npz", encoder, spread=here)
    assert set(names) <= set(loaded(tmp_path / "out.npz")["file"].tolist())
    embed_archive(archive, tmp_path / "out.parquet", encoder, spread=here)
    files = pq.read_table(tmp_path / "out.parquet")["file"].to_pylist()
    assert names[0] in files and "latin-\\udce9.flac" in files


def test_every_kind_of_sound_file_is_found(tmp_path, encoder):
    speech = np.tile(say(2)[0], (2, 1))  # the Vorbis encoder knows stereo only
    for suffix in ("wav", "flac", "mp3", "m4a", "ogg", "opus", "aac"):
        put(tmp_path / "archive" / f"a.{suffix.upper()}", encode(suffix, speech, 16_000))
    put(tmp_path / "archive" / "a.txt", b"not looked at")
    report = embed_archive(tmp_path / "archive", tmp_path / "out.npz", encoder, spread=here)
    assert (report.n_embedded, report.failed) == (7, {})


# What cannot be embedded


def test_bad_files_are_listed_with_their_reasons(archive, tmp_path, encoder, rng):
    put(archive / "cut.flac", (archive / "a.flac").read_bytes()[:-2_000])
    put(archive / "empty.wav", b"")
    put(archive / "text.mp3", b"This is no sound.\n" * 500)
    put(archive / "noise.flac", encode_flac(0.001 * rng.normal(size=16_000)))
    put(archive / "silence.wav", wav(bytes(32_000)))
    put(archive / "short.wav", wav(bytes(range(200))))
    put(archive / "folder.wav" / "inside.flac", (archive / "a.flac").read_bytes())
    (archive / "nowhere.wav").symlink_to("gone.wav")
    (archive / "circle.wav").symlink_to("circle.wav")
    (archive / "linked").symlink_to("deep")
    report = embed_archive(archive, tmp_path / "out.npz", encoder, spread=two_processes)
    out = loaded(tmp_path / "out.npz")
    assert out["file"].tolist() == ["a.flac", "b.flac", "cut.flac", "deep/er/c.flac", "folder.wav/inside.flac"]
    assert [bool(warning) for warning in out["warning"]] == [False, False, True, False, False]
    assert "cut short" in out["warning"][2]
    assert dict(zip(out["failed_file"].tolist(), out["failed_reason"].tolist(), strict=True)) == report.failed
    assert report.failed == {
        "circle.wav": "“circle.wav” cannot be read.",
        "empty.wav": "“empty.wav” is empty: it has no bytes.",
        "folder.wav": "“folder.wav” is a folder.",
        "linked": "“linked” is a link to a folder, which is not followed.",
        "noise.flac": "No speech was found in “noise.flac”.",
        "nowhere.wav": "There is no file “nowhere.wav”.",
        "short.wav": "No speech was found in “short.wav”.",
        "silence.wav": "No speech was found in “silence.wav”.",
        "text.mp3": "“text.mp3” is not a sound file that can be read.",
    }
    assert report.n_warned == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_listed(archive, tmp_path, encoder):
    (archive / "a.flac").chmod(0)
    (archive / "deep").chmod(0)
    report = embed_archive(archive, tmp_path / "out.npz", encoder, spread=here)
    (archive / "deep").chmod(0o700)
    assert report.failed == {
        "a.flac": "“a.flac” cannot be read.",
        "deep": "The folder “deep” cannot be read: Permission denied.",
    }


def test_folder_that_cannot_be_searched_is_listed(archive, tmp_path, encoder, monkeypatch):
    scandir = os.scandir

    def refuse(path):
        if path == str(archive / "deep"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    report = embed_archive(archive, tmp_path / "out.npz", encoder, spread=here)
    assert (report.n_embedded, list(report.failed.items())) == (
        2,
        [("deep", "The folder “deep” cannot be read: Permission denied.")],
    )


def test_file_that_vanishes_meanwhile_is_listed(archive, tmp_path, encoder):
    report = embed_archive(
        archive, tmp_path / "out.npz", encoder, spread=here, progress=lambda _: (archive / "b.flac").unlink(True)
    )
    assert report.failed == {"b.flac": "There is no file “b.flac”."}
    assert loaded(tmp_path / "out.npz")["file"].tolist() == ["a.flac", "deep/er/c.flac"]


def test_archive_that_vanishes_meanwhile_ends_the_run_and_nothing_else(archive, tmp_path, encoder):
    def unplug(progress):
        if progress.n_done == 1:
            archive.rename(tmp_path / "unplugged")
            archive.mkdir()

    with pytest.raises(UserError, match="There is nothing in the folder .*Connect its disk"):
        embed_archive(archive, tmp_path / "out.npz", encoder, spread=here, progress=unplug)
    archive.rmdir()
    (tmp_path / "unplugged").rename(archive)
    report = embed_archive(archive, tmp_path / "out.npz", encoder, spread=here)
    assert (report.n_before, report.n_embedded, report.failed) == (1, 3, {})


def test_file_that_kills_its_process_twice_is_listed(archive, tmp_path, encoder):
    put(archive / "a deadly one.wav", b"")
    put(archive / "z deadly.wav", b"")
    report = embed_archive(archive, tmp_path / "out.npz", encoder, spread=changed(Deadly, two_processes))
    assert report.failed == {
        "a deadly one.wav": "The process that read “a deadly one.wav” was killed (Killed), twice.",
        "z deadly.wav": "The process that read “z deadly.wav” was killed (Killed), twice.",
    }
    assert report.n_embedded == 3


def test_process_that_somebody_killed_costs_nothing(archive, tmp_path, encoder):
    (archive / "b.flac").rename(archive / "deadly.flac")
    report = embed_archive(archive, tmp_path / "out.npz", encoder, spread=changed(DeadlyOnce, two_processes))
    assert (report.n_embedded, report.failed) == (3, {})


def test_fault_that_nobody_foresaw_costs_one_file(archive, tmp_path, encoder, capfd):
    put(archive / "faulty.wav", b"")
    report = embed_archive(archive, tmp_path / "out.npz", encoder, spread=changed(Faulty, two_processes))
    assert report.failed == {"faulty.wav": "The process that read “faulty.wav” ended with code 1, twice."}
    assert capfd.readouterr().err.count("LookupError: nobody foresaw this") == 2


def test_workers_stay_light(archive, encoder):
    work = FileEmbedder(str(archive), None, encoder.model_id)
    outcomes = dict(changed(Loaded, partial(embed_locally, n_jobs=1))(work, ["a.flac"]))
    assert outcomes["a.flac"].reason == "[] 1"
    assert os.environ.get("OPENBLAS_NUM_THREADS") is None


@pytest.mark.parametrize("spread", [here, two_processes])
def test_worker_with_another_model_is_refused(archive, tmp_path, encoder, spread):
    def elsewhere(work, names):
        return spread(replace(work, model=str(tmp_path / "model")), names)

    (tmp_path / "model").mkdir()
    with pytest.raises(UserError, match="The speaker model cannot be loaded: no speaker model in"):
        embed_archive(archive, tmp_path / "out.npz", encoder, spread=elsewhere)
    another_model(tmp_path / "model")
    with pytest.raises(UserError, match=f"The speaker model is other-1, not {encoder.model_id}. Put the same model"):
        embed_archive(archive, tmp_path / "out.npz", encoder, spread=elsewhere)


# Interrupted and gone on with


class Interrupted(Exception):
    pass


def interrupted_after(n_done):
    def stop(progress):
        if progress.n_done == n_done:
            raise Interrupted

    return stop


def names_given(seen):
    """Spreads like ``here`` and notes the names."""

    def spread(work, names):
        seen.extend(names)
        return here(work, names)

    return spread


def test_goes_on_where_it_was_and_ends_with_the_same_bytes(archive, tmp_path, encoder):
    out, whole, seen = tmp_path / "out.npz", tmp_path / "whole.npz", []
    embed_archive(archive, whole, encoder, spread=here)
    with pytest.raises(Interrupted):
        embed_archive(archive, out, encoder, spread=here, progress=interrupted_after(2))
    assert not out.exists() and (tmp_path / "out.npz.partial").is_dir()
    report = embed_archive(archive, out, encoder, spread=names_given(seen))
    assert (seen, report.n_before, report.n_embedded) == (["deep/er/c.flac"], 2, 3)
    assert out.read_bytes() == whole.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive", "out.npz", "whole.npz"]


def test_changed_file_and_failed_file_are_done_again(archive, tmp_path, encoder):
    out, seen = tmp_path / "out.npz", []
    put(archive / "aa.wav", b"")
    with pytest.raises(Interrupted):
        embed_archive(archive, out, encoder, spread=here, progress=interrupted_after(3))
    (archive / "a.flac").write_bytes((archive / "deep/er/c.flac").read_bytes())
    os.utime(archive / "b.flac")  # touched, of the same size
    embed_archive(archive, out, encoder, spread=names_given(seen))
    assert seen == ["a.flac", "aa.wav", "b.flac", "deep/er/c.flac"]
    embedding = loaded(out)["embedding"]
    np.testing.assert_array_equal(embedding[0], embedding[2])


def test_file_that_was_removed_since_is_left_out(archive, tmp_path, encoder):
    with pytest.raises(Interrupted):
        embed_archive(archive, tmp_path / "out.npz", encoder, spread=here, progress=interrupted_after(2))
    (archive / "a.flac").unlink()
    embed_archive(archive, tmp_path / "out.npz", encoder, spread=here)
    assert loaded(tmp_path / "out.npz")["file"].tolist() == ["b.flac", "deep/er/c.flac"]


def test_journal_of_another_model_or_folder_is_refused(archive, tmp_path, encoder):
    out, other = tmp_path / "out.npz", tmp_path / "model"
    with pytest.raises(Interrupted):
        embed_archive(archive, out, encoder, spread=here, progress=interrupted_after(1))
    another_model(other)
    sentence = f"belongs to another model: {encoder.model_id}, not other-1. Finish that first, choose another output"
    with pytest.raises(UserError, match=sentence):
        embed_archive(archive, out, SpeakerEncoder.load(other), model=other, spread=here)
    with pytest.raises(UserError, match="belongs to another folder: .*archive, not .*deep"):
        embed_archive(archive / "deep", out, encoder, spread=here)
    assert embed_archive(archive, out, encoder, spread=here).n_before == 1


@pytest.mark.skipif(os.name == "nt", reason="no such locks on Windows")
def test_two_runs_never_write_one_output(archive, tmp_path, encoder):
    out = tmp_path / "out.npz"
    with Journal(out, archive, encoder.model_id), pytest.raises(UserError, match="Another run is writing"):
        embed_archive(archive, out, encoder, spread=here)
    assert embed_archive(archive, out, encoder, spread=here).n_embedded == 3


def test_record_cut_off_anywhere_is_dropped_alone(tmp_path):
    rows = [Embedded(np.full(3, number, np.float32), 1.0, 0.5, None, "“é” is cut.") for number in range(3)]
    sources = [Source(f"\udcff{number}.wav", number, number) for number in range(3)]
    file, ends = tmp_path / "out.partial" / "journal", []
    with Journal(tmp_path / "out", "/root", "m-1") as journal:
        for source, row in zip(sources, rows, strict=True):
            journal.add(source, row)
            ends.append(file.stat().st_size)
    whole = file.read_bytes()
    for end in range(ends[1], ends[2]):
        for tail in (b"", bytes(ends[2] - end)):  # cut off, or zeros where a lost power supply left them
            file.write_bytes(whole[:end] + tail)
            with Journal(tmp_path / "out", "/root", "m-1") as journal:
                assert [source in journal for source in sources] == [True, True, False]
                assert file.stat().st_size == ends[1]
                journal.add(sources[2], rows[2])
                for source, row in zip(sources, rows, strict=True):
                    np.testing.assert_array_equal(journal[source.name].embedding, row.embedding)
                    assert journal[source.name].warning == row.warning
            assert file.read_bytes() == whole


def test_journal_without_its_first_record_begins_again(tmp_path):
    (tmp_path / "out.partial").mkdir()
    for content in (b"", b"GAR", b"rubbish of any length, longer than the head of a record"):
        (tmp_path / "out.partial" / "journal").write_bytes(content)
        with Journal(tmp_path / "out", "/root", "m-1") as journal:
            assert Source("a.wav", 1, 1) not in journal
            journal.add(Source("a.wav", 1, 1), Embedded(np.ones(3, np.float32), 1.0, 1.0, 20.0, ""))
        with Journal(tmp_path / "out", "/root", "m-1") as journal:
            assert Source("a.wav", 1, 1) in journal


# The program in a process of its own, that stays at the file "gate.wav" until the pipe is opened

PROGRAM = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
import app.services.archive.run as run
from app.application import main
from tests.app.archive_work import Gated, changed
way = run.way_of_working
run.way_of_working = lambda *where: changed(Gated, way(*where))
sys.exit(main())
"""


@pytest.fixture
def gated(archive, tmp_path):
    """The program at work on ``archive`` with two processes, one of them at the gate; its workers' ids."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("needs a named pipe")
    put(archive / "gate.flac", (archive / "a.flac").read_bytes())
    os.mkfifo(f"{archive}.gate")
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "embed", archive, "--out", tmp_path / "out.npz", "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
        env={**os.environ, "GLUONAR_DATA": str(tmp_path / "data")},
    )
    journal = tmp_path / "out.npz.partial" / "journal"
    # Three are embedded: the other worker has nothing to do and has ended.
    wait_until(lambda: process.poll() is not None or (journal.exists() and journal.read_bytes().count(b"GAR1") == 4))
    assert process.poll() is None, process.stderr.read()
    yield process
    process.kill()
    process.wait()
    process.stdout.close()
    process.stderr.close()


def open_gate(archive):
    with open(f"{archive}.gate", "wb"):
        pass


def test_killed_program_goes_on_and_leaves_no_worker_behind(gated, archive, tmp_path, encoder):
    workers = psutil.Process(gated.pid).children(recursive=True)
    assert workers
    gated.kill()
    open_gate(archive)
    wait_until(lambda: not any(worker.is_running() and worker.status() != "zombie" for worker in workers))
    report = embed_archive(archive, tmp_path / "out.npz", encoder, spread=here)
    assert (report.n_before, report.n_embedded) == (3, 4)
    embed_archive(archive, tmp_path / "whole.npz", encoder, spread=here)
    assert (tmp_path / "out.npz").read_bytes() == (tmp_path / "whole.npz").read_bytes()


def test_ctrl_c_keeps_what_is_done_and_says_so(gated, archive, tmp_path, encoder):
    os.killpg(gated.pid, signal.SIGINT)  # as a terminal does: to all of them
    stdout, stderr = gated.communicate(timeout=60)
    assert (gated.returncode, stdout) == (130, "")
    assert stderr.splitlines()[-2:] == [
        "What is embedded so far is kept: the same command goes on from there.",
        "Interrupted. What was not finished is not saved.",
    ]
    assert "Traceback" not in stderr
    assert embed_archive(archive, tmp_path / "out.npz", encoder, spread=here).n_before == 3


# The command


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
        f"{tmp_path / 'out.npz'} has 4 recordings, 0.0 h of speech, embedded by {encoder.model_id}.",
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
