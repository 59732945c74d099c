"""Where the warm-up of a run ends: Welch's moving average and MSER-5 over its days.

A service has a week: a day's number differs from the next one's for ever. Both methods therefore
look at whole weeks: Welch's average moves over one, and MSER takes batches of one, which are the
five of MSER-5 where five days of a week are measured.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isnan, sqrt
from typing import Any, Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.special import stdtrit

from simulation.measures import Summary
from simulation.run import identity
from simulation.scenario_parts import Scenario
from simulation.spread import Progress, Spread, done, parts, silent
from simulation.statistics import CONFIDENCE
from simulation.tabulated import DAYS, keys, series

FORMAT: Final = "tirkeu.warm_up/1"

Floats = NDArray[np.float64]

WEEK: Final = 7
BATCH: Final = 5
TOLERANCE: Final = 0.05
"""Share of its level by which a settled average may be off."""

LEAST_BATCHES: Final = 8
"""Fewer do not tell a warm-up from chance."""


def mser(values: Sequence[float], batch: int = BATCH) -> int | None:
    """Return how many values to leave out at the start, by the marginal standard error rule.

    The number left out is the one after which the standard error of the mean of the rest is least
    (White, An effective truncation heuristic, Simulation 69, 1997; White, Cobb and Spratt, 2000).

    Args:
        values: in order of time.
        batch: values are averaged by so many; those left over at the end are not looked at.

    Returns:
        A multiple of ``batch``; None where the run is too short: fewer than ``LEAST_BATCHES``
        batches, or the least comes after their first half.
    """
    count = len(values) // batch
    if count < LEAST_BATCHES:
        return None
    means = np.asarray(values[: count * batch], dtype=float).reshape(count, batch).mean(axis=1)
    # the last three quarters of a half are left: a mean of two or three batches is near by chance
    errors = [_squared_error(means[left:]) for left in range(count - count // 4)]
    best = int(np.argmin(errors))
    return best * batch if best <= count // 2 else None


def _squared_error(rest: Floats) -> float:
    return float(((rest - rest.mean()) ** 2).sum() / len(rest) ** 2)


def welch(replications: Floats, window: int) -> int | None:
    """Return how many values to leave out, by Welch's moving average over replications.

    Welch draws the average and looks; here it has settled from the first window on after which
    none is off the level by more than ``TOLERANCE`` of it and more than chance makes any of them
    in one run of twenty. The level is the mean of the second half, in whole windows. (Welch, in
    Lavenberg, Computer Performance Modeling Handbook, 1983.)

    Args:
        replications: a row each, in order of time.
        window: values that are averaged.

    Returns:
        How many; None where the run is too short: it settles in its second half only, or has
        fewer than two windows in each half.
    """
    half = replications.shape[1] // 2
    if half < 2 * window:
        return None
    settled = half // window * window
    level = replications[:, -settled:].mean(axis=1, keepdims=True)
    off = _averages(replications, window) - level
    room = np.maximum(TOLERANCE * abs(level.mean()), _chance(off))
    outside = np.flatnonzero(np.abs(off.mean(axis=0)) > room)
    left_out = int(outside[-1]) + 1 if len(outside) else 0
    return left_out if left_out <= half else None


def _averages(values: Floats, window: int) -> Floats:
    """Return the averages of every window, by the first value in it."""
    averages: Floats = sliding_window_view(values, window, axis=1).mean(axis=2)
    return averages


def _chance(values: Floats) -> Floats:
    """Return what means over rows are off by chance, all at once; nothing is known of one row."""
    count, windows = values.shape
    if count == 1:
        return np.zeros(windows)
    quantile = stdtrit(count - 1, 1 - (1 - CONFIDENCE) / 2 / windows)
    errors: Floats = values.std(axis=0, ddof=1) / sqrt(count) * quantile
    return errors


@dataclass(frozen=True, slots=True)
class DaySeries:
    """One measure by day.

    Attributes:
        measure: its name.
        days: those on which it was measured in every replication, numbers from 0.
        values: a row a replication, a column a day.
        week: how many of a week's days are measured, one at least.
    """

    measure: str
    days: Sequence[int]
    values: Floats
    week: int


def _series(summaries: Sequence[Summary]) -> Iterator[DaySeries]:
    rows = keys(DAYS, summaries)
    for measure in dict.fromkeys(name for name, _ in rows):
        days = [day for name, day in rows if name == measure]
        columns = [series(DAYS, (measure, day), summaries) for day in days]
        known = [n for n, column in enumerate(columns) if not any(map(isnan, column))]
        if known:
            values = np.array([columns[n] for n in known]).T
            week = max(1, round(WEEK * len(known) / len(days)))
            yield DaySeries(measure, [days[n] for n in known], values, week)


def warm_up(summaries: Sequence[Summary]) -> dict[str, Any]:
    """Say where the warm-up ends, of every measure that is told by day.

    Args:
        summaries: replications of one scenario, in any order.

    Returns:
        ``warm_up_days``, the longest of all, None where the run is too short for any of them to
        tell; ``series``: of each measure ``welch_days`` and ``mser_days`` (None: too short),
        ``week`` (days of it that are measured), the days, means over replications, and the moving
        averages that begin on these days.
    """
    found = [_told(one) for one in _series(summaries)]
    ends = [one[name] for one in found for name in ("welch_days", "mser_days")]
    longest = None if None in ends else max(ends, default=None)
    return {"warm_up_days": longest, "series": found}


def warming(scenario: Scenario, spread: Spread, progress: Progress = silent) -> dict[str, Any]:
    """Run a scenario and say where its warm-up ends.

    Args:
        scenario: every lever; what it calls warm-up is looked at like the rest.
        spread: where replications are done.
        progress: told after every replication.

    Returns:
        A document of ``tirkeu.warm_up/1``: the scenario and what `warm_up` returns.
    """
    numbers = range(scenario.replications)
    summaries = done(scenario, spread, numbers, parts(progress, len(numbers)))
    return {
        "format": FORMAT,
        **identity(scenario),
        "replications": len(numbers),
        "seed": scenario.seed,
        **warm_up(summaries),
    }


def _told(one: DaySeries) -> dict[str, Any]:
    means = one.values.mean(axis=0)
    averages = _averages(means[None, :], one.week)[0] if len(means) >= one.week else means[:0]
    return {
        "measure": one.measure,
        "week": one.week,
        "welch_days": _day(one, welch(one.values, one.week)),
        "mser_days": _day(one, mser(means.tolist(), one.week)),
        "days": list(one.days),
        "mean": means.tolist(),
        "moving": averages.tolist(),
    }


def _day(one: DaySeries, left_out: int | None) -> int | None:
    """Return how many days of the calendar are left out with so many values."""
    return one.days[left_out] if left_out else left_out
