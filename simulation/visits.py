"""Visits that are no applications: through some stations of a centre, one after another.

They are four cases of five, so a visit is an object that happens at the end of every service:
that takes half the time of a journey with an event for every wait.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf, nan

from simulation.centre import Centre, Journey
from simulation.clock import Agenda, Happening
from simulation.station import Station
from simulation.trace import LEFT, SERVED, Trace

Need = tuple[tuple[Station, int], float]
"""A station with its code in the trace, and the minutes of service needed there."""

Over = Callable[[bool], None]
"""Told whether a visit ended with everything served."""


class Visit(Happening):
    """Somebody who goes through some stations; every stay is written down.

    Args:
        agenda: takes the ends of its services.
        trace: where the stays are written.
        case: number of the case.
        needs: where to be served and for how long, in order.
        patience: longest wait at each station, minutes.
        ahead: whether to be served before those who have not booked.
        over: told the end; None: nobody asks.
    """

    def __init__(  # noqa: PLR0913 - what a visit is, in one place and without a copy
        self,
        agenda: Agenda,
        trace: Trace,
        case: int,
        needs: Iterable[Need],
        patience: float = inf,
        *,
        ahead: bool = False,
        over: Over | None = None,
    ) -> None:
        self.agenda, self.trace, self.case = agenda, trace, case
        self.needs: Iterator[Need] = iter(needs)
        self.patience, self.ahead, self.over = patience, ahead, over
        self.end = agenda.now
        self.go_on()

    def go_on(self) -> None:
        """Go to the next station, or home."""
        now = self.agenda.now
        for counter, minutes in self.needs:
            self.station, self.code = counter
            self.minutes, self.enabled, self.until = minutes, now, now + self.patience
            if not self.station.take(self, ahead=self.ahead):
                return  # waits to be called
            if minutes:
                self.called(True)  # noqa: FBT003 - he stays
                return
            self.station.release()  # no time at all, and nobody waits behind him
            self.trace.stay(self.case, self.code, now, now, now)
        self._go_home(self.end, SERVED)

    def called(self, stays: bool) -> None:  # noqa: FBT001 - see ``Waiting``
        """Be served from now on, or have left before."""
        if stays:
            self.start = self.agenda.now
            self.agenda.pause(self, self.minutes)
        else:
            self.trace.stay(self.case, self.code, self.enabled, nan, self.until)
            self._go_home(self.until, LEFT)

    def happen(self) -> None:
        """Give the server back and go on."""
        self.station.release()
        self.end = self.start + self.minutes
        self.trace.stay(self.case, self.code, self.enabled, self.start, self.end)
        self.go_on()

    def _go_home(self, time: float, ending: int) -> None:
        self.trace.ended[self.case], self.trace.ending[self.case] = time, ending
        if self.over is not None:
            self.over(ending == SERVED)


@dataclass(frozen=True, slots=True)
class OtherVisits:
    """The other visits of one centre, all known beforehand.

    Attributes:
        first: number of the first case.
        times: when they come, in order.
        reception: minutes at reception.
        window: minutes at a window.
        patience: longest wait at one station, minutes.
        ahead: whether each has booked and is served before those who have not.
    """

    first: int
    times: Sequence[float]
    reception: Sequence[float]
    window: Sequence[float]
    patience: Sequence[float]
    ahead: Sequence[bool]


def receive(agenda: Agenda, centre: Centre, trace: Trace, visits: OtherVisits) -> Journey:
    """Let the visits come one after another."""
    reception, window = centre.counter("reception"), centre.counter("window")
    columns = zip(
        visits.times,
        visits.reception,
        visits.window,
        visits.patience,
        visits.ahead,
        strict=True,
    )
    for case, (time, first, second, patience, ahead) in enumerate(columns, visits.first):
        if time > agenda.now:
            yield time - agenda.now
        needs = ((reception, first), (window, second))
        Visit(agenda, trace, case, needs, patience, ahead=ahead)
