"""Patience out of waits: whoever was served would have waited longer (censored on the right).

The likelihood of a wait that ended in leaving is the density of patience there, of one that ended
in service the share of people more patient. Source: E. Kaplan and P. Meier (1958) for the curve
beside it; A. Mandelbaum and S. Zeltyn (2013) for call centres.
"""

from dataclasses import dataclass
from math import inf, log, pi
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special

from simulation.distributions import MOST_SPREAD, Distribution
from simulation.fit.durations import SHORTEST, Candidate, cdf_of
from simulation.levers import LEVERS

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

FEWEST_LEFT: Final = 20
"""People who left, below which patience cannot be told."""

MOST_WAITS: Final = 200_000
"""Beyond these every second wait is looked at, every third and so on: it changes nothing seen."""

HALF_LOG_2_PI: Final = log(2 * pi) / 2

LONGEST: Final = LEVERS["behaviour"]["patience_minutes"].high or inf
"""Minutes that a scenario takes for a mean patience."""

PERCENTILES: Final = 60
"""Points of the curve."""


@dataclass(frozen=True, slots=True, eq=False)
class Patience:
    """What the waits say of patience.

    Attributes:
        left: people who left.
        waited: people who had to wait, those who left included.
        candidates: exponential and lognormal, the better first; empty where too few left to tell.
        minutes: points of the curve.
        more_patient: share of people who wait longer, at each point (Kaplan–Meier).
    """

    left: int
    waited: int
    candidates: tuple[Candidate, ...]
    minutes: Floats
    more_patient: Floats

    @property
    def chosen(self) -> Distribution | None:
        """The distribution to be taken; None: nobody is known to leave."""
        return self.candidates[0].distribution if self.candidates else None


def fit_patience(waits: Floats, left: Bools) -> Patience:
    """Fit the patience of visitors.

    Args:
        waits: minutes, a visitor each; who did not wait says nothing and is left out.
        left: who gave up.
    """
    had_to = waits > 0
    waited, gave_up = waits[had_to], left[had_to]
    points, curve = kaplan_meier(waited, gave_up)
    if gave_up.sum() < FEWEST_LEFT:
        return Patience(int(gave_up.sum()), len(waited), (), points, curve)
    fits = (_exponential(waited, gave_up), _lognormal(waited, gave_up))
    tried = (
        Candidate(one, aic, float(np.abs(1 - cdf_of(one, points) - curve).max()))
        for one, aic in fits
        if one.mean <= LONGEST  # a few early leavers among many who stay fit no finite patience
    )
    best = tuple(sorted(tried, key=lambda one: one.aic))
    return Patience(int(gave_up.sum()), len(waited), best, points, curve)


def kaplan_meier(waits: Floats, left: Bools) -> tuple[Floats, Floats]:
    """Return points in minutes, and the share of people who wait longer at each.

    Args:
        waits: minutes, above zero.
        left: who gave up at that moment.
    """
    if not left.any():
        return np.zeros(0), np.zeros(0)
    order = np.argsort(waits, kind="stable")
    at_risk = np.arange(len(waits), 0, -1)
    survives = np.cumprod(1 - left[order] / at_risk)
    leaving = np.flatnonzero(left[order])
    places = leaving[np.unique(np.linspace(0, len(leaving) - 1, PERCENTILES).astype(int))]
    return waits[order][places], survives[places]


def _exponential(waits: Floats, left: Bools) -> tuple[Distribution, float]:
    """The rate is people who left over all the time waited."""
    mean = float(waits.sum() / left.sum())
    likelihood = -left.sum() * np.log(mean) - waits.sum() / mean
    return Distribution("exponential", (mean,)), float(2 - 2 * likelihood)


def _lognormal(waits: Floats, left: Bools) -> tuple[Distribution, float]:
    step = -(-len(waits) // MOST_WAITS)
    logs = np.log(np.maximum(waits[::step], SHORTEST))
    gone, stayed = logs[left[::step]], logs[~left[::step]]

    def unlikely(given: Floats) -> float:
        middle, spread = given[0], np.exp(given[1])
        gave_up = ((gone - middle) / spread) ** 2 / 2 + given[1] + HALF_LOG_2_PI + gone
        return float(gave_up.sum() - special.log_ndtr((middle - stayed) / spread).sum())

    start = np.array([np.log(waits.sum() / left.sum()), 0.0])
    found = optimize.minimize(unlikely, start, method="Nelder-Mead")
    middle, spread = float(found.x[0]), float(np.exp(found.x[1]))
    mean = float(np.exp(middle + spread**2 / 2))
    sd = min(float(mean * np.sqrt(np.expm1(spread**2))), MOST_SPREAD * mean)
    return Distribution("lognormal", (mean, sd)), 4 + 2 * float(found.fun) * step
