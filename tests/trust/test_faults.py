"""What the world does to the gallery: told in a sentence, and nothing is lost that was there."""

import json
import shutil
import sqlite3
import subprocess
import sys
import traceback
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.errors import UserError
from app.services import audit
from app.services.backup import back_up_by_itself, restore
from app.settings import gallery_path
from app.store import database, speakers
from app.store.audit import CLOCK_TOLERANCE_S
from app.store.gallery import Gallery
from tests.app.test_store import DECISION
from tests.trust.on_a_bad_disk import MOUNTING, refused
from tests.trust.operations import open_gallery, takes_of

ROOT = Path(__file__).parents[2]
LIMIT_S = 120.0
PAGE_BYTES = 4096

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="these are faults of Unix systems"),
    pytest.mark.timeout(1200),
]


@pytest.fixture(scope="module")
def in_namespace():
    """The words before a command that may mount a small disk for itself alone, without being an administrator."""
    words = ["unshare", "--map-root-user", "--mount", "--", "sh", "-c"]
    tried = shutil.which("unshare") and subprocess.run(
        [*words, "mount -t tmpfs tmpfs /mnt"], capture_output=True, timeout=LIMIT_S
    )
    if not tried or tried.returncode:
        pytest.skip("this system does not let a user mount a disk of their own")
    return words


def came_of(command, tally):
    """What the child printed; a child that fails or does not end is counted."""
    tally.add("faults")
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LIMIT_S)
    except subprocess.TimeoutExpired:
        tally.add("hung")
        return None
    if done.returncode:
        tally.add("crashed")
        sys.stderr.write(done.stderr)
        return None
    return json.loads(done.stdout)


def judge(found, sentence, tally):
    if found is not None:
        tally.add("lost", len(found["lost"]))
        tally.add("silent", found["sentence"] is None or sentence not in found["sentence"])
        assert found["lost"] == []
        assert sentence in found["sentence"]


def test_full_disk(in_namespace, tmp_path, rng, tally, how_often):
    for _ in range(how_often(1, 30)):
        mounting = MOUNTING.format(
            size=int(rng.integers(1_500_000, 4_000_000)), folder=tmp_path, python=sys.executable
        )
        command = [*in_namespace, f"{mounting} full '{tmp_path}' {rng.integers(2**31)}"]
        judge(came_of(command, tally), "The disk is full, so nothing was saved.", tally)
    tally.check()


def test_file_that_may_not_grow(tmp_path, rng, tally, how_often):
    for number in range(how_often(1, 30)):
        command = [sys.executable, "-m", "tests.trust.on_a_bad_disk", "limited", tmp_path / str(number)]
        judge(came_of([*command, str(rng.integers(2**31))], tally), "The disk failed while using the gallery", tally)
    tally.check()


def test_write_protected_disk(in_namespace, tmp_path, rng, tally, how_often):
    for _ in range(how_often(1, 10)):
        mounting = MOUNTING.format(size=20_000_000, folder=tmp_path, python=sys.executable)
        command = [*in_namespace, f"{mounting} protected '{tmp_path}' {rng.integers(2**31)}"]
        judge(came_of(command, tally), "Check that its folder exists and is yours to write in.", tally)
    tally.check()


def test_gallery_locked_by_another_process(tmp_path, tally, how_often, monkeypatch):
    monkeypatch.setattr(database, "_BUSY_TIMEOUT_S", how_often(0.2, 1.0))
    gallery = open_gallery(tmp_path)
    gallery.enroll("Ada", list(takes_of("Ada")), "m1")
    code = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('begin exclusive'); print(flush=True)"
    for number in range(how_often(2, 10)):
        other = subprocess.Popen(
            [sys.executable, "-c", f"{code}; sys.stdin.read()", gallery_path(tmp_path)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        try:
            other.stdout.readline()
            name = f"speaker {number}"
            tally.add("faults")
            sentence = refused(lambda name=name: gallery.enroll(name, list(takes_of(name)), "m1"))
            tally.add("silent", sentence is None or "is in use by another program" not in sentence)
        finally:
            other.communicate(timeout=LIMIT_S)
        gallery.enroll(name, list(takes_of(name)), "m1")
    tally.add("lost", how_often(2, 10) + 1 - len(gallery.speakers()))
    tally.check()


def test_clock_set_back(tmp_path, rng, tally, how_often, monkeypatch):
    gallery, n = open_gallery(tmp_path), how_often(20, 500)
    clock, n_back = datetime(2026, 1, 1, tzinfo=UTC), 0
    for number in range(n):
        step_s = float(rng.normal(0, 1e6))
        n_back += number > 0 and round(step_s) < -CLOCK_TOLERANCE_S
        clock = clock + timedelta(seconds=round(step_s))
        monkeypatch.setattr(speakers, "now", lambda now=clock: now.isoformat(timespec="seconds"))
        gallery.enroll(f"speaker {number}", list(takes_of(f"speaker {number}", b"flac")), "m1")
        tally.add("faults", step_s < 0)
    check = audit.check(gallery.audit)
    tally.add("lost", n - len(gallery.speakers()) + len(check.problems))
    tally.add("silent", n_back - len(check.remarks))
    assert len(check.remarks) == n_back > 0
    tally.check()


# A damaged page


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The data folder of a gallery with all that one has, what it answers, and the backup it made by itself."""
    folder = tmp_path_factory.mktemp("whole")
    gallery = open_gallery(folder)
    for number in range(8):
        name = f"speaker {number}"
        speaker = gallery.enroll(name, list(takes_of(name)), "m1")
        gallery.log_trial("verify", speaker.id, DECISION, model_id="m1", source="x.wav")
    with closing(sqlite3.connect(gallery_path(folder))) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    return folder, answers(gallery), back_up_by_itself(folder).path


def answers(gallery):
    """All that the gallery knows."""
    everybody = gallery.speakers()
    recordings = {speaker.name: gallery.recordings(speaker.id) for speaker in everybody}
    flacs = {each.source: gallery.flac(each.id) for several in recordings.values() for each in several}
    vectors = {owner: array.tobytes() for owner, array in gallery.embeddings("m1").items()}
    return everybody, recordings, flacs, vectors, gallery.trials(), audit.check(gallery.audit)


def test_damaged_page(whole, tmp_path, rng, tally, how_often):
    folder, expected, backup = whole
    content = gallery_path(folder).read_bytes()
    for _ in range(how_often(25, 1500)):
        damaged = bytearray(content)
        page = int(rng.integers(len(content) // PAGE_BYTES))
        damaged[page * PAGE_BYTES : (page + 1) * PAGE_BYTES] = rng.bytes(PAGE_BYTES)
        path = gallery_path(tmp_path)
        path.write_bytes(damaged)
        tally.add("faults")
        outcome = came_of_use(path, expected)
        tally.add(outcome)
        if outcome == "told":
            restored = restore(tmp_path, backup)
            *all_but_the_log, log = answers(Gallery(path))
            tally.add("lost", all_but_the_log != [*expected[:-1]] or not log.is_whole or restored.damaged is None)
            tally.add("restored")
        for left in tmp_path.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
    tally.check()


def came_of_use(path, expected):
    """ "told", "harmless" (all is answered as before, and more can be saved), "silent" or "crashed"."""
    try:
        gallery = Gallery(path)
        if answers(gallery) != expected:
            return "silent"
        gallery.enroll("Zoe", list(takes_of("Zoe")), "m1")
        return "harmless"
    except UserError:
        return "told"
    except Exception:  # noqa: BLE001 whatever else comes out is a crash
        traceback.print_exc()
        return "crashed"
