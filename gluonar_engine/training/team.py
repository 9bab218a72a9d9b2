"""What the workers of a distributed training share: means over all of them, and one work folder."""

import json
import secrets
from functools import partial
from pathlib import Path

from gluonar_engine.backend import mx

_MEETING = 1_000_000  # a key of the parameter server; the trainer's keys count parameters from 0
_FILE = "workers.json"


def join():
    """The parameter server of this training, once all its processes are there."""
    kvstore = mx.kv.create("dist_sync")
    kvstore.broadcast = partial(_broadcast, kvstore)
    return kvstore


def _broadcast(kvstore, key, value, out, priority=0):
    """Give all workers the value of the first, under a new key."""
    _add_key(kvstore, key, value)
    kvstore.pull(key, out=out, priority=priority)


def _add_key(kvstore, key, value):
    """Make a key while nobody reads any other: all workers wait for each other before and after.

    MXNet's own does not wait before, and its server looks keys up in one thread while another adds one: now and then
    it finds none, or another's.
    """
    value = mx.nd.array(value.asnumpy())  # weights may lie in an order of oneDNN's own, which cannot be sent
    mx.nd.waitall()
    kvstore._barrier()
    kvstore.init(key, value)


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

    def average(self, name, array):
        """Put the mean over all workers into an NDArray; ``name`` says which, as it is on every worker."""
        if self.n_workers == 1:
            return
        if name not in self._keys:
            self._keys[name] = _MEETING + 1 + len(self._keys)
            self._kvstore.broadcast(self._keys[name], array, array.copy())
        self._kvstore.pushpull(self._keys[name], array)
        array /= self.n_workers

    def any(self, claim):
        """Whether any worker claims it; for all the same."""
        share = mx.nd.array([bool(claim)])
        self.average("claim", share)
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
