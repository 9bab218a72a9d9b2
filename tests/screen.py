"""A virtual screen, and a hand for the program's window on it: mouse and keys through xdotool."""

import json
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from tests.waiting import TIMEOUT_S, wait_until

ROOT = Path(__file__).resolve().parents[1]
SCREENSHOTS = Path(__file__).parent / "_screenshots"
WIDTH, HEIGHT = 1400, 900
STILL_S = 0.3
ANSWER_S = 30.0


def missing_parts():
    """What keeps this machine from having such a screen, as a sentence; empty where nothing does."""
    absent = [program for program in ("Xvfb", "xdotool") if not shutil.which(program)]
    return f"no {', '.join(absent)} here (packages xvfb, xdotool)" if absent else ""


class Screen:
    """An X server of its own; ``display`` is its name.  ``memory``: a folder for the file that its pixels are in."""

    def __init__(self, width=WIDTH, height=HEIGHT, memory=None):
        self._size, self._memory = (width, height), memory

    def __enter__(self):
        reading, writing = os.pipe()
        size = "{}x{}x24".format(*self._size)
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"]
        command.append("-noreset")  # or it begins anew when its last program ends, deaf for a moment
        command += ["-fbdir", str(self._memory)] if self._memory else []
        self._server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            is_there, _, _ = select.select([pipe], [], [], TIMEOUT_S)
            self.display = f":{pipe.readline().strip() if is_there else ''}"
        self._programs = []
        self._sockets = tempfile.TemporaryDirectory(prefix="screen-")  # short: a socket's path has 107 bytes at most
        if self.display == ":":
            self.__exit__()
            raise RuntimeError(f"Xvfb did not start: exit code {self._server.returncode}")
        return self

    def __exit__(self, *_):
        for program in self._programs:
            program.kill()
            program.wait(TIMEOUT_S)
        self._server.terminate()  # not killed: it takes its lock away
        self._server.wait(TIMEOUT_S)
        self._sockets.cleanup()

    @property
    def environment(self):
        """With what other fixtures have put into it by now."""
        return {**os.environ, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb", "PYTHONFAULTHANDLER": "1"}

    def start(self, *command):
        program = subprocess.Popen([sys.executable, *map(str, command)], cwd=ROOT, env=self.environment)
        self._programs.append(program)
        return program

    def start_findable(self, *options):
        """The program with these options; ``where`` is about the one that was started last."""
        self._socket = Path(self._sockets.name, str(len(self._programs)))
        return self.start("-m", "tests.findable", self._socket, *options)

    def where(self, path, **which):
        """(left, top, right, bottom) of a part of the program's window, once it is to be seen: see ``findable``."""
        left, top, width, height = self.wait(lambda: self._ask(path=path, **which))
        return left, top, left + width, top + height

    def click_on(self, path, **which):
        left, top, right, bottom = self.where(path, **which)
        self.click((left + right) // 2, (top + bottom) // 2)

    def picture_of(self, path, **which):
        """As ``picture``, of this part alone."""
        left, top, right, bottom = self.where(path, **which)
        return self.picture()[top:bottom, left:right]

    def is_there(self, path, **which):
        return self._ask(path=path, **which) is not None

    def _ask(self, **question):
        with socket.socket(socket.AF_UNIX) as asking:
            asking.settimeout(ANSWER_S)
            asking.connect(str(self._socket))
            with asking.makefile("rw") as lines:
                lines.write(json.dumps(question) + "\n")
                lines.flush()
                return json.loads(lines.readline() or "null")

    def do(self, *arguments):
        """Let xdotool do something; its answer."""
        command = ["xdotool", *map(str, arguments)]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=30).stdout.strip()

    def window(self, title):
        """The id of the window that has this in its title, once it is there; moved to the corner and focused."""
        found = self.wait(lambda: self.do("search", "--onlyvisible", "--name", title).split())
        self.do("windowfocus", "--sync", found[-1])
        return found[-1]

    def keys(self, *names):
        for name in names:
            self.do("key", name)

    def type(self, text):
        self.do("type", "--delay", 20, text)

    def click(self, x, y):
        self.do("mousemove", x, y, "click", 1)

    def drag(self, start, end):
        """With the left button, in steps: the drop target is found on the way."""
        self.do("mousemove", *start, "mousedown", 1)
        for step in np.linspace(start, end, 12).round().astype(int):
            self.do("mousemove", "--sync", *step)
        self.wait_until_still()
        self.do("mouseup", 1)

    def picture(self):
        """What is on the screen, (height, width, 3) uint8."""
        from PIL import ImageGrab

        return np.asarray(ImageGrab.grab(xdisplay=self.display).convert("RGB"))

    def save(self, name):
        """Keep what is on the screen once it is still."""
        self.keep(self.wait_until_still(), name)

    def keep(self, picture, name):
        from PIL import Image

        SCREENSHOTS.mkdir(exist_ok=True)
        Image.fromarray(picture).save(SCREENSHOTS / f"{name}.png")

    def wait_until_still(self):
        """The picture, once it has stayed the same for a moment (but for a blinking cursor)."""
        shown, since = self.picture(), time.monotonic()

        def is_still():
            nonlocal shown, since
            picture = self.picture()
            if np.mean(picture != shown) >= 1e-4:
                shown, since = picture, time.monotonic()
            return time.monotonic() - since > STILL_S

        self.wait(is_still)
        return shown

    def wait(self, condition):
        """The first true answer of ``condition()``."""
        try:
            return wait_until(condition, every_s=0.1)
        except AssertionError as error:
            self.keep(self.picture(), "timeout")
            ended = [program.poll() for program in self._programs]
            raise TimeoutError(f"{error} on the screen {self.display}; exit codes so far: {ended}") from error
