"""Bad input by the thousand: damaged and hostile files, names, cells and settings, and what became of each.

``python -m tests.trust_input 5000 --seed 7`` prints the counts; ``tests/trust/test_hostile_input.py`` runs it, too.
"""

import os
import tempfile
import traceback
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

from app.errors import UserError
from app.services import importing
from gluonar_engine.data import confined
from gluonar_engine.data.audio import DecodeError
from gluonar_engine.runtime import importing as networks_importing
from gluonar_engine.sandbox.helper import Task, end_all
from tests.trust_input import malice, networks, sounds, texts

FAILURES = ("crashed", "hung", "memory", "escaped", "written outside")
_FILE_LIMITS = replace(confined.LIMITS, cpu_s=60, wall_s=180, silence_s=180)
_NETWORK_LIMITS = replace(networks_importing._LIMITS, n_requests=100)
_SHARES = {  # of a hundred cases
    "mutated sounds": 66, "playlists": 4, "bombs": 2, "networks": 2, "parameters": 8, "manifests": 2, "names": 8,
    "tables": 4, "settings": 4,
}  # fmt: skip
_STOPPED = {"crashed": "crashed", "too_slow": "hung", "too_large": "stopped at the memory limit"}


def run(n, seed=0):
    """Try ``n`` pieces of bad input; a dict of counts.

    Each kind's own count; ``decoded`` and ``refused`` of the sounds; and the ``FAILURES``, all 0 where all is well:
    ``crashed`` and ``hung`` helper processes, those with more ``memory`` than they may have, what ``escaped`` as
    anything but a sentence (shown on stderr), and files ``written outside`` of the folder given.  ``peak_mb`` is the
    most memory that any helper had.
    """
    rng = np.random.default_rng(seed)
    counts = Counter(dict.fromkeys(("n", "decoded", "refused", "peak_mb", *FAILURES), 0))
    with tempfile.TemporaryDirectory() as place, _watched(counts), _elsewhere(Path(place), counts) as folder:
        (folder / malice.SECRET).write_bytes(sounds.whole_files()[0][1])
        kinds = rng.permutation(np.resize(np.repeat(list(_SHARES), list(_SHARES.values())), n))
        for number, kind in enumerate(kinds.tolist()):
            counts["n"] += 1
            counts[kind] += 1
            _try(kind, np.random.default_rng([seed, number]), folder, counts)
    return dict(counts)


def _try(kind, rng, folder, counts):
    """One case; whatever is raised is counted, and shown with all that it needs to be had again."""
    try:
        _CASES[kind](rng, folder, counts)
    except Exception:  # noqa: BLE001  the point of all this is that nothing comes here
        counts["escaped"] += 1
        traceback.print_exc()


def _try_mutated(rng, folder, counts):
    suffix, content = sounds.mutated(rng)
    path = _written(rng, folder, suffix, content)
    _decode(path, counts)
    path.unlink()


def _try_playlist(rng, folder, counts):
    suffix, content = malice.playlist(rng, folder)
    path = _written(rng, folder, suffix, content)
    assert not _decode(path, counts), content
    path.unlink()


def _try_bomb(rng, folder, counts):
    malice.bomb(rng, folder / "bomb")
    _decode(folder / "bomb", counts, max_duration_s=60.0)
    (folder / "bomb").unlink()


def _decode(path, counts, **options):
    """As the program does it; True when there is sound in it."""
    try:
        if options:
            confined.decode(path, **options)
        else:
            importing.take_from_file(path)
        counts["decoded"] += 1
        return True
    except DecodeError as error:
        _count_refusal(error, counts)
    except UserError as error:
        assert error.notice.title.isprintable() and error.notice.advice
        _count_refusal(error.__cause__, counts)
    return False


def _count_refusal(error, counts):
    counts["refused"] += 1
    if error.reason in _STOPPED:
        counts[_STOPPED[error.reason]] += 1


def _written(rng, folder, suffix, content):
    """Under an odd name, where the file system takes it."""
    odd = texts.odd_text(rng).replace("/", "-") if rng.random() < 0.3 else "a"
    for name in (f"{odd}.{suffix}", f"plain.{suffix}"):
        try:
            (folder / name).write_bytes(content)
            return folder / name
        except (OSError, ValueError):
            continue
    raise AssertionError("not even a plain name can be written")


_CASES = {
    "mutated sounds": _try_mutated,
    "playlists": _try_playlist,
    "bombs": _try_bomb,
    "networks": lambda rng, folder, counts: networks.try_onnx(rng, folder),
    "parameters": lambda rng, folder, counts: networks.try_params(rng, folder),
    "manifests": lambda rng, folder, counts: networks.try_manifest(rng, folder),
    "names": lambda rng, folder, counts: texts.try_name(rng),
    "tables": lambda rng, folder, counts: texts.try_table(rng, folder),
    "settings": lambda rng, folder, counts: texts.try_settings(rng, folder),
}


@contextmanager
def _watched(counts):
    """While it holds, helper processes have little time, and it is counted how much memory each had."""
    before = confined.TASK, networks_importing._LIMITS, confined.ask
    ask = confined.ask

    def watched(task, request, files, **options):
        with closing(ask(task, request, files, **options)) as parts:
            for part in parts:
                if isinstance(part, dict):
                    peak_mb = part.get("peak_bytes", 0) >> 20
                    counts["peak_mb"] = max(counts["peak_mb"], peak_mb)
                    counts["memory"] += peak_mb > _FILE_LIMITS.memory_bytes >> 20
                yield part

    confined.TASK = Task(confined.TASK.module, _FILE_LIMITS)
    networks_importing._LIMITS, confined.ask = _NETWORK_LIMITS, watched
    try:
        yield
    finally:
        confined.TASK, networks_importing._LIMITS, confined.ask = before
        end_all()


@contextmanager
def _elsewhere(place, counts):
    """A folder to work in, inside of others in which nothing may appear."""
    folder = place / "around" / "data"
    folder.mkdir(parents=True)
    before, here = _listing(place, folder), os.getcwd()
    os.chdir(place / "around")
    try:
        yield folder
    finally:
        os.chdir(here)
    counts["written outside"] += len(_listing(place, folder) ^ before)


def _listing(place, but):
    return {path for path in place.rglob("*") if not path.is_relative_to(but)}
