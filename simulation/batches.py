"""Replications that go to a cluster: in batches worth their way, each until it is done."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import ceil
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Final

from domain.errors import TirkeuError

if TYPE_CHECKING:
    from distributed import Future

BATCH_SECONDS: Final = 0.5
"""How long a batch should take: a cluster spends a few milliseconds on each."""

SHORTEST_BATCH_SECONDS: Final = 0.1
AHEAD: Final = 2
"""Batches out for each thread: one it does, one it finds when that is done."""

POLL_SECONDS: Final = 0.5
ATTEMPTS: Final = 3
"""How often a batch goes out whose workers died; Dask itself tries each several times."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Replications that go out together.

    Attributes:
        numbers: of the replications.
        attempts: how often the batch has gone out before.
    """

    numbers: tuple[int, ...]
    attempts: int = 0


@dataclass(slots=True, eq=False)
class Flight:
    """Batches that wait and batches that are out.

    Attributes:
        waiting: those that have not gone out.
        threads: of all workers.
        batches: those that are out, by future.
    """

    waiting: deque[Batch]
    threads: int
    batches: "dict[Future[Any], Batch]" = field(default_factory=dict)
    _ended: "SimpleQueue[Future[Any]]" = field(default_factory=SimpleQueue)
    _seconds: float | None = None

    def leaving(self) -> Iterator[Batch]:
        """Yield the batches that should go out now."""
        while self.waiting and len(self.batches) < AHEAD * self.threads:
            size = self._size()
            first = self.waiting.popleft()
            while self.waiting and not first.attempts and len(first.numbers) < size:
                first = Batch(first.numbers + self.waiting.popleft().numbers)
            yield first

    def _size(self) -> int:
        """Return how many replications make a batch, fewer when few are left for all."""
        if self._seconds is None:
            return 1
        usual, least = (
            ceil(seconds / max(self._seconds, 1e-6))
            for seconds in (BATCH_SECONDS, SHORTEST_BATCH_SECONDS)
        )
        return max(least, min(usual, ceil(len(self.waiting) / (AHEAD * self.threads))))

    def learn(self, seconds: float) -> None:
        """Take in how long a replication takes."""
        self._seconds = seconds

    def add(self, future: "Future[Any]", batch: Batch) -> None:
        """Remember that a batch is out."""
        self.batches[future] = batch
        future.add_done_callback(self._ended.put)

    def again(self, batch: Batch) -> None:
        """Let a batch go out once more, before the others.

        Raises:
            TirkeuError: it went out often enough.
        """
        if batch.attempts + 1 >= ATTEMPTS:
            problem = "cluster: expected workers that live, got only such that died at one task"
            raise TirkeuError(problem)
        self.waiting.appendleft(Batch(batch.numbers, batch.attempts + 1))

    def next_ended(self) -> "Future[Any] | None":
        """Wait a little for a batch that has ended, one way or the other."""
        try:
            return self._ended.get(timeout=POLL_SECONDS)
        except Empty:
            return None
