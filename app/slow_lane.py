"""What takes seconds is done one after the other, and lets a reader's move go first."""

from collections import deque
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic, sleep
from typing import Final, TypeVar

REST_SECONDS: Final = 0.4
"""How long after a move the next one is still likely."""

LONGEST_PAUSE_SECONDS: Final = 1.5
WANTED_SECONDS: Final = 1.5
"""A page asks every 700 ms for what it still wants."""

GRACE_SECONDS: Final = 15.0
"""Begun work goes on so long, whatever else is wanted."""

MOST_GIVEN_UP: Final = 16
"""Works that are remembered to have been given up, and are not a second time.

Else two who wait for work longer than the grace push each other out for ever.
"""

LOOK_SECONDS: Final = 0.02

T = TypeVar("T")


class Outdated(Exception):
    """What is worked out is not wanted any more, and something else is."""


@dataclass
class Running:
    """What a lane is taken by.

    Attributes:
        name: of the work.
        begun: when it was.
        wanted: when it was asked for last.
        rival: when something else was; the beginning as long as nothing was.
    """

    name: Hashable
    begun: float = field(default_factory=monotonic)

    def __post_init__(self) -> None:
        self.wanted = self.rival = self.begun


class SlowLane:
    """What takes seconds, one after the other: it lets a reader's move go first.

    A request that finds the lane taken is told so at once and asks again later, so that slow work
    never holds more than one of the threads that answer.

    Args:
        grace: seconds for which begun work is not given up.
    """

    def __init__(self, grace: float = GRACE_SECONDS) -> None:
        self._grace, self._lock, self._taken = grace, Lock(), Lock()
        self._urgent, self._last = 0, -REST_SECONDS
        self._running: Running | None = None
        self._given_up: deque[Hashable] = deque(maxlen=MOST_GIVEN_UP)

    @contextmanager
    def urgent(self) -> Iterator[None]:
        """Answer something that somebody waits for."""
        with self._lock:
            self._urgent += 1
        try:
            yield
        finally:
            with self._lock:
                self._urgent -= 1
                self._last = monotonic()

    def give_way(self) -> None:
        """Wait while something is urgent and a little longer, as moves come one after the other.

        Never longer than `LONGEST_PAUSE_SECONDS`, so that what waits is done in the end.

        Raises:
            Outdated: nobody has asked for what is being done for a while, but for something else.
        """
        self.wait()
        if self._is_outdated():
            raise Outdated

    def wait(self) -> None:
        """Wait as `give_way` does, whatever is wanted."""
        last = monotonic() + LONGEST_PAUSE_SECONDS
        while self._is_urgent() and monotonic() < last:
            sleep(LOOK_SECONDS)

    def _is_urgent(self) -> bool:
        with self._lock:
            return self._urgent > 0 or monotonic() - self._last < REST_SECONDS

    def _is_outdated(self) -> bool:
        with self._lock:
            now = self._running
            return (
                now is not None
                and now.name not in self._given_up
                and monotonic() - now.begun > self._grace
                and now.rival - now.wanted > WANTED_SECONDS
            )

    def run(self, name: Hashable, work: Callable[[], T]) -> T | None:
        """Return what some work gives; None while other work is done, or where it was given up.

        Args:
            name: of the work, the same whenever it is asked for.
            work: calls `give_way` between its steps, and nobody outside of the lane does.
        """
        if not self._taken.acquire(blocking=False):
            self._wish(name)
            return None
        try:
            self._running = Running(name)
            return work()
        except Outdated:
            self._given_up.append(name)
            return None
        finally:
            self._running = None
            self._taken.release()

    def _wish(self, name: Hashable) -> None:
        with self._lock:
            now = self._running
            if now is not None and now.name == name:
                now.wanted = monotonic()
            elif now is not None:
                now.rival = monotonic()
