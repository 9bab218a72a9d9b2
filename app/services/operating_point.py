"""Where "supports" begins, as the user wants it: made of a prior and two costs or given as a ratio, and remembered.

The expected cost is least with the threshold ``cost_false_accept * (1 - prior) / (cost_miss * prior)`` of the
likelihood ratio (Brummer and du Preez, Computer Speech and Language 20, 2006).
"""

import math
from dataclasses import asdict

from app import settings
from app.domain import OperatingPoint
from app.errors import UserError
from app.services.decision import DEFAULT_POINT

_NAME = "operating_point"
_MOST_LLR = 30.0  # a ratio of ten million million
_MOST_COST = 1e6


def point_of(*, prior=None, cost_miss=None, cost_false_accept=None, llr=None) -> OperatingPoint:
    """The operating point that follows from what is given; what is left out is even.  ``UserError`` when senseless.

    ``prior`` is the probability, beforehand, that it is the speaker; costs are in any unit, the same for both.
    """
    given = [value for value in (prior, cost_miss, cost_false_accept, llr) if value is not None]
    _require(not any(map(math.isnan, given)), "A number cannot be read.", "Write it in digits: 0.01, say.")
    if llr is not None:
        _require(abs(llr) <= _MOST_LLR, f"A log-likelihood ratio of {llr:g} is no operating point.",
                 f"Give a number from {-_MOST_LLR:.0f} to {_MOST_LLR:.0f}.")  # fmt: skip
        return OperatingPoint(float(llr))
    if not given:
        return DEFAULT_POINT
    prior, cost_miss, cost_false_accept = (
        float(default if value is None else value)
        for value, default in ((prior, 0.5), (cost_miss, 1.0), (cost_false_accept, 1.0))
    )
    _require(0 < prior < 1, f"A prior of {prior:g} leaves nothing to ask.", "Give a number between 0 and 1.")
    for name, cost in (("a miss", cost_miss), ("a false accept", cost_false_accept)):
        advice = f"Give a number above 0, {_MOST_COST:,.0f} at most."
        _require(0 < cost <= _MOST_COST, f"{name.capitalize()} cannot cost {cost:g}.", advice)
    threshold = math.log(cost_false_accept * (1 - prior) / (cost_miss * prior))
    return OperatingPoint(threshold, prior, cost_miss, cost_false_accept)


def remembered_point(folder) -> OperatingPoint:
    """What was chosen last, with the data in ``folder``."""
    chosen = settings.remembered(folder).get(_NAME, {})
    try:
        return point_of(**chosen)
    except (TypeError, ArithmeticError, UserError) as error:
        raise settings.SettingsUnusable(folder) from error


def remember_point(folder, point: OperatingPoint):
    chosen = asdict(point) if point.prior is None else {**asdict(point), "llr": None}  # follows from the others
    settings.remember(folder, _NAME, chosen)


def _require(holds, title, advice):
    if not holds:
        raise UserError(title, advice)
