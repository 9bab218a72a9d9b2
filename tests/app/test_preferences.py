"""What is remembered from one start to the next, files that are damaged, and data that move to another folder."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from app import settings
from app.domain import Quality
from app.errors import UserError
from app.preferences import Preferences
from app.services import data_folder
from app.services.data_folder import move_data, use_folder
from app.services.operating_point import point_of, remember_point, remembered_point
from app.services.preferences import begin_with_preferences, read_preferences, remember_preference
from app.services.protecting import set_passphrase, unlock
from app.store.gallery import Gallery, NewTake
from app.store.moving import copy_gallery, is_gallery, lock_gallery


@pytest.fixture(autouse=True)
def nobodys_home(tmp_path, monkeypatch):
    """The places that the system has for data and choices are in the test's own folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("GLUONAR_DATA", raising=False)


@pytest.fixture
def folder(tmp_path):
    """A data folder with a gallery, settings and a recording that is not enrolled yet."""
    folder = settings.data_dir(tmp_path / "data")
    _enroll(Gallery(settings.gallery_path(folder)))
    remember_preference(folder, "theme", "dark")
    settings.spool_dir(folder).mkdir()
    (settings.spool_dir(folder) / "recording-1.wav").write_bytes(b"RIFF")
    yield folder
    data_folder._held.clear()  # as the end of the program does


def _enroll(gallery):
    take = NewTake(b"flac", "0" * 64, np.ones(4, np.float32), "a.wav", Quality(1.0, 1.0, 30.0, 0.0, -10.0))
    gallery.enroll("Ada", [take], "a-model")


def names_in(folder):
    with sqlite3.connect(settings.gallery_path(folder)) as db:
        names = [name for (name,) in db.execute("select name from speakers")]
    db.close()
    return names


def test_choices_are_remembered_beside_the_others(tmp_path):
    assert read_preferences(tmp_path) == Preferences()
    remember_point(tmp_path, point_of(llr=2.0))
    for name, value in (
        ("theme", "dark"),
        ("text_size", 150),
        ("counts_down", False),
        ("microphone", "Tisch-Mikrofon"),
    ):
        remember_preference(tmp_path, name, value)
    wanted = Preferences(theme="dark", text_size=150, counts_down=False, microphone="Tisch-Mikrofon")
    assert begin_with_preferences(tmp_path) == (wanted, None)
    assert remembered_point(tmp_path) == point_of(llr=2.0)


@pytest.mark.parametrize(
    "name, value", [("theme", "pink"), ("text_size", 20), ("text_size", True), ("counts_down", 1)]
)
def test_senseless_choice_is_not_remembered(tmp_path, name, value):
    with pytest.raises(ValueError, match=f"{name} cannot be"):
        remember_preference(tmp_path, name, value)
    assert not settings.settings_path(tmp_path).exists()


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"theme": 7}', '{"language": "xx"}', '{"operating_point": {"llr": 1e9}}']
)
def test_damaged_settings_are_told_and_kept_aside(tmp_path, text):
    path = settings.settings_path(tmp_path)
    for number in (1, 2):
        path.write_text(text)
        preferences, notice = begin_with_preferences(tmp_path)
        kept = tmp_path / f"settings-unusable-{number}.json"
        assert preferences == Preferences()
        assert notice.title == "The settings could not be read, so the program begins with its own."
        assert notice.advice == f"The old file is kept as “{kept}”."
        assert kept.read_text() == text and not path.exists()
    remember_preference(tmp_path, "theme", "light")
    assert json.loads(path.read_text()) == {"theme": "light"}


def test_damaged_settings_that_cannot_be_kept_aside_are_told(tmp_path, monkeypatch):
    settings.settings_path(tmp_path).write_text("{")

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("app.settings.os.replace", refuse)
    preferences, notice = begin_with_preferences(tmp_path)
    assert preferences == Preferences() and "cannot be used" in notice.title
    assert settings.settings_path(tmp_path).read_text() == "{"


def test_folder_is_the_given_one_then_the_chosen_one_then_the_usual_one(tmp_path, monkeypatch):
    assert settings.data_dir() == tmp_path / "share" / "gluonar"
    (tmp_path / "chosen").mkdir()
    settings.choose_dir(tmp_path / "chosen")
    assert settings.data_dir() == tmp_path / "chosen"
    monkeypatch.setenv("GLUONAR_DATA", str(tmp_path / "given"))
    assert settings.data_dir() == tmp_path / "given"
    assert settings.data_dir(tmp_path / "option") == tmp_path / "option"


def test_chosen_folder_that_is_gone_is_told_and_none_is_made_in_its_place(tmp_path):
    settings.choose_dir(tmp_path / "disk" / "data")
    with pytest.raises(UserError, match="is not there. Connect its disk"):
        settings.data_dir()
    assert not (tmp_path / "disk").exists()


def test_moving_takes_everything_along(folder, tmp_path):
    shares = []
    move_data(folder, tmp_path / "new", progress=shares.append)
    assert names_in(tmp_path / "new") == ["Ada"]
    assert read_preferences(tmp_path / "new").theme == "dark"
    assert (tmp_path / "new" / "spool" / "recording-1.wav").read_bytes() == b"RIFF"
    assert list(folder.iterdir()) == []
    assert settings.data_dir() == tmp_path / "new"
    assert shares[-1] == 1.0
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0
    assert (tmp_path / "new" / "gallery.db").stat().st_mode & 0o077 == 0


def test_nobody_changes_the_gallery_while_it_moves(folder, monkeypatch):
    monkeypatch.setattr("app.store.database._BUSY_TIMEOUT_S", 0.1)
    gallery = Gallery(settings.gallery_path(folder))
    lock = lock_gallery(settings.gallery_path(folder))
    with closing(lock), pytest.raises(UserError, match="in use by another program"):
        gallery.remove(1)
    gallery.remove(1)


class Stop(Exception):
    pass


@pytest.mark.parametrize("is_new", [True, False])
def test_cancelled_move_leaves_everything_where_it_was(folder, tmp_path, is_new):
    if not is_new:
        (tmp_path / "new").mkdir()

    def stop(share):
        if share == 1.0:  # all is copied, but nothing decided
            raise Stop

    with pytest.raises(Stop):
        move_data(folder, tmp_path / "new", progress=stop)
    assert names_in(folder) == ["Ada"]
    assert settings.chosen_dir() is None
    assert (tmp_path / "new").exists() is not is_new
    assert is_new or list((tmp_path / "new").iterdir()) == []
    Gallery(settings.gallery_path(folder)).rename(1, "Ada B.")  # it is not locked any more


def test_kill_between_the_choice_and_the_removal_leaves_both_whole(folder, tmp_path, monkeypatch):
    def die(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("app.services.data_folder._remove", die)
    with pytest.raises(KeyboardInterrupt):
        move_data(folder, tmp_path / "new")
    assert settings.data_dir() == tmp_path / "new"
    assert names_in(folder) == names_in(tmp_path / "new") == ["Ada"]


def test_copy_that_is_not_whole_is_noticed_and_nothing_removed(folder, tmp_path, monkeypatch):
    counted = iter([{"speakers": 1}, {"speakers": 0}])
    monkeypatch.setattr("app.store.moving._counts", lambda db: next(counted))
    with pytest.raises(UserError, match="The copy of the gallery is not whole"):
        move_data(folder, tmp_path / "new")
    assert names_in(folder) == ["Ada"] and not (tmp_path / "new").exists()


def test_choice_that_cannot_be_written_moves_nothing(folder, tmp_path):
    (tmp_path / "config").write_text("a file where a folder should be")
    with pytest.raises(UserError, match="The data folder stays where it is"):
        move_data(folder, tmp_path / "new")
    assert names_in(folder) == ["Ada"] and not (tmp_path / "new").exists()


def test_places_that_cannot_take_the_data_are_told(folder, tmp_path, monkeypatch):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("")
    (tmp_path / "file").write_text("")
    for target, sentence in (
        (folder, "in this folder already"),
        (folder / "inside", "inside the other"),
        (tmp_path, "inside the other"),
        (tmp_path / "full", "is not empty"),
        (tmp_path / "file", "is no folder"),
    ):
        with pytest.raises(UserError, match=f"{sentence}.*Nothing was changed"):
            move_data(folder, target)
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Disk", (), {"free": 10}))
    with pytest.raises(UserError, match="too little space"):
        move_data(folder, tmp_path / "new")
    assert names_in(folder) == ["Ada"] and settings.chosen_dir() is None


def test_another_folder_is_used_and_the_old_one_left_as_it_is(folder, tmp_path):
    other = settings.data_dir(tmp_path / "other")
    Gallery(settings.gallery_path(other))
    use_folder(folder, other)
    assert settings.data_dir() == other
    use_folder(other, tmp_path / "fresh")
    assert settings.data_dir() == tmp_path / "fresh"
    assert names_in(folder) == ["Ada"]


def test_folder_without_a_gallery_is_refused_unless_it_is_empty(folder, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("")
    with pytest.raises(UserError, match="has other files in it"):
        use_folder(folder, other)
    (other / "gallery.db").write_text("no gallery")
    with pytest.raises(UserError, match="is not a gallery of this program"):
        use_folder(folder, other)
    assert settings.chosen_dir() is None


def test_protected_gallery_moves_and_opens_with_its_pass_phrase(tmp_path):
    folder = settings.data_dir(tmp_path / "data")
    key = set_passphrase(folder, "four words of mine")
    gallery = Gallery(settings.gallery_path(folder), key)
    _enroll(gallery)
    move_data(folder, tmp_path / "new", key)
    new = settings.gallery_path(tmp_path / "new")
    assert b"SQLite format" not in new.read_bytes() and is_gallery(new)
    key = unlock(tmp_path / "new", "four words of mine")
    assert [speaker.name for speaker in Gallery(new, key).speakers()] == ["Ada"]
    data_folder._held.clear()


def test_copying_never_writes_over_a_gallery(folder, tmp_path):
    (tmp_path / "copy.db").write_text("something of somebody's")
    with pytest.raises(FileExistsError):
        copy_gallery(settings.gallery_path(folder), tmp_path / "copy.db")
    assert Path(tmp_path / "copy.db").read_text() == "something of somebody's"
