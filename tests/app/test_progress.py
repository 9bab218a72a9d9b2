"""The line that tells how far a long command is."""

import io

import pytest

from app.progress import ProgressLine, described, duration
from app.services.archive.run import Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def drive(stream, steps, *, n_files, n_before=0, failed=0):
    """Each step is (seconds, files done)."""
    now = [0.0]
    line = ProgressLine(stream, clock=lambda: now[0])
    for now[0], n_done in steps:  # noqa: B020  the clock is moved on by the loop
        line(Progress(n_files, n_before, n_done, failed))
    line.end()
    return stream.getvalue()


def test_line_changes_in_place_on_a_terminal_and_not_too_often():
    text = drive(Terminal(), [(0.0, 0), (0.1, 5), (0.5, 10), (0.55, 11), (1.0, 90), (1.01, 100)], n_files=100)
    shown = [part.rstrip() for part in text.removesuffix("\n").split("\r")[1:]]
    assert shown == [
        "10 of 100 files, 20 a second, 4 s left",
        "90 of 100 files, 90 a second, 0 s left",
        "100 of 100 files, 99 a second",
    ]
    assert text.endswith("\n") and text.count("\n") == 1


def test_shorter_line_covers_a_longer_one():
    first, second = drive(Terminal(), [(0, 0), (1, 1), (2, 2)], n_files=2).removesuffix("\n").split("\r")[1:]
    assert len(first.rstrip()) > len(second.rstrip()) and len(second) >= len(first)


def test_elsewhere_each_tenth_is_a_line_and_each_minute():
    steps = [(0, 0), *((second, second) for second in range(1, 51))]
    lines = drive(io.StringIO(), steps, n_files=50).splitlines()
    assert [line.split()[0] for line in lines] == ["5", "10", "15", "20", "25", "30", "35", "40", "45", "50"]
    lines = drive(io.StringIO(), [(0, 0), (59, 1), (60, 2), (119, 3), (120, 4)], n_files=1_000_000).splitlines()
    assert [line.split()[0] for line in lines] == ["2", "4"]


def test_rate_is_that_of_this_run():
    lines = drive(io.StringIO(), [(0, 500), (10, 600)], n_files=1000, n_before=500, failed=3).splitlines()
    assert lines == [
        "500 of 1,000 files were done before.",
        "600 of 1,000 files, 10 a second, 40 s left, 3 not usable",
    ]
    assert described(Progress(10, 0, 0, 0), 5.0) == "0 of 10 files"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.4, "0 s"), (59.6, "1 min 0 s"), (200, "3 min 20 s"), (25_500, "7 h 5 min"), (4e6, "1,111 h 6 min")],
)
def test_duration_in_words(seconds, words):
    assert duration(seconds) == words
