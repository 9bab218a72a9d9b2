"""Writing what the user asked to have as a file."""

import csv
import io
from contextlib import contextmanager
from itertools import chain

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
        file.writelines(csv_line(row) for row in chain([header], rows))


def csv_line(values):
    """One row of a table, with its line end, for tables that are written bit by bit."""
    line = io.StringIO()
    csv.writer(line).writerow([_cell(value) for value in values])
    return line.getvalue()


def _cell(value):
    """A text that would be run as a formula gets an apostrophe before it; numbers stay numbers.

    Programs leave out what comes before the formula where it cannot be seen; what no file can hold becomes "?".
    """
    if not isinstance(value, str):
        return value
    value = value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    begin = next((letter for letter in value if letter.isprintable() and not letter.isspace()), "")
    is_formula = begin.startswith(_FORMULA) or value.startswith(("\t", "\r", "\n"))
    return f"'{value}" if is_formula else value
