"""How far a margin may lie from its target, by the size of the city."""

from __future__ import annotations

from math import log, pi, sqrt

import numpy as np

from synthetic_data.quality.margin import Margin

FULL_CITY, SMALL_CITY = 1_000_000, 100_000
FULL_LIMIT, SMALL_LIMIT = 0.01, 0.03
SHARE_LIMIT, RATIO_LIMIT = 0.05, 0.01
"""How far a share and a ratio may lie off, to themselves, before what chance is allowed."""

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


def relative_limit(margin: Margin) -> float | None:
    """Return what the relative error of a share or ratio must stay below; None for other margins.

    A twentieth of a share, a hundredth of a ratio, and what chance does to so many.

    Args:
        margin: any margin.
    """
    if margin.rarer is None:
        return None
    return (RATIO_LIMIT if margin.is_ratio else SHARE_LIMIT) + relative_chance(margin)


def relative_chance(margin: Margin) -> float:
    """Return the relative error that independent draws pass once in a thousand times at most.

    Of n draws a class of the share p gets np, give or take t with a probability below
    ``2 exp(-t^2 / (2 np (1 - p) + 2t/3))`` (Bernstein, 1924).

    Args:
        margin: a margin of two classes; one that counted nobody is as if it counted one.
    """
    rarer = margin.rarer or 0.0
    wanted = max(1, margin.counted) * max(rarer, 1e-9)
    depth = log(2 / CHANCE)
    return sqrt(2 * (1 - rarer) * depth / wanted) + 2 * depth / (3 * wanted)
