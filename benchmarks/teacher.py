"""Embed a training folder with Resemblyzer (Apache-2.0), as targets that a small network can learn from.

    python -m benchmarks.teacher DATA --cache DIR -o TARGETS.npy

Writes one float32 row (256,) per recording and speed of the corpus cache, in its order.  Needs requirements-bench.txt.
"""

import argparse
import time
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial

import numpy as np

from benchmarks.peers import ResemblyzerEncoder
from gluonar_engine.data.audio import pcm_to_waveform
from gluonar_engine.data.corpus import build_corpus, read_corpus

_PART = 500  # recordings at a time in one process


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("--cache", required=True)
    parser.add_argument("--speeds", type=float, nargs="+", default=[1.0, 0.88, 1.12])
    parser.add_argument("-o", "--out", required=True)
    parser.add_argument("--processes", type=int, default=2, help="of one thread each (default: %(default)s)")
    options = parser.parse_args()

    n_rows = len(build_corpus(options.data, options.cache, speeds=options.speeds, progress=_print_progress))
    parts = [range(start, min(start + _PART, n_rows)) for start in range(0, n_rows, _PART)]
    targets = np.zeros((n_rows, 256), np.float32)
    started = time.monotonic()
    with ProcessPoolExecutor(options.processes) as pool:
        for part, rows in zip(parts, pool.map(partial(_embed, options.cache), parts), strict=True):
            targets[part] = rows
            minutes_left = (time.monotonic() - started) / part.stop * (n_rows - part.stop) / 60
            print(f"{part.stop} of {n_rows}, {minutes_left:.0f} min left", flush=True)
    np.save(options.out, targets)


def _embed(corpus_folder, part):
    corpus = read_corpus(corpus_folder)
    return np.stack([_encoder().embed(pcm_to_waveform(corpus.recording(row))) for row in part])


@cache
def _encoder():
    return ResemblyzerEncoder()


def _print_progress(done, total):
    if done % 1000 == 0 or done == total:
        print(f"decoded {done} of {total}", flush=True)


if __name__ == "__main__":
    main()
