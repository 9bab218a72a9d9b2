"""Deletion is real: after it, no byte of a person is in any file of the data folder, whoever wrote it."""

import logging
import sqlite3
from contextlib import closing

import pytest

from app import application, cli, settings
from app.domain import Consent
from app.errors import UserError
from app.services.consent import today
from app.services.curation import CurationService
from app.services.erasing import blank_name
from app.store.curation import Curation
from app.store.gallery import Gallery
from tests.app.test_store import DECISION, new_take, traces_of
from tests.app.test_window_whole import SAMPLES, dressed, enroll, program, window  # noqa: F401 fixtures

NAMES = ("Wilhelmina", "李小龙", "Zoë O'Neill (née Ångström)", "a.b*c[d]\\e", "x" * 100)


def all_bytes(folder):
    """Of every file below the data folder: the gallery and its WAL, spool, logs, settings, and what else is there."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return b"\0".join(path.name.encode() + b"\0" + path.read_bytes() for path in files)


@pytest.fixture
def curation(tmp_path):
    path = settings.gallery_path(tmp_path)
    return CurationService(Gallery(path), Curation(path), settings.log_path(tmp_path))


@pytest.fixture
def fill(tmp_path):
    """Everything that the program keeps of somebody, and of somebody else beside them."""
    gallery = Gallery(settings.gallery_path(tmp_path))

    def fill(name):
        consent = Consent(f"for {name}", f"text of {name}", "1", "Grace", today().isoformat())
        speaker = gallery.enroll(name, [new_take(name)], "m1", consent)
        gallery.log_trial("verify", speaker.id, DECISION, model_id="m1", source=f"{name}.trial")
        gallery.add_embeddings({gallery.recordings(speaker.id)[0].id: new_take(f"m2 {name}").embedding}, "m2")
        return speaker

    return fill


def traces(name):
    found = traces_of(name) | {f"{what} of m2": trace for what, trace in traces_of(f"m2 {name}").items()}
    return {what: found[what] for what in ("audio", "hash", "template", "name", "trial", "template of m2")}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("is_open_elsewhere", [False, True])
def test_nothing_of_a_person_is_left_in_the_data_folder(tmp_path, fill, curation, name, is_open_elsewhere):
    speaker, other = fill(name), fill("Somebody else")
    for log in (settings.log_path(tmp_path), tmp_path / "gluonar.log.1"):
        log.write_text(f"ERROR app: KeyError: {name!r}\n“{name}” failed, {name.upper()}\n", encoding="utf-8")
    before = all_bytes(tmp_path)
    with closing(sqlite3.connect(settings.gallery_path(tmp_path))) as reader:
        if is_open_elsewhere:  # which keeps the WAL alive
            reader.execute("select count(*) from speakers").fetchall()
        curation.remove(speaker)
        after = all_bytes(tmp_path)
    for what, trace in traces(name).items():
        assert trace in before, f"{what} of {name} was never there"
        assert trace not in after, f"{what} of {name} is still there"
    assert name.upper().encode() not in after
    assert f"for {name}".encode() not in after and f"text of {name}".encode() not in after
    assert all(trace in after for trace in traces(other.name).values())


def test_old_name_is_nowhere_either(tmp_path, fill, curation):
    speaker = fill("Wilhelmina")
    settings.log_path(tmp_path).write_text("Wilhelmina failed\n")
    curation.rename(speaker, "Eve")
    assert settings.log_path(tmp_path).read_text() == "********** failed\n"


def test_only_whole_names_are_blanked_and_what_is_written_meanwhile_stays(tmp_path):
    log = application.PrivateLog(settings.log_path(tmp_path), maxBytes=10_000, encoding="utf-8")
    log.emit(logging.makeLogRecord({"msg": "Al also failed, as Alba did; Al!"}))
    blank_name(settings.log_path(tmp_path), "Al")
    log.emit(logging.makeLogRecord({"msg": "the next line"}))
    log.close()
    assert settings.log_path(tmp_path).read_text() == "** also failed, as Alba did; **!\nthe next line\n"


def test_log_that_cannot_be_cleaned_is_told_and_the_speaker_is_gone(tmp_path, fill, curation, monkeypatch):
    speaker = fill("Ada")
    settings.log_path(tmp_path).mkdir()
    with pytest.raises(UserError, match="The name may still be in the log .* Delete that file"):
        curation.remove(speaker)
    assert Gallery(settings.gallery_path(tmp_path)).speakers() == []


def test_removal_by_command_cleans_the_log_too(tmp_path, fill, capsys):
    fill("Wilhelmina")
    settings.log_path(tmp_path).write_text("Wilhelmina failed\n")
    assert cli.main(["--data", str(tmp_path), "remove", "Wilhelmina"]) == 0
    capsys.readouterr()
    assert b"ilhelmina" not in all_bytes(tmp_path)


def test_removal_in_the_window_leaves_nothing(program, window, qtbot, tmp_path):  # noqa: F811
    """Enrolled, asked about and drawn, with all that the program itself writes meanwhile."""
    enroll(window, qtbot, "Alba")
    gallery = program.workshop.gallery
    speaker = gallery.speaker("Alba")
    stored = [gallery.flac(recording.id)[-4_000:] for recording in gallery.recordings(speaker.id)]
    stored += [vector.tobytes() for vector in gallery.embeddings_of(speaker.id, "fake-1")]
    window.go_to(window.speakers)
    qtbot.waitUntil(lambda: len(window.speakers.takes.rows) == 3)
    before = all_bytes(tmp_path)
    assert b"Alba" in before and all(trace in before for trace in stored)
    window.speakers.remove_requested.emit(speaker)
    qtbot.waitUntil(lambda: not gallery.speakers())
    qtbot.waitUntil(lambda: "removed" in window.notices.title.text())
    after = all_bytes(tmp_path)
    assert b"Alba" not in after and not any(trace in after for trace in stored)


def test_nothing_is_sorted_in_files_outside_the_data_folder(curation):
    with curation._gallery._database.reading() as db:
        assert next(db.query("PRAGMA temp_store"))["temp_store"] == 2, "in memory"
