"""A timeline as a file: RTTM, as diarization tools read it, or CSV with all that was decided."""

import re
from pathlib import Path

from app.domain import Verdict
from app.errors import UserError
from app.said import marked, said
from app.services.exporting import write_csv, written_file

SUFFIXES = (".rttm", ".csv")
HEADER = ("start_s", "end_s", "speaker", "verdict", "llr", "score", "nearest", "reason")
UNKNOWN, CANNOT_TELL = "unknown", "cannot_tell"


def write_timeline(path, timeline):
    """Write a ``Timeline`` as what the file's name ends in.  ``UserError`` for another ending, or a disk's refusal."""
    suffix = Path(path).suffix.lower()
    if suffix not in SUFFIXES:
        raise UserError(
            said("“{name}” is neither a .rttm nor a .csv file.", name=Path(path).name), "Give it one of these endings."
        )
    if suffix == ".csv":
        write_csv(path, HEADER, map(_cells, timeline.segments))
        return
    with (
        written_file(path, marked("timeline")),
        open(path, "w", encoding="utf-8", newline="\n") as file,
    ):
        file.writelines(f"{line}\n" for line in rttm_lines(timeline))


def rttm_lines(timeline):
    """The SPEAKER lines of NIST's Rich Transcription Time Marked format; fields are separated by blanks."""
    recording = safe_name(Path(timeline.source).stem or "recording")
    names = rttm_names(segment.speaker for segment in timeline.segments)
    for segment in timeline.segments:
        name = _label(segment, names[segment.speaker.id], UNKNOWN, CANNOT_TELL)
        length_s = segment.end_s - segment.start_s
        yield f"SPEAKER {recording} 1 {segment.start_s:.3f} {length_s:.3f} <NA> <NA> {name} <NA> <NA>"


def rttm_names(speakers):
    """A name without blanks for each speaker id; no two are the same, and none is one of the words for nobody."""
    names = {}
    for speaker in speakers:
        if speaker.id not in names:
            name = plain = safe_name(speaker.name)
            n_same = 1
            while name in (UNKNOWN, CANNOT_TELL, *names.values()):
                n_same += 1
                name = f"{plain}_{n_same}"
            names[speaker.id] = name
    return names


def safe_name(text):
    """One field of RTTM: blanks become "_", what cannot be shown goes, and it does not look like a missing value."""
    shown = "".join(character for character in re.sub(r"\s+", "_", text.strip()) if character.isprintable())
    return re.sub(r"[<>;]", "_", shown) or "_"


def _label(segment, name, unknown, cannot_tell):
    labels = {Verdict.SUPPORTS: name, Verdict.DOES_NOT_SUPPORT: unknown, Verdict.CANNOT_TELL: cannot_tell}
    return labels[segment.decision.verdict]


def _cells(segment):
    decision = segment.decision
    speaker = _label(segment, segment.speaker.name, UNKNOWN, "")
    span, figures = (segment.start_s, segment.end_s), (decision.llr, decision.score)
    start_s, end_s, llr, score = (round(figure, 3) for figure in (*span, *figures))
    return start_s, end_s, speaker, decision.verdict.value, llr, score, segment.speaker.name, decision.reason
