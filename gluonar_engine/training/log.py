"""What a training tells: to the person at the terminal, to TensorBoard, and to who reads its log later."""

import json
import sys
import time
from pathlib import Path

import numpy as np

_LINE_EVERY = 100  # steps, where there is no terminal
_BAR_WIDTH = 24


class Console:
    """Lines, and on a terminal a bar under them."""

    def __init__(self, stream=None):
        self._stream = stream or sys.stdout
        self.is_terminal = self._stream.isatty()
        self._bar = ""

    def line(self, text):
        clear = f"\r{'':{len(self._bar)}}\r" if self._bar else ""
        self._bar = ""
        self._stream.write(f"{clear}{text}\n")
        self._stream.flush()

    def bar(self, fraction, text):
        """Draw over the last bar; nothing where there is no terminal."""
        if not self.is_terminal:
            return
        done = int(fraction * _BAR_WIDTH)
        bar = f"[{'#' * done}{'-' * (_BAR_WIDTH - done)}] {text}"
        self._stream.write(f"\r{bar:<{len(self._bar)}}")
        self._stream.flush()
        self._bar = bar


class TrainingLog:
    """``folder/log.jsonl``, a line a checkpoint, and ``folder/curves`` for ``tensorboard --logdir``.

    Parameters
    ----------
    folder : path
    config : TrainingConfig
    console : Console
    """

    def __init__(self, folder, config, console):
        self._file, self._curves = Path(folder) / "log.jsonl", Path(folder) / "curves"
        self._config, self._console = config, console
        self._writer = None
        self._losses, self._since = [], time.monotonic()

    @property
    def checkpoints(self):
        """What was written at each checkpoint: dicts with ``step`` and ``mean_eer``."""
        return [json.loads(line) for line in self._file.read_text().splitlines()] if self._file.exists() else []

    def step(self, step, losses):
        """Take down the losses (classification, distance to the directions) of one step."""
        self._losses.append(losses)
        self._scalars(
            step,
            {
                "loss/classification": losses[0],
                "loss/distance": losses[1],
                "learning_rate": self._config.learning_rate_at(step - 1),
                "margin": self._config.margin_at(step - 1),
            },
        )
        if self._console.is_terminal or len(self._losses) == _LINE_EVERY:
            self._tell(step)
        if len(self._losses) == _LINE_EVERY:
            self._losses, self._since = [], time.monotonic()

    def checkpoint(self, step, eers):
        """Take down {corpus: EER}."""
        with self._file.open("a") as log:
            log.write(json.dumps({"step": step, "mean_eer": mean_eer(eers), **eers}) + "\n")
        self._scalars(
            step, {"eer/mean": mean_eer(eers), **{f"eer/{name or 'all'}": eer for name, eer in eers.items()}}
        )
        self._writer.flush()
        self._console.line("EER: " + ", ".join(f"{name or 'all'} {eer:.1%}" for name, eer in eers.items()))

    def close(self):
        if self._writer:
            self._writer.close()

    def _tell(self, step):
        step_s = (time.monotonic() - self._since) / len(self._losses)
        classification, distance = np.mean(self._losses, axis=0)
        n_steps = self._config.n_steps
        text = (
            f"step {step} of {n_steps}: loss {classification:.3f}, distance {distance:.3f}, "
            f"{step_s:.2f} s a step, {(n_steps - step) * step_s / 60:.0f} min left"
        )
        if self._console.is_terminal:
            self._console.bar(step / n_steps, text)
        else:
            self._console.line(text)

    def _scalars(self, step, values):
        if self._writer is None:
            from tensorboardX import SummaryWriter

            # What a killed run wrote after its last checkpoint is done again: drop it from the curves.
            self._writer = SummaryWriter(str(self._curves), purge_step=step)
        for name, value in values.items():
            self._writer.add_scalar(name, value, step)


def mean_eer(eers):
    """Of all corpora alike, to four digits."""
    return round(float(np.mean(list(eers.values()))), 4)
