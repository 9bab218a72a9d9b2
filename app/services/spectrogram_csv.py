"""The values of a spectrogram as a table: a row for each frame, a column for each bin."""

import os
from pathlib import Path

from app.services.exporting import csv_line, written_file
from app.services.picture import columns_of, grid_over
from gluonar_engine import SAMPLE_RATE


def write_csv(path, waveform, spectrogram, start_s=0.0, end_s=None):
    """Write every frame centred in the stretch; yields the fraction done, so that it can be shown and given up.

    The first line names the unit of every column.  The file is there once it is whole: closing the generator before
    leaves nothing behind.
    """
    path = Path(path)
    unfinished = path.with_name(path.name + ".part")
    try:
        with written_file(path, "table"), open(unfinished, "w", encoding="utf-8", newline="\n") as file:
            file.write(csv_line(["time [s]", *_names(spectrogram)]))
            yield from _write_frames(file, waveform, spectrogram, start_s, end_s)
        with written_file(path, "table"):
            os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def _write_frames(file, waveform, spectrogram, start_s, end_s):
    end_s = len(waveform) / SAMPLE_RATE if end_s is None else end_s
    grid = grid_over(spectrogram.analysis, start_s, end_s, float("inf"))
    for first, n in grid.pieces():
        levels = columns_of(waveform, spectrogram, grid, first, n).T
        for index, frame in enumerate(levels.tolist(), start=first):
            time_s = (grid.first + index * grid.step) / SAMPLE_RATE
            file.write(f"{time_s:.10g}," + ",".join(f"{level:.2f}" for level in frame) + "\r\n")
        yield (first + n) / grid.n_columns


def _names(spectrogram):
    scale = spectrogram.scale
    if not scale.unit:
        return [f"c{index} [dB]" for index in range(spectrogram.n_bins)]
    return [f"{scale.value_at(index):.6g} {scale.unit} [dB]" for index in range(spectrogram.n_bins)]
