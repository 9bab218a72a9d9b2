"""What it costs that a gallery opens with its pass-phrase alone, beside a plain one and beside sealed columns.

    python -m benchmarks.at_rest [--rounds N] [--speakers N]

"plain" and "protected" are the program's own gallery.  "sealed columns" is the other way that was thought of: a plain
gallery whose recordings, vectors and names are sealed one by one (XChaCha20-Poly1305), which hides neither how many
there are of whom nor when they came, and whose names can be neither searched nor sorted by the database.
"""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import numpy as np

from app.domain import Quality
from app.secrecy import Key, new_key
from app.store.gallery import Gallery, NewTake
from benchmarks.rounds import Case, Contender, options_of, print_table

_QUALITY = Quality(duration_s=4.0, speech_s=3.0, snr_db=40.0, clipped_fraction=0.0, peak_db=-6.0)
_FLAC_BYTES, _DIM = 60_000, 256
_KEY = Key(b"k" * 32, b"s" * 16)
_SEALED_TABLE = "create table sealed (id integer primary key, name blob, flac blob, vector blob)"


def main(argv=None):
    options = options_of(__doc__, argv, n_rounds=10, add=_add_option)
    with tempfile.TemporaryDirectory() as folder:
        plain = Gallery(Path(folder) / "plain.db")
        protected = Gallery(Path(folder) / "protected.db", _KEY)
        sealed = SealedColumns(Path(folder) / "sealed.db")
        ways = {"sealed columns": sealed, "plain": plain, "protected": protected}
        for way in ways.values():
            for start in range(options.speakers):
                way.enroll(f"Speaker {start}", [_take()], "m1")
        cases = [
            Case("pass-phrase to key", [Contender("protected", lambda: new_key("a pass-phrase"), 1)]),
            _case("read the number of changes", ways, lambda way: way.n_changes),
            _case(f"read {options.speakers:,} templates", ways, lambda way: lambda: way.embeddings("m1")),
            _case("read a recording of 60 kB", ways, lambda way: lambda: way.flac(1)),
            _case("enroll a speaker, to the committed row", ways, _enroll),
        ]
        print_table("at rest", cases, n_rounds=options.rounds)


class SealedColumns:
    """The least that does the same with sealed columns."""

    def __init__(self, path):
        self._path = path
        with self._open() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(_SEALED_TABLE)

    def enroll(self, name, takes, model_id):
        with self._open() as connection, connection:
            for take in takes:
                values = (name.encode(), take.flac, take.embedding.tobytes())
                sealed = [_KEY.seal(value, place) for place, value in enumerate(values)]
                connection.execute("insert into sealed (name, flac, vector) values (?, ?, ?)", sealed)

    def n_changes(self):
        with self._open() as connection:
            return connection.execute("select count(*) from sealed").fetchone()[0]

    def embeddings(self, model_id):
        with self._open() as connection:
            rows = connection.execute("select id, vector from sealed").fetchall()
        return {number: np.frombuffer(_KEY.unseal(sealed, 2), "<f4") for number, sealed in rows}

    def flac(self, recording_id):
        with self._open() as connection:
            (sealed,) = connection.execute("select flac from sealed where id = ?", [recording_id]).fetchone()
        return _KEY.unseal(sealed, 1)

    def _open(self):
        connection = sqlite3.connect(self._path)
        connection.execute("PRAGMA synchronous = FULL")
        return closing(connection)


def _add_option(parser):
    parser.add_argument("--speakers", type=int, default=2_000, help="of one take (default: %(default)s)")


def _case(name, ways, call_of):
    return Case(name, [Contender(each, call_of(way), 1, is_ours=each == "protected") for each, way in ways.items()])


_rng = np.random.default_rng(0)


def _take():
    flac = _rng.bytes(_FLAC_BYTES)
    return NewTake(flac, _rng.bytes(16).hex(), _rng.random(_DIM, np.float32), "take.wav", _QUALITY)


def _enroll(way):
    return lambda: way.enroll(_rng.bytes(8).hex(), [_take()], "m1")


if __name__ == "__main__":
    main()
