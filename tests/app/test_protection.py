"""A gallery that opens only with its pass-phrase, and is whole at every moment of becoming so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import UserError
from app.secrecy import Key, PassphraseTooShort, SealBroken, new_key
from app.services import protecting
from app.store import protection
from app.store.gallery import Gallery
from tests.app.test_store import new_take
from tests.waiting import ended

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.usefixtures("quick_keys")
PHRASE, OTHER = "four unrelated words", "other unrelated words"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "gallery.db"
    gallery = Gallery(path)
    gallery.enroll("Wilhelmina", [new_take("a"), new_take("bb")], "m1")
    gallery.enroll("李雷", [new_take("ccc")], "m1")
    return path


def names(path, key=None):
    return [speaker.name for speaker in Gallery(path, key).speakers()]


def bytes_of(folder):
    return b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())


def test_protected_gallery_opens_with_its_passphrase_alone(path, tmp_path):
    before = Gallery(path).snapshot("m1")
    assert not protection.is_protected(path)
    protection.protect(path, PHRASE)
    assert protection.is_protected(path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["gallery.db"]
    key = protection.unlock(path, PHRASE)
    assert names(path, key) == ["Wilhelmina", "李雷"]
    assert Gallery(path, key).snapshot("m1").vectors.tolist() == before.vectors.tolist()
    with pytest.raises(protection.WrongPassphrase):
        protection.unlock(path, OTHER)
    with pytest.raises(UserError, match="not a gallery"):
        Gallery(path)


def test_copied_files_tell_nothing(path, tmp_path):
    assert b"Wilhelmina" in bytes_of(tmp_path)
    key = protection.protect(path, PHRASE)
    gallery = Gallery(path, key)
    with gallery._database.reading() as db:  # while somebody reads, the log stays
        db.execute("select * from speakers")
        gallery.enroll("Wilhelm", [new_take("d")], "m1")
        found = bytes_of(tmp_path)
        assert (tmp_path / "gallery.db-wal").stat().st_size > 0
    for secret in (b"Wilhelm", "李雷".encode(), b"flac of", b"SQLite format", key.secret, PHRASE.encode()):
        assert secret not in found + bytes_of(tmp_path)


def test_passphrase_can_be_changed_and_taken_away(path):
    first = protection.protect(path, PHRASE)
    second = protection.protect(path, OTHER, first)
    assert first.salt != second.salt
    with pytest.raises(protection.WrongPassphrase):
        protection.unlock(path, PHRASE)
    assert protection.unlock(path, OTHER) == second
    protection.unprotect(path, second)
    assert not protection.is_protected(path)
    assert names(path) == ["Wilhelmina", "李雷"]


def test_passphrase_typed_on_another_system_is_the_same(path):
    protection.protect(path, "Zo\u00eb's tr\u00e8s long phrase")
    assert names(path, protection.unlock(path, "Zoe\u0308's tre\u0300s long phrase"))


def test_short_passphrase_changes_nothing(path):
    with pytest.raises(PassphraseTooShort, match="at least 8 characters"):
        protection.protect(path, "1234567")
    assert names(path) == ["Wilhelmina", "李雷"]


def test_undo_deletion_and_refusals_work_as_in_a_plain_gallery(path):
    from app.errors import DuplicateTake, SpeakerExists

    gallery = Gallery(path, protection.protect(path, PHRASE))
    with pytest.raises(SpeakerExists):
        gallery.enroll("wilhelmina", [new_take("d")], "m1")
    with pytest.raises(DuplicateTake):
        gallery.add_takes(1, [new_take("a")], "m1")
    gallery.remove(1)
    assert names(path, protection.unlock(path, PHRASE)) == ["李雷"]


@pytest.mark.parametrize("place", [0, 15, 16, 100, 4095, 4096 + 7, -1])
def test_one_flipped_bit_is_refused(path, place):
    key = protection.protect(path, PHRASE)
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    with pytest.raises(UserError, match="is damaged|does not open|not a gallery"):
        key = protection.unlock(path, PHRASE)
        gallery = Gallery(path, key)
        for speaker in gallery.speakers():
            for recording in gallery.recordings(speaker.id):
                gallery.flac(recording.id)
        gallery.snapshot("m1")
        protection.unprotect(path, key)  # reads every page


@pytest.mark.parametrize("n_bytes", [1, 16, 1000, 4096, 4096 * 2 + 10])
def test_truncated_gallery_is_refused(path, n_bytes):
    key = protection.protect(path, PHRASE)
    path.write_bytes(path.read_bytes()[:n_bytes])
    with pytest.raises(UserError, match="is damaged|does not open|not a gallery"):
        names(path, protection.unlock(path, PHRASE))
    assert key


def test_gallery_in_use_elsewhere_is_left_as_it_is(path, monkeypatch):
    monkeypatch.setattr("app.store.database._BUSY_TIMEOUT_S", 0.05)
    code = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('begin immediate'); print(); input()"
    other = subprocess.Popen([sys.executable, "-c", code, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with ended(other):
        other.stdout.readline()
        with pytest.raises(UserError, match="in use by another program"):
            protection.protect(path, PHRASE)
    assert not protection.is_protected(path)
    assert names(path) == ["Wilhelmina", "李雷"]


KILLED = """
import os, sys
from pathlib import Path
import app.secrecy as secrecy
from app.services import protecting
from app.store import protection

secrecy._PASSES, secrecy._MEMORY_BYTES = 1, 8192
path, module, name, when = Path(sys.argv[1]), *sys.argv[2:5]
owner = os if module == "os" else protection
original = getattr(owner, name)

def killed(*arguments):
    if when == "after":
        original(*arguments)
    os._exit(9)

setattr(owner, name, killed)
protection.protect(path, "four unrelated words")
"""


@pytest.mark.skipif(os.name == "nt", reason="kills as Unix does")
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("where", ["protection._make_sure", "os.link", "os.replace", "protection._wipe"])
def test_killed_protecting_leaves_the_gallery_whole_and_no_copy(path, tmp_path, where, when):
    done = subprocess.run([sys.executable, "-c", KILLED, path, *where.split("."), when], cwd=ROOT, timeout=60)
    assert done.returncode == 9
    key = protecting.unlock(tmp_path, PHRASE) if protecting.is_protected(tmp_path) else None
    assert names(path, key) == ["Wilhelmina", "李雷"]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["gallery.db"]
    assert (key is None) == (b"Wilhelmina" in bytes_of(tmp_path))


@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
def test_what_sqlite_kept_beside_a_copy_is_wiped_too(gallery, tmp_path, ending):
    """A kill while the copy was prepared, or while what a kill had left was being wiped."""
    path = tmp_path / "gallery.db"
    left = path.with_name(f"gallery.db.new{ending}")
    left.write_bytes(b"pages of it")
    assert not protecting.is_protected(tmp_path)
    assert not left.exists()


def test_rewriting_that_is_under_way_is_left_alone(path):
    """Another program that opens the gallery meanwhile must not take its copy away."""
    copy = path.with_name("gallery.db.new")
    copy.write_bytes(b"half a copy")
    code = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('begin exclusive'); print(); input()"
    other = subprocess.Popen([sys.executable, "-c", code, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        other.stdout.readline()
        protection.finish(path)
        assert copy.exists()
    finally:
        other.communicate(b"\n", timeout=60)
    protection.finish(path)
    assert not copy.exists()


def test_sealed_piece_opens_in_its_place_alone():
    key, other = new_key(PHRASE), new_key(PHRASE)
    piece = key.seal(b"what was said", 3)
    assert key.unseal(piece, 3) == b"what was said"
    assert b"what" not in piece
    changed = bytes([piece[0] ^ 1]) + piece[1:]
    for broken, place in ((piece, 4), (piece[:-1], 3), (b"", 3), (changed, 3)):
        with pytest.raises(SealBroken):
            key.unseal(broken, place)
    with pytest.raises(SealBroken):
        other.unseal(piece, 3)


def test_key_is_not_shown():
    assert "secret" not in repr(Key(b"secret" * 5 + b"32", b"s" * 16))
