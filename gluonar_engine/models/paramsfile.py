"""MXNet's ``.params`` files read without MXNet, each size checked before it is believed; NumPy only.

MXNet's own reader trusts the file: a wrong size in it ends the process or takes all memory.
"""

import struct
from math import prod

import numpy as np

from gluonar_engine.files import content_of

_LIST_MAGIC = 0x112
_ARRAY_MAGICS = (0xF993FAC9, 0xF993FACA)  # since MXNet 1.0; the second where NumPy's shapes are on
_DENSE = 0
_MAX_RANK = 32
_MAX_BYTES = 1 << 30
_DTYPES = {0: "<f4", 1: "<f8", 2: "<f2", 3: "u1", 4: "<i4", 5: "i1", 6: "<i8"}  # mshadow's numbers


def read_params(source):
    """What a ``.params`` file holds.

    Parameters
    ----------
    source : path or open binary file

    Returns
    -------
    dict of str to array
        By name, as it stands in the file ("arg:conv0_weight").

    Raises
    ------
    OSError
        When the file cannot be read.
    ValueError
        When it is no such file, is cut short, or has sparse or nameless arrays.
    """
    reader = _Reader(content_of(source, _MAX_BYTES), source)
    if reader.take("QQ") != (_LIST_MAGIC, 0):
        raise reader.refusal("it does not begin like one")
    arrays = [_read_array(reader) for _ in range(*reader.take("Q"))]
    names = [_read_name(reader) for _ in range(*reader.take("Q"))]
    if reader.n_left or len(names) != len(arrays) or len(set(names)) != len(names):
        raise reader.refusal(f"{len(arrays)} arrays, {len(set(names))} names and {reader.n_left} bytes too many")
    return dict(zip(names, arrays, strict=True))


class _Reader:
    """Goes through bytes from front to back, and never past the end."""

    def __init__(self, content, path):
        self._content, self._path, self._position = content, path, 0

    @property
    def n_left(self):
        return len(self._content) - self._position

    def take(self, form):
        """The next numbers, in ``struct``'s letters."""
        form = f"<{form}"
        return struct.unpack(form, self.take_bytes(struct.calcsize(form)))

    def take_bytes(self, n_bytes):
        if n_bytes > self.n_left:
            raise self.refusal(f"{n_bytes:,} bytes are announced where {self.n_left:,} are left")
        start, self._position = self._position, self._position + n_bytes
        return self._content[start : self._position]

    def refusal(self, reason):
        return ValueError(f"{self._path} is no sound MXNet parameter file: {reason}")


def _read_array(reader):
    magic, storage, rank = reader.take("Iii")
    if magic not in _ARRAY_MAGICS or storage != _DENSE or not 0 < rank <= _MAX_RANK:
        raise reader.refusal("an array in it is sparse, empty, or of an MXNet before 1.0")
    shape = reader.take(f"{rank}q")
    _, _, kind = reader.take("iii")  # before it the device, which is not ours
    if kind not in _DTYPES or min(shape) < 0:
        raise reader.refusal(f"an array in it has the type {kind} and the shape {shape}")
    dtype = np.dtype(_DTYPES[kind])
    return np.frombuffer(reader.take_bytes(dtype.itemsize * prod(shape)), dtype).reshape(shape)


def _read_name(reader):
    content = reader.take_bytes(*reader.take("Q"))
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise reader.refusal("a name in it is not text") from error
