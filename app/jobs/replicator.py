"""What the processes of the pool do: replications, and the playback of one day of an office."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from app.jobs.worker import Told, Work
from simulation.measures import plain, summarise
from simulation.model import replicate
from simulation.playback import playback
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from simulation.spread import Stock, drawn, population
from simulation.trace import Trace
from synthetic_data.city import City
from synthetic_data.home import find_city


class Place(NamedTuple):
    """Where a city lies.

    Attributes:
        home: folder of all data.
        name: ``population:seed``.
    """

    home: Path
    name: str


@dataclass(frozen=True)
class Replication:
    """One replication of a scenario.

    Attributes:
        city: on whom; None where the scenario needs nobody.
        document: the scenario.
        number: of the replication, from 0.
        shown: office and day whose stays are wanted; None: what it measured.
    """

    city: Place | None
    document: Mapping[str, Any]
    number: int
    shown: tuple[str, int] | None = None


@dataclass(frozen=True)
class Preparation:
    """Looking up a city before somebody waits for it.

    Attributes:
        city: which.
        first: day on which its applicants are looked at.
    """

    city: Place
    first: date


class Replicator:
    """Does replications; keeps the city and what was prepared of it between them."""

    def __init__(self) -> None:
        self._stock = Stock()
        self._city = lru_cache(maxsize=1)(_opened)

    def __call__(self, task: Replication | Preparation, told: Told) -> Any:  # noqa: ANN401 - any JSON value
        """Return what a replication measured, or the stays that were asked for, as JSON."""
        told(0.0)
        if isinstance(task, Preparation):
            self._stock.supply(drawn(self._city(task.city), task.first))
            return None
        scenario = scenario_from(dict(task.document))
        trace = self._trace(task, scenario, told)
        if task.shown is None:
            return plain(summarise(trace, scenario))
        return playback(trace, scenario, *task.shown)

    def _trace(self, task: Replication, scenario: Scenario, told: Told) -> Trace:
        city = None if task.city is None else self._city(task.city)
        people = population(city, scenario)
        stock = None if people is None else self._stock.supply(people)
        return replicate(scenario, stock, task.number, told=told)


def _opened(place: Place) -> City:
    return find_city(place.home, place.name).open()


def replicator() -> Work:
    """Return what does the tasks; importable by name, as the processes make their own."""
    return Replicator()
