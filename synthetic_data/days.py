"""Days as whole numbers: days since 1970 inside the generator, ``yyyymmdd`` in the city."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]

YEAR_DAYS = 365.2425
"""Mean length of a Gregorian year in days."""

FOREVER = 2_000_000
"""The day number that stands for "not yet": later than any day that occurs."""


def day_number(yyyymmdd: int) -> int:
    """Return the days since 1970-01-01 of one calendar day, such as 20260101.

    Raises:
        ValueError: there is no such day.
    """
    year, month, day = yyyymmdd // 10_000, yyyymmdd // 100 % 100, yyyymmdd % 100
    return int(np.datetime64(f"{year:04d}-{month:02d}-{day:02d}", "D").astype(np.int64))


def calendar_day(days: Ints) -> Ints:
    """Return days since 1970 as int32 ``yyyymmdd``; ``FOREVER`` and later become 0.

    Args:
        days: day numbers of any shape.
    """
    known = days < FOREVER
    stamps = np.where(known, days, 0).astype("datetime64[D]")
    months = stamps.astype("datetime64[M]")
    years = months.astype("datetime64[Y]")
    day = (stamps - months).astype(np.int64) + 1
    month = (months - years).astype(np.int64) + 1
    year = years.astype(np.int64) + 1970
    return np.where(known, year * 10_000 + month * 100 + day, 0).astype(np.int32)


def birthday(days: Ints, years: Ints | int) -> Ints:
    """Return the day on which somebody born on ``days`` has lived whole ``years``.

    Born on 29 February means 1 March in a common year, so that ``day - born <
    years * 10000`` over calendar days is false from exactly this day on.

    Args:
        days: birth days since 1970.
        years: whole years, one number or one for each day.
    """
    stamps = days.astype("datetime64[D]")
    months = stamps.astype("datetime64[M]")
    later = months + (np.asarray(years) * 12).astype("timedelta64[M]")
    moved = later.astype("datetime64[D]") + (stamps - months)
    whole: Ints = moved.astype(np.int64)
    return whole
