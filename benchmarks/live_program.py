"""The whole program while it shows live sound on a virtual screen, beside a small program of ImageItem's.

The microphone is a pipe that a private PulseAudio server reads: what goes in at a known moment is looked for on the
screen.
"""

import contextlib
import fcntl
import os
import queue
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks import live_peer
from benchmarks.rounds import Mark, print_head, print_row
from benchmarks.watching import cpu_s, watched_screen
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.spectrogram import Spectrogram
from tests import microphone, screen
from tests.waiting import ended, wait_until

RATE = 48_000
MARK_MS = 60.0
_PIECE_S, _CLICK_S = 0.004, 0.005
_SCREEN = 2_400, 1_300
_PICTURE = "spectrogram.stage.live"
_TITLE = "GluonAR Desktop"
_EDGE_PX = 24  # of the newest sound, where a click is looked for
_BRIGHT = 100  # the red of a click; all that is quiet is darker
_GAPS_S = 0.5, 0.8
_SETTLED_S = 3.0
_CATCH_S = 5.0
_TOLERANCE_DB = 0.01
_NOTES = (
    "blocks of 10 ms, metered and kept on a thread of their own, then drawn",
    "whatever is there is drawn, and nothing else is done with it",
    "how much of the time is the sound server's",
)


class PipeMicrophone:
    """Silence in real time, noise while ``is_noisy``, and clicks on request; a thread keeps it coming."""

    def __init__(self, folder):
        self._path = Path(folder, "microphone")
        self.is_noisy = False
        self._wanted, self._clicked = threading.Event(), queue.SimpleQueue()
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._feed, daemon=True)

    def __enter__(self):
        module = f"file={self._path} source_name=pipe format=s16le rate={RATE} channels=1"
        for command in (["load-module", "module-pipe-source", *module.split()], ["set-default-source", "pipe"]):
            subprocess.run(["pactl", *command], check=True, capture_output=True, timeout=30)
        self._pipe = os.open(self._path, os.O_WRONLY | os.O_NONBLOCK)
        fcntl.fcntl(self._pipe, fcntl.F_SETPIPE_SZ, 4_096)  # little that is old by the time that somebody listens
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._is_over.set()
        self._thread.join(5.0)
        os.close(self._pipe)

    def click(self):
        """The moment at which a click has gone into the pipe."""
        self._wanted.set()
        return self._clicked.get(timeout=_CATCH_S)

    def _feed(self):
        rng = np.random.default_rng(0)
        noise = rng.normal(0, 6_000, RATE).astype("<i2")
        hush = rng.integers(-2, 3, RATE).astype("<i2")  # not to be seen; of a muted microphone the program warns
        n_written, started = 0, time.perf_counter()
        while not self._is_over.wait(_PIECE_S):
            n = round((time.perf_counter() - started) * RATE) - n_written
            piece = (noise if self.is_noisy else hush)[:n].copy()
            is_click = self._wanted.is_set()
            if is_click:
                piece[-round(_CLICK_S * RATE) :] = noise[: min(n, round(_CLICK_S * RATE))] * 2
                self._wanted.clear()
            with contextlib.suppress(BlockingIOError):  # nobody listens: then the server does not read, either
                os.write(self._pipe, piece.tobytes())
            n_written += n
            if is_click:
                self._clicked.put(time.perf_counter())


@contextlib.contextmanager
def pipe_microphone():
    with tempfile.TemporaryDirectory() as folder, microphone.PulseMicrophone(), PipeMicrophone(folder) as pipe:
        yield pipe


def print_rows(sizes, n_clicks, record_s):
    """A table of ours and the peer at each size of the picture, and the ``Mark``s."""
    if absent := screen.missing_parts() or microphone.missing_parts():
        print(f"\nThe program on a screen was not measured: {absent}.")
        return []
    check_columns(live_peer.columns_of)
    print()
    head = ["live on a screen", "by", "share of a processor", "ours / this"]
    print_head(
        [*head, f"click to pixel, {n_clicks} clicks: min ms", "median ms", "max ms", "median: ours / this", "note"]
    )
    marks = []
    for size in sizes:
        rows = measured(size, n_clicks, record_s)
        ours_share, ours_s = rows["ours"]
        for (name, (share, delays)), note in zip(rows.items(), _NOTES, strict=True):
            shares = ["-", "-"] if share is None else [f"{100 * share:.0f} %", f"{ours_share / share:.2f}"]
            figures = [f"{1000 * each:.0f}" for each in (min(delays), median(delays), max(delays))]
            ratio = f"{median(ours_s) / median(delays):.2f}" if share else "-"
            print_row([f"{size[0]} x {size[1]} px", name, *shares, *figures, ratio, note])
        why = "in the same run " + ", ".join(f"{name} {1000 * max(each):.0f} ms" for name, (_, each) in rows.items())
        for what, delay_s in (("median", median(ours_s)), ("at most", max(ours_s))):
            title = f"microphone to pixel at {size[0]} x {size[1]} px, {what}"
            marks.append(Mark(title, 1000 * delay_s, MARK_MS, " ms", why=f"{why} at most"))
    return marks


def check_columns(columns_of):
    """Ours and the peer's, of the same sound, have to be the same."""
    sound = np.random.default_rng(0).normal(0, 0.1, SAMPLE_RATE).astype(np.float32)
    difference_db = np.abs(columns_of(sound)[0] - Spectrogram().columns(sound)).max()
    if not difference_db <= _TOLERANCE_DB:
        raise SystemExit(f"the peer's columns and ours differ by {difference_db:.1e} dB: not the same work")


def measured(size, n_clicks, record_s):
    """``{name: (share of a processor, delays in s)}`` of ours, the peer, and PulseAudio alone."""
    import pyqtgraph
    import sounddevice

    peer_name = f"pyqtgraph {pyqtgraph.__version__} ImageItem, sounddevice {sounddevice.__version__}"
    rows = {}
    with pipe_microphone() as pipe, watched_screen(*_SCREEN) as (display, pixels):
        for name, start in (("ours", _start_ours), (peer_name, _start_peer)):
            with tempfile.TemporaryDirectory() as folder:
                process, area = start(display, folder, size)
                with ended(process):
                    rows[name] = _watch(pipe, process, pixels, area, n_clicks, record_s)
        rows["PulseAudio alone, to parec"] = None, heard_delays(pipe, n_clicks)
    return rows


def _watch(pipe, process, pixels, area, n_clicks, record_s):
    pipe.is_noisy = True
    threading.Event().wait(_SETTLED_S)
    before, started = cpu_s(process.pid), time.perf_counter()
    threading.Event().wait(record_s)
    share = (cpu_s(process.pid) - before) / (time.perf_counter() - started)
    pipe.is_noisy = False
    left, top, right, bottom = area
    newest = pixels[(top + bottom) // 2 - 60 : (top + bottom) // 2, right - _EDGE_PX : right]
    return share, _delays(pipe, n_clicks, lambda: (newest >> 16 & 255).max() > _BRIGHT)


def _delays(pipe, n_clicks, is_seen):
    rng, pause = np.random.default_rng(0), threading.Event()
    delays = []
    for _ in range(n_clicks):
        wait_until(lambda: not is_seen())
        pause.wait(rng.uniform(*_GAPS_S))
        clicked = pipe.click()
        wait_until(is_seen, _CATCH_S, every_s=5e-4)
        delays.append(time.perf_counter() - clicked)
    return delays


def heard_delays(pipe, n_clicks, latency_ms=10):
    """Until a plain PulseAudio client has a click that asks for the pieces that the program asks for."""
    command = ["parec", "--raw", "--rate=16000", "--channels=1", "--format=s16le", f"--latency-msec={latency_ms}"]
    with ended(subprocess.Popen(command, stdout=subprocess.PIPE)) as process:
        os.set_blocking(process.stdout.fileno(), False)
        sound = bytearray()

        def is_heard():
            sound.extend(process.stdout.read() or b"")
            newest = bytes(sound[-160:])  # 5 ms
            return np.abs(np.frombuffer(newest[: len(newest) // 2 * 2], "<i2").astype(int)).max(initial=0) > 1_000

        wait_until(lambda: is_heard() or len(sound) > 16_000)
        return _delays(pipe, n_clicks, is_heard)


def _start_ours(display, folder, size):
    process = display.start_findable("--data", folder)
    window = display.window(_TITLE)
    display.keys("ctrl+5")
    display.click_on("spectrogram.voice.record_button")
    display.do("windowsize", "--sync", window, *_SCREEN)
    display.wait(lambda: _excess(display, size)[1] > 0)
    whole = list(_SCREEN)
    for axis in (0, 1) * 3:  # what is beside the picture may grow with it
        if excess := _excess(display, size)[axis]:
            whole[axis] -= excess
            display.do("windowsize", "--sync", window, *whole)
            display.wait(lambda axis=axis, excess=excess: _excess(display, size)[axis] != excess)
    return process, display.where(_PICTURE)


def _excess(display, size):
    """How much larger than that the picture is."""
    left, top, right, bottom = display.where(_PICTURE)
    return right - left - size[0], bottom - top - size[1]


def _start_peer(display, folder, size):
    process = display.start("-m", "benchmarks.live_peer", *size)
    display.window(live_peer.TITLE)
    return process, (0, 0, *size)
