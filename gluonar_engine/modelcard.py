"""A model's folder: what is in it, and whether it is what it says."""

import hashlib
import json
import os
import re
import tempfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from gluonar_engine.runtime.contracts import CONTRACTS, WAVEFORM
from gluonar_engine.scoring import Calibration, Cohort, Normalization

DEFAULT_MODEL = Path(__file__).resolve().parent.parent / "assets" / "model"
ONNX_FILE, PARAMS_FILE, COHORT_FILE, _MANIFEST = "network.onnx", "network.params", "cohort.npy", "model.json"
CARD_FILE, REPORT_FILE = "README.md", "fine-tuning.json"  # for people, and where a model has them

_MAX_MANIFEST_BYTES, _MAX_TEXT = 1_000_000, 300
_HASHES = re.compile(r"(-[0-9a-f]{8})+$")


@dataclass(frozen=True)
class Manifest:
    """What ``model.json`` says.

    ``sha256`` maps each file of the folder to its digest.  ``calibration`` is None while nobody knows what a score of
    this model is worth; with a cohort among the files it is for scores normalised against it as ``normalization``
    says, else for cosines.  The id is the network's: another cohort changes what a score means, and no embedding.
    ``contract`` names what the network takes (``runtime.contracts``), ``source`` the file, or the id of the model,
    that it was made from, None for a model that was trained from nothing.
    """

    model_id: str
    architecture: str
    dim: int
    sample_rate: int
    calibration: Calibration | None
    sha256: dict
    contract: str = WAVEFORM.name
    source: str | None = None
    normalization: Normalization | None = None

    @property
    def name(self):
        """The id without the hashes at its end."""
        return _HASHES.sub("", self.model_id)

    @property
    def has_cohort(self):
        return COHORT_FILE in self.sha256

    def write(self, folder):
        """Write ``model.json``, last of all files of a model; a kill leaves the old one or the new one."""
        unfinished = Path(folder) / f"{_MANIFEST}.part"
        unfinished.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")
        os.replace(unfinished, Path(folder) / _MANIFEST)


def make_model_id(name, network_sha256, contract=WAVEFORM):
    """The id of a network: other weights or other features make another id, so that no two are ever compared."""
    return "-".join(filter(None, (name, network_sha256[:8], contract.tag)))


def read_manifest(folder):
    """The manifest of a model's folder, its files checked against their digests.

    Raises
    ------
    ValueError
        When the folder holds no model, a file was changed or is missing, or its features are not those of its id.
    """
    folder = Path(folder)
    try:
        manifest = _manifest_of(_fields(folder / _MANIFEST))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise ValueError(f"no speaker model in {folder}: {reason}") from error
    contract = CONTRACTS[manifest.contract]
    if not manifest.model_id.endswith(contract.tag):
        raise ValueError(f"the features of {manifest.model_id} are not {contract.name}'s of today: import it again")
    for name, digest in manifest.sha256.items():
        path = folder / name
        if not path.is_file() or sha256_of(path) != digest:
            raise ValueError(f"{path} is missing or is not the file that {_MANIFEST} describes")
    if not manifest.has_cohort and (folder / COHORT_FILE).exists():
        raise ValueError(f"{folder / COHORT_FILE} is not named in {_MANIFEST}: remove it, or make the model again")
    return manifest


def _fields(path):
    with path.open("rb") as file:
        content = file.read(_MAX_MANIFEST_BYTES + 1)
    if len(content) > _MAX_MANIFEST_BYTES:
        raise ValueError(f"{_MANIFEST} has more than {_MAX_MANIFEST_BYTES:,} bytes")
    return json.loads(content.decode("utf-8"))


def _manifest_of(fields):
    """Whoever wrote the fields, they name files of the folder alone, and what is shown of them can be."""
    for name, kind in (("calibration", Calibration), ("normalization", Normalization)):
        fields[name] = _numbers(fields[name], kind)
    manifest = Manifest(**fields)
    if not {ONNX_FILE, PARAMS_FILE} & manifest.sha256.keys():
        raise ValueError("no network is named")
    if odd := sorted(manifest.sha256.keys() - {ONNX_FILE, PARAMS_FILE, COHORT_FILE}):
        raise ValueError(f"{odd[0]!a} is no file of a model")
    for text in (manifest.model_id, manifest.architecture, manifest.source or "file"):
        if not (isinstance(text, str) and text.isprintable() and 0 < len(text) <= _MAX_TEXT):
            raise ValueError(f"{str(text)[:_MAX_TEXT]!a} is no text that can be shown")
    if type(manifest.dim) is not int or type(manifest.sample_rate) is not int or manifest.contract not in CONTRACTS:
        raise ValueError("what the network takes and makes is not told")
    return manifest


def _numbers(written, kind):
    return written and kind(**{name: float(number) for name, number in written.items()})


def write_cohort(folder, centres):
    """Save (n_centres, dim) unit-length centres in a model's folder, in 16 bits; the sha256 for its manifest.

    Raises
    ------
    ValueError
        When they make no ``Cohort``.
    """
    path = Path(folder) / COHORT_FILE
    np.save(path, Cohort(centres).centres.astype(np.float16), allow_pickle=False)
    return sha256_of(path)


def read_cohort(folder, manifest):
    """The ``Cohort`` of a model's folder, None for a model without.

    Raises
    ------
    ValueError
        When its file holds something else, or centres for embeddings of another length.
    """
    if not manifest.has_cohort:
        return None
    path = Path(folder) / COHORT_FILE
    try:
        # Mapped, so that a header that promises more than the file holds costs no memory.
        centres = np.load(path, mmap_mode="r", allow_pickle=False)
        if not isinstance(centres, np.ndarray) or centres.dtype not in (np.float16, np.float32):
            raise ValueError("it is no array of 16-bit or 32-bit floats")
        cohort = Cohort(centres)
    except (OSError, EOFError, ValueError) as error:
        raise ValueError(f"{path} holds no cohort: {error}") from error
    if cohort.centres.shape[1] != manifest.dim:
        raise ValueError(f"{path} has centres of {cohort.centres.shape[1]} numbers, embeddings have {manifest.dim}")
    return cohort


def sha256_of(path):
    """Hex digest of a file."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def new_model_folder(folder):
    """A temporary folder to fill, which becomes ``folder`` when the block ends well, and is gone when not.

    Raises
    ------
    FileExistsError
        When there is something at ``folder`` already, but for an empty folder.
    """
    folder = Path(folder)
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise FileExistsError(f"{folder} exists already")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as holder:
        filled = Path(holder) / "model"
        filled.mkdir()
        yield filled
        if folder.exists():
            folder.rmdir()
        filled.rename(folder)
