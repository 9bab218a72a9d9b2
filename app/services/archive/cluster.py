"""The same work sent to the workers of a dask.distributed scheduler.  Only here is a socket opened."""

import asyncio
import logging
import pickle
import queue
import time
import uuid
from concurrent.futures import CancelledError
from contextlib import contextmanager

from app.errors import UserError
from app.services.archive.recordings import Failed, Unfit
from app.services.importing import shown_name

ANSWER_S = 10.0  # a scheduler that has not answered by then will not
NO_WORKERS_S = 60.0  # how long a cluster may be without any worker
_POLL_S = 1.0
_AT_ONCE = 1000  # tasks that the scheduler knows of: enough for hundreds of workers
_PACKAGES = ("distributed", "numpy", "av", "onnxruntime")  # other versions give other bits, or do not even talk
_AGAIN = "Start it, then give the same command again: it goes on where it was."


def embed_on_cluster(work, names, address):
    """(name, outcome) of each name as it is done, in any order, by the workers of the scheduler at ``address``.

    A name whose worker dies goes to others.  One that several died at is tried once more with nothing beside it,
    since another may have killed them, then it has ``Failed``.
    """
    with _connected(address) as client:
        _require_same_versions(client)
        _require_fit(client, work)
        suspects = []
        for name, outcome in _Round(client, work, names, _AT_ONCE).outcomes():
            if outcome is None:
                suspects.append(name)
            else:
                yield name, outcome
        for name, outcome in _Round(client, work, suspects, 1).outcomes():
            yield name, outcome or Failed(f"Every worker that read “{shown_name(name)}” died.")


@contextmanager
def _connected(address):
    try:
        from distributed import Client
    except ImportError as error:
        raise UserError(
            f"A cluster needs dask.distributed, which cannot be loaded: {error}.",
            "Install it with “pip install -r requirements-archive.txt”, or leave --scheduler out.",
        ) from error
    _silence()
    _require_scheduler(address)
    try:
        with Client(address, timeout=ANSWER_S, set_as_default=False) as client:
            _require_workers(client, address)
            yield client
    except OSError as error:
        raise UserError("The connection to the scheduler is lost.", _AGAIN) from error


def _silence():
    """What it would log, we say in our own words."""
    for name in ("distributed", *logging.root.manager.loggerDict):
        if name.split(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _require_scheduler(address):
    """Asked before a client is made, which takes long to give a false one up."""
    try:
        kind = asyncio.run(asyncio.wait_for(_kind_at(address), ANSWER_S))
    except (OSError, ValueError, MemoryError) as error:  # the last when something else than dask answers
        advice = f"Check that it runs there and no firewall is between. {_AGAIN}"
        raise UserError(f"No scheduler answers at {address}.", advice) from error
    if kind != "Scheduler":
        raise UserError(f"At {address} is a {kind.lower()}, no scheduler.", "Give the scheduler's own address.")


async def _kind_at(address):
    from distributed.core import rpc

    async with rpc(address, timeout=ANSWER_S) as peer:
        return (await peer.identity())["type"]


def _require_workers(client, address):
    try:
        client.wait_for_workers(1, timeout=ANSWER_S)
    except TimeoutError as error:
        advice = f"Start some with “python -m dask worker {address}” in this program's folder."
        raise UserError(f"The scheduler at {address} has no workers.", advice) from error


def _require_same_versions(client):
    versions = client.get_versions(packages=_PACKAGES)
    ours = _shown_versions(versions["client"])
    for place, theirs in (("the scheduler", versions["scheduler"]), *versions["workers"].items()):
        theirs = _shown_versions(theirs)
        packages = ("distributed",) if place == "the scheduler" else ours
        for package in packages:
            if theirs[package] != ours[package]:
                raise UserError(
                    f"At {place} {package} is {theirs[package]}, here it is {ours[package]}.",
                    "Install the same versions everywhere, then give the same command again.",
                )


def _shown_versions(answer):
    installed = (answer or {}).get("packages", {})
    python = ".".join(installed.get("python", "missing").split(".")[:2])
    return {"python": python, **{package: installed.get(package) or "missing" for package in _PACKAGES}}


def _require_fit(client, work):
    for worker, answer in client.run(_by_value(work, "check"), on_error="return").items():
        if isinstance(answer, Exception):
            raise _without_program(worker, answer)
        if isinstance(answer, Unfit):
            raise UserError(f"Worker {worker}: {answer.title}", answer.advice)


def _by_value(work, method="__call__"):
    """``work`` as a function that only the workers look into: the scheduler then needs nothing of this program."""
    pickled = pickle.dumps(work)

    def call(*arguments):
        import pickle

        return getattr(pickle.loads(pickled), method)(*arguments)

    return call


class _Round:
    """One try at each name, so many at once."""

    def __init__(self, client, work, names, n_at_once):
        self._client, self._work, self._names, self._n_at_once = client, _by_value(work), iter(names), n_at_once
        self._prefix = f"embed-{uuid.uuid4().hex}"
        self._answers = queue.SimpleQueue()
        self._n_open = 0
        self._alone_since = None

    def outcomes(self):
        """(name, outcome), or (name, None) where several workers died."""
        for _ in range(self._n_at_once):
            self._submit_next()
        while self._n_open:
            name, answer = self._next_answer()
            self._n_open -= 1
            self._submit_next()
            yield name, _outcome(answer)

    def _submit_next(self):
        name = next(self._names, None)
        if name is not None:
            future = self._client.submit(self._work, name, key=f"{self._prefix}-{uuid.uuid4().hex}")
            self._client.loop.add_callback(self._collect, name, future)
            self._n_open += 1

    async def _collect(self, name, future):
        (answer,) = await asyncio.gather(future, return_exceptions=True)
        self._answers.put((name, answer))

    def _next_answer(self):
        while True:
            try:
                return self._answers.get(timeout=_POLL_S)
            except queue.Empty:
                self._require_anybody()

    def _require_anybody(self):
        is_alone, now = not self._client.nthreads(), time.monotonic()
        self._alone_since = (self._alone_since or now) if is_alone else None
        if is_alone and now - self._alone_since > NO_WORKERS_S:
            raise UserError(
                f"The cluster has had no worker for {NO_WORKERS_S:.0f} s.",
                "Start some, then give the same command again: it goes on where it was.",
            )


def _outcome(answer):
    from distributed import KilledWorker
    from distributed.comm import CommClosedError

    if isinstance(answer, KilledWorker):
        return None
    if isinstance(answer, (CancelledError, CommClosedError)):
        raise ConnectionError(answer) from answer
    if isinstance(answer, (ImportError, AttributeError)):
        raise _without_program("one that joined later", answer)
    if isinstance(answer, Unfit):
        raise UserError(f"On a worker: {answer.title}", answer.advice)
    if isinstance(answer, BaseException):
        return Failed(f"The worker failed ({type(answer).__name__}: {answer}).")
    return answer


def _without_program(worker, error):
    return UserError(
        f"Worker {worker} cannot run this program: {error}.",
        "Start it in the folder of the same version of this program, then give the same command again.",
    )
