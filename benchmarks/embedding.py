"""Time from a 3 s waveform to its embedding, one thread, beside Resemblyzer.

    python -m benchmarks.embedding [--model DIR]

Both are measured in turn in one process, so that a change of the machine's speed meets both.
"""

import argparse
import time

import numpy as np

from benchmarks.peers import ResemblyzerEncoder
from gluonar_engine.encoder import SpeakerEncoder

N_ROUNDS = 50


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", help="folder of a model (default: the shipped one)")
    options = parser.parse_args(argv)
    waveform = np.random.default_rng(0).normal(0, 0.05, 48_000).astype(np.float32)
    ours, peer = SpeakerEncoder.load(options.model, n_threads=1), ResemblyzerEncoder(n_threads=1)
    calls = {ours.model_id: ours.embed, peer.model_id: peer.embed_prepared}
    times = {name: [] for name in calls}
    for round_number in range(N_ROUNDS + 3):  # three to warm up
        for name, call in calls.items():
            started = time.perf_counter()
            call(waveform)
            if round_number >= 3:
                times[name].append(1000 * (time.perf_counter() - started))
    fastest = {name: min(values) for name, values in times.items()}
    print(f"| 3 s to embedding, 1 thread, {N_ROUNDS} rounds | min ms | median ms | of the peer's |")
    print("|---|---|---|---|")
    for name, values in times.items():
        share = fastest[name] / fastest[peer.model_id]
        print(f"| {name} | {fastest[name]:.1f} | {np.median(values):.1f} | {share:.2f} |")


if __name__ == "__main__":
    main()
