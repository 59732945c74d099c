"""How far a margin may lie from its target, by the size of the city."""

from __future__ import annotations

from math import log, pi, sqrt

import numpy as np

from synthetic_data.quality.margin import Margin

FULL_CITY, SMALL_CITY = 1_000_000, 100_000
FULL_LIMIT, SMALL_LIMIT = 0.01, 0.03
CHANCE = 0.001
"""How often chance alone may pass what is allowed to it."""


def limit(margin: Margin, population: int) -> float:
    """Return the total variation distance that a margin must stay below.

    0.01 from a million residents on, 0.03 from a hundred thousand on; in a smaller city 0.03
    and what chance allows to so few.

    Args:
        margin: any margin.
        population: residents of the city.
    """
    if population >= FULL_CITY:
        return FULL_LIMIT
    if population >= SMALL_CITY:
        return SMALL_LIMIT
    return SMALL_LIMIT + chance(margin)


def chance(margin: Margin) -> float:
    """Return the distance that independent draws from the target itself pass once in a thousand.

    With n draws the mean distance is about half the sum over the classes of
    ``sqrt(2 p (1 - p) / (pi n))``, the mean size of a normal error. One draw more or less in a
    class moves the distance by 1/n at most, so it passes its mean by t with a probability below
    ``exp(-2 n t^2)`` (McDiarmid, 1989).

    Args:
        margin: any margin; one that counted nobody is treated as if it counted one.
    """
    count = max(1, margin.counted)
    mean = float(np.sqrt(2 * margin.target * (1 - margin.target) / (pi * count)).sum()) / 2
    return mean + sqrt(-log(CHANCE) / (2 * count))
