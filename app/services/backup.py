"""One file with everything of a data folder: made, checked, put back; and the backups that are made by themselves.

The file is a ZIP archive, not compressed (FLAC hardly gets smaller): first a manifest with the sha256 of all others,
then the gallery, the settings, and recordings that were not enrolled yet.  Models are not in it.
"""

import hashlib
import json
import logging
import os
import shutil
import tempfile
import zipfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app import settings
from app.errors import UserError
from app.said import said
from app.secrecy import SALT_BYTES, Key
from app.services.exporting import written_file
from app.store import copying, protection
from app.store.database import Database, GalleryDamaged, damaged, is_empty
from app.version import NAME, VERSION

SUFFIX = ".gluonar"
_MANIFEST, _FORMAT = "gluonar-backup.json", 1
_GALLERY, _SETTINGS, _SPOOL = "gallery.db", "settings.json", "spool/"
_MARK = b"PK\x03\x04"
_BEFORE = f"before-restore{SUFFIX}"
_AUTOMATIC, _UNFINISHED = "auto-{}" + SUFFIX, "unfinished-"
_EVERY = timedelta(days=1)
_N_KEPT = 3
_BLOCK = 1 << 20

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Backup:
    """What a backup is; ``files`` has the sha256 of each file in it by its name."""

    path: Path
    made_at: str  # ISO 8601, UTC
    made_by: str
    n_speakers: int
    n_recordings: int
    n_changes: int
    n_trials: int
    files: dict


@dataclass(frozen=True)
class Restored:
    """``before`` is a backup of what was there until then: restoring it takes this back.  None where nothing was, or
    where it could not be read: then it lies in ``damaged``."""

    backup: Backup
    before: Path | None
    damaged: Path | None = None


class NotABackup(UserError):
    def __init__(self, path):
        super().__init__(said("“{path}” is not a backup of this program.", path=path), "Choose a file that it made.")


class BackupDamaged(UserError):
    def __init__(self, path, what):
        super().__init__(
            said("The backup “{path}” is damaged: {what}.", path=path, what=what),
            "Choose another one; nothing was changed.",
        )


class OtherPassphrase(UserError):
    def __init__(self, path):
        super().__init__(
            said(
                "The backup “{path}” has another pass-phrase than the gallery here, or only one of the two has one.",
                path=path,
            ),
            "Close the window and restore it into an empty folder: main.py --data FOLDER restore FILE.",
        )


def write_backup(folder: Path, path: Path, progress=lambda share: None, *, key=None) -> Backup:
    """Everything in the data folder as of now, as the file ``path``, read again before it gets that name.

    It replaces another backup, and nothing else.  ``progress`` gets 0 to 1, and may raise to stop.  ``key``: of the
    gallery, when that is protected; the backup then opens with the same pass-phrase.
    """
    path = Path(path)
    if path.exists():
        _require_backup(path)
    unfinished = path.with_name(f"{path.name}.part")
    with written_file(path, "backup"), _working_in(folder) as work:
        try:
            _pack(folder, work, unfinished, lambda share: progress(0.7 * share), key)
            made = read_backup(unfinished, lambda share: progress(0.7 + 0.3 * share))
            os.replace(unfinished, path)
        except (OSError, UserError) as error:
            if work.exists():
                raise
            raise _interrupted(path) from error
        finally:
            unfinished.unlink(missing_ok=True)
    return Backup(**{**vars(made), "path": path})


def read_backup(path: Path, progress=lambda share: None) -> Backup:
    """What the backup is, every byte of it compared with its digest.  ``UserError`` for what is none, or not whole."""
    with _opened(path) as (archive, backup):
        sizes = {name: archive.getinfo(name).file_size for name in backup.files}
        n_read, n_all = 0, max(1, sum(sizes.values()))
        for name, digest in backup.files.items():
            hashed = hashlib.sha256()
            for block in _blocks(archive, name):
                hashed.update(block)
                n_read += len(block)
                progress(n_read / n_all)
            if hashed.hexdigest() != digest:
                raise BackupDamaged(path, said("{name} is not what was saved", name=name))
        return backup


def restore(folder: Path, path: Path, progress=lambda share: None, *, key=None) -> Restored:
    """Put everything back as it was when the backup was made; what is there until then is saved first.

    The gallery is replaced in one transaction once all of the new one is there and sound: at any moment either the
    old or the new one is there whole.  Recordings that were not enrolled yet are added to those that are there.
    ``key``: of the gallery that is there, when that is protected; one under another pass-phrase is put back only
    where there is none.
    """
    backup = read_backup(path, lambda share: progress(0.3 * share))
    with written_file(folder, "data folder"), _working_in(folder) as work:
        with _opened(path) as (archive, _):
            for name in backup.files:
                _extract(archive, name, work)
        gallery, before, aside = settings.gallery_path(folder), None, None
        if not _is_under(key, work / _GALLERY):
            if gallery.exists() and not is_empty(gallery):
                raise OtherPassphrase(path)
            os.replace(work / _GALLERY, gallery)
        else:
            copy = _checked(work / _GALLERY, path, key)
            try:
                before = _backed_up(folder, lambda share: progress(0.3 + 0.7 * share), key)
                copying.put_back(copy, Database(gallery, key))
            except GalleryDamaged:
                aside = _own_folder(folder) / f"damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.db"
                copying.replace_damaged(copy, gallery, aside)
        if _SETTINGS in backup.files:
            os.replace(work / _SETTINGS, settings.settings_path(folder))
        for file in sorted((work / _SPOOL).glob("*")):
            _add(file, settings.spool_dir(folder))
    return Restored(backup, before, aside)


def back_up_by_itself(folder: Path, *, key=None) -> Backup | None:
    """Called at each start: a backup, where something changed and the last one is older than a day; the oldest go.

    They lie in the data folder, and are forgotten with every removal (``store.database.Database.wipe``).
    """
    gallery = settings.gallery_path(folder)
    if not gallery.exists() or not copying.contents(Database(gallery, key)).n_speakers:
        return None
    own = own_backups(folder)
    if own and not _is_due(own[0], copying.contents(Database(gallery, key))):
        return None
    place = _own_folder(folder)
    _remove_unfinished(place)
    if shutil.disk_usage(place).free < 4 * gallery.stat().st_size:
        log.warning("no backup was made: the disk is nearly full")
        return None
    made = write_backup(folder, place / _AUTOMATIC.format(f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}"), key=key)
    for old in own_backups(folder)[_N_KEPT:]:
        old.path.unlink(missing_ok=True)
    return made


def own_backups(folder: Path) -> list[Backup]:
    """Those that were made by themselves, the latest first."""
    found = []
    for path in sorted(settings.backups_dir(folder).glob(_AUTOMATIC.format("*")), reverse=True):
        try:
            with _opened(path) as (_, backup):
                found.append(backup)
        except UserError as error:
            log.warning("%s", error)
    return found


def is_protected(path: Path) -> bool:
    """Whether the gallery in the backup has a pass-phrase."""
    with _opened(path) as (archive, _):
        return protection.is_salt(_begin(archive, SALT_BYTES))


def unlock(folder: Path, path: Path, passphrase: str) -> Key:
    """The key of the protected gallery in a backup.  Takes about a second.  Raises ``WrongPassphrase``."""
    with _opened(path) as (archive, _), _working_in(folder) as work:
        begin = work / _GALLERY
        begin.write_bytes(_begin(archive, _BLOCK))
        return protection.key_of_first_page(begin, settings.gallery_path(folder), passphrase)


def _is_due(last, now):
    is_old = datetime.now(UTC) - datetime.fromisoformat(last.made_at) > _EVERY
    return is_old and (last.n_changes, last.n_trials) != (now.n_changes, now.n_trials)


def _remove_unfinished(place):
    """What a kill has left; that of a program which is at work is younger."""
    for left in (*place.glob(f"{_UNFINISHED}*"), *place.glob("*.part")):
        if datetime.now(UTC).timestamp() - left.stat().st_mtime > _EVERY.total_seconds():
            shutil.rmtree(left) if left.is_dir() else left.unlink()


def _own_folder(folder):
    place = settings.backups_dir(folder)
    place.mkdir(mode=0o700, exist_ok=True)
    return place


@contextmanager
def _working_in(folder):
    """A folder for what is not finished, among the program's own backups: a removal forgets it with them."""
    with tempfile.TemporaryDirectory(dir=_own_folder(folder), prefix=_UNFINISHED, ignore_cleanup_errors=True) as work:
        yield Path(work)


def _interrupted(path):
    title = said("The backup “{path}” was not made: somebody was removed from the gallery meanwhile.", path=path)
    return UserError(title, "Make it again.")


def _pack(folder, work, path, progress, key):
    gallery, copy = settings.gallery_path(folder), work / _GALLERY
    copying.copy_to(Database(gallery, key), copy, lambda share: progress(share / 2))
    files = {_GALLERY: copy, **_beside(folder, work)}
    digests = {name: _sha256_of(file) for name, file in files.items()}
    if not _is_sound(copy, key):
        raise damaged(gallery)  # or its backups would take the place of those that are whole
    about = {
        "format": _FORMAT,
        "made_by": f"{NAME} {VERSION}",
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        **asdict(copying.contents(Database(copy, key))),
        "files": digests,
    }
    n_all = sum(file.stat().st_size for file in files.values())
    n_done = 0
    with open(path, "wb", opener=settings.open_private) as stream, zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(_MANIFEST, json.dumps(about, indent=1))
        for name, file in files.items():
            with file.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
                while block := source.read(_BLOCK):
                    target.write(block)
                    n_done += len(block)
                    progress(0.5 + 0.5 * n_done / n_all)
    _sync(path)


def _is_sound(copy, key):
    try:
        return copying.is_sound(Database(copy, key))
    except GalleryDamaged:
        return False


def _beside(folder, work):
    """Copies of what lies beside the gallery: some of it may change while we read."""
    found = {}
    chosen = settings.settings_path(folder)
    if chosen.exists():
        found[_SETTINGS] = Path(shutil.copyfile(chosen, work / _SETTINGS))
    for recording in sorted(settings.spool_dir(folder).glob("recording-*")):
        (work / _SPOOL).mkdir(exist_ok=True)
        name = f"{_SPOOL}{recording.name}"
        found[name] = Path(shutil.copyfile(recording, work / name))
    return found


def _sha256_of(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path):
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _require_backup(path):
    with _opened(path):
        pass


@contextmanager
def _opened(path):
    """The archive with its ``Backup``; ``UserError`` for a file that is none, or was cut short."""
    path = Path(path)
    try:
        with path.open("rb") as file:
            start = file.read(30 + len(_MANIFEST))
    except OSError as error:
        title = said("“{path}” cannot be read: {reason}.", path=path, reason=error.strerror)
        raise UserError(title, "Choose another file.") from error
    if not (start.startswith(_MARK) and start.endswith(_MANIFEST.encode())):
        raise NotABackup(path)
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive, _described(archive, path)
    except (zipfile.BadZipFile, EOFError) as error:
        raise BackupDamaged(path, said("it was cut short, or changed")) from error


def _described(archive, path):
    try:
        about = json.loads(archive.read(_MANIFEST))
        if about.pop("format") != _FORMAT:
            title = said("The backup “{path}” was made by a newer version of this program.", path=path)
            raise UserError(title, "Update this program, then try again.")
        backup = Backup(path=path, **about)
        listed = {*backup.files, _MANIFEST}
        is_stored = all(entry.compress_type == zipfile.ZIP_STORED for entry in archive.infolist())
        is_ours = _GALLERY in listed and all(map(_is_known, backup.files)) and listed == set(archive.namelist())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupDamaged(path, said("its table of contents cannot be read")) from error
    if not (is_ours and is_stored):
        raise BackupDamaged(path, said("what is in it is not what its table of contents says"))
    return backup


def _is_known(name):
    """Only these names are ever written to the disk."""
    recording = name.removeprefix(_SPOOL)
    return name in (_GALLERY, _SETTINGS) or (name != recording and recording == Path(recording).name)


def _blocks(archive, name):
    with archive.open(name) as file:
        while block := file.read(_BLOCK):
            yield block


def _begin(archive, n_bytes):
    """Of the gallery in it."""
    with archive.open(_GALLERY) as file:
        return file.read(n_bytes)


def _extract(archive, name, work):
    target = work / name
    target.parent.mkdir(mode=0o700, exist_ok=True)
    with open(target, "wb", opener=settings.open_private) as file:
        for block in _blocks(archive, name):
            file.write(block)


def _is_under(key, gallery):
    """Whether the gallery opens with this key; None opens those that are not protected."""
    if not protection.is_protected(gallery):
        return key is None
    with gallery.open("rb") as file:
        return key is not None and file.read(len(key.salt)) == key.salt


def _checked(gallery, path, key):
    """The copy, brought to today's schema; ``UserError`` when it is no gallery, or of a newer version."""
    if not _is_sound(gallery, key):
        raise BackupDamaged(path, said("the gallery in it is not sound"))
    return Database(gallery, key)


def _backed_up(folder, progress, key):
    """What is there now, if anything is."""
    if not settings.gallery_path(folder).exists():
        return None
    return write_backup(folder, _own_folder(folder) / _BEFORE, progress, key=key).path


def _add(file, spool_dir):
    spool_dir.mkdir(mode=0o700, exist_ok=True)
    if not (spool_dir / file.name).exists():
        os.replace(file, spool_dir / file.name)
