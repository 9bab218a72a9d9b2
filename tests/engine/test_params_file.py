"""MXNet's parameter files: read as MXNet reads them, and what is wrong with one told in a sentence."""

import struct

import numpy as np
import pytest

from gluonar_engine.backend import mx
from gluonar_engine.models.paramsfile import read_params

LIST = struct.pack("<QQ", 0x112, 0)
ONE_ARRAY = LIST + struct.pack("<Q", 1)


def header(*, magic=0xF993FAC9, storage=0, shape=(2,), kind=0):
    form = f"<Iii{len(shape)}qiii"
    return ONE_ARRAY + struct.pack(form, magic, storage, len(shape), *shape, 1, 0, kind)


@pytest.mark.parametrize("dtype", ["float32", "float64", "float16", "uint8", "int32", "int8", "int64"])
def test_values_are_those_that_mxnet_saved(tmp_path, rng, dtype):
    values = {"arg:a": rng.normal(0, 50, (2, 3, 4)).clip(0).astype(dtype), "aux:b": np.ones(1, dtype)}
    saved = {name: mx.nd.array(value, dtype=dtype) for name, value in values.items()}
    mx.nd.save(str(tmp_path / "some.params"), saved)
    found = read_params(tmp_path / "some.params")
    assert found.keys() == values.keys()
    for name, value in values.items():
        assert found[name].dtype == value.dtype
        np.testing.assert_array_equal(found[name], value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "16 bytes are announced where 0 are left"),
        (b"PK\x03\x04" + bytes(30), "it does not begin like one"),
        (LIST + struct.pack("<Q", 1 << 60), "bytes are announced where 0 are left"),
        (header(storage=1), "sparse"),
        (header(magic=0xF993FAC8), "before 1.0"),
        (header(shape=()), "empty"),
        (header(shape=(1 << 40, 1 << 40)), "bytes are announced where 0 are left"),
        (header(shape=(-1, 4)), r"the shape \(-1, 4\)"),
        (header(kind=12), "has the type 12"),
        (header() + bytes(8) + struct.pack("<Q", 0), "1 arrays, 0 names"),
        (header() + bytes(8) + struct.pack("<QQ", 1, 2) + b"\xff\xff", "not text"),
        (header() + bytes(8) + struct.pack("<QQ", 1, 1) + b"aXYZ", "3 bytes too many"),
    ],
)
def test_unsound_file_is_refused(tmp_path, content, message):
    (tmp_path / "odd.params").write_bytes(content)
    with pytest.raises(ValueError, match=f"odd.params is no sound MXNet parameter file: .*{message}"):
        read_params(tmp_path / "odd.params")


def test_file_that_is_cut_short_is_refused_wherever_it_ends(tmp_path):
    mx.nd.save(str(tmp_path / "whole.params"), {"arg:a": mx.nd.ones((2, 3)), "aux:b": mx.nd.ones(4)})
    content = (tmp_path / "whole.params").read_bytes()
    for length in range(len(content)):
        (tmp_path / "short.params").write_bytes(content[:length])
        with pytest.raises(ValueError, match="no sound MXNet parameter file"):
            read_params(tmp_path / "short.params")
