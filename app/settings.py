"""Where the program keeps its data on this computer, and what it remembers of the user's choices."""

import json
import os
import threading
from pathlib import Path

import platformdirs

from app.errors import UserError

APP_NAME = "gluonar"

_MAX_LETTERS = 1_000_000
_changing = threading.Lock()  # two choices at a time must not lose one


class SettingsUnusable(UserError):
    def __init__(self, folder):
        super().__init__(
            f"The settings “{settings_path(folder)}” cannot be used.",
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
            f"The data folder “{folder}” cannot be made: {error.strerror}.",
            "Choose another one with --data, or make this one writable.",
        ) from error
    return folder


def gallery_path(folder: Path) -> Path:
    return folder / "gallery.db"


def log_path(folder: Path) -> Path:
    return folder / "gluonar.log"


def settings_path(folder: Path) -> Path:
    return folder / "settings.json"


def models_dir(folder: Path) -> Path:
    """The speaker models that were added to the shipped one, a folder each."""
    return folder / "models"


def tuning_dir(folder: Path) -> Path:
    """The fine-tuning that is under way, or whose result waits to be kept or discarded."""
    return folder / "fine-tuning"


def spool_dir(folder: Path) -> Path:
    """Where a recording lives while it is being made."""
    return folder / "spool"


def open_private(path, flags):
    """``opener`` of a new file that only its owner can read."""
    return os.open(path, flags, 0o600)


def remembered(folder: Path) -> dict:
    """What was chosen, by name; nothing while nothing was."""
    try:
        with open(settings_path(folder), encoding="utf-8") as file:
            found = json.loads(file.read(_MAX_LETTERS))  # what is longer is cut, and then is no JSON
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
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
            f"The settings “{path}” cannot be written: {error.strerror}.", "Your choice holds until the program ends."
        ) from error
