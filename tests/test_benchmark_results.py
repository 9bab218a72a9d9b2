"""Marks, the machine's limits, and the file that `make bench` writes; what the measurements print is made up."""

import pytest

from benchmarks import __main__ as command
from benchmarks import limits, results
from benchmarks.limits import Peak, Work
from benchmarks.rounds import Case, Contender, Mark, print_marks, rows_of

KNOWN = {"one": "a first question", "two": "a second one"}


@pytest.fixture
def peaks(monkeypatch):
    """A machine of 100 GFLOP/s and 10 GB/s a thread."""
    monkeypatch.setattr(limits, "measured_peak", lambda n: Peak(n, n * 100e9, n * 10e9))
    monkeypatch.setattr(results, "measured_peak", limits.measured_peak)


def test_work_takes_the_longer_of_computing_and_moving(peaks):
    assert Work(n_flop=1e9, n_bytes=1e6).least_s(1) == pytest.approx(0.01)
    assert Work(n_flop=1e9, n_bytes=1e9).least_s(2) == pytest.approx(0.05)


def test_a_case_with_work_has_a_limit_for_each_number_of_threads(peaks):
    contenders = [Contender("ours", None, n_threads=1, is_ours=True), Contender("peer", None, n_threads=2)]
    case = Case("case", contenders, work=Work(n_flop=1e9))
    rows = rows_of(case, {"ours": [0.02], "peer": [0.04]}, ["ours"], with_limit=True)
    assert [row[5] for row in rows] == ["10", "5"]


def test_the_peak_of_this_machine_is_a_real_one():
    peak = limits.measured_peak(1)
    assert peak.flop_s > 1e8 and peak.bytes_s > 1e8
    assert str(Peak(1, 124e9, 32.4e9)) == "1 thread: 124 GFLOP/s, 32.4 GB/s"


def test_marks_say_what_was_reached_and_why_not(capsys):
    print_marks(
        [
            Mark("time of the peer's", 0.41, 0.5, why="never shown"),
            Mark("recall", 0.98, 0.99, is_least=True, why="the numbers are rounded"),
            Mark("to the screen", 70.2, 60, " ms"),
        ]
    )
    _, head, _, *rows = capsys.readouterr().out.splitlines()
    assert head == "| to reach | mark | measured | result |"
    assert rows == [
        "| time of the peer's | at most 0.5 | 0.41 | reached |",
        "| recall | at least 0.99 | 0.98 | missed: the numbers are rounded |",
        "| to the screen | at most 60 ms | 70.2 ms | missed: see above |",
    ]


def test_a_section_is_replaced_where_it_stands(tmp_path, peaks):
    file = tmp_path / "RESULTS.md"
    results.write("two", KNOWN, "| old |\n", file)
    results.write("one", KNOWN, "| first |\n", file)
    results.write("two", KNOWN, "| new |\n", file)
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# Results\n")
    assert text.count("## one: a first question\n\n`make bench ARGS=one`") == 1
    assert text.index("| first |") < text.index("## two: a second one") < text.index("| new |")
    assert "| old |" not in text
    assert "(1 thread: 100 GFLOP/s, 10.0 GB/s; 2 threads" in text


def test_what_is_measured_no_more_is_dropped(tmp_path, peaks):
    file = tmp_path / "RESULTS.md"
    results.write("one", KNOWN, "| first |\n", file)
    results.write("two", {"two": KNOWN["two"]}, "| second |\n", file)
    assert "| first |" not in file.read_text(encoding="utf-8")


def test_a_failed_measurement_writes_nothing(monkeypatch):
    monkeypatch.setitem(command.MEASUREMENTS, "no_such_file", "not there")
    monkeypatch.setattr(results, "write", lambda *_: pytest.fail("something was written"))
    with pytest.raises(SystemExit, match="The measurement no_such_file failed"):
        command.main(["no_such_file"])
