"""Time to identify a voice among many enrolled speakers, without the network's own, beside faiss and plain NumPy.

    python -m benchmarks.identify [--speakers N ...] [--takes N] [--model DIR] [--rounds N]

Ours is all that the program does once it has the voice's embedding: ask the gallery's file whether anything has
changed and whose consent has ended, score every take, rank everybody, decide, and log the question; "in memory" is
scoring and ranking alone.  The peers' ways begin and end in memory.  faiss searches the hundred best of one vector a
speaker, with what the cohort says of it as one more number; NumPy computes the score as it is written down, from every
take, with what the cohort says of the takes at hand ("prepared").  Before anything is timed, all have to agree.

A gallery is opened in a process of its own, from a file that the system has in its cache, as after a first start.
"""

import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import astuple
from pathlib import Path

import numpy as np

from app.domain import Quality, Take
from app.services.ranking import Ranking
from app.services.verification import VerificationService
from app.store.gallery import Gallery
from benchmarks.limits import Work
from benchmarks.rounds import (
    N_THREADS,
    Case,
    Contender,
    Mark,
    limit_threads,
    options_of,
    print_head,
    print_marks,
    print_row,
    print_table,
)
from gluonar_engine.encoder import SpeakerEncoder
from gluonar_engine.scoring import N_NEAREST, normalize

OURS, IN_MEMORY = "ours", "ours, in memory"
_N_BEST, _N_VOICES = 100, 20  # that a search finds; on which its recall is counted
_RECORDING = """
    insert into recordings (id, speaker_id, source, created_at, pcm_sha256, flac,
                            duration_s, speech_s, snr_db, clipped_fraction, peak_db, bandwidth_hz)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_CONSENT = """
    insert into consents (speaker_id, given_at, purpose, text, text_version, operator, expires_on)
    values (?, 'then', 'a benchmark', ?, '1', 'nobody', '9999-12-31')
"""
_QUALITY = Quality(duration_s=4.0, speech_s=3.0, snr_db=40.0, clipped_fraction=0.0, peak_db=-6.0)
_AT_A_TIME = 50_000


def main(argv=None):
    def add(parser):
        sizes = [1_000, 10_000, 100_000, 1_000_000]
        parser.add_argument("--speakers", type=int, nargs="+", default=sizes, help="(default: %(default)s)")
        parser.add_argument("--takes", type=int, default=1, help="of each speaker (default: %(default)s)")
        parser.add_argument("--model", help="folder of a model with a cohort (default: the shipped one)")
        parser.add_argument("--open", metavar="FILE", help="only open this gallery, and tell what it takes (JSON)")

    options = options_of(__doc__, argv, add=add)
    limit_threads()
    encoder = KnownVoice(SpeakerEncoder.load(options.model))
    if options.open:
        print(json.dumps(opening(options.open, encoder)))
        return
    measured = {}
    for n_speakers in options.speakers:
        takes = made_up_takes(np.random.default_rng(0), n_speakers, options.takes, encoder.dim)
        measured[n_speakers] = _measure(takes, encoder, options)
    _print_openings({n_speakers: opened for n_speakers, (_, opened, _) in measured.items()})
    print_marks(_marks(measured))


def _measure(takes, encoder, options):
    """Seconds of each contender, what opening takes, and the recall."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gallery.db"
        gallery = Gallery(path)
        fill(path, takes, encoder.model_id)
        made = case(gallery, takes, encoder)
        least = print_table("a voice to its ranking", [made], n_rounds=options.rounds, items="speakers")
        print()
        command = [sys.executable, "-m", "benchmarks.identify", "--open", str(path)]
        command += ["--model", options.model] if options.model else []
        opened = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        return {by: seconds for (_, by), seconds in least.items()}, opened, recall(takes, encoder)


def _print_openings(opened):
    print_head(["opening a gallery, its file cached", "s", "MB of the matrix", "MB that memory grew", "at most, MB"])
    for n_speakers, figures in opened.items():
        print_row([f"{n_speakers:,} speakers", f"{figures['s']:.2f}", *(f"{figures[key]:,.0f}" for key in _MEMORY)])


_MEMORY = ("matrix_mb", "grew_mb", "most_mb")


def _marks(measured):
    marks = []
    for n_speakers, bound_ms in ((100_000, 10), (1_000_000, 50)):
        if n_speakers in measured:
            times, _, found = measured[n_speakers]
            marks.append(Mark(f"{n_speakers:,} speakers, all of it", 1000 * times[OURS], bound_ms, " ms"))
            marks.append(Mark(f"{n_speakers:,} speakers, recall of the best {_N_BEST}", found, 0.99, is_least=True))
    if 100_000 in measured:
        marks.append(Mark("opening 100,000 speakers", measured[100_000][1]["s"], 1.0, " s"))
    return marks


def opening(path, encoder):
    """Seconds until everybody can be compared, and megabytes of memory."""
    gallery = Gallery(Path(path))
    before_mb = _status_mb("VmRSS")
    began = time.perf_counter()
    enrolled = VerificationService(gallery, encoder).enrolled()
    took_s = time.perf_counter() - began
    most_mb = _status_mb("VmHWM")
    matrix_mb = enrolled.templates.directions.nbytes / 1e6
    return {"s": took_s, "matrix_mb": matrix_mb, "grew_mb": _status_mb("VmRSS") - before_mb, "most_mb": most_mb}


def _status_mb(field):
    """Of this process, as Linux tells it; ``resource`` would count what the one that started it had, too."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(field))
    return int(line.split()[1]) * 1024 / 1e6


def recall(takes, encoder):
    """The share of the truly best that are among our best, over some voices near enrolled ones."""
    rng, scorer = np.random.default_rng(2), encoder.scorer
    flat = takes.reshape(-1, takes.shape[-1])
    templates = scorer.prepare(flat).means(np.full(len(takes), takes.shape[1]))
    voices = normalize(takes[rng.integers(len(takes), size=_N_VOICES), 0] + 0.05 * rng.normal(size=takes.shape[2]))
    n_best, n_found = min(_N_BEST, len(takes)), 0
    for voice in voices:
        ranking = Ranking(range(len(takes)), *scorer.against(templates, voice), encoder.calibration)
        exact = templates.directions.astype(np.float64) @ voice - 0.5 * templates.usual
        best = np.argpartition(exact, -n_best)[-n_best:]
        n_found += len({candidate.speaker for candidate in ranking[:n_best]} & set(best.tolist()))
    return n_found / (n_best * _N_VOICES)


class KnownVoice:
    """An encoder, and its provider, whose network takes no time: every recording has the same embedding."""

    def __init__(self, encoder):
        self.model_id, self.dim = encoder.model_id, encoder.dim
        self.network_sha256 = encoder.network_sha256
        self.scorer, self.calibration = encoder.scorer, encoder.calibration
        self.voice = normalize(np.random.default_rng(1).normal(size=encoder.dim))

    def encoder(self):
        return self

    def embed(self, waveform):
        return self.voice


class NumpyRanking:
    """The normalised score as it is written down, on arrays, with what the cohort says of the takes kept."""

    def __init__(self, takes, scorer):
        self._takes, self._shape = takes.reshape(-1, takes.shape[-1]), takes.shape[:2]
        self._centres, self._weights = scorer.cohort.centres, scorer.normalization
        parts = np.array_split(self._takes, -(-len(self._takes) // _AT_A_TIME))
        self._kept = np.concatenate([self._usual(part) for part in parts])

    def __call__(self, voice):
        """Scores (n_speakers,), and the speakers' order, best first."""
        scores = self._takes @ voice - 0.5 * (self._kept + self._usual(voice[np.newaxis]))
        of_speakers = scores.reshape(self._shape).mean(axis=1)
        return of_speakers, np.argsort(-of_speakers)

    def _usual(self, voices):
        cosines = voices @ self._centres.T
        nearest, weights = np.sort(cosines, axis=1)[:, -N_NEAREST:], self._weights
        usual = weights.nearest_mean * nearest.mean(axis=1) + weights.nearest_deviation * nearest.std(axis=1)
        return usual + weights.mean * cosines.mean(axis=1) + weights.deviation * cosines.std(axis=1)


def made_up_takes(rng, n_speakers, n_takes, dim):
    """Unit vectors (n_speakers, n_takes, dim), a speaker's near each other."""
    speakers = normalize(rng.standard_normal((n_speakers, 1, dim), np.float32))
    return normalize(speakers + 0.5 * normalize(rng.standard_normal((n_speakers, n_takes, dim), np.float32)))


def fill(path, takes, model_id):
    """Enroll every speaker of ``takes`` (n_speakers, n_takes, dim), their recordings being only a name.

    Straight into the tables of the gallery at ``path``: one enrollment after the other would take minutes.
    """
    n_takes, text = takes.shape[1], "As everybody has agreed to. " * 30
    with closing(sqlite3.connect(path)) as db, db:
        for first in range(0, len(takes), _AT_A_TIME):
            some = takes[first : first + _AT_A_TIME]
            ids = range(first + 1, first + len(some) + 1)
            names = [name_of(index - 1) for index in ids]
            rows = zip(ids, names, map(str.casefold, names), strict=True)
            db.executemany("insert into speakers (id, name, name_key, created_at) values (?, ?, ?, 'then')", rows)
            db.executemany(_CONSENT, ((index, text) for index in ids))
            vectors = some.reshape(-1, some.shape[-1]).astype("<f4")
            numbered = enumerate(np.repeat(ids, n_takes).tolist(), start=first * n_takes + 1)
            rows = [
                (index, owner, "made up", "then", str(index), b"", *astuple(_QUALITY)) for index, owner in numbered
            ]
            db.executemany(_RECORDING, rows)
            rows = [(row[0], model_id, vector.tobytes()) for row, vector in zip(rows, vectors, strict=True)]
            db.executemany("insert into embeddings (recording_id, model, vector) values (?, ?, ?)", rows)


def name_of(index):
    return f"Speaker {index:06}"


def case(gallery, takes, encoder):
    """Ours and the peers' ways, once they were seen to give the same."""
    verification = VerificationService(gallery, encoder)
    probe = Take(np.full(16_000, 0.1, np.float32), "probe.wav", _QUALITY)
    prepared = NumpyRanking(takes, encoder.scorer)
    note = agreement(verification.identify(probe), *prepared(encoder.voice))
    enrolled = verification.enrolled()

    def in_memory():
        return Ranking(enrolled.speakers, *enrolled.scores(encoder.scorer, encoder.voice), encoder.calibration)[0]

    contenders = [
        Contender(OURS, lambda: verification.identify(probe), is_ours=True, note=note),
        Contender(IN_MEMORY, in_memory, is_ours=True),
        Contender(f"NumPy {np.__version__}, prepared", lambda: prepared(encoder.voice)),
        *_faiss(enrolled.templates, encoder.voice, in_memory().speaker.id),
    ]
    name = f"{takes.shape[0]:,} speakers of {takes.shape[1]} take{'s' if takes.shape[1] > 1 else ''}"
    n_speakers, dim = enrolled.templates.directions.shape
    work = Work(n_flop=2 * n_speakers * dim, n_bytes=4 * n_speakers * dim)
    return Case(name, contenders, n_items=n_speakers, work=work)


def _faiss(templates, voice, best_id):
    """Its exact index, where it is installed; speakers are there under their numbers less one."""
    try:
        import faiss
    except ModuleNotFoundError:
        return []
    faiss.omp_set_num_threads(N_THREADS)
    index = faiss.IndexFlatIP(len(voice) + 1)
    index.add(np.hstack([templates.directions, -0.5 * templates.usual[:, np.newaxis]]).astype(np.float32))
    asked = np.append(voice, 1.0).astype(np.float32)[np.newaxis]
    n_best = min(_N_BEST, index.ntotal)
    if index.search(asked, n_best)[1][0, 0] + 1 != best_id:
        raise SystemExit("faiss and ours do not find the same speaker: not the same work")
    return [
        Contender(f"faiss {faiss.__version__}, flat", lambda: index.search(asked, n_best), note=f"the {n_best} best")
    ]


def agreement(answer, scores, order):
    """In words how near our ranking is to NumPy's; ends the program where it is another one."""
    order = order[:_N_BEST]
    ours = np.array([candidate.score for candidate in answer.candidates[:_N_BEST]])
    most = float(np.abs(ours - scores[order]).max())
    best = answer.candidates[0].speaker.name
    if not (most < 1e-3 and best == name_of(order[0])):
        raise SystemExit(f"Our ranking and NumPy's differ by {most:.1e}: not the same work")
    return f"within {max(most, 1e-6):.0e} of NumPy"


if __name__ == "__main__":
    main()
