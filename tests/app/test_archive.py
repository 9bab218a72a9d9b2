"""Embedding an archive on this machine: what comes out, and what is told of what cannot be embedded."""

import json
import os
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from app.errors import UserError
from app.services.archive.local import embed_locally
from app.services.archive.recordings import FileEmbedder
from app.services.archive.run import embed_archive
from app.services.enrollment import EnrollmentService
from app.services.importing import take_from_file
from app.services.models import ModelProvider
from gluonar_engine.data.audio import encode_flac
from tests.app.archive_work import Deadly, DeadlyOnce, Faulty, Loaded, changed, here
from tests.app.archives import another_model, loaded, put
from tests.engine.sound_files import encode, wav
from tests.voices import say

SAMPLES = Path(__file__).parents[2] / "assets" / "samples"
two_processes = partial(embed_locally, n_jobs=2)
needs_sigkill = pytest.mark.skipif(os.name == "nt", reason="SIGKILL is a Unix signal")


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


@needs_sigkill
def test_file_that_kills_its_process_twice_is_listed(archive, tmp_path, encoder):
    put(archive / "a deadly one.wav", b"")
    put(archive / "z deadly.wav", b"")
    report = embed_archive(archive, tmp_path / "out.npz", encoder, spread=changed(Deadly, two_processes))
    assert report.failed == {
        "a deadly one.wav": "The process that read “a deadly one.wav” was killed (Killed), twice.",
        "z deadly.wav": "The process that read “z deadly.wav” was killed (Killed), twice.",
    }
    assert report.n_embedded == 3


@needs_sigkill
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
    work, before = FileEmbedder(str(archive), None, encoder.model_id), dict(os.environ)
    outcomes = dict(changed(Loaded, partial(embed_locally, n_jobs=1))(work, ["a.flac"]))
    assert outcomes["a.flac"].reason == "[] 1"
    assert dict(os.environ) == before


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
