"""A microphone without hardware: a private PulseAudio server whose null sink is played into and recorded from.

``with PulseMicrophone() as microphone``; ``tests.pulse`` has it as a fixture.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path

READY_TIMEOUT_S = 30.0
# `norewinds`: without it the first 20 to 60 ms of what is played never reach the recording.
_SINK = (
    "module-null-sink sink_name={name} sink_properties=device.description={name} rate={rate} channels=1 norewinds=1"
)
_NAME = "loop"  # of the microphone that is there from the beginning


def missing_parts():
    """What keeps this machine from having such a microphone, as a sentence; empty where nothing does."""
    absent = [program for program in ("pulseaudio", "pactl", "paplay") if not shutil.which(program)]
    if absent:
        return f"no {', '.join(absent)} here (packages pulseaudio, pulseaudio-utils)"
    if not any(Path("/usr/lib").glob("**/alsa-lib/libasound_module_pcm_pulse.so")):
        return "PortAudio cannot reach PulseAudio here (package libasound2-plugins)"
    return ""


class PulseMicrophone:
    """A running server; this process and its children see it as the only sound system while the block runs."""

    def __enter__(self):
        self._folder = Path(tempfile.mkdtemp(prefix="pulse-"))  # short: a socket's path has 107 bytes at most
        self._log = (self._folder / "log").open("w+")
        self._players = []
        self._server = None
        self._saved = {name: os.environ.get(name) for name in self._variables()}
        os.environ.update(self._variables())
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in [*self._players, *([self._server] if self._server else [])]:
            _end(process)
        for name, value in self._saved.items():
            os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)
        self._log.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self):
        """Anew, too, after ``kill``."""
        self._modules = {_NAME: "0"}
        self._server = self._started()
        self._wait_until_ready()

    def play(self, path, wait=True, into=_NAME):
        """Play a sound file into a microphone; returns when it has been played, or with ``wait=False`` at once."""
        player = subprocess.Popen(["paplay", f"--device={into}", str(path)], stderr=subprocess.PIPE)
        self._players.append(player)
        if wait:
            _, complaint = player.communicate(timeout=READY_TIMEOUT_S * 4)
            assert player.returncode == 0, complaint.decode()
        return player

    def plug_in(self, name, rate=48000):
        """Another microphone; the system's choice stays as it is, if there is one."""
        self._modules[name] = self.pactl("load-module", *_SINK.format(name=name, rate=rate).split()).strip()

    def unplug(self, name=_NAME):
        self.pactl("unload-module", self._modules.pop(name))

    def choose(self, name):
        """As the system's microphone; the server moves to it who records from the one before."""
        self.pactl("set-default-source", f"{name}.monitor")

    def mute(self, is_muted=True, name=_NAME):
        self.pactl("set-source-mute", f"{name}.monitor", str(int(is_muted)))

    def pactl(self, *words):
        """What the server says."""
        done = subprocess.run(["pactl", *words], capture_output=True, text=True, timeout=READY_TIMEOUT_S)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def freeze(self):
        """The server stays, and answers nobody."""
        self._server.send_signal(signal.SIGSTOP)

    def thaw(self):
        self._server.send_signal(signal.SIGCONT)

    def kill(self):
        self._server.kill()
        self._server.wait(READY_TIMEOUT_S)

    def _variables(self):
        folder = str(self._folder)
        return {
            "XDG_RUNTIME_DIR": folder,
            "PULSE_RUNTIME_PATH": folder,
            "PULSE_STATE_PATH": folder,
            "PULSE_COOKIE": f"{folder}/cookie",
            "PULSE_SERVER": f"unix:{folder}/native",  # naming it also keeps clients from starting another one
        }

    def _started(self):
        (self._folder / "native").unlink(missing_ok=True)  # a killed server leaves its socket
        command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
        command += ["--realtime=no", "--high-priority=no"]
        native = f"module-native-protocol-unix socket={self._folder}/native auth-anonymous=1"
        for module in (_SINK.format(name=_NAME, rate=48000), native):
            command += ["-L", module]
        environment = {name: value for name, value in os.environ.items() if name != "PULSE_SERVER"}
        return subprocess.Popen(command, env=environment, stdout=self._log, stderr=self._log)

    def _wait_until_ready(self):
        deadline = time.monotonic() + READY_TIMEOUT_S
        pause = threading.Event()
        for command in (["set-default-sink", _NAME], ["set-default-source", f"{_NAME}.monitor"]):
            while subprocess.run(["pactl", *command], capture_output=True, timeout=READY_TIMEOUT_S).returncode:
                if self._server.poll() is not None or time.monotonic() > deadline:
                    self._log.seek(0)
                    raise RuntimeError(f"PulseAudio did not start: {self._log.read()}")
                pause.wait(0.02)


def _end(process):
    """End a process that may be frozen; a dead one is left alone."""
    if process.poll() is None:
        process.kill()  # works on a stopped process as well
        process.wait(READY_TIMEOUT_S)
    if process.stderr:
        process.stderr.close()
