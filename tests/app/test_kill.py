"""A kill at any moment leaves every acknowledged enrollment whole, and no other half done."""

import hashlib
import multiprocessing
import sys

import numpy as np
import pytest
from sqlite_utils import Database as SqliteDatabase

from app.domain import Quality
from app.store.gallery import Gallery, NewTake
from tests.waiting import TIMEOUT_S

N_KILLS = 40
N_TAKES = 3
QUALITY = Quality(duration_s=4.0, speech_s=3.0, snr_db=20.0, clipped_fraction=0.0, peak_db=-3.0)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a Unix signal")


def takes_of(name):
    for number in range(N_TAKES):
        rng = np.random.default_rng([number, *name.encode()])
        flac = rng.bytes(60_000)
        yield NewTake(flac, hashlib.sha256(flac).hexdigest(), rng.random(256, np.float32), f"{name}-{number}", QUALITY)


def enroll_for_ever(path, run, acknowledge):
    """What the killed process does: a name is acknowledged when its enrollment has returned."""
    gallery = Gallery(path)
    for number in range(10_000):
        name = f"run {run} speaker {number}"
        gallery.enroll(name, list(takes_of(name)), "m1")
        acknowledge.send(name)


def run_and_kill(context, path, run, delay_s):
    """The names acknowledged before SIGKILL, ``delay_s`` after the first sign of life (or after the start)."""
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=enroll_for_ever, args=(path, run, sender), daemon=True)
    process.start()
    sender.close()
    if run % 4:  # every fourth is killed anywhere, opening the gallery included
        assert receiver.poll(TIMEOUT_S)
    process.join(delay_s)
    process.kill()
    process.join(TIMEOUT_S)
    names = []
    try:
        while receiver.poll(TIMEOUT_S):
            names.append(receiver.recv())
        pytest.fail("somebody still holds the other end of the pipe")
    except EOFError:
        assert names or not run % 4, "the process ended by itself"
        return names


def test_no_kill_loses_or_halves_an_enrollment(tmp_path, rng):
    path = tmp_path / "gallery.db"
    context = multiprocessing.get_context("forkserver")  # a fresh interpreter for each would take minutes
    context.set_forkserver_preload([__name__, "app.store.gallery"])
    acknowledged = []
    for run in range(N_KILLS):
        acknowledged += run_and_kill(context, path, run, delay_s=rng.uniform(0.0, 0.12))
    gallery = Gallery(path)
    enrolled = {speaker.name: speaker for speaker in gallery.speakers()}
    assert set(acknowledged) <= set(enrolled)
    assert len(enrolled) - len(acknowledged) <= N_KILLS  # committed, and killed before saying so
    for name, speaker in enrolled.items():
        expected = list(takes_of(name))
        stored = [gallery.flac(recording.id) for recording in gallery.recordings(speaker.id)]
        assert stored == [take.flac for take in expected], f"{name} is not whole"
        vectors = gallery.embeddings_of(speaker.id, "m1")
        np.testing.assert_array_equal(vectors, [take.embedding for take in expected])
    db = SqliteDatabase(path)
    assert [row["integrity_check"] for row in db.query("PRAGMA integrity_check")] == ["ok"]
    assert not list(db.query("PRAGMA foreign_key_check"))
    counts = {table: db[table].count for table in ("speakers", "recordings", "embeddings")}
    assert counts == {
        "speakers": len(enrolled),
        "recordings": N_TAKES * len(enrolled),
        "embeddings": N_TAKES * len(enrolled),
    }
