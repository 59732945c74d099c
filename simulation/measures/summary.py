"""What one replication comes to, as numbers by key, and as JSON for stores and clusters."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from math import isnan, nan
from typing import Any

Key = tuple[str, str, str, str]
"""Measure, station, office, statistic; ``all`` where it is of no single one."""

HourKey = tuple[str, str, str, str, int]
"""Measure, station, office, statistic, hour of the day from 0 to 23."""

DayKey = tuple[str, int]
"""Measure, day from 0, the first of the period."""

WeekdayKey = tuple[str, str, str, int, int]
"""Measure, station, office, weekday from 0 = Monday, hour of the day."""

BegunKey = tuple[str, int]
"""Measure, hundredths of a working day."""

OutcomeKey = tuple[str, str, str | None]
"""Service, outcome, basis."""

FLOW = ("entered", "completed", "abandoned", "in_progress")


@dataclass(frozen=True, slots=True)
class Summary:
    """One replication in numbers; nan where nothing was there to be measured.

    Attributes:
        measures: value by key.
        hours: value by key and hour of the day, the measured days together.
        days: value by measure and day, those of the warm-up too.
        outcomes: ended applications by service, outcome and basis.
        flow: cases by ``FLOW``.
        weekdays: ``visits`` and those served ``in_time`` within the standard, counts of the
            measured days by weekday and hour.
        begun: applications by how long officers took to begin them.
    """

    measures: Mapping[Key, float]
    outcomes: Mapping[OutcomeKey, int]
    flow: Mapping[str, int]
    hours: Mapping[HourKey, float] = field(default_factory=dict)
    days: Mapping[DayKey, float] = field(default_factory=dict)
    weekdays: Mapping[WeekdayKey, float] = field(default_factory=dict)
    begun: Mapping[BegunKey, float] = field(default_factory=dict)


def plain(summary: Summary) -> dict[str, Any]:
    """Return a summary as JSON values; ``summary_from`` gives it back, order and all.

    Floats keep every digit when written by ``json``; nan is None.

    Args:
        summary: one replication.
    """
    return {
        "measures": [[*key, _known(value)] for key, value in summary.measures.items()],
        "hours": list(_folded(summary.hours.items())),
        "days": list(_folded(summary.days.items())),
        "outcomes": [[*key, count] for key, count in summary.outcomes.items()],
        "flow": dict(summary.flow),
        "weekdays": list(_folded(summary.weekdays.items())),
        "begun": list(_folded(summary.begun.items())),
    }


def summary_from(document: Mapping[str, Any]) -> Summary:
    """Return the summary of which ``plain`` made a document.

    Args:
        document: as ``plain`` returns it, fresh or read from JSON.
    """
    return Summary(
        measures={(m, s, o, t): _value(v) for m, s, o, t, v in document["measures"]},
        hours={(*key, place): v for key, place, v in _unfolded(document["hours"])},
        days={(*key, place): v for key, place, v in _unfolded(document["days"])},
        outcomes={(service, end, basis): n for service, end, basis, n in document["outcomes"]},
        flow=dict(document["flow"]),
        weekdays={(*key, place): v for key, place, v in _unfolded(document["weekdays"])},
        begun={(*key, place): v for key, place, v in _unfolded(document["begun"])},
    )


def _folded(items: Iterable[tuple[Any, float]]) -> Iterator[list[Any]]:
    """Write names once for all hours or days that follow each other: a third of the length."""
    for names, group in groupby(items, key=lambda item: item[0][:-1]):
        yield [*names, [[key[-1], _known(value)] for key, value in group]]


def _unfolded(rows: Iterable[list[Any]]) -> Iterator[tuple[Any, int, float]]:
    for *names, values in rows:
        for place, value in values:
            yield tuple(names), place, _value(value)


def _known(value: float) -> float | None:
    return None if isnan(value) else value


def _value(known: float | None) -> float:
    return nan if known is None else known
