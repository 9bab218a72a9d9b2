"""How often the experimental check for loudspeakers and synthesizers errs, on other people than it was fitted to.

    python -m benchmarks.suspicion [FOLDER] [--recordings N]

FOLDER has one folder a corpus.  BPCER is the share of genuine recordings that raise suspicion, APCER that of attacks
of a kind that raise none (ISO/IEC 30107-3).  The loudspeakers are simulated; the synthesizer is espeak-ng, with voices
that the check was not fitted to.  There is no peer.
"""

import argparse

import numpy as np

from benchmarks.lists import DEV
from gluonar_engine.suspicion import SuspicionCheck
from gluonar_engine.training.suspicion import material

_VOICES = ("m2", "m4", "m7", "f3", "f5", "croak", "klatt4", "belinda")  # none of those that were fitted to


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=DEV, help="default: %(default)s")
    parser.add_argument("--recordings", type=int, default=100, help="of each corpus (default: %(default)s)")
    options = parser.parse_args(argv)
    print("| what | from | recordings | too short | loudspeaker suspected | synthesizer suspected | error |")
    print("|---|---|---|---|---|---|---|")
    for (kind, corpus), found in _found(options).items():
        print(_row(kind, corpus, found))


def _found(options):
    """What the check said of each recording, by kind and corpus, and of all corpora together."""
    check, found = SuspicionCheck.load(), {}
    for kind, corpus, waveform in material(options.folder, _VOICES, options.recordings, seed=1):
        said = check(waveform)
        for key in {(kind, corpus), (kind, "all")}:
            found.setdefault(key, []).append(said)
    return dict(sorted(found.items()))


def _row(kind, corpus, found):
    judged = [{each.kind: each.is_raised for each in said} for said in found if said]
    is_suspected = _share([any(said.values()) for said in judged])
    error = f"BPCER {is_suspected:.1%}" if kind.startswith("genuine") else f"APCER {1 - is_suspected:.1%}"
    counts = (str(len(found)), str(len(found) - len(judged)))
    shares = [_share([said[name] for said in judged]) for name in ("loudspeaker", "synthesizer")]
    return f"| {' | '.join((kind, corpus, *counts, *(f'{share:.1%}' for share in shares), error))} |"


def _share(flags):
    return np.mean(flags) if flags else np.nan


if __name__ == "__main__":
    main()
