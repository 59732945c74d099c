"""Between which values a measure lies: an interval that is told ends there, one in a file does not.

Student's interval of a share near 0 or 1 may reach beyond; a file keeps it as it was computed, so
that its half-width is the one that the replications have.
"""

from collections.abc import Sequence
from math import inf

SHARE = "_share"
"""How the names of shares of a whole end; `utilisation` is none of them: it may pass 1."""


def bounds(measure: str) -> tuple[float, float]:
    """Return the smallest and the largest value that a measure can take, by its name."""
    return 0.0, 1.0 if measure.endswith(SHARE) else inf


def told_ends(measure: str, ends: Sequence[float]) -> list[float]:
    """Return the ends of an interval of a measure, or of any value of it, cut at its bounds."""
    low, high = bounds(measure)
    return [min(max(low, end), high) for end in ends]
