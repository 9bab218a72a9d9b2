"""Training in several processes: scheduler, server and workers for real, on loopback."""

import contextlib
import os
import re
import select
import signal
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import psutil
import pytest

from gluonar_engine.backend import mx
from gluonar_engine.training.__main__ import main
from gluonar_engine.training.team import Team

SETTINGS = ["--n-steps", "12", "--batch-size", "4", "--crop-s", "0.5", "--holdout", "0.67"]
TRAINING = [sys.executable, "-m", "gluonar_engine.training"]
KEEPING = [sys.executable, str(Path(__file__).with_name("worker_keeping_weights.py"))]
HERE = "127.0.0.1"
LIMIT_S = 240  # for what takes ten seconds on an idle machine: a test that waits longer has failed


class Job:
    """Processes that write into one pipe, which ends when none of them, nor of their children, is left."""

    def __init__(self):
        self._reading, self._writing = os.pipe()
        self.processes, self._children, self.output = [], [], ""

    def start(self, words, **variables):
        root = Path(__file__).parents[2]
        path = os.pathsep.join([str(root), os.environ["PYTHONPATH"]])
        environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": path} | variables
        self.processes.append(
            subprocess.Popen(words, env=environment, cwd=root, stdout=self._writing, stderr=subprocess.STDOUT)
        )

    def children(self):
        """Those of the first process."""
        self._children += psutil.Process(self.processes[0].pid).children()
        return self._children

    def read_until(self, text):
        """Read what they write until it holds ``text``; to the end of all processes when that is None."""
        if self._writing is not None:
            os.close(self._writing)
            self._writing = None
        while text is None or text not in self.output:
            ready, _, _ = select.select([self._reading], [], [], LIMIT_S)
            assert ready, f"nothing came for {LIMIT_S} s after:\n{self.output}"
            chunk = os.read(self._reading, 1 << 16).decode()
            if not chunk:
                break
            self.output += chunk
        assert text is None or text in self.output, self.output

    def statuses(self):
        return [process.wait(LIMIT_S) for process in self.processes]

    def close(self):
        """End what a failed test left."""
        for process in (*self.processes, *self._children):
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        self.statuses()
        for end in (self._reading, self._writing):
            if end is not None:
                os.close(end)


@pytest.fixture(scope="module")
def new_job():
    jobs = []

    def new():
        jobs.append(Job())
        return jobs[-1]

    yield new
    for job in jobs:
        job.close()


def start_by_hand(job, words, *, worker=TRAINING, **variables):
    """One scheduler, one server, two workers, each with the variables that the docs name."""
    with socket.create_server((HERE, 0)) as first, socket.create_server((HERE, 0)) as second:
        ports = [str(free.getsockname()[1]) for free in (first, second)]
    variables |= {"DMLC_PS_ROOT_URI": HERE, "DMLC_PS_ROOT_PORT": ports[0], "GLUONAR_WATCH_PORT": ports[1]}
    variables |= {"DMLC_NODE_HOST": HERE, "DMLC_NUM_WORKER": "2", "DMLC_NUM_SERVER": "1"}
    for role, program in (("worker", worker), ("scheduler", TRAINING), ("server", TRAINING), ("worker", worker)):
        job.start([*program, *words, "--kvstore", "dist_sync"], DMLC_ROLE=role, **variables)


def words_for(voices, folder):
    return [str(voices), "-o", str(folder / "model"), "--work", str(folder / "work"), *SETTINGS]


def parameters(file):
    return {name: value.asnumpy() for name, value in mx.nd.load(str(file)).items()}


@pytest.fixture(scope="module")
def two_workers(voices, tmp_path_factory, new_job):
    """Folder of a training by two workers that nobody disturbed."""
    folder = tmp_path_factory.mktemp("two")
    job = new_job()
    start_by_hand(job, words_for(voices, folder), worker=[*KEEPING, str(folder)])
    job.read_until(None)
    assert job.statuses() == [0, 0, 0, 0], job.output
    assert job.output.count("recordings in") == 1  # only the first worker tells
    return folder


def test_two_workers_end_with_the_weights_of_one_that_computes_both_parts(two_workers, voices, tmp_path, new_job):
    job = new_job()  # with as many threads as the workers: another number rounds otherwise, which Adam magnifies
    job.start([*TRAINING, *words_for(voices, tmp_path), "--n-parts", "2"])
    job.read_until(None)
    assert job.statuses() == [0], job.output
    alone = parameters(tmp_path / "model" / "network.params")
    together = parameters(two_workers / "model" / "network.params")
    weights = [name for name in alone if "running" not in name]
    assert len(weights) > 40
    for name in weights:
        np.testing.assert_allclose(together[name], alone[name], atol=1e-5, err_msg=name)


def test_both_workers_end_with_the_same_weights_and_statistics(two_workers):
    first, second = (parameters(two_workers / f"rank-{rank}.params") for rank in (0, 1))
    assert any("running" in name for name in first)
    for name in first:
        np.testing.assert_array_equal(first[name], second[name], err_msg=name)


def test_killed_worker_ends_the_job_and_the_same_command_goes_on(two_workers, voices, tmp_path, new_job):
    command = [*TRAINING, *words_for(voices, tmp_path), "--kvstore", "dist_sync", "--workers", "2"]
    broken = new_job()
    broken.start(command)
    broken.read_until("EER")  # measured after the first checkpoint
    children = broken.children()
    assert [child.environ()["DMLC_ROLE"] for child in children] == ["scheduler", "server", "worker", "worker"]
    children[-1].kill()
    broken.read_until(None)
    assert broken.statuses() == [1]
    told = re.search(
        r"^Worker [01] \(process (\d+) on 127.0.0.1\) was ended by SIGKILL\. "
        r"The same command goes on from the checkpoint at step (\d+)\.$",
        broken.output,
        re.MULTILINE,
    )
    assert told, broken.output
    assert (int(told[1]), int(told[2]) < 12) == (children[-1].pid, True)
    assert not any(child.is_running() for child in children)

    resumed = new_job()
    resumed.start(command)
    resumed.read_until(None)
    assert resumed.statuses() == [0], resumed.output
    assert resumed.output.count("EER") == 12 - int(told[2])
    whole, pieced = (parameters(folder / "model" / "network.params") for folder in (two_workers, tmp_path))
    for name in whole:
        np.testing.assert_allclose(pieced[name], whole[name], atol=1e-5, err_msg=name)


def test_frozen_worker_ends_the_job_and_itself_when_it_is_continued(voices, tmp_path, new_job):
    job = new_job()
    start_by_hand(job, [*words_for(voices, tmp_path), "--n-steps", "80"], GLUONAR_SILENCE_S="5")
    job.read_until("EER")
    frozen, *others = job.processes
    frozen.send_signal(signal.SIGSTOP)
    assert [process.wait(LIMIT_S) for process in others] == [1, 1, 1]
    frozen.send_signal(signal.SIGCONT)
    job.read_until(None)
    assert frozen.wait(LIMIT_S) == 1
    sentence = (
        rf"Worker [01] \(process {frozen.pid} on 127.0.0.1\) was lost: silent for 5 s\. "
        r"The same command goes on from the checkpoint at step [1-7]0\."
    )
    assert len(re.findall(sentence, job.output)) >= 3, job.output


def test_decoders_of_a_killed_process_end_as_well(voices, tmp_path, new_job):
    decoding = f"""
import signal
from gluonar_engine.data.corpus import build_corpus
def progress(*_):
    print("decoding", flush=True)
    signal.pause()
build_corpus({str(voices)!r}, {str(tmp_path)!r}, progress=progress)
"""
    job = new_job()
    job.start([sys.executable, "-c", decoding])
    job.read_until("decoding")
    decoders = job.children()
    job.processes[0].kill()
    job.read_until(None)
    assert len(decoders) == 2
    assert job.statuses() == [-signal.SIGKILL]


@pytest.mark.parametrize(
    ("words", "variables", "message"),
    [
        (["--workers", "2"], {}, "are for --kvstore dist_sync"),
        ([], {"DMLC_ROLE": "server"}, "are for --kvstore dist_sync"),
        (["--kvstore", "dist_async", "--workers", "2"], {}, "invalid choice: 'dist_async'"),
        (["--kvstore", "dist_sync"], {}, "--kvstore needs --workers N"),
        (["--kvstore", "dist_sync", "--workers", "-1"], {}, "--workers must be positive, got -1"),
        (["--kvstore", "dist_sync", "--workers", "2", "--servers", "0"], {}, "--servers must be positive, got 0"),
        (["--kvstore", "dist_sync", "--workers", "3"], {}, "batch of 4 does not divide into 3 parts"),
        (["--kvstore", "dist_sync"], {"DMLC_ROLE": "worker"}, "DMLC_NUM_WORKER is not"),
        (["--kvstore", "dist_sync", "--workers", "4"], {"DMLC_NUM_WORKER": "2"}, "leave one of them out"),
        (["--kvstore", "dist_sync"], {"DMLC_NUM_WORKER": "2", "DMLC_ROLE": "boss"}, "got 'boss'"),
        (["--kvstore", "dist_sync"], {"DMLC_NUM_WORKER": "two"}, "DMLC_NUM_WORKER must be a number"),
        (["--kvstore", "dist_sync"], {"DMLC_NUM_WORKER": "2", "GLUONAR_SILENCE_S": "soon"}, "got 'soon'"),
    ],
)
def test_what_cannot_start_is_told_before_anything_does(words, variables, message, tmp_path, monkeypatch, capsys):
    if "DMLC_NUM_WORKER" in variables:
        address = {"DMLC_PS_ROOT_URI": HERE, "DMLC_PS_ROOT_PORT": "9"}
        variables = {"DMLC_ROLE": "worker", "DMLC_NUM_SERVER": "1"} | address | variables
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as ended:
        main([*words_for(tmp_path, tmp_path), *words])
    assert message in f"{ended.value}{capsys.readouterr().err}"
    assert list(tmp_path.iterdir()) == []


class SecondWorker:
    """The parameter server as worker 1 of 2 sees it, where worker 0 gave these numbers."""

    rank, num_workers = 1, 2

    def __init__(self, number):
        self._number = mx.nd.array([number])

    def broadcast(self, key, value, out):
        self._number.copyto(out)

    def _barrier(self):
        """Worker 0 is there already."""

    def init(self, key, value):
        """Worker 0's value counts, and is overwritten by the first sum."""

    def pushpull(self, key, array):
        array += self._number


@pytest.mark.parametrize("claims", [(0, 0), (1, 0), (0, 1), (1, 1)])
def test_what_one_worker_claims_counts_for_all(claims):
    first, second = claims
    assert Team(SecondWorker(first)).any(bool(second)) == any(claims)


def test_average_is_over_all_workers():
    array = mx.nd.array([1.0])
    Team(SecondWorker(5.0)).average("a", [array])
    assert array.asscalar() == 3.0


def written_by_worker_0(folder, number):
    (folder / "workers.json").write_text(f'{{"token": {number}, "settings": {{"n_steps": 12}}}}')


def test_work_folder_that_another_machine_does_not_see_is_told(tmp_path):
    team = Team(SecondWorker(77))
    for number in (None, 76):  # no such file, or that of an earlier training
        if number:
            written_by_worker_0(tmp_path, number)
        with pytest.raises(ValueError, match="worker 1 does not see in .* give a work folder that all machines share"):
            team.meet(tmp_path, {"n_steps": 12})


def test_workers_with_other_settings_are_told(tmp_path):
    written_by_worker_0(tmp_path, 77)
    Team(SecondWorker(77)).meet(tmp_path, {"n_steps": 12})
    with pytest.raises(ValueError, match="n_steps is 13 for worker 1 but 12 for worker 0"):
        Team(SecondWorker(77)).meet(tmp_path, {"n_steps": 13})
