"""A model's folder: what is in it, and whether it is what it says."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from gluonar_engine.scoring import Calibration

DEFAULT_MODEL = Path(__file__).resolve().parent.parent / "assets" / "model"
ONNX_FILE, PARAMS_FILE, _MANIFEST = "network.onnx", "network.params", "model.json"


@dataclass(frozen=True)
class Manifest:
    """What ``model.json`` says; ``sha256`` maps each file of the folder to its digest."""

    model_id: str
    architecture: str
    dim: int
    sample_rate: int
    calibration: Calibration
    sha256: dict

    def write(self, folder):
        """Write ``model.json``, last of all files of a model."""
        (Path(folder) / _MANIFEST).write_text(json.dumps(asdict(self), indent=2) + "\n")


def read_manifest(folder):
    """The manifest of a model's folder, its files checked against their digests.

    Raises
    ------
    ValueError
        When the folder holds no model, or a file was changed or is missing.
    """
    folder = Path(folder)
    try:
        fields = json.loads((folder / _MANIFEST).read_text())
        fields["calibration"] = Calibration(**fields["calibration"])
        manifest = Manifest(**fields)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ValueError(f"no speaker model in {folder}: {error}") from error
    for name, digest in manifest.sha256.items():
        path = folder / name
        if not path.is_file() or sha256_of(path) != digest:
            raise ValueError(f"{path} is missing or is not the file that {_MANIFEST} describes")
    return manifest


def sha256_of(path):
    """Hex digest of a file."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()
