"""What a check returns, and what several checks ask."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from synthetic_data.city import City
from synthetic_data.draws import Ints

Found = dict[str, Ints | bool | int]
"""Rule → the rows that break it as a mask, or their number."""

Check = Callable[[City], Found]

YEARS_13, YEARS_14, YEARS_16, YEARS_18 = 130_000, 140_000, 160_000, 180_000
"""Ages as differences of days written ``yyyymmdd``."""

NEVER = 99_999_999
"""Later than every day."""


def repeated(keys: Ints) -> int:
    """Return how many rows have a key that an earlier row has (one sort: unique() hashes)."""
    ordered = np.sort(keys)
    return int((ordered[1:] == ordered[:-1]).sum())


def or_never(days: Ints) -> Ints:
    """Return days with ``NEVER`` in place of 0."""
    return np.where(days > 0, days, NEVER)
