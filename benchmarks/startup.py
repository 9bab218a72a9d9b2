"""From `python main.py` to the window, to where it can record, and to where its model is loaded; and its memory then.

    python -m benchmarks.startup [--rounds N]

There is no peer: other programs of this kind start differently.  All of it is seen from outside, in the pixels of a
virtual screen: a first start, in a process that tells where its widgets are, shows how the window looks once all is
there.  It is painted when four fifths of what is not background look like that, ready to record when the status line
names the microphone, and the model is loaded when it names that.  The start before those that count warms the disk's
cache.  Memory is taken some seconds later.  (Linux; needs xvfb, xdotool, PulseAudio.)
"""

import tempfile
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import median
from threading import Event

import numpy as np

from app import settings
from benchmarks.rounds import Mark, options_of, print_head, print_marks, print_row
from benchmarks.watching import cpu_s, family, memory_mb, watched_screen
from tests import microphone, screen
from tests.waiting import wait_until

MOMENTS = {"window painted": 0.7, "ready to record": 1.0, "model loaded": 2.5}  # and the marks, in s
MEMORY_MARK_MB = 250.0
_MICROPHONE, _MODEL = "status.device", "status.model"
_STEP = np.s_[::3, ::3]
_PAINTED_SHARE, _BACKGROUND_SHARE = 0.8, 0.02
_EVERY_S, _REST_S = 0.002, 5.0


@dataclass(frozen=True)
class Looks:
    """How the window looks at rest: all its ``pixels``, and where the parts are that tell the moments."""

    pixels: np.ndarray
    microphone: tuple
    model: tuple

    @cached_property
    def ink(self):
        """(places, pixels) of some of what is not background."""
        some = self.pixels[_STEP]
        colours, counts = np.unique(some, return_counts=True)
        places = np.flatnonzero(~np.isin(some, colours[counts > _BACKGROUND_SHARE * some.size]))
        return places, some.flat[places]

    def reached(self, now):
        """Whether each of ``MOMENTS`` has come, by the pixels ``now``."""
        places, at_rest = self.ink
        is_painted = np.mean(now[_STEP].flat[places] == at_rest) >= _PAINTED_SHARE
        return bool(is_painted), self._is_at_rest(now, self.microphone), self._is_at_rest(now, self.model)

    def _is_at_rest(self, now, area):
        return np.array_equal(now[area], self.pixels[area])


def main(argv=None):
    options = options_of(__doc__, argv, n_rounds=10)
    if absent := screen.missing_parts() or microphone.missing_parts():
        raise SystemExit(absent)
    with (
        tempfile.TemporaryDirectory() as folder,
        microphone.PulseMicrophone(),
        watched_screen(screen.WIDTH, screen.HEIGHT) as (display, pixels),
    ):
        looks = _looks_at_rest(display, pixels, Path(folder))
        starts = [_start(display, pixels, looks, folder) for _ in range(options.rounds + 1)][1:]
    marks = _print_moments([moments for moments, _ in starts])
    memories = starts[-1][1]
    _print_memory(memories)
    in_all_mb = sum(proportional for _, proportional in memories)
    print_marks([*marks, Mark("memory at rest, all processes", in_all_mb, MEMORY_MARK_MB, " MB")])


def _print_moments(starts):
    """The table of ``starts``, each with (s, processor s) of every moment, and the marks."""
    print_head([f"command to this, {len(starts)} warm starts", "min s", "median s", "max s", "processor s, least"])
    marks = []
    for (name, mark_s), moments in zip(MOMENTS.items(), zip(*starts, strict=True), strict=True):
        times, processor = zip(*moments, strict=True)
        figures = (min(times), median(times), max(times), min(processor))
        print_row([name, *(f"{value:.2f}" for value in figures)])
        why = f"{min(processor):.2f} s of it on a processor, the rest waited for one or for others"
        marks.append(Mark(f"command to {name}, median", median(times), mark_s, " s", why=why))
    return marks


def _print_memory(memories):
    print()
    print_head([f"memory {_REST_S:g} s after all is there", "resident MB", "proportional MB"])
    names = ["the program", *(f"helper process {n}" for n in range(1, len(memories)))]
    for name, each in zip([*names, "sum"], [*memories, np.sum(memories, axis=0)], strict=True):
        print_row([name, *(f"{value:.0f}" for value in each)])


def _looks_at_rest(display, pixels, folder):
    program = display.start_findable("--data", folder)
    wait_until(lambda: "speaker model" in _log_of(folder))
    Event().wait(_REST_S)
    display.wait_until_still()
    areas = [display.where(part) for part in (_MICROPHONE, _MODEL)]
    looks = Looks(pixels.copy(), *(np.s_[top:bottom, left:right] for left, top, right, bottom in areas))
    _end(program, pixels)
    return looks


def _log_of(folder):
    path = settings.log_path(folder)
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _start(display, pixels, looks, folder):
    """(s, processor s) until each moment, and (resident, proportional) MB of each process afterwards."""
    seen = [None] * len(MOMENTS)
    started = time.perf_counter()
    program = display.start("main.py", "--data", folder)

    def are_all_seen():
        if program.poll() is not None:
            raise SystemExit("the program ended before it was ready")
        for index, is_reached in enumerate(looks.reached(pixels)):
            if is_reached and seen[index] is None:
                seen[index] = time.perf_counter() - started, cpu_s(program.pid)
        return None not in seen

    wait_until(are_all_seen, every_s=_EVERY_S)
    Event().wait(_REST_S)
    memories = [memory_mb(pid) for pid in family(program.pid)]
    _end(program, pixels)
    return seen, memories


def _end(program, pixels):
    program.kill()
    program.wait()
    wait_until(lambda: pixels.any(axis=1).mean() < 0.1)  # the server has taken all away but the mouse's cursor


if __name__ == "__main__":
    main()
