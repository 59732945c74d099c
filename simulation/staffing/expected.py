"""Who is expected at the centres: arrivals by hour and the work that they bring, in closed form.

Nothing is simulated here: rates are the levers' own numbers, followed through reception, terminals
and windows by shares. What cannot be known without running the model is left out and named in
``docs/staffing.md``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulation.arrivals import month_factors, visits_an_open_hour
from simulation.demand.mix import assumed
from simulation.distributions import Distribution
from simulation.lever_readers import HOURS, WEEKDAYS
from simulation.opening import HOUR_MINUTES
from simulation.policy import law_of
from simulation.routing import ANYWHERE, shares
from simulation.scenario_parts import Scenario
from simulation.staffing.crowd import Crowd
from simulation.staffing.moments import second_moment
from simulation.staffing.ordinary_week import ordinary_week
from simulation.trace import SERVICES

Floats = NDArray[np.float64]

STATIONS: Final = ("reception", "terminal", "window", "consultant")
RECEPTION, TERMINAL, WINDOW, CONSULTANT = range(len(STATIONS))
OTHER, RESIDENCE, STAY, CARD = range(len(SERVICES))

YEAR_DAYS: Final = 365

QUESTIONS: Final[Mapping[str, int]] = {
    "reception": 2,
    "terminal": 8,
    "window": 6,
    "consultant": 0,
}
"""Questions that systems answer during one stay of an application, about."""


@dataclass(frozen=True, slots=True, eq=False)
class Expected:
    """Expected visitors of every office, station, weekday and hour of one ordinary week.

    Attributes:
        offices: ids in the order of the scenario.
        stations: names of ``STATIONS``.
        open_minutes: minutes of the hour in which the office is open; office × weekday × hour,
            weekdays from Monday, hours of the clock.
        arrivals: visitors who become ready for a station inside that hour of an open day, in
            people; office × station × service × weekday × hour, services as ``trace.SERVICES``.
        minutes: mean minutes of service, station × service.
        squares: mean of their square, station × service.
        servers: servers that the scenario has there; office × station × weekday × hour; nan where
            consultants are not limited: nobody waits for one.
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
    open_week, there = ordinary_week(scenario, STATIONS)
    minutes, squares = _service(scenario, 0.0 if crowd is None else crowd.owner_share)
    return Expected(
        offices=tuple(office.id for office in offices),
        stations=STATIONS,
        open_minutes=open_week,
        arrivals=_arrivals(scenario, crowd, open_week),
        minutes=minutes,
        squares=squares,
        servers=there,
        patience=scenario.behaviour.patience_minutes,
    )


def _service(scenario: Scenario, owners: float) -> tuple[Floats, Floats]:
    """Return mean minutes and mean squares of service, station × service."""
    levers, registries = scenario.service_minutes, scenario.registries.values()
    latency = sum(system.latency_seconds for system in registries) / len(registries) / 60
    mean, square = np.zeros((2, len(STATIONS), len(SERVICES)))
    helped = needs_help(scenario) * levers.consultant.mean
    more = {"terminal": owners * levers.signing.mean + helped}
    served = {name: [getattr(levers, name)] * 4 for name in ("reception", "terminal", "consultant")}
    served["window"] = [levers.window_other, *[levers.window_residence] * 2, levers.window_other]
    for row, station in enumerate(STATIONS):
        for column, distribution in enumerate(served[station]):
            asked = QUESTIONS[station] * latency if column in {RESIDENCE, STAY} else 0.0
            besides = asked + more.get(station, 0.0)
            mean[row, column] = distribution.mean + besides
            square[row, column] = second_moment(distribution, besides)
    return mean, square


def _arrivals(scenario: Scenario, crowd: Crowd | None, open_week: Floats) -> Floats:
    shape = (len(scenario.offices), len(STATIONS), len(SERVICES), WEEKDAYS, HOURS)
    found = np.zeros(shape)
    come = 1 - scenario.demand.booked_share * scenario.demand.no_show_share
    other = _other(scenario, crowd, open_week) * come
    found[:, (RECEPTION, WINDOW), OTHER] = other[:, None]
    if crowd is None:
        return found
    share = office_shares(scenario, crowd)[:, None, None]
    first = _first_visits(scenario, open_week) * share * come
    again = _later_visits(scenario, open_week) * share
    for service, rate in zip((RESIDENCE, STAY), registrations_a_day(scenario, crowd), strict=True):
        found[:, :, service] = _registrations(scenario, crowd, rate, (first, again))
    sent = cards_sent_a_day(scenario, crowd) * _in_force(scenario, "id_card_pilot")
    found[:, (RECEPTION, WINDOW), CARD] = (sent[:, None] * again)[:, None]
    helped = [office.consultants is not None for office in scenario.offices]
    found[:, CONSULTANT] *= np.array(helped)[:, None, None, None]
    return found


def office_shares(scenario: Scenario, crowd: Crowd) -> Floats:
    """Return which share of the applicants goes to each office.

    Args:
        scenario: weights of its offices, and how many go anywhere.
        crowd: says how many live in each district.
    """
    share, anywhere = shares(scenario), scenario.demand.anywhere_share
    at_home = crowd.districts @ share[:ANYWHERE]
    return np.asarray(anywhere * share[ANYWHERE] + (1 - anywhere) * at_home)


def _other(scenario: Scenario, crowd: Crowd | None, open_week: Floats) -> Floats:
    """Return the visitors of all other services; office × weekday × hour."""
    profiles = visits_an_open_hour(scenario, 0 if crowd is None else crowd.population)
    given = scenario.demand.other_visits_per_hour is not None
    month = 1.0 if given else float(month_factors(scenario).mean())
    return np.asarray(np.array(profiles) * open_week / HOUR_MINUTES * month)


def _dates(scenario: Scenario) -> Iterator[date]:
    return (scenario.first + timedelta(day) for day in range(scenario.days))


def _weighted(scenario: Scenario, open_week: Floats) -> Floats:
    """Return the open minutes of a week, weighted by when people come."""
    demand = scenario.demand
    return np.asarray(open_week * np.outer(demand.visit_weekdays, demand.visit_hours))


def _first_visits(scenario: Scenario, open_week: Floats) -> Floats:
    """Return, for one a calendar day at each office, the arrivals spread over open minutes."""
    many = np.bincount([day.weekday() for day in _dates(scenario)], minlength=WEEKDAYS)
    weights = _weighted(scenario, open_week)
    total = np.einsum("odh,d->o", weights, many)[:, None, None]
    share = np.divide(weights, total, out=np.zeros_like(weights), where=total > 0)
    return np.asarray(share * scenario.days)


def _later_visits(scenario: Scenario, open_week: Floats) -> Floats:
    """Return the arrivals of one a calendar day at each office who come on its next open day."""
    weights = _weighted(scenario, open_week)
    of_day = weights.sum(axis=2, keepdims=True)
    opens = open_week.sum(axis=2) > 0
    gaps = np.array([[_days_before(day, row) for day in range(WEEKDAYS)] for row in opens])
    share = np.divide(weights, of_day, out=np.zeros_like(weights), where=of_day > 0)
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


def without_access(scenario: Scenario) -> float:
    """Return the share of the applicants at a centre who come because they cannot apply online."""
    demand = scenario.demand
    brought = (1 - demand.centre_share) * (1 - demand.access_share)
    return brought / (demand.centre_share + brought) if brought else 0.0


def needs_help(scenario: Scenario) -> float:
    """Return the share of applicants at a terminal who need a consultant."""
    return 1 - (1 - without_access(scenario)) * (1 - scenario.behaviour.consultant_share)


def _registrations(
    scenario: Scenario, crowd: Crowd, rate: float, spread: tuple[Floats, Floats]
) -> Floats:
    """Return the visitors who register; office × station × weekday × hour."""
    people, demand = scenario.behaviour, scenario.demand
    in_force = _in_force(scenario, "residence_pilot")[:, None]
    wrong, truly = people.reception_error_share, crowd.protected_share
    believed = (1 - wrong) * truly + wrong / 2
    at_centre = 1 - (1 - demand.centre_share) * demand.access_share
    first = rate * at_centre * in_force * spread[0]
    at_terminal = first * (1 - believed) * people.terminal_after_redirect_share
    missed = at_centre * wrong / 2 * truly * people.terminal_after_redirect_share
    sent_back = rate * ((1 - at_centre) * truly + missed)
    again = sent_back * people.centre_after_redirect_share * in_force * spread[1]
    at_window = first * believed + again * (1 - wrong / 2)
    helped = at_terminal * needs_help(scenario)
    return np.stack([first + again, at_terminal, at_window, helped], axis=1)


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
