"""The clock of a run: SimPy's environment, which lets events happen in one loop."""

from heapq import heappop, heappush

from simpy import Environment, Event
from simpy.core import EmptySchedule, StopSimulation
from simpy.events import NORMAL, EventPriority

BEFORE_ALL = EventPriority(-1)


class Clock(Environment):
    """An environment without a call for every event and for every look at the time.

    A run takes millions of both. Everything else is SimPy's, the order of events as well: all its
    kinds of events and of resources work here.

    Attributes:
        now: the time, minutes from the start of the period; only ``step`` sets it.
    """

    now: float = 0.0

    def schedule(self, event: Event, priority: EventPriority = NORMAL, delay: float = 0) -> None:
        """Let an event happen after a delay."""
        heappush(self._queue, (self.now + delay, priority, next(self._eid), event))

    def step(self) -> None:
        """Let all events happen that there are, and not only the next one.

        Raises:
            EmptySchedule: all have happened; ``run`` ends there.
            StopSimulation: it ends before.
        """
        queue = self._queue
        while queue:
            self.now, _, _, event = heappop(queue)
            callbacks, event.callbacks = event.callbacks, None  # type: ignore[assignment]
            try:
                for callback in callbacks:
                    callback(event)
            except StopSimulation:  # what else waits for the event is told when the run goes on
                event.callbacks = callbacks[callbacks.index(callback) + 1 :]  # type: ignore[possibly-undefined]  # one was called
                self.schedule(event, BEFORE_ALL)
                raise
            if not event._ok and not hasattr(event, "_defused"):  # noqa: SLF001 - a clock's own business
                raise event._value  # noqa: SLF001 - so is this
        raise EmptySchedule
