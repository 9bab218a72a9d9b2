"""From decibels to colour: one fixed range and the magma map, as a 256-entry table."""

import numpy as np
from PyQt5.QtGui import QColor, QImage, qRgb

FLOOR_DB, TOP_DB = -100.0, -20.0  # dB re full scale; fixed, so that two recordings can be compared by eye

# Magma at every 16th of its 256 entries; in between the eye sees no difference to a straight line.
_STOPS = """
    000004 0a0822 1d1147 36106b 51127c 6a1c81 832681 9c2e7f b73779
    cf4070 e55064 f4695c fb8761 fea571 fec287 fde0a1 fcfdbf
""".split()  # noqa: SIM905


def to_index(decibels):
    """dB re full scale -> table index 0 to 255 (uint8), same shape."""
    scaled = (np.asarray(decibels) - FLOOR_DB) * (255.0 / (TOP_DB - FLOOR_DB))
    return np.clip(scaled, 0, 255).astype(np.uint8)


def _table():
    stops = np.array([[int(stop[i : i + 2], 16) for i in (0, 2, 4)] for stop in _STOPS], dtype=float)
    where = np.linspace(0, 255, len(stops))
    channels = [np.interp(np.arange(256), where, stops[:, i]) for i in range(3)]
    return [qRgb(*(round(value) for value in entry)) for entry in zip(*channels, strict=True)]


TABLE = _table()
BACKGROUND = QColor(TABLE[0])


def image(indices):
    """An indexed image of (n_rows, n_columns) uint8 table indices; row 0 is drawn at the top."""
    n_rows, n_columns = indices.shape
    stride = -(-n_columns // 4) * 4  # Qt wants every line to begin on 4 bytes
    padded = np.zeros((n_rows, stride), dtype=np.uint8)
    padded[:, :n_columns] = indices
    result = QImage(padded.tobytes(), n_columns, n_rows, stride, QImage.Format_Indexed8)
    result.setColorTable(TABLE)
    return result.copy()  # the copy owns its bytes
