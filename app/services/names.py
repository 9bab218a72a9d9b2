"""What may be a speaker's name, notes and tags."""

import re
import unicodedata

from app.errors import UserError
from app.said import said

MAX_LENGTH = 100
MAX_NOTES_LENGTH = 10_000
MAX_TAG_LENGTH, MAX_TAGS = 40, 20


def normalize_name(name: str) -> str:
    """Trimmed, single-spaced and composed (NFC): the same name is the same text.  ``UserError`` when it is none."""
    name = unicodedata.normalize("NFC", re.sub(" +", " ", name.strip()))
    if not name:
        raise UserError("The name is empty.", "Type the speaker's name.")
    if len(name) > MAX_LENGTH:
        raise UserError(
            said("The name has {n} characters.", n=len(name)), said("Shorten it to {most} at most.", most=MAX_LENGTH)
        )
    if _has_controls(name):
        raise UserError("The name has characters that cannot be shown.", "Type it again without line breaks or tabs.")
    return name


def normalize_notes(notes: str) -> str:
    """Without blanks at its ends, and lines ended one way.  ``UserError`` when it is too long, or no text."""
    notes = unicodedata.normalize("NFC", re.sub("\r\n?|[\u2028\u2029]", "\n", notes)).strip()
    if len(notes) > MAX_NOTES_LENGTH:
        raise UserError(
            said("The notes have {n:,} characters.", n=len(notes)),
            said("Shorten them to {most:,} at most.", most=MAX_NOTES_LENGTH),
        )
    if _has_controls(re.sub("[\n\t]", "", notes)):
        raise UserError("The notes have characters that cannot be shown.", "Type them again.")
    return notes


def normalize_tags(tags) -> tuple[str, ...]:
    """Each once, whatever its case; empty ones are left out.  ``UserError`` for what cannot be a tag."""
    kept = {}
    for tag in filter(None, map(_trimmed_tag, tags)):
        if "," in tag or len(tag) > MAX_TAG_LENGTH or _has_controls(tag):
            shown = tag if len(tag) <= MAX_TAG_LENGTH else f"{tag[:MAX_TAG_LENGTH]}…"
            raise UserError(
                said("“{shown}” cannot be a tag.", shown=shown),
                said("Use up to {most} characters, and no comma.", most=MAX_TAG_LENGTH),
            )
        kept.setdefault(tag.casefold(), tag)
    if len(kept) > MAX_TAGS:
        raise UserError(
            said("These are {n} tags.", n=len(kept)), said("Keep the {most} that matter most.", most=MAX_TAGS)
        )
    return tuple(kept.values())


def _trimmed_tag(tag):
    return unicodedata.normalize("NFC", " ".join(tag.split()).lstrip("# "))


def _has_controls(text):
    return any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in text)
