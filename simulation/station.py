"""A place with servers and one queue, first come first served; who has booked goes ahead.

SimPy's own resources have a fixed capacity and schedule an event for every request. Here a free
server costs no event at all, the capacity follows the hours, and patience costs nothing until a
server looks at the queue. Waits, queues and busy time are derived from the trace, never kept here.
"""

from collections import deque
from math import inf

from simpy import Environment, Event


class Station:
    """Servers with one queue, and those who have booked ahead of it.

    Whoever waits is told through an event: True when a server took him, False when he had left
    before. He learns that he left when a server next looks at the queue, or in ``dismiss``; the
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
        self._queue: deque[tuple[Event, float]] = deque()
        self._ahead: deque[tuple[Event, float]] = deque()
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
        granted = Event(self.environment)
        self._waiting += 1
        queue = self._ahead if ahead else self._queue
        queue.append((granted, self.environment.now + patience))
        return granted

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
                queue.popleft()[0].succeed(False)  # noqa: FBT003 - the value of the event
        self._waiting = 0

    def _serve(self) -> None:
        now = self.environment.now
        while self._waiting and self.busy < self.capacity:
            granted, until = (self._ahead or self._queue).popleft()
            self._waiting -= 1
            stays = until > now
            self.busy += stays
            granted.succeed(stays)
