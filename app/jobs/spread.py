"""Replications over the pool and the store: what is finished is not done again."""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, Final

from app.jobs.conductor import Desk
from app.jobs.finished import Finished
from app.jobs.pool import Pool, Task, awaited
from app.jobs.replicator import Place, Replication
from app.store import StoreAway, key_of
from domain.errors import BadInput
from simulation.measures import Summary, summary_from
from simulation.scenario_parts import Scenario
from simulation.versions import model_version

log = logging.getLogger(__name__)

AHEAD: Final = 1
"""Tasks put into the queue beyond one for each process, so that none waits for its next."""


def scenario_key(scenario: Scenario, digest: str) -> str:
    """Return the hash of all that a replication depends on, besides its number.

    Args:
        scenario: every lever; its name and the number of replications do not matter.
        digest: of the city; empty where nobody is taken from one.
    """
    document = {k: v for k, v in scenario.document.items() if k not in {"name", "city", "run"}}
    run = {k: v for k, v in scenario.document["run"].items() if k != "replications"}
    return key_of(document, run, digest, model_version())


@dataclass(frozen=True, slots=True)
class Means:
    """What replications are worked out with.

    Attributes:
        pool: the processes.
        finished: the store of replications.
        city: on whom; None: there is no city.
        digest: of that city, empty where there is none.
    """

    pool: Pool
    finished: Finished
    city: Place | None
    digest: str


class PoolSpread:
    """Spreads replications of one run over a pool; see `simulation.spread.Spread`.

    Args:
        means: pool, store and city.
        desk: of the run: told how far it is, tells whether it is cancelled.
        total: all replications of the run; 0: whoever conducts it tells how far it is.
    """

    def __init__(self, means: Means, desk: Desk, total: int = 0) -> None:
        self._means, self._desk, self._total = means, desk, total
        self._before = 0

    def __call__(self, scenario: Scenario, numbers: Sequence[int]) -> Iterator[Summary]:
        """Yield summaries in the order of the numbers.

        Raises:
            Cancelled: the run was cancelled.
            Died: a process died twice at the same replication.
        """
        key = scenario_key(scenario, self._means.digest if scenario.needs_city else "")
        shares: dict[int, float] = {}
        there = self._means.finished.find(key, numbers)
        missing = [number for number in numbers if number not in there]
        begun = self._begun(scenario, missing, shares, partial(self._keep, key))
        ahead = deque(islice(begun, self._means.pool.size + AHEAD))
        try:
            for number in numbers:
                plain = there.get(number)
                if plain is None:
                    plain = awaited(ahead[0], self._desk.cancelled, lambda: self._tell(shares))
                    ahead.popleft()
                    ahead.extend(islice(begun, 1))
                shares[number] = 1.0
                self._tell(shares)
                yield summary_from(plain)
            self._before += len(numbers)
        finally:
            for task in ahead:
                task.cancel()

    def _begun(
        self,
        scenario: Scenario,
        numbers: Iterable[int],
        shares: dict[int, float],
        keep: Callable[[int, Future[Any]], None],
    ) -> Iterator[Task]:
        """Begin one replication after another, each when it is asked for."""
        city = self._means.city if scenario.needs_city else None
        for number in numbers:
            told = partial(shares.__setitem__, number)
            task = Task(Replication(city, scenario.document, number), told)
            task.future.add_done_callback(partial(keep, number))
            yield self._means.pool.submit(task)

    def _keep(self, key: str, number: int, future: "Future[Any]") -> None:
        """Keep a replication as soon as it is done, whether or not its turn has come."""
        if future.cancelled() or future.exception() is not None:
            return
        try:
            self._means.finished.keep(key, number, future.result())
        except (BadInput, StoreAway) as problem:  # the run goes on: it has the result in hand
            log.warning("a replication could not be kept: %s", problem)

    def _tell(self, shares: Mapping[int, float]) -> None:
        if self._total:
            self._desk.progress(self._before + sum(list(shares.values())), self._total)
