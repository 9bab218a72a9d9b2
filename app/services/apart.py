"""Importing a model in a process of its own: a checkpoint needs MXNet once, and a file from elsewhere may break it."""

import json
import logging
import subprocess
import sys
from pathlib import Path

from app.errors import UserError
from app.said import recalled, said

log = logging.getLogger(__name__)

_MAIN = Path(__file__).resolve().parents[2] / "main.py"
_TIMEOUT_S = 600
_CHOOSE = said("Choose what it takes, beside the button Import, then try again.")  # the command line has an option
_REFUSALS = ("“{name}” cannot be imported: {error}.", "“{place}” cannot be used: {reason}.")  # of ``import_network``


def import_apart(data_folder, path, contract=None) -> str:
    """Add the model in a file or folder to the library in ``data_folder``; its id."""
    command = [sys.executable, str(_MAIN), "--data", str(data_folder), "--json", "model", "import", str(path)]
    command += ["--contract", contract] if contract else []
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=_TIMEOUT_S, check=False
        )
        answer = json.loads(done.stdout.splitlines()[-1])
    except (subprocess.TimeoutExpired, ValueError, IndexError) as error:
        log.error("importing %s ended without an answer", path, exc_info=error)
        raise UserError(said("“{name}” cannot be imported.", name=Path(path).name), "Choose another file.") from error
    if "error" in answer:
        advice = answer["advice"]
        raise UserError(recalled(answer["error"], _REFUSALS), _CHOOSE if "--contract" in advice else advice)
    return answer["model"]
