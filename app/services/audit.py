"""The audit log read: whether it is whole, and its lines as files.

What its chain shows: each line is sealed with the one before it, so a line that was edited, removed or put elsewhere
no longer fits.  What it cannot show by itself: whoever can write in the gallery's file can seal all of it anew, or cut
lines off its end and correct the head.  So note the head down somewhere else, and give it to ``check`` later.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError
from app.said import said
from app.services.exporting import write_csv, written_file

SUFFIXES = (".csv", ".json")
COLUMNS = ("line", "time_utc", "event", "speaker", "name", "model", "facts", "hash")
EVENTS = (
    "enroll", "add-takes", "consent", "verify", "identify", "timeline", "rename", "describe", "merge", "split", "move",
    "remove-takes", "delete", "undo", "templates", "remove-templates", "model", "calibrate", "threshold", "passphrase",
    "export", "restore", "clock",
)  # fmt: skip
_BEGINNING = "0" * 64
_N_TOLD = 20  # of the problems: after so many, there is no more to learn


@dataclass(frozen=True)
class AuditCheck:
    """``head`` is the last line's number and hash, to be noted down; ``problems`` are sentences, none where the log is
    whole, and ``remarks`` what is odd but nobody's fault for sure."""

    n_lines: int
    head: str
    problems: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    @property
    def is_whole(self):
        return not self.problems


def check(log, noted: str | None = None) -> AuditCheck:
    """Go through an ``AuditLog`` line by line; ``noted`` is the head of an earlier check, which must be there yet."""
    noted_n, noted_hash = _noted(noted) if noted else (None, None)
    told = log.told()
    head = next(told)
    problems, remarks = [], []
    last, previous = 0, _BEGINNING
    found = _BEGINNING if noted_n == 0 else None
    for line in told:
        problems += _problems_of(line, last, previous)
        if line.event == "clock":
            remarks.append(said("Before line {n}, the clock was set back.", n=line.n))
        if line.n == noted_n:
            found = line.hash
        last, previous = line.n, line.hash
    problems += _problems_of_end(head, last, previous)
    if noted and not (found or "").startswith(noted_hash):
        problems.append(
            said("Line {n} is not the one that was noted down: the log was made anew, or cut off.", n=noted_n)
        )
    return AuditCheck(last, f"{last}:{previous}", _few(problems), tuple(remarks))


def facts_of(line) -> dict:
    """What a line tells besides; of one that somebody made unreadable, its text."""
    try:
        found = json.loads(line.facts)
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {"unreadable": line.facts}


def export(lines, path):
    """Write lines as what the file's name ends in; JSON has all that their hashes are made of."""
    suffix = Path(path).suffix.lower()
    if suffix not in SUFFIXES:
        title = said("“{name}” is neither a .csv nor a .json file.", name=Path(path).name)
        raise UserError(title, "Give it one of these endings.")
    if suffix == ".csv":
        write_csv(path, COLUMNS, (line_facts(line).values() for line in lines))
        return
    with written_file(path), open(path, "w", encoding="utf-8") as file:
        json.dump([line_facts(line) for line in lines], file, ensure_ascii=False, indent=1)


def line_facts(line) -> dict:
    """A line by the names of ``COLUMNS``."""
    values = (line.n, line.at, line.event, line.speaker, line.name, line.model, line.facts, line.hash)
    return dict(zip(COLUMNS, values, strict=True))


def _problems_of(line, last, previous):
    if line.n != last + 1:
        yield _out_of_order(line.n, last)
    elif line.sealed_after(previous) != line.hash:
        yield said("Line {n} was changed, or is not in its place.", n=line.n)


def _out_of_order(n, last):
    if n <= last:
        return said("Line {n} is no line of the log.", n=n)
    if n == last + 2:
        return said("Line {n} is missing.", n=last + 1)
    return said("Lines {first} to {last} are missing.", first=last + 1, last=n - 1)


def _problems_of_end(head, last, previous):
    if not head.is_guarded:
        yield said("What keeps the log from being changed was taken out of the gallery.")
    if head.n > last:
        yield said("Lines after line {last} are cut off: there were {n}.", last=last, n=head.n)
    elif (head.n, head.hash) != (last, previous):
        yield said("The end of the log is not the one that the gallery remembers, line {n}.", n=head.n)


def _few(problems):
    n_more = len(problems) - _N_TOLD
    return (*problems[:_N_TOLD], *([said("And {n:,} more of this kind.", n=n_more)] if n_more > 0 else []))


def _noted(text):
    found = re.fullmatch(r"(\d+):([0-9a-f]{16,64})", text.strip().lower())
    if not found:
        title = said("“{text}” is no head of an audit log.", text=text)
        raise UserError(title, "Give it as “audit verify” printed it: 12:3fa9…")
    return int(found[1]), found[2]
