"""What a station had to do in the measured part, by hour of the day."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulation.measures.columns import HOUR_MINUTES, HOURS_A_DAY, Flags, Floats, Ints, Stays
from simulation.measures.servers import Attendance, Grid
from simulation.opening import Interval


@dataclass(frozen=True, slots=True)
class Load:
    """What one station, or several together, had to do; 24 numbers each unless it says otherwise.

    The hour of a wait is that in which the visitor became ready; of time, that of the clock.

    Attributes:
        waits: minutes of everyone who was served, in order; an array of its own an hour.
        service: minutes of service of the same.
        visits: how many came.
        left: how many gave up inside the period.
        queued: minutes that all spent in the queue in open hours.
        busy: minutes that servers were busy in open hours.
        offered: minutes that servers were there; nan where there is no limit.
        grid: slots of the measured part.
        open: by slot of the grid: whether it was open.
        longest_queue: most people waiting at once; one number.
    """

    waits: tuple[Floats, ...]
    service: Floats
    visits: Ints
    left: Ints
    queued: Floats
    busy: Floats
    offered: Floats
    grid: Grid
    open: Flags
    longest_queue: int


def load_of(stays: Stays, attended: Attendance, grid: Grid, span: Interval) -> Load:
    """Measure one station.

    Args:
        stays: all that were there.
        attended: when somebody served.
        grid: of the measured part.
        span: the measured part.
    """
    inside = stays.inside(span)
    gave_up = np.isnan(inside.start)
    served, left = inside.some(~gave_up), inside.some(gave_up & (inside.end < span[1]))
    hours = _hours(served.enabled)
    minutes = np.bincount(hours, weights=served.end - served.start, minlength=HOURS_A_DAY)
    begun = stays.some(~np.isnan(stays.start))
    waited = _queued(stays)

    def clocked(start: Floats, end: Floats) -> Floats:
        minutes = grid.minutes_in(start, end)
        return grid.by_hour(np.where(attended.open, minutes, 0.0))

    return Load(
        waits=_waits(served, hours),
        service=minutes.astype(float),
        visits=np.bincount(_hours(inside.enabled), minlength=HOURS_A_DAY),
        left=np.bincount(_hours(left.enabled), minlength=HOURS_A_DAY),
        queued=clocked(*waited),
        busy=clocked(begun.start, begun.end),
        offered=grid.by_hour(attended.offered),
        grid=grid,
        open=attended.open,
        longest_queue=_longest_queue(*waited, span),
    )


def together(loads: Sequence[Load]) -> Load:
    """Return the load of several stations of a kind as that of one; at least one."""
    if len(loads) == 1:
        return loads[0]
    waits = zip(*(load.waits for load in loads), strict=True)
    return Load(
        waits=tuple(np.sort(np.concatenate(parts)) for parts in waits),
        service=np.sum([load.service for load in loads], axis=0),
        visits=np.sum([load.visits for load in loads], axis=0),
        left=np.sum([load.left for load in loads], axis=0),
        queued=np.sum([load.queued for load in loads], axis=0),
        busy=np.sum([load.busy for load in loads], axis=0),
        offered=np.sum([load.offered for load in loads], axis=0),
        grid=loads[0].grid,
        open=np.any([load.open for load in loads], axis=0),
        longest_queue=max(load.longest_queue for load in loads),
    )


def _hours(times: Floats) -> Ints:
    """Return the hour of the day of each time; a division, so that 10:00 is the tenth hour."""
    return (times / HOUR_MINUTES).astype(np.int64) % HOURS_A_DAY


def _waits(served: Stays, hours: Ints) -> tuple[Floats, ...]:
    order = np.argsort(hours.astype(np.int8), kind="stable")
    ends = np.cumsum(np.bincount(hours, minlength=HOURS_A_DAY))[:-1]
    parts = np.split((served.start - served.enabled)[order], ends)
    for part in parts:
        part.sort()
    return tuple(parts)


def _queued(stays: Stays) -> tuple[Floats, Floats]:
    """Return from when until when everybody waited who did."""
    over = np.where(np.isnan(stays.start), stays.end, stays.start)
    waited = over > stays.enabled
    return stays.enabled[waited], over[waited]


def _longest_queue(came: Floats, went: Floats, span: Interval) -> int:
    """Count the queue as it is after each coming; who goes at that moment is gone."""
    inside = (went > span[0]) & (came < span[1])
    came, went = np.sort(came[inside]), np.sort(went[inside])
    waiting = np.arange(1, len(came) + 1) - np.searchsorted(went, came, side="right")
    return int(waiting.max(initial=0))
