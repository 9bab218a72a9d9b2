"""Sentences that remember their template and values, so that the window can say them in another language.

To everything else they are plain English text: the command line, tables and the gallery take them as they are.
"""

import re
from string import Formatter


class Said(str):
    """Made by ``said``: a text, and in ``template`` and ``values`` what it was made of."""

    template: str
    values: dict


def said(template, /, **values) -> Said:
    """``template`` with its ``{names}`` filled in, if there are values; one may be such a sentence itself."""
    text = Said(template.format(**values) if values else template)
    text.template, text.values = template, values
    return text


def as_said(text) -> Said:
    """A text without values as such a sentence; one that is a sentence already stays what it is."""
    return text if isinstance(text, Said) else said(text)


def marked(text):
    """``text`` as it is; the mark tells `scripts/translations.py` that it is translated where it is shown."""
    return text


def joined(sentences):
    """Sentences one after the other, as the language joins them; an empty text of none."""
    whole = ""
    for sentence in map(as_said, sentences):
        whole = said("{before} {sentence}", before=whole, sentence=sentence) if whole else sentence
    return whole


def recalled(text, templates):
    """The sentence that a stored ``text`` was, if it was made of one of ``templates``; else the text as it is."""
    for template in templates:
        found = re.fullmatch(_expression(template), text)
        if found:
            sentence = Said(text)
            sentence.template = template
            sentence.values = {
                name: recalled(_Formatted(value), templates) for name, value in found.groupdict().items()
            }
            return sentence
    return text


class _Formatted(str):
    """A value that was written out already: it stays so in any format."""

    def __format__(self, spec):
        return str(self)


def _expression(template):
    parts = ((re.escape(words), name) for words, name, _, _ in Formatter().parse(template))
    return "".join(words + (f"(?P<{name}>.+?)" if name else "") for words, name in parts)
