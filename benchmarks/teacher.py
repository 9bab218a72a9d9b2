"""Embed a training folder with Resemblyzer (Apache-2.0), as targets that a small network can learn from.

    python -m benchmarks.teacher DATA --cache DIR -o TARGETS.npy

Writes one float32 row (256,) per recording and speed of the corpus cache, in its order.  Needs requirements-bench.txt.
"""

import argparse
import time

import numpy as np

from benchmarks.peers import ResemblyzerEncoder
from gluonar_engine.data.audio import pcm_to_waveform
from gluonar_engine.data.corpus import build_corpus


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("--cache", required=True)
    parser.add_argument("--speeds", type=float, nargs="+", default=[1.0, 0.88, 1.12])
    parser.add_argument("-o", "--out", required=True)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()

    encoder = ResemblyzerEncoder(options.threads)
    corpus = build_corpus(options.data, options.cache, speeds=options.speeds, progress=_print_progress)
    targets = np.zeros((len(corpus), 256), np.float32)
    started = time.monotonic()
    for i in range(len(corpus)):
        targets[i] = encoder.embed(pcm_to_waveform(corpus.recording(i)))
        if i % 500 == 499:
            minutes_left = (time.monotonic() - started) / (i + 1) * (len(corpus) - i - 1) / 60
            print(f"{i + 1} of {len(corpus)}, {minutes_left:.0f} min left", flush=True)
            np.save(options.out, targets)
    np.save(options.out, targets)


def _print_progress(done, total):
    if done % 1000 == 0 or done == total:
        print(f"decoded {done} of {total}", flush=True)


if __name__ == "__main__":
    main()
