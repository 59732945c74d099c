"""Experiments with scenarios: run one, compare several, and do as many replications as it takes.

All of them take a `Spread`, so they neither know nor care where replications are done, and all of
them give the same replications the same random numbers, whatever the scenario: what differs
between two scenarios differs because of their levers.
"""

from collections.abc import Sequence
from typing import Any, Final

from domain.errors import BadInput
from simulation.measures import Summary
from simulation.precision import Wanted, precision
from simulation.run import identity, results
from simulation.scenario import with_run
from simulation.scenario_parts import Scenario
from simulation.sensitivity import sensitivity
from simulation.spread import Progress, Spread, done, parts, silent
from simulation.statistics import CONFIDENCE, differences, interval, sign
from simulation.tabulated import HOURS, MEASURES, OUTCOMES, Table, keys, named, series
from simulation.varying import Ends, changed
from simulation.warm_up import warm_up, warming

__all__ = [
    "Ends",
    "Wanted",
    "compare",
    "compared",
    "precision",
    "run",
    "sensitivity",
    "warm_up",
    "warming",
]

COMPARISON_FORMAT: Final = "tirkeu.comparison/1"


def run(scenario: Scenario, spread: Spread, progress: Progress = silent) -> dict[str, Any]:
    """Run every replication of a scenario.

    Args:
        scenario: every lever; the city it names is that of the spread.
        spread: where replications are done.
        progress: told after every replication.

    Returns:
        A document of ``tirkeu.results/1``.
    """
    numbers = range(scenario.replications)
    return results(scenario, None, done(scenario, spread, numbers, parts(progress, len(numbers))))


def compare(
    scenarios: Sequence[Scenario], spread: Spread, progress: Progress = silent
) -> dict[str, Any]:
    """Compare scenarios with the first, replication by replication.

    Args:
        scenarios: two or more; seed and number of replications are those of the first.
        spread: where replications are done.
        progress: told after every replication of any.

    Returns:
        A document of ``tirkeu.comparison/1``.

    Raises:
        BadInput: fewer than two scenarios.
    """
    if len(scenarios) < 2:  # noqa: PLR2004 - a pair
        raise BadInput("compare", "two scenarios or more", len(scenarios))
    count, seed = scenarios[0].replications, scenarios[0].seed
    alike = [scenarios[0], *(with_run(other, count, seed) for other in scenarios[1:])]
    told = parts(progress, count * len(alike))
    summaries = [done(each, spread, range(count), told) for each in alike]
    first = alike[0], summaries[0]
    return {
        "format": COMPARISON_FORMAT,
        "replications": count,
        "seed": seed,
        "confidence": CONFIDENCE,
        "scenarios": [identity(each) for each in alike],
        "comparisons": [
            {"baseline": 0, "scenario": place} | compared(first, pair)
            for place, pair in enumerate(zip(alike, summaries, strict=True))
            if place
        ],
    }


Tried = tuple[Scenario, Sequence[Summary]]
"""A scenario and its replications, in order."""


def compared(base: Tried, other: Tried) -> dict[str, Any]:
    """Return the paired differences of two scenarios.

    Args:
        base: what is compared with.
        other: as many replications of the same numbers and seed.

    Returns:
        ``changed``, the levers that differ, and the rows of ``measures``, ``outcomes`` and
        ``hours``: baseline, value, difference (value less baseline), its 95 % interval, sign.
    """
    tables = {
        table.name: [
            named(table, key, base[0].first) | _difference(table, key, base[1], other[1])
            for key in keys(table, (*base[1], *other[1]))
        ]
        for table in (MEASURES, OUTCOMES, HOURS)
    }
    return {"changed": changed(base[0].document, other[0].document)} | tables


def _difference(
    table: Table, key: tuple[Any, ...], base: Sequence[Summary], other: Sequence[Summary]
) -> dict[str, Any]:
    before, after = series(table, key, base), series(table, key, other)
    mean, spread = interval(differences(after, before)) or (None, None)
    return {
        "baseline": (interval(before) or (None,))[0],
        "value": (interval(after) or (None,))[0],
        "difference": mean,
        "ci95": spread and list(spread),
        "sign": sign(spread),
    }
