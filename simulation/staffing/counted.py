"""What replications counted at the stations, as arrays; and whether a target is met for sure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from simulation.attendance import open_hours
from simulation.lever_readers import DAY_MINUTES, HOURS, WEEKDAYS
from simulation.measures.summary import Summary
from simulation.scenario_parts import Scenario
from simulation.staffing.expected import STATIONS
from simulation.staffing.target import Target

Floats = NDArray[np.float64]

FEWEST_VISITS: Final = 30
"""Visits in all replications below which an hour is looked at together with its neighbours."""

CONFIDENCE: Final = 0.95
"""Of the lower bound, one-sided."""


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """Visits of replications; replication × office × station × hour of the day, all days together.

    Attributes:
        visits: how many became ready in the hour.
        in_time: how many of them were served within the limit of waiting.
    """

    visits: Floats
    in_time: Floats


def open_days(scenario: Scenario) -> Floats:
    """Return how many measured days each office opens, office × weekday."""
    found = np.zeros((len(scenario.offices), WEEKDAYS))
    for office in range(len(scenario.offices)):
        days = {
            day
            for start, end in open_hours(scenario, office)
            for day in range(int(start // DAY_MINUTES), ceil(end / DAY_MINUTES))
        }
        for day in days:
            if day >= scenario.warm_up_days:
                found[office, (scenario.first + timedelta(day)).weekday()] += 1
    return found


def counted(scenario: Scenario, summaries: Sequence[Summary]) -> Counted:
    """Return what replications counted.

    Args:
        scenario: what was run; its standard is the limit of waiting.
        summaries: at least one.
    """
    days = open_days(scenario).sum(axis=1)
    shape = (len(summaries), len(scenario.offices), len(STATIONS), HOURS)
    visits, in_time = np.zeros((2, *shape))
    for place in np.ndindex(shape):
        replication, office, station, hour = place
        hours = summaries[replication].hours
        named = STATIONS[station], scenario.offices[office].id
        many = hours.get(("visits", *named, "count", hour), 0.0)
        if many:
            visits[place] = many * days[office]
            within = hours["within_standard_share", *named, "mean", hour]
            left = hours["abandoned_share", *named, "mean", hour]
            in_time[place] = visits[place] * np.nan_to_num(within * (1 - left))
    return Counted(visits, in_time)


@dataclass(frozen=True, slots=True)
class Check:
    """Some neighbouring hours of a station of an office, looked at together.

    Attributes:
        office: its position.
        station: its position in ``STATIONS``.
        hours: of the day, in order; more than one where few come.
        visits: in all replications.
        share: of the visitors who were served within the limit; nan if nobody came.
        lower: its one-sided lower bound over replications; nan as above.
    """

    office: int
    station: int
    hours: tuple[int, ...]
    visits: float
    share: float
    lower: float

    def met(self, target: Target) -> bool:
        """Say whether the target is met with confidence; where nobody comes it is."""
        return not self.visits or self.lower >= target.share

    def missed(self, target: Target) -> bool:
        """Say whether it looks as if the target were missed."""
        return bool(self.visits) and self.share < target.share


def checks(found: Counted, target: Target) -> list[Check]:
    """Return how every station did, hour by hour or some hours together.

    Args:
        found: what was counted.
        target: says which stations.
    """
    many = found.visits.sum(axis=0)
    return [
        _check(found, (office, station), hours)
        for office in range(many.shape[0])
        for station in map(STATIONS.index, target.stations)
        for hours in pooled(many[office, station])
    ]


def pooled(visits: Floats) -> list[tuple[int, ...]]:
    """Return the hours of a day, those with few visits together with those that follow.

    Args:
        visits: by hour of the day.

    Returns:
        Hours from the first with a visit to the last; what is left over at the end of the day
        goes with the hours before it.
    """
    some = np.flatnonzero(visits)
    if not len(some):
        return []
    groups: list[list[int]] = [[]]
    for hour in range(int(some[0]), int(some[-1]) + 1):
        groups[-1].append(hour)
        if visits[groups[-1]].sum() >= FEWEST_VISITS:
            groups.append([])
    rest = groups.pop()
    if groups:
        groups[-1] += rest
    else:
        groups.append(rest)
    return [tuple(group) for group in groups]


def _check(found: Counted, place: tuple[int, int], hours: tuple[int, ...]) -> Check:
    office, station = place
    cells = (slice(None), office, station, list(hours))
    visits, in_time = found.visits[cells].sum(axis=1), found.in_time[cells].sum(axis=1)
    share = float(in_time.sum() / visits.sum())
    # the ratio's own spread: how far each replication is from the common share
    apart, count = in_time - share * visits, len(visits)
    spread = sqrt(float((apart**2).sum()) / max(1, count - 1) / count) / float(visits.mean())
    less = float(stdtrit(count - 1, CONFIDENCE)) * spread if count > 1 else 1.0
    return Check(office, station, hours, float(visits.sum()), share, share - less)
