"""How much faster replications are in two processes than in one, and how much anything could be."""

import time
from collections.abc import Callable, Mapping
from multiprocessing import get_context
from typing import Final, NamedTuple

from simulation.scenario_parts import Scenario
from simulation.spread import processes
from synthetic_data.city import City

TURNS_OF_A_LOOP: Final = 8_000_000
"""About a second of work that needs neither memory nor anybody else."""


class Speedup(NamedTuple):
    """Seconds on the clock of the fastest of some runs, and their ratio.

    Attributes:
        one: in one process.
        two: in two.
        ratio: by how much two are faster.
        limit: the same ratio of two busy loops that share nothing, measured in between: what the
            machine itself has to give just then.
    """

    one: float
    two: float
    ratio: float
    limit: float


def busy(turns: int) -> int:
    """Keep a processor busy."""
    kept = 0
    for turn in range(turns):
        kept ^= turn
    return kept


def seconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes by the clock on the wall."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def fastest(works: Mapping[str, Callable[[], object]], repeats: int) -> dict[str, float]:
    """Return the least seconds of each work, all done in turns."""
    turns = [{name: seconds(work) for name, work in works.items()} for _ in range(repeats)]
    return {name: min(turn[name] for turn in turns) for name in works}


def speedup(scenario: Scenario, city: City | None, repeats: int = 3) -> Speedup:
    """Run all replications in one process and in two, which have started and hold the city.

    Args:
        scenario: an even number of replications that together take several seconds.
        city: on whom; None where nobody is needed.
        repeats: all four are measured in turns and the fastest of each counts, as other work on
            the machine only slows.
    """
    here, there = processes(city, 1), processes(city, 2)
    numbers, loops = range(scenario.replications), [TURNS_OF_A_LOOP] * 2
    list(there(scenario, range(4)))  # two processes start, and prepare what they draw from
    list(here(scenario, range(1)))
    with get_context("spawn").Pool(2) as pool:
        pool.map(busy, [1, 1], 1)
        works: Mapping[str, Callable[[], object]] = {
            "one": lambda: list(here(scenario, numbers)),
            "two": lambda: list(there(scenario, numbers)),
            "busy one": lambda: pool.map(busy, [2 * TURNS_OF_A_LOOP], 1),
            "busy two": lambda: pool.map(busy, loops, 1),
        }
        found = fastest(works, repeats)
    one, two = found["one"], found["two"]
    return Speedup(one, two, one / two, found["busy one"] / found["busy two"])
