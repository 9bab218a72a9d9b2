"""Time from `python main.py` to the window on the screen, on a virtual screen (needs xvfb and xdotool).

    python -m benchmarks.startup

There is no peer: other programs of this kind start differently.  The first start warms the disk's cache.
"""

import tempfile
import time

import numpy as np

from tests.screen import Screen, missing_parts

N_STARTS = 10


def main(argv=None):
    if missing_parts():
        raise SystemExit(missing_parts())
    with tempfile.TemporaryDirectory() as folder, Screen() as screen:
        times = [_start(screen, folder) for _ in range(N_STARTS + 1)][1:]
    print(f"| command to window on the screen, {N_STARTS} warm starts | min s | median s | max s |")
    print("|---|---|---|---|")
    print(f"| python main.py | {min(times):.2f} | {np.median(times):.2f} | {max(times):.2f} |")


def _start(screen, folder):
    started = time.perf_counter()
    program = screen.start("main.py", "--data", folder)
    while not screen.do("search", "--onlyvisible", "--name", "GluonAR Desktop"):
        if program.poll() is not None:
            raise SystemExit("the program ended before its window came")
    took_s = time.perf_counter() - started
    program.kill()
    program.wait()
    return took_s


if __name__ == "__main__":
    main()
