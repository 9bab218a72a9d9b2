"""The user's preferences, read and remembered with the data: checked, and kept aside where they cannot be used."""

from dataclasses import fields

from app import settings
from app.errors import Notice
from app.preferences import Preferences, is_sensible
from app.said import said
from app.services.operating_point import remembered_point


def read_preferences(folder) -> Preferences:
    """What is remembered with the data in ``folder``.  ``SettingsUnusable`` where any of it means nothing."""
    found = settings.remembered(folder)
    chosen = {field.name: found[field.name] for field in fields(Preferences) if field.name in found}
    if not all(is_sensible(name, value) for name, value in chosen.items()):
        raise settings.SettingsUnusable(folder)
    return Preferences(**chosen)


def begin_with_preferences(folder) -> tuple[Preferences, Notice | None]:
    """The preferences for this start.  Unusable settings are kept aside, and told; then the program's own hold."""
    try:
        remembered_point(folder)  # in the same file
        return read_preferences(folder), None
    except settings.SettingsUnusable as error:
        try:
            kept = settings.set_aside(folder)
        except settings.SettingsUnusable:
            return Preferences(), error.notice
    title = said("The settings could not be read, so the program begins with its own.")
    return Preferences(), Notice(title, said("The old file is kept as “{path}”.", path=kept))


def remember_preference(folder, name, value):
    """``ValueError`` for a value that means nothing: the page offers none."""
    if not is_sensible(name, value):
        raise ValueError(f"{name} cannot be {value!r}")
    settings.remember(folder, name, value)
