"""The speaker models on this computer: the shipped one and those in the data folder, and which of them is in use."""

import contextlib
import json
import shutil
import tempfile
from pathlib import Path

from app import settings
from app.errors import UserError
from app.model_domain import ModelKind, Roc, SpeakerModel, TuningReport
from app.said import marked, said
from app.services.model_import import import_network, read_model
from gluonar_engine.metrics import roc_curve
from gluonar_engine.modelcard import CARD_FILE, DEFAULT_MODEL, ONNX_FILE, PARAMS_FILE, REPORT_FILE

_CHOICE = "model"


class ModelLibrary:
    """``folder`` is the data folder; ``given`` the folder of a model that is used instead of the chosen one."""

    def __init__(self, folder, given=None):
        self._data = Path(folder)
        self._folder = settings.models_dir(self._data)
        self._given = Path(given) if given else None

    def folder_in_use(self) -> Path | None:
        """None for the shipped model."""
        if self._given:
            return self._given
        chosen = settings.remembered(self._data).get(_CHOICE)
        return self._folder / Path(str(chosen)).name if chosen else None

    def models(self, n_templates=lambda model_id: 0) -> list[SpeakerModel]:
        """The shipped one first, then the others by id; ``n_templates(model id)`` counts those in the gallery."""
        others = [path for path in sorted(self._folder.glob("*")) if path.is_dir() and path.name[0] != "."]
        if self._given and self._given.resolve() not in [path.resolve() for path in (DEFAULT_MODEL, *others)]:
            others.append(self._given)
        return [self.describe(path, n_templates) for path in (DEFAULT_MODEL, *others)]

    def model(self, name) -> SpeakerModel:
        """The one with this id, or in this folder."""
        for model in self.models():
            if name == model.model_id or Path(name).resolve() == model.folder.resolve():
                return model
        raise UserError(
            said("There is no speaker model “{name}”.", name=name), "“model list” shows those that there are."
        )

    def describe(self, folder, n_templates=lambda model_id: 0) -> SpeakerModel:
        """What is in a model's folder, its files checked against their digests."""
        folder = Path(folder)
        is_shipped = folder.resolve() == DEFAULT_MODEL.resolve()
        is_in_use = folder.resolve() == Path(self.folder_in_use() or DEFAULT_MODEL).resolve()
        n_bytes = sum(path.stat().st_size for path in folder.glob("*") if path.is_file())
        try:
            manifest = read_model(folder)
        except UserError as error:
            kind = ModelKind.SHIPPED if is_shipped else ModelKind.IMPORTED
            return SpeakerModel(folder.name, folder, kind, is_in_use, n_bytes, 0, problem=error.notice.title)
        kind = ModelKind.OWN if PARAMS_FILE in manifest.sha256 else ModelKind.IMPORTED
        return SpeakerModel(
            manifest.model_id, folder, ModelKind.SHIPPED if is_shipped else kind, is_in_use, n_bytes,
            n_templates(manifest.model_id), architecture=manifest.architecture, dim=manifest.dim,
            sample_rate=manifest.sample_rate, contract=manifest.contract, made_from=manifest.source,
            has_cohort=manifest.has_cohort, sha256=manifest.sha256, why_not_tuned=_why_not_tuned(manifest),
            even_score=manifest.calibration.score_at(0.0) if manifest.calibration else None,
            card=_text(folder / CARD_FILE), report=read_report(folder),
        )  # fmt: skip

    def choose(self, model: SpeakerModel) -> None:
        """Remember it for the next start."""
        is_own = model.folder.resolve().parent == self._folder.resolve()
        if not is_own and model.kind is not ModelKind.SHIPPED:
            raise UserError(
                said("“{folder}” is no model of the library.", folder=model.folder),
                "Import it first: it is copied there, and stays.",
            )
        settings.remember(self._data, _CHOICE, model.folder.name if is_own else None)
        self._given = None

    def add(self, path, *, contract=None, name=None) -> SpeakerModel:
        """Import a network's file, or the folder of a model that was made elsewhere; ``UserError`` if it is no use."""
        path = Path(path)
        self._make_folder()
        with tempfile.TemporaryDirectory(prefix=".new-", dir=self._folder) as holder:
            new = Path(holder) / "model"
            if path.is_dir():
                _copy_model(path, new)
            else:
                import_network(path, new, contract=contract, name=name)
            return self.take_in(new)

    def take_in(self, folder) -> SpeakerModel:
        """Move the folder of a model that was made on this disk to the others."""
        self._make_folder()
        place = self._folder / read_model(folder).model_id
        if place.exists():
            raise UserError(said("{name} is there already.", name=place.name), "Choose it in the list of models.")
        Path(folder).rename(place)
        return self.describe(place)

    def remove(self, model: SpeakerModel) -> None:
        """Delete a model's files.  What it made of the gallery's takes is the gallery's to delete."""
        if model.is_in_use:
            raise UserError(
                said("{model_id} is in use.", model_id=model.model_id),
                "Use another model first, then remove this one.",
            )
        if model.folder.resolve().parent != self._folder.resolve():
            raise UserError(
                said("{model_id} is not in the library.", model_id=model.model_id),
                "Only models that were added can be removed.",
            )
        with tempfile.TemporaryDirectory(prefix=".gone-", dir=self._folder) as holder:
            model.folder.rename(Path(holder) / "model")  # whole or gone, also when this is killed

    def _make_folder(self):
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            advice = "Make the data folder writable, or choose another one with --data."
            raise UserError(
                said("“{folder}” cannot be made: {reason}.", folder=self._folder, reason=error.strerror), advice
            ) from error


def read_report(folder) -> TuningReport | None:
    """What a fine-tuned model's folder says of before and after; None where it says nothing that can be read."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        facts = json.loads((Path(folder) / REPORT_FILE).read_text(encoding="utf-8"))
        names = ("made_from", "n_speakers", "n_train", "n_held_out", "n_target", "n_impostor")
        rocs = (_roc(facts[when], facts["is_target"]) for when in ("before", "after"))
        return TuningReport(*(facts[name] for name in names), *rocs)
    return None


def _roc(found, is_target):
    false_accept, true_accept, _ = roc_curve(found["scores"], is_target)
    return Roc(false_accept, true_accept, found["eer"], tuple(found["eer_interval"]), found["min_dcf"])


def _why_not_tuned(manifest):
    if PARAMS_FILE in manifest.sha256:
        return ""
    return marked(
        "It has only an ONNX file, which runs but does not learn: fine-tuning needs MXNet weights, network.params."
    )


def _copy_model(folder, new):
    manifest = read_model(folder)
    if ONNX_FILE not in manifest.sha256:
        raise UserError(
            said("{model_id} has no {file}.", model_id=manifest.model_id, file=ONNX_FILE),
            "Make it with the training command of today.",
        )
    new.mkdir()
    optional = [name for name in (CARD_FILE, REPORT_FILE) if (folder / name).is_file()]
    try:
        for name in (*manifest.sha256, *optional, "model.json"):
            shutil.copyfile(folder / name, new / name)
    except OSError as error:
        raise UserError(
            said("“{name}” cannot be copied: {reason}.", name=error.filename, reason=error.strerror),
            "Free some space.",
        ) from error


def _text(path):
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
