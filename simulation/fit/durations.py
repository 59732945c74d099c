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

GRIDS: Final = (5.0, 1.0, 1 / 60)
"""Minutes to which logs are rounded: what looks like a step every minute is a clock's."""

NEAR: Final = 1e-6
FEWEST_VALUES: Final = 5
"""Different durations below which no clock is told from chance."""


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
        minutes: durations, at least one. Where all are whole minutes, say, each stands for what
            rounds to it, and zeros count as the middle of what rounds to zero.
    """
    step = grid_of(minutes)
    data = np.sort(np.maximum(minutes, max(SHORTEST, step / 4)))
    tried = sorted((_candidate(name, data, step) for name in _FITS), key=lambda one: one.aic)
    chance = KOLMOGOROV_1_PERCENT / np.sqrt(len(data))
    chosen = tried[0]
    if len(data) >= FEWEST and chosen.distance > max(FAR, chance):
        chosen = _empirical(data)
        tried.insert(0, chosen)
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


def grid_of(minutes: Floats) -> float:
    """Return the step to which durations are rounded, 0 where they are not or too few differ."""
    if len(np.unique(minutes)) < FEWEST_VALUES:
        return 0.0
    for step in GRIDS:
        if np.abs(minutes - np.round(minutes / step) * step).max(initial=0.0) < NEAR:
            return step
    return 0.0


def distance(distribution: Distribution, data: Floats, step: float = 0.0) -> float:
    """Return Kolmogorov's distance to sorted data.

    Args:
        distribution: fitted.
        data: minutes, in order.
        step: to which they are rounded; a value stands for all from half a step below.
    """
    values, firsts = np.unique(data, return_index=True)
    below, up_to = firsts / len(data), np.append(firsts[1:], len(data)) / len(data)
    after = np.abs(up_to - cdf_of(distribution, values + step / 2))
    if distribution.name == "empirical":  # two step functions, compared behind their steps
        return float(after.max())
    return float(np.maximum(after, np.abs(cdf_of(distribution, values - step / 2) - below)).max())


def _candidate(name: str, data: Floats, step: float) -> Candidate:
    distribution, parameters, likelihood = _FITS[name](data)
    if step:
        likelihood = _of_rounded(distribution, data, step)
    far = distance(distribution, data, step)
    return Candidate(distribution, 2 * parameters - 2 * likelihood, far)


def _of_rounded(distribution: Distribution, data: Floats, step: float) -> float:
    """Return the logarithm of the likelihood of values each of which stands for all near it."""
    values, counts = np.unique(np.round(data / step) * step, return_counts=True)
    ends = [cdf_of(distribution, np.maximum(values + side, 0.0)) for side in (-step / 2, step / 2)]
    chances = np.maximum(ends[1] - ends[0], np.finfo(float).tiny)
    return float((counts * np.log(chances)).sum())


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
