"""Copying the gallery's file into another folder while nobody can change it."""

import os
from contextlib import closing
from pathlib import Path

from app.errors import UserError
from app.settings import open_private
from app.store.database import connect, told
from app.store.protection import is_protected

_PAGE_BYTES = 4096
_PAGES_AT_ONCE = 1000  # a step that nobody notices


def lock_gallery(path, key=None):
    """A connection; until it is closed every other program and job waits with its changes, or is told to."""
    with told(path):
        connection = connect(Path(path), key)
        try:
            connection.execute("BEGIN IMMEDIATE")
        except BaseException:
            connection.close()
            raise
    return connection


def copy_gallery(path, copy, key=None, progress=lambda share: None):
    """Make ``copy``, a new file that its owner alone can read, and compare the two; what ``progress`` raises ends it.

    With a ``key``, both are protected by it.  Raises ``UserError`` where the copy has not all that the gallery has.
    """
    os.close(open_private(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    with told(path), closing(connect(Path(path), key)) as old, closing(connect(Path(copy), key)) as new:
        old.backup(new, pages=_PAGES_AT_ONCE, progress=lambda status, left, n: progress((n - left) / max(n, 1)))
        if new.execute("PRAGMA integrity_check").fetchone() != ("ok",) or _counts(old) != _counts(new):
            raise UserError("The copy of the gallery is not whole.", "Check that disk, or choose another folder.")


def is_gallery(path):
    """Whether the file is a gallery of this program; of a protected one, which looks like noise, as far as can
    be told without its key."""
    if is_protected(Path(path)):
        return os.path.getsize(path) % _PAGE_BYTES == 0
    with told(path), closing(connect(Path(path))) as db:
        return bool(db.execute("select count(*) from sqlite_master where name = 'speakers'").fetchone()[0])


def _counts(db):
    names = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
    return {name: db.execute(f"select count(*) from [{name}]").fetchone() for name in names}
