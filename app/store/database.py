"""One SQLite file: opening it, changing it whole or not at all, wiping what was deleted, telling what is wrong."""

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2 as cipher

from app import settings
from app.errors import UserError
from app.said import marked, said
from app.store import copies

_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # deleted voices are overwritten with zeros, not just forgotten
    "PRAGMA temp_store = MEMORY",  # or voices that are sorted or taken back would lie in files outside the data folder
    "PRAGMA synchronous = FULL",  # what was acknowledged survives a power cut
)
_BUSY_TIMEOUT_S = 5.0

_LOCKED = (marked("The gallery “{path}” is in use by another program."), marked("Close that program, then try again."))
_SENTENCES = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_READONLY: (
        marked("The gallery “{path}” is write-protected."),
        marked("Make the file and its folder writable, then try again."),
    ),
    sqlite3.SQLITE_FULL: (
        marked("The disk is full, so nothing was saved."),
        marked("Free some space on the disk of “{path}”, then try again."),
    ),
    sqlite3.SQLITE_CANTOPEN: (
        marked("The gallery “{path}” cannot be opened."),
        marked("Check that its folder exists and is yours to write in."),
    ),
    sqlite3.SQLITE_NOTADB: (
        marked("“{path}” is not a gallery of this program."),
        marked("Move that file away to begin an empty gallery, or choose another data folder with --data."),
    ),
    sqlite3.SQLITE_CORRUPT: (
        marked("The gallery “{path}” is damaged."),
        marked("Put back a copy of it, or move it away to begin an empty one."),
    ),
    sqlite3.SQLITE_IOERR: (
        marked("The disk failed while using the gallery “{path}”."),
        marked("Check the disk, then try again."),
    ),
}


DatabaseError = (sqlite3.DatabaseError, cipher.DatabaseError)
IntegrityError = (sqlite3.IntegrityError, cipher.IntegrityError)


class GalleryDamaged(UserError):
    """The file is no SQLite database, or no sound one."""

    is_damage = True


class Database:
    """The gallery's file.  Every use opens its own connection, so any thread may use it."""

    def __init__(self, path, key=None):
        """``key``: of a gallery that is protected (see ``protection``)."""
        self.path, self.key = Path(path), key
        _check_emptied(self.path)
        self._make_file()
        with self.reading() as db:
            self._check_version(db)
            is_current = not _migrations().pending(db)
            if db.execute("PRAGMA journal_mode").fetchone() != ("wal",):  # new, or its rewriting was killed
                db.execute("PRAGMA journal_mode = WAL")
        if not is_current:
            with self.changing() as db:
                _migrations().apply(db)

    @contextmanager
    def reading(self):
        with told(self.path):
            db = _sqlite_utils().Database(connect(self.path, self.key), execute_plugins=False)
            try:
                for pragma in _PRAGMAS:
                    db.execute(pragma)
                yield db
            finally:
                db.close()

    @contextmanager
    def changing(self, undo=None):
        """All changes made inside are kept, or none; ``undo`` notes how to take them back.

        The write lock is taken at once and waited for: a transaction that reads first and writes later (as
        ``db.atomic()`` alone would, since inserts look at the schema) fails without waiting when another
        process wrote in between.
        """
        with self.reading() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                with db.atomic():
                    if undo is not None:
                        undo.watch(db)
                    yield db
                db.commit()
            except BaseException:
                db.rollback()
                if undo is not None:
                    undo.forget()
                raise

    @contextmanager
    def replacing(self, undo=None):
        """As ``changing``; at its end what was replaced or removed is wiped from the disk.

        The program's own backups go before the change is made: a kill in between costs them, and forgets nobody late.
        """
        with self.changing(undo) as db:
            yield db
            self._forget_copies()
        self.wipe()

    def wipe(self):
        """Make deletion real: bring the zeros of ``secure_delete`` from the log into the file, and empty the log.

        So are backups that the program made by itself meanwhile: the next ones are made when they are due.
        """
        self._forget_copies()
        with self.reading() as db:
            is_busy = next(db.query("PRAGMA wal_checkpoint(TRUNCATE)"))["busy"]
        if is_busy:
            raise UserError(
                "The change is saved, but what it replaced or removed is not yet wiped from the disk: "
                "another program is reading the gallery.",
                "Close that program, then start this one again to finish.",
            )

    def _forget_copies(self):
        copies.forget(settings.backups_dir(self.path.parent))
        copies.forget_file(settings.recent_path(self.path.parent))

    def _make_file(self):
        if self.path.exists():
            return
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path.touch(mode=0o600)  # SQLite gives its log files the same rights
        except OSError as error:
            raise UserError(
                said("The gallery “{path}” cannot be made: {reason}.", path=self.path, reason=error.strerror),
                "Choose another data folder with --data, or make this one writable.",
            ) from error

    def _check_version(self, db):
        if {step.name for step in _migrations().applied(db)} - _known_steps():
            raise UserError(
                said("The gallery “{path}” was made by a newer version of this program.", path=self.path),
                "Update this program, or choose another data folder with --data.",
            )


def _check_emptied(path):
    """A gallery that has backups had something in it: without a byte it is not new, but was cut off."""
    if is_empty(path) and any(settings.backups_dir(path.parent).glob("*.gluonar")):
        raise damaged(path)


def is_empty(path):
    """Whether the file is there, without a byte."""
    return path.exists() and not path.stat().st_size


def _known_steps():
    return {step.name for step in _migrations().pending(_sqlite_utils().Database(memory=True, execute_plugins=False))}


def _migrations():
    from app.store.migrations import migrations

    return migrations


def _sqlite_utils():
    """Loaded on first use, which is in a job: it takes as long as all of NumPy, and the window is waited for."""
    import sqlite_utils

    return sqlite_utils


def connect(path, key=None, *, is_cipher=False):
    """A connection to the gallery's file, which is there; through SQLCipher with a ``key``, or when told so.

    Within one process a file is used through one of the two libraries at a time: each would lose the other's locks.
    """
    # mode=rw: a file that vanished while we run is an error, not a reason to begin an empty one.
    uri = f"{path.absolute().as_uri()}?mode=rw"
    driver = cipher if key or is_cipher else sqlite3
    connection = driver.connect(uri, uri=True, timeout=_BUSY_TIMEOUT_S)
    if driver is cipher:
        connection.execute("PRAGMA cipher_log_level = NONE")  # it would go to the terminal
    if key:
        connection.execute(f'PRAGMA key = "{pragma_value(key)}"')
    return connection


def look(path, key=None):
    """Where every table begins, in a moment; what else is wrong is met when it is read.  Raises ``GalleryDamaged``."""
    _check_emptied(path)
    with told(path), closing(connect(path, key)) as connection:
        connection.execute("PRAGMA busy_timeout = 0")
        for (name,) in connection.execute("select name from sqlite_master where type = 'table'").fetchall():
            connection.execute(f"select * from [{name}] limit 1").fetchone()


def damaged(path):
    """The error of a gallery that is readable for SQLite, and not sound."""
    title, advice = _SENTENCES[sqlite3.SQLITE_CORRUPT]
    return GalleryDamaged(said(title, path=path), said(advice, path=path))


def pragma_value(key):
    """A key as SQLCipher takes one that needs no derivation of its own."""
    return f"x'{key.secret.hex()}{key.salt.hex()}'"


@contextmanager
def told(path):
    """What SQLite complains about, as a ``UserError``."""
    try:
        yield
    except DatabaseError as error:
        primary_code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # without the details; Python's own have none
        if primary_code not in _SENTENCES:
            raise
        title, advice = _SENTENCES[primary_code]
        is_damaged = primary_code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
        kind = GalleryDamaged if is_damaged else UserError
        raise kind(said(title, path=path), said(advice, path=path)) from error
