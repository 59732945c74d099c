"""The distribution of a duration: fitted by largest likelihood, chosen by a stated criterion.

The candidate of the lowest Akaike criterion is taken. Where even its cumulative shares are off by
more than `FAR` at some point, and by more than chance explains at the 1 % level (Kolmogorov's
limit), the data themselves are taken (``empirical``). Sources: H. Akaike (1974); A. Kolmogorov
(1933).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special, stats

from simulation.distributions import Distribution

Floats = NDArray[np.float64]

FAR: Final = 0.03
"""Difference of cumulative shares that a planner would see."""

KOLMOGOROV_1_PERCENT: Final = 1.628
FEWEST: Final = 30
"""Durations below which no shape is told from another: the exponential, or what there is."""

QUANTILES: Final = 200
"""Values that stand for the data where they are taken themselves."""

SHORTEST: Final = 1e-3
"""Minutes; a shorter service was pressed through, and has no logarithm."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fitted distribution.

    Attributes:
        distribution: with its parameters, in minutes.
        aic: Akaike's criterion; infinite for ``empirical``, which has no likelihood.
        distance: largest difference between its cumulative shares and the data's.
    """

    distribution: Distribution
    aic: float
    distance: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was fitted to durations.

    Attributes:
        count: durations.
        mean: minutes.
        sd: minutes.
        candidates: all that were tried, the best first.
        chosen: the one to be taken.
    """

    count: int
    mean: float
    sd: float
    candidates: tuple[Candidate, ...]
    chosen: Candidate


Cdf = Callable[[Floats], Floats]


def fit_durations(minutes: Floats) -> Fitted:
    """Fit lognormal, gamma and exponential, and choose.

    Args:
        minutes: durations, at least one; zeros count as `SHORTEST`.
    """
    data = np.sort(np.maximum(minutes, SHORTEST))
    tried = sorted((_candidate(name, data) for name in _FITS), key=lambda one: one.aic)
    chance = KOLMOGOROV_1_PERCENT / np.sqrt(len(data))
    chosen = tried[0]
    if len(data) >= FEWEST and chosen.distance > max(FAR, chance):
        chosen = _empirical(data)
        tried.append(chosen)
    sd = float(data.std(ddof=1)) if len(data) > 1 else 0.0
    return Fitted(len(data), float(data.mean()), sd, tuple(tried), chosen)


def cdf_of(distribution: Distribution, at: Floats) -> Floats:
    """Return the cumulative shares of a fitted distribution.

    Args:
        distribution: exponential, lognormal, gamma or empirical.
        at: minutes.
    """
    if distribution.name == "empirical":
        values = np.sort(np.asarray(distribution.numbers))
        return np.asarray(np.searchsorted(values, at, side="right") / len(values))
    if distribution.name == "exponential":
        return np.asarray(stats.expon.cdf(at, scale=distribution.numbers[0]))
    mean, sd = distribution.numbers
    if distribution.name == "gamma":
        return np.asarray(stats.gamma.cdf(at, (mean / sd) ** 2, scale=sd * sd / mean))
    spread = np.log1p((sd / mean) ** 2)
    return np.asarray(stats.lognorm.cdf(at, np.sqrt(spread), scale=mean * np.exp(-spread / 2)))


def distance(distribution: Distribution, data: Floats) -> float:
    """Return Kolmogorov's distance to sorted data."""
    shares, count = cdf_of(distribution, data), len(data)
    steps = np.arange(count)
    return float(np.maximum(shares - steps / count, (steps + 1) / count - shares).max())


def _candidate(name: str, data: Floats) -> Candidate:
    distribution, parameters, likelihood = _FITS[name](data)
    return Candidate(distribution, 2 * parameters - 2 * likelihood, distance(distribution, data))


Fit = tuple[Distribution, int, float]
"""Distribution, number of parameters, logarithm of the likelihood."""


def _exponential(data: Floats) -> Fit:
    mean = float(data.mean())
    return Distribution("exponential", (mean,)), 1, -len(data) * (np.log(mean) + 1)


def _lognormal(data: Floats) -> Fit:
    logs = np.log(data)
    middle, spread = float(logs.mean()), max(float(logs.std()), NARROWEST)
    mean = np.exp(middle + spread**2 / 2)
    sd = mean * np.sqrt(np.expm1(spread**2))
    likelihood = stats.norm.logpdf(logs, middle, spread).sum() - logs.sum()
    return Distribution("lognormal", (float(mean), float(sd))), 2, float(likelihood)


def _gamma(data: Floats) -> Fit:
    """Solve log k − ψ(k) = log mean − mean log for the shape."""
    mean = float(data.mean())
    gap = max(float(np.log(mean) - np.log(data).mean()), NARROWEST**2)
    shape = optimize.brentq(lambda k: np.log(k) - special.digamma(k) - gap, 1e-6, 1 / gap + 1)
    likelihood = stats.gamma.logpdf(data, shape, scale=mean / shape).sum()
    return Distribution("gamma", (mean, float(mean / np.sqrt(shape)))), 2, float(likelihood)


NARROWEST: Final = 1e-4
"""Least spread of logarithms: durations that are all the same have none."""

_FITS: Final[Mapping[str, Callable[[Floats], Fit]]] = MappingProxyType(
    {"lognormal": _lognormal, "gamma": _gamma, "exponential": _exponential}
)


def _empirical(data: Floats) -> Candidate:
    count = min(QUANTILES, len(data))
    values = np.quantile(data, (np.arange(count) + 0.5) / count)
    taken = Distribution("empirical", tuple(map(float, np.round(values, 4))))
    return Candidate(taken, np.inf, distance(taken, data))
