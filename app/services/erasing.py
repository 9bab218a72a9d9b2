"""Names that are to be nowhere any more, taken out of the program's own log files."""

import re
from pathlib import Path

from app.errors import UserError
from app.said import said


def blank_name(log: Path, name: str) -> None:
    """Overwrite a name in ``log`` and its older files with asterisks, in place: the program may be writing to it."""
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    for path in sorted(log.parent.glob(f"{log.name}*")):
        try:
            _blank(path, whole)
        except OSError as error:
            title = said(
                "The name may still be in the log “{path}”, which cannot be written: {reason}.",
                path=path,
                reason=error.strerror,
            )
            raise UserError(title, "Delete that file.") from error


def _blank(path, whole):
    with open(path, "r+b") as file:
        text = file.read().decode("utf-8", errors="surrogateescape")
        for found in whole.finditer(text):
            file.seek(len(_bytes(text[: found.start()])))
            file.write(b"*" * len(_bytes(found.group())))


def _bytes(text):
    return text.encode("utf-8", errors="surrogateescape")
