"""Backups: whole or not there, foreign and broken files refused, nothing lost by restoring, no removed voice kept."""

import hashlib
import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app import cli, settings
from app.errors import UserError
from app.services import backup as backups
from app.services import protecting, recent_files
from app.services.audit import check, facts_of
from app.services.backup import back_up_by_itself, own_backups, read_backup, restore, write_backup
from app.services.curation import CurationService
from app.store import copying
from app.store.curation import Curation
from app.store.gallery import Gallery
from tests.app.test_store import new_take, traces_of

ROOT = Path(__file__).parents[2]
PASSPHRASE = "correct horse battery staple"


class Cancelled(Exception):
    pass


@pytest.fixture
def folder(tmp_path):
    """A data folder with Ada and Wilhelmina in it, a choice, and a recording that nobody has enrolled yet."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    add(folder, "Ada")
    add(folder, "Wilhelmina", "www")
    settings.remember(folder, "theme", "dark")
    settings.spool_dir(folder).mkdir()
    (settings.spool_dir(folder) / "recording-1.wav").write_bytes(b"RIFF")
    return folder


@pytest.fixture
def saved(folder, tmp_path):
    return write_backup(folder, tmp_path / "mine.gluonar").path


def gallery_of(folder):
    return Gallery(settings.gallery_path(folder))


def add(folder, name, sound=None):
    return gallery_of(folder).enroll(name, [new_take(sound or name)], "m1")


def names(folder):
    return [speaker.name for speaker in gallery_of(folder).speakers()]


def remove(folder, name):
    gallery = gallery_of(folder)
    gallery.remove(gallery.speaker(name).id)


def bytes_of(folder):
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def packed_anew(path, change):
    """The archive at ``path`` with its files, by name, as ``change`` leaves them."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)


def yesterday(path):
    """Make the backup at ``path`` two days old, as its own manifest has it."""

    def change(files):
        about = json.loads(files["gluonar-backup.json"])
        about["made_at"] = (datetime.now(UTC) - timedelta(days=2)).isoformat()
        files["gluonar-backup.json"] = json.dumps(about).encode()

    packed_anew(path, change)


def test_all_comes_back_in_another_folder(folder, saved, tmp_path):
    about = read_backup(saved)
    assert (about.n_speakers, about.n_recordings) == (2, 2)
    new = tmp_path / "new"
    new.mkdir()
    restored = restore(new, saved)
    assert (restored.before, names(new)) == (None, ["Ada", "Wilhelmina"])
    assert settings.remembered(new) == {"theme": "dark"}
    assert (settings.spool_dir(new) / "recording-1.wav").read_bytes() == b"RIFF"
    (recording,) = gallery_of(new).recordings(gallery_of(new).speaker("Ada").id)
    assert gallery_of(new).flac(recording.id) == new_take("Ada").flac
    assert [path for path in new.rglob("unfinished*")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_backup_is_its_owners_alone(saved):
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600


def test_restoring_keeps_what_was_there_and_can_be_undone(folder, saved):
    remove(folder, "Ada")
    add(folder, "Grace")
    n_changes = gallery_of(folder).n_changes()
    restored = restore(folder, saved)
    assert names(folder) == ["Ada", "Wilhelmina"]
    assert gallery_of(folder).n_changes() > n_changes  # or what was read before would pass for what is there now
    restore(folder, restored.before)
    assert names(folder) == ["Grace", "Wilhelmina"]
    restore(folder, restored.before)  # what was there before that
    assert names(folder) == ["Ada", "Wilhelmina"]


def test_audit_log_goes_on_and_tells_what_was_replaced(folder, saved):
    add(folder, "Bruno")
    replaced = check(gallery_of(folder).audit).head
    restore(folder, saved)
    log = gallery_of(folder).audit
    assert check(log).is_whole
    (latest,) = log.lines(limit=1)
    assert (latest.event, facts_of(latest)) == ("restore", {"replaced": replaced})


def test_recordings_not_enrolled_yet_are_added_and_none_is_replaced(folder, saved):
    spool = settings.spool_dir(folder)
    (spool / "recording-1.wav").write_bytes(b"another")
    (spool / "recording-2.wav").write_bytes(b"new")
    restore(folder, saved)
    assert {path.name: path.read_bytes() for path in spool.iterdir()} == {
        "recording-1.wav": b"another",
        "recording-2.wav": b"new",
    }


def test_gallery_that_is_read_meanwhile_is_restored_all_the_same(folder, saved):
    add(folder, "Grace")
    reader = sqlite3.connect(settings.gallery_path(folder))
    assert reader.execute("select count(*) from speakers").fetchone() == (3,)
    restore(folder, saved)
    assert reader.execute("select count(*) from speakers").fetchone() == (2,)
    reader.close()


def test_gallery_that_somebody_holds_is_told_and_stays(folder, saved, monkeypatch):
    monkeypatch.setattr(copying, "_MOST_WAIT_S", 0.3)
    monkeypatch.setattr("app.store.database._BUSY_TIMEOUT_S", 0.1)
    add(folder, "Grace")
    writer = sqlite3.connect(settings.gallery_path(folder), isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with pytest.raises(UserError, match="in use by another program"):
        restore(folder, saved)
    writer.close()
    assert names(folder) == ["Ada", "Grace", "Wilhelmina"]


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "not a backup of this program"), (b"PK\x03\x04 of something else", "not a backup of this program"),
     (b"SQLite format 3\0", "not a backup of this program")],
)  # fmt: skip
def test_foreign_file_is_refused(folder, tmp_path, content, words):
    file = tmp_path / "x.gluonar"
    file.write_bytes(content)
    with pytest.raises(UserError, match=words):
        restore(folder, file)
    with pytest.raises(UserError, match=words):  # nor is it written over
        write_backup(folder, file)
    assert file.read_bytes() == content
    assert names(folder) == ["Ada", "Wilhelmina"]


@pytest.mark.parametrize("share", [0.05, 0.5, 0.99])
def test_truncated_file_is_refused(folder, saved, share):
    data = saved.read_bytes()
    saved.write_bytes(data[: int(len(data) * share)])
    add(folder, "Grace")
    with pytest.raises(UserError, match="is damaged: it was cut short, or changed. Choose another one; nothing was"):
        restore(folder, saved)
    assert names(folder) == ["Ada", "Grace", "Wilhelmina"]


def test_one_flipped_byte_is_found(folder, saved, rng):
    data = saved.read_bytes()
    start, end = data.index(b"gallery.db") + 40, data.rindex(b"settings.json", 0, len(data) - 400)
    for place in rng.integers(start, end, 12):
        changed = bytearray(data)
        changed[place] ^= 1
        saved.write_bytes(changed)
        with pytest.raises(UserError, match="is damaged"):
            read_backup(saved)


def test_changed_file_in_a_sound_archive_is_found(folder, saved):
    def change(files):
        files["gallery.db"] = files["gallery.db"].replace(b"Wilhelmina", b"Wilhelmine")

    packed_anew(saved, change)
    with pytest.raises(UserError, match="gallery.db is not what was saved"):
        restore(folder, saved)


def zeroed(gallery):
    return gallery[:4096] + bytes(len(gallery) - 4096)


def orphaned(gallery):
    """With recordings of nobody."""
    with sqlite3.connect(":memory:", isolation_level=None) as db:
        db.deserialize(gallery[:18] + b"\x01\x01" + gallery[20:])  # without a log: there is no file for it
        db.execute("delete from speakers where name = 'Ada'")
        return db.serialize()


@pytest.mark.parametrize("spoiled", [zeroed, orphaned])
def test_gallery_in_it_that_is_not_sound_is_refused(folder, saved, spoiled):
    """Whatever its digest says."""

    def change(files):
        files["gallery.db"] = spoiled(files["gallery.db"])
        about = json.loads(files["gluonar-backup.json"])
        about["files"]["gallery.db"] = hashlib.sha256(files["gallery.db"]).hexdigest()
        files["gluonar-backup.json"] = json.dumps(about).encode()

    packed_anew(saved, change)
    with pytest.raises(UserError, match="the gallery in it is not sound"):
        restore(folder, saved)
    assert names(folder) == ["Ada", "Wilhelmina"]


def test_archive_with_other_names_in_it_writes_nothing(folder, saved, tmp_path):
    for name in ("../outside.wav", "spool/../../outside.wav", "/outside.wav", "models/network.onnx"):
        with zipfile.ZipFile(saved) as archive:
            about = json.loads(archive.read("gluonar-backup.json"))
        about["files"][name] = "0" * 64
        crafted = tmp_path / "crafted.gluonar"
        with zipfile.ZipFile(crafted, "w") as archive:
            archive.writestr("gluonar-backup.json", json.dumps(about))
            for each in about["files"]:
                archive.writestr(each, b"x")
        with pytest.raises(UserError, match="what is in it is not what its table of contents says"):
            restore(folder, crafted)
    assert list(tmp_path.rglob("outside*")) == []


def test_backup_of_a_newer_version_is_refused(folder, saved):
    gallery = sqlite3.connect(settings.gallery_path(folder))
    gallery.execute("insert into _sqlite_migrations values ((select max(id) + 1 from _sqlite_migrations), "
                    "'gallery', 'm999_from_tomorrow', 'then')")  # fmt: skip
    gallery.commit()
    gallery.close()
    about = read_backup(saved)
    shutil.copy(settings.gallery_path(folder), folder / "tomorrow.db")
    with zipfile.ZipFile(saved, "w") as archive:
        files = {"gallery.db": backups._sha256_of(folder / "tomorrow.db")}
        named = {"format": 1, **{key: value for key, value in vars(about).items() if key != "path"}, "files": files}
        archive.writestr("gluonar-backup.json", json.dumps(named))
        archive.write(folder / "tomorrow.db", "gallery.db")
    new = folder.parent / "new"
    new.mkdir()
    with pytest.raises(UserError, match="made by a newer version of this program"):
        restore(new, saved)
    assert not settings.gallery_path(new).exists()


def test_damaged_gallery_is_replaced_and_kept(folder, saved):
    settings.gallery_path(folder).write_bytes(b"no database at all" * 400)
    restored = restore(folder, saved)
    assert restored.before is None and restored.damaged.read_bytes().startswith(b"no database")
    assert names(folder) == ["Ada", "Wilhelmina"]


def test_cancelled_restore_changes_nothing(folder, saved):
    add(folder, "Grace")
    for step in (0.2, 0.5, 0.9):

        def stop(share, step=step):
            if share > step:
                raise Cancelled

        with pytest.raises(Cancelled):
            restore(folder, saved, stop)
        assert names(folder) == ["Ada", "Grace", "Wilhelmina"]
        assert list(settings.backups_dir(folder).glob("*.part")) == []


def test_cancelled_or_refused_backup_leaves_the_one_before(folder, saved, tmp_path):
    before = saved.read_bytes()

    def stop(share):
        if share > 0.6:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_backup(folder, saved, stop)
    assert saved.read_bytes() == before and not list(tmp_path.glob("*.part"))
    with pytest.raises(UserError, match="cannot be written: No such file or directory"):
        write_backup(folder, tmp_path / "gone" / "x.gluonar")


@pytest.mark.parametrize("moment", range(4))
def test_killed_while_restoring_the_gallery_is_the_old_or_the_new(folder, saved, moment):
    """Killed after the copy is there, after what was there is kept, right after the swap, and before the settings."""
    add(folder, "Grace")
    place = ("backups._checked", "backups._backed_up", "copying.put_back", "backups._add")[moment]
    module, name = place.split(".")
    killed = (
        "import os, sys; from pathlib import Path; from app.services import backup as backups; "
        f"from app.store import copying\nwas = {module}.{name}\n"
        f"def kill(*given):\n    was(*given); os._exit(9)\n{module}.{name} = kill\n"
        "backups.restore(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    done = subprocess.run([sys.executable, "-c", killed, folder, saved], cwd=ROOT, timeout=60)
    assert done.returncode == 9
    expected = ["Ada", "Grace", "Wilhelmina"] if moment < 2 else ["Ada", "Wilhelmina"]
    assert names(folder) == expected


@pytest.fixture
def key(quick_keys, folder):
    """Of the gallery, which has a pass-phrase from now on."""
    (settings.spool_dir(folder) / "recording-1.wav").unlink()
    return protecting.set_passphrase(folder, PASSPHRASE)


def test_backup_of_a_protected_gallery_opens_with_its_passphrase_alone(folder, key, tmp_path):
    file = write_backup(folder, tmp_path / "mine.gluonar", key=key).path
    assert not any(trace in file.read_bytes() for trace in (b"ilhelmina", new_take("www").flac[:64]))
    gallery = Gallery(settings.gallery_path(folder), key)
    gallery.remove(gallery.speaker("Wilhelmina").id)
    restored = restore(folder, file, key=key)
    assert [speaker.name for speaker in gallery.speakers()] == ["Ada", "Wilhelmina"]
    restore(folder, restored.before, key=key)
    assert [speaker.name for speaker in gallery.speakers()] == ["Ada"]
    new = tmp_path / "new"
    new.mkdir()
    restore(new, file)  # where there is no gallery no pass-phrase is needed to put it there
    opened = Gallery(settings.gallery_path(new), protecting.unlock(new, PASSPHRASE))
    assert [speaker.name for speaker in opened.speakers()] == ["Ada", "Wilhelmina"]


def test_backup_under_another_passphrase_is_refused_and_nothing_is_changed(folder, saved, key, tmp_path):
    with pytest.raises(UserError, match="has another pass-phrase than the gallery here, or only one"):
        restore(folder, saved, key=key)  # it was made before there was one
    file = write_backup(folder, tmp_path / "old.gluonar", key=key).path
    new_key = protecting.set_passphrase(folder, "another one, and long", key)
    with pytest.raises(UserError, match="has another pass-phrase"):
        restore(folder, file, key=new_key)
    assert len(Gallery(settings.gallery_path(folder), new_key).speakers()) == 2
    assert [path.name for path in settings.backups_dir(folder).iterdir()] == []


def test_passphrase_forgets_what_lay_open_before_it(quick_keys, folder):
    """Own backups, and the list of recent files."""
    (settings.spool_dir(folder) / "recording-1.wav").unlink()
    recent_files.add(folder, [settings.settings_path(folder)])
    assert b"ilhelmina" in back_up_by_itself(folder).path.read_bytes() and recent_files.listed(folder)
    key = protecting.set_passphrase(folder, PASSPHRASE)
    assert own_backups(folder) == [] and recent_files.listed(folder) == []
    assert b"ilhelmina" not in bytes_of(folder)
    assert back_up_by_itself(folder, key=key).n_speakers == 2
    assert b"ilhelmina" not in bytes_of(folder)
    protecting.remove_passphrase(folder, key)
    assert own_backups(folder) == []


def test_own_backup_is_made_once_a_day_where_something_changed(folder):
    first = back_up_by_itself(folder)
    assert read_backup(first.path).n_speakers == 2
    assert back_up_by_itself(folder) is None
    yesterday(first.path)
    assert back_up_by_itself(folder) is None  # nothing has changed since
    add(folder, "Grace")
    second = back_up_by_itself(folder)
    assert [each.path.name for each in own_backups(folder)] == [second.path.name, first.path.name]


def test_oldest_own_backups_go(folder):
    place = settings.backups_dir(folder)
    place.mkdir()
    for number in range(5):
        write_backup(folder, place / f"auto-2026010{number}T000000.gluonar")
        yesterday(place / f"auto-2026010{number}T000000.gluonar")
    add(folder, "Grace")
    made = back_up_by_itself(folder)
    kept = sorted(path.name for path in place.iterdir())
    assert kept == ["auto-20260103T000000.gluonar", "auto-20260104T000000.gluonar", made.path.name]


def test_nothing_is_made_of_nothing(tmp_path):
    assert back_up_by_itself(tmp_path) is None
    Gallery(settings.gallery_path(tmp_path))
    assert back_up_by_itself(tmp_path) is None and own_backups(tmp_path) == []


@pytest.mark.parametrize("how", ["remove", "rename", "remove take", "notes"])
def test_removed_is_in_no_own_backup(folder, how):
    """A byte search of the whole data folder, after backups by themselves and one kept by a restore."""
    gallery = gallery_of(folder)
    wilhelmina = gallery.speaker("Wilhelmina")
    curation = CurationService(gallery, Curation(settings.gallery_path(folder)))
    gallery.add_takes(wilhelmina.id, [new_take("another")], "m1")
    wilhelmina = curation.describe(wilhelmina, "lives in Wilhelmstrasse", [])
    made = back_up_by_itself(folder)
    restore(folder, made.path)
    of_the_take = tuple(traces_of("www")[what] for what in ("audio", "hash", "file name", "template"))
    traces = {
        "remove": (b"ilhelmina", *of_the_take),
        "rename": (b"ilhelmina",),
        "remove take": of_the_take,
        "notes": (b"ilhelmstrasse",),
    }[how]
    assert all(trace in made.path.read_bytes() for trace in traces)
    assert all(trace in (settings.backups_dir(folder) / "before-restore.gluonar").read_bytes() for trace in traces)
    take_id = gallery.recordings(wilhelmina.id)[0].id
    act = {
        "remove": lambda: curation.remove(wilhelmina),
        "rename": lambda: curation.rename(wilhelmina, "Grace"),
        "remove take": lambda: curation.remove_takes(wilhelmina, [take_id]),
        "notes": lambda: curation.describe(wilhelmina, "", []),
    }[how]
    act()
    left = bytes_of(folder)
    assert not any(trace in left for trace in traces)
    assert own_backups(folder) == []
    assert back_up_by_itself(folder).n_speakers == (1 if how == "remove" else 2)  # anew, without what was removed
    assert not any(trace in bytes_of(folder) for trace in traces)


def test_kill_right_after_a_removal_leaves_it_in_no_own_backup(folder):
    made = back_up_by_itself(folder)
    assert b"ilhelmina" in made.path.read_bytes()
    killed = (
        "import os, sys, sqlite_utils; from app.store import gallery; gallery = gallery.Gallery(sys.argv[1])\n"
        "wilhelmina = gallery.speaker('Wilhelmina')\n"
        "sqlite_utils.Database.close = lambda self: os._exit(9)  # right after the commit\n"
        "gallery.remove(wilhelmina.id)"
    )
    command = [sys.executable, "-c", killed, settings.gallery_path(folder)]
    assert subprocess.run(command, cwd=ROOT, timeout=60).returncode == 9
    assert own_backups(folder) == [] and names(folder) == ["Ada"]


def test_change_that_is_refused_costs_no_backup(folder):
    back_up_by_itself(folder)
    gallery = gallery_of(folder)
    with pytest.raises(UserError):
        gallery.rename(gallery.speaker("Ada").id, "wilhelmina")
    assert len(own_backups(folder)) == 1


def test_removal_while_a_backup_is_made_is_not_in_it(folder, tmp_path):
    """Whichever moment it happens at: the backup is without the removed speaker, or is not made."""
    for share in (0.01, 0.3, 0.6, 0.8):
        shutil.rmtree(tmp_path / "again", ignore_errors=True)
        shutil.copytree(folder, tmp_path / "again")
        place, done = tmp_path / "again", []

        def act(at, share=share, place=place, done=done):
            if at >= share and not done:
                done.append(remove(place, "Wilhelmina"))

        own = settings.backups_dir(place)
        with pytest.raises(UserError, match="somebody was removed from the gallery meanwhile"):
            write_backup(place, own / "auto-1.gluonar", act)
        assert b"ilhelmina" not in bytes_of(place)


def test_what_a_kill_left_is_cleared_away_after_a_day(folder):
    left = settings.backups_dir(folder) / "unfinished-abc"
    left.mkdir(parents=True)
    half = settings.backups_dir(folder) / "auto-1.gluonar.part"
    half.write_bytes(b"half")
    back_up_by_itself(folder)
    assert left.exists() and half.exists()  # another program may be at work
    for path in (left, half):
        os.utime(path, (0, 0))
    yesterday(own_backups(folder)[0].path)
    add(folder, "Grace")
    back_up_by_itself(folder)
    assert not left.exists() and not half.exists()


def test_commands_back_up_and_restore(folder, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("GLUONAR_DATA", str(folder))
    file = tmp_path / "mine.gluonar"
    assert cli.main(["backup", str(file)]) == 0
    assert capsys.readouterr().out == f"2 speakers with 2 recordings are in “{file}”, read again and found whole.\n"
    remove(folder, "Ada")
    assert cli.main(["restore", str(file), "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["n_speakers"] == 2 and names(folder) == ["Ada", "Wilhelmina"]
    assert cli.main(["restore", facts["before"]]) == 0
    assert names(folder) == ["Wilhelmina"]
    assert "To undo this: restore “" in capsys.readouterr().out
    back_up_by_itself(folder)
    assert cli.main(["restore"]) == 0
    assert "1 speaker with 1 recording" in capsys.readouterr().out
    assert cli.main(["restore", str(tmp_path / "gone")]) == 4
    assert "cannot be read: No such file or directory" in capsys.readouterr().err
