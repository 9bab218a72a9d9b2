"""What the workers of a distributed training share: means over all of them, and one work folder."""

import json
import secrets
from pathlib import Path

from gluonar_engine.backend import mx

_MEETING = 1_000_000  # a key of the parameter server; the trainer's keys count parameters from 0
_FILE = "workers.json"


def join():
    """The parameter server of this training, once all its processes are there."""
    return mx.kv.create("dist_sync")


class Team:
    """This worker among the others, or alone (``kvstore`` None)."""

    def __init__(self, kvstore=None):
        self._kvstore = kvstore
        self.rank, self.n_workers = (kvstore.rank, kvstore.num_workers) if kvstore else (0, 1)
        self._keys = {}  # of what is averaged

    @property
    def leads(self):
        """Whether this is the worker that writes, measures and tells."""
        return self.rank == 0

    def add_up(self, name, arrays):
        """Put the sum over all workers into each of some NDArrays; ``name`` says which, as it is on every worker.

        They travel as one array, and nothing else does meanwhile: MXNet's server looks keys up in one thread while
        another adds or changes one, and many on their way at once now and then came back wrong.
        """
        if self.n_workers == 1:
            return
        flat = mx.nd.concat(*(array.reshape(-1) for array in arrays), dim=0)
        if name not in self._keys:
            self._keys[name] = _MEETING + 1 + len(self._keys)
            mx.nd.waitall()
            self._kvstore._barrier()
            self._kvstore.init(self._keys[name], flat)
        self._kvstore.pushpull(self._keys[name], flat)
        flat.wait_to_read()
        start = 0
        for array in arrays:
            array[:] = flat[start : start + array.size].reshape(array.shape)
            start += array.size

    def average(self, name, arrays):
        """Put the mean over all workers into each of some NDArrays."""
        self.add_up(name, arrays)
        for array in arrays:
            array /= self.n_workers

    def any(self, claim):
        """Whether any worker claims it; for all the same."""
        share = mx.nd.array([bool(claim)])
        self.add_up("claim", [share])
        return share.asscalar() > 0

    def meet(self, work_dir, settings):
        """Once: wait for the leading worker, and make sure that all see its work folder and have its settings, a dict.

        Raises
        ------
        ValueError
            On a worker that does not.
        """
        if self.n_workers == 1:
            return
        file = Path(work_dir) / _FILE
        settings = json.loads(json.dumps(settings))
        token = mx.nd.array([secrets.randbits(24) if self.leads else 0])  # 24 bits are exact in a float32
        if self.leads:
            file.write_text(json.dumps({"token": int(token.asscalar()), "settings": settings}))
        self._kvstore.broadcast(_MEETING, token, token)
        written = json.loads(file.read_text()) if file.is_file() else {"token": None}
        if written["token"] != int(token.asscalar()):
            raise ValueError(
                f"worker {self.rank} does not see in {work_dir} what worker 0 wrote there: "
                "give a work folder that all machines share"
            )
        for name, value in settings.items():
            if value != written["settings"][name]:
                raise ValueError(
                    f"{name} is {value} for worker {self.rank} but {written['settings'][name]} for worker 0: "
                    "give the same command everywhere"
                )
