"""A damaged gallery: noticed, its newest backup found and put back, and nothing lost by any of it."""

import json
import os
import shlex
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from app import cli, settings
from app.errors import UserError
from app.services import damage, protecting
from app.services.audit import check
from app.services.backup import back_up_by_itself, own_backups, restore, write_backup
from app.store.database import GalleryDamaged
from app.store.gallery import Gallery
from app.store.protection import WrongPassphrase
from tests.app import damaged
from tests.app.test_store import new_take

ROOT = Path(__file__).parents[2]
PHRASE = "four unrelated words"
KINDS = [damaged.beginning, damaged.all_but_the_beginning, damaged.cut_off, damaged.emptied, damaged.one_voice]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A data folder with Ada and Bruno in it, and a backup of it."""
    monkeypatch.setenv("GLUONAR_DATA", str(tmp_path))
    monkeypatch.delenv("GLUONAR_PASSPHRASE", raising=False)
    for name in ("Ada", "Bruno"):
        gallery_in(tmp_path).enroll(name, [new_take(name)], "m1")
    back_up_by_itself(tmp_path)
    return tmp_path


@pytest.fixture
def newest(folder):
    return own_backups(folder)[0].path


@pytest.fixture
def key(quick_keys, folder):
    """Of the gallery and of its backup: both have a pass-phrase from now on."""
    key = protecting.set_passphrase(folder, PHRASE)
    back_up_by_itself(folder, key=key)
    return key


def gallery_in(folder, key=None):
    return Gallery(settings.gallery_path(folder), key)


def names(folder, key=None):
    return [speaker.name for speaker in gallery_in(folder, key).speakers()]


def spoil(folder, kind, rng):
    kind(settings.gallery_path(folder), rng)
    return settings.gallery_path(folder).read_bytes()


def kept(folder):
    (path,) = settings.backups_dir(folder).glob("damaged-*.db")
    return path


def test_whole_gallery_or_none_is_not_damaged(folder, tmp_path):
    assert not damage.is_damaged(folder)
    assert not damage.is_damaged(tmp_path / "elsewhere")


@pytest.mark.parametrize("kind", KINDS[:4])
def test_damage_of_the_file_is_noticed_at_a_look(folder, kind, rng):
    spoil(folder, kind, rng)
    assert damage.is_damaged(folder)


def test_gallery_that_another_program_holds_is_not_called_damaged(folder):
    with sqlite3.connect(settings.gallery_path(folder), isolation_level=None) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        assert not damage.is_damaged(folder)
    other.close()


@pytest.mark.parametrize("kind", KINDS)
def test_backup_is_put_back_and_the_damaged_file_is_kept(folder, newest, kind, rng):
    spoilt = spoil(folder, kind, rng)
    restored = restore(folder, damage.newest_whole(folder).path)
    assert restored.backup.path == newest and restored.before is None
    assert restored.damaged == kept(folder) and kept(folder).read_bytes() == spoilt
    assert names(folder) == ["Ada", "Bruno"] and check(gallery_in(folder).audit).is_whole
    assert gallery_in(folder).audit.lines(limit=1)[0].event == "restore"
    assert not damage.is_damaged(folder) and own_backups(folder)[0].path == newest


def test_log_of_a_damaged_gallery_is_not_read_into_the_backup(folder, newest, rng):
    """The file beside it, in which the latest changes are, is kept with it."""
    writer = sqlite3.connect(settings.gallery_path(folder))
    writer.execute("update speakers set name = 'Zoe' where name = 'Ada'")
    writer.commit()
    spoil(folder, damaged.all_but_the_beginning, rng)
    restored = restore(folder, newest)
    assert b"Zoe" in Path(f"{restored.damaged}-wal").read_bytes()
    assert names(folder) == ["Ada", "Bruno"]
    writer.close()
    assert names(folder) == ["Ada", "Bruno"]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not damaged.emptied])  # of nothing none is made
def test_damaged_gallery_gets_no_backup_that_takes_the_place_of_a_whole_one(folder, newest, tmp_path, kind, rng):
    mine = write_backup(folder, tmp_path / "mine.gluonar").path
    before = mine.read_bytes(), newest.read_bytes()
    spoil(folder, kind, rng)
    with pytest.raises(GalleryDamaged, match=r"gallery\.db” is (damaged|not a gallery)"):
        write_backup(folder, mine)
    newest.unlink()
    with pytest.raises(GalleryDamaged):
        back_up_by_itself(folder)
    assert mine.read_bytes() == before[0] and own_backups(folder) == []


def test_newest_backup_that_is_not_whole_is_passed_over(folder, newest, rng):
    later = write_backup(folder, newest.with_name("auto-9.gluonar")).path
    assert damage.newest_whole(folder).path == later
    damaged.noise(later, rng, 5000, 5100)
    assert damage.newest_whole(folder).path == newest
    damaged.noise(newest, rng, 5000, 5100)
    with pytest.raises(damage.NoWholeBackup, match="There is no whole backup that the program made by itself"):
        damage.newest_whole(folder)


def test_disk_without_second_names_for_a_file_keeps_the_damaged_one_as_well(folder, newest, monkeypatch, rng):
    spoilt = spoil(folder, damaged.all_but_the_beginning, rng)

    def refuse(*_):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    restore(folder, newest)
    assert kept(folder).read_bytes() == spoilt and names(folder) == ["Ada", "Bruno"]


def test_gallery_that_is_new_or_was_moved_away_may_be_empty(folder, newest, tmp_path):
    (folder / "gallery.db").rename(folder / "elsewhere.db")
    assert not damage.is_damaged(folder) and names(folder) == []
    new = tmp_path / "new"
    new.mkdir()
    (new / "gallery.db").write_bytes(b"")  # as a kill right after the beginning leaves it
    assert not damage.is_damaged(new) and names(new) == []


@pytest.mark.parametrize(("act", "is_back"), [("os.link", False), ("os.replace", True)])
def test_killed_while_it_is_put_back_the_damaged_or_the_new_is_there(folder, newest, act, is_back, rng):
    """Killed once it is there under two names, and once the copy is in its place."""
    spoilt = spoil(folder, damaged.all_but_the_beginning, rng)
    code = (
        "import os, sys; from pathlib import Path; from app.services import backup\n"
        f"was = {act}\n"
        f"def kill(*given):\n    was(*given); os._exit(9)\n{act} = kill\n"
        "backup.restore(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    done = subprocess.run([sys.executable, "-c", code, folder, newest], cwd=ROOT, timeout=60)
    assert done.returncode == 9
    assert kept(folder).read_bytes() == spoilt and damage.is_damaged(folder) is not is_back
    if not is_back:
        restore(folder, damage.newest_whole(folder).path)  # the next start offers it again
    assert names(folder) == ["Ada", "Bruno"]


def test_removal_forgets_the_damaged_file_and_spares_the_gallery(folder, newest, rng):
    """Also where a kill has left the gallery itself under the name of what is kept."""
    spoil(folder, damaged.one_voice, rng)
    restore(folder, newest)
    os.link(settings.gallery_path(folder), settings.backups_dir(folder) / "damaged-1.db")
    gallery = gallery_in(folder)
    gallery.remove(gallery.speaker("Ada").id)
    assert list(settings.backups_dir(folder).iterdir()) == [] and names(folder) == ["Bruno"]
    assert b"Ada" not in settings.gallery_path(folder).read_bytes()


# Under a pass-phrase


@pytest.mark.parametrize("kind", KINDS[:3])
def test_protected_gallery_is_put_back_under_its_passphrase(folder, key, kind, rng):
    spoilt = spoil(folder, kind, rng)
    assert damage.unlock(folder, PHRASE) == key
    assert damage.is_damaged(folder, key)
    restored = restore(folder, damage.newest_whole(folder).path, key=key)
    assert restored.damaged.read_bytes() == spoilt
    assert names(folder, damage.unlock(folder, PHRASE)) == ["Ada", "Bruno"]
    assert not any(b"Bruno" in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_protected_gallery_that_was_emptied_is_put_back(folder, key, rng):
    spoil(folder, damaged.emptied, rng)
    assert damage.is_damaged(folder)
    restore(folder, damage.newest_whole(folder).path)
    assert names(folder, protecting.unlock(folder, PHRASE)) == ["Ada", "Bruno"]


@pytest.mark.parametrize("kind", [None, damaged.beginning])
def test_another_passphrase_opens_neither_gallery_nor_backup(folder, key, kind, rng):
    if kind:
        spoil(folder, kind, rng)
    with pytest.raises(WrongPassphrase, match=r"put back a backup"):
        damage.unlock(folder, "other unrelated words")
    assert list(settings.backups_dir(folder).glob("unfinished*")) == []


def test_plain_backup_tells_a_plain_gallery_from_a_protected_one(folder, newest, quick_keys, rng):
    assert damage.plain_backup(folder).path == newest
    key = protecting.set_passphrase(folder, PHRASE)
    assert damage.plain_backup(folder) is None
    back_up_by_itself(folder, key=key)
    assert damage.plain_backup(folder) is None


# The command line


@pytest.mark.parametrize("kind", [damaged.all_but_the_beginning, damaged.one_voice])
def test_command_line_says_which_command_puts_the_newest_backup_back(folder, newest, run, kind, rng):
    spoil(folder, kind, rng)
    code, _, said = run("backup", folder / "mine.gluonar")
    assert code == cli.Exit.USER_ERROR
    assert f"The gallery “{folder / 'gallery.db'}” is damaged. The newest backup, of 20" in said
    assert "has 2 speakers with 2 recordings." in said
    command = said[said.index("python main.py") :].strip()
    assert command == f"python main.py restore {newest}"
    code, told, _ = run(*shlex.split(command)[2:])
    assert code == 0 and f"could not be read; it is kept as “{kept(folder)}”." in told
    assert names(folder) == ["Ada", "Bruno"]


def test_command_has_the_data_folder_that_was_given(folder, newest, run, rng):
    spoil(folder, damaged.all_but_the_beginning, rng)
    _, told, _ = run("--data", folder, "speakers", "--json")
    assert json.loads(told)["advice"].endswith(f"python main.py --data {folder} restore {newest}")


def test_command_line_without_a_backup_says_so(folder, newest, run, rng):
    newest.unlink()
    spoil(folder, damaged.all_but_the_beginning, rng)
    _, _, said = run("speakers")
    assert "There is no whole backup that the program made by itself. Put back a copy of it, or move it away" in said


def test_command_line_puts_back_a_protected_gallery(folder, key, run, monkeypatch, rng):
    spoil(folder, damaged.beginning, rng)
    monkeypatch.setenv("GLUONAR_PASSPHRASE", PHRASE)
    _, _, said = run("speakers")
    assert run(*shlex.split(said[said.index("restore") :]))[0] == 0
    assert names(folder, key) == ["Ada", "Bruno"]


def test_gallery_that_seems_to_have_a_passphrase_and_never_had_one_is_told(folder, newest, run, rng):
    spoil(folder, damaged.beginning, rng)
    _, _, said = run("speakers")
    assert f"If it never had one, “{folder / 'gallery.db'}” is damaged: move it to another folder" in said
    assert f"then restore “{newest}”." in said
    (folder / "gallery.db").rename(folder / "elsewhere.db")
    assert run("restore", newest)[0] == 0
    assert names(folder) == ["Ada", "Bruno"]


def test_other_errors_say_nothing_of_a_backup(folder, run):
    code, _, said = run("remove", "Nobody")
    assert code == cli.Exit.USER_ERROR and "backup" not in said


def test_only_damage_is_called_damage():
    assert GalleryDamaged("It is damaged.", "Put back a copy.").notice.is_damage
    assert not UserError("It is locked.", "Close the other program.").notice.is_damage
