"""The rows of speakers, for whoever has a connection: read, added, renamed.  Their takes and trials are elsewhere."""

import secrets
import unicodedata
from datetime import UTC, datetime

from app.domain import Speaker
from app.errors import SpeakerExists, SpeakerGone
from app.store.database import IntegrityError

_TAG_SEPARATOR = ", "
_SPEAKERS = """
    select id, name, created_at, (select count(*) from recordings where speaker_id = speakers.id),
           (select coalesce(sum(speech_s), 0.0) from recordings where speaker_id = speakers.id), notes, tags, {use}
    from speakers where {where} order by name_key
"""
_LAST_USED = "(select max(created_at) from trials where speaker_id = speakers.id)"


def now():
    return datetime.now(UTC).isoformat(timespec="seconds")


def read(db, where="true", values=(), *, with_use=True) -> list[Speaker]:
    """By name; ``with_use``: with when they were last used, which every question changes."""
    statement = _SPEAKERS.format(where=where, use=_LAST_USED if with_use else "null")
    return [_speaker(*row) for row in db.execute(statement, values)]


def find(db, speaker_id) -> Speaker:
    for speaker in read(db, "id = ?", [speaker_id]):
        return speaker
    raise SpeakerGone


def find_named(db, name) -> Speaker | None:
    return next(iter(read(db, "name_key = ?", [_name_key(name)])), None)


def add(db, name) -> int:
    """The new speaker's id.  ``SpeakerExists`` when the name is taken, in any case."""
    row = {"name": name, "name_key": _name_key(name), "created_at": now(), "log_id": secrets.token_hex(8)}
    try:
        return db["speakers"].insert(row).last_pk
    except IntegrityError as error:
        raise SpeakerExists(name) from error


def log_id(db, speaker_id) -> str | None:
    """Under which the audit log speaks of them; None of one who is gone."""
    for row in db["speakers"].rows_where("id = ?", [speaker_id], select="log_id"):
        return row["log_id"]
    return None


def rename(db, speaker_id, name):
    try:
        db["speakers"].update(speaker_id, {"name": name, "name_key": _name_key(name)})
    except IntegrityError as error:
        raise SpeakerExists(name) from error


def describe(db, speaker_id, notes, tags):
    db["speakers"].update(speaker_id, {"notes": notes, "tags": _TAG_SEPARATOR.join(tags)})


def _name_key(name):
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _speaker(speaker_id, name, created_at, n_takes, speech_s, notes, tags, last_used_at):
    tags = tuple(tags.split(_TAG_SEPARATOR)) if tags else ()
    return Speaker(speaker_id, name, created_at, n_takes, speech_s, notes, tags, last_used_at)
