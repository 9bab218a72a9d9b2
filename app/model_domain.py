"""What the program says of speaker models and of fine-tuning them.  Plain values, as in ``domain``."""

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

import numpy as np


class ModelKind(Enum):
    SHIPPED = "shipped"
    OWN = "own"  # trained by this program
    IMPORTED = "imported"


@dataclass(frozen=True, eq=False)
class Roc:
    """How a model does on trials: points of its curve, (n_points,) each, and its equal error rate as a fraction, with
    the interval that holds it in 95 of 100 draws of the speakers."""

    false_accept: np.ndarray
    true_accept: np.ndarray
    eer: float
    eer_interval: tuple[float, float]
    min_dcf: float


@dataclass(frozen=True, eq=False)
class TuningReport:
    """What fine-tuning made better or worse, on the same trials among takes that were kept aside."""

    made_from: str
    n_speakers: int
    n_train: int
    n_held_out: int
    n_target: int
    n_impostor: int
    before: Roc
    after: Roc


@dataclass(frozen=True, eq=False)
class SpeakerModel:
    """A model that is at hand.  One with a ``problem``, a sentence, cannot be used: its other facts are guesses.

    ``even_score`` is the score at which both answers are equally likely; None for a model that is not calibrated.
    ``why_not_tuned`` is empty for a model that can be fine-tuned.  ``n_templates`` of the gallery's takes have one.
    """

    model_id: str
    folder: Path
    kind: ModelKind
    is_in_use: bool
    n_bytes: int
    n_templates: int
    problem: str = ""
    architecture: str = ""
    dim: int = 0
    sample_rate: int = 0
    contract: str = ""
    made_from: str | None = None
    has_cohort: bool = False
    even_score: float | None = None
    sha256: dict = field(default_factory=dict)
    why_not_tuned: str = ""
    card: str = ""
    report: TuningReport | None = None


@dataclass(frozen=True)
class TuningPlan:
    """What is fine-tuned on what: enrolled speakers by their ids or, with a ``folder``, its subfolders.

    ``start`` is the folder of the model to begin with; ``name`` the beginning of the new one's id, empty for one that
    follows from the old one's.
    """

    start: str
    name: str = ""
    loss: str = "arc"
    n_epochs: int = 5
    learning_rate: float = 3e-4
    speaker_ids: tuple[int, ...] = ()
    folder: str | None = None


class TuningState(Enum):
    NONE = "none"
    UNFINISHED = "unfinished"  # it can go on
    FINISHED = "finished"  # its model waits to be kept or discarded


@dataclass(frozen=True, eq=False)
class Tuning:
    """A fine-tuning as it lies on the disk: ``events`` are what it has told so far."""

    state: TuningState
    plan: TuningPlan | None = None
    model: SpeakerModel | None = None
    events: tuple[dict, ...] = ()


@dataclass(frozen=True)
class SwitchStep:
    """How far the templates for another model are; ``is_done`` when that one is in use.

    ``n_too_short`` takes are too short for it.
    """

    n_done: int
    n_all: int
    n_too_short: int = 0
    is_done: bool = False
