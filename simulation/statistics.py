"""Means over replications with Student's intervals, and how many replications these need."""

from collections.abc import Sequence
from math import ceil, inf, isnan, sqrt

from scipy.special import stdtrit

CONFIDENCE = 0.95

Interval = tuple[float, float]


def interval(
    values: Sequence[float], confidence: float = CONFIDENCE
) -> tuple[float, Interval | None] | None:
    """Return the mean of independent replications and its interval.

    Args:
        values: one per replication; nan where there was nothing to measure, left out here.
        confidence: chance that the interval holds the true mean, between 0 and 1.

    Returns:
        Mean and Student's interval, None instead of the interval for a single value; None where
        no replication measured anything.
    """
    known = [value for value in values if not isnan(value)]
    if not known:
        return None
    mean = sum(known) / len(known)
    if len(known) == 1:
        return mean, None
    half = _quantile(len(known), confidence) * sqrt(_variance(known, mean) / len(known))
    return mean, (mean - half, mean + half)


def differences(values: Sequence[float], base: Sequence[float]) -> list[float]:
    """Return values less those they are paired with; nan where either is not known.

    Replications of the same number share their random numbers, so what they have in common
    drops out, and the differences vary less than either.

    Args:
        values: one per replication.
        base: as many, in the same order.
    """
    return [value - other for value, other in zip(values, base, strict=True)]


def sign(spread: Interval | None) -> str | None:
    """Return what an interval of a difference says of its sign.

    Returns:
        ``higher``, ``lower``, ``unclear`` where 0 is inside, ``same`` where it is nothing but 0;
        None without interval.
    """
    if spread is None:
        return None
    low, high = spread
    if low == high == 0:
        return "same"
    if low > 0:
        return "higher"
    return "lower" if high < 0 else "unclear"


def half_width(values: Sequence[float]) -> float:
    """Return half the width of the interval; infinite for fewer than two known values."""
    estimate = interval(values)
    if estimate is None or estimate[1] is None:
        return inf
    low, high = estimate[1]
    return (high - low) / 2


def needed(values: Sequence[float], wanted: float, most: int) -> int:
    """Return the number of replications whose interval should be as narrow as wanted.

    Their spread is taken from those done; Student's quantile is that of the number returned.

    Args:
        values: of the replications done; some of them may have measured nothing.
        wanted: half the width of the interval, above 0.
        most: no more than this is returned.

    Returns:
        From 2 to ``most``; ``most`` where fewer than two replications measured anything.
    """
    known = [value for value in values if not isnan(value)]
    if len(known) < 2:  # noqa: PLR2004 - one value has no spread
        return most
    deviation = sqrt(_variance(known, sum(known) / len(known)))
    low, high = 2, most  # the half-width falls with the number, so halving finds it
    while low < high:
        middle = (low + high) // 2
        if _quantile(middle, CONFIDENCE) * deviation / sqrt(middle) <= wanted:
            high = middle
        else:
            low = middle + 1
    return min(most, ceil(low * len(values) / len(known)))


def _variance(known: Sequence[float], mean: float) -> float:
    return sum((value - mean) ** 2 for value in known) / (len(known) - 1)


def _quantile(count: int, confidence: float) -> float:
    return float(stdtrit(count - 1, (1 + confidence) / 2))
