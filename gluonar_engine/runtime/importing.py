"""Speaker networks from elsewhere as model folders of this program: looked at, tried, and written whole or not at all.

Nothing of a file is executed but the operators of ONNX Runtime or MXNet; nothing is unpickled.
"""

import hashlib
import re
import tempfile
from pathlib import Path

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.modelcard import ONNX_FILE, Manifest, make_model_id, new_model_folder
from gluonar_engine.runtime.contracts import WAVEFORM, recognize
from gluonar_engine.runtime.onnx import OnnxNetwork

_MAX_BYTES = 500_000_000
_MAX_DIM = 8192
_TOLERANCE = 1e-3  # largest difference between MXNet and ONNX Runtime, as a share of the largest number
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_SYMBOL_END, _PARAMS_END = "-symbol.json", ".params"


def import_model(path, folder, *, contract=None, name=None):
    """Make a model folder of a network's file.

    The new model is not calibrated: what its scores are worth is not known before it was tried on labelled trials.

    Parameters
    ----------
    path : path
        An ONNX file; or a GluonAR checkpoint: a ``.params`` file of vox_res18, or the ``-symbol.json`` of a network
        like it with its ``.params`` file beside it.  A checkpoint becomes ONNX, for which MXNet is needed once; it
        takes 2.24 s, so that longer recordings are heard in windows of that length.
    folder : path
        Where to; nothing or an empty folder may be there.
    contract : str
        What the network takes, one of ``contracts.CONTRACTS``; None asks the file.
    name : str
        The beginning of the model's id; None is the file's name.

    Returns
    -------
    Manifest

    Raises
    ------
    OSError
        When the file cannot be read or the folder cannot be written.
    ValueError
        When the file is no speaker network, or one that does not fit; a ``ContractError`` when another contract may.
    ImportError
        For a checkpoint where MXNet is not installed.
    """
    path = Path(path)
    name = _name(path) if name is None else name
    if not _NAME.fullmatch(name):
        raise ValueError(f"a model's name has 1 to 40 letters, digits, dots and dashes, got “{name}”")
    if path.name.endswith((_SYMBOL_END, _PARAMS_END)):
        content, contract, architecture = _converted(path), WAVEFORM.name, "vox_res18"
    else:
        content, architecture = _read(path), "imported"
    network = OnnxNetwork(path, content=content)
    taken = recognize(network.inputs, network.outputs, metadata=network.metadata, asked=contract)
    digest = hashlib.sha256(content).hexdigest()
    manifest = Manifest(
        model_id=make_model_id(name, digest, taken),
        architecture=architecture,
        dim=_tried(network, taken),
        sample_rate=SAMPLE_RATE,
        calibration=None,
        sha256={ONNX_FILE: digest},
        contract=taken.name,
        source=path.name,
    )
    with new_model_folder(folder) as filled:
        (filled / ONNX_FILE).write_bytes(content)
        manifest.write(filled)
    return manifest


def _name(path):
    stem = re.sub(r"(-symbol|-\d{4})$", "", path.stem)
    return re.sub(r"[^A-Za-z0-9._]+", "-", stem).strip("-._")[:40] or "network"


def _read(path):
    n_bytes = path.stat().st_size
    if n_bytes > _MAX_BYTES:
        raise ValueError(f"the file has {n_bytes:,} bytes, the limit is {_MAX_BYTES:,}")
    return path.read_bytes()


def _tried(network, contract):
    """The length of the embedding that the network makes of a second of noise, or of the one length it takes."""
    noise = _noise(network.n_samples or SAMPLE_RATE)
    first, second = (network(contract.features(noise)[np.newaxis]) for _ in range(2))
    if first.ndim != 2 or first.shape[0] != 1 or not 1 < first.shape[1] <= _MAX_DIM:
        raise ValueError(f"the network makes {first.shape} of one recording: an embedding is (1, dim)")
    if not np.isfinite(first).all() or not first.any():
        raise ValueError("the network makes NaN, infinite numbers or zeros of a second of noise")
    if not np.array_equal(first, second):
        raise ValueError("the network makes two embeddings of the same noise: it was exported in training mode")
    return first.shape[1]


def _noise(n_samples):
    return np.random.default_rng(0).normal(0, 0.1, n_samples).astype(np.float32)


def _converted(path):
    """A GluonAR checkpoint as the bytes of an ONNX file."""
    from gluonar_engine.backend import mx
    from gluonar_engine.models.symbolfile import load_symbol
    from gluonar_engine.models.vox import N_SAMPLES, VoxRes18
    from gluonar_engine.runtime.export import export_onnx

    if path.name.endswith(_SYMBOL_END):
        net = load_symbol(path, _params_of(path), input_shape=(1, N_SAMPLES))
    else:
        net = VoxRes18()
        net.load_published(path)
    noise = _noise(N_SAMPLES)[np.newaxis]
    try:
        expected = net(mx.nd.array(noise)).asnumpy()
    except mx.MXNetError as error:
        reason = str(error).splitlines()[-1]
        raise ValueError(f"the network does not run on {N_SAMPLES:,} samples: {reason}") from error
    with tempfile.TemporaryDirectory() as folder:
        export_onnx(net, Path(folder) / ONNX_FILE, n_samples=N_SAMPLES)
        content = (Path(folder) / ONNX_FILE).read_bytes()
    difference = np.abs(OnnxNetwork(path, content=content)(noise) - expected).max()
    if not difference <= _TOLERANCE * np.abs(expected).max():
        raise ArithmeticError(f"the ONNX file differs from the network by {difference:.1e}")
    return content


def _params_of(symbol_file):
    """The one parameter file that belongs to a symbol file."""
    prefix = symbol_file.name.removesuffix(_SYMBOL_END)
    known = re.compile(rf"{re.escape(prefix)}(-\d{{4}})?\.params")
    found = sorted(path for path in symbol_file.parent.iterdir() if known.fullmatch(path.name))
    if len(found) != 1:
        raise ValueError(f"one file “{prefix}-0000.params” is needed beside it, found {len(found)}")
    return found[0]
