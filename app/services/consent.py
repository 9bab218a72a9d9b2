"""Consent records: to what, asked by whom, until when."""

import getpass
from datetime import UTC, date, datetime

from app.consent_terms import TEXT, TEXT_VERSION
from app.domain import Consent
from app.errors import UserError
from app.said import marked, said

_MAX_LENGTH = 200


def new_consent(purpose: str, operator: str | None = None, expires_on: date | None = None) -> Consent:
    """To the current terms; ``operator`` is who asked, without one the name they are logged in with."""
    purpose = _word(purpose, marked("The purpose of the consent is empty, too long or cannot be shown."))
    operator = operator or login_name()
    operator = _word(operator, marked("The operator of the consent is empty, too long or cannot be shown."))
    if expires_on and expires_on < today():
        raise UserError(
            said("The consent would have ended already, on {expires_on}.", expires_on=expires_on),
            "Give a day that is still to come.",
        )
    text = TEXT.format(purpose=purpose)
    return Consent(purpose, text, TEXT_VERSION, operator, expires_on and expires_on.isoformat())


def today() -> date:
    """In UTC, as all times of the gallery are."""
    return datetime.now(UTC).date()


def ended(gallery) -> dict[int, Consent]:
    """The consents that hold no longer, by speaker id: nothing is compared with their voices."""
    return gallery.ended_consents(today())


def login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a system that does not know its user
        return "unknown"


def _word(text, title):
    text = " ".join(text.split())
    if not text or len(text) > _MAX_LENGTH or not text.isprintable():
        raise UserError(title, "Give a few words in one line.")
    return text
