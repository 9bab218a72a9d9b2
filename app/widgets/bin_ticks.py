"""Round frequencies, or coefficients, to write beside the rows of a spectrogram.

A scale says what the rows stand for: ``unit`` ("Hz", or empty for coefficients), ``value_at(position)`` and
``position_of(value)``, a position being a row's number counted from the lowest, and ``is_even`` for a straight line.
"""

import math

MOST_MARKS = 9.5  # more are no help on a high axis
_STEPS = [factor * 10**power for power in range(4) for factor in (1, 2, 5)]  # 1 to 5000


class EvenScale:
    """Rows at evenly spaced frequencies, the highest at ``max_hz``."""

    unit, is_even = "Hz", True

    def __init__(self, n_rows=257, max_hz=8000.0):
        self._hz_per_row = max_hz / (n_rows - 1)

    def value_at(self, position):
        return position * self._hz_per_row

    def position_of(self, value):
        return value / self._hz_per_row


def ticks(scale, low, high, gap):
    """[(position, text)] of round values between the positions ``low`` and ``high``, at least ``gap`` apart."""
    kept = {}
    for step in _steps(scale, gap):
        first, last = (scale.value_at(position) / step for position in (low, high))
        for value in (step * factor for factor in range(math.ceil(first), math.floor(last) + 1)):
            position = scale.position_of(value)
            if low <= position <= high and all(abs(position - other) >= gap for other in kept):
                kept[position] = value
    return [(position, tick_text(scale, value)) for position, value in sorted(kept.items())]


def tick_text(scale, value):
    """Kilohertz without their unit, which stands beside the axis; coefficients by their number."""
    return f"{value / 1000:g}" if scale.unit else f"{value:g}"


def _steps(scale, gap):
    """One that leaves enough room; on an uneven scale all, the roundest first: here is more room than there."""
    if not scale.is_even:
        return reversed(_STEPS)
    rows_per_unit = scale.position_of(1.0) - scale.position_of(0.0)
    return [next((step for step in _STEPS if step * rows_per_unit >= gap), _STEPS[-1])]
