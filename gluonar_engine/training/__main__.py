"""Train a speaker model on a folder of speakers and leave it ready to use.

    python -m gluonar_engine.training DATA -o MODEL --work DIR [--from MODEL] [--config FILE.toml]
                                      [--kvstore dist_sync --workers N]

DATA holds one folder a speaker, at any depth.  Give the same command again after a kill: it goes on from the last
checkpoint in the work folder.  --from fine-tunes a trained model on other speakers.  A settings file has lines such as
n_steps = 500 with the names of the options below; options given beside it count more.  --kvstore shares the work
among several processes, here or, as docs/CLUSTER.md says, on several machines.
"""

import argparse
import os
import sys
from dataclasses import fields, replace
from functools import partial

from gluonar_engine import devices
from gluonar_engine.training.config import FINE_TUNING, TrainingConfig, options_in
from gluonar_engine.training.log import Console

_SETTINGS = {field.name for field in fields(TrainingConfig)}
_SOURCES = {"noise", "teacher", "speeds", "trials"}


def main(argv=None):
    argv = sys.argv[1:] if argv is None else argv
    options = _options(argv)
    try:
        devices.choose(options.device)
        if options.kvstore:
            return _share(options, argv)
        _train(options)
    except (ValueError, FloatingPointError) as error:
        sys.exit(f"{str(error)[:1].upper()}{str(error)[1:]}.")
    return 0


def _share(options, argv):
    """Take part in a training of several processes, or start them all."""
    from gluonar_engine.training import distributed

    options.n_parts = options.n_parts or distributed.n_workers(options)
    _config(options)  # refused here, before anything starts
    return distributed.run(options, argv, partial(_train, options))


def _config(options):
    given = {name: value for name, value in vars(options).items() if name in _SETTINGS and value is not None}
    return replace(FINE_TUNING if options.start else TrainingConfig(), **given)


def _train(options, kvstore=None):
    from gluonar_engine.training.release import release  # these load MXNet, for which --help need not wait
    from gluonar_engine.training.session import train

    leads = kvstore is None or kvstore.rank == 0
    sources = {name: value for name, value in vars(options).items() if name in _SOURCES and value is not None}
    with open(os.devnull, "w") as nowhere:
        console = Console(None if leads else nowhere)
        training, trials = train(
            options.data, options.work, _config(options), console, start=options.start, kvstore=kvstore, **sources
        )
        if leads:
            model = release(training, trials, options.out, name=options.name)
            console.line(f"{model} is in {options.out}")


def _options(argv):
    parser = _parser()
    file = argparse.ArgumentParser(add_help=False)
    file.add_argument("--config")
    settings_file = file.parse_known_args(argv)[0].config
    if settings_file:
        known = {word[2:].replace("-", "_") for action in parser._actions for word in action.option_strings}
        try:
            argv = [*options_in(settings_file, known - {"help", "config"}), *argv]
        except ValueError as error:
            parser.error(str(error))
    options = parser.parse_args(argv)
    if options.data is None:
        parser.error("the folder of speakers is missing")
    if not options.kvstore and (options.workers or options.servers or "DMLC_ROLE" in os.environ):
        parser.error("--workers, --servers and DMLC_ROLE are for --kvstore dist_sync, which is missing")
    return options


def _parser():
    parser = argparse.ArgumentParser(
        prog="python -m gluonar_engine.training",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", nargs="?", help="folder of speakers")
    parser.add_argument("-o", "--out", required=True, help="folder for the finished model")
    parser.add_argument("--work", required=True, help="folder for decoded audio, checkpoints and the log")
    parser.add_argument("--config", metavar="FILE", help="settings file (TOML)")
    parser.add_argument("--name", default="gluonar-r18", help="name of the model (default: %(default)s)")
    parser.add_argument("--from", dest="start", metavar="FOLDER", help="model or checkpoint to fine-tune")
    parser.add_argument("--noise", help="folder of background sounds to mix in")
    parser.add_argument("--trials", metavar="FILE", help="list to measure on instead of held-out speakers")
    parser.add_argument("--teacher", help=".npy with another network's embedding of each recording and speed")
    parser.add_argument("--speeds", type=float, nargs="+", help="each makes new classes; 1.0 is natural (default)")
    parser.add_argument("--device", help="cpu, cuda, cuda:N, or auto: a GPU when there is one (default)")
    parser.add_argument("--model", help="network (default: resnet18_early)")
    parser.add_argument("--loss", help="arc (default), am_softmax, circle, ring or softmax")
    parser.add_argument("--batch-size", type=int)
    parser.add_argument("--n-parts", type=int, help="compute a batch in so many parts, one after the other")
    parser.add_argument("--n-steps", type=int)
    parser.add_argument("--learning-rate", type=float)
    parser.add_argument("--crop-s", type=float, nargs="+", help="lengths of the crops in seconds")
    parser.add_argument("--scale", type=float, help="of the logits of arc, am_softmax and circle")
    parser.add_argument("--margin", type=float, help="ArcFace margin in radians")
    parser.add_argument("--margin-starts", type=float, help="share of the steps before the margin begins to rise")
    parser.add_argument("--teacher-weight", type=float)
    parser.add_argument("--mask-chance", type=float, help="share of the items whose features are masked")
    parser.add_argument("--holdout", type=float, help="share of the speakers with several recordings kept aside")
    parser.add_argument(
        "--patience", type=int, help="stop after so many checkpoints without a lower EER; keep the best"
    )
    parser.add_argument("--seed", type=int)
    parser.add_argument("--kvstore", choices=["dist_sync"], help="share the batches among several processes")
    parser.add_argument("--workers", type=int, metavar="N", help="with --kvstore: start it all here, N to train")
    parser.add_argument("--servers", type=int, metavar="M", help="with --workers: to add up gradients (default: 1)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
