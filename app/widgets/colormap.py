"""From decibels to colour: a range and a map, as a 256-entry table."""

from dataclasses import dataclass

import numpy as np
from PyQt5.QtGui import QColor, QImage, qRgb

FLOOR_DB, TOP_DB = -100.0, -20.0  # dB re full scale; the usual range, so that two recordings can be compared by eye

# Each map at every 16th of its 256 entries; in between the eye sees no difference to a straight line.
_STOPS = {
    "magma": """000004 0a0822 1d1147 36106b 51127c 6a1c81 832681 9c2e7f b73779
                cf4070 e55064 f4695c fb8761 fea571 fec287 fde0a1 fcfdbf""",
    "viridis": """440154 48186a 472d7b 424086 3b528b 33638d 2c728e 26828e 21918c
                  1f9f88 27ad81 3dbc74 5cc863 81d34d aadc32 d5e21a fde725""",
    "grey": "000000 ffffff",
}


def to_index(decibels, range_db=(FLOOR_DB, TOP_DB)):
    """dB -> table index 0 to 255 (uint8), same shape."""
    low_db, high_db = range_db
    scaled = (np.asarray(decibels) - low_db) * (255.0 / (high_db - low_db))
    return np.clip(scaled, 0, 255).astype(np.uint8)


def _table(stops):
    channels = np.array([[int(stop[i : i + 2], 16) for i in (0, 2, 4)] for stop in stops.split()], dtype=float)
    where = np.linspace(0, 255, len(channels))
    entries = [np.interp(np.arange(256), where, channel) for channel in channels.T]
    return [qRgb(*(round(value) for value in entry)) for entry in zip(*entries, strict=True)]


TABLES = {name: _table(stops) for name, stops in _STOPS.items()}
TABLE = TABLES["magma"]


@dataclass(frozen=True)
class Colouring:
    """Which levels get which colours."""

    range_db: tuple[float, float] = (FLOOR_DB, TOP_DB)
    name: str = "magma"

    @property
    def background(self):
        return QColor(TABLES[self.name][0])

    def image(self, decibels):
        """An indexed image of (n_rows, n_columns) in dB; row 0 is drawn at the top."""
        return image(to_index(decibels, self.range_db), TABLES[self.name])


def image(indices, table=TABLE):
    """An indexed image of (n_rows, n_columns) uint8 table indices; row 0 is drawn at the top."""
    n_rows, n_columns = indices.shape
    stride = -(-n_columns // 4) * 4  # Qt wants every line to begin on 4 bytes
    padded = np.zeros((n_rows, stride), dtype=np.uint8)
    padded[:, :n_columns] = indices
    result = QImage(padded.tobytes(), n_columns, n_rows, stride, QImage.Format_Indexed8)
    result.setColorTable(table)
    return result.copy()  # the copy owns its bytes
