"""Looking through a folder of recordings in the window: files a second, and the longest time it does not react.

    python -m benchmarks.folder_import [--files N]

The recordings are the sample voices, each copy at another level.  There is no peer: other programs of this kind import
one file at a time.
"""

import argparse
import os
import tempfile
from functools import partial
from itertools import cycle
from pathlib import Path

import numpy as np

from benchmarks import windows
from gluonar_engine.data.audio import decode, encode_flac

SAMPLES = Path(__file__).resolve().parents[1] / "assets" / "samples"
N_SPEAKERS = 50


def main(argv=None):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", metavar="N", type=int, default=1000)
    n_files = parser.parse_args(argv).files
    with tempfile.TemporaryDirectory() as folder:
        voices = make_voices(Path(folder) / "voices", n_files)
        took_s, gaps_s = _look_through(Path(folder) / "data", voices)
    print("| files | files a second | longest pause of the window, ms | 99th percentile, ms |")
    print("|---|---|---|---|")
    worst, usual = 1000 * max(gaps_s), 1000 * np.percentile(gaps_s, 99)
    print(f"| {n_files:,} | {n_files / took_s:.1f} | {worst:.0f} | {usual:.0f} |")


def make_voices(root, n_files):
    """A folder for each of the speakers, with as many recordings as it takes to have ``n_files``."""
    sounds = [decode(path).waveform for path in sorted(SAMPLES.glob("*/*.flac"))]
    for number, sound in zip(range(n_files), cycle(sounds), strict=False):
        folder = root / f"speaker {number % N_SPEAKERS:02}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number:05}.flac").write_bytes(encode_flac(sound * (0.5 + 0.4 * number / n_files)))
    return root


def _look_through(data, voices):
    """Seconds that it took, and those between one reaction of the window and the next."""
    data.mkdir()
    with windows.opened(data) as (app, program):
        folder = program.controllers.folder
        look = partial(program.window.enroll.folders_dropped.emit, [str(voices)])
        return windows.run_job(app, look, folder.finished, folder.failed)


if __name__ == "__main__":
    main()
