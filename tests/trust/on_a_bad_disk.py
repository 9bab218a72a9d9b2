"""What a process of its own does on a disk that is full or write-protected; prints what came of it as JSON.

python -m tests.trust.on_a_bad_disk {full,limited,protected} FOLDER SEED
"""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np

from app.errors import UserError
from tests.trust.operations import CONSENT, lost_enrollments, open_gallery, takes_of

BALLAST_BYTES = 400_000  # that somebody deletes to make room
MOUNTING = "mount -t tmpfs -o size={size} tmpfs '{folder}' && exec '{python}' -m tests.trust.on_a_bad_disk"


def refused(work):
    """The sentence with which the work ends; None where it does not."""
    try:
        work()
    except UserError as error:
        return str(error)
    return None


def fill(folder, acknowledged):
    """Enroll until the disk has no more room."""
    for number in range(10_000):
        name = f"speaker {number}"
        open_gallery(folder).enroll(name, list(takes_of(name)), "m1", CONSENT)
        acknowledged.append(name)


def full(folder, rng):
    """A disk with little room, of which some is freed later."""
    ballast = folder / "ballast"
    ballast.write_bytes(bytes(BALLAST_BYTES + int(rng.integers(0, 100_000))))
    acknowledged = []
    sentence = refused(lambda: fill(folder, acknowledged))
    ballast.unlink()
    return sentence, [*lost_enrollments(folder, acknowledged), *after(folder)]


def limited(folder, rng):
    """A limit to the size of files, as a quota has it, which is lifted later."""
    import resource

    limit = int(rng.integers(400_000, 4_000_000))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    acknowledged = []
    sentence = refused(lambda: fill(folder, acknowledged))
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return sentence, [*lost_enrollments(folder, acknowledged), *after(folder)]


def protected(folder, rng):
    """A disk that becomes write-protected, and no longer is."""
    gallery = open_gallery(folder)
    names = [f"speaker {number}" for number in range(int(rng.integers(1, 4)))]
    for name in names:
        gallery.enroll(name, list(takes_of(name)), "m1", CONSENT)
    subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
    sentence = refused(lambda: gallery.enroll("Eve", list(takes_of("Eve")), "m1", CONSENT))
    reading = refused(lambda: open_gallery(folder).speakers())
    subprocess.run(["mount", "-o", "remount,rw", folder], check=True)
    silent = [] if sentence and (reading is None or "“" in reading) else ["a write-protected disk was not told"]
    return sentence, [*silent, *lost_enrollments(folder, names), *after(folder)]


def after(folder):
    """What does not go on, now that all is well again."""
    gallery = open_gallery(folder)
    if refused(lambda: gallery.enroll("Zoe", list(takes_of("Zoe")), "m1", CONSENT)):
        yield "enrolling did not go on"
    if refused(lambda: gallery.remove(gallery.speaker("Zoe").id)):
        yield "removing did not go on"


if __name__ == "__main__":
    kind, folder, seed = sys.argv[1:]
    work = {"full": full, "limited": limited, "protected": protected}[kind]
    sentence, lost = work(Path(folder), np.random.default_rng(int(seed)))
    sys.stdout.write(json.dumps({"sentence": sentence, "lost": lost}))
