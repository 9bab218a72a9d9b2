"""The command ``spectrogram``: a recording drawn, and its values as a table."""

from dataclasses import asdict

from app import wording
from app.errors import UserError
from app.services.exporting import picture_file
from app.services.importing import take_from_file
from gluonar_engine.data import confined


def run(program, options):
    """``(lines, facts)``."""
    confined.make_ready()  # while the libraries load that draw
    from app.services.picture import picture_of
    from app.services.spectrogram_csv import write_csv
    from gluonar_engine.spectrogram import RANGE_DB, Spectrogram
    from gluonar_engine.viz import view_spec

    drawn = Spectrogram(_analysis(options))
    take = take_from_file(options.file)
    picture = picture_of(take.waveform, drawn)
    hop_s = picture.duration_s / picture.decibels.shape[1]
    with picture_file(options.output):
        view_spec(picture.decibels, options.output, hop_s=hop_s, scale=drawn.scale, range_db=RANGE_DB[options.view])
    lines = [*wording.warned(take.warnings), f"The spectrogram is in {options.output}."]
    if options.csv:
        for _ in write_csv(options.csv, take.waveform, drawn):
            pass
        lines.append(f"Its values are in {options.csv}.")
    written = {"picture": str(options.output), "table": str(options.csv) if options.csv else None}
    return lines, {**written, **asdict(drawn.analysis), **wording.take_facts(take)}


def _analysis(options):
    from gluonar_engine.spectrogram import Analysis

    try:
        return Analysis(options.view, options.window_ms, options.hop_ms)
    except ValueError as error:
        what = str(error)
        raise UserError(f"{what[0].upper()}{what[1:]}.", "Choose another with --window-ms and --hop-ms.") from error
