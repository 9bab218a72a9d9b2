"""Time from a 3 s waveform to its embedding, one thread, beside Resemblyzer.

python -m benchmarks.embedding [--model DIR] [--rounds N]
"""

import numpy as np

from benchmarks.peers import ResemblyzerEncoder
from benchmarks.rounds import Case, Contender, options_of, print_table
from gluonar_engine.encoder import SpeakerEncoder


def main(argv=None):
    def add(parser):
        parser.add_argument("--model", help="folder of a model (default: the shipped one)")

    options = options_of(__doc__, argv, n_rounds=50, add=add)
    waveform = np.random.default_rng(0).normal(0, 0.05, 48_000).astype(np.float32)
    ours, peer = SpeakerEncoder.load(options.model, n_threads=1), ResemblyzerEncoder(n_threads=1)
    contenders = [
        Contender(ours.model_id, lambda: ours.embed(waveform), n_threads=1, is_ours=True),
        Contender(peer.model_id, lambda: peer.embed_prepared(waveform), n_threads=1),
    ]
    print_table("from waveform to embedding", [Case("3 s", contenders)], n_rounds=options.rounds)


if __name__ == "__main__":
    main()
