"""Embedding an archive on a cluster: a real scheduler with two workers, as processes on the loopback."""

import os
import socket
import sys
import threading

import pytest

pytest.importorskip("distributed", reason="requirements-archive.txt is not installed")

from app.errors import UserError
from app.services.archive import cluster as on_cluster
from app.services.archive.cluster import embed_on_cluster
from app.services.archive.recordings import Embedded, Failed, FileEmbedder
from app.services.archive.run import embed_archive, way_of_working
from gluonar_engine.data.audio import encode_flac
from tests.app.archive_work import Deadly, Gated, here
from tests.app.dask_cluster import START_S, Cluster, kill_all
from tests.voices import say
from tests.waiting import TIMEOUT_S

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs named pipes and SIGKILL")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    with Cluster(tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """For a loaded machine; those that wait for the end of it are given less."""
    monkeypatch.setattr(on_cluster, "ANSWER_S", START_S)


@pytest.fixture
def archive(tmp_path):
    root = tmp_path / "archive"
    root.mkdir()
    for number in range(6):
        (root / f"{number}.flac").write_bytes(encode_flac(say(2, pitch_hz=110 + 20 * number)[0]))
    (root / "empty.wav").touch()
    return root


def work_on(root, encoder, kind=FileEmbedder):
    return kind(str(root), None, encoder.model_id)


def test_same_bytes_as_on_this_machine(cluster, archive, tmp_path, encoder):
    embed_archive(archive, tmp_path / "here.npz", encoder, spread=here)
    report = embed_archive(archive, tmp_path / "there.npz", encoder, spread=way_of_working(scheduler=cluster.address))
    assert (report.n_embedded, report.failed) == (6, {"empty.wav": "“empty.wav” is empty: it has no bytes."})
    assert (tmp_path / "there.npz").read_bytes() == (tmp_path / "here.npz").read_bytes()


def test_goes_on_what_another_way_of_working_began(cluster, archive, tmp_path, encoder):
    def stop(progress):
        if progress.n_done == 4:
            raise KeyboardInterrupt

    spread = way_of_working(scheduler=cluster.address)
    with pytest.raises(KeyboardInterrupt):
        embed_archive(archive, tmp_path / "out.npz", encoder, spread=spread, progress=stop)
    report = embed_archive(archive, tmp_path / "out.npz", encoder, spread=here)
    assert report.n_before in (3, 4) and report.n_embedded == 6  # the empty one may have been among the four


def test_killed_worker_costs_nothing(cluster, archive, encoder):
    """Both of them are killed, each at a file."""
    os.mkfifo(f"{archive}.gate")
    for number in range(2):
        (archive / f"gate{number}.flac").write_bytes((archive / "0.flac").read_bytes())
    names = sorted(path.name for path in archive.iterdir())
    outcomes = embed_on_cluster(work_on(archive, encoder, Gated), names, cluster.address)
    done = dict([next(outcomes)])  # they have begun
    for worker in cluster.workers():
        worker.kill()
    opened = threading.Thread(target=keep_gate_open, args=(f"{archive}.gate", stop := threading.Event()), daemon=True)
    opened.start()
    try:
        done |= dict(outcomes)
    finally:
        stop.set()  # or the thread would go on for ever
    opened.join(TIMEOUT_S)
    assert {name for name, outcome in done.items() if isinstance(outcome, Embedded)} == {*names} - {"empty.wav"}


def keep_gate_open(gate, stop):
    while not stop.is_set():
        try:
            os.close(os.open(gate, os.O_WRONLY | os.O_NONBLOCK))
        except OSError:  # nobody is waiting
            stop.wait(0.01)


def test_file_that_kills_every_worker_is_listed_and_no_other(cluster, archive, encoder):
    names = ["0.flac", "1.flac", "deadly.flac", "2.flac", "3.flac", "4.flac", "5.flac"]
    outcomes = dict(embed_on_cluster(work_on(archive, encoder, Deadly), names, cluster.address))
    assert outcomes.pop("deadly.flac") == Failed("Every worker that read “deadly.flac” died.")
    assert len(outcomes) == 6 and all(isinstance(outcome, Embedded) for outcome in outcomes.values())


def test_worker_that_cannot_see_the_folder_is_told(cluster, tmp_path, encoder):
    with pytest.raises(UserError, match="Worker tcp://127.0.0.1:.*: There is nothing in the folder .*this very path"):
        list(embed_on_cluster(work_on(tmp_path / "elsewhere", encoder), ["a.wav"], cluster.address))


def test_worker_with_another_model_is_told(cluster, archive, encoder):
    work = FileEmbedder(str(archive), None, "other-1")
    with pytest.raises(UserError, match=f"Worker tcp:.*: The speaker model is {encoder.model_id}, not other-1."):
        list(embed_on_cluster(work, ["a.wav"], cluster.address))


def test_worker_without_the_program_is_told(cluster, archive, tmp_path, encoder, monkeypatch):
    (tmp_path / "only_here.py").write_text("from tests.app.archive_work import Deadly\nclass OnlyHere(Deadly): pass\n")
    monkeypatch.syspath_prepend(tmp_path)
    import only_here

    with pytest.raises(UserError, match="Worker tcp:.* cannot run this program: .*only_here.* Start it in the folder"):
        list(embed_on_cluster(work_on(archive, encoder, only_here.OnlyHere), ["0.flac"], cluster.address))


@pytest.mark.parametrize(
    ("place", "package", "sentence"),
    [
        ("scheduler", "distributed", "At the scheduler distributed is 2020.1.0, here it is "),
        ("workers", "onnxruntime", "At tcp://127.0.0.1:.* onnxruntime is 2020.1.0, here it is "),
        ("workers", "python", "At tcp://127.0.0.1:.* python is 2020.1, here it is "),
        ("workers", "av", "At tcp://127.0.0.1:.* av is missing, here it is "),
    ],
)
def test_other_versions_are_told(cluster, archive, encoder, monkeypatch, place, package, sentence):
    from distributed import Client

    def answer(client, packages):
        versions = get_versions(client, packages=packages)
        theirs = versions["scheduler"] if place == "scheduler" else list(versions["workers"].values())[-1]
        theirs["packages"][package] = None if package == "av" else "2020.1.0"
        return versions

    get_versions = Client.get_versions
    monkeypatch.setattr(Client, "get_versions", answer)
    with pytest.raises(UserError, match=f"{sentence}.* Install the same versions everywhere"):
        list(embed_on_cluster(work_on(archive, encoder), ["0.flac"], cluster.address))


def test_where_no_scheduler_answers(cluster, archive, tmp_path, encoder, monkeypatch):
    monkeypatch.setattr(on_cluster, "ANSWER_S", 1.0)
    nobody, mute = socket.socket(), socket.socket()
    with nobody, mute:
        for place in (nobody, mute):
            place.bind(("127.0.0.1", 0))
        mute.listen()
        for place in (nobody, mute):
            address = f"tcp://127.0.0.1:{place.getsockname()[1]}"
            with pytest.raises(UserError, match=f"No scheduler answers at {address}. Check that it runs there"):
                embed_archive(archive, tmp_path / "out.npz", encoder, spread=way_of_working(scheduler=address))


def test_something_else_at_the_address_is_told(cluster, archive, encoder):
    from distributed import Client

    with Client(cluster.address, set_as_default=False) as client:
        worker = next(iter(client.nthreads()))
    with pytest.raises(UserError, match=f"At {worker} is a worker, no scheduler. Give the scheduler's own address."):
        list(embed_on_cluster(work_on(archive, encoder), ["0.flac"], worker))


def test_without_distributed_it_is_told(archive, tmp_path, encoder, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UserError, match="A cluster needs dask.distributed, .* requirements-archive.txt"):
        embed_archive(archive, tmp_path / "out.npz", encoder, spread=way_of_working(scheduler="tcp://127.0.0.1:1"))


def test_cluster_that_loses_its_workers_and_then_its_scheduler(archive, tmp_path, encoder, monkeypatch):
    os.mkfifo(f"{archive}.gate")  # which nobody opens
    work = work_on(archive, encoder, Gated)
    (archive / "gate.flac").write_bytes((archive / "0.flac").read_bytes())
    with Cluster(tmp_path, n_workers=1) as cluster:
        outcomes = embed_on_cluster(work, ["0.flac", "gate.flac"], cluster.address)
        assert next(outcomes)[0] == "0.flac"
        kill_all(cluster.keepers.pop())
        monkeypatch.setattr(on_cluster, "NO_WORKERS_S", 0.5)
        with pytest.raises(UserError, match="The cluster has had no worker for .* s. Start some, then give the same"):
            next(outcomes)

        monkeypatch.setattr(on_cluster, "ANSWER_S", 1.0)
        with pytest.raises(UserError, match=f"The scheduler at {cluster.address} has no workers. Start some with"):
            next(embed_on_cluster(work, ["0.flac", "gate.flac"], cluster.address))

        monkeypatch.setattr(on_cluster, "ANSWER_S", START_S)
        cluster.keepers.append(cluster.add_worker())
        outcomes = embed_on_cluster(work, ["0.flac", "gate.flac"], cluster.address)
        assert next(outcomes)[0] == "0.flac"
        cluster.scheduler.kill()
        with pytest.raises(UserError, match="The connection to the scheduler is lost. Start it, then give the same"):
            next(outcomes)
