"""Writing what the user asked to have as a file."""

import csv
from contextlib import contextmanager

from app.errors import UserError
from app.said import marked, said

_FILE = marked("file")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # some programs take the wide ones for the same


def picture_file(path):
    """Around the drawing of ``path``: a disk or folder that refuses it is told in a sentence."""
    return written_file(path, marked("picture"))


@contextmanager
def written_file(path, what=_FILE):
    """Around the writing of ``path``; ``what`` it is stands in the sentence."""
    try:
        yield
    except OSError as error:
        title = said(
            "The {what} “{path}” cannot be written: {reason}.", what=said(what), path=path, reason=error.strerror
        )
        raise UserError(title, "Choose another file name or folder.") from error


def write_csv(path, header, rows):
    """A table in UTF-8, with the mark by which spreadsheets know it; no text in it is taken for a formula."""
    with (
        written_file(path, marked("table")),
        open(path, "w", newline="", encoding="utf-8-sig") as file,
    ):
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([_cell(value) for value in row] for row in rows)


def _cell(value):
    """A text that would be run as a formula gets an apostrophe before it; numbers stay numbers."""
    if not isinstance(value, str):
        return value
    is_formula = value.lstrip().startswith(_FORMULA) or value.startswith(("\t", "\r", "\n"))
    return f"'{value}" if is_formula else value
