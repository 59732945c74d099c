"""Service centres: their stations and hours, and how applications meet them."""

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, Final

from simpy import Environment, Event
from simpy.events import NORMAL

from simulation.application import Case
from simulation.attendance import open_hours, servers
from simulation.distributions import Distribution
from simulation.opening import Interval, changes
from simulation.place import Place
from simulation.scenario_parts import Scenario
from simulation.station import Station
from simulation.trace import post

Journey = Generator[Event | float, Any, None]
"""A case on its way: yields the events it waits for, and minutes that it lets pass."""

CENTRE_STATIONS = ("reception", "terminal", "window")
CONSULTANT = "consultant"


class Walker(Event):
    """Moves a journey on: at the events it waits for, and after the minutes it lets pass.

    SimPy's own process schedules two more events for each case, its start and its end, and nobody
    waits for either. A walker is the event of all its own pauses, triggered anew by each.

    Args:
        journey: begins now.
        environment: the clock of its pauses; None where it yields nothing but events.
    """

    _ok = True

    def __init__(self, journey: Journey, environment: Environment | None = None) -> None:
        self.env = environment  # type: ignore[assignment]  # None: no pauses
        self._send = journey.send
        self.go_on()

    def go_on(self, event: Event | None = None) -> None:
        """Go on after an event; None: after the walker's own pause."""
        try:
            awaited = self._send(None if event is None else event._value)  # noqa: SLF001 - it happened
        except StopIteration:
            return
        if isinstance(awaited, Event):
            awaited.callbacks.append(self.go_on)
        else:
            self.callbacks = AFTER_PAUSE
            self.env.schedule(self, NORMAL, awaited)


AFTER_PAUSE: Final[list[Callable[[Any], None]]] = [Walker.go_on]
"""What SimPy calls with a walker whose pause is over: the same for all of them."""


@dataclass(frozen=True, slots=True)
class Centre:
    """An office at work.

    Attributes:
        number: position of the office in the scenario.
        open: when it is open, minutes from the start of the period.
        stations: reception, terminals and windows by name, consultants where they are limited.
    """

    number: int
    open: Sequence[Interval]
    stations: dict[str, Station]

    def counter(self, station: str) -> tuple[Station, int]:
        """Return a station with its code in the trace."""
        return self.stations[station], post(station, self.number)


def open_centre(environment: Environment, scenario: Scenario, number: int) -> Centre:
    """Set up an office whose servers come and go.

    Args:
        environment: the clock.
        scenario: every lever.
        number: position of the office.
    """
    stations = {}
    for name in (*CENTRE_STATIONS, CONSULTANT):
        pieces = servers(scenario, name, number)
        if pieces is not None:
            stations[name] = Station(environment)
            Walker(staff(environment, stations[name], changes(pieces, serve_out=True)), environment)
    return Centre(number, open_hours(scenario, number), stations)


def staff(
    environment: Environment, station: Station, moments: Iterable[tuple[float, float]]
) -> Journey:
    """Change the servers of a station at the given moments, which are in order."""
    for time, capacity in moments:
        if time > environment.now:
            yield time - environment.now
        station.set_capacity(capacity)


@dataclass(frozen=True, slots=True)
class Counters:
    """Stations of one kind, one in every centre, where applicants stand in a queue.

    Attributes:
        stations: by office.
        codes: theirs in the trace.
        draw: name of the random numbers of the service.
        served: minutes of service.
        patience_minutes: longest wait; None: nobody leaves.
    """

    stations: Sequence[Station]
    codes: Sequence[int]
    draw: str
    served: Distribution
    patience_minutes: Distribution | None

    def way(self, case: Case, now: float) -> float:  # noqa: ARG002 - already in the centre
        """Return 0."""
        return 0.0

    def station(self, case: Case) -> Station | None:
        """Return the one of the applicant's centre."""
        return self.stations[case.office]

    def code(self, case: Case) -> int:
        """Return its code in the trace."""
        return self.codes[case.office]

    def patience(self, case: Case) -> float:
        """Return the longest wait; an applicant is equally patient everywhere."""
        longest = self.patience_minutes
        return inf if longest is None else case.amount("patience", longest)

    def minutes(self, case: Case, now: float) -> float:  # noqa: ARG002 - the same at any time
        """Return how long the service takes."""
        return case.amount(self.draw, self.served)


def centre_places(scenario: Scenario, centres: Sequence[Centre]) -> dict[str, Place]:
    """Return the places of the centres by name, for applicants of the pilots."""
    minutes, patience = scenario.service_minutes, scenario.behaviour.patience_minutes
    served = (minutes.reception, minutes.terminal, minutes.window_residence)
    return {
        name: Counters(
            stations=[centre.stations[name] for centre in centres],
            codes=[post(name, centre.number) for centre in centres],
            draw=f"service_{name}",
            served=distribution,
            patience_minutes=patience,
        )
        for name, distribution in zip(CENTRE_STATIONS, served, strict=True)
    }
