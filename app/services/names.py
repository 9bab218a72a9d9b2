"""What may be a speaker's name."""

import re
import unicodedata

from app.errors import UserError

MAX_LENGTH = 100


def normalize_name(name: str) -> str:
    """Trimmed, single-spaced and composed (NFC): the same name is the same text.  ``UserError`` when it is none."""
    name = unicodedata.normalize("NFC", re.sub(" +", " ", name.strip()))
    if not name:
        raise UserError("The name is empty.", "Type the speaker's name.")
    if len(name) > MAX_LENGTH:
        raise UserError(f"The name has {len(name)} characters.", f"Shorten it to {MAX_LENGTH} at most.")
    if any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in name):
        raise UserError("The name has characters that cannot be shown.", "Type it again without line breaks or tabs.")
    return name
