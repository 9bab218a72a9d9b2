"""A kill at any moment loses nothing that was acknowledged, leaves nothing half done, and the work goes on."""

import multiprocessing
import signal
import sys

import pytest
from sqlite_utils import Database as SqliteDatabase

from app.services import audit
from app.settings import gallery_path
from tests.trust.operations import OPERATIONS, open_gallery

LIMIT_S = 60.0  # for the first sign of life of a child on a loaded machine
LONGEST_S = 0.12  # from then on until the kill

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a Unix signal"),
    pytest.mark.timeout(1200),
]


@pytest.fixture(scope="module")
def context():
    """A fresh interpreter for each child would take minutes."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.trust.operations"])
    return context


def run_and_kill(context, work, folder, run, delay_s, tally):
    """What was acknowledged before SIGKILL, ``delay_s`` after the first sign of life (or after the start)."""
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(folder, run, sender.send), daemon=True)
    process.start()
    sender.close()
    if run % 4 and not receiver.poll(LIMIT_S):  # every fourth is killed anywhere, opening the gallery included
        tally.add("hung")
    process.join(delay_s)
    process.kill()
    process.join(LIMIT_S)
    tally.add("kills")
    tally.add("hung", process.is_alive())
    tally.add("crashed", process.exitcode != -signal.SIGKILL)
    return list(received(receiver, tally))


def received(receiver, tally):
    try:
        while receiver.poll(LIMIT_S):
            yield receiver.recv()
    except (EOFError, OSError):  # the second where the kill came in the middle of a message
        return
    tally.add("hung")  # somebody still holds the other end


def damages(folder):
    """What is wrong with the gallery as a file, whatever was done with it."""
    db = SqliteDatabase(gallery_path(folder))
    yield from (row["integrity_check"] for row in db.query("PRAGMA integrity_check") if row["integrity_check"] != "ok")
    yield from map(str, db.query("PRAGMA foreign_key_check"))
    db.close()
    yield from audit.check(open_gallery(folder).audit).problems


@pytest.mark.parametrize("name", OPERATIONS)
def test_kill(context, tmp_path, rng, tally, how_often, name):
    operation, acknowledged = OPERATIONS[name], []
    operation.prepare(tmp_path)
    for run in range(how_often(6, 125)):
        delay_s = rng.uniform(0.0, LONGEST_S)
        acknowledged += run_and_kill(context, operation.work, tmp_path, run, delay_s, tally)
        open_gallery(tmp_path / operation.data).speakers()
    assert acknowledged, "nothing was ever done before a kill"
    tally.add("acknowledged", len(acknowledged))
    problems = [*operation.lost(tmp_path, acknowledged), *damages(tmp_path / operation.data)]
    tally.add("lost", len(problems))
    assert problems == []
    tally.check()
