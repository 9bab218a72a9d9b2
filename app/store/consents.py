"""The consent records of the gallery: functions on an open database, called inside its transactions."""

from app.domain import Consent
from app.store import audit

_FIELDS = ("purpose", "text", "text_version", "operator", "expires_on", "given_at")
_LATEST = """
    select * from (
        select *, row_number() over (partition by speaker_id order by given_at desc, id desc) as place from consents
    ) where place = 1
"""
_ENDED = """
    select * from consents as last where expires_on < ? and not exists (
        select 1 from consents as later where later.speaker_id = last.speaker_id
        and (later.given_at, later.id) > (last.given_at, last.id)
    )
"""


def insert(db, speaker_id, consent, given_at):
    """Nothing where ``consent`` is None."""
    if consent is not None:
        row = {field: getattr(consent, field) for field in _FIELDS}
        db["consents"].insert({**row, "speaker_id": speaker_id, "given_at": given_at})
        facts = {"text_version": consent.text_version, "expires_on": consent.expires_on}
        audit.note(db, "consent", speaker_id, **facts)


def take_along(db, from_id, to_id):
    """Recordings bring what was agreed to with them; a new owner who agreed to something of their own keeps to that.

    Without it, what was recorded under a consent that ends would be compared for ever under another name.
    """
    if not db["consents"].count_where("speaker_id = ?", [to_id]):
        names = ", ".join(_FIELDS)
        statement = f"insert into consents (speaker_id, {names}) select ?, {names} from consents"
        db.execute(f"{statement} where speaker_id = ? order by id", [to_id, from_id])


def latest(db):
    return {row["speaker_id"]: _consent(row) for row in db.query(_LATEST)}


def ended(db, day):
    """What was agreed to last by those with whom that has ended before this day (ISO 8601), by speaker id."""
    return {row["speaker_id"]: _consent(row) for row in db.query(_ENDED, [day])}


def _consent(row):
    return Consent(**{field: row[field] for field in _FIELDS})


def last_operator(db):
    for row in db["consents"].rows_where(select="operator", order_by="given_at desc, id desc", limit=1):
        return row["operator"]
    return None
