"""How hard it is tried, from which seed, and what came of it: counted, and printed at the end of the run.

``make test`` runs the short form, ``make trust`` the long one.
"""

import os
import secrets

import numpy as np
import pytest

IS_LONG = os.environ.get("GLUONAR_TRUST") == "long"
SEED = int(os.environ.get("GLUONAR_TRUST_SEED") or (secrets.randbelow(2**31) if IS_LONG else 440))
_BAD = ("lost", "crashed", "hung", "silent")

_counts = {}


class Tally:
    """What was tried under one name, and what came of it: asserted by ``check``, printed in the end."""

    def __init__(self, name):
        self._name = name
        self._n_of = _counts.setdefault(name, {})

    def add(self, what, n=1):
        """``what``: "kills", "faults" or what else was tried; or one of lost, crashed, hung, silent."""
        self._n_of[what] = self._n_of.get(what, 0) + n

    def check(self):
        bad = {what: n for what, n in self._n_of.items() if what in _BAD and n}
        assert not bad, f"{self._name}: {self._n_of}, seed {SEED}"


@pytest.fixture
def tally(request):
    """Its name is that of the test, in words."""
    return Tally(request.node.name.removeprefix("test_").replace("_", " "))


@pytest.fixture
def rng(request):
    """Another one for each test, all from the seed that is printed."""
    return np.random.default_rng([SEED, *request.node.name.encode()])


@pytest.fixture
def how_often():
    """The number of tries: of the short form, or of the long one."""
    return lambda short, long: long if IS_LONG else short


def pytest_terminal_summary(terminalreporter):
    if not _counts:
        return
    form = "long" if IS_LONG else "short"
    terminalreporter.section(f"trust, {form} form, GLUONAR_TRUST_SEED={SEED}")
    for name, n_of in _counts.items():
        tried = ", ".join(f"{what} {n}" for what, n in n_of.items() if what not in _BAD)
        came_of = ", ".join(f"{what} {n_of.get(what, 0)}" for what in _BAD)
        terminalreporter.line(f"{name}: {tried}; {came_of}")
    total = {what: sum(n_of.get(what, 0) for n_of in _counts.values()) for what in ("kills", "faults", *_BAD)}
    terminalreporter.line("in all: " + ", ".join(f"{what} {n}" for what, n in total.items()))
