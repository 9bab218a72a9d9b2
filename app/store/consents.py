"""The consent records of the gallery: functions on an open database, called inside its transactions."""

from app.domain import Consent

_FIELDS = ("purpose", "text", "text_version", "operator", "expires_on", "given_at")
_LATEST = "select * from consents where id in (select max(id) from consents group by speaker_id)"


def insert(db, speaker_id, consent, given_at):
    """Nothing where ``consent`` is None."""
    if consent is not None:
        row = {field: getattr(consent, field) for field in _FIELDS}
        db["consents"].insert({**row, "speaker_id": speaker_id, "given_at": given_at})


def latest(db):
    return {row["speaker_id"]: Consent(**{field: row[field] for field in _FIELDS}) for row in db.query(_LATEST)}


def last_operator(db):
    for row in db["consents"].rows_where(select="operator", order_by="id desc", limit=1):
        return row["operator"]
    return None
