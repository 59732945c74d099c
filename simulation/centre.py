"""Service centres: their stations and hours, and how applications meet them."""

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from simpy import Environment, Event, Timeout

from simulation.application import Case
from simulation.attendance import open_hours, servers
from simulation.distributions import Distribution
from simulation.opening import Interval, changes
from simulation.place import Place
from simulation.scenario_parts import Scenario
from simulation.station import Station
from simulation.trace import post

Journey = Generator[Event, Any, None]
"""A case on its way: yields the events it waits for."""

CENTRE_STATIONS = ("reception", "terminal", "window")
CONSULTANT = "consultant"


class Walker:
    """Moves a journey on at the events it waits for.

    SimPy's own process schedules two more events for each case, its start and its end, and nobody
    waits for either.
    """

    __slots__ = ("_send",)

    def __init__(self, journey: Journey) -> None:
        self._send = journey.send
        self._take(None)

    def resume(self, event: Event) -> None:
        """Go on after an event."""
        self._take(event.value)

    def _take(self, value: object) -> None:
        try:
            event = self._send(value)
        except StopIteration:
            return
        event.callbacks.append(self.resume)


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
            Walker(staff(environment, stations[name], changes(pieces, serve_out=True)))
    return Centre(number, open_hours(scenario, number), stations)


def staff(
    environment: Environment, station: Station, moments: Iterable[tuple[float, float]]
) -> Journey:
    """Change the servers of a station at the given moments, which are in order."""
    for time, capacity in moments:
        if time > environment.now:
            yield Timeout(environment, time - environment.now)
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
