"""Names, cells and settings that nobody would type, and what must hold of whatever becomes of them."""

import csv
import json
import unicodedata

from app.errors import UserError
from app.services.exporting import write_csv
from app.services.names import MAX_LENGTH, normalize_name, normalize_tags
from app.services.operating_point import remembered_point
from app.settings import remembered, settings_path

ODD_NAMES = (
    "../../x", "..\\..\\x", "/etc/passwd", "CON", "nul.wav", "COM1", "name.", "name...", " name ", "-rf", "--out",
    "~", "$(reboot)", "`reboot`", "a;b|c&d", "%00", "%2e%2e%2f", "a\0b", "a\nb", "a\r\nb", "\x1b[31mred\x1b[0m",
    "\x07", "Ada\u202egpj.wav", "\u2066Ada\u2069", "A\u200bd\u200da", "\ufeffAda", "\u00adAda", "\udce9", "\ud800",
    "\U000e0041", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", " =1", "\u200b=1", "\u3000=1", '"=1"',
    "=cmd|'/c calc'!A0", "李雷", "\u0928\u092e\u0938\u094d\u0924\u0947", "\u0645\u06cc\u200c\u062e\u0648\u0627",
    "\U0001f469\u200d\U0001f467", "e\u0301" * 40, "x" * 100, "x" * 101, "é" * 100, "\u0301" * 50, "", " ", "\u2800",
    "\u3164", "Robert'); DROP TABLE speakers;--", "<b>bold</b>", "{name}", "%s", "%n", "'", '"', "\\", "\\\\?\\C:\\x",
    "::$DATA",
)  # fmt: skip
_RANGES = ((0, 0x20), (0x20, 0x7F), (0x80, 0x250), (0x300, 0x370), (0x590, 0x700), (0x2000, 0x2070), (0x4E00, 0x4F00),
           (0xD800, 0xE000), (0xFE00, 0xFF00), (0x1F300, 0x1F700), (0xE0000, 0xE0080))  # fmt: skip
_GOOD = {"operating_point": {"prior": 0.01, "cost_miss": 10.0, "cost_false_accept": 1.0, "llr": None}, "theme": "dark"}
_VALUES = (None, True, -1, 10**400, 1e308, float("nan"), float("inf"), "", "x", [], {}, [[]], {"llr": {}}, "\ud800")
_FORMULA = "=+-@＝＋－＠\t\r\n"


def odd_text(rng):
    if rng.random() < 0.4:
        return ODD_NAMES[rng.integers(len(ODD_NAMES))]
    ranges = [_RANGES[index] for index in rng.integers(len(_RANGES), size=rng.integers(1, 110))]
    return "".join(chr(rng.integers(*each)) for each in ranges)


def try_name(rng):
    """Either refused in a sentence, or a name that is what it looks like."""
    text = odd_text(rng)
    try:
        name = normalize_name(text)
        normalize_tags([text])
    except UserError:
        return
    kinds = {unicodedata.category(letter) for letter in name}
    assert 0 < len(name) <= MAX_LENGTH and not kinds & {"Cc", "Cs", "Zl", "Zp"}, repr(text)
    assert not {unicodedata.bidirectional(letter) for letter in name} & {
        "LRE",
        "RLE",
        "LRO",
        "RLO",
        "LRI",
        "RLI",
        "FSI",
    }
    assert normalize_name(name) == name, repr(text)


def try_table(rng, folder):
    """What a spreadsheet reads of it has the cells that were written, and no formula."""
    rows = [[odd_text(rng) for _ in range(3)] for _ in range(5)]
    write_csv(folder / "table.csv", ["a", "b", "c"], rows)
    with open(folder / "table.csv", newline="", encoding="utf-8-sig") as file:
        _, *found = csv.reader(file)
    assert [len(row) for row in found] == [3] * 5, rows
    for cell in (cell for row in found for cell in row):
        shown = "".join(letter for letter in cell if letter.isprintable()).strip()
        assert not (cell[:1] in tuple(_FORMULA) or shown[:1] in tuple(_FORMULA)), repr(cell)


def try_settings(rng, folder):
    """Either used, or refused in a sentence that names the file."""
    settings_path(folder).write_bytes(_odd_settings(rng))
    try:
        remembered(folder)
        remembered_point(folder)
    except UserError as error:
        assert str(settings_path(folder)) in str(error)


def _odd_settings(rng):
    if rng.random() < 0.1:
        return (b"[" * 200_000, b"{" * 5, b" " * 2_000_000, b"", rng.bytes(200))[rng.integers(5)]
    value = _VALUES[rng.integers(len(_VALUES))]
    good = json.loads(json.dumps(_GOOD))
    place = rng.integers(4)
    if place == 0:
        good["operating_point"] = value
    elif place == 1:
        good["operating_point"][("prior", "cost_miss", "llr", "odd")[rng.integers(4)]] = value
    content = bytearray(json.dumps(good).encode())
    if place == 2:
        content[rng.integers(len(content))] = rng.integers(256)
    elif place == 3:
        del content[rng.integers(len(content)) :]
    return bytes(content)
