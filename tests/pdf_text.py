"""What a PDF of ours says, read without the library that wrote it: pages, text by its fonts' own tables, pictures."""

import re
import unicodedata
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)\sendobj", re.S)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.S)
_REFERENCE = rb"/%s (\d+) 0 R"


def compact(text):
    return "".join(unicodedata.normalize("NFKC", text).split())


class Pdf:
    def __init__(self, path):
        self._bytes = path.read_bytes()
        self._objects = {int(number): body for number, body in _OBJECT.findall(self._bytes)}
        self._fonts = {number: self._table(body) for number, body in self._objects.items() if b"/ToUnicode" in body}
        self._pages = [body for body in self._objects.values() if re.search(rb"/Type\s*/Page\b(?!s)", body)]

    @property
    def is_whole(self):
        return self._bytes.startswith(b"%PDF-") and self._bytes.rstrip().endswith(b"%%EOF")

    @property
    def sizes_mm(self):
        """(width, height) of each page."""
        boxes = [re.search(rb"/MediaBox \[\s*(.*?)\s*\]", body).group(1).split() for body in self._pages]
        return [tuple(round(float(side) / 72 * 25.4) for side in box[2:]) for box in boxes]

    @property
    def n_pictures(self):
        return sum(b"/Subtype /Image" in body and b"/SMask" not in body for body in self._objects.values())

    def pages(self):
        """The text of each page without spaces, ligatures undone: where a line breaks is the layout's affair."""
        return [self._text(body) for body in self._pages]

    def _text(self, page):
        fonts = {b"F" + name: int(number) for name, number in self._font_names(page)}
        contents = self._stream(int(re.search(_REFERENCE % b"Contents", page).group(1)))
        said, table = [], {}
        for font, glyphs in re.findall(rb"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>", contents):
            if font:
                table = self._fonts[fonts[font]]
            else:
                said += [table.get(int(glyphs[i : i + 4], 16), "?") for i in range(0, len(glyphs), 4)]
        return compact("".join(said))

    def _font_names(self, page):
        resources = re.search(_REFERENCE % b"Resources", page)
        body = self._objects[int(resources.group(1))] if resources else page
        return re.findall(rb"/F(\d+) (\d+) 0 R", body)

    def _table(self, font):
        """Glyph -> what it says."""
        cmap = self._stream(int(re.search(_REFERENCE % b"ToUnicode", font).group(1)))
        table = {}
        for first, last, said in re.findall(rb"<([0-9a-fA-F]+)> <([0-9a-fA-F]+)> <([0-9a-fA-F]+)>", cmap):
            for offset in range(int(last, 16) - int(first, 16) + 1):
                table[int(first, 16) + offset] = chr(int(said, 16) + offset)
        for first, _, listed in re.findall(rb"<([0-9a-fA-F]+)> <([0-9a-fA-F]+)> \[(.*?)\]", cmap, re.S):
            for offset, said in enumerate(re.findall(rb"<([0-9a-fA-F]+)>", listed)):
                table[int(first, 16) + offset] = bytes.fromhex(said.decode()).decode("utf-16-be")
        return table

    def _stream(self, number):
        body = self._objects[number]
        found = _STREAM.search(body).group(1)
        # Whose last byte may have been taken for a line end: its checksum is not asked for.
        return zlib.decompressobj().decompress(found) if b"/FlateDecode" in body else found
