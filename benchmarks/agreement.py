"""How often a take of another voice is found among three takes of one, and a right one taken for another's.

    python -m benchmarks.agreement [FOLDER] [--model DIR]

FOLDER has one folder a list, each with a trials.txt (default: ../shared/data/speech/dev).  The takes are the first
three recordings of each speaker; the fourth is the first one of each other speaker in turn.
"""

import argparse

import numpy as np

from app.services.rating import agreements
from benchmarks.lists import DEV, read_lists
from gluonar_engine.encoder import SpeakerEncoder

N_TAKES = 3
_MOST_SPEAKERS = 12  # of a list: every one meets every other


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=DEV)
    parser.add_argument("--model", help="folder of a model (default: the shipped one)")
    options = parser.parse_args(argv)
    encoder = SpeakerEncoder.load(options.model)
    print("| list | speakers | right takes flagged | another voice found | right takes flagged beside it |")
    print("|---|---|---|---|---|")
    for trials in read_lists(options.folder):
        voices = first_takes(trials.embed(encoder), trials.speakers)
        alone, found, beside = flags(voices, encoder)
        shares = " | ".join(f"{sum(each)} of {len(each)} ({np.mean(each):.1%})" for each in (alone, found, beside))
        print(f"| {trials.name} | {len(voices)} | {shares} |", flush=True)


def first_takes(embeddings, speakers):
    """(n_takes, dim) of each speaker who has that many."""
    names, counts = np.unique(speakers, return_counts=True)
    return [embeddings[speakers == name][:N_TAKES] for name in names[counts >= N_TAKES][:_MOST_SPEAKERS]]


def flags(voices, encoder):
    """Of all takes, which are flagged: those alone with their own, the strangers, and those beside a stranger."""

    def flagged(takes):
        return [is_other_voice for _, is_other_voice in agreements(takes, encoder)]

    alone, found, beside = [], [], []
    for index, takes in enumerate(voices):
        alone += flagged(takes)
        for stranger in (other[0] for number, other in enumerate(voices) if number != index):
            *right, last = flagged([*takes, stranger])
            found.append(last)
            beside += right
    return alone, found, beside


if __name__ == "__main__":
    main()
