"""Spreading replications over processes: in order, and the same whatever their number.

A city takes seconds to look up in, so a process that prepared one keeps it for whatever comes
next; only its name and its shared memory travel with a batch.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import count
from typing import Final, Protocol

from joblib import Parallel, delayed
from joblib.externals.loky.process_executor import TerminatedWorkerError

from domain.errors import BadInput, TirkeuError
from simulation import across  # noqa: F401 - says how scenarios and people are sent
from simulation.demand.claims import Applicants, Supply, applicants
from simulation.measures import Summary, summarise
from simulation.model import replicate
from simulation.scenario_parts import Scenario
from simulation.trace import Trace
from synthetic_data.city import City
from synthetic_data.city_index import CityIndex

MOST_JOBS: Final = 256

SHARED_BYTES: Final = 10_000
"""Columns of this size and more are shared between processes, not sent to each."""

Done = tuple[Summary, Trace | None]
"""One replication; its trace only where it was asked for."""


class Spread(Protocol):
    """Does replications somewhere: here, in processes, on a cluster, out of a store."""

    def __call__(self, scenario: Scenario, numbers: Sequence[int]) -> Iterator[Summary]:
        """Yield a summary for each number, in their order, as it and all before it are done.

        Args:
            scenario: every lever; its city is that of the spread.
            numbers: of replications, from 0: they key the random streams.
        """
        ...


class Traced(Protocol):
    """Can bring traces along."""

    def done(
        self, scenario: Scenario, numbers: Sequence[int], *, with_trace: bool
    ) -> Iterator[Done]:
        """Yield a summary, and the trace where wanted, for each number, in their order."""
        ...


class Replications(Spread, Traced, Protocol):
    """A spread that can do both; which one it is does not show in what it yields."""


@dataclass(frozen=True, slots=True, eq=False)
class Population:
    """The people of a run as they go out to processes.

    Attributes:
        digest: of the city: equal cities, equal digests.
        first: day on which the applicants were looked at.
        city: the city.
        people: those who apply in it in a year.
    """

    digest: str
    first: date
    city: City
    people: Applicants


@lru_cache(maxsize=2)  # what is compared may begin on two days
def drawn(city: City, first: date) -> Population:
    """Return the people of a city as they go out to processes; drawing them takes seconds.

    Args:
        city: the city.
        first: day on which its applicants are looked at.
    """
    return Population(city.sha256(), first, city, applicants(city, first))


def population(city: City | None, scenario: Scenario) -> Population | None:
    """Return the people of a scenario, drawn once for all its replications and processes.

    Args:
        city: the city; None where the scenario needs none.
        scenario: its first day says when they are looked at.

    Returns:
        None where nobody is taken from a city.

    Raises:
        BadInput: there is no city and one is needed.
    """
    if not scenario.needs_city:
        return None
    if city is None:
        raise BadInput("city", "a city, as the scenario draws people from it", None)
    return drawn(city, scenario.first)


Progress = Callable[[int, int], None]
"""Told how many replications of how many are done; may raise to stop the experiment."""


def silent(_done: int, _all: int) -> None:
    """Be told how far an experiment is where nobody looks."""


def parts(progress: Progress, total: int) -> Callable[[], None]:
    """Return what is called after every replication of an experiment.

    Args:
        progress: told how many are done, whatever scenario they are of.
        total: replications in all.
    """
    steps = count(1)
    return lambda: progress(next(steps), total)


class Steps:
    """What is called after every replication of an experiment that may need fewer than it may do.

    Args:
        progress: told how many are done, and how many that are with those that may still come:
            what is left out was never ahead, so whoever divides by the time told by it is right.
        ahead: replications at most.
    """

    def __init__(self, progress: Progress, ahead: int) -> None:
        self._progress, self._done, self._ahead = progress, 0, ahead

    def __call__(self) -> None:
        """Hear of another one that is done."""
        self._done, self._ahead = self._done + 1, max(0, self._ahead - 1)
        self._progress(self._done, self._done + self._ahead)

    def expect(self, ahead: int) -> None:
        """Hear how many may still come."""
        if ahead != self._ahead:
            self._ahead = ahead
            self._progress(self._done, self._done + ahead)


def done(
    scenario: Scenario, spread: Spread, numbers: Sequence[int], told: Callable[[], None]
) -> list[Summary]:
    """Return the summaries of some replications, in order.

    Args:
        scenario: every lever.
        spread: where they are done.
        numbers: which, from 0.
        told: called after each.
    """
    found: list[Summary] = []
    for summary in spread(scenario, numbers):
        found.append(summary)
        told()
    return found


class Stock:
    """The supply that a process prepared last; a city of another digest takes its place."""

    def __init__(self) -> None:
        self._kept: tuple[str, CityIndex] | None = None

    def supply(self, people: Population) -> Supply:
        """Return what can be drawn from the people; an equal city is not indexed again."""
        kept = self._kept
        if kept is None or kept[0] != people.digest:
            self._kept = None  # two cities at once would take twice the memory
            self._kept = kept = people.digest, CityIndex(people.city)
        return Supply(kept[1].city, kept[1], people.people)


_STOCK: Final = Stock()
"""Of this process: batches come one after another and share it."""


def one(scenario: Scenario, people: Population | None, number: int) -> tuple[Summary, Trace]:
    """Do one replication in this process, which keeps the prepared city for the next.

    Args:
        scenario: every lever.
        people: from `population`.
        number: of the replication, from 0.
    """
    stock = None if people is None else _STOCK.supply(people)
    trace = replicate(scenario, stock, number)
    return summarise(trace, scenario), trace


def _without_trace(scenario: Scenario, people: Population | None, number: int) -> Done:
    return one(scenario, people, number)[0], None


class Processes:
    """Replications in this process or in several.

    Args:
        city: on whom; None where the scenarios need nobody.
        jobs: processes; 1 is this one.
    """

    def __init__(self, city: City | None, jobs: int) -> None:
        self._city, self._jobs = city, jobs

    def __call__(self, scenario: Scenario, numbers: Sequence[int]) -> Iterator[Summary]:
        """Yield summaries in the order of the numbers; see `Spread`."""
        return (summary for summary, _ in self.done(scenario, numbers, with_trace=False))

    def done(
        self, scenario: Scenario, numbers: Sequence[int], *, with_trace: bool
    ) -> Iterator[Done]:
        """Yield summaries, and traces where wanted, in the order of the numbers.

        Args:
            scenario: every lever.
            numbers: of replications, from 0.
            with_trace: whether traces come along; they are large.

        Raises:
            BadInput: the scenario needs a city and there is none.
            TirkeuError: a process was ended from outside.
        """
        people = population(self._city, scenario)
        work = one if with_trace else _without_trace
        if self._jobs == 1:
            return (work(scenario, people, number) for number in numbers)
        return self._in_processes(delayed(work)(scenario, people, number) for number in numbers)

    def _in_processes(self, tasks: Iterable[object]) -> Iterator[Done]:
        # joblib measures how long tasks take and sends them in batches of half a second or so
        pool = Parallel(self._jobs, return_as="generator", max_nbytes=SHARED_BYTES)
        try:
            yield from pool(tasks)
        except TerminatedWorkerError:
            problem = "jobs: expected processes that go on to the end, one was ended from outside"
            raise TirkeuError(problem) from None


def processes(city: City | None, jobs: int) -> Processes:
    """Return a spread over processes; what it yields does not depend on how many.

    Args:
        city: on whom; None where the scenarios need nobody.
        jobs: how many, 1 to `MOST_JOBS`.

    Raises:
        BadInput: jobs out of range.
    """
    if not 1 <= jobs <= MOST_JOBS:
        raise BadInput("jobs", f"a whole number from 1 to {MOST_JOBS}", jobs)
    return Processes(city, jobs)
