"""Quantiles of the distributions of durations: what is expected without drawing anything."""

from math import log, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv, ndtri

from simulation.distributions import Distribution

Floats = NDArray[np.float64]


def points(distribution: Distribution, count: int) -> Floats:
    """Return equally likely points of a distribution, in order: the middles of equal shares.

    Args:
        distribution: any.
        count: how many, at least one.
    """
    return at(distribution, (np.arange(count) + 0.5) / count)


def at(distribution: Distribution, shares: Floats) -> Floats:  # noqa: PLR0911 - one return a distribution
    """Return the values below which the given shares of the draws lie.

    Args:
        distribution: any.
        shares: between 0 and 1, both outside.
    """
    match distribution.name, distribution.numbers:
        case "exponential", (mean,):
            return -mean * np.log1p(-shares)
        case "uniform", (low, high):
            return low + (high - low) * shares
        case "triangular", (low, mode, high) if high > low:
            return _triangular((low, mode, high), shares)
        case "lognormal", (mean, sd) if sd and mean:
            spread = log(1 + (sd / mean) ** 2)
            normal: Floats = ndtri(shares)
            return np.exp(log(mean) - spread / 2 + sqrt(spread) * normal)
        case "gamma", (mean, sd) if sd and mean:
            return np.asarray(gammaincinv((mean / sd) ** 2, shares) * (sd / mean * sd))
        case "empirical", values:
            return np.asarray(np.quantile(values, shares, method="inverted_cdf"), dtype=float)
    return np.full(len(shares), distribution.numbers[0])


def _triangular(numbers: tuple[float, float, float], shares: Floats) -> Floats:
    low, mode, high = numbers
    below = (mode - low) / (high - low)
    rising = low + np.sqrt(shares * (high - low) * (mode - low))
    falling = high - np.sqrt((1 - shares) * (high - low) * (high - mode))
    return np.where(shares < below, rising, falling)
