"""Error rates on lists of trials, single recording against single recording, beside Resemblyzer.

    python -m benchmarks.dev_lists [FOLDER] [--model DIR] [--no-peer]

FOLDER has one folder a list, each with a trials.txt (default: ../shared/data/speech/dev).
"""

import argparse
from pathlib import Path

from app.services.evaluation import evaluate_list
from benchmarks.peers import ResemblyzerEncoder
from gluonar_engine.encoder import SpeakerEncoder


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default="../shared/data/speech/dev", type=Path)
    parser.add_argument("--model", help="folder of a model (default: the shipped one)")
    parser.add_argument("--no-peer", action="store_true", help="leave Resemblyzer out")
    options = parser.parse_args(argv)
    lists = sorted(options.folder.glob("*/trials.txt"))
    if not lists:
        parser.error(f"no */trials.txt under {options.folder}")
    ours, peer = SpeakerEncoder.load(options.model), None if options.no_peer else ResemblyzerEncoder()
    theirs = f" {peer.model_id}: EER %, minDCF |" if peer else ""
    print(f"| list | target / impostor trials | {ours.model_id}: EER %, minDCF(0.01) | Cllr (least) |{theirs}")
    print("|---|---|---|---|" + ("---|" if peer else ""))
    for path in lists:
        found = evaluate_list(path, None, ours)
        row = [
            path.parent.name,
            f"{found.metrics.n_target:,} / {found.metrics.n_impostor:,}",
            _rates(found),
            f"{found.cllr:.3f} ({found.min_cllr:.3f})",
            *([_rates(evaluate_list(path, None, peer))] if peer else []),
        ]
        print(f"| {' | '.join(row)} |", flush=True)


def _rates(evaluation):
    return f"{100 * evaluation.metrics.eer:.2f}, {evaluation.metrics.min_dcf:.2f}"


if __name__ == "__main__":
    main()
