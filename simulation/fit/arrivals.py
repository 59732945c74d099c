"""Arrivals and opening by office, weekday and hour, out of the moments at which people came."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulation.fit.ticket_log import TicketLog
from simulation.lever_readers import HOURS, WEEKDAYS

THOUSANDTHS: Final = 3
"""Decimals of a minute: sums of durations end a little before or after the next begins."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

OPEN_SHARE: Final = 0.5
"""An hour belongs to the opening hours where somebody came on at least so many of the days."""


@dataclass(frozen=True, slots=True, eq=False)
class Arrivals:
    """How people come to one office.

    Attributes:
        days: days on which the office had visitors, by weekday (Monday first): 7.
        visits: people who came, by weekday and hour: 7 × 24.
        open_days: days on which somebody came in that hour: 7 × 24.
        busiest: most visitors in service at once in that hour, the median of the open days: 7 × 24.
    """

    days: Ints
    visits: Ints
    open_days: Ints
    busiest: Floats

    @property
    def hourly(self) -> Floats:
        """Visitors an hour, 7 × 24; a weekday without a day in the log has none."""
        return np.asarray(self.visits / np.maximum(self.days, 1)[:, None])

    @property
    def standard_error(self) -> Floats:
        """Of ``hourly``: the counts are Poisson."""
        return np.asarray(np.sqrt(self.visits) / np.maximum(self.days, 1)[:, None])

    @property
    def is_open(self) -> NDArray[np.bool_]:
        """Which hours belong to the opening hours, 7 × 24: from the first to the last."""
        came = self.open_days >= OPEN_SHARE * np.maximum(self.days, 1)[:, None]
        before = np.maximum.accumulate(came, axis=1)
        after = np.maximum.accumulate(came[:, ::-1], axis=1)[:, ::-1]
        return np.asarray(before & after)


def arrivals(log: TicketLog, office: int) -> Arrivals:
    """Count the visitors of an office.

    A day on which nobody came at all is one on which it was closed.

    Args:
        log: the tickets.
        office: position in ``log.offices``.
    """
    mine = log.office == office
    day, hour = _day_and_hour(log.enabled[mine])
    weekday = _weekday(day)
    visits = _table(weekday, hour)
    days = np.bincount(_weekday(np.unique(day)), minlength=WEEKDAYS)
    seen = np.unique(day * HOURS + hour)
    open_days = _table(_weekday(seen // HOURS), seen % HOURS)
    return Arrivals(days, visits, open_days, _busiest(log, mine))


def _day_and_hour(moments: NDArray[np.datetime64]) -> tuple[Ints, Ints]:
    hours = moments.astype("datetime64[h]").astype(np.int64)
    return hours // HOURS, hours % HOURS


def _weekday(days: Ints) -> Ints:
    """Return weekdays from Monday, 0, of days since 1970-01-01, a Thursday."""
    return np.asarray((days + 3) % WEEKDAYS)


def _table(weekday: Ints, hour: Ints) -> Ints:
    counts = np.bincount(weekday * HOURS + hour, minlength=WEEKDAYS * HOURS)
    return np.asarray(counts.reshape(WEEKDAYS, HOURS))


def _busiest(log: TicketLog, mine: NDArray[np.bool_]) -> Floats:
    """Return how many were served at once at most: so many windows there were at least."""
    served = mine & ~log.left
    minute = np.timedelta64(60_000_000, "us")
    start = (log.enabled[served] - np.datetime64(0, "us")) / minute + log.waits[served]
    end = start + log.served[served]
    times = np.concatenate([end, start]).round(THOUSANDTHS)
    order = np.lexsort((np.repeat([0, 1], len(start)), times))  # who goes, goes first
    at_once = np.cumsum(np.repeat([-1, 1], len(start))[order])
    hours = (times[order] // 60).astype(np.int64)
    most = np.zeros((WEEKDAYS, HOURS))
    if not len(hours):
        return most
    firsts = np.flatnonzero(np.diff(hours, prepend=hours[0] - 1))
    peaks, known = np.maximum.reduceat(at_once, firsts), hours[firsts]
    place = _weekday(known // HOURS) * HOURS + known % HOURS
    for cell in np.unique(place):
        most.flat[cell] = np.median(peaks[place == cell])
    return most
