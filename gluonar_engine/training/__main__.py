"""Train a speaker model on a folder of speakers and leave it ready to use.

    python -m gluonar_engine.training DATA -o MODEL --work DIR

DATA holds one folder a speaker, at any depth.  Give the same command again after a kill: it goes on from the last
checkpoint in the work folder.
"""

import argparse
import sys
from dataclasses import fields


def main(argv=None):
    options = _parser().parse_args(argv)
    from gluonar_engine.training.loop import TrainingConfig  # these load MXNet, for which --help need not wait
    from gluonar_engine.training.release import release
    from gluonar_engine.training.session import train

    names = {field.name for field in fields(TrainingConfig)}
    given = {name: value for name, value in vars(options).items() if name in names and value is not None}
    config = TrainingConfig(**given)
    training, held_out = train(
        options.data,
        options.work,
        config,
        noise_dir=options.noise,
        teacher_file=options.teacher,
        speeds=options.speeds,
        device=options.device,
        report=_report,
    )
    model = release(training, held_out, options.out, name=options.name)
    _report(f"{model} is in {options.out}")
    return 0


def _parser():
    parser = argparse.ArgumentParser(
        prog="python -m gluonar_engine.training",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", help="folder of speakers")
    parser.add_argument("-o", "--out", required=True, help="folder for the finished model")
    parser.add_argument("--work", required=True, help="folder for decoded audio, checkpoints and the log")
    parser.add_argument("--name", default="gluonar-r18", help="name of the model (default: %(default)s)")
    parser.add_argument("--noise", help="folder of background sounds to mix in")
    parser.add_argument("--teacher", help=".npy with another network's embedding of each recording and speed")
    parser.add_argument(
        "--speeds", type=float, nargs="+", default=[1.0], help="each makes new classes; 1.0 is natural"
    )
    parser.add_argument("--device", help="cpu, gpu or gpu:N (default: a GPU when there is one)")
    parser.add_argument("--model", help="network (default: resnet18_early)")
    parser.add_argument("--batch-size", type=int)
    parser.add_argument("--n-steps", type=int)
    parser.add_argument("--learning-rate", type=float)
    parser.add_argument("--margin", type=float, help="ArcFace margin in radians")
    parser.add_argument("--teacher-weight", type=float)
    parser.add_argument("--holdout", type=float, help="share of the speakers with several recordings kept aside")
    parser.add_argument("--seed", type=int)
    return parser


def _report(line):
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
