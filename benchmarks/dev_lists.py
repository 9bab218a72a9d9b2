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
    encoders = [SpeakerEncoder.load(options.model)]
    if not options.no_peer:
        encoders.append(ResemblyzerEncoder())
    names = " | ".join(f"{encoder.model_id}: EER %, minDCF(0.01)" for encoder in encoders)
    print(f"| list | target / impostor trials | {names} |")
    print("|---|---|" + "---|" * len(encoders))
    for path in lists:
        found = [evaluate_list(path, None, encoder).metrics for encoder in encoders]
        figures = " | ".join(f"{100 * one.eer:.2f}, {one.min_dcf:.2f}" for one in found)
        print(f"| {path.parent.name} | {found[0].n_target:,} / {found[0].n_impostor:,} | {figures} |", flush=True)


if __name__ == "__main__":
    main()
