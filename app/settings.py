"""Where the program keeps its data on this computer."""

import os
from pathlib import Path

import platformdirs

from app.errors import UserError

APP_NAME = "gluonar"


def data_dir(option=None) -> Path:
    """The data folder: ``option``, else ``$GLUONAR_DATA``, else the place the system has for such things.

    A folder made here can be read by its owner only; the rights of an existing one are left as they are.
    """
    folder = Path(option or os.environ.get("GLUONAR_DATA") or platformdirs.user_data_path(APP_NAME, appauthor=False))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise UserError(
            f"The data folder “{folder}” cannot be made: {error.strerror}.",
            "Choose another one with --data, or make this one writable.",
        ) from error
    return folder


def gallery_path(folder: Path) -> Path:
    return folder / "gallery.db"


def log_path(folder: Path) -> Path:
    return folder / "gluonar.log"


def spool_dir(folder: Path) -> Path:
    """Where a recording lives while it is being made."""
    return folder / "spool"


def open_private(path, flags):
    """``opener`` of a new file that only its owner can read."""
    return os.open(path, flags, 0o600)
