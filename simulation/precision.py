"""How many replications make an interval as narrow as wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from math import ceil, isfinite
from typing import Any, Final

from domain.errors import BadInput
from simulation.chosen import chosen
from simulation.measures.summary import Key, Summary
from simulation.run import results
from simulation.scenario import with_run
from simulation.scenario_parts import Scenario
from simulation.spread import Progress, Spread, done, silent
from simulation.statistics import half_width, needed
from simulation.tabulated import MEASURES, series

MOST_REPLICATIONS: Final = 10_000
LEAST_GROWTH: Final = 1.05
"""More replications are done at least by this factor: their spread changes, and nobody should
come nearer to the goal by one at a time."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How precisely a measure is wanted.

    Attributes:
        measure: as `chosen` reads it.
        half_width: half the width of its 95 % interval, in the unit of the measure, above 0.
    """

    measure: str
    half_width: float


def precision(
    scenario: Scenario,
    spread: Spread,
    wanted: Sequence[Wanted],
    progress: Progress = silent,
    most: int = MOST_REPLICATIONS,
) -> dict[str, Any]:
    """Do as many replications as it takes for intervals as narrow as wanted.

    The replications of the scenario are the pilot. Their spread says how many are needed; these
    are done and looked at again, until all intervals are narrow enough or no more are allowed.
    (Law, Simulation Modeling and Analysis, 5th ed., 9.4.1.)

    Args:
        scenario: every lever; two replications at least.
        spread: where replications are done.
        wanted: measures and half-widths; all are met.
        progress: told after every replication; the number of all grows when more are needed.
        most: replications at most.

    Returns:
        A document of ``tirkeu.results/1`` with ``precision``: the rounds with the replications
        that each had and asked for, and for every measure the half-width wanted and reached and
        whether it is met.

    Raises:
        BadInput: no such measure, a half-width that is not above 0, fewer than two replications.
    """
    _check(scenario, wanted, most)
    summaries: list[Summary] = []
    rounds: list[dict[str, int]] = []
    size = scenario.replications
    while len(summaries) < size:
        summaries += _from(len(summaries), with_run(scenario, size, None), spread, progress)
        asked = _asked(summaries, wanted, most)
        rounds.append({"replications": size, "needed": asked})
        if asked > size:
            size = min(most, max(asked, ceil(size * LEAST_GROWTH)))
    document = results(with_run(scenario, size, None), None, summaries)
    return document | {"precision": {"rounds": rounds, "measures": _reached(summaries, wanted)}}


def _check(scenario: Scenario, wanted: Sequence[Wanted], most: int) -> None:
    for wish in wanted:
        if not (isfinite(wish.half_width) and wish.half_width > 0):
            expected = "half the width of an interval, above 0"
            raise BadInput(f"precision {wish.measure}", expected, wish.half_width)
    if not 2 <= scenario.replications <= most:  # noqa: PLR2004 - one run has no interval
        expected = f"2 to {most} as a pilot for the precision"
        raise BadInput("run.replications", expected, scenario.replications)


def _from(first: int, scenario: Scenario, spread: Spread, progress: Progress) -> list[Summary]:
    """Do the replications of a scenario from a number on."""
    steps = count(first + 1)
    numbers = range(first, scenario.replications)
    return done(scenario, spread, numbers, lambda: progress(next(steps), scenario.replications))


def _values(summaries: Sequence[Summary], wish: Wanted) -> tuple[Key, list[float]]:
    key = chosen(wish.measure, summaries[0])
    return key, series(MEASURES, key, summaries)


def _asked(summaries: Sequence[Summary], wanted: Sequence[Wanted], most: int) -> int:
    """Return the replications that the most demanding wish needs."""
    return max(needed(_values(summaries, wish)[1], wish.half_width, most) for wish in wanted)


def _reached(summaries: Sequence[Summary], wanted: Sequence[Wanted]) -> list[dict[str, Any]]:
    found = []
    for wish in wanted:
        key, values = _values(summaries, wish)
        half = half_width(values)
        sizes = {"wanted": wish.half_width, "reached": half if isfinite(half) else None}
        columns = dict(zip(MEASURES.columns, key, strict=True))
        found.append(columns | sizes | {"met": half <= wish.half_width})
    return found
