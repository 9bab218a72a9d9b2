"""The gallery's file copied whole, looked at, and put back whole.

What is around it in a backup, and where backups lie, is in ``services.backup``.
"""

import os
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError
from app.store import audit
from app.store.checksums import checksum
from app.store.database import connect

_PAGES_AT_ONCE = 512  # 2 MiB: progress is told and a wish to stop is heard in between
_MOST_WAIT_S = 15.0  # for another program that holds the gallery
_VOICES = "select flac, flac_crc32 from recordings union all select vector, vector_crc32 from embeddings"


@dataclass(frozen=True)
class Contents:
    """How much is in a gallery; the last two tell whether anything has changed since."""

    n_speakers: int
    n_recordings: int
    n_changes: int
    n_trials: int


def contents(database) -> Contents:
    with database.reading() as db:
        db.execute("BEGIN")
        n_changes = next(db.query("select n from changes"))["n"]
        last_trial = next(db.query("select coalesce(max(id), 0) as id from trials"))["id"]
        return Contents(db["speakers"].count, db["recordings"].count, n_changes, last_trial)


def copy_to(database, path: Path, progress=lambda share: None):
    """Everything as of one moment, into the new file ``path`` under the same key; ``progress`` gets 0 to 1, and may
    raise to stop."""
    path.touch(mode=0o600)
    with database.reading() as db, closing(connect(path, database.key)) as copy:
        db.conn.backup(copy, pages=_PAGES_AT_ONCE, progress=_Watch(progress))


def is_sound(database) -> bool:
    """Whether SQLite finds nothing wrong in the file, nor anything that belongs to nobody, and every voice is what was
    saved."""
    with database.reading() as db:
        found = [row[0] for row in db.execute("PRAGMA integrity_check").fetchall()]
        if database.key:
            found += [row[0] for row in db.execute("PRAGMA cipher_integrity_check").fetchall()]
        is_whole = found == ["ok"] and not db.execute("PRAGMA foreign_key_check").fetchall()
        return is_whole and all(crc in (None, checksum(blob)) for blob, crc in db.execute(_VOICES))


def put_back(copy, database):
    """Make ``database`` what ``copy`` under the same key is, in one transaction: a kill leaves the old or the new.

    The count of changes goes on from the higher one, or what was read of the old would be taken for the new.
    The audit log goes on from that of the copy, with a line that tells where the replaced one ended.
    """
    n_changes = max(contents(copy).n_changes, contents(database).n_changes) + 1
    with database.reading() as db:
        replaced = audit.head_words(db)
    with copy.changing() as db:
        db.execute("update changes set n = ?", [n_changes])
        audit.note(db, "restore", replaced=replaced)
    with copy.reading() as source, database.reading() as target:
        source.conn.backup(target.conn, pages=-1, progress=_Watch(lambda share: None))


def replace_damaged(copy, path: Path, aside: Path):
    """Put the file of ``copy`` in the place of the damaged gallery at ``path``, which is kept as ``aside``.

    At any moment one of the two is there, but where the disk knows no second names for a file.
    """
    with copy.changing() as db:
        db.execute("update changes set n = n + 1")
        audit.note(db, "restore")
    with copy.reading() as db:
        db.execute("PRAGMA journal_mode = DELETE")  # all of it is in the one file now
    try:
        os.link(path, aside)
    except OSError:
        os.replace(path, aside)
    for ending in ("-wal", "-shm"):  # they belong to what is damaged: SQLite would take them for the copy's
        if (found := Path(f"{path}{ending}")).exists():
            os.replace(found, f"{aside}{ending}")
    os.replace(copy.path, path)


class _Watch:
    """Tells how far a copy is, and ends it when another program holds the gallery for too long."""

    def __init__(self, progress):
        self._progress, self._left, self._since = progress, None, time.monotonic()

    def __call__(self, status, n_left, n_all):
        if n_left != self._left:
            self._left, self._since = n_left, time.monotonic()
        elif status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() - self._since > _MOST_WAIT_S:
            raise UserError("The gallery is in use by another program.", "Close that program, then try again.")
        self._progress(1 - n_left / n_all if n_all else 1.0)
