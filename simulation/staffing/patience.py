"""How many are still waiting: survival functions of the distributions of patience."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from math import log, sqrt
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincc, ndtr

from simulation.distributions import Distribution

Floats = NDArray[np.float64]
Numbers = tuple[float, ...]

LEAST: Final = 1e-6
"""Share below which nobody is left: hazards beyond it are of no one."""


def survival(patience: Distribution | None, minutes: Floats) -> Floats:
    """Return the share of people whose patience is longer than some waits.

    Args:
        patience: how long they wait; None: as long as it takes.
        minutes: waits, not negative.
    """
    if patience is None:
        return np.ones_like(minutes)
    mean, *rest = patience.numbers
    fixed = patience.name in {"lognormal", "gamma"} and not (mean and rest[0])
    return _SURVIVALS["constant" if fixed else patience.name](patience.numbers, minutes)


@lru_cache(maxsize=64)
def _table(patience: Distribution) -> tuple[Floats, Floats, Floats]:
    """Return waits, the shares that are still there, and the cumulative hazards of leaving."""
    waits = np.linspace(0.0, FARTHEST * (patience.mean or 1.0), POINTS)
    stay = survival(patience, waits)
    return waits, stay, -np.log(np.maximum(stay, LEAST))


FARTHEST: Final = 12
"""Times the mean patience up to which it is tabulated."""

POINTS: Final = 2_400
"""Of the table; between them it is straight."""


def staying(patience: Distribution | None, minutes: Floats) -> Floats:
    """Return what `survival` returns, quickly and nearly: from a table.

    Args:
        patience: how long people wait; None: as long as it takes.
        minutes: waits, not negative.
    """
    if patience is None:
        return np.ones_like(minutes)
    waits, stay, _ = _table(patience)
    return np.asarray(np.interp(minutes, waits, stay))


def gone(patience: Distribution, minutes: Floats) -> Floats:
    """Return the cumulative hazard of leaving after some waits; at most that of one in a million.

    Args:
        patience: how long people wait.
        minutes: waits, not negative.
    """
    waits, _, hazard = _table(patience)
    return np.asarray(np.interp(minutes, waits, hazard))


def _constant(numbers: Numbers, minutes: Floats) -> Floats:
    return np.where(minutes < numbers[0], 1.0, 0.0)


def _exponential(numbers: Numbers, minutes: Floats) -> Floats:
    return np.asarray(np.exp(-minutes / numbers[0])) if numbers[0] else _constant(numbers, minutes)


def _uniform(numbers: Numbers, minutes: Floats) -> Floats:
    low, high = numbers
    if low == high:
        return _constant(numbers, minutes)
    return np.asarray(np.clip((high - minutes) / (high - low), 0.0, 1.0))


def _triangular(numbers: Numbers, minutes: Floats) -> Floats:
    low, mode, high = numbers
    if low == high:
        return _constant(numbers, minutes)
    rising = (np.clip(minutes, low, mode) - low) ** 2 / ((high - low) * (mode - low or 1.0))
    falling = (high - np.clip(minutes, mode, high)) ** 2 / ((high - low) * (high - mode or 1.0))
    return np.asarray(np.where(minutes <= mode, 1.0 - rising, falling))


def _lognormal(numbers: Numbers, minutes: Floats) -> Floats:
    mean, sd = numbers
    spread = log(1 + (sd / mean) ** 2)
    waits = np.log(np.maximum(minutes, np.finfo(float).tiny))
    return np.asarray(ndtr(-(waits - log(mean) + spread / 2) / sqrt(spread)))


def _gamma(numbers: Numbers, minutes: Floats) -> Floats:
    mean, sd = numbers
    return np.asarray(gammaincc((mean / sd) ** 2, minutes * mean / sd**2))


def _empirical(numbers: Numbers, minutes: Floats) -> Floats:
    ranks = np.searchsorted(np.sort(numbers), minutes, side="right")
    return np.asarray(1.0 - ranks / len(numbers))


_SURVIVALS: Final[Mapping[str, Callable[[Numbers, Floats], Floats]]] = MappingProxyType(
    {
        "constant": _constant,
        "exponential": _exponential,
        "uniform": _uniform,
        "triangular": _triangular,
        "lognormal": _lognormal,
        "gamma": _gamma,
        "empirical": _empirical,
    }
)
