"""When people come: rates by month, weekday and hour, and the times that are drawn from them.

Times are minutes from midnight of the first day of the period. Nothing here depends on servers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulation.attendance import by_hour, open_minutes
from simulation.calendar import DAY_MINUTES, SATURDAY
from simulation.card_visits import without_cards
from simulation.lever_readers import HOURS, WEEKDAYS, Profile
from simulation.opening import HOUR_MINUTES, Shift
from simulation.routing import ANYWHERE, shares
from simulation.scenario_parts import Scenario
from simulation.variates import Variates, poisson_times

Floats = NDArray[np.float64]

VISITS_PER_WORKING_DAY: Final = 4_800 / 1_600_000
"""Other visits a working day and person; see the lever ``demand.other_visits_per_hour``."""

NOBODY: Final[Profile] = ((0.0,) * HOURS,) * WEEKDAYS


def visits_an_open_hour(scenario: Scenario, people: int) -> list[Profile]:
    """Return the other visits an open hour of every office, by hour of the week.

    Where their number is taken from the city, every office has its share of the city's visits on
    a mean working day from Monday to Friday, whatever its hours; months are left out. Those who
    come for their ID card are left out where they are visits of their own.

    Args:
        scenario: every lever.
        people: population of the city.
    """
    given = scenario.demand.other_visits_per_hour
    if given is None:
        daily = VISITS_PER_WORKING_DAY * people * shares(scenario)[ANYWHERE]
        all_visits = [_spread(scenario, office, float(n)) for office, n in enumerate(daily)]
    else:
        all_visits = [given.get(office.id, NOBODY) for office in scenario.offices]
    return without_cards(scenario, people, all_visits)


def _spread(scenario: Scenario, office: int, daily: float) -> Profile:
    """Return visits an open hour so that a mean open day from Monday to Friday has so many."""
    demand = scenario.demand
    weights = np.outer(demand.visit_weekdays, demand.visit_hours)
    hours = np.array(open_minutes(scenario, office)) / HOUR_MINUTES
    days = (weights * hours).sum(axis=1)
    opens = [weekday for weekday in range(WEEKDAYS) if hours[weekday].any()]
    usual = [weekday for weekday in opens if weekday < SATURDAY] or opens
    mean = float(days[usual].mean()) if usual else 0.0
    if not mean:
        return NOBODY
    return tuple(tuple(row) for row in (weights * (daily / mean)).tolist())


def other_arrivals(scenario: Scenario, people: int, office: int, variates: Variates) -> Floats:
    """Draw when people come to an office for other services, in order; only while it is open.

    Args:
        scenario: every lever.
        people: population of the city.
        office: its position.
        variates: streams of the replication; the office's own stream is used.
    """
    profile = visits_an_open_hour(scenario, people)[office]
    pieces = by_hour(scenario, office, profile)
    if scenario.demand.other_visits_per_hour is None:
        pieces = _by_month(scenario, pieces)
    return poisson_times(variates.stream(f"office/{scenario.offices[office].id}/arrivals"), pieces)


def _by_month(scenario: Scenario, pieces: Sequence[Shift]) -> list[Shift]:
    """Return pieces with their numbers raised or lowered by month, cut at midnight."""
    factors = month_factors(scenario)
    if (factors == 1).all():
        return list(pieces)
    found: list[Shift] = []
    for start, end, number in pieces:
        at = start
        while at < end:
            day = int(at // DAY_MINUTES)
            until = min(end, (day + 1) * float(DAY_MINUTES))
            found.append((at, until, number * float(factors[day])))
            at = until
    return found


def month_factors(scenario: Scenario) -> Floats:
    """Return of every day of the period how many come against the mean of the year."""
    weights = np.array(scenario.demand.months)
    months = [(scenario.first + timedelta(day)).month - 1 for day in range(scenario.days)]
    return np.asarray(weights[months] / weights.mean())


@dataclass(frozen=True, slots=True, eq=False)
class Rhythm:
    """How something is spread over the period.

    Attributes:
        bounds: minutes in order between which the rate is constant.
        counted: weight until each bound, from 0.
    """

    bounds: Floats
    counted: Floats

    @classmethod
    def of(cls, pieces: Sequence[Shift]) -> "Rhythm":
        """Return the rhythm of pieces with their rates; at least one, or none."""
        columns = np.array(pieces, dtype=float).reshape(-1, 3)
        weights = np.zeros((len(columns), 2))
        weights[:, 1] = (columns[:, 1] - columns[:, 0]) * columns[:, 2]
        counted: Floats = np.cumsum(weights.ravel())
        bounds: Floats = columns[:, :2].ravel()
        return cls(bounds, counted)

    @property
    def total(self) -> float:
        """The weight of the whole period."""
        return float(self.counted[-1]) if len(self.counted) else 0.0

    def times(self, shares: Floats) -> Floats:
        """Return the moments at which such shares of the whole are over.

        Args:
            shares: from 0 to below 1; ``total`` is above 0.
        """
        return np.interp(shares * self.total, self.counted, self.bounds)


def online_rhythm(scenario: Scenario, *, months: bool) -> Rhythm:
    """Return when registrations are applied for online, any hour of any day.

    A whole week weighs as many minutes as it has, so that a number a calendar day is met.

    Args:
        scenario: every lever.
        months: whether their number goes with the month.
    """
    hours, weekdays = np.array(scenario.demand.online_hours), scenario.demand.online_weekdays
    by_day = np.array(weekdays) / np.mean(weekdays)
    first = scenario.first.weekday()
    days = by_day[(first + np.arange(scenario.days)) % WEEKDAYS]
    if months:
        days = days * month_factors(scenario)
    rates = np.outer(days, hours / hours.mean()).ravel()
    bounds: Floats = np.arange(len(rates) + 1, dtype=float) * HOUR_MINUTES
    counted: Floats = np.append(0.0, np.cumsum(rates * HOUR_MINUTES))
    return Rhythm(bounds, counted)


def visit_rhythm(scenario: Scenario, office: int) -> Rhythm:
    """Return when applicants come to an office: in its open hours, as other visitors do."""
    demand = scenario.demand
    profile = np.outer(demand.visit_weekdays, demand.visit_hours).tolist()
    return Rhythm.of(by_hour(scenario, office, tuple(map(tuple, profile))))
