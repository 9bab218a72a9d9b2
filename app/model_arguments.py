"""What can be typed after ``model`` and ``fine-tune``, and the help that explains it."""

import argparse
from pathlib import Path

from app.argument_types import positive

CONTRACTS = ("wespeaker", "3d-speaker", "waveform")  # of imported networks, as the engine names them
LOSSES = ("arc", "softmax", "ring")  # of fine-tuning, as the engine names them


def add_model(add):
    parser = add("model", "list, use, import, show or calibrate speaker models", "model import theirs.onnx")
    actions = add.of_actions(parser)
    for add_action in (_list, _use, _import, _show, _calibrate, _remove):
        add_action(actions)


def _list(add):
    add("list", "list the models on this computer", "model list")


def _use(add):
    note = "First its templates of all takes are made; until then, or after Ctrl-C, the old model stays in use."
    parser = add("use", "put another model in use", "model use theirs-0f4dc1ab", note=note)
    parser.add_argument("model_id", metavar="MODEL", help="its id, as “model list” shows it")


def _import(add):
    note = "It is added to the models on this computer; it is not calibrated yet."
    parser = add("import", "make a model of a network's file", "model import theirs.onnx", note=note)
    parser.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        help="an ONNX file, a GluonAR checkpoint (.params, or -symbol.json with its .params beside it), or the folder "
        "of a model",
    )
    parser.add_argument("--out", metavar="FOLDER", type=Path, help="put it there instead, to be used with --model")
    parser.add_argument("--contract", choices=CONTRACTS, help="what the network takes (default: the file tells)")
    parser.add_argument("--name", metavar="NAME", help="the beginning of the model's id (default: the file's name)")


def _show(add):
    parser = add("show", "tell what a model is and check its files", "model show theirs")
    parser.add_argument("folder", metavar="MODEL", nargs="?", help="its id or folder (default: the one in use)")


def _calibrate(add):
    note = "Each line of TRIALS is “1 a b” (same speaker) or “0 a b” (different); use speakers of your own recordings."
    parser = add(
        "calibrate", "find out what a model's scores are worth", "model calibrate theirs trials.txt", note=note
    )
    parser.add_argument("folder", metavar="MODEL", help="its id or folder")
    parser.add_argument("trials", metavar="TRIALS", type=Path)
    parser.add_argument("--root", metavar="DIR", type=Path, help="where the files are (default: the list's folder)")


def _remove(add):
    parser = add("remove", "delete a model, and its templates", "model remove theirs-0f4dc1ab")
    parser.add_argument("model_id", metavar="MODEL", help="its id, as “model list” shows it")


def add_fine_tune(add):
    note = "The result is a new model.  Nothing uses it before you keep it and put it in use."
    parser = add("fine-tune", "train a model further on your speakers", "fine-tune start --epochs 5", note=note)
    actions = add.of_actions(parser)
    _start(actions)
    resume = actions("resume", "go on after an interruption", "fine-tune resume")
    show = actions("show", "tell how far it is, or what it brought", "fine-tune show")
    keep = actions("keep", "add the new model to the others", "fine-tune keep --use")
    keep.add_argument("--use", action="store_true", help="and put it in use")
    discard = actions("discard", "delete the new model, or what there is of it", "fine-tune discard")
    for action in (resume, show, keep, discard):
        action.set_defaults(check=lambda options: None)


def _start(add):
    note = "Some takes of each speaker who has four or more are kept aside, to measure before and after."
    parser = add("start", "begin to train", "fine-tune start --folder voices", note=note)
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--speaker", metavar="NAME", nargs="+", help="enrolled speakers (default: all of them)")
    whose.add_argument("--folder", metavar="DIR", type=Path, help="recordings instead, a subfolder each speaker")
    parser.add_argument("--loss", choices=LOSSES, default="arc", help="(default: %(default)s)")
    parser.add_argument("--epochs", metavar="N", type=positive, default=5, help="(default: %(default)s)")
    parser.add_argument("--learning-rate", metavar="RATE", type=_rate, default=3e-4, help="(default: 0.0003)")
    parser.add_argument("--name", metavar="NAME", help="the beginning of the new model's id")


def _rate(text):
    try:
        rate = float(text)
    except ValueError:
        rate = 0.0
    if not 0 < rate <= 0.1:
        raise argparse.ArgumentTypeError(f"“{text}” must be a number above 0, 0.1 at most")
    return rate
