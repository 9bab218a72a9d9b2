"""Work for archive tests that can be sent to other processes: what is done to a file besides embedding it."""

import os
import signal
import sys
from pathlib import Path

from app.services.archive.recordings import Failed, FileEmbedder


def here(work, names):
    """Spreads the work over nothing: one name after the other in this process."""
    for name in names:
        yield name, work(name)


def changed(kind, spread):
    """``spread`` with another ``kind`` of FileEmbedder in place of the usual one."""
    return lambda work, names: spread(kind(work.root, work.model, work.model_id), names)


class Deadly(FileEmbedder):
    """Dies of files with "deadly" in their names, as a decoder with a fault would."""

    def __call__(self, name):
        if "deadly" in name:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().__call__(name)


class DeadlyOnce(FileEmbedder):
    """Dies of each such file for the first time only."""

    def __call__(self, name):
        died_before = Path(self.root, f"{name}.died")
        if "deadly" in name and not died_before.exists():
            died_before.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().__call__(name)


class Faulty(FileEmbedder):
    """Raises what nobody foresaw."""

    def __call__(self, name):
        if "faulty" in name:
            raise LookupError("nobody foresaw this")
        return super().__call__(name)


class Gated(FileEmbedder):
    """Stays at files with "gate" in their names until somebody opens the pipe ``gate`` for writing."""

    def __call__(self, name):
        if "gate" in name:
            Path(f"{self.root}.gate").read_bytes()
        return super().__call__(name)


class Loaded(FileEmbedder):
    """Tells which heavy modules a worker has loaded after its file, and its libraries' threads."""

    def __call__(self, name):
        super().__call__(name)
        heavy = [module for module in ("mxnet", "PyQt5", "matplotlib", "distributed") if module in sys.modules]
        return Failed(f"{heavy} {os.environ['OMP_NUM_THREADS']}")
