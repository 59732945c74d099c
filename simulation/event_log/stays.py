"""The stays of a replication as every format tells them, and minutes as times of the world."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta, timezone
from itertools import groupby
from math import isinf, isnan
from operator import itemgetter
from typing import Final, NamedTuple

from simulation.identity import identity
from simulation.lever_readers import DAY_MINUTES
from simulation.scenario_parts import Scenario
from simulation.trace import OFFICE_STATIONS, REASONS, SERVICES, STATIONS, Trace

Log = Callable[[int, Trace], None]
"""Takes the number of a replication, from 1, and its trace."""

ZONE: Final = timezone(timedelta(hours=5))
"""The time of all Kazakhstan since 2024-03-01 (IANA time zone database, release 2024a)."""

ZONE_NAME: Final = "Asia/Almaty"


class Stay(NamedTuple):
    """One stay at a station; minutes from the start of the period.

    Attributes:
        case: number of the case.
        station: one of ``STATIONS``.
        office: id of the office, empty outside the centres.
        enabled: when the case was ready for it.
        start: when service began; nan for who left.
        end: when it ended, or when he left.
    """

    case: int
    station: str
    office: str
    enabled: float
    start: float
    end: float

    @property
    def left(self) -> bool:
        """Whether the queue was left."""
        return isnan(self.start)

    def moments(self) -> list[tuple[str, float]]:
        """Return what happened and when, in order: ready, then start and complete, or leave."""
        if self.left:
            return [("ready", self.enabled), ("leave", self.end)]
        return [("ready", self.enabled), ("start", self.start), ("complete", self.end)]


MOMENTS: Final = ("ready", "start", "complete", "leave")


Row = tuple[int, int, float, float, float]
"""Case, post, ready, start and end of a stay."""


def stays(trace: Trace, scenario: Scenario) -> Iterator[Stay]:
    """Yield the stays that began in the period and are over, in the order of their ends.

    Args:
        trace: of one replication.
        scenario: that it is of.
    """
    for row in _rows(trace):
        stay = _stay(row, scenario)
        if stay is not None:
            yield stay


def by_case(trace: Trace, scenario: Scenario) -> Iterator[tuple[int, list[Stay]]]:
    """Yield the same stays case by case, those of a case in the order in which they began.

    Args:
        trace: of one replication.
        scenario: that it is of.
    """
    found = (_stay(row, scenario) for row in sorted(_rows(trace), key=itemgetter(0)))
    known = (stay for stay in found if stay is not None)
    for case, group in groupby(known, key=itemgetter(0)):
        yield case, sorted(group, key=itemgetter(3))


def _rows(trace: Trace) -> Iterator[Row]:
    return zip(trace.case, trace.post, trace.enabled, trace.start, trace.end, strict=True)


def _stay(row: Row, scenario: Scenario) -> Stay | None:
    case, code, enabled, start, end = row
    if enabled >= scenario.days * DAY_MINUTES or isinf(end):
        return None
    office, place = divmod(code, len(STATIONS))
    station = STATIONS[place]
    name = scenario.offices[office].id if station in OFFICE_STATIONS else ""
    return Stay(case, station, name, enabled, start, end)


def about(trace: Trace) -> Callable[[int], dict[str, str]]:
    """Return what tells of a case by its number, in words.

    Args:
        trace: of one replication.

    Returns:
        A function; its dictionaries have service, reason, attempt, and outcome and basis where
        the case has them.
    """
    endings = list(trace.endings)

    def known(case: int) -> dict[str, str]:
        words = {
            "service": SERVICES[trace.service[case]],
            "reason": REASONS[trace.reason[case]],
            "attempt": str(trace.attempt[case]),
        }
        outcome, basis = endings[trace.ending[case]] if trace.ending[case] >= 0 else (None, None)
        ended = {"outcome": outcome, "basis": basis}
        return words | {key: word for key, word in ended.items() if word is not None}

    return known


def marks(scenario: Scenario) -> dict[str, str]:
    """Return what a log says of itself as a whole, in words: columns have no room for it.

    Args:
        scenario: that it is of.

    Returns:
        Name, digest and seed of the scenario; ``synthetic``, always ``true``; ``hypothetical``,
        the levers that are set beyond the law's own dates, empty where none is.
    """
    known = identity(scenario)
    return {
        "scenario": scenario.name,
        "scenario_sha256": known["scenario_sha256"],
        "seed": str(scenario.seed),
        "synthetic": "true",
        "hypothetical": ", ".join(known["hypothetical"]),
    }


Clock = Callable[[float], str]
"""Writes minutes of the period as a time of day with its zone, ISO 8601."""


def clock(scenario: Scenario) -> Clock:
    """Return the clock of a scenario.

    Args:
        scenario: whose first midnight is minute 0.
    """
    midnight = datetime.combine(scenario.first, time(), ZONE)

    def written(minutes: float) -> str:
        return (midnight + timedelta(minutes=minutes)).isoformat(timespec="milliseconds")

    return written


EPOCH: Final = datetime.fromtimestamp(0, UTC).isoformat(timespec="milliseconds")
"""Time of values that hold from the beginning, as OCEL writes them."""
