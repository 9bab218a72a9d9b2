"""Fine-tuning a speaker model: what is prepared for it on the disk, and what becomes of its result.

There is one at a time, in a folder of its own: ``job.json``, written last of what it begins with; copies of the
enrolled speakers' recordings; the training's own work; and, at its end, the new model.  A kill at any moment leaves
something to go on from, and the model in use is not touched.  The folder goes when the result is kept or discarded.
"""

import json
import re
import shutil
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from importlib.util import find_spec
from pathlib import Path

from app import settings
from app.errors import UserError
from app.model_domain import SpeakerModel, Tuning, TuningPlan, TuningState
from app.said import said
from app.services.consent import ended
from app.services.protecting import is_protected
from gluonar_engine.data.sampling import LEAST_TAKES
from gluonar_engine.devices import chosen
from gluonar_engine.training.config import EPOCH_STEPS, FINE_TUNING
from gluonar_engine.training.finetune import LOG_FILE, lock_folder, read_events

LOSSES = ("arc", "softmax", "ring")
MAX_EPOCHS = 50
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_STEP_S, _AROUND_S = 0.27, 12.0  # on two idle cores (benchmarks/fine_tuning.py); decoding and measuring around them


class TuningService:
    """``gallery`` is a function that gives the gallery; ``library`` where models come from and go to."""

    def __init__(self, folder, gallery, library):
        self._data, self._folder = Path(folder), settings.tuning_dir(Path(folder))
        self._gallery, self._library = gallery, library

    @property
    def _job(self):
        return self._folder / "job.json"

    @property
    def _model(self):
        return self._folder / "model"

    def current(self) -> Tuning:
        """What is there to go on with, or to keep; copies of who is no longer enrolled are wiped away."""
        plan = self._plan()
        if plan is None or self._is_about_who_is_gone(plan):
            self._wipe_unless_used()
            return Tuning(TuningState.NONE)
        events = tuple(read_events(self._folder / "work" / LOG_FILE))
        if self._model.is_dir():
            return Tuning(TuningState.FINISHED, plan, self._library.describe(self._model), events)
        return Tuning(TuningState.UNFINISHED, plan, events=events)

    def prepare(self, plan: TuningPlan, progress=lambda n_done, n_all: None) -> None:
        """Put together what the training begins with; ``UserError`` for what cannot be fine-tuned."""
        self.require_possible(plan)
        if not plan.name:
            plan = replace(plan, name=tuned_name(self._library.describe(plan.start).model_id))
        if self.current().state is not TuningState.NONE:
            raise UserError("There is a fine-tuning already.", "Go on with it, or discard it first.")
        with self._used():
            if plan.folder is None:
                self._copy_recordings(plan.speaker_ids, progress)
            part = self._job.with_suffix(".part")
            part.write_text(json.dumps(asdict(plan)), encoding="utf-8")
            part.replace(self._job)

    def require_possible(self, plan: TuningPlan) -> None:
        if find_spec("mxnet") is None:
            raise UserError(
                "Fine-tuning needs MXNet, which is not installed here. Everything else works without it.",
                "It has builds for Linux and Intel Macs, with Python 3.11: start the program there.",
            )
        if plan.name and not _NAME.fullmatch(plan.name):
            raise UserError(
                said("“{name}” is no name for a model.", name=plan.name),
                "Give 1 to 40 letters, digits, dots and dashes.",
            )
        if plan.loss not in LOSSES or not 1 <= plan.n_epochs <= MAX_EPOCHS:
            raise UserError(
                "These settings are none.",
                said("Give {losses}, and 1 to {most} epochs.", losses=", ".join(LOSSES), most=MAX_EPOCHS),
            )
        model = self._library.describe(plan.start)
        if model.problem or model.why_not_tuned:
            raise UserError(
                said(
                    "{model_id} cannot be fine-tuned. {why}",
                    model_id=model.model_id,
                    why=model.problem or model.why_not_tuned,
                ),
                "Choose another model, such as the shipped one.",
            )
        if plan.folder is None and is_protected(self._data):
            raise UserError(
                "The gallery has a pass-phrase, and fine-tuning would need copies of its recordings without one.",
                "Fine-tune on a folder of recordings, or take the pass-phrase away for as long as it lasts.",
            )
        if plan.folder is None:
            self._require_takes(plan.speaker_ids)
        elif not Path(plan.folder).is_dir():
            raise UserError(
                said("“{folder}” is no folder.", folder=plan.folder), "Choose one with a subfolder for each speaker."
            )

    def command(self) -> list[str]:
        """The arguments of ``python -m gluonar_engine.training.finetune`` for what was prepared."""
        plan = self._plan()
        if plan is None:
            raise UserError("There is no fine-tuning to go on with.", "Start one.")
        data = plan.folder or self._folder / "recordings"
        return [
            str(data), "-o", str(self._model), "--work", str(self._folder / "work"), "--from", plan.start,
            "--name", plan.name, "--loss", plan.loss, "--epochs", str(plan.n_epochs),
            "--learning-rate", str(plan.learning_rate), "--device", chosen(),
        ]  # fmt: skip

    def keep(self) -> SpeakerModel:
        """The finished model goes to the others; it is not in use yet."""
        if self.current().state is not TuningState.FINISHED:
            raise UserError("There is no fine-tuned model to keep.", "Let the fine-tuning finish first.")
        with self._used(self._folder / "work"):
            model = self._library.take_in(self._model)
            self._wipe()
        return model

    def discard(self) -> None:
        """Delete the result, or what there is of it."""
        if self._folder.exists():
            with self._used(self._folder / "work"):
                self._wipe()

    def _plan(self):
        try:
            facts = json.loads(self._job.read_text(encoding="utf-8"))
            return TuningPlan(**{**facts, "speaker_ids": tuple(facts["speaker_ids"])})
        except (OSError, ValueError, TypeError, KeyError):
            return None  # cut short before it began, or not there

    def _is_about_who_is_gone(self, plan):
        return bool(set(plan.speaker_ids) - {speaker.id for speaker in self._gallery().speakers()})

    @contextmanager
    def _used(self, folder=None):
        """By this program alone: ``UserError`` when another one is at it."""
        lock = lock_folder(folder or self._folder)
        if lock is None:
            raise UserError("Another program is fine-tuning at this moment.", "Close it, or wait until it is done.")
        with lock:
            yield

    def _wipe_unless_used(self):
        """Another program may be putting together what looks like leftovers."""
        if self._folder.exists():
            with suppress(UserError), self._used(), self._used(self._folder / "work"):
                self._wipe()

    def _require_takes(self, speaker_ids):
        allowed = self._allowed()
        several = [s for s in allowed if s.id in speaker_ids and s.n_takes >= LEAST_TAKES]
        if len(several) < 2:
            raise UserError(
                said(
                    "{n} of the speakers have {least} takes or more and a consent that holds; it takes 2 or more "
                    "of them, since some takes are kept aside to see whether it helps.",
                    n=len(several),
                    least=LEAST_TAKES,
                ),
                "Add takes on the Enroll page, or use a folder of recordings.",
            )

    def _allowed(self):
        """The enrolled speakers whose consent has not ended."""
        gallery = self._gallery()
        expired = ended(gallery)
        return [speaker for speaker in gallery.speakers() if speaker.id not in expired]

    def _copy_recordings(self, speaker_ids, progress):
        gallery, allowed = self._gallery(), {speaker.id for speaker in self._allowed()}
        found = [(owner, each) for owner in speaker_ids if owner in allowed for each in gallery.recordings(owner)]
        for n_done, (owner, recording) in enumerate(found, start=1):
            file = self._folder / "recordings" / str(owner) / f"{recording.id}.flac"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(gallery.flac(recording.id))
            progress(n_done, len(found))

    def _wipe(self):
        """What is half deleted has no job, and is deleted wholly the next time."""
        self._job.unlink(missing_ok=True)
        shutil.rmtree(self._folder, ignore_errors=True)


def tuned_name(model_id: str) -> str:
    """What a model made from this one is called, unless somebody says so."""
    return f"{(model_id.rpartition('-')[0] or model_id).removesuffix('-tuned')[:30]}-tuned"


def expected_s(n_takes: int, n_epochs: int) -> float:
    """About how long it takes on a computer with two idle cores."""
    steps = max(EPOCH_STEPS, -(-n_takes // FINE_TUNING.batch_size))
    return _AROUND_S + n_epochs * steps * _STEP_S
