"""What every measurement beside peers shares: contenders called in turn, round by round, and their table.

All take their turns in one process run, so that a change of the machine's speed meets all of them alike.
"""

import argparse
import os
import time
from dataclasses import dataclass
from statistics import median

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
    """One piece of work with all who do it; ``n_items`` is what one call gets done."""

    name: str
    contenders: list
    n_items: int = 1


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
    items : str or None
        Name of what ``Case.n_items`` counts; with it comes a column of them a second.
    clock : callable
        Another one than that on the wall, such as ``time.process_time``.
    """
    ours = list(dict.fromkeys(each.name for case in cases for each in case.contenders if each.is_ours))
    head = [f"{title}, {n_rounds} rounds", "by", "threads at most", "min ms", "median ms"]
    head += [f"{items}/s"] if items else []
    head += [f"{name} / this" for name in ours] + ["note"]
    print(f"{_line(head)}\n{_line(['---'] * len(head))}", flush=True)
    for case in cases:
        calls = {each.name: each.call for each in case.contenders if each.call}
        times = time_in_turn(calls, n_rounds=n_rounds, clock=clock)
        for row in rows_of(case, times, ours, with_items=items is not None):
            print(_line(row), flush=True)


def rows_of(case, times, ours, *, with_items=False):
    """The cells of each contender's row from ``{name: seconds of each round}``; ratios are of the least times."""
    rows = []
    for each in case.contenders:
        least = min(times[each.name]) if each.name in times else None
        row = [case.name, each.name, str(each.n_threads)]
        row += [_number(least, 1000), _number(median(times[each.name]) if least else None, 1000)]
        row += [_number(1 / least if least else None, case.n_items)] if with_items else []
        row += [_share(times.get(name), least) for name in ours]
        rows.append([*row, each.note])
    return rows


def _number(value, factor):
    """Three digits that mean something, or a dash for what was not measured."""
    if value is None:
        return "-"
    scaled = value * factor
    return f"{scaled:,.0f}" if scaled >= 100 else f"{scaled:.3g}"


def _share(our_times, least):
    return f"{min(our_times) / least:.2f}" if our_times and least else "-"


def _line(cells):
    return f"| {' | '.join(cells)} |"
