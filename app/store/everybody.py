"""All speakers with all their templates of one model, for whoever has a connection.

A hundred thousand of them take no second this way: each table is read once, in the order that it has on the disk, the
templates some at a time into the one array that has a place for each.  Sorted by SQLite, they would all be moved
twice; joined to their recordings, every recording's page would be read.
"""

import numpy as np

from app.store import speakers
from app.store.checksums import intact

_RECORDINGS = "select id, speaker_id from recordings indexed by recordings_quality"  # which has no sound in it
_MADE = "select recording_id from embeddings where model = ? order by recording_id"
_VECTORS = "select recording_id, vector, vector_crc32 from embeddings where model = ?"
_N_AT_A_TIME = 4_096


def read(db, model_id):
    """Those who have templates, by name; how many each has, (n_speakers,); and these, (n_takes, dim) float32.

    The takes of the first speaker come first, the oldest before the others.  Without any, all is empty.
    """
    made = np.array([row for (row,) in db.execute(_MADE, [model_id])], dtype=np.int64)
    people = speakers.read(db, with_use=False)
    if not len(made):
        return (), np.zeros(0, int), np.zeros((0, 0), np.float32)
    place = _places(db, made, people)
    counts = np.bincount(place, minlength=len(people))
    seen = tuple(speaker for speaker, count in zip(people, counts, strict=True) if count)
    row_of = np.empty(len(made), np.int64)  # of the array
    row_of[np.argsort(place, kind="stable")] = np.arange(len(made))
    return seen, counts[counts > 0], _vectors(db, model_id, made, row_of)


def _places(db, made, people):
    """Which of the people each of these recordings belongs to."""
    recordings = np.array(db.execute(_RECORDINGS).fetchall(), dtype=np.int64)
    owners = recordings[_rows_of(recordings[:, 0], made), 1]
    return _rows_of(np.array([speaker.id for speaker in people]), owners)


def _rows_of(ids, wanted):
    """Where in ``ids`` each of the wanted ones is."""
    by_id = np.argsort(ids)
    return by_id[np.searchsorted(ids, wanted, sorter=by_id)]


def _vectors(db, model_id, made, row_of):
    rows, vectors = db.execute(_VECTORS, [model_id]), None
    while some := rows.fetchmany(_N_AT_A_TIME):
        ids, blobs, checksums = zip(*some, strict=True)
        read = np.frombuffer(b"".join(map(intact, blobs, checksums)), "<f4").reshape(len(some), -1)
        if vectors is None:
            vectors = np.empty((len(made), read.shape[1]), np.float32)
        vectors[row_of[np.searchsorted(made, ids)]] = read
    return vectors
