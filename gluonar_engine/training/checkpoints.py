"""Training state on disk: complete or absent, never half."""

import json
import shutil
from pathlib import Path

_DONE = "state.json"  # written last: a folder without it was interrupted


class Checkpoints:
    """Numbered folders ``step-000123`` under ``folder``; the last two complete ones are kept."""

    def __init__(self, folder):
        self._folder = Path(folder)

    def latest(self):
        """Folder of the newest complete checkpoint, or None."""
        complete = sorted(path.parent for path in self._folder.glob(f"step-*/{_DONE}"))
        return complete[-1] if complete else None

    def save(self, step, net, loss, trainer):
        folder = self._folder / f"step-{step:08d}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        net.save_parameters(str(folder / "network.params"))
        loss.save_parameters(str(folder / "loss.params"))
        trainer.save_states(str(folder / "optimizer.states"))
        (folder / _DONE).write_text(json.dumps({"step": step}))
        for old in sorted(self._folder.glob("step-*"))[:-2]:
            shutil.rmtree(old)

    def restore(self, folder, net, loss, trainer, ctx):
        """Load what ``save`` wrote; the number of steps that it had taken."""
        net.load_parameters(str(folder / "network.params"), ctx=ctx)
        loss.load_parameters(str(folder / "loss.params"), ctx=ctx)
        trainer.load_states(str(folder / "optimizer.states"))
        return json.loads((folder / _DONE).read_text())["step"]
