"""Opening hours over a period, the servers they bring, and working days.

Times are minutes from midnight of the first day of the period. The model's clock is local time of
one zone without daylight saving.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulation.lever_readers import DAY_MINUTES, WEEKDAYS, Hours, Profile

HOUR_MINUTES: Final = 60
FRIDAY: Final = 5

Interval = tuple[float, float]
Shift = tuple[float, float, float]
"""Start, end and number of servers (or rate) between them; the end is outside."""


def openings(hours: Hours, first: date, days: int) -> list[Interval]:
    """Return when an office is open; days that touch at midnight are one interval.

    Args:
        hours: opening and closing by weekday.
        first: first day of the period.
        days: length of the period.
    """
    found: list[Interval] = []
    for day in range(days):
        pair = hours.get((first + timedelta(day)).isoweekday())
        if pair is None:
            continue
        start, end = (day * DAY_MINUTES + minute for minute in pair)
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def shifts(intervals: Sequence[Interval], profile: Profile, first: date) -> list[Shift]:
    """Cut opening hours where the number of an hour of the week changes.

    Args:
        intervals: opening hours.
        profile: numbers by weekday and hour.
        first: first day of the period.

    Returns:
        Pieces in order; neighbours differ in number or do not touch.
    """
    pieces: list[Shift] = []
    for start, end in intervals:
        at = start
        while at < end:
            hour = int(at // HOUR_MINUTES)
            until = min(end, (hour + 1) * HOUR_MINUTES)
            weekday = (first.weekday() + hour // 24) % WEEKDAYS
            number = profile[weekday][hour % 24]
            if pieces and pieces[-1][1:] == (at, number):
                pieces[-1] = (pieces[-1][0], until, number)
            else:
                pieces.append((at, until, number))
            at = until
    return pieces


def changes(pieces: Sequence[Shift], *, serve_out: bool) -> list[tuple[float, float]]:
    """Return the moments at which the number of servers changes, with the number from then on.

    Args:
        pieces: shifts in order.
        serve_out: after closing, the last servers who were there stay until the next opening, so
            that those inside are served; otherwise everybody goes at closing.
    """
    found: list[tuple[float, float]] = []
    present = 0.0
    for number, (start, end, servers) in enumerate(pieces):
        found.append((start, servers))
        present = servers or (present if serve_out else 0.0)
        closes = number + 1 == len(pieces) or pieces[number + 1][0] > end
        if closes:
            found.append((end, present if serve_out else 0.0))
            present = 0.0
    return found


@dataclass(frozen=True, slots=True)
class OpenClock:
    """Time that counts only inside given intervals.

    Attributes:
        bounds: starts and ends of the intervals in order, float minutes.
        counted: open minutes until each bound.
    """

    bounds: NDArray[np.float64]
    counted: NDArray[np.float64]

    @classmethod
    def of(cls, intervals: Sequence[Interval]) -> "OpenClock":
        """Return the clock of some intervals, at least one or none."""
        bounds = np.array(intervals, dtype=float).ravel()
        lengths = np.diff(bounds, prepend=bounds[:1])
        lengths[::2] = 0.0
        return cls(bounds, np.cumsum(lengths))

    @property
    def total(self) -> float:
        """All open minutes."""
        return float(self.counted[-1]) if len(self.counted) else 0.0

    def until(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the open minutes until each time."""
        if not len(self.bounds):
            return np.zeros_like(times)
        return np.interp(times, self.bounds, self.counted)

    def time_at(self, minutes: float) -> float:
        """Return the time at which so many open minutes are over, from 0 to below ``total``."""
        piece = int(np.searchsorted(self.counted[1::2], minutes, side="right"))
        return float(self.bounds[2 * piece] + minutes - self.counted[2 * piece])


def next_open(intervals: Sequence[Interval], time: float) -> Interval | None:
    """Return the first interval that ends after a time, None after the last."""
    return next((pair for pair in intervals if pair[1] > time), None)


def add_working_days(time: float, days: float, first: date) -> float:
    """Return the time so many working days later; Saturday and Sunday do not count.

    Args:
        time: start; inside a weekend the count starts on Monday, 00:00.
        days: working days of 24 hours, fractions allowed.
        first: first day of the period.
    """
    start, into = divmod(_monday_if_weekend(time, first), DAY_MINUTES)
    weekday = (first.weekday() + int(start)) % WEEKDAYS
    count = weekday + into / DAY_MINUTES + days
    weeks, left = divmod(count, FRIDAY)
    later = (start - weekday + weeks * WEEKDAYS + left) * DAY_MINUTES
    return max(time, later)  # no days at all may be a rounding error back


def working_days(
    start: NDArray[np.float64], end: NDArray[np.float64], first: date
) -> NDArray[np.float64]:
    """Return the working days from start to end, fractions included; arrays of equal length."""
    return _worked(end, first) - _worked(start, first)


def _worked(times: NDArray[np.float64], first: date) -> NDArray[np.float64]:
    """Return the working days since the Monday on or before the first day."""
    days = times / DAY_MINUTES + first.weekday()
    weeks, into = np.divmod(days, WEEKDAYS)
    return np.asarray(weeks * FRIDAY + np.minimum(into, FRIDAY))


def _monday_if_weekend(time: float, first: date) -> float:
    day = int(time // DAY_MINUTES)
    weekday = (first.weekday() + day) % WEEKDAYS
    return time if weekday < FRIDAY else (day + WEEKDAYS - weekday) * DAY_MINUTES
