"""Parts of wholes and percentiles, defined for nothing too."""

from math import nan
from typing import Final

from simulation.measures.columns import Floats

RANKS: Final = {"p50": 0.5, "p90": 0.9, "p95": 0.95}
"""Percentiles by the name of their statistic."""


def ratio(part: float, whole: float) -> float:
    """Return a part of a whole; nan where there is nothing to be part of."""
    return float(part / whole) if whole else nan


def percentile(values: Floats, rank: float) -> float:
    """Return a percentile of sorted values, linear between neighbours; nan of none.

    Args:
        values: in order.
        rank: from 0 to 1.
    """
    if not len(values):
        return nan
    below, part = divmod((len(values) - 1) * rank, 1)
    low, high = values[int(below)], values[min(int(below) + 1, len(values) - 1)]
    return float(low + (high - low) * part)
