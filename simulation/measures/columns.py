"""A trace as arrays, its stays sorted by the post where they were."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulation.lever_readers import DAY_MINUTES
from simulation.opening import Interval
from simulation.scenario_parts import Scenario
from simulation.trace import STATIONS, Trace, post

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

HOURS_A_DAY: Final = 24
HOUR_MINUTES: Final = 60.0


def span_of(scenario: Scenario) -> Interval:
    """Return the measured part of the period, minutes; its end is outside."""
    return scenario.warm_up_days * DAY_MINUTES, scenario.days * DAY_MINUTES


@dataclass(frozen=True, slots=True)
class Stays:
    """Stays at one post or at several, in no order that means anything; minutes.

    Attributes:
        case: number of the case.
        enabled: when it was ready for the station.
        start: when service began; nan for one who left.
        end: when it ended, or when he left; infinite where nobody ever came.
    """

    case: Ints
    enabled: Floats
    start: Floats
    end: Floats

    def some(self, wanted: Flags) -> "Stays":
        """Return the stays of a mask."""
        return Stays(self.case[wanted], self.enabled[wanted], self.start[wanted], self.end[wanted])

    def inside(self, span: Interval) -> "Stays":
        """Return the stays for which the case became ready inside an interval."""
        return self.some((self.enabled >= span[0]) & (self.enabled < span[1]))


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a trace as arrays.

    Attributes:
        stays: sorted by post.
        begins: where each post begins in ``stays``, one more than there are posts.
        service: cases: position in ``SERVICES``.
        entered: cases: when it came.
        ended: cases: when it ended, nan before.
        ending: cases: position in the endings of the trace.
        attempt: cases: which visit of the person it is.
        reason: cases: position in ``REASONS``.
    """

    stays: Stays
    begins: Ints
    service: Ints
    entered: Floats
    ended: Floats
    ending: Ints
    attempt: Ints
    reason: Ints

    def at(self, station: str, office: int = 0) -> Stays:
        """Return the stays at a station of an office; of the office 0 outside the centres."""
        code, stays = post(station, office), self.stays
        here = slice(self.begins[code], self.begins[code + 1])
        return Stays(stays.case[here], stays.enabled[here], stays.start[here], stays.end[here])


def columns_of(trace: Trace, offices: int) -> Columns:
    """Return the columns of a trace.

    Args:
        trace: of one replication.
        offices: how many there are.
    """
    posts = np.array(trace.post)
    order = np.argsort(posts, kind="stable")  # radix sort, as posts are 16-bit
    counts = np.bincount(posts, minlength=offices * len(STATIONS))
    case, enabled, start, end = (
        np.array(column)[order] for column in (trace.case, trace.enabled, trace.start, trace.end)
    )
    return Columns(
        stays=Stays(case, enabled, start, end),
        begins=np.concatenate([[0], np.cumsum(counts)]),
        service=np.array(trace.service),
        entered=np.array(trace.entered),
        ended=np.array(trace.ended),
        ending=np.array(trace.ending),
        attempt=np.array(trace.attempt),
        reason=np.array(trace.reason),
    )
