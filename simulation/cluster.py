"""Replications on a Dask cluster: the same bytes as in this process, whatever happens to workers.

The city goes to all workers once. Batches go to whoever is free; one whose worker dies goes to
another, and a city whose last copy went with its worker goes out again. A scheduler runs what it
is given: only a trusted one should be named.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from time import monotonic, perf_counter
from typing import TYPE_CHECKING, Any, Final

from domain.errors import BadInput, TirkeuError
from simulation.batches import POLL_SECONDS, Batch, Flight
from simulation.measures import Summary
from simulation.scenario_parts import Scenario
from simulation.spread import Done, Population, one, population
from simulation.versions import model_version
from synthetic_data.city import City

if TYPE_CHECKING:
    from distributed import Client, Future

STAYING: Final = frozenset({"running", "connecting"})
"""Of Dask's client while its scheduler is there, or may come back."""

LOGGERS: Final = ("distributed", "distributed.client", "tornado", "tornado.application")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a cluster is waited for before the run ends in one line.

    Attributes:
        connect_seconds: until the scheduler answers.
        workers_seconds: without any worker, or without the scheduler.
    """

    connect_seconds: float = 10.0
    workers_seconds: float = 20.0


def replications(
    scenario: Scenario,
    people: Population | None,
    numbers: Sequence[int],
    with_trace: bool,  # noqa: FBT001 - Dask passes positions
    wanted: str,
) -> tuple[float, list[Done]]:
    """Do a batch in a worker, which keeps the prepared city for its next.

    Args:
        scenario: every lever.
        people: those of the city, None where nobody is needed.
        numbers: of the replications.
        with_trace: whether traces come along.
        wanted: `model_version` of whoever asks.

    Returns:
        Seconds it took, and the replications in order.

    Raises:
        BadInput: this worker would give other bytes.
    """
    if model_version() != wanted:
        raise BadInput("cluster", f"workers with {wanted}", model_version())
    began = perf_counter()
    found: list[Done] = []
    for number in numbers:
        summary, trace = one(scenario, people, number)
        found.append((summary, trace if with_trace else None))
    return perf_counter() - began, found


@contextmanager
def cluster(
    city: City | None, address: str, patience: Patience = Patience()
) -> "Iterator[Cluster]":
    """Open a spread over the workers of a Dask scheduler.

    Nothing is connected to but the scheduler.

    Args:
        city: on whom; None where the scenarios need nobody.
        address: of the scheduler, ``tcp://host:port``.
        patience: how long to wait for it and for workers.

    Yields:
        What `Processes` is, on the cluster.

    Raises:
        BadInput: Dask is not installed here, nothing answers, or a worker has another version.
    """
    with _connected(address, patience) as client:
        yield Cluster(client, city, patience)


@contextmanager
def _connected(address: str, patience: Patience) -> "Iterator[Client]":
    try:
        from distributed import Client  # noqa: PLC0415 - an extra that few need
    except ImportError:
        raise BadInput("--cluster", "the extra 'cluster' to be installed", "no Dask") from None
    for name in LOGGERS:  # what goes wrong is told here in one line; Dask would tell it for pages
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    seconds = patience.connect_seconds
    try:
        with ThreadPoolExecutor(1) as apart:  # whoever calls may run a loop in this thread
            kind = apart.submit(asyncio.run, _kind(address, seconds)).result()
    except TimeoutError:
        kind = "no answer"
    except (OSError, ValueError) as reason:
        kind = str(reason)
    if kind != "Scheduler":
        expected = f"a Dask scheduler that answers within {seconds:g} s"
        raise BadInput(f"--cluster {address}", expected, kind)
    client = Client(address, timeout=seconds, set_as_default=False, direct_to_workers=False)
    try:
        yield client
    finally:
        with suppress(OSError):
            client.close(timeout=POLL_SECONDS)


async def _kind(address: str, seconds: float) -> str:
    """Return what listens at an address: the client itself waits for ever for what is no Dask.

    Raises:
        OSError: nothing answers in time, or not as a Dask would.
        ValueError: it is no address.
    """
    from distributed.comm.core import connect  # noqa: PLC0415 - as above

    async with asyncio.timeout(seconds):
        comm = await connect(address, timeout=seconds)
        await comm.write({"op": "identity", "reply": True})
        answer: Any = await comm.read()
        await comm.close()
    return str(answer.get("type"))


class Cluster:
    """Replications on the workers of a cluster; see `simulation.spread.Replications`.

    Args:
        client: connected to the scheduler.
        city: on whom; None where the scenarios need nobody.
        patience: how long to wait for workers.
    """

    def __init__(self, client: "Client", city: City | None, patience: Patience) -> None:
        self._client, self._city, self._watch = client, city, Watch(client, patience)
        self._sent: tuple[Population, Future[Any]] | None = None

    def __call__(self, scenario: Scenario, numbers: Sequence[int]) -> Iterator[Summary]:
        """Yield summaries in the order of the numbers; see `Spread`."""
        return (summary for summary, _ in self.done(scenario, numbers, with_trace=False))

    def done(
        self, scenario: Scenario, numbers: Sequence[int], *, with_trace: bool
    ) -> Iterator[Done]:
        """Yield summaries, and traces where wanted, in the order of the numbers.

        Raises:
            BadInput: the scenario needs a city and there is none, or a worker has another version.
            TirkeuError: no workers any more, or a batch whose workers all die.
        """
        people = population(self._city, scenario)
        out = Flight(deque(Batch((number,)) for number in numbers), self._watch.threads())
        landed: dict[int, Done] = {}
        try:
            for number in numbers:
                while number not in landed:
                    for batch in out.leaving():
                        asked = (batch.numbers, with_trace, model_version())
                        sent = self._people(people, anew=batch.attempts > 0)
                        task = (replications, scenario, sent, *asked)
                        out.add(self._client.submit(*task, pure=False), batch)
                    landed |= self._landed(out)
                yield landed.pop(number)
        finally:
            with suppress(OSError, CancelledError):
                self._client.cancel(list(out.batches), force=True)

    def _people(self, people: Population | None, *, anew: bool) -> "Future[Any] | None":
        """Return the city as the cluster holds it, sent first where it does not."""
        if people is None:
            return None
        held = self._sent
        if held is None or held[0] is not people or (anew and held[1].status != "finished"):
            with self._watch.over():
                future = self._client.scatter(
                    people,
                    broadcast=True,
                    direct=False,
                    hash=False,
                    timeout=self._watch.patience.workers_seconds,
                )
            self._sent = held = (people, future)
        return held[1]

    def _landed(self, out: "Flight") -> dict[int, Done]:
        """Wait for one batch, and return its replications; none if it has to go out again."""
        future = out.next_ended()
        if future is None:
            out.threads = self._watch.threads()
            return {}
        batch = out.batches.pop(future)
        try:
            seconds, found = future.result(timeout=self._watch.patience.workers_seconds)
        except (CancelledError, TimeoutError):  # its city or its result went with a worker
            out.again(batch)
            return {}
        except Exception as reason:
            if type(reason).__name__ != "KilledWorker":
                raise
            out.again(batch)
            return {}
        out.learn(seconds / len(found))
        return dict(zip(batch.numbers, found, strict=True))


class Watch:
    """Looks after whether a cluster is there.

    Args:
        client: connected to the scheduler.
        patience: how long nothing may be there.
    """

    def __init__(self, client: "Client", patience: Patience) -> None:
        self._client, self.patience = client, patience
        self._since: float | None = None

    def threads(self) -> int:
        """Return the threads of all workers, at least one.

        Raises:
            TirkeuError: there has been no worker, or no scheduler, for too long.
        """
        if self._client.status not in STAYING:
            raise TirkeuError(self._nobody())
        found = self._threads()
        if found:
            self._since = None
            return found
        now = monotonic()
        self._since = now if self._since is None else self._since
        if now - self._since > self.patience.workers_seconds:
            raise TirkeuError(self._nobody())
        return 1

    def _threads(self) -> int:
        if self._client.status != "running":
            return 0
        try:
            ask: Any = self._client.scheduler
            known = self._client.sync(ask.ncores, workers=None, callback_timeout=POLL_SECONDS)
        except (OSError, AttributeError):  # gone, or going just now
            return 0
        return int(sum(known.values()))

    @contextmanager
    def over(self) -> Iterator[None]:
        """Turn the end of all workers, while the city goes out, into one line."""
        try:
            yield
        except (OSError, CancelledError):
            raise TirkeuError(self._nobody()) from None

    def _nobody(self) -> str:
        if self._client.status not in STAYING:
            return "cluster: expected a scheduler that stays, got none any more"
        seconds = self.patience.workers_seconds
        return f"cluster: expected a scheduler with workers, got none in {seconds:g} s at most"
