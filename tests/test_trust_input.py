"""Bad input does no harm: some hundred pieces of it, and thousands with ``GLUONAR_TRUST=long``."""

import os

import pytest

from tests.trust_input import FAILURES, run

IS_LONG = os.environ.get("GLUONAR_TRUST") == "long"
SEED = int(os.environ.get("GLUONAR_TRUST_SEED") or 440)


@pytest.mark.timeout(3600 if IS_LONG else 600)
def test_no_bad_input_does_harm():
    n = 5_000 if IS_LONG else 250
    counts = run(n, SEED)
    assert {name: counts[name] for name in FAILURES} == dict.fromkeys(FAILURES, 0), (SEED, counts)
    assert counts["n"] == n and counts["decoded"] > n / 8 and counts["refused"] > n / 4, (SEED, counts)
