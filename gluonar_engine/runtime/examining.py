"""What a helper process does with a network's file: look at it and try it; see ``importing`` for who asks."""

import hashlib
import os

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.runtime.contracts import ContractError, recognize
from gluonar_engine.runtime.onnx import OnnxNetwork

MAX_DIM = 8192
_BLOCK_BYTES = 1 << 20


class NamedFile:
    """An open file that is called by its own name in what is said about it."""

    def __init__(self, name, file):
        self._name, self._file = name, file
        file.seek(0)  # whoever opened it may have read it

    def __str__(self):
        return f"“{self._name}”"

    def fileno(self):
        return self._file.fileno()

    def read(self, n_bytes=-1):
        return self._file.read(n_bytes)


def prepare():
    """In the helper: load what looks at ONNX files."""
    import onnx  # noqa: F401
    import onnxruntime  # noqa: F401

    _ = os.cpu_count()  # the libraries ask for it later, when they can look nowhere any more


def answer(request, files):
    """In the helper: what the network of an ONNX file takes and makes, or why it is refused."""
    (file,) = named(request, files)
    yield outcome(lambda: examined(file.read(), file, request["contract"]))


def named(request, files):
    return [NamedFile(name, file) for name, file in zip(request["names"], files, strict=True)]


def outcome(work):
    """The dict that ``work`` returns, or one about its refusal."""
    try:
        return work()
    except ContractError as error:
        return {"refused": str(error), "choices": error.choices}
    except ValueError as error:
        return {"refused": str(error)}


def examined(content, name, contract):
    """The facts about the bytes of an ONNX file, after it was tried; ``ValueError`` where it does not fit."""
    network = OnnxNetwork(name, content=content)
    taken = recognize(network.inputs, network.outputs, metadata=network.metadata, asked=contract)
    dim = _tried(network, taken)
    return {"sha256": hashlib.sha256(content).hexdigest(), "contract": taken.name, "dim": dim}


def noise_of(n_samples):
    return np.random.default_rng(0).normal(0, 0.1, n_samples).astype(np.float32)


def blocks_of(content):
    """Bytes in blocks as a helper sends them."""
    return (content[start : start + _BLOCK_BYTES] for start in range(0, len(content), _BLOCK_BYTES))


def _tried(network, contract):
    """The length of the embedding that the network makes of a second of noise, or of the one length it takes."""
    noise = noise_of(network.n_samples or SAMPLE_RATE)
    first, second = (network(contract.features(noise)[np.newaxis]) for _ in range(2))
    if not isinstance(first, np.ndarray) or first.dtype != np.float32:
        raise ValueError("the network makes no embedding: that is an array of 32-bit floats")
    if first.ndim != 2 or first.shape[0] != 1 or not 1 < first.shape[1] <= MAX_DIM:
        raise ValueError(f"the network makes {first.shape} of one recording: an embedding is (1, dim)")
    if not np.isfinite(first).all() or not first.any():
        raise ValueError("the network makes NaN, infinite numbers or zeros of a second of noise")
    if not np.array_equal(first, second):
        raise ValueError("the network makes two embeddings of the same noise: it was exported in training mode")
    return first.shape[1]
