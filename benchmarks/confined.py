"""What it costs that sound files are decoded in a helper process: per file, beside decoding in the program's own.

    python -m benchmarks.confined [--rounds N]

A sample voice (FLAC, 4.5 s) and ten minutes of it; a helper that waits, and a new one for each file.
"""

import tempfile
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.rounds import Case, Contender, limit_threads, options_of, print_table
from gluonar_engine.data import audio, confined
from gluonar_engine.sandbox.helper import end_all

_SAMPLE = Path(__file__).resolve().parents[1] / "assets" / "samples" / "Alba" / "enroll-1.flac"
_LONG_S = 600


def main(argv=None):
    options = options_of(__doc__, argv)
    limit_threads(1)
    voice = audio.decode(_SAMPLE).waveform
    with tempfile.TemporaryDirectory() as folder:
        long = Path(folder) / "long.flac"
        long.write_bytes(audio.encode_flac(np.resize(voice, _LONG_S * 16_000)))
        cases = [_case("a file of 4.5 s", _SAMPLE), _case(f"a file of {_LONG_S} s", long)]
        print_table("decode one file", cases, n_rounds=options.rounds)


def _case(name, path):
    ways = {
        "in the program's own process": partial(audio.decode, path),
        "in a helper that waits": partial(confined.decode, path),
        "in a new helper": partial(_in_a_new_helper, path),
    }
    ours = "in a helper that waits"
    return Case(name, [Contender(by, call, n_threads=1, is_ours=by == ours) for by, call in ways.items()])


def _in_a_new_helper(path):
    end_all()
    return confined.decode(path)


if __name__ == "__main__":
    main()
