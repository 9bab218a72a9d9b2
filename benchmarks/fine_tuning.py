"""Fine-tuning the shipped model on 20 speakers: how long it takes, and what it brings on their other takes.

    python -m benchmarks.fine_tuning [FOLDER] [--loss arc] [--epochs 5] [--speakers 20]

FOLDER has one folder a speaker (default: ../shared/data/speech/dev/common_voice); the first ones with four recordings
or more are taken.  The mark is 3 minutes for five epochs on two idle cores.
"""

import argparse
import shutil
import tempfile
import time
from pathlib import Path

from app.services.model_library import read_report
from app.services.tuning_process import TuningProcess
from benchmarks.lists import DEV
from benchmarks.rounds import Mark, print_marks
from gluonar_engine.data.corpus import AUDIO_SUFFIXES
from gluonar_engine.data.sampling import LEAST_TAKES
from gluonar_engine.modelcard import DEFAULT_MODEL


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(DEV) / "common_voice")
    parser.add_argument("--loss", default="arc")
    parser.add_argument("--epochs", default="5")
    parser.add_argument("--speakers", type=int, default=20)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as place:
        place = Path(place)
        for folder in _speakers(options.folder)[: options.speakers]:
            shutil.copytree(folder, place / "voices" / folder.name)
        began = time.monotonic()
        started = _train(place, options)
        took_s = time.monotonic() - began
        report = read_report(place / "model")
    print("| speakers | takes learned from | steps | s | s a step | EER before % | after % |")
    print("|---|---|---|---|---|---|---|")
    print(
        f"| {report.n_speakers} | {report.n_train} | {started['n_steps']} | {took_s:.0f} | {started['step_s']:.2f} "
        f"| {_rate(report.before)} | {_rate(report.after)} |"
    )
    print_marks([Mark(f"{report.n_speakers} speakers, {options.epochs} epochs, two idle cores", took_s, 180.0, " s")])


def _speakers(root):
    """The folders with recordings enough, by name."""
    folders = sorted(path for path in root.iterdir() if path.is_dir())
    return [folder for folder in folders if sum(f.suffix in AUDIO_SUFFIXES for f in folder.iterdir()) >= LEAST_TAKES]


def _train(place, options):
    arguments = [place / "voices", "-o", place / "model", "--work", place / "work", "--from", DEFAULT_MODEL]
    process = TuningProcess([*map(str, arguments), "--loss", options.loss, "--epochs", options.epochs])
    moments, started = [], {}
    for event in process.events():
        started = event if event["event"] == "started" else started
        moments += [time.monotonic()] if event["event"] == "step" else []
    return {**started, "step_s": (moments[-1] - moments[0]) / (len(moments) - 1)}


def _rate(roc):
    low, high = roc.eer_interval
    return f"{100 * roc.eer:.2f} [{100 * low:.1f}, {100 * high:.1f}]"


if __name__ == "__main__":
    main()
