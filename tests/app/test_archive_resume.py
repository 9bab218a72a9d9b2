"""A run that is interrupted at any moment goes on later, and ends with the same file as one that was not."""

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import psutil
import pytest

from app.errors import UserError
from app.services.archive.journal import Journal
from app.services.archive.recordings import Embedded, Source
from app.services.archive.run import embed_archive
from gluonar_engine.encoder import SpeakerEncoder
from tests.app.archive_work import here
from tests.app.archives import another_model, loaded, put
from tests.waiting import TIMEOUT_S, wait_until

ROOT = Path(__file__).parents[2]


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
    try:
        wait_until(lambda: process.poll() is not None or is_at_the_gate(journal))
        assert process.poll() is None, process.communicate(timeout=TIMEOUT_S)
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # its workers, too: they may wait at the gate
        process.communicate(timeout=TIMEOUT_S)


def is_at_the_gate(journal):
    """Whether three are embedded: the other worker has nothing to do and has ended."""
    return journal.exists() and journal.read_bytes().count(b"GAR1") == 4


def are_gone(workers, archive):
    """Also opens the gate for one who waits there, without waiting for them: they may be gone."""
    with contextlib.suppress(OSError):
        os.close(os.open(f"{archive}.gate", os.O_WRONLY | os.O_NONBLOCK))
    return not any(worker.is_running() and worker.status() != "zombie" for worker in workers)


def test_killed_program_goes_on_and_leaves_no_worker_behind(gated, archive, tmp_path, encoder):
    workers = psutil.Process(gated.pid).children(recursive=True)
    assert workers
    gated.kill()
    wait_until(lambda: are_gone(workers, archive))
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
