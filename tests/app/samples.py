"""The sample voices that come with the program, as takes."""

from pathlib import Path

from app.services.importing import take_from_file

SAMPLES = Path(__file__).parents[2] / "assets" / "samples"


def takes_of(voice, kind="enroll"):
    """Those to enroll from, or with ``kind`` "test" the other ones."""
    return [take_from_file(path) for path in sorted((SAMPLES / voice).glob(f"{kind}-*.flac"))]
