"""Identifying many files, one after the other: a bad one has a reason and stops nothing."""

from dataclasses import dataclass
from pathlib import Path

from app.domain import Candidate, Decision, Verdict
from app.errors import UserError
from app.services.archive.recordings import find_sources
from app.services.exporting import write_csv
from app.services.importing import printable, shown_name, take_from_file

HEADER = ("file", "best_candidate", "llr", "score", "margin", "verdict", "reason")


@dataclass(frozen=True)
class Found:
    """A recording to identify: where it is, and its name in the table."""

    path: Path
    name: str


@dataclass(frozen=True)
class Row:
    """What came of one file: its best candidate and the decision about them, or the ``problem`` with the file."""

    file: Found
    best: Candidate | None = None
    decision: Decision | None = None
    margin: float | None = None
    problem: str = ""

    @property
    def reason(self):
        return self.problem or self.decision.reason


def find_recordings(paths) -> tuple[list[Found], list[Row]]:
    """The ``paths`` and, of folders among them, every sound file below; and rows for what could not be searched.

    A name is the path below its folder; of several folders, each one's own name comes before.
    """
    found, refused = [], []
    is_one_of_several = sum(Path(path).is_dir() for path in paths) > 1
    for path in map(Path, paths):
        if not path.is_dir():
            found.append(Found(path, shown_name(path)))
            continue
        sources, left_out = find_sources(path)
        before = f"{shown_name(path)}/" if is_one_of_several else ""
        found.extend(Found(path / source.name, before + printable(source.name)) for source in sources)
        refused.extend(
            Row(Found(path / name, before + printable(name)), problem=reason) for name, reason in left_out.items()
        )
    return found, refused


def identify_file(file: Found, verification) -> Row:
    """The ``Row`` of one file; the question is logged as every other."""
    try:
        return row_of(file, verification.identify(take_from_file(file.path)))
    except UserError as error:
        return Row(file, problem=error.notice.title)


def row_of(file: Found, answer) -> Row:
    return Row(file, answer.candidates[0], answer.decision, answer.margin)


def write_rows(path, rows):
    """The table as CSV, the columns being ``HEADER``."""
    write_csv(path, HEADER, map(_cells, rows))


def _cells(row):
    if row.decision is None:
        return row.file.name, None, None, None, None, "not usable", row.problem
    name, decision = row.best.speaker.name, row.decision
    margin = None if row.margin is None else round(row.margin, 3)
    figures = round(decision.llr, 3), round(decision.score, 3), margin
    return row.file.name, name, *figures, verdict_word(decision), decision.reason


def verdict_word(decision):
    """For a table: whether the recording supports the best candidate, or it is somebody unknown."""
    return "unknown" if decision.verdict is Verdict.DOES_NOT_SUPPORT else decision.verdict.value
