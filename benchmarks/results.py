"""RESULTS.md: a section for each measurement, with the machine and the day; a new run replaces its own."""

import os
import platform
from datetime import date
from pathlib import Path

from benchmarks.limits import measured_peak

FILE = Path(__file__).with_name("RESULTS.md")
_HEAD = """\
# Results

Written by `make bench`: each section by the command under its title, on the machine and the day that stand there.
Contenders take turns in one process run, so compare within a table, and times of two tables never.  "min" is the
fairest figure on a machine that does other things too; a share under 1 means that ours took less time than the one in
that row.  "limit" is the time in which this machine could do the least work that there is, at the peak that
`python -m benchmarks.limits` measures.
"""


def write(name, measurements, tables, file=FILE):
    """Put what a measurement printed in its place among the sections, which stand in the order of ``measurements``."""
    sections = _sections(file)
    about = f"`make bench ARGS={name}`, {date.today()}: {machine()}"
    sections[name] = f"## {name}: {measurements[name]}\n\n{about}\n\n{tables.strip()}\n"
    ordered = [sections[each] for each in measurements if each in sections]
    file.write_text("\n".join([_HEAD, *ordered]), encoding="utf-8")


def _sections(file):
    """{name: text} of those that are there."""
    if not file.exists():
        return {}
    _, *sections = file.read_text(encoding="utf-8").split("\n## ")
    return {section.partition(":")[0]: f"## {section.rstrip()}\n" for section in sections}


def machine():
    """In words: the processor, its cores and peaks, the system and the Python."""
    n_cores = os.cpu_count()
    peaks = "; ".join(str(measured_peak(n)) for n in sorted({1, min(2, n_cores)}))
    return f"{_processor()}, {n_cores} cores, {platform.system()}, Python {platform.python_version()} ({peaks})"


def _processor():
    try:
        with open("/proc/cpuinfo") as cpuinfo:
            models = [line.partition(":")[2].strip() for line in cpuinfo if line.startswith("model name")]
    except OSError:
        models = []
    return models[0] if models else platform.machine()
