"""Where the program keeps its data on this computer, and what it remembers of the user's choices."""

import json
import os
import threading
from pathlib import Path

import platformdirs

from app.errors import UserError
from app.said import said

APP_NAME = "gluonar"

_changing = threading.Lock()  # two choices at a time must not lose one


class SettingsUnusable(UserError):
    def __init__(self, folder):
        super().__init__(
            said("The settings “{path}” cannot be used.", path=settings_path(folder)),
            "Delete that file: the program then begins with its own settings.",
        )


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
            said("The data folder “{folder}” cannot be made: {reason}.", folder=folder, reason=error.strerror),
            "Choose another one with --data, or make this one writable.",
        ) from error
    return folder


def gallery_path(folder: Path) -> Path:
    return folder / "gallery.db"


def log_path(folder: Path) -> Path:
    return folder / "gluonar.log"


def settings_path(folder: Path) -> Path:
    return folder / "settings.json"


def spool_dir(folder: Path) -> Path:
    """Where a recording lives while it is being made."""
    return folder / "spool"


def open_private(path, flags):
    """``opener`` of a new file that only its owner can read."""
    return os.open(path, flags, 0o600)


def remembered(folder: Path) -> dict:
    """What was chosen, by name; nothing while nothing was."""
    try:
        found = json.loads(settings_path(folder).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise SettingsUnusable(folder) from error
    if not isinstance(found, dict):
        raise SettingsUnusable(folder)
    return found


def remember(folder: Path, name: str, value) -> None:
    """Keep a choice (any JSON value) for the next start.  The file is replaced whole."""
    path = settings_path(folder)
    new = path.with_suffix(".new")
    try:
        with _changing:
            new.write_text(json.dumps({**remembered(folder), name: value}, indent=1), encoding="utf-8")
            os.replace(new, path)
    except OSError as error:
        raise UserError(
            said("The settings “{path}” cannot be written: {reason}.", path=path, reason=error.strerror),
            "Your choice holds until the program ends.",
        ) from error
