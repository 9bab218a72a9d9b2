"""A process that tells what ``gluonar_engine.training.finetune`` tells, without MXNet: six steps of nothing.

A file ``wait-N`` in its work folder holds it before step N until that is gone; ``die-N`` ends it there with an error.
After each step but the last it could go on from there.
"""

import json
import shutil
import sys
import threading
from dataclasses import replace
from pathlib import Path

from gluonar_engine.modelcard import CARD_FILE, DEFAULT_MODEL, REPORT_FILE, new_model_folder, read_manifest
from gluonar_engine.training.finetune import LOG_FILE, EventLog, Gate, _parser, _unbuffered

N_STEPS, EPOCH_STEPS = 6, 2
REPORT = {
    "made_from": "gluonar-r18e-fbb9d40b", "n_speakers": 2, "n_train": 6, "n_held_out": 4, "n_target": 2,
    "n_impostor": 4, "is_target": [True, True, False, False, False, False],
    "before": {"eer": 0.25, "eer_interval": [0.1, 0.4], "min_dcf": 0.5, "scores": [0.5, 0.1, 0.3, 0.0, -0.2, -0.3]},
    "after": {"eer": 0.0, "eer_interval": [0.0, 0.1], "min_dcf": 0.1, "scores": [0.6, 0.5, 0.2, 0.0, -0.2, -0.3]},
}  # fmt: skip


def main():
    options = _parser().parse_args()
    work = Path(options.work)
    log, gate = EventLog(work / LOG_FILE), Gate(_unbuffered(sys.stdin))
    done = work / "steps"
    first = int(done.read_text()) if done.exists() else 0
    log.tell("started", n_speakers=2, n_train=6, n_held_out=4, n_target=2, n_impostor=4, skipped=[],
             n_steps=N_STEPS, epoch_steps=EPOCH_STEPS, first_step=first)  # fmt: skip
    if not first:
        log.tell("measured", epoch=0, eer=0.25)
    for step in range(first + 1, N_STEPS + 1):
        _hold(work, step)
        gate.wait()
        log.tell("step", step=step, loss=1.0 / step)
        done.with_suffix(".part").write_text(str(step))
        done.with_suffix(".part").replace(done)  # it may be killed
        if step % EPOCH_STEPS == 0:
            log.tell("measured", epoch=step // EPOCH_STEPS, eer=0.25 - 0.04 * step)
    log.tell("releasing")
    log.tell("done", model_id=write_model(options.out))


def _hold(work, step):
    if (work / f"die-{step}").exists():
        sys.exit("it broke")
    while (work / f"wait-{step}").exists():
        threading.Event().wait(0.02)


def write_model(folder, model_id="tuned-12345678"):
    """The shipped model under another id, with a report; the id."""
    manifest = replace(read_manifest(DEFAULT_MODEL), model_id=model_id, source=REPORT["made_from"])
    with new_model_folder(folder) as filled:
        for file in manifest.sha256:
            shutil.copyfile(DEFAULT_MODEL / file, filled / file)
        (filled / REPORT_FILE).write_text(json.dumps(REPORT))
        (filled / CARD_FILE).write_text(f"# {model_id}\n\nMade for a test.\n")
        manifest.write(filled)
    return model_id


if __name__ == "__main__":
    main()
