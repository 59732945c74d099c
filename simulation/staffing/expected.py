"""Who is expected at the centres: arrivals by hour and the work that they bring, in closed form.

Nothing is simulated here: rates are the levers' own numbers, followed through reception, terminals
and windows by shares. What cannot be known without running the model is left out and named in
``docs/staffing.md``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulation.arrivals import visits_an_open_hour
from simulation.attendance import servers
from simulation.demand.mix import assumed
from simulation.distributions import Distribution
from simulation.lever_readers import HOURS, WEEKDAYS
from simulation.opening import HOUR_MINUTES
from simulation.policy import law_of
from simulation.scenario_parts import Scenario
from simulation.staffing.crowd import Crowd
from simulation.staffing.moments import second_moment
from simulation.trace import SERVICES

Floats = NDArray[np.float64]

STATIONS: Final = ("reception", "terminal", "window")
RECEPTION, TERMINAL, WINDOW = range(len(STATIONS))
OTHER, RESIDENCE, STAY, CARD = range(len(SERVICES))

YEAR_DAYS: Final = 365

QUESTIONS: Final[Mapping[str, int]] = {"reception": 2, "terminal": 8, "window": 6}
"""Questions that systems answer during one stay of an application, about."""


@dataclass(frozen=True, slots=True, eq=False)
class Expected:
    """Expected visitors of every office, station, weekday and hour of one ordinary week.

    Attributes:
        offices: ids in the order of the scenario.
        stations: ``reception``, ``terminal``, ``window``.
        open_minutes: minutes of the hour in which the office is open; office × weekday × hour,
            weekdays from Monday, hours of the clock.
        arrivals: visitors who become ready for a station inside that hour of an open day, in
            people; office × station × service × weekday × hour, services as ``trace.SERVICES``.
        minutes: mean minutes of service, station × service.
        squares: mean of their square, station × service.
        servers: servers that the scenario has there; office × station × weekday × hour.
        patience: how long people wait at one station; None: as long as it takes.
    """

    offices: tuple[str, ...]
    stations: tuple[str, ...]
    open_minutes: Floats
    arrivals: Floats
    minutes: Floats
    squares: Floats
    servers: Floats
    patience: Distribution | None

    @property
    def visitors(self) -> Floats:
        """Visitors of all services; office × station × weekday × hour."""
        return np.asarray(self.arrivals.sum(axis=2))

    @property
    def work(self) -> Floats:
        """Expected minutes of service they bring; office × station × weekday × hour."""
        return np.asarray(np.einsum("oswdh,sw->osdh", self.arrivals, self.minutes))

    def service(self) -> tuple[Floats, Floats]:
        """Return mean and standard deviation of the minutes of service of who comes.

        Returns:
            Two arrays office × station × weekday × hour; of all services together where nobody
            comes.
        """
        whole = self.visitors
        square = np.einsum("oswdh,sw->osdh", self.arrivals, self.squares)
        some = whole > 0
        filled = np.where(some, whole, 1.0)
        mean = np.where(some, self.work / filled, self.minutes[:, :1, None].reshape(1, -1, 1, 1))
        usual = self.squares[:, :1].reshape(1, -1, 1, 1)
        spread = np.where(some, square / filled, usual) - mean**2
        return mean, np.sqrt(np.maximum(0.0, spread))

    def load_share(self) -> Floats:
        """Return which part of the minutes of service each service takes.

        Returns:
            Office × station × service over a week; nan where a station has no work. The shares
            of the pilots are those of all services but ``other``.
        """
        minutes = np.einsum("oswdh,sw->osw", self.arrivals, self.minutes)
        with np.errstate(invalid="ignore"):
            return np.asarray(minutes / minutes.sum(axis=2, keepdims=True))


def expected(scenario: Scenario, crowd: Crowd | None) -> Expected:
    """Return who is expected in an ordinary week of a scenario.

    A weekday stands for the mean of its days in the period, so that a pilot in force on half of
    the Mondays brings half of its visitors.

    Args:
        scenario: every lever.
        crowd: the city in numbers; None where the scenario takes nobody from a city.
    """
    offices = scenario.offices
    open_minutes, there = _week(scenario)
    minutes, squares = _service(scenario, 0.0 if crowd is None else crowd.owner_share)
    return Expected(
        offices=tuple(office.id for office in offices),
        stations=STATIONS,
        open_minutes=open_minutes,
        arrivals=_arrivals(scenario, crowd, open_minutes),
        minutes=minutes,
        squares=squares,
        servers=there,
        patience=scenario.behaviour.patience_minutes,
    )


MONDAY: Final = date(2026, 2, 2)
"""Of the week by which hours and servers are read; holidays are left out of it."""


def _week(scenario: Scenario) -> tuple[Floats, Floats]:
    """Return open minutes by office and hour of the week, and mean servers by station too.

    Lunch, breaks and shifts are those of an ordinary week.
    """
    offices = tuple(replace(office, closed_on_holidays=False) for office in scenario.offices)
    week = replace(scenario, first=MONDAY, offices=offices)
    found = np.zeros((2, len(offices), len(STATIONS), WEEKDAYS * HOURS))
    for office, station in np.ndindex(found.shape[1:3]):
        for start, end, number in servers(week, STATIONS[station], office, WEEKDAYS) or ():
            for hour in range(int(start // HOUR_MINUTES), ceil(end / HOUR_MINUTES)):
                at = hour * HOUR_MINUTES
                minutes = min(end, at + HOUR_MINUTES) - max(start, at)
                found[:, office, station, hour] += minutes, minutes * number
    is_open, worked = found.reshape(2, len(offices), len(STATIONS), WEEKDAYS, HOURS)
    mean = np.divide(worked, is_open, out=np.zeros_like(worked), where=is_open > 0)
    return is_open[:, 0], mean


def _service(scenario: Scenario, owners: float) -> tuple[Floats, Floats]:
    """Return mean minutes and mean squares of service, station × service."""
    levers, registries = scenario.service_minutes, scenario.registries.values()
    latency = sum(system.latency_seconds for system in registries) / len(registries) / 60
    mean, square = np.zeros((2, len(STATIONS), len(SERVICES)))
    window = [levers.window_other, *[levers.window_residence] * 2, levers.window_other]
    served = {"reception": [levers.reception] * 4, "terminal": [levers.terminal] * 4}
    served["window"] = window
    for row, station in enumerate(STATIONS):
        for column, distribution in enumerate(served[station]):
            asked = QUESTIONS[station] * latency if column in {RESIDENCE, STAY} else 0.0
            signs = owners * levers.signing.mean if station == "terminal" else 0.0
            mean[row, column] = distribution.mean + asked + signs
            square[row, column] = second_moment(distribution, asked + signs)
    return mean, square


def _arrivals(scenario: Scenario, crowd: Crowd | None, open_minutes: Floats) -> Floats:
    shape = (len(scenario.offices), len(STATIONS), len(SERVICES), WEEKDAYS, HOURS)
    found = np.zeros(shape)
    found[:, (RECEPTION, WINDOW), OTHER] = _other(scenario, crowd, open_minutes)[:, None]
    if crowd is None:
        return found
    evenly = _evenly(scenario, open_minutes)
    returning = _returning(open_minutes)
    for service, rate in zip((RESIDENCE, STAY), registrations_a_day(scenario, crowd), strict=True):
        found[:, :, service] = _registrations(scenario, crowd, rate, (evenly, returning))
    sent = cards_sent_a_day(scenario, crowd) * _in_force(scenario, "id_card_pilot")
    to_each = sent[:, None] * returning / len(scenario.offices)
    found[:, (RECEPTION, WINDOW), CARD] = to_each[:, None]
    return found


def _other(scenario: Scenario, crowd: Crowd | None, open_minutes: Floats) -> Floats:
    """Return the visitors of all other services; office × weekday × hour."""
    people = 0 if crowd is None else crowd.population
    profiles = np.array(visits_an_open_hour(scenario, people))
    return np.asarray(profiles * open_minutes / HOUR_MINUTES)


def _dates(scenario: Scenario) -> Iterator[date]:
    return (scenario.first + timedelta(day) for day in range(scenario.days))


def _evenly(scenario: Scenario, open_minutes: Floats) -> Floats:
    """Return, for one a calendar day at each office, the arrivals spread over open minutes."""
    many = np.bincount([day.weekday() for day in _dates(scenario)], minlength=WEEKDAYS)
    total = np.einsum("odh,d->o", open_minutes, many)[:, None, None]
    share = np.divide(open_minutes, total, out=np.zeros_like(open_minutes), where=total > 0)
    return np.asarray(share * scenario.days)


def _returning(open_minutes: Floats) -> Floats:
    """Return the arrivals of one a calendar day at each office who come on its next open day."""
    of_day = open_minutes.sum(axis=2)
    gaps = np.array([[_days_before(day, row) for day in range(WEEKDAYS)] for row in of_day > 0])
    share = np.divide(
        open_minutes, of_day[:, :, None], out=np.zeros_like(open_minutes), where=open_minutes > 0
    )
    return np.asarray(share * gaps[:, :, None])


def _days_before(day: int, is_open: Sequence[bool] | NDArray[np.bool_]) -> int:
    """Return the days since the open day before, itself; of a closed day any number."""
    return next((gap for gap in range(1, WEEKDAYS + 1) if is_open[(day - gap) % WEEKDAYS]), 0)


def _in_force(scenario: Scenario, pilot: str) -> Floats:
    """Return the share of each weekday's days in the period on which a pilot is in force."""
    days, inside = np.zeros((2, WEEKDAYS))
    for day in _dates(scenario):
        first, last = getattr(law_of(scenario.policy, day), pilot)
        days[day.weekday()] += 1
        inside[day.weekday()] += first <= day <= last
    return np.asarray(np.where(days > 0, inside / np.maximum(days, 1), inside.sum() / days.sum()))


def registrations_a_day(scenario: Scenario, crowd: Crowd) -> tuple[float, float]:
    """Return permanent and temporary registrations applied for a calendar day, by all channels."""
    mix, demand = assumed(), scenario.demand
    daily = mix.per_person * crowd.population / YEAR_DAYS
    given = (demand.residence_per_day, demand.temporary_stay_per_day)
    own = (daily * (1 - mix.temporary), daily * mix.temporary)
    residence, stay = (
        mine if lever is None else lever for mine, lever in zip(own, given, strict=True)
    )
    return residence, stay


def _registrations(
    scenario: Scenario, crowd: Crowd, rate: float, spread: tuple[Floats, Floats]
) -> Floats:
    """Return the visitors who register; office × station × weekday × hour."""
    people, demand = scenario.behaviour, scenario.demand
    evenly, returning = (part / len(scenario.offices) for part in spread)
    in_force = _in_force(scenario, "residence_pilot")[:, None]
    wrong, truly = people.reception_error_share, crowd.protected_share
    believed = (1 - wrong) * truly + wrong / 2
    first = rate * demand.centre_share * in_force * evenly
    at_terminal = first * (1 - believed) * people.terminal_after_redirect_share
    missed = demand.centre_share * wrong / 2 * truly * people.terminal_after_redirect_share
    sent_back = rate * ((1 - demand.centre_share) * truly + missed)
    again = sent_back * people.centre_after_redirect_share * in_force * returning
    at_window = first * believed + again * (1 - wrong / 2)
    return np.stack([first + again, at_terminal, at_window], axis=1)


def cards_sent_a_day(scenario: Scenario, crowd: Crowd) -> float:
    """Return how many holders a calendar day are sent from the online renewal to a centre.

    They asked for a passport, named another reason, the register shows changed data, they came
    too late, or they were not recognised (IDC-02, IDC-04, IDC-06, IDC-09).
    """
    people, demand = scenario.behaviour, scenario.demand
    if not demand.id_renewals:
        return 0.0
    filed = crowd.expiries_a_day(scenario.first, scenario.until)
    tried = filed * demand.id_online_share * demand.id_access_share
    stopped = 1 - goes_through(scenario, crowd)
    return tried * stopped * people.centre_after_redirect_share


def goes_through(scenario: Scenario, crowd: Crowd) -> float:
    """Return the share of holders whom nothing sends from the online renewal to a centre."""
    people = scenario.behaviour
    hindrances = (
        people.passport_share,
        people.other_reason_share,
        crowd.changed_share,
        people.filing_late_share,
        people.biometrics_mismatch_share,
    )
    return float(np.prod([1 - share for share in hindrances]))
