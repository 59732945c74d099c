"""A spread that simulates nothing: every replication measures what a function says."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from simulation.measures import FLOW, Summary
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from simulation.spread import Spread

Value = Callable[[Scenario, np.random.Generator], float]

WAIT = ("wait_minutes", "window", "all", "mean")


def scenario(replications: int = 10, **sections: object) -> Scenario:
    """The neutral scenario with some sections set."""
    document = {"format": "tirkeu.scenario/1", "run": {"replications": replications}}
    return scenario_from(document | sections)


def measuring(value: Value) -> Spread:
    """Return a spread whose only measure is the mean wait; its numbers are common to all."""

    def spread(scenario: Scenario, numbers: Sequence[int]) -> Iterator[Summary]:
        for number in numbers:
            stream = np.random.default_rng([scenario.seed, number])
            yield summary({WAIT: value(scenario, stream)})

    return spread


def summary(measures: Mapping[tuple[str, str, str, str], float]) -> Summary:
    """Return a replication in which nobody came."""
    return Summary(dict(measures), {}, dict.fromkeys(FLOW, 0))
