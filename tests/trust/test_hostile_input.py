"""Bad input does no harm: some hundred pieces of it in the short form, thousands in the long one."""

import pytest

from tests.trust.conftest import SEED
from tests.trust_input import FAILURES, run


@pytest.mark.timeout(3600)
def test_bad_input(tally, how_often):
    n = how_often(250, 5_000)
    counts = run(n, SEED)
    for name in ("n", "decoded", "refused", *FAILURES):
        tally.add({"n": "pieces"}.get(name, name), counts[name])
    assert {name: counts[name] for name in FAILURES} == dict.fromkeys(FAILURES, 0), (SEED, counts)
    assert counts["n"] == n and counts["decoded"] > n / 8 and counts["refused"] > n / 4, (SEED, counts)
