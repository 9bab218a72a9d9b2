"""Recordings drawn at any zoom, however long they are, and written to files.

The whole recording is condensed to as many columns as a screen can show, in pieces, so that an hour appears bit by
bit and can be given up; what is zoomed into is drawn anew, with some room around it.  So memory has a bound, and the
window never waits.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
from PyQt5.QtCore import QTimer, pyqtSignal

from app.controllers.base import Controller
from app.services.exporting import picture_file
from app.services.picture import Grid, columns_of, envelope, grid_over
from app.services.spectrogram_csv import write_csv
from gluonar_engine import SAMPLE_RATE
from gluonar_engine.spectrogram import FLOOR_DB, Analysis, Spectrogram

_WHOLE_COLUMNS = 4_000
_SEEN_COLUMNS = 1_500  # of what is zoomed into
_PATIENCE_MS = 300


@dataclass(frozen=True, eq=False)
class Layer:
    """A stretch of a recording: ``values`` (n_rows, n_columns) in dB and ``envelope`` (2, n_points) over it."""

    values: np.ndarray
    start_s: float
    end_s: float
    envelope: np.ndarray
    envelope_s: tuple[float, float]


@dataclass(eq=False)
class _Drawing:
    """What is drawn of one sound, and what is looked at."""

    sound: object
    analysis: Analysis
    seen: tuple[float, float] | None = None  # None: all of it
    spectrogram: Spectrogram | None = None
    grid: Grid | None = None
    whole: Layer | None = None
    detail: Layer | None = None
    pieces: list = field(default_factory=list)  # of the whole, still to be computed
    n_pieces: int = 0
    is_refining: bool = False

    @property
    def layers(self):
        return [layer for layer in (self.whole, self.detail) if layer is not None]

    @property
    def duration_s(self):
        return len(self.sound.take.waveform) / SAMPLE_RATE


class SpectrogramController(Controller):
    """Signals: ``layers_ready(sound, list of layers, scale of their rows)``; ``progressed(str what, float fraction)``
    and ``finished()``; ``written(str path)``."""

    layers_ready = pyqtSignal(object, list, object)
    progressed = pyqtSignal(str, float)
    finished = pyqtSignal()
    written = pyqtSignal(str)

    def __init__(self, jobs, parent=None):
        super().__init__(jobs, parent)
        self.analysis = Analysis()
        self._drawings = {}
        self._writings = []  # tables under way
        self._has_told = False
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._tell_waiting)

    def analyse(self, view, window_ms, hop_ms):
        """Draw all sounds in another way."""
        self.analysis = Analysis(view, window_ms, hop_ms)
        for sound in list(self._drawings):
            self.draw(sound)

    def draw(self, sound):
        """Begin with the whole of it; ``layers_ready`` comes each time there is more to see."""
        before = self._drawings.get(sound)
        drawing = _Drawing(sound, self.analysis, before.seen if before else None)
        self._drawings[sound] = drawing
        self._patience.start()
        self._run(partial(_begin, drawing), partial(self._begun, drawing), on_error=self._not_begun)

    def forget(self, sound):
        if self._drawings.pop(sound, None) is not None:
            self._end_progress()

    def look(self, sound, start_s, end_s):
        """This stretch of the time axis is on the screen now; the sound may end before it does."""
        drawing = self._drawings.get(sound)
        if drawing is not None:
            start_s, end_s = max(0.0, start_s), min(drawing.duration_s, end_s)
            is_zoomed = 0 < end_s - start_s < drawing.duration_s * _SEEN_COLUMNS / _WHOLE_COLUMNS
            drawing.seen = (start_s, end_s) if is_zoomed else None
            self._refine(drawing)

    def write_table(self, sound, path, start_s, end_s):
        """Every frame of the stretch as CSV."""
        spectrogram, waveform = Spectrogram(self._drawings[sound].analysis), sound.take.waveform
        writing = write_csv(path, waveform, spectrogram, start_s, end_s)
        self._writings.append(writing)
        self._write_on(writing, path)

    def write_picture(self, path, png):
        """``png``: the picture's bytes."""

        def work():
            with picture_file(path):
                Path(path).write_bytes(png)

        self._run(work, lambda _: self.written.emit(str(path)))

    def cancel(self):
        """What is drawn so far stays; of a table nothing does."""
        for drawing in self._drawings.values():
            drawing.pieces, drawing.n_pieces = [], 0
        self._writings.clear()
        self._end_progress()

    def end(self):
        """Once no job runs any more: leave no table half-written."""
        for writing in self._writings:
            with suppress(ValueError):  # its job never came back
                writing.close()

    def _begun(self, drawing, begun):
        drawing.spectrogram, drawing.grid, drawing.whole = begun
        drawing.pieces = list(drawing.grid.pieces())
        drawing.n_pieces = len(drawing.pieces)
        self._draw_on(drawing)
        self._refine(drawing)

    def _not_begun(self):
        self._patience.stop()
        self._end_progress()

    def _tell_waiting(self):
        """The first spectrogram of all has libraries to load."""
        for drawing in self._drawings.values():
            if drawing.spectrogram is None:
                self._tell_drawing(drawing, 0.0)

    def _draw_on(self, drawing):
        if not self._is_wanted(drawing):
            return
        if not drawing.pieces:
            self._end_progress()
            return
        first, n = drawing.pieces.pop(0)
        waveform = drawing.sound.take.waveform
        work = partial(columns_of, waveform, drawing.spectrogram, drawing.grid, first, n)
        self._run(work, partial(self._drawn, drawing, first), on_error=self._end_progress)

    def _drawn(self, drawing, first, values):
        if self._is_wanted(drawing):
            drawing.whole.values[:, first : first + values.shape[1]] = values
            self._show(drawing)
            if drawing.n_pieces > 1:
                self._tell_drawing(drawing, 1 - len(drawing.pieces) / drawing.n_pieces)
            self._draw_on(drawing)

    def _refine(self, drawing):
        """Draw what is seen anew, unless it is there already; one job at a time, and then what is seen by then."""
        if drawing.spectrogram is None or drawing.is_refining or not self._is_wanted(drawing):
            return
        if drawing.seen is None:
            if drawing.detail is not None:
                drawing.detail = None
                self._show(drawing)
        elif not _is_enough(drawing.detail, drawing.seen):
            drawing.is_refining = True
            self._run(
                partial(_detail, drawing, drawing.seen),
                partial(self._refined, drawing),
                on_error=partial(self._not_refined, drawing),
            )

    def _not_refined(self, drawing):
        drawing.is_refining = False

    def _refined(self, drawing, detail):
        drawing.is_refining = False
        if self._is_wanted(drawing):
            drawing.detail = detail
            self._show(drawing)
            self._refine(drawing)

    def _tell_drawing(self, drawing, fraction):
        self._tell_progress(self.tr("Drawing {name}").format(name=drawing.sound.take.source), fraction)

    def _tell_progress(self, what, fraction):
        self._has_told = True
        self.progressed.emit(what, fraction)

    def _end_progress(self):
        """The place where progress is shown belongs to all: leave alone what others show there."""
        if self._has_told:
            self._has_told = False
            self.finished.emit()

    def _show(self, drawing):
        self.layers_ready.emit(drawing.sound, drawing.layers, drawing.spectrogram.scale)

    def _is_wanted(self, drawing):
        return self._drawings.get(drawing.sound) is drawing

    def _write_on(self, writing, path, fraction=0.0):
        if writing not in self._writings:
            writing.close()
        elif fraction is None:
            self._end_writing(writing)
            self.written.emit(str(path))
        else:
            self._tell_progress(self.tr("Writing {name}").format(name=Path(path).name), fraction)
            write = partial(next, writing, None)
            self._run(write, partial(self._write_on, writing, path), on_error=partial(self._end_writing, writing))

    def _end_writing(self, writing):
        if writing in self._writings:
            self._writings.remove(writing)
        self._end_progress()


def _begin(drawing):
    """In a job: the spectrogram, and an empty whole to be filled in."""
    spectrogram = Spectrogram(drawing.analysis)
    grid = grid_over(drawing.analysis, 0.0, drawing.duration_s, _WHOLE_COLUMNS)
    values = np.full((spectrogram.n_bins, grid.n_columns), FLOOR_DB, np.float32)
    all_of_it = (0.0, drawing.duration_s)
    return spectrogram, grid, Layer(values, grid.start_s, grid.end_s, drawing.sound.envelope, all_of_it)


def _detail(drawing, seen):
    """In a job: what is seen with as much again around it, so that moving on finds something there."""
    start_s, end_s = seen
    room_s = (end_s - start_s) / 2
    start_s, end_s = max(0.0, start_s - room_s), min(drawing.duration_s, end_s + room_s)
    grid = grid_over(drawing.analysis, start_s, end_s, 2 * _SEEN_COLUMNS)
    waveform = drawing.sound.take.waveform
    pieces = [columns_of(waveform, drawing.spectrogram, grid, *piece) for piece in grid.pieces()]
    first, last = (round(position_s * SAMPLE_RATE) for position_s in (start_s, end_s))
    return Layer(
        np.concatenate(pieces, axis=1), grid.start_s, grid.end_s, envelope(waveform[first:last]), (start_s, end_s)
    )


def _is_enough(detail, seen):
    """Whether the detail has all that is seen, and not more than three times as much, which would be too coarse."""
    if detail is None:
        return False
    (start_s, end_s), (seen_from_s, seen_to_s) = detail.envelope_s, seen
    return start_s <= seen_from_s and seen_to_s <= end_s and end_s - start_s <= 3 * (seen_to_s - seen_from_s)
