"""Where "supports" begins, as the user wants it: made of a prior and two costs or given as a ratio, and remembered.

The expected cost is least with the threshold ``cost_false_accept * (1 - prior) / (cost_miss * prior)`` of the
likelihood ratio (Brummer and du Preez, Computer Speech and Language 20, 2006).
"""

import math
from dataclasses import asdict

from app import settings
from app.domain import OperatingPoint
from app.errors import UserError
from app.said import marked, said
from app.services.decision import DEFAULT_POINT

_NAME = "operating_point"
_MOST_LLR = 30.0  # a ratio of ten million million
_MOST_COST = 1e6


def point_of(*, prior=None, cost_miss=None, cost_false_accept=None, llr=None) -> OperatingPoint:
    """The operating point that follows from what is given; what is left out is even.  ``UserError`` when senseless.

    ``prior`` is the probability, beforehand, that it is the speaker; costs are in any unit, the same for both.
    """
    given = [value for value in (prior, cost_miss, cost_false_accept, llr) if value is not None]
    _require(
        not any(map(math.isnan, given)), marked("A number cannot be read."), marked("Write it in digits: 0.01, say.")
    )
    if llr is not None:
        _require(abs(llr) <= _MOST_LLR, said("A log-likelihood ratio of {llr:g} is no operating point.", llr=llr),
                 said("Give a number from -{most:.0f} to {most:.0f}.", most=_MOST_LLR))  # fmt: skip
        return OperatingPoint(float(llr))
    if not given:
        return DEFAULT_POINT
    prior, cost_miss, cost_false_accept = (
        float(default if value is None else value)
        for value, default in ((prior, 0.5), (cost_miss, 1.0), (cost_false_accept, 1.0))
    )
    _require(
        0 < prior < 1,
        said("A prior of {prior:g} leaves nothing to ask.", prior=prior),
        marked("Give a number between 0 and 1."),
    )
    advice = said("Give a number above 0, {most:,.0f} at most.", most=_MOST_COST)
    for title, cost in (
        (marked("A miss cannot cost {cost:g}."), cost_miss),
        (marked("A false accept cannot cost {cost:g}."), cost_false_accept),
    ):
        _require(0 < cost <= _MOST_COST, said(title, cost=cost), advice)
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
