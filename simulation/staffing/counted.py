"""What replications counted at the stations, as arrays; and whether a target is met for sure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from simulation.attendance import days_touched, open_hours
from simulation.lever_readers import HOURS, WEEKDAYS
from simulation.measures.summary import Summary
from simulation.scenario_parts import Scenario
from simulation.staffing.expected import STATIONS
from simulation.staffing.target import Target

Floats = NDArray[np.float64]

FEWEST_VISITS: Final = 30
"""Visits in all replications below which an hour is looked at together with its neighbours."""

CONFIDENCE: Final = 0.95
"""Of the lower bound, one-sided."""

WEEK: Final = tuple(range(WEEKDAYS))


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """Visits of replications; replication × office × station × weekday × hour of the day.

    Attributes:
        visits: how many became ready in the hour, on all measured days of the weekday.
        in_time: how many of them were served within the limit of waiting.
    """

    visits: Floats
    in_time: Floats


def open_days(scenario: Scenario) -> Floats:
    """Return how many measured days each office opens, office × weekday."""
    found = np.zeros((len(scenario.offices), WEEKDAYS))
    for office in range(len(scenario.offices)):
        for day in days_touched(open_hours(scenario, office)):
            if day >= scenario.warm_up_days:
                found[office, (scenario.first + timedelta(day)).weekday()] += 1
    return found


def counted(scenario: Scenario, summaries: Sequence[Summary]) -> Counted:
    """Return what replications counted.

    Args:
        scenario: what was run; its standard is the limit of waiting.
        summaries: at least one.
    """
    shape = (len(summaries), len(scenario.offices), len(STATIONS), WEEKDAYS, HOURS)
    found = {"visits": np.zeros(shape), "in_time": np.zeros(shape)}
    offices = {office.id: number for number, office in enumerate(scenario.offices)}
    for replication, summary in enumerate(summaries):
        for (name, station, office, *when), many in summary.weekdays.items():
            place = (replication, offices[office], STATIONS.index(station), *when)
            found[name][place] = many
    return Counted(**found)


@dataclass(frozen=True, slots=True)
class Check:
    """Some neighbouring hours of a station of an office, looked at together.

    Attributes:
        office: its position.
        station: its position in ``STATIONS``.
        weekdays: from 0 = Monday: one, or those that are looked at together.
        hours: of the day, in order; more than one where few come.
        visits: in all replications.
        share: of the visitors who were served within the limit; nan if nobody came.
        lower: its one-sided lower bound over replications; nan as above.
    """

    office: int
    station: int
    weekdays: tuple[int, ...]
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
    """Return how every station did: each hour of each weekday, or some of them together.

    Hours of a weekday in which few come are looked at with their neighbours; then the hour of the
    day is looked at over all weekdays too, so that it does not hide behind busier ones.

    Args:
        found: what was counted.
        target: says which stations.
    """
    many = found.visits.sum(axis=0)
    return [
        _check(found, place, weekdays, hours)
        for office in range(many.shape[0])
        for station in map(STATIONS.index, target.stations)
        for place in [(office, station)]
        for weekdays, hours in looked_at(many[place])
    ]


def looked_at(visits: Floats) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Yield the weekdays and hours of a station that are looked at together.

    Args:
        visits: weekday × hour.
    """
    hidden: set[int] = set()
    for weekday in WEEK:
        for hours in pooled(visits[weekday]):
            yield (weekday,), hours
            hidden.update(hours if len(hours) > 1 else ())
    came = tuple(np.flatnonzero(visits.sum(axis=1)).tolist())
    for hours in pooled(visits.sum(axis=0)):
        if len(came) > 1 and hidden & set(hours):
            yield came, hours


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


def _check(
    found: Counted, place: tuple[int, int], weekdays: tuple[int, ...], hours: tuple[int, ...]
) -> Check:
    visits, in_time = (
        many[:, *place][:, list(weekdays)][:, :, list(hours)].sum(axis=(1, 2))
        for many in (found.visits, found.in_time)
    )
    share, lower = share_and_bound(visits, in_time)
    return Check(*place, weekdays, hours, float(visits.sum()), share, lower)


def share_and_bound(visits: Floats, in_time: Floats) -> tuple[float, float]:
    """Return the share of all and its one-sided lower bound (Student, ratio of sums).

    Args:
        visits: by replication, not all zero.
        in_time: how many of them are of the share, by replication.
    """
    share = float(in_time.sum() / visits.sum())
    # the ratio's own spread: how far each replication is from the common share
    apart, count = in_time - share * visits, len(visits)
    spread = sqrt(float((apart**2).sum()) / max(1, count - 1) / count) / float(visits.mean())
    less = float(stdtrit(count - 1, CONFIDENCE)) * spread if count > 1 else 1.0
    return share, share - less
