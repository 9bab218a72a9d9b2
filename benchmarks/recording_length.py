"""How time and memory grow with a recording's length, 1 s to an hour: file to quality, embedding and spectrogram.

    python -m benchmarks.recording_length [--lengths S ...] [--rounds N]

Each row is a fresh process that does what verifying a file and looking at it does: it decodes the file (FLAC, sample
voices) in its helper process, measures the quality, makes the embedding and the overview of its spectrogram.  Times
are without starting and loading.  Memory is the most that was resident at once, all libraries among it, of the process
and of its helper.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.decode import voices
from benchmarks.rounds import Mark, options_of, print_head, print_marks, print_row
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data import confined
from gluonar_engine.data.audio import encode_flac
from gluonar_engine.sandbox.helper import end_all
from gluonar_engine.sandbox.limits import PeakMemory

_ROOT = Path(__file__).resolve().parents[1]
_LENGTHS_S = [1, 10, 60, 600, 3600]
_STEPS = ("decode, quality", "embedding", "spectrogram")
_MOST_MB, _MOST_GROWTH = 300.0, 1.1


def main(argv=None):
    def add(parser):
        parser.add_argument("--lengths", type=int, nargs="+", default=_LENGTHS_S, help="in s (default: 1 s to 1 h)")
        parser.add_argument("--one", help="the file of one row: measured here, and told as JSON")

    options = options_of(__doc__, argv, n_rounds=3, add=add)
    if options.one:
        print(json.dumps(measure(options.one)))
        return
    steps = [f"{step} s" for step in _STEPS]
    print_head([f"length s, {options.rounds} rounds", *steps, "in all, ms per s of sound", "program MB", "helper MB"])
    rows = {}
    with tempfile.TemporaryDirectory() as folder:
        for length_s in options.lengths:
            path = Path(folder) / "sound.flac"
            path.write_bytes(encode_flac(np.resize(voices(60 * SAMPLE_RATE), length_s * SAMPLE_RATE)))
            rows[length_s] = row = least_of([_measured_apart(path) for _ in range(options.rounds)])
            require_same_work(row, length_s)
            print_row([f"{length_s:,}", *(f"{row[step]:.3g}" for step in _STEPS), f"{per_s(row, length_s):.3g}",
                       f"{row['program MB']:.0f}", f"{row['helper MB']:.0f}"])  # fmt: skip
    print_marks(marks_of(rows))


def marks_of(rows):
    """``rows``: {length in s: what was measured}."""
    longest = max(rows)
    marks = [
        Mark(f"memory of the {of} with {longest:,} s of sound", rows[longest][f"{of} MB"], _MOST_MB, " MB")
        for of in ("program", "helper")
    ]
    shorter = [length_s for length_s in rows if 10 <= length_s < longest]
    if shorter:
        growth = per_s(rows[longest], longest) / per_s(rows[shorter[0]], shorter[0])
        marks.append(Mark(f"time per s of sound, {longest:,} s beside {shorter[0]} s", growth, _MOST_GROWTH, " times"))
    return marks


def measure(path):
    """Of one file, in this very process: s of each step, MB of memory, and what came out."""
    confined.make_ready()
    from app.services.importing import take_from_file
    from app.services.picture import picture_of
    from app.services.voice import embed_take
    from gluonar_engine.encoder import SpeakerEncoder
    from gluonar_engine.spectrogram import Spectrogram

    encoder, drawn = SpeakerEncoder.load(), Spectrogram()
    clock = [time.perf_counter()]

    def step(value):
        clock.append(time.perf_counter())
        return value

    take = step(take_from_file(path))
    embedding = step(embed_take(encoder, take))
    picture = step(picture_of(take.waveform, drawn))
    end_all()
    return {
        **dict(zip(_STEPS, np.diff(clock).tolist(), strict=True)),
        "program MB": PeakMemory().n_bytes / 2**20,
        "helper MB": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**10,
        "duration_s": take.quality.duration_s,
        "speech_s": take.quality.speech_s,
        "norm": float(np.linalg.norm(embedding)),
        "n_columns": picture.decibels.shape[1],
    }


def least_of(runs):
    """The least time of each step, the greatest memory, and what all came to."""
    return runs[0] | {step: min(run[step] for run in runs) for step in _STEPS} | {
        name: max(run[name] for run in runs) for name in ("program MB", "helper MB")
    }  # fmt: skip


def per_s(row, length_s):
    """ms for a second of sound."""
    return 1000 * sum(row[step] for step in _STEPS) / length_s


def require_same_work(row, length_s):
    """Ends the program unless all of the sound was heard, embedded and drawn."""
    whole = abs(row["duration_s"] - length_s) < 1e-3 and 0 < row["speech_s"] <= length_s
    if not whole or abs(row["norm"] - 1) > 1e-4 or not row["n_columns"]:
        raise SystemExit(f"Of {length_s} s came out: {row}")


def _measured_apart(path):
    command = [sys.executable, "-m", "benchmarks.recording_length", "--one", str(path)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return json.loads(subprocess.check_output(command, cwd=_ROOT, env=environment, text=True))


if __name__ == "__main__":
    main()
