"""Visits by weekday and hour, and how long officers take to begin: what a staffing is held to.

Counts and nothing else, so that replications can be added up.
"""

from collections.abc import Iterator
from datetime import timedelta

import numpy as np

from simulation.attendance import days_touched, pipeline_hours
from simulation.lever_readers import DAY_MINUTES, WEEKDAYS
from simulation.measures.columns import HOUR_MINUTES, HOURS_A_DAY, Columns, Floats, Ints, span_of
from simulation.measures.summary import BegunKey, WeekdayKey
from simulation.opening import Interval
from simulation.scenario_parts import Scenario
from simulation.trace import OFFICE_STATIONS, STATIONS

A_WORKING_DAY = 100
"""Parts of a working day in which waits of applications are counted, each rounded up."""

LONGEST_DAYS = 31
"""Working days after which a wait is as good as any longer one."""


def of_weekdays(columns: Columns, scenario: Scenario) -> Iterator[tuple[WeekdayKey, float]]:
    """Yield visits of stations in centres by weekday and hour, and those served in time.

    A weekday is that as which the day is worked; a public holiday is what the calendar says. The
    hour is that in which the visitor became ready; hours in which nobody did are left out.

    Args:
        columns: of the trace.
        scenario: its standard says what in time is; whoever left was not served in time.
    """
    weekday = _weekdays(scenario)
    inside = columns.stays.inside(span_of(scenario))
    posts = np.repeat(np.arange(len(columns.begins) - 1), np.diff(columns.begins))
    posts = posts[_inside(columns.stays.enabled, span_of(scenario))]
    day, minute = np.divmod(inside.enabled, DAY_MINUTES)
    place = (posts * WEEKDAYS + weekday[day.astype(int)]) * HOURS_A_DAY
    place += (minute / HOUR_MINUTES).astype(int)
    # nan, who left, is no number of minutes at most
    in_time = inside.start - inside.enabled <= scenario.wait_standard_minutes
    shape = (len(scenario.offices), len(STATIONS), WEEKDAYS, HOURS_A_DAY)
    counts = [
        np.bincount(chosen, minlength=int(np.prod(shape))).reshape(shape)
        for chosen in (place, place[in_time])
    ]
    for name, count in zip(("visits", "in_time"), counts, strict=True):
        yield from _named(name, count, counts[0], scenario)


def _weekdays(scenario: Scenario) -> Ints:
    """Return by day of the period as which weekday it is worked, 0 = Monday."""
    worked = scenario.calendar.worked_as[: scenario.days]
    return np.array(
        [
            (scenario.first + timedelta(day)).weekday() if weekday is None else weekday
            for day, weekday in enumerate(worked)
        ]
    )


def _inside(times: Floats, span: Interval) -> Ints:
    return np.flatnonzero((times >= span[0]) & (times < span[1]))


def _named(
    name: str, counts: Ints, visits: Ints, scenario: Scenario
) -> Iterator[tuple[WeekdayKey, float]]:
    for office, station, weekday, hour in np.argwhere(visits).tolist():
        if STATIONS[station] in OFFICE_STATIONS:
            key = name, STATIONS[station], scenario.offices[office].id, weekday, hour
            yield key, float(counts[office, station, weekday, hour])


def of_officers(columns: Columns, scenario: Scenario) -> Iterator[tuple[BegunKey, float]]:
    """Yield how many applications officers begin after so many hundredths of a working day.

    A working day is as many minutes as officers work on a mean day; time passes only while they
    do. What takes longer than a month, or is never begun, is counted at the month's end.

    Args:
        columns: of the trace.
        scenario: every lever.
    """
    stays = columns.at("ums").inside(span_of(scenario))
    hours = pipeline_hours(scenario, scenario.days + 2 * LONGEST_DAYS)
    if not len(stays.case) or not hours:
        return
    bounds = np.array(hours, dtype=float)
    worked = np.concatenate([[0.0], np.cumsum(bounds[:, 1] - bounds[:, 0])])
    days = len(days_touched(hours))
    knots = np.repeat(worked, 2)[1:-1]
    began, ready = (np.interp(at, bounds.ravel(), knots) for at in (stays.start, stays.enabled))
    most = LONGEST_DAYS * A_WORKING_DAY
    parts = np.nan_to_num((began - ready) / (worked[-1] / days) * A_WORKING_DAY, nan=most)
    # a rounding error is no hundredth more
    parts = np.minimum(np.ceil(parts - 1 / A_WORKING_DAY), most).astype(int)
    counts = np.bincount(parts)
    for part in np.flatnonzero(counts).tolist():
        yield ("officers_begun", part), float(counts[part])
