"""When stations were attended in the measured part of a period, and by how many."""

from dataclasses import dataclass
from math import gcd, nan
from typing import Final

import numpy as np

from simulation.attendance import minute_bounds, open_hours, servers
from simulation.lever_readers import DAY_MINUTES
from simulation.measures.columns import HOURS_A_DAY, Flags, Floats, span_of
from simulation.opening import Interval
from simulation.scenario_parts import Scenario

LONGEST_SLOT: Final = 60


@dataclass(frozen=True, slots=True)
class Grid:
    """The measured part in slots of equal length that no opening hour cuts.

    Attributes:
        start: its first minute.
        minutes: length of a slot, a divisor of the hour.
        slots: how many there are; whole days.
    """

    start: float
    minutes: float
    slots: int

    def minutes_in(self, start: Floats, end: Floats) -> Floats:
        """Return the minutes that intervals lie in each slot, all intervals together.

        Args:
            start: when each begins.
            end: when each ends, not before; infinite is beyond the grid.

        Returns:
            As many numbers as there are slots.
        """
        begun, inside_begun = self._cut(start)
        over, inside_over = self._cut(end)
        going_on = np.cumsum(begun - over) - (begun - over)  # whole slots: from before its start
        return (self.minutes * (going_on + inside_begun - inside_over))[: self.slots]

    def _cut(self, times: Floats) -> tuple[Floats, Floats]:
        """Return by slot how many times lie in it, and the parts of the slot that follow them."""
        places = np.clip((times - self.start) / self.minutes, 0, self.slots)
        slot = places.astype(np.int64)
        size = self.slots + 1
        parts = np.bincount(slot, weights=slot + 1 - places, minlength=size)
        return np.bincount(slot, minlength=size).astype(float), parts.astype(float)

    def by_hour(self, values: Floats) -> Floats:
        """Return sums by hour of the day of values by slot; an array of 24."""
        days = self.slots * self.minutes / DAY_MINUTES
        return np.asarray(values.reshape(int(days), HOURS_A_DAY, -1).sum(axis=(0, 2)), dtype=float)

    def days_with(self, slots: Flags) -> int:
        """Return the number of days of which some slot is marked."""
        return int(slots.reshape(-1, int(DAY_MINUTES / self.minutes)).any(axis=1).sum())


def grid_of(scenario: Scenario) -> Grid:
    """Return the grid of a scenario; its slots are an hour long where all hours are whole."""
    start, end = span_of(scenario)
    minutes = gcd(LONGEST_SLOT, *minute_bounds(scenario))
    return Grid(start, minutes, int((end - start) / minutes))


@dataclass(frozen=True, slots=True)
class Attendance:
    """When a station was open, and who was there.

    Attributes:
        open: by slot of the grid: whether it was open.
        offered: by slot: minutes of all its servers; nan where there is no limit.
    """

    open: Flags
    offered: Floats


def attendance(scenario: Scenario, grid: Grid, station: str, number: int) -> Attendance:
    """Return the attendance of a station.

    Args:
        scenario: every lever.
        grid: of the scenario.
        station: one of ``STATIONS``.
        number: of the office; any outside the centres.
    """
    pieces = servers(scenario, station, number)
    if pieces is None:
        return Attendance(np.ones(grid.slots, dtype=bool), np.full(grid.slots, nan))
    is_open, offered = np.zeros(grid.slots, dtype=bool), np.zeros(grid.slots)
    for start, end, there in pieces:
        first, last = (max(0, round((at - grid.start) / grid.minutes)) for at in (start, end))
        is_open[first:last] = True
        offered[first:last] = there * grid.minutes
    return Attendance(is_open, offered)


def closings(scenario: Scenario, number: int) -> list[Interval]:
    """Return the hours that an office is closed, each from the end of a day to the next opening.

    An office that goes on at midnight does not close there, not even at the end of the period.

    Args:
        scenario: every lever.
        number: of the office.
    """
    hours = open_hours(scenario, number, scenario.days + 1)
    bounds = [*[bound for pair in hours for bound in pair][1:], np.inf]
    pairs = zip(bounds[::2], bounds[1::2], strict=True) if hours else ()
    end = scenario.days * DAY_MINUTES
    return [pair for pair in pairs if pair[0] <= end and not _is_noon(*pair)]


def _is_noon(closes: float, opens: float) -> bool:
    """Say whether an office opens again on the day on which it closes."""
    return opens // DAY_MINUTES == (closes - 1) // DAY_MINUTES
