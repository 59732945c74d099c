"""How long nine of ten wait over hours that differ: the quantile of a mixture."""

from collections.abc import Sequence
from math import isfinite
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulation.staffing.preview import Preview

Floats = NDArray[np.float64]

RANK: Final = 0.9
STEPS: Final = 40
SMALLEST: Final = 1e-12


def quantile(rows: Sequence[Preview], standard: float) -> float | None:
    """Return the wait that nine of ten visitors of some hours do not exceed; None: endless.

    Of each hour two points are known: how long nine of ten wait, and how many wait longer than the
    standard. Between and beyond them the share that still waits falls exponentially.

    Args:
        rows: hours with who comes in each, at least one.
        standard: minutes.
    """
    longest = max(row.p90_wait for row in rows)
    if not isfinite(longest):
        return None
    weights = np.array([row.arrivals for row in rows])
    tails = _tails(rows, standard)
    low, high = 0.0, longest
    for _ in range(STEPS):
        middle = (low + high) / 2
        if float((weights * tails(middle)).sum() / weights.sum()) > 1 - RANK:
            low = middle
        else:
            high = middle
    return high


class _Tails:
    def __init__(self, times: Floats, logs: Floats) -> None:
        self._times, self._logs = times, logs

    def __call__(self, time: float) -> Floats:
        """Return of each hour the share that waits longer."""
        (start, middle, end), (one, two, three) = self._times, self._logs
        first = one + (two - one) * time / np.maximum(middle, SMALLEST)
        slope = (three - two) / np.maximum(end - middle, SMALLEST)
        second = two + slope * (time - middle)
        return np.asarray(np.exp(np.where(time < middle, first, second) + 0 * start))


def _tails(rows: Sequence[Preview], standard: float) -> _Tails:
    rank = np.array([row.p90_wait for row in rows], dtype=float)
    over = np.clip([1 - row.within_share for row in rows], SMALLEST, 1.0)
    ten, limit = np.full_like(rank, 1 - RANK), np.full_like(rank, standard)
    is_first = rank <= standard
    times = np.stack([0 * rank, np.minimum(rank, limit), np.maximum(rank, limit)])
    shares = np.stack([0 * rank + 1, np.where(is_first, ten, over), np.where(is_first, over, ten)])
    return _Tails(times, np.log(shares))
