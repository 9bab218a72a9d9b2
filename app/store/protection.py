"""A gallery that opens only with its pass-phrase: telling, opening, and rewriting one under another key.

The first 16 bytes of a protected gallery are the salt of its key, so that the file alone and the pass-phrase are
enough, whatever else is lost.
"""

import os
from contextlib import closing, suppress
from pathlib import Path

from app import settings
from app.errors import UserError
from app.said import said
from app.secrecy import SALT_BYTES, Key, key_of
from app.secrecy import new_key as key_for
from app.store import copies
from app.store.database import DatabaseError, connect, pragma_value, told

_PLAIN = b"SQLite format 3\0"
_CHUNK = 2**20


class WrongPassphrase(UserError):
    """A foreign file and one whose first page is damaged look the same: no key opens them."""

    def __init__(self, path):
        super().__init__(
            "This pass-phrase does not open the gallery.",
            said(
                "Type it again, capitals and spaces included. If you are sure of it, “{path}” is damaged "
                "or another program's: put back a backup.",
                path=path,
            ),
        )


def is_protected(path: Path) -> bool:
    return _salt(path) is not None


def is_salt(head: bytes) -> bool:
    """Whether a gallery that begins with these 16 bytes is protected, and not plain or empty."""
    return head not in (b"", _PLAIN)


def unlock(path: Path, passphrase: str) -> Key:
    """The key of a protected gallery.  Takes about a second.  Raises ``WrongPassphrase``."""
    salt = _salt(path)
    if len(salt) < SALT_BYTES:
        raise WrongPassphrase(path)
    key = key_of(passphrase, salt)
    with told(path), closing(connect(path, key)) as connection:
        try:
            connection.execute("select count(*) from sqlite_master").fetchall()
        except connection.DatabaseError as error:
            if error.sqlite_errorname != "SQLITE_NOTADB":
                raise
            raise WrongPassphrase(path) from error
        finish(path, key)
    return key


def key_of_first_page(begin: Path, path: Path, passphrase: str) -> Key:
    """The key of a gallery of which the file ``begin`` has the first page, whatever comes after it.  Raises
    ``WrongPassphrase``, about the gallery at ``path``."""
    key = key_of(passphrase, _salt(begin))
    with closing(connect(begin, key)) as connection:
        try:
            connection.execute("PRAGMA user_version").fetchall()
        except connection.DatabaseError as error:
            if error.sqlite_errorname == "SQLITE_NOTADB":
                raise WrongPassphrase(path) from error
            # Decrypted, and found to be cut short.
            if error.sqlite_errorname != "SQLITE_CORRUPT":
                raise
    return key


def protect(path: Path, passphrase: str, key: Key | None = None) -> Key:
    """Rewrite the gallery, so far opened by ``key`` or by none, so that only ``passphrase`` opens it.

    As ``unprotect``: nothing else in this process may be using the gallery.  At every moment, a kill included, the
    gallery is there whole, under the old key or the new one.
    """
    new_key = key_for(passphrase)
    _rewrite(path, key, new_key)
    return new_key


def unprotect(path: Path, key: Key) -> None:
    """Rewrite the gallery so that it needs no pass-phrase."""
    _rewrite(path, key, None)


def finish(path: Path, key: Key | None = None) -> None:
    """Wipe what a rewriting that was killed has left behind; nothing while one is under way."""
    if not any(left.exists() for left in _leftovers(path)):
        return
    with closing(connect(path, key)) as connection:
        connection.isolation_level = None
        connection.execute("PRAGMA busy_timeout = 0")
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except DatabaseError as error:
            if error.sqlite_errorname not in ("SQLITE_BUSY", "SQLITE_LOCKED"):
                raise
            return  # whoever holds it is at it, or the next start will be
        _wipe_left(path)
        connection.execute("ROLLBACK")


def _wipe_left(path):
    _, old = _beside(path)
    if old.exists() and old.samefile(path):  # killed between the two names' change: this still is the gallery
        old.unlink()
    for left in _leftovers(path):
        with suppress(FileNotFoundError):  # another program was quicker
            _wipe(left)


def _rewrite(path, key, new_key):
    new, old = _beside(path)
    with told(path), closing(connect(path, key, is_cipher=True)) as connection:
        connection.isolation_level = None
        # Nobody may write between the copy and its taking the place: the lock is kept until the connection is closed.
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA main.locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        _wipe_left(path)
        os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        connection.execute("ATTACH ? AS copy KEY ?", [str(new), pragma_value(new_key) if new_key else ""])
        connection.execute("PRAGMA copy.journal_mode = OFF")  # what is not whole is thrown away
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("SELECT sqlcipher_export('copy')")
        connection.execute("COMMIT")
        connection.execute("DETACH copy")
        _make_sure(new, new_key, _counts(connection))
        copies.forget(settings.backups_dir(path.parent))  # they open as the gallery did until now
        copies.forget_file(settings.recent_path(path.parent))
        os.link(path, old)  # or what is replaced could not be wiped
        os.replace(new, path)
        _sync(path.parent)
    with suppress(FileNotFoundError):  # another program was quicker
        _wipe(old)


def _make_sure(path, key, counts):
    """That a copy is whole and on the disk; and prepare it for use."""
    with closing(connect(path, key)) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchall()
        if key:
            found += connection.execute("PRAGMA cipher_integrity_check").fetchall()
        if found != [("ok",)] or _counts(connection) != counts:
            raise RuntimeError(f"the copy {path} is not whole: {found[:3]}")
        connection.execute("PRAGMA journal_mode = WAL")
    _sync(path)


def _counts(connection):
    tables = connection.execute("select name from main.sqlite_master where type = 'table'").fetchall()
    return {name: connection.execute(f"select count(*) from main.[{name}]").fetchone() for (name,) in tables}


def _sync(path):
    if os.name == "nt" and path.is_dir():  # Windows opens no folders
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _wipe(path):
    """Overwrite with zeros, then delete.  A disk that writes elsewhere than it is told to may keep the old bytes."""
    with open(path, "r+b", buffering=0) as file:
        for start in range(0, path.stat().st_size, _CHUNK):
            file.write(bytes(min(_CHUNK, path.stat().st_size - start)))
        os.fsync(file.fileno())
    path.unlink()


def _beside(path):
    return path.with_name(f"{path.name}.new"), path.with_name(f"{path.name}.old")


def _leftovers(path):
    """All that a rewriting may have been killed with; SQLite's own files beside the copy have pages of it."""
    new, old = _beside(path)
    return new, old, *(new.with_name(f"{new.name}{ending}") for ending in ("-journal", "-wal", "-shm"))


def _salt(path):
    """None of a gallery that is plain, empty or not there."""
    try:
        with open(path, "rb") as file:
            head = file.read(SALT_BYTES)
    except FileNotFoundError:
        return None
    return head if is_salt(head) else None
