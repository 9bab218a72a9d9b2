"""What 8-bit integers cost the shipped model: error rates on lists of trials, beside the model as it is.

    python -m benchmarks.eight_bit [FOLDER] [--speech FOLDER] [--model DIR]

FOLDER has one folder a list, each with a trials.txt (default: ../shared/data/speech/dev); the ranges of the numbers
are seen on recordings of ../shared/data/speech/train.  How much quicker it is stands in ``embedding``.
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks.lists import DEV, read_lists
from benchmarks.rounds import Mark, print_head, print_marks, print_row
from gluonar_engine.encoder import SpeakerEncoder
from gluonar_engine.metrics import cllr, evaluate_trials
from gluonar_engine.modelcard import DEFAULT_MODEL
from gluonar_engine.runtime.quantize import quantize_model

_SPEECH = Path(DEV).parent / "train"
_MOST = 0.001  # that the equal error rate may rise for the smaller model to take the place of the whole one


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=DEV)
    parser.add_argument("--speech", default=_SPEECH, help="to see the ranges on (default: %(default)s)")
    parser.add_argument("--model", default=DEFAULT_MODEL, help="folder of a model (default: the shipped one)")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as place:
        quantize_model(options.model, options.speech, Path(place, "model"))
        whole, small = SpeakerEncoder.load(options.model), SpeakerEncoder.load(Path(place, "model"))
    print_head(["list", "EER %: whole", "8 bit", "Cllr: whole", "8 bit"])
    rises = {}
    for trials in read_lists(options.folder):
        (eer, cost), (small_eer, small_cost) = (_figures(trials, encoder) for encoder in (whole, small))
        rises[trials.name] = small_eer - eer
        print_row([trials.name, f"{100 * eer:.2f}", f"{100 * small_eer:.2f}", f"{cost:.3f}", f"{small_cost:.3f}"])
    worst = max(rises, key=rises.get)
    why = f"on {worst}; so the whole model is shipped, and the smaller one is for who asks for it"
    print_marks([Mark("rise of the EER, worst list", 100 * rises[worst], 100 * _MOST, " points", why=why)])


def _figures(trials, encoder):
    embeddings = trials.embed(encoder)
    scores = encoder.scorer.pairs(embeddings[trials.left], embeddings[trials.right])
    return evaluate_trials(scores, trials.is_target).eer, cllr(encoder.calibration.llr(scores), trials.is_target)


if __name__ == "__main__":
    main()
