"""What this process computes on: left to the machine, or chosen for MXNet and ONNX Runtime alike."""

import os
import re
from dataclasses import dataclass

AUTO, CPU, CUDA = DEVICES = ("auto", "cpu", "cuda")
VARIABLE = "GLUONAR_DEVICE"

_NAMES = re.compile(r"(auto|cpu|cuda|gpu)|(?:cuda|gpu):(\d+)")
_REASONS = {
    "no_provider": "the installed {runtime} is built without it",
    "no_card": "{runtime} sees no graphics card for it",
    "not_loaded": "{runtime} finds no CUDA or cuDNN of the version that it needs",
    "failed": "{runtime} fails on the graphics card: {detail}",
}
_chosen = None


class DeviceError(ValueError):
    """CUDA cannot be used; ``reason`` is a key of ``_REASONS``, ``detail`` is what ``runtime`` said itself."""

    def __init__(self, reason, runtime, detail=""):
        words = _REASONS[reason].format(runtime=runtime, detail=detail)
        super().__init__(f"CUDA cannot be used: {words}")
        self.reason, self.runtime, self.detail = reason, runtime, detail


@dataclass(frozen=True)
class Place:
    """Where a network runs: on ``CPU`` or ``CUDA``, by ``runtime``, a name with its version.

    ``problem`` is the ``DeviceError`` for which the processor was taken, None where nobody looked for CUDA.
    """

    device: str
    runtime: str
    problem: DeviceError | None = None

    def __str__(self):
        return f"{self.device} ({self.runtime})" + (f"; {self.problem}" if self.problem else "")


def choose(device):
    """From now on in this process: a name as of ``kind_and_index``, or None for ``$GLUONAR_DEVICE``, else "auto"."""
    global _chosen
    if device is not None:
        kind_and_index(device)
    _chosen = device


def chosen():
    return _chosen or os.environ.get(VARIABLE) or AUTO


def kind_and_index(device):
    """One of ``DEVICES`` and the number of the card, of "auto", "cpu", "cuda" or "cuda:N"; "gpu" is "cuda", too.

    Raises
    ------
    ValueError
        For any other name.
    """
    found = _NAMES.fullmatch(device)
    if not found:
        raise ValueError(f"device must be 'auto', 'cpu', 'cuda' or 'cuda:N', got {device!r}")
    word, index = found.groups()
    return (word if word in (AUTO, CPU) else CUDA), int(index or 0)
