"""Moving the data to another folder, or using another one: nothing is ever removed before its copy is whole.

Either takes effect at the next start.  What others change between a move and that start would be lost with the old
folder, so the gallery stays locked until the program ends.
"""

import logging
import shutil
from pathlib import Path

from app import settings
from app.errors import UserError
from app.said import said
from app.store.moving import copy_gallery, is_gallery, lock_gallery

log = logging.getLogger(__name__)

_held = []  # the gallery's lock, from a move until the program ends


class NotHere(UserError):
    def __init__(self, title):
        super().__init__(title, "Choose another folder. Nothing was changed.")


def move_data(folder: Path, target: Path, key=None, progress=lambda share: None) -> None:
    """Copy everything to the empty or new folder ``target``, use it from the next start on, and remove it here.

    ``key``: of a gallery that is protected.  Whatever fails, or whatever ``progress`` (0 to 1) raises to cancel it,
    leaves the data where they are and removes the copies.
    """
    _check_target(folder, target)
    if any(target.iterdir() if target.is_dir() else ()):
        raise NotHere(said("The folder “{folder}” is not empty.", folder=target))
    gallery, is_new = settings.gallery_path(folder), not target.exists()
    lock = lock_gallery(gallery, key) if gallery.exists() else None
    try:
        names = _copy_all(folder, target, key, progress)
        settings.choose_dir(target)
    except BaseException:
        _empty(target, is_new)
        if lock:
            lock.close()
        raise
    _held.append(lock)
    _remove(folder, names)


def use_folder(folder: Path, target: Path) -> None:
    """Use what is in ``target``, or begin there anew, from the next start on; ``folder`` stays as it is."""
    _check_target(folder, target)
    gallery = settings.gallery_path(target)
    if gallery.exists() and not is_gallery(gallery):
        raise NotHere(said("“{path}” is not a gallery of this program.", path=gallery))
    if not gallery.exists() and target.is_dir() and any(target.iterdir()):
        raise NotHere(said("“{folder}” has other files in it, and no gallery.", folder=target))
    settings.data_dir(target)
    settings.choose_dir(target)


def _check_target(folder, target):
    here, there = folder.resolve(), target.resolve()
    if here == there:
        raise NotHere(said("The data are in this folder already."))
    if here in there.parents or there in here.parents:
        raise NotHere(said("One of the two folders is inside the other."))
    if target.exists() and not target.is_dir():
        raise NotHere(said("“{folder}” is no folder.", folder=target))


def _copy_all(folder, target, key, progress):
    """The names of what was copied.  The gallery, which is nearly all of it, comes last and tells the progress."""
    gallery = settings.gallery_path(folder)
    names = sorted(path.name for path in folder.iterdir() if path not in _files_of(gallery))
    try:
        settings.data_dir(target)
        needed = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        if shutil.disk_usage(target).free < needed:
            raise NotHere(said("There is too little space for the data in “{folder}”.", folder=target))
        for name in names:
            progress(0.0)
            copy = shutil.copytree if (folder / name).is_dir() else shutil.copy2
            copy(folder / name, target / name)
        if gallery.exists():
            copy_gallery(gallery, settings.gallery_path(target), key, progress)
    except (OSError, shutil.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise NotHere(
            said("The data cannot be copied to “{folder}”: {reason}.", folder=target, reason=reason)
        ) from error
    return names


def _files_of(gallery):
    """SQLite keeps some of it beside the file."""
    return [gallery, *(gallery.with_name(gallery.name + ending) for ending in ("-wal", "-shm", "-journal"))]


def _empty(target, is_new):
    """Take away what was copied; the folder was empty before, or was not there."""
    for path in target.iterdir() if target.is_dir() else ():
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    if is_new and target.is_dir():
        target.rmdir()


def _remove(folder, names):
    """What is whole at its new place.  A file that another program holds stays, and is in the log."""
    gallery = [path for path in _files_of(settings.gallery_path(folder)) if path.exists()]
    for path in (*(folder / name for name in names), *gallery):
        try:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        except OSError as error:
            log.warning("moved, but not removed from the old folder: %s", error)
