"""The clock of a run: SimPy's environment, which lets events happen in one loop."""

from heapq import heappop, heappush
from typing import cast

from simpy import Environment, Event
from simpy.core import EmptySchedule, StopSimulation
from simpy.events import NORMAL, EventPriority

BEFORE_ALL = EventPriority(-1)


class Happening:
    """Something that happens without an event of SimPy's: four in five of all that does."""

    __slots__ = ()

    def happen(self) -> None:
        """Do what is to be done, as it is time."""
        raise NotImplementedError


Entry = tuple[float, int, int, object]
"""When, how urgent, its number, and what: an event or a ``Happening``."""


class Agenda:
    """The time and what is to happen, all that a run looks at millions of times.

    It is no part of the environment itself, because a class of SimPy's cannot be compiled
    (docs/decisions/0011-compiled.md).

    Args:
        ahead: what is to happen; a heap.

    Attributes:
        now: the time, minutes from the start of the period; only the clock sets it.
        count: how many entries there have been; those of one time happen in their order.
    """

    __slots__ = ("ahead", "count", "now")

    def __init__(self, ahead: list[Entry]) -> None:
        self.now = 0.0
        self.ahead = ahead
        self.count = 0

    def pause(self, who: Happening, delay: float) -> None:
        """Let something happen after a delay.

        Raises:
            ValueError: the delay is below 0, or no number: time would run backwards.
        """
        if not delay >= 0:
            message = f"delay: expected minutes of 0 or more, got {delay}"
            raise ValueError(message)
        self.count += 1
        heappush(self.ahead, (self.now + delay, NORMAL, self.count, who))


class Clock(Environment):
    """An environment without a call for every event.

    A run takes millions of them. It begins at 0, and ``step`` plays to the end. Everything else is
    SimPy's, the order of events as well: all its kinds of events and of resources work here, next
    to what needs no event.

    Attributes:
        agenda: its time and what is to happen, for whoever needs no more of it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.agenda = Agenda(cast("list[Entry]", self._queue))

    @property
    def now(self) -> float:
        """The time, minutes from the start of the period."""
        return self.agenda.now

    def schedule(self, event: Event, priority: EventPriority = NORMAL, delay: float = 0) -> None:
        """Let an event happen after a delay."""
        agenda = self.agenda
        agenda.count += 1
        heappush(agenda.ahead, (agenda.now + delay, priority, agenda.count, event))

    def step(self) -> None:
        """Let everything happen that there is, and not only the next event.

        Raises:
            EmptySchedule: all has happened; ``run`` ends there.
            StopSimulation: it ends before.
        """
        agenda = self.agenda
        ahead = agenda.ahead
        while ahead:
            agenda.now, _, _, what = heappop(ahead)
            if isinstance(what, Happening):
                what.happen()
            else:
                self._tell(cast("Event", what))
        raise EmptySchedule

    def _tell(self, event: Event) -> None:
        """Tell those who wait for an event that it has happened."""
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
