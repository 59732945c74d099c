"""Who applies for what, where and when: people of the city's year, at moments of a period.

Nothing here depends on the servers or on the policy, so that scenarios share their applicants.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from domain.records import RESIDENCE_SERVICES, SIDES
from simulation.arrivals import online_rhythm
from simulation.bookings import Bookings
from simulation.demand.applications import CATEGORIES, Bools, Ints
from simulation.demand.coming import ONLINE, coming
from simulation.demand.mix import assumed
from simulation.demand.pool import draw_pool
from simulation.demand.statements import STATED
from simulation.demand.year import choose
from simulation.lever_readers import DAY_MINUTES
from simulation.routing import offices
from simulation.scenario_parts import Scenario
from simulation.variates import Variates
from synthetic_data.city import OUTSIDE_DISTRICT, City
from synthetic_data.city_index import CityIndex
from synthetic_data.days import as_number

__all__ = ["STATED", "Applicants", "Claim", "Supply", "applicants", "claims", "per_day", "supply"]

YEAR_DAYS: Final = 365

CENTRE: Final = "service_centre"

YEAR_SEED: Final = 1
"""The city has one year of applications, whatever a scenario draws from it."""


@dataclass(frozen=True, slots=True, eq=False)
class Applicants:
    """The people of a city's year of applications, one row each; can be sent to processes.

    Args:
        applicant: persons.
        dwelling: of the capital.
        category: what each states of himself, and in its place now and then: two columns of
            codes, -1 nothing.
        side: that goes with it, two columns.
        errs: whether the second column is an error of kin; a stranger's try otherwise.
        rows: of each service those who are not registered there already.
        registered: rows of those who are.
    """

    applicant: Ints
    dwelling: Ints
    category: tuple[Ints, Ints]
    side: tuple[Ints, Ints]
    errs: Bools
    rows: Mapping[str, Ints]
    registered: Ints


@dataclass(frozen=True, slots=True)
class Supply:
    """What can be drawn from a city, prepared once for all replications.

    Attributes:
        city: the city.
        index: look-ups of its registries; cannot be sent to another process.
        applicants: those of its year.
    """

    city: City
    index: CityIndex
    applicants: Applicants


@dataclass(slots=True)  # not frozen: that takes three times as long for each of tens of thousands
class Claim:
    """One application for a registration, as the applicant would make it.

    Attributes:
        index: position among the claims of its service: keys the random numbers.
        time: when it is made, minutes from the start; in a centre inside its open hours.
        service: ``residence`` or ``temporary_stay``.
        channel: where it is made first.
        office: position of the centre to which the applicant would go.
        applicant: person.
        dwelling: where he wants to be registered.
        category: what he would state if the norm were reached.
        side: the side that goes with it.
        access: whether he could apply online: he has an EDS or a telephone in the mobile base.
        booked: whether he has booked his visit to the centre.
    """

    index: int
    time: float
    service: str
    channel: str
    office: int
    applicant: int
    dwelling: int
    category: str | None
    side: str | None
    access: bool = True
    booked: bool = False


def applicants(city: City, first: date) -> Applicants:
    """Return the people of a city's year of applications.

    Args:
        city: the city.
        first: on which kin, ages and registrations are looked at.
    """
    pool = draw_pool(city, as_number(first), YEAR_SEED)
    year = choose(pool, replace(assumed(), already=0.0))
    own = year.follows < 0
    row, service = year.row[own], year.asked.service[own]
    said = pool.statements
    return Applicants(
        applicant=pool.applicant,
        dwelling=pool.dwelling,
        category=(said.own.category, said.other.category),
        side=(said.own.side, said.other.side),
        errs=said.errs,
        rows={name: row[service == code] for code, name in enumerate(RESIDENCE_SERVICES)},
        registered=np.flatnonzero(pool.relation == len(pool.relations) - 1),
    )


def supply(city: City, first: date, people: Applicants | None = None) -> Supply:
    """Prepare what can be drawn from a city.

    Args:
        city: the city.
        first: first day of the period.
        people: those of its year, where they were drawn before.
    """
    return Supply(city, CityIndex(city), applicants(city, first) if people is None else people)


def per_day(scenario: Scenario, city: City) -> dict[str, float]:
    """Return applications a calendar day by service: the lever's, or the city's own year's."""
    mix, demand = assumed(), scenario.demand
    daily = mix.per_person * city.population / YEAR_DAYS
    given = {"residence": demand.residence_per_day, "temporary_stay": demand.temporary_stay_per_day}
    own = {"residence": daily * (1 - mix.temporary), "temporary_stay": daily * mix.temporary}
    return {service: own[service] if rate is None else rate for service, rate in given.items()}


def claims(scenario: Scenario, stock: Supply, variates: Variates) -> list[Claim]:
    """Draw the registrations applied for in the period, in order of time."""
    rates = per_day(scenario, stock.city)
    found: list[Claim] = []
    for service in RESIDENCE_SERVICES:
        found += _claims(scenario, stock, variates, (service, rates[service]))
    return sorted(found, key=lambda claim: claim.time)


CLAIM_DRAWS: Final = (
    "time",
    "already",
    "registered",
    "statement",
    "centre",
    "mobile",
    "office",
    "anywhere",
    "access",
)
"""What is drawn for every claim, a stream each."""


def _claims(
    scenario: Scenario, stock: Supply, variates: Variates, wanted: tuple[str, float]
) -> Iterator[Claim]:
    service, rate = wanted
    if not len(stock.applicants.rows[service]):  # a city in which nobody applies
        return
    from_city = getattr(scenario.demand, f"{service}_per_day") is None
    rhythm = online_rhythm(scenario, months=from_city)
    count = int(variates.stream(f"{service}/count").poisson(rate * rhythm.total / DAY_MINUTES))
    draws = {name: variates.stream(f"{service}/{name}").random(count) for name in CLAIM_DRAWS}
    columns = _who(scenario, stock, (service, variates), draws)
    bookings = Bookings.draw(scenario, variates, service, count)
    office = np.where(columns["channel"] == CENTRE, columns["office"], ONLINE)
    time, booked, comes = coming(scenario, rhythm, draws["time"], office, bookings)
    columns |= {"index": np.arange(count), "time": time, "booked": booked}
    columns["service"] = np.full(count, service, object)
    rows = zip(*(columns[name][comes].tolist() for name in CLAIM_FIELDS), strict=True)
    yield from (Claim(*row) for row in rows)


CLAIM_FIELDS: Final = tuple(field.name for field in fields(Claim))


def _who(
    scenario: Scenario,
    stock: Supply,
    wanted: tuple[str, Variates],
    draws: Mapping[str, NDArray[np.float64]],
) -> dict[str, NDArray[Any]]:
    """Return who applies for what, through which channel and in which office, a row each."""
    people = stock.applicants
    row = _rows(scenario, people, wanted, draws)
    category, side = _stated(scenario, people, row, draws["statement"])
    applicant, dwelling = people.applicant[row], people.dwelling[row]
    lives = _districts(stock.city, applicant, dwelling)
    access = draws["access"] < scenario.demand.access_share
    return {
        "channel": _channels(scenario, draws, access),
        "office": offices(scenario, lives, draws["anywhere"], draws["office"]),
        "applicant": applicant,
        "dwelling": dwelling,
        "category": _words(CATEGORIES)[category],
        "side": _words(SIDES)[side],
        "access": access,
    }


def _districts(city: City, applicant: Ints, dwelling: Ints) -> Ints:
    """Return where applicants live; who comes from outside lives where he wants to register."""
    lives = city.district[applicant]
    return np.where(lives == OUTSIDE_DISTRICT, city.dwelling_district[dwelling], lives)


def _rows(
    scenario: Scenario,
    people: Applicants,
    wanted: tuple[str, Variates],
    draws: Mapping[str, NDArray[np.float64]],
) -> Ints:
    """Return who applies: the year's people in some order, again when the year is over."""
    service, variates = wanted
    there, rows = people.registered, people.rows[service]
    count = len(draws["already"])
    order = variates.stream(f"{service}/row").permutation(rows)
    row = np.resize(order, count)
    if not len(there):
        return row
    again = there[(draws["registered"] * len(there)).astype(np.int64)]
    share = scenario.behaviour.already_registered_share
    return np.where(draws["already"] < share, again, row)


def _stated(
    scenario: Scenario, people: Applicants, row: Ints, draw: NDArray[np.float64]
) -> tuple[Ints, Ints]:
    """Return category and side that each would state, codes, -1 nothing."""
    behaviour = scenario.behaviour
    wrong = draw < behaviour.wrong_category_share
    tries = draw >= behaviour.stranger_no_category_share
    other = np.where(people.errs[row], wrong, tries)
    category = np.where(other, people.category[1][row], people.category[0][row])
    return category, np.where(other, people.side[1][row], people.side[0][row])


def _words(codes: tuple[str, ...]) -> NDArray[np.object_]:
    """Return words by code, None for -1."""
    return np.array([*codes, None], object)


def _channels(
    scenario: Scenario, draws: Mapping[str, NDArray[np.float64]], access: Bools
) -> NDArray[np.object_]:
    mobile = draws["mobile"] < scenario.demand.mobile_share
    online = np.where(mobile, "egov_mobile", "egov_portal")
    at_centre = ~access | (draws["centre"] < scenario.demand.centre_share)
    return np.where(at_centre, CENTRE, online).astype(object)
