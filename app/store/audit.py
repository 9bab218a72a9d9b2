"""The audit log: a line for whatever was done with voices, each sealed with the hash of the line before it.

A line is written in the transaction of what it tells, so neither exists without the other.  It has no name, no voice
and no score: a speaker stands in it under a random id, which leads to their name only while they are enrolled.
"""

import hashlib
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from app.errors import UserError
from app.store import speakers

CLOCK_TOLERANCE_S = 60.0  # clocks are put right all the time, by less than this
_SEALED = ("n", "at", "event", "speaker", "model", "facts")
_GUARDS = {"audit_grows_at_its_end", "audit_is_not_edited", "audit_is_not_shortened"}
_LINES = """
    select audit.*, name from audit left join speakers on log_id = speaker
    where event = coalesce(:event, event) and (:log_id is null or speaker = :log_id)
    order by n {order} limit :limit
"""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class AuditLine:
    """``name`` is the speaker's now, None for one who is gone; ``facts`` is the text of a JSON object."""

    n: int
    at: str  # ISO 8601, UTC
    event: str
    speaker: str | None
    model: str | None
    facts: str
    hash: str
    name: str | None

    def sealed_after(self, previous: str) -> str:
        """The hash that belongs to this line after one with the hash ``previous``."""
        return _seal(previous, {field: getattr(self, field) for field in _SEALED})


@dataclass(frozen=True)
class AuditHead:
    """What the gallery remembers of the last line: its number and hash; and whether the log is guarded."""

    n: int
    hash: str
    is_guarded: bool


class AuditLog:
    """The log of one gallery.  Any thread may use it."""

    def __init__(self, database):
        self._database = database

    def note(self, event: str, speaker_id: int | None = None, *, model_id: str | None = None, **facts) -> None:
        """Tell of something that is not kept in the gallery itself, such as an export."""
        with self._database.changing() as db:
            note(db, event, speaker_id, model_id=model_id, **facts)

    def lines(self, event=None, speaker_id=None, limit=-1) -> list[AuditLine]:
        """The latest lines of this kind and about this speaker, newest first; a ``limit`` of -1 is none."""
        with self._database.reading() as db:
            log_id = None if speaker_id is None else speakers.log_id(db, speaker_id)
            wanted = {"event": event, "log_id": log_id, "limit": limit}
            return [AuditLine(**row) for row in db.query(_LINES.format(order="desc"), wanted)]

    def told(self) -> Iterator[AuditHead | AuditLine]:
        """The head, and then every line from the first on, all of one moment."""
        with self._database.reading() as db:
            db.execute("BEGIN")
            if not {"audit", "audit_head"} <= set(db.table_names()):
                raise UserError("The audit log was taken out of the gallery.", "Put back a copy of the gallery.")
            head = _head(db)
            yield AuditHead(head["n"], head["hash"], {trigger.name for trigger in db.triggers} >= _GUARDS)
            wanted = {"event": None, "log_id": None, "limit": -1}
            yield from (AuditLine(**row) for row in db.query(_LINES.format(order="asc"), wanted))


def note(db, event, speaker_id=None, *, model_id=None, **facts) -> int:
    """Add a line inside a transaction; its number.

    Another model than before, and a clock that went back, have a line of their own.
    """
    head = _head(db)
    if behind_s := _behind_s(head["at"]):
        log.warning("The clock is %.0f s behind the last entry of the audit log: was it set back?", behind_s)
        _append(db, "clock", None, None, {"behind_s": round(behind_s)})
    if model_id not in (None, head["model"]):
        _append(db, "model", None, model_id, {"before": head["model"]})
    return _append(db, event, None if speaker_id is None else speakers.log_id(db, speaker_id), model_id, facts)


def head_words(db) -> str:
    """The last line's number and hash, as they are noted down."""
    head = _head(db)
    return f"{head['n']}:{head['hash']}"


def _append(db, event, speaker, model, facts):
    head = _head(db)
    line = {"n": head["n"] + 1, "at": speakers.now(), "event": event, "speaker": speaker, "model": model}
    line["facts"] = json.dumps(facts, sort_keys=True)
    db["audit"].insert({**line, "hash": _seal(head["hash"], line)})
    return line["n"]


def _head(db):
    for head in db.query("select * from audit_head"):
        return head
    raise UserError("The end of the audit log was taken out of the gallery.", "Put back a copy of the gallery.")


def _seal(previous, line):
    text = json.dumps([previous, *(line[field] for field in _SEALED)], separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _behind_s(latest):
    if latest is None:
        return 0.0
    behind_s = (datetime.fromisoformat(latest) - datetime.fromisoformat(speakers.now())).total_seconds()
    return behind_s if behind_s > CLOCK_TOLERANCE_S else 0.0
