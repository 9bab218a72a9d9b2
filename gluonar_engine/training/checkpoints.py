"""Training state on disk: complete or absent, never half."""

import json
import shutil
from pathlib import Path

from gluonar_engine.modelcard import PARAMS_FILE, read_manifest

_DONE = "state.json"  # written last: a folder without it was interrupted


class Checkpoints:
    """Numbered folders ``step-00000123`` of one ``model`` under ``folder``; the last two complete ones are kept."""

    def __init__(self, folder, model):
        self._folder, self._model = Path(folder), model

    def latest(self):
        """Folder of the newest complete checkpoint, or None."""
        complete = sorted(path.parent for path in self._folder.glob(f"step-*/{_DONE}"))
        return complete[-1] if complete else None

    def save(self, step, net, loss, trainer):
        folder = self._folder / f"step-{step:08d}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        net.save_parameters(str(folder / PARAMS_FILE))
        loss.save_parameters(str(folder / "loss.params"))
        trainer.save_states(str(folder / "optimizer.states"))
        (folder / _DONE).write_text(json.dumps({"step": step, "model": self._model}))
        for old in sorted(self._folder.glob("step-*"))[:-2]:
            shutil.rmtree(old)

    def restore(self, folder, net, loss, trainer, ctx):
        """Load what ``save`` wrote."""
        net.load_parameters(str(folder / PARAMS_FILE), ctx=ctx)
        loss.load_parameters(str(folder / "loss.params"), ctx=ctx)
        trainer.load_states(str(folder / "optimizer.states"))


def steps_of(folder):
    """How many steps a checkpoint had taken."""
    return json.loads((folder / _DONE).read_text())["step"]


def load_network(folder, ctx):
    """(name of the architecture, network) in the folder of a model or of a checkpoint, to go on from.

    Raises
    ------
    ValueError
        For another folder, or a model that has no MXNet weights.
    """
    from gluonar_engine.models import get_model  # loads MXNet, which who only looks for a checkpoint has no use for

    folder = Path(folder)
    if (folder / _DONE).is_file():
        model = json.loads((folder / _DONE).read_text())["model"]
    else:
        manifest = read_manifest(folder)
        if PARAMS_FILE not in manifest.sha256:
            raise ValueError(f"{manifest.model_id} cannot be trained further: it has no {PARAMS_FILE}")
        model = manifest.architecture
    net = get_model(model)
    net.load_parameters(str(folder / PARAMS_FILE), ctx=ctx)
    return model, net
