"""Service centres: their stations and hours, and how applications meet them."""

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, cast

from simpy import Event

from simulation.application import Case
from simulation.attendance import open_hours, servers
from simulation.clock import Agenda, Clock, Happening
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


class Walker(Happening):
    """Moves a journey on: at the events it waits for, and after the minutes it lets pass.

    SimPy's own process schedules two more events for each case, its start and its end, and nobody
    waits for either. A pause of a walker is no event at all.

    Args:
        journey: begins now.
        agenda: takes its pauses; None where it yields nothing but events.
    """

    __slots__ = ("_agenda", "_journey")

    def __init__(self, journey: Journey, agenda: Agenda | None = None) -> None:
        self._journey, self._agenda = journey, agenda
        self.happen()

    def happen(self) -> None:
        """Begin, or go on after a pause."""
        awaited = next(self._journey, None)
        if awaited is not None:
            self._wait_for(awaited)

    def go_on(self, event: Event) -> None:
        """Go on after an event."""
        try:
            awaited = self._journey.send(event._value)  # noqa: SLF001 - it happened
        except StopIteration:
            return
        self._wait_for(awaited)

    def _wait_for(self, awaited: Event | float) -> None:
        if isinstance(awaited, Event):
            awaited.callbacks.append(self.go_on)
        else:
            cast("Agenda", self._agenda).pause(self, awaited)


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


def open_centre(environment: Clock, scenario: Scenario, number: int) -> Centre:
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
            moments = changes(pieces, serve_out=True)
            Walker(staff(environment.agenda, stations[name], moments), environment.agenda)
    return Centre(number, open_hours(scenario, number), stations)


def staff(agenda: Agenda, station: Station, moments: Iterable[tuple[float, float]]) -> Journey:
    """Change the servers of a station at the given moments, which are in order."""
    for time, capacity in moments:
        if time > agenda.now:
            yield time - agenda.now
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
