"""Means over replications with Student's intervals."""

from collections.abc import Sequence
from math import isnan, sqrt

from scipy.special import stdtrit

CONFIDENCE = 0.95


def interval(values: Sequence[float]) -> tuple[float, tuple[float, float] | None] | None:
    """Return the mean of independent replications and its 95 % interval.

    Args:
        values: one per replication; nan where there was nothing to measure, left out here.

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
    variance = sum((value - mean) ** 2 for value in known) / (len(known) - 1)
    quantile = float(stdtrit(len(known) - 1, (1 + CONFIDENCE) / 2))
    half = quantile * sqrt(variance / len(known))
    return mean, (mean - half, mean + half)
