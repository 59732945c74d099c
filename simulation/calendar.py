"""Kazakhstan's public holidays, and working days counted without them.

The days come from the package ``holidays``: those of the law with the days off that stand for
holidays on a weekend, and the weekend days that the government made working days. Holidays by the
moon are its estimates for years to come.

Times are minutes from midnight of the first day of the period.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import numpy as np
from holidays import country_holidays
from numpy.typing import NDArray

DAY_MINUTES: Final = 1440
WEEK: Final = 7
MONDAY, SATURDAY = 0, 5

BEYOND_DAYS: Final = 1200
"""Days after the period that are counted: longer than any card takes by its levers' limits."""

COUNTRY: Final = "KZ"


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The days of a period and of the time after it.

    Attributes:
        first: first day of the period.
        worked_as: weekday (0 = Monday) as which each day is worked, None on public holidays; a
            weekend day that was made a working day is worked as a Monday.
        counted: working days before each day, and before the day after the last.
    """

    first: date
    worked_as: tuple[int | None, ...]
    counted: tuple[float, ...]

    def add_working_days(self, time: float, days: float) -> float:
        """Return the time so many working days later.

        Args:
            time: start; inside a day off the count starts on the next working day, 00:00.
            days: working days of 24 hours, fractions allowed.
        """
        day, into = divmod(time, DAY_MINUTES)
        place = self._count(int(day), into / DAY_MINUTES) + days
        last = len(self.counted) - 1
        later = min(bisect_right(self.counted, place) - 1, last)
        # no days at all may be a rounding error back
        return max(time, (later + place - self.counted[later]) * DAY_MINUTES)

    def working_days(
        self, start: NDArray[np.float64], end: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the working days from start to end, fractions included, one for each row."""
        return np.asarray(self._counts(end) - self._counts(start))

    def _count(self, day: int, share: float) -> float:
        last = len(self.counted) - 1
        if day >= last:
            return self.counted[last] + day - last + share
        return self.counted[day] + share * (self.counted[day + 1] - self.counted[day])

    def _counts(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        days = np.asarray(times, dtype=float) / DAY_MINUTES
        last = len(self.counted) - 1
        inside = np.interp(days, np.arange(last + 1), self.counted)
        return np.asarray(inside + np.maximum(days - last, 0.0))


@lru_cache(maxsize=64)
def calendar_of(first: date, days: int, *, holidays: bool = True) -> Calendar:
    """Return the calendar of a period.

    Args:
        first: first day.
        days: length of the period.
        holidays: whether public holidays are days off; otherwise only weekends are.
    """
    off = public_holidays(first, first + timedelta(days + BEYOND_DAYS)) if holidays else {}
    moved = _moved(first.year, (first + timedelta(days + BEYOND_DAYS)).year) if holidays else ()
    worked: list[int | None] = []
    counted = [0.0]
    for number in range(days + BEYOND_DAYS):
        day = first + timedelta(number)
        weekday = MONDAY if day in moved else day.weekday()
        is_off = day in off and day not in moved
        worked.append(None if is_off else weekday)
        counted.append(counted[-1] + (not is_off and weekday < SATURDAY))
    return Calendar(first, tuple(worked), tuple(counted))


def public_holidays(first: date, until: date) -> Mapping[date, str]:
    """Return the public holidays and the days off in their place, with their English names.

    Args:
        first: first day, inside.
        until: last day, outside.
    """
    years = range(first.year, until.year + 1)
    known = country_holidays(COUNTRY, years=years, language="en_US")
    return {day: name for day, name in sorted(known.items()) if first <= day < until}


def _moved(first: int, last: int) -> frozenset[date]:
    """Return the weekend days of some years that are worked."""
    known = country_holidays(COUNTRY, years=range(first, last + 1))
    return frozenset(known.weekend_workdays)
