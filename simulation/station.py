"""A place with servers and one queue, first come first served; who has booked goes ahead.

SimPy's own resources have a fixed capacity and schedule an event for every request. Here a free
server costs no event at all, the capacity follows the hours, and patience costs nothing until a
server looks at the queue. Waits, queues and busy time are derived from the trace, never kept here.
"""

from collections import deque
from math import inf
from typing import Protocol

from simpy import Environment, Event


class Waiting(Protocol):
    """Somebody in a queue.

    Attributes:
        until: when he leaves it.
    """

    until: float

    def called(self, stays: bool) -> None:  # noqa: FBT001 - the one thing he is told
        """Be told that it is his turn, or that his turn came after he had left."""


class Grant(Event):
    """A journey's place in a queue: an event with the value True, or False for who left."""

    def __init__(self, environment: Environment, until: float) -> None:
        super().__init__(environment)
        self.until = until

    def called(self, stays: bool) -> None:  # noqa: FBT001 - see ``Waiting``
        """Let the journey go on."""
        self.succeed(stays)


class Station:
    """Servers with one queue, and those who have booked ahead of it.

    Whoever waits is called when a server takes him, or when his turn comes after he has left. He
    learns that he left when a server next looks at the queue, or in ``dismiss``; the
    moment of leaving is his own ``enabled + patience``.

    Args:
        environment: whose clock patience is read from.
        capacity: servers at the start.
    """

    __slots__ = ("_ahead", "_queue", "_waiting", "busy", "capacity", "environment")

    def __init__(self, environment: Environment, capacity: float = 0) -> None:
        self.environment = environment
        self.capacity = capacity
        self.busy = 0
        self._queue: deque[Waiting] = deque()
        self._ahead: deque[Waiting] = deque()
        self._waiting = 0  # in both

    def seize(self, patience: float = inf, *, ahead: bool = False) -> Event | None:
        """Ask for a server.

        Args:
            patience: longest wait, in the clock's unit.
            ahead: whether to be served before all who are not; nobody's service is broken off.

        Returns:
            None when a server is free and now taken, else the event to wait for. A server is
            free only if nobody waits who came before.
        """
        if self.busy < self.capacity and not self._waiting:
            self.busy += 1
            return None
        place = Grant(self.environment, self.environment.now + patience)
        self.take(place, ahead=ahead)
        return place

    def take(self, who: Waiting, *, ahead: bool = False) -> bool:
        """Give somebody a server if one is free, else a place in the queue.

        Args:
            who: is called when it is his turn, and not called if a server is free.
            ahead: whether to be served before all who are not; nobody's service is broken off.

        Returns:
            Whether a server was free and is now taken.
        """
        if self.busy < self.capacity and not self._waiting:
            self.busy += 1
            return True
        self._waiting += 1
        (self._ahead if ahead else self._queue).append(who)
        return False

    def release(self) -> None:
        """Give a server back; the next who is still there takes it."""
        self.busy -= 1
        if self._waiting:
            self._serve()

    def set_capacity(self, capacity: float) -> None:
        """Change the number of servers; a service begun is finished even if its server goes."""
        self.capacity = capacity
        if self._waiting:
            self._serve()

    def dismiss(self) -> None:
        """Let everybody in the queue go: the run is over, nobody will be served any more."""
        for queue in (self._ahead, self._queue):
            while queue:
                queue.popleft().called(False)  # noqa: FBT003 - the one thing he is told
        self._waiting = 0

    def _serve(self) -> None:
        now = self.environment.now
        while self._waiting and self.busy < self.capacity:
            first = (self._ahead or self._queue).popleft()
            self._waiting -= 1
            stays = first.until > now
            self.busy += stays
            first.called(stays)
