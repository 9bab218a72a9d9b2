"""The process that trains: MXNet is loaded there and never here.  It tells what it does in lines of JSON."""

import contextlib
import json
import logging
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from app.errors import UserError
from app.said import said

log = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parents[2]
_NICENESS = 5  # the window comes first
_TAIL = 2000  # characters of what a broken process said last


class TuningProcess:
    """One run.  ``events`` is for one thread; the others may be called by any."""

    def __init__(self, arguments, module="gluonar_engine.training.finetune"):
        self._errors = tempfile.TemporaryFile(mode="w+", encoding="utf-8", errors="replace")  # noqa: SIM115 until it ends
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=_ROOT,
            stdin=subprocess.PIPE,  # its end tells the process that nobody is left
            stdout=subprocess.PIPE,
            stderr=self._errors,
            encoding="utf-8",
        )
        if hasattr(os, "setpriority"):
            with contextlib.suppress(OSError):  # it has ended already
                os.setpriority(os.PRIO_PROCESS, self._process.pid, _NICENESS)
        self._is_stopped = False

    @property
    def pid(self):
        return self._process.pid

    def events(self):
        """Yield what it tells, dicts with ``event``, until it is done or was stopped; ``UserError`` when it fails."""
        last = {}
        try:
            for line in self._process.stdout:
                with contextlib.suppress(ValueError):  # a line that a kill cut short
                    last = json.loads(line)
                    yield last
            self._process.wait()
            if not self._is_stopped:
                self._require_done(last)
        finally:
            self.stop()
            self._close()

    def pause(self):
        self._say("pause")

    def resume(self):
        self._say("resume")

    def stop(self):
        """End it at once; what it has learned up to its last checkpoint is on the disk."""
        self._is_stopped = True
        self._process.kill()
        self._process.wait()

    def _close(self):
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            with contextlib.suppress(OSError):
                stream.close()

    def _say(self, word):
        with contextlib.suppress(OSError, ValueError):  # it has ended
            self._process.stdin.write(f"{word}\n")
            self._process.stdin.flush()

    def _require_done(self, last):
        if last.get("event") == "failed":
            raise UserError(
                said("Fine-tuning failed. {reason}", reason=last["reason"]), "Change what it is about, then try again."
            )
        if last.get("event") != "done":
            self._errors.seek(0)
            log.error("training ended with %s: %s", self._process.returncode, self._errors.read()[-_TAIL:])
            raise UserError(
                "Fine-tuning was interrupted: its process ended.",
                "The model in use is as it was. Go on with it, from where it was, or discard it.",
            )
