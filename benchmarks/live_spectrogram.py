"""A frame of the live spectrogram, beside pyqtgraph's ImageItem; memory over an hour; and the whole program, live.

    python -m benchmarks.live_spectrogram [--rounds N] [--minutes N] [--clicks N] [--record-s N]

A frame is what a sixtieth of a second brings, two columns of 257 levels, drawn into a window that shows six seconds.
Both have to show the same colours before they are timed, in CPU time of this process.  For the memory an hour of sound
goes the way from the sound system's callback to the screen, frame by frame, as fast as it will: the microphone's
thread, the engine's spectrogram, the window.  What counts is the highest memory ever, over that after the first
minute.  (Unix; offscreen unless QT_QPA_PLATFORM says otherwise.)

Then the program itself records on a virtual screen, with a picture of each size: its share of a processor, and the
time from a click into the microphone to the pixels (``live_program``; Linux, with xvfb, xdotool and PulseAudio).
"""

import os
import re
import time
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from app.audio.capture import Capture
from benchmarks.rounds import (
    Case,
    Contender,
    Mark,
    limit_threads,
    options_of,
    print_head,
    print_marks,
    print_row,
    print_table,
)
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.spectrogram import Spectrogram
from tests.waiting import wait_until

SIZES = {(1200, 500): 2.0, (1900, 1000): 5.0}  # px, and the most ms that a frame may take
N_ROWS, N_COLUMNS, RANGE_DB = 257, 600, (-100.0, -20.0)
FRAME_S, WARM_UP_S, MARK_MB = 1 / 60, 60.0, 20.0
_TOLERANCE = 24  # of 255, of a colour: the edges of columns are smoothed in other ways


def main(argv=None):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    options = options_of(__doc__, argv, n_rounds=200, add=_add_options)
    limit_threads(1)
    from PyQt5.QtWidgets import QApplication

    from benchmarks import live_program  # Linux has what it needs

    app = QApplication([])
    cases = [_case(app, *size) for size in SIZES]
    least = print_table("a frame, CPU time", cases, n_rounds=options.rounds, clock=time.process_time)
    marks = [
        Mark(f"a frame at {case.name}, CPU time", 1000 * least[case.name, "ours"], mark_ms, " ms")
        for case, mark_ms in zip(cases, SIZES.values(), strict=True)
    ]
    marks.append(_memory_mark(app, options.minutes))
    marks += live_program.print_rows(SIZES, options.clicks, options.record_s)
    print_marks(marks)


def _add_options(parser):
    parser.add_argument("--minutes", type=float, default=60.0, help="of live sound (default: 60)")
    parser.add_argument("--clicks", type=int, default=30, help="into the microphone (default: 30)")
    parser.add_argument("--record-s", type=float, default=10.0, help="in which the share is taken (default: 10)")


class Ours:
    def __init__(self, width, height):
        from app.widgets.live_spectrogram import LiveSpectrogram

        self.widget = LiveSpectrogram()
        self.widget.resize(width, height)

    def add(self, columns):
        self.widget.add(columns)
        self.widget.repaint(self.widget.plot_area())

    def plot_area(self):
        return self.widget.plot_area()


class ImageItem:
    """As pyqtgraph's users do it: levels in an array that is moved on, and a plot with axes."""

    def __init__(self, width, height):
        import pyqtgraph as pg

        from app.widgets import colormap

        self.widget = pg.PlotWidget()
        self.widget.resize(width, height)
        self._levels = np.full((N_COLUMNS, N_ROWS), RANGE_DB[0], np.float32)
        self._item = pg.ImageItem()
        entries = np.array(colormap.TABLE, dtype=np.uint32)
        table = np.stack([entries >> shift & 255 for shift in (16, 8, 0)], axis=1).astype(np.uint8)
        self._item.setLookupTable(table)
        self.widget.addItem(self._item)
        self.widget.getPlotItem().getViewBox().setRange(xRange=(0, N_COLUMNS), yRange=(0, N_ROWS), padding=0)

    def add(self, columns):
        n_new = columns.shape[1]
        self._levels[:-n_new] = self._levels[n_new:]
        self._levels[-n_new:] = columns.T
        self._item.setImage(self._levels, autoLevels=False, levels=RANGE_DB)
        self.widget.viewport().repaint()

    def plot_area(self):
        return self.widget.getPlotItem().getViewBox().sceneBoundingRect().toRect()


def _case(app, width, height):
    import pyqtgraph

    rows = {"ours": Ours(width, height), f"pyqtgraph {pyqtgraph.__version__} ImageItem": ImageItem(width, height)}
    for row in rows.values():
        row.widget.show()
    app.processEvents()
    difference = largest_difference(*rows.values())
    if not difference <= _TOLERANCE:
        raise SystemExit(f"the two differ by {difference} of 255 in colour: not the same work")
    columns = np.random.default_rng(0).uniform(*RANGE_DB, (N_ROWS, 2)).astype(np.float32)

    note = f"colours within {difference} of 255"
    contenders = [
        Contender(name, partial(row.add, columns), n_threads=1, is_ours=name == "ours", note=note)
        for name, row in rows.items()
    ]
    return Case(f"{width} x {height} px", contenders)


def largest_difference(one, other):
    """Of the colours of broad bars of rising level, 0 to 255."""
    bars = np.repeat(np.linspace(-95.0, -25.0, 10, dtype=np.float32), N_COLUMNS // 10)
    colours = []
    for each in (one, other):
        for start in range(0, N_COLUMNS, 2):
            each.add(np.repeat(bars[np.newaxis, start : start + 2], N_ROWS, axis=0))
        image, plot = each.widget.grab().toImage(), each.plot_area()
        places = (plot.left() + (np.arange(10) + 0.5) / 10 * plot.width()).astype(int)
        colours.append([image.pixelColor(int(x), plot.center().y()).getRgb()[:3] for x in places])
    return int(np.abs(np.subtract(*colours)).max())


def _memory_mark(app, minutes):
    ours = Ours(*next(iter(SIZES)))
    ours.widget.show()
    started = time.perf_counter()
    grown_mb = growth_mb(ours, minutes * 60.0, app.processEvents)
    took_s = time.perf_counter() - started
    print()
    print_head(["live sound", "frames", "took s", "memory grew by MB"])
    print_row([f"{minutes:g} min", f"{minutes * 60 / FRAME_S:,.0f}", f"{took_s:.0f}", f"{grown_mb:.1f}"])
    ours.widget.hide()
    return Mark(f"memory in {minutes:g} min of live sound", grown_mb, MARK_MB, " MB")


def growth_mb(row, duration_s, process_events, warm_up_s=WARM_UP_S):
    """How much the highest memory rose in ``duration_s`` of sound after the first ``warm_up_s``."""
    from app.pages.spectrogram_page import SpectrogramPage

    capture = Capture("benchmark", SAMPLE_RATE, None, keep_s=SpectrogramPage.live_s)
    capture.begin()
    stream, flags = Spectrogram().stream(), SimpleNamespace(input_overflow=False)
    noise = np.random.default_rng(0).normal(0, 0.1, (SAMPLE_RATE, 1)).astype(np.float32)
    ends = (np.arange(1, round((warm_up_s + duration_s) / FRAME_S) + 1) * FRAME_S * SAMPLE_RATE).round().astype(int)
    n_warm = round(warm_up_s / FRAME_S)
    for index, n in enumerate(np.diff(ends, prepend=0)):
        capture.on_block(noise[:n], n, None, flags)
        wait_until(lambda end=ends[index]: round(capture.heard_s * SAMPLE_RATE) >= end, every_s=1e-4)
        row.add(stream.feed(capture.drain()))
        process_events()
        if index == 0:
            _forget_highest()
        if index == n_warm:
            at_first_mb = _highest_mb()
    grown_mb = _highest_mb() - at_first_mb
    capture.end(lambda: None)
    return grown_mb


def _forget_highest():
    """What was measured before had memory of its own."""
    Path("/proc/self/clear_refs").write_text("5")


def _highest_mb():
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) / 1024


if __name__ == "__main__":
    main()
