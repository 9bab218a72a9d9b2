"""Training in several processes, here or on several machines, through MXNet's parameter server.

Each process has a role, told by the DMLC_* variables of its environment: one scheduler, servers that add up gradients,
and workers that train.  Without a role this process starts and supervises all of them on this machine.
"""

import contextlib
import math
import os
import queue
import signal
import socket
import subprocess
import sys
from pathlib import Path

from gluonar_engine.training.checkpoints import Checkpoints
from gluonar_engine.training.watch import SILENCE_S, Watched, WatchServer, end

_HERE = "127.0.0.1"
_LAUNCHED = "GLUONAR_LAUNCHED"  # by a launcher, in which the watch server runs: else it runs in the scheduler


def n_workers(options):
    """How many processes train: what the environment of a role or, without one, the options say.

    Raises
    ------
    ValueError
        When they do not say it, or contradict each other.
    """
    counts = {"--workers": options.workers, "--servers": options.servers}
    for name, count in counts.items():
        if count is not None and count < 1:
            raise ValueError(f"{name} must be positive, got {count}")
    if "DMLC_ROLE" not in os.environ:
        if options.workers is None:
            raise ValueError("--kvstore needs --workers N to start them here, or DMLC_ROLE and what belongs to it")
        return options.workers
    for (name, count), variable in zip(counts.items(), ("DMLC_NUM_WORKER", "DMLC_NUM_SERVER"), strict=True):
        if count not in (None, _number(variable)):
            raise ValueError(f"{name} is {count}, but {variable} is {_number(variable)}: leave one of them out")
    return _number("DMLC_NUM_WORKER")


def run(options, argv, train):
    """Act as the role of the environment, or start all roles here; the exit status.

    Parameters
    ----------
    options : argparse.Namespace
        With ``workers`` and ``servers``, each None when not given, and ``work``.
    argv : sequence of str
        What to start each role with.
    train : callable(kvstore)
        The work of a worker.

    Raises
    ------
    ValueError
        For variables that do not say where the others are.
    """
    role = os.environ.get("DMLC_ROLE")
    if role is None:
        return _launch(options, argv)
    if role not in ("scheduler", "server", "worker"):
        raise ValueError(f"DMLC_ROLE must be scheduler, server or worker, got {role!r}")
    is_own_port = "GLUONAR_WATCH_PORT" in os.environ
    port = _number("GLUONAR_WATCH_PORT") if is_own_port else _number("DMLC_PS_ROOT_PORT") + 1
    address, silence_s = (_variable("DMLC_PS_ROOT_URI"), port), _silence_s()
    mx = _load_mxnet(role)
    if role == "scheduler" and _LAUNCHED not in os.environ:
        _watch_over(mx, address, silence_s, options.work)
        return 0
    with Watched(
        address, role, on_loss=lambda sentence: end(f"{sentence} {_next_step(options.work)}"), silence_s=silence_s
    ) as watched:
        if role == "worker":
            _work(mx, watched, train)
        else:
            _serve(mx)
    return 0


def _variable(name):
    if not os.environ.get(name):
        raise ValueError(f"DMLC_ROLE is set but {name} is not: set both, or none to start all processes here")
    return os.environ[name]


def _number(name):
    text = _variable(name)
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65_534):
        raise ValueError(f"{name} must be a number from 1 to 65534, got {text!r}")
    return int(text)


def _silence_s():
    text = os.environ.get("GLUONAR_SILENCE_S", str(SILENCE_S))
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 1 <= seconds <= 3600:
        raise ValueError(f"GLUONAR_SILENCE_S must be a number of seconds from 1 to 3600, got {text!r}")
    return seconds


def _load_mxnet(role):
    """MXNet, without the server loop that importing it under another role than a worker's would run."""
    os.environ["DMLC_ROLE"] = "worker"
    from gluonar_engine.backend import mx

    os.environ["DMLC_ROLE"] = role
    return mx


def _work(mx, watched, train):
    from gluonar_engine.training.team import join

    kvstore = join()
    watched.rename(f"worker {kvstore.rank}")
    train(kvstore)
    mx.nd.waitall()
    kvstore.__del__()  # waits for all processes to get here, under watch, not in some later collection of garbage
    kvstore.handle = None


def _serve(mx):
    from mxnet.kvstore.kvstore_server import KVStoreServer

    KVStoreServer(mx.kv.create("dist_sync")).run()


def _watch_over(mx, address, silence_s, work):
    """Be the scheduler, and the watch server beside it."""
    n_members = _number("DMLC_NUM_WORKER") + _number("DMLC_NUM_SERVER")

    def on_loss(member, reason):
        sentence = _sentence(member, reason)
        server.tell(f"lost {sentence}")
        end(f"{sentence} {_next_step(work)}")

    server = WatchServer(address, n_members, on_loss, silence_s=silence_s)
    _serve(mx)
    server.wait()


def _launch(options, argv):
    """Start every role on this machine, and end them all when one ends badly."""
    roles = ["scheduler", *["server"] * (options.servers or 1), *["worker"] * options.workers]
    losses = queue.SimpleQueue()
    server = WatchServer((_HERE, 0), len(roles), lambda *loss: losses.put(loss), silence_s=_silence_s())
    environment = _environment(options, server.address[1])
    children = {}
    try:
        for role in roles:
            child = subprocess.Popen(
                [sys.executable, "-m", "gluonar_engine.training", *argv],
                env=environment | {"DMLC_ROLE": role},
                start_new_session=True,  # Ctrl-C is for the launcher, which ends them
            )
            children[child] = role
        failure = _supervise(children, server, losses)
    except KeyboardInterrupt:
        failure = "Interrupted."
    finally:
        for child in children:
            child.kill()  # also ends a frozen one; every file is written so that this does no harm
            child.wait()
    if failure:
        sys.exit(f"{failure} {_next_step(options.work)}")
    return 0


def _environment(options, watch_port):
    with socket.create_server((_HERE, 0)) as free:
        port = free.getsockname()[1]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {"OMP_NUM_THREADS": str(max(1, cores // options.workers))} | os.environ | {
        "DMLC_PS_ROOT_URI": _HERE,
        "DMLC_PS_ROOT_PORT": str(port),
        "DMLC_NODE_HOST": _HERE,
        "DMLC_NUM_WORKER": str(options.workers),
        "DMLC_NUM_SERVER": str(options.servers or 1),
        "GLUONAR_WATCH_PORT": str(watch_port),
        _LAUNCHED: "1",
    }  # fmt: skip


def _supervise(children, server, losses):
    """What went wrong, in a sentence, or None when every child has ended well."""
    while True:
        member, reason = _next_loss(losses)
        by_pid = {child.pid: child for child in children}
        if member and member.pid in by_pid:
            with contextlib.suppress(subprocess.TimeoutExpired):  # then it is frozen, or stuck
                by_pid[member.pid].wait(1)
        for child, role in children.items():
            if child.poll():
                known = {member.pid: member for member in list(server.members.values())}
                return _sentence(known.get(child.pid, f"{role} (process {child.pid})"), _how_it_ended(child))
        if reason:
            return _sentence(member, reason)
        if all(child.returncode == 0 for child in children):
            return None


def _next_loss(losses):
    try:
        return losses.get(timeout=0.1)
    except queue.Empty:
        return None, None


def _how_it_ended(child):
    if child.returncode < 0:
        return f"was ended by {signal.Signals(-child.returncode).name}"
    return f"ended with exit code {child.returncode}"


def _sentence(member, reason):
    sentence = f"{member} {reason}." if member else f"{reason}."
    return f"{sentence[:1].upper()}{sentence[1:]}"


def _next_step(work):
    latest = Checkpoints(Path(work) / "checkpoints", None).latest()
    if latest is None:
        return "There is no checkpoint yet: the same command begins from the start."
    return f"The same command goes on from the checkpoint at step {int(latest.name.partition('-')[2])}."
