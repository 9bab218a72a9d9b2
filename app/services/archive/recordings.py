"""Which files of an archive are embedded, and what comes of one: values that travel between processes."""

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from app.errors import UserError
from app.said import said
from app.services.computing import device_missing
from app.services.importing import shown_name, take_from_file
from app.services.voice import embed_take, require_speech
from gluonar_engine.data.corpus import AUDIO_SUFFIXES
from gluonar_engine.devices import AUTO, DeviceError


@dataclass(frozen=True)
class Source:
    """A file as it was found; ``name`` is its path in the archive, with "/" between the folders."""

    name: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, eq=False)
class Embedded:
    """``embedding`` is (dim,) float32; ``warning`` holds whole sentences, or nothing."""

    embedding: np.ndarray
    duration_s: float
    speech_s: float
    snr_db: float | None
    warning: str


@dataclass(frozen=True)
class Failed:
    """Why a file has no embedding, in a sentence."""

    reason: str


@dataclass(frozen=True)
class Unfit:
    """Why this worker can embed nothing at all: what happened, and what to do."""

    title: str
    advice: str

    def __str__(self):
        return f"{self.title} {self.advice}"


def find_sources(root) -> tuple[list[Source], dict[str, str]]:
    """The sound files below ``root`` in the order of their names, and why each place that was not searched was not."""
    root, sources, left_out = os.fspath(root), [], {}

    def refused(error):
        folder = _name_in(root, error.filename)
        left_out[folder] = said(
            "The folder “{name}” cannot be read: {reason}.", name=shown_name(folder), reason=error.strerror
        )

    for folder, folders, files in os.walk(root, onerror=refused):
        for name in (*files, *folders):  # a folder named like a recording is told, and its files are found as well
            if os.path.splitext(name)[1].lower() in AUDIO_SUFFIXES:
                sources.append(_source(root, os.path.join(folder, name)))
        for path in (os.path.join(folder, name) for name in folders):
            if os.path.islink(path):
                left_out[_name_in(root, path)] = said(
                    "“{name}” is a link to a folder, which is not followed.", name=shown_name(path)
                )
    return sorted(sources, key=lambda source: source.name), left_out


def _source(root, path):
    try:
        status = os.stat(path)
    except OSError:  # a link into nothing, or gone since: whoever reads it will say so
        return Source(_name_in(root, path), -1, -1)
    return Source(_name_in(root, path), status.st_size, status.st_mtime_ns)


def _name_in(root, path):
    return Path(os.path.relpath(path, root)).as_posix()


@dataclass(frozen=True)
class FileEmbedder:
    """The work of one worker: a name in, an ``Embedded``, ``Failed`` or ``Unfit`` out.

    ``model`` is a model's folder, or None for the shipped one of whatever machine this runs on; ``device`` is what to
    compute on there.
    """

    root: str
    model: str | None
    model_id: str
    device: str = AUTO

    def check(self) -> Unfit | None:
        """Whether the right model and the archive are at hand here."""
        return self._check_model() or self._check_archive()

    def __call__(self, name):
        if unfit := self._check_model():
            return unfit
        path = os.path.join(self.root, name)
        try:
            take = take_from_file(path)
            require_speech(take)
            embedding = embed_take(_encoder(self.model, self.device), take)
        except UserError as error:
            return self._check_archive() or Failed(error.notice.title)
        except ValueError as error:
            return Failed(f"The speaker model refuses “{shown_name(path)}”: {error}.")
        quality = take.quality
        return Embedded(embedding, quality.duration_s, quality.speech_s, quality.snr_db, " ".join(take.warnings))

    def _check_model(self):
        try:
            model_id = _encoder(self.model, self.device).model_id
        except DeviceError as error:
            notice = device_missing(error).notice
            return Unfit(notice.title, notice.advice)
        except (ImportError, OSError, ValueError) as error:
            title = said("The speaker model cannot be loaded: {error}.", error=error)
            return Unfit(title, "Put the same model into the same folder on every machine.")
        if model_id != self.model_id:
            title = said("The speaker model is {found}, not {model_id}.", found=model_id, model_id=self.model_id)
            return Unfit(title, "Put the same model into the same folder on every machine.")
        return None

    def _check_archive(self):
        if _has_anything(self.root):
            return None
        title = said("There is nothing in the folder “{folder}”.", folder=self.root)
        return Unfit(title, "Connect its disk under this very path, then give the same command again.")


@lru_cache(maxsize=1)
def _encoder(model, device):
    from gluonar_engine.encoder import SpeakerEncoder

    return SpeakerEncoder.load(model, device=device)


def _has_anything(root):
    """False too for the empty folder that is left where a disk was."""
    try:
        with os.scandir(root) as entries:
            return any(True for _ in entries)
    except OSError:
        return False
