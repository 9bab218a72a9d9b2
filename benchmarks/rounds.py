"""What every measurement beside peers shares: contenders called in turn, round by round, and their table.

All take their turns in one process run, so that a change of the machine's speed meets all of them alike.
"""

import argparse
import os
import time
from dataclasses import dataclass
from statistics import median

from benchmarks.limits import Work

N_THREADS = 2  # a small laptop's cores; measurements that use another number say so


@dataclass(frozen=True)
class Contender:
    """One way to do a piece of work.

    ``name`` has the version in it; ``call()`` does the work once, or is None where it cannot, with the reason in
    ``note``; ``n_threads`` is the most it may use.  Each of ours gets a column with its time over the others'.
    """

    name: str
    call: object
    n_threads: int = N_THREADS
    is_ours: bool = False
    note: str = ""


@dataclass(frozen=True)
class Case:
    """One piece of work with all who do it.

    ``n_items`` is what one call gets done, and ``work`` the least that this takes.
    """

    name: str
    contenders: list
    n_items: int = 1
    work: Work | None = None


@dataclass(frozen=True)
class Mark:
    """A figure that was set out for, with ``value`` at most or at least that of ``bound``.

    ``why`` tells what keeps it from its mark, and is shown only where something does.
    """

    what: str
    value: float
    bound: float
    unit: str = ""
    is_least: bool = False
    why: str = ""

    @property
    def is_reached(self):
        return self.value >= self.bound if self.is_least else self.value <= self.bound

    @property
    def row(self):
        side = "at least" if self.is_least else "at most"
        verdict = "reached" if self.is_reached else f"missed: {self.why or 'see above'}"
        return [self.what, f"{side} {self.bound:g}{self.unit}", f"{_digits(self.value)}{self.unit}", verdict]


def options_of(description, argv=None, *, n_rounds=20, add=lambda parser: None):
    """The parsed options of a measurement: ``--rounds``, and what ``add(parser)`` adds."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=n_rounds, help="turns of each contender (default: %(default)s)")
    add(parser)
    options = parser.parse_args(argv)
    if options.rounds < 1:
        parser.error(f"--rounds must be 1 or more, got {options.rounds}")
    return options


def limit_threads(n_threads=N_THREADS):
    """Hold NumPy's BLAS, and MXNet and torch when they are imported later, to this many threads."""
    from threadpoolctl import threadpool_limits

    os.environ["OMP_NUM_THREADS"] = str(n_threads)  # the others read it when they load
    threadpool_limits(n_threads)


def time_in_turn(calls, *, n_rounds, settle_s=0.02, clock=time.perf_counter):
    """Seconds of each call in each round, ``{name: [n_rounds]}``.

    Before its turn is timed, each runs for ``settle_s`` or once: that fills its caches and wakes its threads, and by
    then those of the one before have stopped looking for more work, which they do for some milliseconds.
    """
    times = {name: [] for name in calls}
    for _ in range(n_rounds):
        for name, call in calls.items():
            settled = clock() + settle_s
            call()
            while clock() < settled:
                call()
            started = clock()
            call()
            times[name].append(clock() - started)
    return times


def print_table(title, cases, *, n_rounds, items=None, clock=time.perf_counter):
    """Measure the cases one after the other and print each contender's row as soon as it is known.

    Parameters
    ----------
    title : str
        Head of the first column.
    cases : list of Case
        Where any says what its ``work`` is, there is a column with the least time that this machine can do it in.
    items : str or None
        Name of what ``Case.n_items`` counts; with it comes a column of them a second.
    clock : callable
        Another one than that on the wall, such as ``time.process_time``.

    Returns
    -------
    dict
        The least time in s of each contender in each case, by (case, contender).
    """
    ours = list(dict.fromkeys(each.name for case in cases for each in case.contenders if each.is_ours))
    with_limit = any(case.work for case in cases)
    head = [f"{title}, {n_rounds} rounds", "by", "threads at most", "min ms", "median ms"]
    head += ["limit ms"] if with_limit else []
    head += [f"{items}/s"] if items else []
    head += [f"{name} / this" for name in ours] + ["note"]
    print_head(head)
    least = {}
    for case in cases:
        calls = {each.name: each.call for each in case.contenders if each.call}
        times = time_in_turn(calls, n_rounds=n_rounds, clock=clock)
        for row in rows_of(case, times, ours, with_items=items is not None, with_limit=with_limit):
            print_row(row)
        least |= {(case.name, name): min(seconds) for name, seconds in times.items()}
    return least


def rows_of(case, times, ours, *, with_items=False, with_limit=False):
    """The cells of each contender's row from ``{name: seconds of each round}``; ratios are of the least times."""
    rows = []
    for each in case.contenders:
        least = min(times[each.name]) if each.name in times else None
        row = [case.name, each.name, str(each.n_threads)]
        row += [_number(least, 1000), _number(median(times[each.name]) if least else None, 1000)]
        row += [_number(case.work.least_s(each.n_threads) if case.work else None, 1000)] if with_limit else []
        row += [_number(1 / least if least else None, case.n_items)] if with_items else []
        row += [_share(times.get(name), least) for name in ours]
        rows.append([*row, each.note])
    return rows


def print_marks(marks):
    """What was set out for, what was measured, and whether that is enough."""
    print()
    print_head(["to reach", "mark", "measured", "result"])
    for mark in marks:
        print_row(mark.row)


def print_head(cells):
    print(f"{_line(cells)}\n{_line(['---'] * len(cells))}", flush=True)


def print_row(cells):
    print(_line(cells), flush=True)


def _number(value, factor):
    """Three digits that mean something, or a dash for what was not measured."""
    if value is None:
        return "-"
    return _digits(value * factor)


def _digits(value):
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _share(our_times, least):
    return f"{min(our_times) / least:.2f}" if our_times and least else "-"


def _line(cells):
    return f"| {' | '.join(cells)} |"
