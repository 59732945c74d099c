"""Days as whole numbers: days since 1970 inside the generator, ``yyyymmdd`` in the city."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]

YEAR_DAYS = 365.2425
"""Mean length of a Gregorian year in days."""

FOREVER = 2_000_000
"""The day number that stands for "not yet": later than any day that occurs."""

FIRST_DAY = -62_091
"""1 January 1800, the first day of the tables by which whole columns are converted."""

SPAN = 182_621
"""Days of those tables: five hundred years."""


def day_number(yyyymmdd: int) -> int:
    """Return the days since 1970-01-01 of one calendar day, such as 20260101.

    Raises:
        ValueError: there is no such day.
    """
    year, month, day = yyyymmdd // 10_000, yyyymmdd // 100 % 100, yyyymmdd % 100
    return int(np.datetime64(f"{year:04d}-{month:02d}-{day:02d}", "D").astype(np.int64))


def as_number(day: date) -> int:
    """Return a day as the city writes it, ``yyyymmdd``."""
    return (day.year * 100 + day.month) * 100 + day.day


def calendar_day(days: Ints) -> Ints:
    """Return days since 1970 as int32 ``yyyymmdd``; ``FOREVER`` and later become 0.

    Args:
        days: day numbers of any shape, from 1800 on; past 2299 stands for "not yet" too.

    Raises:
        ValueError: a day lies before 1800.
    """
    written: Ints = _written()[np.minimum(_place(days), SPAN)]
    return written


def birthday(days: Ints, years: Ints | int) -> Ints:
    """Return the day on which somebody born on ``days`` has lived whole ``years``.

    Born on 29 February means 1 March in a common year, so that ``day - born <
    years * 10000`` over calendar days is false from exactly this day on.

    Args:
        days: birth days since 1970, from 1800 to 2299.
        years: whole years, one number or one for each day.

    Raises:
        ValueError: a day lies before 1800.
    """
    if np.ndim(years) == 0:
        later: Ints = _birthdays(int(years))[_place(days)]
        return later
    return _moved(days, np.asarray(years))


def _place(days: Ints) -> Ints:
    """Return the places of days in a table over all days from ``FIRST_DAY`` on."""
    if np.size(days) and np.min(days) < FIRST_DAY:
        message = "a day before the year 1800"
        raise ValueError(message)
    return days - FIRST_DAY


@cache
def _written() -> Ints:
    """Return every day of the table as ``yyyymmdd``, and 0 at its end for "not yet"."""
    stamps = np.arange(FIRST_DAY, FIRST_DAY + SPAN).astype("datetime64[D]")
    months = stamps.astype("datetime64[M]")
    years = months.astype("datetime64[Y]")
    day = (stamps - months).astype(np.int64) + 1
    month = (months - years).astype(np.int64) + 1
    year = years.astype(np.int64) + 1970
    return np.append(year * 10_000 + month * 100 + day, 0).astype(np.int32)


@lru_cache(maxsize=32)
def _birthdays(years: int) -> Ints:
    return _moved(np.arange(FIRST_DAY, FIRST_DAY + SPAN), np.array(years)).astype(np.int32)


def _moved(days: Ints, years: Ints) -> Ints:
    stamps = days.astype("datetime64[D]")
    months = stamps.astype("datetime64[M]")
    later = months + (years * 12).astype("timedelta64[M]")
    moved = later.astype("datetime64[D]") + (stamps - months)
    whole: Ints = moved.astype(np.int64)
    return whole
