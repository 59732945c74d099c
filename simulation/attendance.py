"""Who is there when: open hours and servers of every station over the period.

A day is planned once for every weekday; public holidays, lunch, breaks and shifts are in the plan.
Times are minutes from midnight of the first day of the period.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil
from typing import Final

from simulation.calendar import DAY_MINUTES, Calendar, calendar_of
from simulation.clock_readers import Break, Hours, WindowShift
from simulation.lever_readers import WEEKDAYS, Profile
from simulation.opening import HOUR_MINUTES, Interval, Shift
from simulation.scenario_parts import IdPipeline, Office, Scenario

Workplace = Office | IdPipeline
"""Whatever has hours, lunch, breaks, and holidays or none."""

Number = Callable[[int], float]
"""How many servers there are at a minute of the day."""

OFFICE_LEVERS: Final[Mapping[str, str]] = {
    "reception": "reception_desks",
    "terminal": "self_service_terminals",
    "window": "windows",
    "consultant": "consultants",
}
"""Lever of an office by station."""

WEEK: Final = range(1, WEEKDAYS + 1)
"""Weekdays from Monday."""

ROUNDING: Final = 1e-9
"""Room for rounding where a share of servers is whole."""

MACHINES: Final = ("terminal",)
"""Stations whose servers take no breaks."""


def open_hours(scenario: Scenario, office: int, days: int | None = None) -> list[Interval]:
    """Return when an office lets people in; days that touch at midnight are one interval.

    Args:
        scenario: every lever.
        office: its position.
        days: how many days from the first; None: those of the period.
    """
    return _open(scenario, scenario.offices[office], days)


def pipeline_hours(scenario: Scenario, days: int | None = None) -> list[Interval]:
    """Return when officers work.

    Args:
        scenario: every lever.
        days: how many days from the first; None: those of the period.
    """
    return _open(scenario, scenario.id_pipeline, days)


def pickup_hours(scenario: Scenario, days: int | None = None) -> list[Interval]:
    """Return when the desks that hand cards over are open.

    Args:
        scenario: every lever.
        days: how many days from the first; None: those of the period.
    """
    return _open(scenario, _desks(scenario.id_pipeline), days)


def _desks(pipeline: IdPipeline) -> IdPipeline:
    """Return the pipeline with the hours of its desks."""
    return replace(pipeline, hours=pipeline.desk_hours)


def days_touched(hours: Iterable[Interval]) -> set[int]:
    """Return the days of which some hours have a part; one interval may be of several days.

    Args:
        hours: as `open_hours` or `pipeline_hours` returns them.
    """
    return {
        day
        for start, end in hours
        for day in range(int(start // DAY_MINUTES), ceil(end / DAY_MINUTES))
    }


def servers(
    scenario: Scenario, station: str, office: int = 0, days: int | None = None
) -> list[Shift] | None:
    """Return the servers of a station.

    Args:
        scenario: every lever.
        station: one of ``trace.STATIONS``.
        office: position of the office; any outside the centres.
        days: how many days from the first; None: those of the period.

    Returns:
        Pieces in order, open hours with nobody there too; neighbours differ in number or do not
        touch. None where nobody is ever waited for.
    """
    place, profile = _staffed(scenario, station, office)
    if profile is None:
        return None
    numbers = [_number(place, station, profile, weekday) for weekday in WEEK]
    return _pieces(scenario, place, numbers, days)


def by_hour(scenario: Scenario, office: int, profile: Profile) -> list[Shift]:
    """Return the open hours of an office, cut where the number of an hour of the week changes.

    Args:
        scenario: every lever.
        office: its position.
        profile: numbers by weekday and hour, such as visitors an hour.

    Returns:
        Pieces in order; neighbours differ in number or do not touch.
    """
    numbers = [_hourly(profile[weekday - 1]) for weekday in WEEK]
    return _pieces(scenario, scenario.offices[office], numbers, None)


def open_minutes(scenario: Scenario, office: int) -> list[list[float]]:
    """Return the open minutes of every hour of an ordinary week, seven rows of 24."""
    place = scenario.offices[office]
    return [
        [
            sum(
                max(0, min(closes, hour + HOUR_MINUTES) - max(opens, hour))
                for opens, closes in doors(place, weekday)
            )
            for hour in range(0, DAY_MINUTES, HOUR_MINUTES)
        ]
        for weekday in WEEK
    ]


def _pieces(
    scenario: Scenario, place: Workplace, numbers: Sequence[Number], days: int | None
) -> list[Shift]:
    """Return the numbers of every open minute of the period, by weekday and minute of the day."""
    plans = [list(_day_plan(place, weekday, numbers[weekday - 1])) for weekday in WEEK]
    pieces: list[Shift] = []
    for start, weekday in _working(scenario, place, days):
        for begins, ends, number in plans[weekday]:
            _join(pieces, (start + begins, start + ends, number))
    return pieces


def _hourly(row: Sequence[float]) -> Number:
    return lambda minute: row[minute // HOUR_MINUTES]


def _staffed(scenario: Scenario, station: str, office: int) -> tuple[Workplace, Profile | None]:
    """Return where a station is, and its servers by hour of the week; None: no limit."""
    if station in OFFICE_LEVERS:
        place = scenario.offices[office]
        return place, getattr(place, OFFICE_LEVERS[station])
    pipeline = scenario.id_pipeline
    if station == "pickup":
        return _desks(pipeline), pipeline.pickup_desks
    return pipeline, pipeline.officers if station == "ums" else None


def minute_bounds(scenario: Scenario) -> set[int]:
    """Return the minutes of the day at which hours, lunch, breaks or shifts begin or end."""
    bounds: set[int] = set()
    pipeline = scenario.id_pipeline
    places: list[Workplace] = [*scenario.offices, pipeline, _desks(pipeline)]
    for place in places:
        bounds.update(minute for weekday in WEEK for minute in _bounds(place, weekday))
        bounds.update(minute for both in place.hours.values() for minute in both)
    return bounds


def never_closes(hours: Hours) -> bool:
    """Say whether hours are from 00:00 to 24:00 on all seven days."""
    return all(hours.get(weekday) == (0, DAY_MINUTES) for weekday in WEEK)


def _open(scenario: Scenario, place: Workplace, days: int | None) -> list[Interval]:
    stretches = {weekday: list(doors(place, weekday + 1)) for weekday in range(WEEKDAYS)}
    found: list[Interval] = []
    for start, weekday in _working(scenario, place, days):
        for opens, closes in stretches[weekday]:
            if found and found[-1][1] == start + opens:
                found[-1] = (found[-1][0], start + closes)
            else:
                found.append((start + opens, start + closes))
    return found


def _working(scenario: Scenario, place: Workplace, days: int | None) -> Iterator[tuple[int, int]]:
    """Yield the first minute of every day that is no day off, and as which weekday it is worked."""
    length = scenario.days if days is None else days
    holidays = place.closed_on_holidays and not never_closes(place.hours)
    calendar: Calendar = calendar_of(scenario.first, length, holidays=holidays)
    for day, weekday in enumerate(calendar.worked_as[:length]):
        if weekday is not None:
            yield day * DAY_MINUTES, weekday


def doors(place: Workplace, weekday: int) -> Iterator[tuple[int, int]]:
    """Yield the open stretches of a weekday, those before and after lunch.

    Args:
        place: an office or the pipeline.
        weekday: 1 = Monday.

    Yields:
        Start and end, minutes of the day.
    """
    hours = place.hours.get(weekday)
    if hours is None:
        return
    opens, closes = hours
    noon, again = place.lunch or (closes, closes)
    for start, end in ((opens, min(noon, closes)), (max(again, opens), closes)):
        if start < end:
            yield start, end


def _day_plan(place: Workplace, weekday: int, number: Number) -> Iterator[Shift]:
    """Yield the servers of a weekday, piece by piece."""
    cuts = set(range(0, DAY_MINUTES, HOUR_MINUTES)) | _bounds(place, weekday)
    for opens, closes in doors(place, weekday):
        inside = sorted({opens, closes} | {cut for cut in cuts if opens < cut < closes})
        for start, end in pairwise(inside):
            yield start, end, number(start)


def _bounds(place: Workplace, weekday: int) -> set[int]:
    """Return the minutes of a weekday at which lunch, breaks or shifts begin or end."""
    stretches: Sequence[Break | WindowShift] = place.breaks
    if isinstance(place, Office):
        stretches = (*stretches, *(place.shifts or ()))
    found = {at for one in stretches if weekday in one.weekdays for at in (one.start, one.end)}
    return found | set(place.lunch or ())


def _number(place: Workplace, station: str, profile: Profile, weekday: int) -> Number:
    """Return how many servers of a station there are at a minute of a weekday."""
    shifts = place.shifts if isinstance(place, Office) and station == "window" else None
    breaks = () if station in MACHINES else place.breaks
    by_hour = profile[weekday - 1]

    def number(minute: int) -> float:
        usual = by_hour[minute // HOUR_MINUTES]
        if shifts is not None:
            usual = sum(shift.windows for shift in shifts if _covers(shift, weekday, minute))
        away = next((rest.away_share for rest in breaks if _covers(rest, weekday, minute)), 0.0)
        return usual - int(usual * away + ROUNDING)

    return number


def _covers(stretch: Break | WindowShift, weekday: int, minute: int) -> bool:
    return weekday in stretch.weekdays and stretch.start <= minute < stretch.end


def _join(pieces: list[Shift], piece: Shift) -> None:
    """Add a piece, as one with the last where they touch and are equal."""
    start, end, number = piece
    if pieces and pieces[-1][1:] == (start, number):
        pieces[-1] = (pieces[-1][0], end, number)
    else:
        pieces.append(piece)
