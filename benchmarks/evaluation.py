"""A million trials from the gallery, evaluated in the window: how long it takes, and whether that stays alive.

    python -m benchmarks.evaluation [--speakers N] [--takes N] [--model DIR]

The templates are made up, and none is missing, so that no recording is embedded.  What stops the window is measured
from one reaction to the next: while the job works, while its result is drawn, and while the pointer moves over it.
There is no peer: other programs of this kind have no such page.
"""

import argparse
import os
import tempfile
import time
from pathlib import Path

import numpy as np

from app import settings
from app.store.gallery import Gallery
from benchmarks import windows
from benchmarks.identify import fill, made_up_takes
from gluonar_engine.encoder import SpeakerEncoder

_N_MOVES = 200


def main(argv=None):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--speakers", type=int, default=1_000, help="(default: %(default)s)")
    parser.add_argument("--takes", type=int, default=3, help="of each speaker (default: %(default)s)")
    parser.add_argument("--model", help="folder of a model (default: the shipped one)")
    options = parser.parse_args(argv)
    encoder = SpeakerEncoder.load(options.model)
    takes = made_up_takes(np.random.default_rng(0), options.speakers, options.takes, encoder.dim)
    with tempfile.TemporaryDirectory() as folder:
        path = settings.gallery_path(Path(folder))
        Gallery(path)
        fill(path, takes, encoder.model_id)
        n_trials, took_s, gaps_s, moves_s = _evaluate(Path(folder), options.model)
    print("| trials | seconds | longest pause of the window, ms | 99th percentile, ms | the pointer moves in, ms |")
    print("|---|---|---|---|---|")
    worst, usual, move = (1000 * seconds for seconds in (max(gaps_s), np.percentile(gaps_s, 99), np.median(moves_s)))
    print(f"| {n_trials:,} | {took_s:.1f} | {worst:.0f} | {usual:.0f} | {move:.1f} |")


def _evaluate(data, model):
    """Trials, seconds until they are drawn, those from one reaction to the next, and those of each move."""
    import pyqtgraph  # noqa: F401 as the program does once it is idle

    with windows.opened(data, model) as (app, program):
        page, evaluation = program.window.evaluate, program.controllers.evaluation
        program.window.go_to(page)
        page.show_speakers(program.workshop.gallery.speakers())
        took_s, gaps_s = windows.run_job(app, page.evaluate_button.click, evaluation.evaluated, evaluation.failed)
        moves_s = [_move(page.view, threshold, app) for threshold in np.linspace(-5, 5, _N_MOVES)]
        return len(page.view._evaluation.trials), took_s, gaps_s, moves_s


def _move(view, threshold, app):
    began = time.perf_counter()
    view.plots.pointed.emit(threshold)
    app.processEvents()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
