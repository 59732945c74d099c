"""What depends on a day only is worked out once a day, not once a person."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from synthetic_data.draws import Ints


def for_days(days: Ints, rule: Callable[[Ints], Ints]) -> Ints:
    """Return ``rule(days)``, computed once for each day between the first and the last.

    Args:
        days: day numbers of any shape, within a few centuries of each other.
        rule: takes day numbers and gives one value a day.
    """
    if not days.size:
        return rule(days)
    first = int(days.min())
    found: Ints = rule(np.arange(first, int(days.max()) + 1))[days - first]
    return found


def years(days: Ints) -> Ints:
    """Return the calendar year of each day, int16.

    Args:
        days: days since 1970, of any shape.
    """
    return for_days(days, _years)


def _years(days: Ints) -> Ints:
    stamps = days.astype("datetime64[D]").astype("datetime64[Y]")
    return (stamps.astype(np.int64) + 1970).astype(np.int16)
