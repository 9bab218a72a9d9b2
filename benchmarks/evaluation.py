"""A million trials: all figures, their intervals and all plots, beside scikit-learn; how that grows; in the window.

    python -m benchmarks.evaluation [--trials N] [--most N] [--rounds N] [--speakers N] [--takes N] [--model DIR]

The scores are made up.  Beside scikit-learn only what it has functions for is computed, with the few lines of NumPy
that lead from its curve to the rest, once both were seen to give the same figures and curves; its pictures are those
of its own displays and of matplotlib.  The intervals, from 200 draws of the speakers, have no peer.

How it grows is measured in a fresh process for each length of the list and each way, with its highest memory (Linux).

In the window a million trials come from a gallery of made-up templates, none of which is missing, so that no recording
is embedded.  What stops the window is measured from one reaction to the next: while the job works, while its result is
drawn, and while the pointer moves over it.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from itertools import pairwise
from operator import itemgetter
from pathlib import Path

import numpy as np

from app import settings
from app.services.evaluation_curves import curves_of
from app.store.gallery import Gallery
from benchmarks import trial_lists, windows
from benchmarks.identify import fill, made_up_takes
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

SHARED, PLOTS = "figures that both have", "ROC, DET, scores and calibration as PNG"
EXACT, INTERVALS = "all figures", "all figures with their intervals"
WHOLE = "figures, intervals and plots"
ACCURACY, DRAWN = "accuracy over the threshold as PNG", "four plots and the table in the window"
_LEAST = 10_000
_N_MOVES = 200
_WHY_SLOW = "200 draws weigh every trial 200 times, and matplotlib takes a tenth of a second for any picture"
_WHY_MORE = "what longer lists gather does not fit into the caches: the more scores, the longer each takes to sort"


def main(argv=None):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("MPLBACKEND", "agg")
    options = options_of(__doc__, argv, n_rounds=5, add=_add_options)
    limit_threads(1 if options.way else N_THREADS)  # CPU time of two counts that one waits for the other
    if options.way:
        print(json.dumps(once(options.way, options.trials)))
        return
    from PyQt5.QtWidgets import QApplication

    app = QApplication([])
    least = print_table(f"{options.trials:,} trials", cases(app, options.trials), n_rounds=options.rounds)
    grown = _print_growth(options.most)
    _print_window(options)
    print_marks(_marks(options.trials, least, grown))


def _add_options(parser):
    parser.add_argument("--trials", type=int, default=1_000_000, help="(default: %(default)s)")
    parser.add_argument("--most", type=int, default=10_000_000, help="trials, of how it grows (default: %(default)s)")
    parser.add_argument("--speakers", type=int, default=1_000, help="in the window (default: %(default)s)")
    parser.add_argument("--takes", type=int, default=3, help="of each of them (default: %(default)s)")
    parser.add_argument("--model", help="folder of a model (default: the shipped one)")
    parser.add_argument("--way", choices=WAYS, help="measure one list of trials once, and print it as JSON")


def cases(app, n_trials):
    """Of a made-up list, once all were seen to do the same work."""
    scored = trial_lists.made_up(n_trials)
    evaluation = scored.evaluate(n_draws=0)
    found = evaluation.models[0].metrics
    shared = [_ours(partial(trial_lists.our_figures, scored))]
    for name, figures in _peers().items():
        note = trial_lists.agreement(trial_lists.our_figures(scored), figures(scored), name)
        shared.append(Contender(name, partial(figures, scored), n_threads=1, note=note))
    plots = [
        _ours(partial(trial_lists.our_pictures, scored, found), note="points that can be told apart"),
        Contender(
            _peer("its displays"), partial(trial_lists.peer_pictures, scored, found.roc[:2]), 1, note="all points"
        ),
    ]
    return [
        Case(SHARED, shared),
        Case(PLOTS, plots),
        Case(ACCURACY, [_ours(partial(trial_lists.our_accuracy_picture, scored), note="with that over 10 folds")]),
        Case(EXACT, [_ours(partial(scored.evaluate, n_draws=0), note="with 10 folds, and by net speech")]),
        Case(INTERVALS, [_ours(scored.evaluate, note="200 draws of the speakers")]),
        Case(DRAWN, [_ours(partial(_draw, _view(app), evaluation))]),
    ]


def _ours(call, note=""):
    return Contender("ours", call, is_ours=True, note=note)


def _peers():
    return {
        _peer("one curve for all"): trial_lists.peer_figures,
        _peer("a function for each"): trial_lists.peer_figures_one_by_one,
    }


def _peer(how):
    import sklearn

    return f"scikit-learn {sklearn.__version__}, {how}"


def _view(app):
    from app import theme
    from app.widgets.evaluation_view import EvaluationView

    theme.apply(app, "light")
    view = EvaluationView()
    view.resize(1100, 700)
    return view


def _draw(view, evaluation):
    view.show_evaluation(evaluation, curves_of(evaluation))
    view.grab()


# How it grows


def once(way, n_trials):
    """Of one list in this process: seconds, and MB of memory before and at most."""
    scored = trial_lists.made_up(n_trials)
    WAYS[way](trial_lists.made_up(_LEAST // 10))  # loads what is loaded on first use
    before_mb = _highest_mb()
    began, cpu_began = time.perf_counter(), time.process_time()
    WAYS[way](scored)
    took = {"s": time.perf_counter() - began, "cpu_s": time.process_time() - cpu_began}
    return {**took, "before_mb": before_mb, "most_mb": _highest_mb()}


def _whole(scored):
    evaluation = scored.evaluate()
    curves_of(evaluation)
    trial_lists.our_pictures(scored, evaluation.models[0].metrics)
    trial_lists.our_accuracy_picture(scored)


WAYS = {
    EXACT: lambda scored: scored.evaluate(n_draws=0),
    WHOLE: _whole,
    "scikit-learn": trial_lists.peer_figures,
}


def _highest_mb():
    """Of this process alone: what getrusage tells is at least that of the process that started it."""
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM:"))


def _print_growth(most):
    """{way: {n_trials: what ``once`` measured}}."""
    lengths = [n for n in (_LEAST * 10**power for power in range(4)) if n <= most]
    print()
    print_head(
        [
            "trials, a fresh process each",
            "what",
            "s",
            "CPU s",
            "CPU µs a trial",
            "MB before",
            "MB at most",
            "B more a trial",
        ]
    )
    grown = {}
    for n in lengths:
        for way in WAYS:
            found = grown.setdefault(way, {})[n] = _in_process(way, n)
            more = 2**20 * (found["most_mb"] - found["before_mb"]) / n
            row = [f"{n:,}", way, f"{found['s']:.2f}", f"{found['cpu_s']:.3g}", f"{1e6 * found['cpu_s'] / n:.2f}"]
            print_row([*row, f"{found['before_mb']:,.0f}", f"{found['most_mb']:,.0f}", f"{more:.0f}"])
    return grown


def _in_process(way, n):
    command = [sys.executable, "-m", "benchmarks.evaluation", "--way", way, "--trials", str(n)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True, timeout=1_800).stdout)


def _marks(n_trials, least, grown):
    of = {case: seconds for (case, name), seconds in least.items() if name == "ours"}
    plots = of[PLOTS] + of[ACCURACY] + of[DRAWN]
    peers = [seconds for (case, name), seconds in least.items() if case == SHARED and name != "ours"]
    what = f"{n_trials:,} trials"
    yield Mark(f"{what}: all figures and plots", of[EXACT] + plots, 3, " s")
    yield Mark(f"{what}: the same with the intervals", of[INTERVALS] + plots, 3, " s", why=_WHY_SLOW)
    yield Mark("figures that both have, over the quickest way with scikit-learn", of[SHARED] / min(peers), 1)
    for way in (EXACT, WHOLE):
        steps = [
            (few, many, other["cpu_s"] / one["cpu_s"] / (many / few))
            for (few, one), (many, other) in pairwise(grown.get(way, {}).items())
        ]
        if steps:
            few, many, growth = max(steps, key=itemgetter(2))
            what = f"{way}: CPU time a trial of {many:,} over that of {few:,}, the worst step"
            yield Mark(what, growth, 1, why=_WHY_MORE)


# In the window


def _print_window(options):
    encoder = SpeakerEncoder.load(options.model)
    takes = made_up_takes(np.random.default_rng(0), options.speakers, options.takes, encoder.dim)
    with tempfile.TemporaryDirectory() as folder:
        path = settings.gallery_path(Path(folder))
        Gallery(path)
        fill(path, takes, encoder.model_id)
        n_trials, took_s, gaps_s, moves_s = _in_window(Path(folder), options.model)
    head = ["trials of the gallery, in the window", "s", "longest pause of the window, ms", "99th percentile, ms"]
    print()
    print_head([*head, "the pointer moves in, ms"])
    milliseconds = (1000 * each for each in (max(gaps_s), np.percentile(gaps_s, 99), np.median(moves_s)))
    print_row([f"{n_trials:,}", f"{took_s:.1f}", *(f"{each:.1f}" for each in milliseconds)])


def _in_window(data, model):
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
