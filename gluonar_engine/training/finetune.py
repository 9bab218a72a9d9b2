"""Fine-tune a model on takes of known speakers, telling each step as a line of JSON.

    python -m gluonar_engine.training.finetune DATA -o MODEL --work DIR --from MODEL [--loss arc] [--epochs 5]

DATA holds one folder a speaker; of who has four takes or more, some are kept aside to measure before and after.  Give
the same command again after a kill: it goes on from the last checkpoint.  Each line that comes has an "event"; the
last one is "done" or "failed".  The lines "pause" and "resume" on the standard input are obeyed between two steps, and
when that ends, so does this process: nobody is left to tell.
"""

import argparse
import json
import os
import sys
import threading
from pathlib import Path

from gluonar_engine import devices
from gluonar_engine.training.config import EPOCH_STEPS, FINE_TUNING

LOG_FILE = "events.jsonl"


def main(argv=None):
    options = _parser().parse_args(argv)
    lock = lock_folder(Path(options.work))
    if lock is None:
        reason = "Another process is fine-tuning in this folder."
        sys.stdout.write(json.dumps({"event": "failed", "reason": reason}) + "\n")
        return 1
    log, gate = EventLog(Path(options.work) / LOG_FILE), Gate(_unbuffered(sys.stdin))
    try:
        manifest = _fine_tune(options, log, gate)
    except ImportError as error:
        log.tell("failed", reason=f"Training needs MXNet, which is not installed here ({error}).")
        return 1
    except (ValueError, FloatingPointError, OSError) as error:
        log.tell("failed", reason=f"{str(error)[:1].upper()}{str(error)[1:]}.")
        return 1
    log.tell("done", model_id=manifest.model_id)
    lock.close()
    return 0


def _fine_tune(options, log, gate):
    from gluonar_engine.training.finetuning import FineTuning, TuningSettings

    devices.choose(options.device)
    settings = TuningSettings(options.loss, options.epochs, options.learning_rate, options.epoch_steps, options.seed)
    tuning = FineTuning(options.data, options.work, options.start, settings, log.tell)
    tuning.run(gate.wait)
    return tuning.release(options.out, name=options.name)


class EventLog:
    """Lines of JSON on the standard output; and in a file, so that a training that goes on can show what was before.

    What a killed run told after its last checkpoint is done again, and dropped then.
    """

    def __init__(self, path, stream=None):
        self._path, self._stream = path, stream or sys.stdout
        path.parent.mkdir(parents=True, exist_ok=True)

    def tell(self, event, **facts):
        if event == "started":
            self._go_on(facts)
        self._write(json.dumps({"event": event, **facts}))

    def _go_on(self, facts):
        first, epoch = facts["first_step"], facts["first_step"] // facts["epoch_steps"]
        kept = [
            line
            for line in read_events(self._path)
            if (line["event"] == "step" and line["step"] <= first)
            or (first and line["event"] == "measured" and line["epoch"] <= epoch)
        ]
        self._path.write_text("".join(f"{json.dumps(line)}\n" for line in kept), encoding="utf-8")
        for line in kept:
            self._print(json.dumps(line))

    def _write(self, line):
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
        self._print(line)

    def _print(self, line):
        self._stream.write(f"{line}\n")
        self._stream.flush()


def read_events(path):
    """What a log has, without a line that a kill cut short."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


class Gate:
    """Shut by "pause", opened by "resume", both lines of a binary ``stream``; at its end this process ends."""

    def __init__(self, stream, end=os._exit):
        self._open = threading.Event()
        self._open.set()
        self._stream, self._end = stream, end
        threading.Thread(target=self._listen, daemon=True).start()

    def wait(self):
        """Return while it is open."""
        self._open.wait()

    def _listen(self):
        for line in self._stream:
            if line.strip() == b"pause":
                self._open.clear()
            elif line.strip() == b"resume":
                self._open.set()
        self._end(1)


def _unbuffered(stream):
    """Without the lock of ``sys.stdin``, which processes that are forked while somebody reads would wait for."""
    return os.fdopen(os.dup(stream.fileno()), "rb", buffering=0)


def lock_folder(folder):
    """An open file that no other process gets until it is closed or this one ends; None when another has it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = (folder / "lock").open("w")
    try:
        import fcntl
    except ImportError:  # Windows, where there is no MXNet either
        return file
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    os.register_at_fork(after_in_child=file.close)  # or a killed process's helpers would keep it for a moment
    return file


def _parser():
    parser = argparse.ArgumentParser(
        prog="python -m gluonar_engine.training.finetune",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", help="folder of speakers")
    parser.add_argument("-o", "--out", required=True, help="folder for the new model")
    parser.add_argument("--work", required=True, help="folder for decoded audio, checkpoints and the log")
    parser.add_argument("--from", dest="start", required=True, metavar="FOLDER", help="model to begin with")
    parser.add_argument("--name", default="fine-tuned", help="name of the new model (default: %(default)s)")
    parser.add_argument("--loss", default=FINE_TUNING.loss, help="arc (default), softmax, ring, am_softmax or circle")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--epoch-steps", type=int, default=EPOCH_STEPS, help="batches of an epoch, at least")
    parser.add_argument("--learning-rate", type=float, default=FINE_TUNING.learning_rate)
    parser.add_argument("--seed", type=int, default=FINE_TUNING.seed)
    parser.add_argument("--device", help="cpu, cuda, cuda:N, or auto: a GPU when there is one (default)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
