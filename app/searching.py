"""Finding speakers by what is written about them: without case and accents, every word somewhere."""

import unicodedata


def search_key(speaker) -> str:
    """All that a search looks at, as it looks at it."""
    return plain("\n".join((speaker.name, *speaker.tags, speaker.notes)))


def search_words(text: str) -> list[str]:
    return plain(text).split()


def is_found(key: str, words: list[str]) -> bool:
    return all(word in key for word in words)


def found(speakers, text: str) -> list:
    """Those of the speakers who are found by ``text``, in their order; all of them by an empty one."""
    words = search_words(text)
    return [speaker for speaker in speakers if is_found(search_key(speaker), words)]


def plain(text: str) -> str:
    """Without case and accents."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
