"""How much faster replications are in two processes than in one."""

import time
from typing import NamedTuple

from simulation.scenario_parts import Scenario
from simulation.spread import processes
from synthetic_data.city import City


class Speedup(NamedTuple):
    """Seconds on the clock of the fastest of some runs, and their ratio."""

    one: float
    two: float
    ratio: float


def speedup(scenario: Scenario, city: City | None, repeats: int = 3) -> Speedup:
    """Run all replications in one process and in two, which have started and hold the city.

    Args:
        scenario: an even number of replications that together take several seconds.
        city: on whom; None where nobody is needed.
        repeats: the fastest counts, as other work on the machine only slows.
    """
    numbers = range(scenario.replications)

    def seconds(jobs: int) -> float:
        spread = processes(city, jobs)
        list(spread(scenario, range(2)))  # two processes start, and prepare what they draw from
        found = []
        for _ in range(repeats):
            began = time.perf_counter()
            list(spread(scenario, numbers))
            found.append(time.perf_counter() - began)
        return min(found)

    one, two = seconds(1), seconds(2)
    return Speedup(one, two, one / two)
