"""The recordings of a folder to embeddings in a file, with one process and with two, beside a loop of Resemblyzer.

    python -m benchmarks.bulk [--files N] [--peer-files N] [--rounds N]

The recordings are made here: 2 to 8 s of the sample voices, FLAC at 16 kHz.  Ours is all that the command ``embed``
does once it runs: starting its processes, which load the network each and decode in a helper process each, quality,
the journal, the finished file.  The peer has its network loaded, reads with librosa, and takes the first files only,
as many as --peer-files: its time is that of a file times their number.  So is that of our network alone, which is
given the speech at hand.  Two threads are slower for the peer (see ``embedding``), so it has one.
"""

import os
import tempfile
import time
from functools import partial
from importlib.metadata import version
from pathlib import Path

import numpy as np

from app.services.archive.run import embed_archive, way_of_working
from benchmarks.decode import voices
from benchmarks.rounds import Mark, limit_threads, options_of, print_head, print_marks, print_row
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.audio import decode, encode_flac
from gluonar_engine.encoder import SpeakerEncoder
from gluonar_engine.vad import voice_of

_LENGTHS_S = 2.0, 8.0
_PROCESSES = 1, 2
_LEAST_SPEEDUP, _LEAST_SCALING = 3.0, 1.8
_AGREEMENT = 1e-6


def main(argv=None):
    def add(parser):
        parser.add_argument("--files", type=int, default=1_000, help="(default: %(default)s)")
        parser.add_argument("--peer-files", type=int, default=60, help="that the peer reads (default: %(default)s)")

    options = options_of(__doc__, argv, n_rounds=3, add=add)
    limit_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        paths = make_archive(folder / "archive", options.files)
        ours, peer = Ours(folder), Peer()
        require_same_work(ours, peer, paths)
        ways = {f"{ours.name}, {n} process{'es' if n > 1 else ''}": (partial(ours.embed, n), 1, n) for n in _PROCESSES}
        n_read = min(options.peer_files, len(paths))
        ways[peer.name] = partial(peer.embed, paths[:n_read]), len(paths) / n_read, 1
        voices_heard = [voice_of(decode(path).waveform) for path in paths[:n_read]]
        network = f"{ours.name}, the network alone"
        ways[network] = partial(ours.embed_each, voices_heard), len(paths) / n_read, 1
        times = time_in_turn(ways, options.rounds)
    print_results(ways, times, options.files, options.rounds, ours.cores_busy)


def time_in_turn(ways, n_rounds, clock=time.perf_counter):
    """{way: s of all files in each round}; who does a part of them has the whole reckoned from it."""
    times = {name: [] for name in ways}
    for _ in range(n_rounds):
        for name, (call, factor, _) in ways.items():
            started = clock()
            call()
            times[name].append((clock() - started) * factor)
    return times


def print_results(ways, times, n_files, n_rounds, cores_busy):
    """``ways`` in this order: ours with one process and with two, the peer, our network alone."""
    least = {name: min(seconds) for name, seconds in times.items()}
    one, two, peer, network = least
    head = [f"{n_files:,} files, {n_rounds} rounds", "threads at most", "min s", "files/s"]
    print_head([*head, f"{one} / this", f"{two} / this"])
    for name, seconds in least.items():
        shares = [f"{least[ours] / seconds:.2f}" for ours in (one, two)]
        print_row([name, str(ways[name][2]), f"{seconds:.1f}", f"{n_files / seconds:.1f}", *shares])
    print_marks(marks_of(*least.values(), cores_busy))


def marks_of(one_s, two_s, peer_s, network_s, cores_busy):
    """The network alone, which computes at the machine's peak (see ``embedding``), bounds the first; and the second,
    how many cores one process and its helper keep busy already."""
    why = f"the network alone takes {network_s / one_s:.0%} of it, and could be {peer_s / network_s:.1f} times at most"
    yield Mark("files/s over the peer's, one process", peer_s / one_s, _LEAST_SPEEDUP, is_least=True, why=why)
    busy = " and ".join(f"{cores_busy[n]:.2f} cores with {n}" for n in _PROCESSES)
    why = f"helpers decode beside their processes, so that {busy} are busy"
    yield Mark("files/s of two processes over one", one_s / two_s, _LEAST_SCALING, is_least=True, why=why)


class Ours:
    """The archive in ``folder``, embedded as ``main.py embed`` does it."""

    def __init__(self, folder):
        self._root, self._out, self.encoder = folder / "archive", folder / "out.npz", SpeakerEncoder.load()
        self.name, self.cores_busy = self.encoder.model_id, {}

    def embed(self, n_processes):
        before = os.times()
        report = embed_archive(self._root, self._out, self.encoder, spread=way_of_working(n_processes))
        if report.failed:
            raise SystemExit(f"{len(report.failed)} files were not embedded: {next(iter(report.failed.values()))}")
        *spent, took_s = np.subtract(os.times(), before)  # by this process and those that have ended, and on the wall
        self.cores_busy[n_processes] = sum(spent) / took_s

    def embed_each(self, waveforms):
        return [self.encoder.embed(waveform) for waveform in waveforms]

    def embeddings(self):
        """Of the last run, {file name: (dim,)}."""
        with np.load(self._out) as found:
            return dict(zip(found["file"].tolist(), found["embedding"], strict=True))


class Peer:
    """Resemblyzer's own preparation and network."""

    def __init__(self):
        import torch
        from resemblyzer import VoiceEncoder

        torch.set_num_threads(1)
        self._encoder, self.name = VoiceEncoder("cpu", verbose=False), f"Resemblyzer {version('resemblyzer')}"

    def embed(self, paths):
        """{file name: (256,)}"""
        from resemblyzer import preprocess_wav

        return {path.name: self._encoder.embed_utterance(preprocess_wav(path)) for path in paths}


def make_archive(root, n_files, lengths_s=_LENGTHS_S):
    """Paths of recordings made of the sample voices, each cut out elsewhere."""
    root.mkdir()
    sound, rng = voices(60 * SAMPLE_RATE), np.random.default_rng(0)
    paths = [root / f"{number:05}.flac" for number in range(n_files)]
    for path in paths:
        length = int(rng.uniform(*lengths_s) * SAMPLE_RATE)
        start = rng.integers(len(sound) - length)
        path.write_bytes(encode_flac(sound[start : start + length]))
    return paths


def require_same_work(ours, peer, paths):
    """Ends the program unless every file has its embedding, one by one the same, and the peer hears the same sound."""
    ours.embed(max(_PROCESSES))
    found = ours.embeddings()
    if sorted(found) != [path.name for path in paths]:
        raise SystemExit(f"{len(found)} of {len(paths)} files are in the result")
    for path in paths[:3]:
        waveform = decode(path).waveform
        difference = np.abs(found[path.name] - ours.encoder.embed(voice_of(waveform))).max()
        if not difference <= _AGREEMENT:
            raise SystemExit(f"{path.name} embedded in the archive and alone differ by {difference:.1e}")
        require_same_sound(path, waveform)
    for vector in peer.embed(paths[:3]).values():
        if vector.shape != (256,) or not abs(np.linalg.norm(vector) - 1) < 1e-3:
            raise SystemExit(f"The peer's embedding of {vector.shape} is no unit vector of 256")


def require_same_sound(path, ours):
    import librosa

    theirs, rate = librosa.load(path, sr=None)
    if rate != SAMPLE_RATE or len(theirs) != len(ours) or not np.abs(theirs - ours).max() <= 1 / 32768:
        raise SystemExit(f"librosa and ours read {path.name} differently")


if __name__ == "__main__":
    main()
