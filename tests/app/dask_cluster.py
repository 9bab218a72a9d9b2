"""A dask.distributed cluster of processes on this machine, on ports that the system chooses."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psutil

from tests.waiting import wait_until

ROOT = Path(__file__).parents[2]
START_S = 120.0  # importing dask on a loaded machine


class Cluster:
    """``folder`` is for its logs.  The workers start again when they die, until their keepers are killed."""

    def __init__(self, folder, n_workers=2, *, allowed_failures=1):
        self._folder = folder
        self._file = folder / "scheduler.json"
        self.address = None
        settings = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(allowed_failures)}
        self.scheduler = self._start("scheduler", "--port", "0", **settings)
        self.keepers = [self.add_worker() for _ in range(n_workers)]

    def __enter__(self):
        wait_until(lambda: self._file.exists() and self._file.read_text().strip().endswith("}"), START_S)
        self.address = json.loads(self._file.read_text())["address"]
        return self

    def __exit__(self, *exception):
        for process in (*self.keepers, self.scheduler):
            kill_all(process)

    def add_worker(self, path=ROOT):
        """One with its keeper; ``path`` is where it looks for the program."""
        return self._start(
            "worker", "--nthreads", "1", cwd=path, PYTHONPATH=f"{path}{os.pathsep}{os.environ['PYTHONPATH']}"
        )

    def workers(self):
        """The worker processes themselves, as psutil sees them."""
        return [worker for keeper in self.keepers for worker in _spawned(keeper)]

    def _start(self, kind, *options, cwd=ROOT, **settings):
        command = [sys.executable, "-P", "-m", "dask", kind, "--scheduler-file", str(self._file)]
        with open(self._folder / f"{kind}.log", "ab") as log:
            return subprocess.Popen(
                [*command, "--host", "127.0.0.1", "--no-dashboard", *options],
                cwd=cwd,
                stdout=log,
                stderr=log,
                env={**os.environ, **settings},
            )


def kill_all(process):
    """A process and what it started; its end is waited for."""
    for child in psutil.Process(process.pid).children(recursive=True):
        child.kill()
    process.kill()
    process.wait(START_S)


def _spawned(keeper):
    children = psutil.Process(keeper.pid).children()
    return [child for child in children if "resource_tracker" not in " ".join(child.cmdline())]
