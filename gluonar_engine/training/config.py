"""What decides the result of a training besides the recordings, from a file, the command line or a caller."""

import math
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True)
class TrainingConfig:
    """Settings of a training from the first weight on; ``FINE_TUNING`` has those for a trained network.

    A batch is computed in ``n_parts``, whose gradients add up: each worker of a distributed training takes its share
    of the parts, and batch normalisation sees one part at a time, so that the result depends on the number of parts
    and not on who computes them.
    """

    model: str = "resnet18_early"
    loss: str = "arc"
    batch_size: int = 64
    n_parts: int = 1
    n_steps: int = 2800
    learning_rate: float = 2e-3
    crop_s: tuple = (0.9, 1.2, 1.6, 2.4)
    scale: float = 30.0
    margin: float = 0.2
    margin_starts: float = 0.5  # share of the steps without a margin: with one from the start it learns nothing
    teacher_weight: float = 10.0
    mask_chance: float = 0.5
    holdout: float = 0.1
    patience: int = 0  # checkpoints without a better result before it stops; 0 never stops early
    keeps_statistics: bool = False  # of batch normalisation: those of a few speakers would mislead
    seed: int = 440

    def __post_init__(self):
        for name in ("batch_size", "n_parts", "n_steps", "learning_rate", "scale"):
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} must be positive, got {getattr(self, name)}")
        if self.batch_size % self.n_parts:
            raise ValueError(f"a batch of {self.batch_size} does not divide into {self.n_parts} parts")
        if not 0 <= self.holdout < 1:
            raise ValueError(f"holdout must be in [0, 1), got {self.holdout}")

    def learning_rate_at(self, step):
        """Linear rise over the first 3 % of the steps, then half a cosine down to 0."""
        rise = max(1, int(0.03 * self.n_steps))
        if step < rise:
            return self.learning_rate * (step + 1) / rise
        return self.learning_rate * 0.5 * (1.0 + math.cos(math.pi * (step - rise) / max(1, self.n_steps - rise)))

    def margin_at(self, step):
        """0 until ``margin_starts``, then a linear rise over a fifth of the steps."""
        return self.margin * min(max((step / self.n_steps - self.margin_starts) / 0.2, 0.0), 1.0)


FINE_TUNING = TrainingConfig(n_steps=300, batch_size=32, learning_rate=3e-4, margin_starts=0.0, teacher_weight=0.0)


# An epoch hears each take once or more.  With few takes it goes on, each crop of them changed in another way: with 20
# speakers and 83 takes the error rate on others went from 6.7 % to 6.0 % in 60 batches, and to 3.1 % in 300.
EPOCH_STEPS = 60


def takes_config(n_takes, *, loss="arc", n_epochs=5, learning_rate=3e-4, epoch_steps=EPOCH_STEPS, seed=440):
    """The ``TrainingConfig`` of a fine-tuning on so many takes of known speakers, and the steps of an epoch.

    Raises
    ------
    ValueError
        For numbers of epochs, steps and the like that are not positive.
    """
    for name, value in (("n_epochs", n_epochs), ("epoch_steps", epoch_steps)):
        if value <= 0:
            raise ValueError(f"{name} must be positive, got {value}")
    steps = max(epoch_steps, math.ceil(n_takes / FINE_TUNING.batch_size))
    config = replace(
        FINE_TUNING,
        loss=loss,
        n_steps=n_epochs * steps,
        learning_rate=learning_rate,
        crop_s=(0.9, 1.6, 2.4),
        holdout=0.0,
        keeps_statistics=True,
        seed=seed,
    )
    return config, steps


def options_in(file, known):
    """The settings in a TOML file as command-line words, each ``--name value``.

    Parameters
    ----------
    file : path
        Lines such as ``n_steps = 500`` or ``speeds = [1.0, 0.9]``; the names are those of the long options.
    known : set of str

    Raises
    ------
    ValueError
        For a file that is no TOML, or a name that is not known; the message lists the known ones.
    """
    try:
        settings = tomllib.loads(Path(file).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"{file} is no settings file: {error}") from error
    unknown = sorted(settings.keys() - known)
    if unknown:
        raise ValueError(f"{file} has an unknown setting {unknown[0]!r}, known are {', '.join(sorted(known))}")
    words = []
    for name, value in settings.items():
        values = value if isinstance(value, list) else [value]
        words += [f"--{name.replace('_', '-')}", *map(str, values)]
    return words
