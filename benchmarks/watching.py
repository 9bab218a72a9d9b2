"""Programs seen from outside: the pixels of their screen as they change, and what the system says of their processes.

(Linux, where /proc is.)
"""

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from tests.screen import Screen

_HEADER_WORDS = 25  # of an X window dump: 32 bits each, in network order
_SIZE, _WIDTH, _HEIGHT, _LINE_BYTES, _N_COLOURS = 0, 4, 5, 12, 19
_COLOUR_BYTES = 12


@contextmanager
def watched_screen(width, height):
    """``(screen, pixels)``: the pixels (height, width) uint32 are the screen's own memory, not a picture of it."""
    with tempfile.TemporaryDirectory() as folder, Screen(width, height, memory=folder) as screen:
        yield screen, _pixels(next(Path(folder).iterdir()))


def _pixels(path):
    header = np.fromfile(path, ">u4", _HEADER_WORDS).astype(int)
    offset = header[_SIZE] + header[_N_COLOURS] * _COLOUR_BYTES
    line = header[_LINE_BYTES] // 4
    pixels = np.memmap(path, np.uint32, "r", offset=offset, shape=(header[_HEIGHT], line))
    return pixels[:, : header[_WIDTH]]


def cpu_s(pid):
    """Processor time so far of the process, all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def family(pid):
    """The process and all that it started."""
    children = " ".join(path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")).split()
    return [pid, *(member for child in children for member in family(int(child)))]


def memory_mb(pid):
    """(resident, proportional): pages that several processes share count whole, or each its part."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    kilobytes = {name.rstrip(":"): int(value) for name, value, *_ in map(str.split, lines)}
    return kilobytes["Rss"] / 1024, kilobytes["Pss"] / 1024
