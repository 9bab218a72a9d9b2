"""Work spread over processes of this machine, one file at a time each, so that a death costs one file at most."""

import os
import signal
from collections import deque
from contextlib import contextmanager, suppress
from multiprocessing import connection, get_context

from app.errors import UserError
from app.services.archive.recordings import Failed
from app.services.importing import shown_name

_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")  # each core has a process already


def n_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def embed_locally(work, names, n_jobs):
    """(name, outcome) of each name as it is done, in any order.

    ``work`` is called with each name in one of ``n_jobs`` processes.  A name whose process dies of it is tried once
    more, since the machine may only have been short of memory, then it has ``Failed``.
    """
    crew = _Crew(work, names)
    try:
        for _ in range(min(n_jobs, len(names))):
            crew.hire()
        while crew.workers:
            for pipe in connection.wait(list(crew.workers)):
                yield from crew.hear(pipe)
    finally:
        crew.dismiss()


class _Crew:
    """The worker processes, what each is at, and what is still to do."""

    def __init__(self, work, names):
        self._work, self._context = work, get_context("spawn")  # a fork would copy our threads' locks, and our pipes
        self._to_do, self._dead_once = deque(names), set()
        self.workers = {}  # our end of the pipe -> (process, name or None before the first)

    def hire(self):
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(self._work, theirs), daemon=True)
        try:
            with _inherited_by_workers():
                process.start()
        except OSError as error:
            title = f"A worker process cannot be started: {error.strerror}."
            raise UserError(title, "Try again with a smaller --jobs.") from error
        theirs.close()
        self.workers[ours] = (process, None)

    def hear(self, pipe):
        """What one worker has to say: (name, outcome); nothing when it is ready, or dead for the first time.

        Without a name when it is ``Unfit`` for any.
        """
        process, name = self.workers[pipe]
        try:
            outcome = pipe.recv()
        except (EOFError, OSError):
            yield from self._mourn(pipe)
            return
        self._assign(pipe)
        if outcome is not None:
            yield name, outcome

    def dismiss(self):
        for process, _ in self.workers.values():
            process.terminate()
        for pipe, (process, _) in self.workers.items():
            process.join()
            pipe.close()
        self.workers.clear()

    def _assign(self, pipe):
        process, _ = self.workers[pipe]
        if not self._to_do:
            del self.workers[pipe]
            pipe.close()  # which ends the worker
            process.join()
            return
        name = self._to_do.popleft()
        self.workers[pipe] = (process, name)
        with suppress(OSError):  # it has just died: so says its pipe, too
            pipe.send(name)

    def _mourn(self, pipe):
        process, name = self.workers.pop(pipe)
        pipe.close()
        process.join()
        how = _how_it_ended(process.exitcode)
        if name is None:
            raise UserError(f"A worker process {how} before it could begin.", "Try again with a smaller --jobs.")
        if name in self._dead_once:
            yield name, Failed(f"The process that read “{shown_name(name)}” {how}, twice.")
        else:
            self._dead_once.add(name)
            self._to_do.append(name)
        if self._to_do:
            self.hire()


def _serve(work, pipe):
    """What a worker process does until its pipe is closed, by us or by our death."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    outcome = work.check()
    while (name := _handed_over(outcome, pipe)) is not None:
        outcome = work(name)


def _handed_over(outcome, pipe):
    """The next name for an outcome; None when nobody is there or nothing is left to do."""
    try:
        pipe.send(outcome)
        return pipe.recv()
    except (EOFError, OSError):
        return None


@contextmanager
def _inherited_by_workers():
    """While a worker starts: libraries with one thread, and no ear for Ctrl-C, which is ours to answer."""
    kept = {name: os.environ.get(name) for name in _ONE_THREAD}
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    unblock = _block_ctrl_c()
    try:
        yield
    finally:
        unblock()
        for name, value in kept.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _block_ctrl_c():
    """Returns what undoes it; a Ctrl-C in between is not lost, it comes then."""
    if not hasattr(signal, "pthread_sigmask"):
        return lambda: None
    from multiprocessing.resource_tracker import ensure_running

    ensure_running()  # when it is started later, it takes our mask off
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    return lambda: signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _how_it_ended(code):
    return f"was killed ({signal.strsignal(-code)})" if code < 0 else f"ended with code {code}"
