"""What may be a speaker's name, notes and tags."""

import re
import unicodedata

from app.errors import UserError
from app.said import said

MAX_LENGTH = 100
MAX_NOTES_LENGTH = 10_000
MAX_TAG_LENGTH, MAX_TAGS = 40, 20


# What takes no room, or turns the reading direction: two names that look alike would be two speakers.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_JOINERS = re.compile(
    "(?<![^\x00-\x7f])[\u200c\u200d\ufe00-\ufe0f]"
)  # Persian, Hindi and emoji need them, English not


def normalize_name(name: str) -> str:
    """Trimmed, single-spaced, composed (NFC), and without what cannot be seen: the same name is the same text.

    ``UserError`` when it is none.
    """
    name = unicodedata.normalize("NFC", re.sub(" +", " ", _seen(name)).strip())
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
    return unicodedata.normalize("NFC", " ".join(_seen(tag).split()).lstrip("# "))


def _seen(text):
    """With one kind of blank, and without what takes no room."""
    text = "".join(" " if unicodedata.category(letter) == "Zs" else letter for letter in text)
    return _JOINERS.sub("", _INVISIBLE.sub("", text))


def _has_controls(text):
    return any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in text)
