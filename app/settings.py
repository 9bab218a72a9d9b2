"""Where the program keeps its data on this computer, and what it remembers of the user's choices."""

import itertools
import json
import os
import threading
from pathlib import Path

import platformdirs

from app.errors import UserError
from app.said import said

APP_NAME = "gluonar"

_MAX_LETTERS = 1_000_000
_changing = threading.Lock()  # two choices at a time must not lose one


class SettingsUnusable(UserError):
    def __init__(self, folder):
        super().__init__(
            said("The settings “{path}” cannot be used.", path=settings_path(folder)),
            "Delete that file: the program then begins with its own settings.",
        )


class DataFolderGone(UserError):
    def __init__(self, folder):
        super().__init__(
            said("The data folder “{folder}” is not there.", folder=folder),
            said(
                "Connect its disk. Or delete “{path}”, and the program uses its usual folder again.",
                path=choice_path(),
            ),
        )


def data_dir(option=None) -> Path:
    """The data folder: ``option``, else ``$GLUONAR_DATA``, else the one that was chosen in the window, else the place
    the system has for such things.

    A folder made here can be read by its owner only; the rights of an existing one are left as they are.  One that was
    chosen and is gone is told: an empty one in its place would look like a loss.
    """
    given = given_dir(option)
    chosen = None if given else chosen_dir()
    if chosen and not chosen.is_dir():
        raise DataFolderGone(chosen)
    folder = given or chosen or usual_dir()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise UserError(
            said("The data folder “{folder}” cannot be made: {reason}.", folder=folder, reason=error.strerror),
            "Choose another one with --data, or make this one writable.",
        ) from error
    return folder


def given_dir(option=None) -> Path | None:
    """The data folder that was given for this start, by ``option`` or ``$GLUONAR_DATA``; None without either."""
    given = option or os.environ.get("GLUONAR_DATA")
    return Path(given) if given else None


def usual_dir() -> Path:
    return platformdirs.user_data_path(APP_NAME, appauthor=False)


def choice_path() -> Path:
    """The file that says where the data folder is: it cannot be in there itself."""
    return platformdirs.user_config_path(APP_NAME, appauthor=False) / "data-folder"


def chosen_dir() -> Path | None:
    """The data folder that was chosen in the window, or None while none was."""
    try:
        return Path(choice_path().read_text(encoding="utf-8").rstrip("\n"))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            said("The file “{path}”, which says where the data folder is, cannot be read.", path=choice_path()),
            "Make it readable, or delete it to use the usual folder.",
        ) from error


def choose_dir(folder: Path) -> None:
    """Use ``folder`` from the next start on."""
    path = choice_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, f"{folder.absolute()}\n")
    except OSError as error:
        raise UserError(
            said("The file “{path}” cannot be written: {reason}.", path=path, reason=error.strerror),
            "The data folder stays where it is.",
        ) from error


def gallery_path(folder: Path) -> Path:
    return folder / "gallery.db"


def log_path(folder: Path) -> Path:
    return folder / "gluonar.log"


def crash_path(folder: Path) -> Path:
    """Where a crash that no code can catch is written down while it happens."""
    return folder / "crash.log"


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


def backups_dir(folder: Path) -> Path:
    """Where the program's own backups lie; removing anybody from the gallery empties it."""
    return folder / "backups"


def recent_path(folder: Path) -> Path:
    """The list of recordings that were opened last; removing anybody from the gallery deletes it."""
    return folder / "recent.json"


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
    try:
        with _changing:
            _replace(path, json.dumps({**remembered(folder), name: value}, indent=1))
    except OSError as error:
        raise UserError(
            said("The settings “{path}” cannot be written: {reason}.", path=path, reason=error.strerror),
            "Your choice holds until the program ends.",
        ) from error


def set_aside(folder: Path) -> Path:
    """Keep settings that cannot be used under another name, which is returned: the next choice begins a new file."""
    path = settings_path(folder)
    kept = next(
        kept for n in itertools.count(1) if not (kept := path.with_name(f"settings-unusable-{n}.json")).exists()
    )
    try:
        os.replace(path, kept)
    except OSError as error:
        raise SettingsUnusable(folder) from error
    return kept


def _replace(path, text):
    """Write a file whole or not at all."""
    new = path.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    os.replace(new, path)
