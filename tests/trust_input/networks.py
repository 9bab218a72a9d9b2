"""Network files after random damage: ONNX, parameters, symbols."""

import json
import struct
from functools import lru_cache

import numpy as np

from gluonar_engine.modelcard import read_manifest
from gluonar_engine.models.paramsfile import read_params
from gluonar_engine.runtime.importing import import_model
from tests.engine.foreign import feature_network, waveform_network


@lru_cache(maxsize=1)
def _onnx_files():
    return tuple(
        model.SerializeToString()
        for model in (
            waveform_network(8),
            waveform_network(8, n_samples=16_000),
            feature_network(8, ("feats", "embs")),
        )
    )


def try_onnx(rng, folder):
    """Refused in a sentence, or a whole model folder; True when it was imported."""
    files = _onnx_files()
    content = _damaged(rng, files[rng.integers(len(files))])
    (folder / "net.onnx").write_bytes(content)
    name = f"model-{rng.integers(1 << 62)}"
    try:
        import_model(folder / "net.onnx", folder / name)
    except ValueError as error:
        assert str(error).isprintable() and not (folder / name).exists()
        return False
    read_manifest(folder / name)
    return True


def try_params(rng, folder):
    """Refused in a sentence, or as many numbers as the file has room for; True when it was read."""
    content = _damaged(rng, _params())
    (folder / "net.params").write_bytes(content)
    try:
        found = read_params(folder / "net.params")
    except ValueError:
        return False
    assert sum(array.nbytes for array in found.values()) <= len(content)
    return True


def try_manifest(rng, folder):
    """A model folder's description after damage; never anything but a refusal or the same model."""
    good = {"model_id": "a-00000000", "architecture": "imported", "dim": 8, "sample_rate": 16_000, "calibration": None,
            "sha256": {"network.onnx": "0" * 64}, "normalization": None}  # fmt: skip
    (folder / "model.json").write_bytes(_damaged(rng, json.dumps(good).encode()))
    try:
        read_manifest(folder)
    except ValueError:
        return False
    raise AssertionError("a model without its network was accepted")


def _damaged(rng, content):
    content = bytearray(content)
    for _ in range(rng.integers(1, 4)):
        place = int(rng.integers(max(1, len(content) if rng.random() < 0.3 else min(len(content), 200))))
        kind = rng.integers(5)
        if kind == 0 and content:
            content[place % len(content)] ^= 1 << int(rng.integers(8))
        elif kind == 1:
            content[place : place + 8] = struct.pack(
                "<Q", int(rng.choice([0, 1, 0xFF, 1 << 31, 1 << 62, (1 << 63) + 1]))
            )
        elif kind == 2:
            content[place : place + 4] = rng.bytes(4)
        elif kind == 3:
            del content[place:]
        else:
            content[place:place] = rng.bytes(int(rng.integers(1, 40)))
    return bytes(content)


@lru_cache(maxsize=1)
def _params():
    """Two arrays as MXNet writes them."""
    rng = np.random.default_rng(1)
    arrays = {"arg:a": rng.normal(size=(3, 4)).astype("<f4"), "aux:b": np.arange(5, dtype="<f4")}
    content = struct.pack("<QQQ", 0x112, 0, len(arrays))
    for array in arrays.values():
        shape = struct.pack(f"<{array.ndim}q", *array.shape)
        content += (
            struct.pack("<Iii", 0xF993FAC9, 0, array.ndim) + shape + struct.pack("<iii", 1, 0, 0) + array.tobytes()
        )
    content += struct.pack("<Q", len(arrays))
    for name in arrays:
        content += struct.pack("<Q", len(name)) + name.encode()
    return content
