"""Error rates on lists of trials, single recordings and speakers with three takes, beside Resemblyzer.

    python -m benchmarks.dev_lists [FOLDER] [--model DIR] [--no-peer]

FOLDER has one folder a list, each with a trials.txt (default: ../shared/data/speech/dev).  In brackets: the interval
that holds the rate in 95 of 100 draws of the speakers.  Three takes: each speaker's first three recordings against all
others of the list, which leaves out who has no fourth one.
"""

import argparse

import numpy as np

from benchmarks.lists import DEV, read_lists
from benchmarks.peers import ResemblyzerEncoder
from gluonar_engine.encoder import SpeakerEncoder
from gluonar_engine.metrics import cllr, evaluate_trials, min_cllr

_N_TAKES = 3


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=DEV)
    parser.add_argument("--model", help="folder of a model (default: the shipped one)")
    parser.add_argument("--no-peer", action="store_true", help="leave Resemblyzer out")
    options = parser.parse_args(argv)
    ours, peer = SpeakerEncoder.load(options.model), None if options.no_peer else ResemblyzerEncoder()
    columns = [f"{ours.model_id}: EER %, minDCF(0.01)", "Cllr (least)", "three takes: EER %"]
    columns += [f"{peer.model_id}: EER %, minDCF", "three takes"] if peer else []
    print(f"| list | target / impostor trials | {' | '.join(columns)} |")
    print("|---|---|" + "---|" * len(columns))
    for trials in read_lists(options.folder):
        n_target = int(trials.is_target.sum())
        row = [trials.name, f"{n_target:,} / {len(trials.is_target) - n_target:,}", *_figures(trials, ours)]
        if peer:
            rates, _, takes = _figures(trials, peer)
            row += [rates, takes]
        print(f"| {' | '.join(row)} |", flush=True)


def _figures(trials, encoder):
    embeddings = trials.embed(encoder)
    scores = encoder.scorer.pairs(embeddings[trials.left], embeddings[trials.right])
    found = evaluate_trials(scores, trials.is_target)
    low, high = trials.interval(scores)
    rates = f"{100 * found.eer:.2f} [{100 * low:.1f}, {100 * high:.1f}], {found.min_dcf:.2f}"
    costs = cllr(encoder.calibration.llr(scores), trials.is_target), min_cllr(scores, trials.is_target)
    several = several_takes(embeddings, trials.speakers, encoder.scorer)
    return rates, "{:.3f} ({:.3f})".format(*costs), f"{100 * several:.2f}" if several is not None else "-"


def several_takes(embeddings, speakers, scorer, n_takes=_N_TAKES):
    """The equal error rate of every other recording against each speaker's first ``n_takes``.

    None when fewer than two speakers have that many and one more.
    """
    names, counts = np.unique(speakers, return_counts=True)
    enrolled = names[counts > n_takes]
    if len(enrolled) < 2:
        return None
    takes = {name: np.flatnonzero(speakers == name)[:n_takes] for name in enrolled}
    others = np.setdiff1d(np.arange(len(speakers)), np.concatenate(list(takes.values())))
    scores = [scorer.score(embeddings[rows], embeddings[other]).score for rows in takes.values() for other in others]
    return evaluate_trials(scores, [name == speakers[other] for name in takes for other in others]).eer


if __name__ == "__main__":
    main()
