"""The recordings that were opened last.  Their names may tell who is in them: any removal forgets the list."""

import json
import os
from pathlib import Path

from app import settings
from app.services.exporting import written_file

_MOST = 8


def listed(folder: Path) -> list[str]:
    """Paths, the latest first; those that are gone are left out."""
    try:
        found = json.loads(settings.recent_path(folder).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):  # half of a list is no list
        return []
    return [path for path in found if isinstance(path, str) and Path(path).is_file()]


def add(folder: Path, paths) -> list[str]:
    """The list with ``paths`` in front."""
    new = [os.path.abspath(path) for path in paths if Path(path).is_file()][:_MOST]
    kept = [*new, *(path for path in listed(folder) if path not in new)][:_MOST]
    place = settings.recent_path(folder)
    unfinished = place.with_suffix(".new")
    with written_file(place, "list of recent files"):
        with open(unfinished, "w", encoding="utf-8", opener=settings.open_private) as file:
            json.dump(kept, file)
        os.replace(unfinished, place)
    return kept


def forget(folder: Path) -> None:
    settings.recent_path(folder).unlink(missing_ok=True)
