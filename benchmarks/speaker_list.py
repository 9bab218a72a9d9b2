"""How long a gallery of ten thousand speakers takes to load, to show, to search, to sort and to scroll.

    python -m benchmarks.speaker_list [--rounds N] [--speakers N]

There is no peer.  The gallery is made up, two takes and three trials a speaker, and read from the disk as the program
reads it; the table is that of the speakers page, the list that of the verify page, both drawn off the screen.  A pause
is visible from about 100 ms on.
"""

import os
import tempfile
import time
from pathlib import Path

import numpy as np

from app.store.database import Database
from app.store.gallery import Gallery
from benchmarks.rounds import options_of

_N_TAKES, _N_TRIALS, _FLAC_BYTES = 2, 3, 6_000  # longer than a page of the file, as every recording is
_SEARCHES = ("s", "sp", "speaker 77", "choir", "nobody has this", "")


def main(argv=None):
    options = options_of(__doc__, argv, n_rounds=10, add=_add_option)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gallery.db"
        _fill(path, options.speakers)
        times = _measure(Gallery(path), options.rounds)
    print(f"| {options.speakers:,} speakers, {options.rounds} rounds | min ms | median ms | max ms |")
    print("|---|---|---|---|")
    for name, seconds in times.items():
        ms = 1000 * np.array(seconds)
        print(f"| {name} | {ms.min():.1f} | {np.median(ms):.1f} | {ms.max():.1f} |")


def _add_option(parser):
    parser.add_argument("--speakers", type=int, default=10_000, help="how many (default: %(default)s)")


def _fill(path, n_speakers):
    Gallery(path)  # makes the tables
    rng = np.random.default_rng(0)
    ids = range(1, n_speakers + 1)
    with Database(path).changing() as db:
        db["speakers"].insert_all(_speaker(speaker_id) for speaker_id in ids)
        db["recordings"].insert_all(_recording(owner, take, rng) for owner in ids for take in range(_N_TAKES))
        db["trials"].insert_all(_trial(owner, number) for owner in ids for number in range(_N_TRIALS))


def _speaker(speaker_id):
    name = f"Speaker {speaker_id * 7919 % 100_003:06}"  # in another order than by id
    tags = ("choir", "radio", "")[speaker_id % 3]
    return {
        "id": speaker_id,
        "name": name,
        "name_key": name.casefold(),
        "created_at": "2026-11-22T10:00:00+00:00",
        "notes": f"Met on day {speaker_id % 365}.",
        "tags": tags,
    }


def _recording(owner, take, rng):
    return {
        "speaker_id": owner,
        "source": f"take-{take}.wav",
        "created_at": "2026-11-22T10:00:00+00:00",
        "pcm_sha256": f"{owner}-{take}",
        "flac": rng.bytes(_FLAC_BYTES),
        "duration_s": 5.0,
        "speech_s": float(owner % 97),
        "snr_db": 30.0,
        "clipped_fraction": 0.0,
        "peak_db": -6.0,
    }


def _trial(owner, number):
    return {
        "created_at": f"2026-11-{number + 22}T10:00:00+00:00",
        "kind": "verify",
        "speaker_id": owner,
        "source": "call.wav",
        "model": "m1",
        "score": 0.5,
        "llr": 2.0,
        "verdict": "supports",
    }


def _measure(gallery, n_rounds):
    from PyQt5.QtCore import Qt

    app, table, picker = _widgets()
    header, bar = table.table.horizontalHeader(), table.table.verticalScrollBar()
    times = {}

    def timed(name, act):
        started = time.perf_counter()
        result = act()
        app.processEvents()  # with what has to be drawn
        times.setdefault(name, []).append(time.perf_counter() - started)
        return result

    for _ in range(n_rounds):
        speakers = timed("load: read everybody from the disk", gallery.speakers)
        timed("show them", lambda speakers=speakers: table.show_speakers(speakers))
        for text in _SEARCHES:
            timed("search: one more letter", lambda text=text: table.search.setText(text))
        for section in range(5):
            for order in (Qt.DescendingOrder, Qt.AscendingOrder):
                timed("sort by a column", lambda column=section, order=order: header.setSortIndicator(column, order))
        for row in range(0, bar.maximum(), max(1, bar.maximum() // 50)):
            timed("scroll: one screen", lambda row=row: bar.setValue(row))
        timed("choose a speaker", lambda speakers=speakers: table.choose(speakers[len(speakers) // 2].id))
        timed("verify page: show them", lambda speakers=speakers: picker.show_speakers(speakers))
        for text in _SEARCHES:
            timed("verify page: one more letter", lambda text=text: picker.search.setText(text))
    return times


def _widgets():
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PyQt5.QtWidgets import QApplication

    from app import theme
    from app.widgets.speaker_picker import SpeakerPicker
    from app.widgets.speaker_table import SpeakerTable

    app = QApplication([])
    theme.apply(app, "light")
    widgets = SpeakerTable(), SpeakerPicker()
    for widget, width in zip(widgets, (520, 280), strict=True):
        widget.resize(width, 640)
        widget.show()
    app.processEvents()
    return app, *widgets


if __name__ == "__main__":
    main()
