"""Time to identify a voice among many enrolled speakers, without the network's own, beside plain NumPy.

    python -m benchmarks.identify [--speakers N] [--takes N] [--model DIR] [--rounds N]

Ours is all that the program does once it has the voice's embedding: ask the gallery's file whether anything has
changed, score every take, rank everybody, decide, and log the question.  NumPy's way begins and ends in memory: the
same scores from the same arrays, with what the cohort says of the takes at hand ("prepared") or computed anew.
"""

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import astuple
from pathlib import Path

import numpy as np

from app.domain import Quality, Take
from app.services.verification import VerificationService
from app.store.gallery import Gallery
from benchmarks.rounds import Case, Contender, limit_threads, options_of, print_table
from gluonar_engine.encoder import SpeakerEncoder
from gluonar_engine.scoring import N_NEAREST, normalize

_RECORDING = """
    insert into recordings (id, speaker_id, source, created_at, pcm_sha256, flac,
                            duration_s, speech_s, snr_db, clipped_fraction, peak_db, bandwidth_hz)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_QUALITY = Quality(duration_s=4.0, speech_s=3.0, snr_db=40.0, clipped_fraction=0.0, peak_db=-6.0)


def main(argv=None):
    def add(parser):
        parser.add_argument("--speakers", type=int, default=10_000, help="(default: %(default)s)")
        parser.add_argument("--takes", type=int, default=3, help="of each speaker (default: %(default)s)")
        parser.add_argument("--model", help="folder of a model with a cohort (default: the shipped one)")

    options = options_of(__doc__, argv, add=add)
    limit_threads()
    encoder = KnownVoice(SpeakerEncoder.load(options.model))
    takes = made_up_takes(np.random.default_rng(0), options.speakers, options.takes, encoder.dim)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gallery.db"
        gallery = Gallery(path)
        fill(path, takes, encoder.model_id)
        print_table(
            "a voice to its ranking", [case(gallery, takes, encoder)], n_rounds=options.rounds, items="speakers"
        )


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
    """The normalised score as it is written down, on arrays; ``prepared`` keeps what the cohort says of the takes."""

    def __init__(self, takes, scorer, *, prepared):
        self._takes, self._shape = takes.reshape(-1, takes.shape[-1]), takes.shape[:2]
        self._centres, self._weights = scorer.cohort.centres, scorer.normalization
        self._kept = self._usual(self._takes) if prepared else None

    def __call__(self, voice):
        """Scores (n_speakers,), and the speakers' order, best first."""
        usual = self._usual(self._takes) if self._kept is None else self._kept
        scores = self._takes @ voice - 0.5 * (usual + self._usual(voice[np.newaxis]))
        of_speakers = scores.reshape(self._shape).mean(axis=1)
        return of_speakers, np.argsort(-of_speakers)

    def _usual(self, voices):
        cosines = voices @ self._centres.T
        nearest, weights = np.sort(cosines, axis=1)[:, -N_NEAREST:], self._weights
        usual = weights.nearest_mean * nearest.mean(axis=1) + weights.nearest_deviation * nearest.std(axis=1)
        return usual + weights.mean * cosines.mean(axis=1) + weights.deviation * cosines.std(axis=1)


def made_up_takes(rng, n_speakers, n_takes, dim):
    """Unit vectors (n_speakers, n_takes, dim), a speaker's near each other."""
    speakers = normalize(rng.normal(size=(n_speakers, 1, dim)))
    return normalize(speakers + 0.5 * normalize(rng.normal(size=(n_speakers, n_takes, dim))))


def fill(path, takes, model_id):
    """Enroll every speaker of ``takes`` (n_speakers, n_takes, dim), their recordings being only a name.

    Straight into the tables of the gallery at ``path``: one enrollment after the other would take minutes.
    """
    n_speakers, n_takes, _ = takes.shape
    owners = np.repeat(np.arange(1, n_speakers + 1), n_takes).tolist()
    recordings = [
        (i, owner, "made up", "then", str(i), b"", *astuple(_QUALITY)) for i, owner in enumerate(owners, start=1)
    ]
    vectors = takes.reshape(n_speakers * n_takes, -1).astype("<f4")
    names = [name_of(index) for index in range(n_speakers)]
    with closing(sqlite3.connect(path)) as db, db:
        rows = [(index, name, name.casefold(), "then") for index, name in enumerate(names, start=1)]
        db.executemany("insert into speakers (id, name, name_key, created_at) values (?, ?, ?, ?)", rows)
        db.executemany(_RECORDING, recordings)
        rows = [(index, model_id, vector.tobytes()) for index, vector in enumerate(vectors, start=1)]
        db.executemany("insert into embeddings (recording_id, model, vector) values (?, ?, ?)", rows)


def name_of(index):
    return f"Speaker {index:06}"


def case(gallery, takes, encoder):
    """Ours and NumPy's ways, once they were seen to give the same."""
    verification = VerificationService(gallery, encoder)
    probe = Take(np.full(16_000, 0.1, np.float32), "probe.wav", _QUALITY)
    ways = {name: NumpyRanking(takes, encoder.scorer, prepared=name == "prepared") for name in ("prepared", "anew")}
    note = agreement(verification.identify(probe), *ways["prepared"](encoder.voice))
    contenders = [Contender("ours", lambda: verification.identify(probe), is_ours=True, note=note)]
    for name, rank in ways.items():
        contenders.append(Contender(f"NumPy {np.__version__}, {name}", lambda rank=rank: rank(encoder.voice)))
    name = f"{takes.shape[0]:,} speakers of {takes.shape[1]} takes"
    return Case(name, contenders, n_items=takes.shape[0])


def agreement(answer, scores, order):
    """In words how near our ranking is to NumPy's; ends the program where it is another one."""
    ours = np.array([candidate.score for candidate in answer.candidates])
    most = float(np.abs(ours - scores[order]).max())
    best = answer.candidates[0].speaker.name
    if not (most < 1e-3 and best == name_of(order[0])):
        raise SystemExit(f"Our ranking and NumPy's differ by {most:.1e}: not the same work")
    return f"within {max(most, 1e-6):.0e} of NumPy"


if __name__ == "__main__":
    main()
