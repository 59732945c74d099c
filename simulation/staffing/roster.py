"""A roster of given shifts that covers a plan with the fewest paid hours.

Every office, station and weekday is an integer programme of its own: how many work each shift
with each time of lunch (G. Dantzig, 1954, "A comment on Edie's traffic delays at toll booths").
People are counted, not named: who works on which days, days off and weekly hours are not planned.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from domain.errors import BadInput, TirkeuError
from simulation.attendance import doors
from simulation.clock_readers import clock
from simulation.lever_readers import HOURS, WEEKDAYS
from simulation.scenario_parts import Office, Scenario
from simulation.staffing.expected import STATIONS, Expected
from simulation.staffing.plan import Plan
from simulation.staffing.shifts import HOUR, Shift

STAFFED: Final = ("reception", "window", "consultant")
"""Stations where somebody sits; terminals work alone."""

FEWER_PEOPLE: Final = 1e-3
"""Minutes that one person more is worth where paid hours are equal: fewer people then."""

Need = tuple[tuple[int, int, int], ...]
"""Stretches of a day, start and end in minutes, and how many are needed in each."""


class Worked(NamedTuple):
    """How many work a shift with a lunch.

    Attributes:
        shift: which.
        lunch: when it begins and ends, minutes of the day; equal where there is none.
        people: how many, at least one.
    """

    shift: Shift
    lunch: tuple[int, int]
    people: int


@dataclass(frozen=True, slots=True)
class Duty:
    """The people of a station of an office on a weekday.

    Attributes:
        office: its id.
        station: one of ``STAFFED``.
        weekday: 1 = Monday.
        need: what they cover.
        worked: shifts in the order in which they are given.
    """

    office: str
    station: str
    weekday: int
    need: Need
    worked: tuple[Worked, ...]

    @property
    def paid_minutes(self) -> int:
        """Paid minutes of all."""
        return sum(work.shift.paid * work.people for work in self.worked)

    @property
    def needed_minutes(self) -> int:
        """Minutes of service that the plan asks for."""
        return sum((end - start) * many for start, end, many in self.need)


@dataclass(frozen=True, slots=True)
class Roster:
    """Duties of a week.

    Attributes:
        duties: offices, stations and weekdays in order.
        shifts: those that could be used.
    """

    duties: tuple[Duty, ...]
    shifts: tuple[Shift, ...]

    @property
    def paid_hours(self) -> float:
        """Paid hours of the week."""
        return sum(duty.paid_minutes for duty in self.duties) / HOUR

    @property
    def needed_hours(self) -> float:
        """Hours that would be paid if everybody came and went by the hour."""
        return sum(duty.needed_minutes for duty in self.duties) / HOUR


def roster(plan: Plan, shifts: Sequence[Shift]) -> Roster:
    """Return the shifts that cover a plan with the fewest paid hours, then the fewest people.

    Args:
        plan: how many are needed.
        shifts: those that may be used, by any number of people.

    Raises:
        BadInput: some hour is covered by no shift; office, weekday and hour are named.
    """
    given = tuple(shifts)
    return Roster(tuple(_duties(plan, given)), given)


def _duties(plan: Plan, shifts: tuple[Shift, ...]) -> Iterator[Duty]:
    for number, office in enumerate(plan.scenario.offices):
        for station in STAFFED:
            for weekday in range(1, WEEKDAYS + 1):
                column = plan.servers[number, STATIONS.index(station), weekday - 1]
                need = need_of(office, weekday, column)
                if need:
                    check_covered(need, shifts, _named(office.id, station, weekday))
                    yield Duty(office.id, station, weekday, need, covered(need, shifts))


def check_shifts(scenario: Scenario, visitors: Expected, shifts: Sequence[Shift]) -> None:
    """Check that shifts cover every hour in which visitors are expected.

    Args:
        scenario: says when its offices are open.
        visitors: who is expected.
        shifts: those that may be used.

    Raises:
        BadInput: some hour is covered by no shift; office, weekday and hour are named.
    """
    come = (visitors.visitors > 0).astype(float)
    for number, office in enumerate(scenario.offices):
        for station in STAFFED:
            for weekday in range(1, WEEKDAYS + 1):
                column = come[number, STATIONS.index(station), weekday - 1]
                need = need_of(office, weekday, column)
                check_covered(need, shifts, _named(office.id, station, weekday))


def _named(office: str, station: str, weekday: int) -> str:
    return f"shifts: {office}, {station}, weekday {weekday}"


def need_of(office: Office, weekday: int, servers: NDArray[np.float64]) -> Need:
    """Return the open stretches of a weekday in which somebody is needed, hour by hour.

    Args:
        office: says when it is open; at noon as well as in the morning.
        weekday: 1 = Monday.
        servers: by hour; nan for none.
    """
    found = []
    for hour in range(HOURS):
        if not np.isnan(servers[hour]) and servers[hour]:
            for first, last in doors(office, weekday):
                start, end = max(first, hour * HOUR), min(last, (hour + 1) * HOUR)
                if start < end:
                    found.append((start, end, int(servers[hour])))
    return tuple(found)


def check_covered(need: Need, shifts: Sequence[Shift], where: str) -> None:
    """Check that some shift covers every stretch.

    Args:
        need: stretches and how many are needed in each.
        shifts: those that may be used.
        where: what they are for, for messages.

    Raises:
        BadInput: a stretch is covered by no shift; the first such one is named.
    """
    ways = _ways(tuple(shifts))
    for stretch in need:
        if not any(_covers(way, stretch) for way in ways):
            start, end, _ = stretch
            raise BadInput(where, f"a shift that covers {clock(start)} to {clock(end)}", "none")


def _ways(shifts: tuple[Shift, ...]) -> list[tuple[Shift, tuple[int, int]]]:
    """Return the shifts with every lunch they may have."""
    return [(shift, lunch) for shift in shifts for lunch in shift.lunches()]


@lru_cache(maxsize=1024)
def covered(need: Need, shifts: tuple[Shift, ...]) -> tuple[Worked, ...]:
    """Return how many work each shift so that all stretches are covered.

    Args:
        need: stretches and how many are needed in each; some shift covers each.
        shifts: those that may be used.
    """
    ways = _ways(shifts)
    covers = np.array([[_covers(way, stretch) for way in ways] for stretch in need], dtype=float)
    cost = np.array([shift.paid + FEWER_PEOPLE for shift, _ in ways])
    wanted = np.array([many for *_, many in need], dtype=float)
    found = milp(
        cost,
        constraints=LinearConstraint(covers, lb=wanted),
        integrality=np.ones(len(ways), dtype=np.int_),
        bounds=Bounds(0, wanted.max()),
        options={"mip_rel_gap": 0.0},
    )
    if found.x is None:
        raise TirkeuError(f"shifts: expected a roster, the solver found none: {found.message}")
    people = np.round(found.x).astype(int).tolist()
    return tuple(
        Worked(shift, lunch, many)
        for (shift, lunch), many in zip(ways, people, strict=True)
        if many
    )


def _covers(way: tuple[Shift, tuple[int, int]], stretch: tuple[int, int, int]) -> bool:
    """Say whether somebody is there for the whole of a stretch."""
    (shift, (away, back)), (start, end, _) = way, stretch
    return shift.start <= start and end <= shift.end and (back <= start or end <= away)


def roster_rows(found: Roster) -> Iterator[dict[str, Any]]:
    """Yield a row for every shift and lunch that somebody works.

    Args:
        found: a roster.
    """
    for duty in found.duties:
        for shift, (away, back), people in duty.worked:
            yield {
                "office": duty.office,
                "station": duty.station,
                "weekday": duty.weekday,
                "shift": shift.name,
                "start": clock(shift.start),
                "end": clock(shift.end),
                "lunch": f"{clock(away)}-{clock(back)}" if away < back else "",
                "people": people,
                "paid_hours": round(shift.paid * people / HOUR, 2),
            }
