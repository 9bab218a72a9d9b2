"""What the program can tell about itself: versions, places, licences, and its log."""

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from app import settings
from app.said import marked
from app.services.computing import place_words, why_words
from app.version import NAME, VERSION

_ROOT = Path(__file__).resolve().parents[2]
_PACKAGES = (
    "PyQt5", "pyqtgraph", "numpy", "onnxruntime", "onnxruntime-gpu", "av", "sounddevice", "sqlite-utils", "matplotlib",
    "mxnet", "mxnet-cu101",
)  # fmt: skip
_LOG_BYTES = 300_000  # the latest; more is in the file


def versions(encoder) -> list[tuple[str, str]]:
    """(what, version) of the program, the model in use (None while none is loaded), and what they run on."""
    found = [(NAME, VERSION), *(_model(encoder) if encoder else ()), ("Python", platform.python_version())]
    found.append((platform.system(), platform.release()))
    for name in _PACKAGES:
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:  # MXNet is not there on every system, and CUDA has packages of its own
            continue
    return found


def _model(encoder):
    yield marked("Model"), encoder.model_id
    yield marked("Speaker model runs on"), place_words(encoder.runs_on)
    if encoder.runs_on.problem:
        yield marked("Why not on a graphics card"), why_words(encoder.runs_on.problem)


def places(folder: Path) -> dict[str, Path]:
    return {
        "data": folder,
        "gallery": settings.gallery_path(folder),
        "backups": settings.backups_dir(folder),
        "log": settings.log_path(folder),
    }


def licences() -> str:
    """In Markdown: what the program is built on, and under which licences."""
    return (_ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8")


def log_tail(folder: Path) -> str:
    """The latest of the log, the last line last; empty while there is none."""
    path = settings.log_path(folder)
    if not path.exists():
        return ""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _LOG_BYTES))
        lines = file.read().decode("utf-8", errors="replace").splitlines(keepends=True)
    return "".join(lines[1:] if path.stat().st_size > _LOG_BYTES else lines)  # the first one may have been cut
