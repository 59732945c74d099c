"""Who applies for what, where and when: drawn from the city before the clock starts.

Nothing here depends on the servers or on the policy, so that scenarios share their applicants.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from domain.records import RESIDENCE_SERVICES, SIDES
from domain.residence.kinship import STUDENT, WITH_SIDE, categories
from simulation.lever_readers import DAY_MINUTES
from simulation.relations import FATHER, NO_SIDE, Pool, pools, registered_pairs
from simulation.scenario_parts import Scenario
from simulation.variates import Variates
from synthetic_data.city import REGIONS, City
from synthetic_data.city_index import CityIndex
from synthetic_data.days import day_number

Floats = NDArray[np.float64]

MIX: Final[Mapping[str, Any]] = {
    name: entry["value"]
    for name, entry in tomllib.loads(
        files("simulation.demand").joinpath("claims.toml").read_text(encoding="utf-8")
    ).items()
}
"""Assumed figures of demand by name."""

STATED: Final = {
    "spouse": "spouse",
    "child": "child",
    "parent": "parent",
    "full_sibling": "full_sibling",
    "half_sibling": "half_sibling",
    "grandparent": "grandparent",
    "grandchild": "grandchild",
    "in_law_as_text": "in_law",
    "in_law_other_way": "in_law",
    "student_no_kin": STUDENT,
}
"""The category that each relation would state; other relations are strangers to the list."""

YEAR_DAYS: Final = 365


@dataclass(frozen=True, slots=True)
class Supply:
    """What can be drawn from a city, prepared once for all replications.

    Attributes:
        city: the city.
        index: look-ups of its registries; cannot be sent to another process.
        pools: possible registrations by relation.
        registered: people and where they are registered already.
    """

    city: City
    index: CityIndex
    pools: Mapping[str, Pool]
    registered: Pool


@dataclass(frozen=True, slots=True)
class Claim:
    """One application for a registration, as the applicant would make it.

    Attributes:
        index: position among the claims of its service: keys the random numbers.
        time: when it is made, minutes from the start.
        service: ``residence`` or ``temporary_stay``.
        channel: where it is made first.
        office: position of the centre to which the applicant would go.
        applicant: person.
        dwelling: where he wants to be registered.
        category: what he would state if the norm were reached.
        side: the side that goes with it.
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


@dataclass(frozen=True, slots=True)
class Holder:
    """One expiring card whose holder would renew it online.

    Attributes:
        index: position among the cards that expire around the period: keys the random numbers.
        time: when he files first, minutes from the start.
        applicant: the holder.
        region: whose migration service decides.
        expiry: day number of the expiry from the first day; the card is good on that day.
    """

    index: int
    time: float
    applicant: int
    region: str
    expiry: int


def supply(city: City, first: date) -> Supply:
    """Prepare what can be drawn from a city.

    Args:
        city: the city.
        first: first day of the period.
    """
    day = int(f"{first:%Y%m%d}")
    return Supply(city, CityIndex(city), pools(city, day), registered_pairs(city, day))


def per_day(scenario: Scenario, city: City) -> dict[str, float]:
    """Return applications a calendar day by service: the lever's, or the city's own share."""
    demand, temporary = scenario.demand, MIX["temporary_share"]
    people = city.population / MIX["residence_per_year_people"]
    daily = MIX["residence_per_year"] / YEAR_DAYS * people
    given = {"residence": demand.residence_per_day, "temporary_stay": demand.temporary_stay_per_day}
    own = {"residence": daily * (1 - temporary), "temporary_stay": daily * temporary}
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
    "relation",
    "pair",
    "already",
    "state",
    "wrong",
    "category",
    "side",
    "centre",
    "mobile",
    "office",
)
"""What is drawn for every claim, a stream each."""


def _claims(
    scenario: Scenario, stock: Supply, variates: Variates, wanted: tuple[str, float]
) -> Iterator[Claim]:
    service, rate = wanted
    count = int(variates.stream(f"{service}/count").poisson(rate * scenario.days))
    draws = {name: variates.stream(f"{service}/{name}").random(count) for name in CLAIM_DRAWS}
    span = scenario.days * DAY_MINUTES
    for index in range(count):
        draw = {name: float(column[index]) for name, column in draws.items()}
        relation, applicant, dwelling, side = _pair(scenario, stock, draw)
        if relation is None:
            continue
        category, stated_side = _statement(scenario, relation, side, draw)
        yield Claim(
            index=index,
            time=draw["time"] * span,
            service=service,
            channel=_channel(scenario, draw),
            office=int(draw["office"] * len(scenario.offices)),
            applicant=applicant,
            dwelling=dwelling,
            category=category,
            side=stated_side,
        )


def _pair(
    scenario: Scenario, stock: Supply, draw: Mapping[str, float]
) -> tuple[str | None, int, int, int]:
    """Draw who applies for which dwelling; no relation where the city has nobody to draw."""
    relation = _relation(draw["relation"])
    pool = stock.pools[relation]
    if draw["already"] < scenario.behaviour.already_registered_share:
        pool = stock.registered
    if not len(pool.applicant):
        relation, pool = "tenant_no_kin", stock.pools["tenant_no_kin"]
    if not len(pool.applicant):
        return None, -1, -1, NO_SIDE
    row = int(draw["pair"] * len(pool.applicant))
    return relation, int(pool.applicant[row]), int(pool.dwelling[row]), int(pool.side[row])


def _relation(draw: float) -> str:
    shares: Mapping[str, float] = MIX["relation_of_applicant_to_owner"]
    left = draw * sum(shares.values())
    for relation, share in shares.items():
        left -= share
        if left < 0:
            return relation
    return list(shares)[-1]


def _statement(
    scenario: Scenario, relation: str, side: int, draw: Mapping[str, float]
) -> tuple[str | None, str | None]:
    """Return the category and side that the applicant would state."""
    people, listed = scenario.behaviour, categories("pilot_list")
    category = STATED.get(relation)
    if category is None and relation != "owner_himself":
        tries = draw["state"] >= people.stranger_no_category_share
        category = listed[int(draw["category"] * len(listed))] if tries else None
    elif category is not None and draw["wrong"] < people.wrong_category_share:
        others = [other for other in listed if other != category]
        category = others[int(draw["category"] * len(others))]
    if category not in WITH_SIDE:
        return category, None
    guess = int(draw["side"] * len(SIDES))
    return category, SIDES[guess if side == NO_SIDE else side - FATHER]


def _channel(scenario: Scenario, draw: Mapping[str, float]) -> str:
    if draw["centre"] < scenario.demand.centre_share:
        return "service_centre"
    return "egov_mobile" if draw["mobile"] < scenario.demand.mobile_share else "egov_portal"


PROMPT_AFTER: Final = 10
LATEST_FILING: Final = 45
EARLIEST_FILING: Final = 60
REMINDER: Final = 30
"""Days before the expiry on which the holder is reminded, whatever the window is."""
AWAKE: Final = (8 * 60, 23 * 60)
"""Minutes of the day between which people file."""


def holders(scenario: Scenario, stock: Supply, variates: Variates) -> list[Holder]:
    """Draw the renewals of cards that are tried online in the period, in order of time."""
    city, demand = stock.city, scenario.demand
    if not demand.id_renewals:
        return []
    rows, expiry = expiring(stock, scenario)
    names = ("online", "when", "day", "time")
    draws = {name: variates.stream(f"id_card/{name}").random(len(rows)) for name in names}
    filed = expiry + _offset(scenario, draws["when"], draws["day"])
    minute = AWAKE[0] + draws["time"] * (AWAKE[1] - AWAKE[0])
    tried = (draws["online"] < demand.id_online_share) & (filed >= 0) & (filed < scenario.days)
    found = [
        Holder(
            index=index,
            time=float(filed[index] * DAY_MINUTES + minute[index]),
            applicant=int(city.card_holder[rows[index]]),
            region=REGIONS[city.region[city.card_holder[rows[index]]]],
            expiry=int(expiry[index]),
        )
        for index in map(int, np.flatnonzero(tried))
    ]
    return sorted(found, key=lambda holder: holder.time)


def expiring(stock: Supply, scenario: Scenario) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the cards that somebody alive could renew in the period, whatever the levers.

    Returns:
        Rows of the city's cards, and their expiry in days from the first day.
    """
    city = stock.city
    expiry = _days_after(city.expires, scenario.first)
    near = (expiry >= -LATEST_FILING) & (expiry < scenario.days + EARLIEST_FILING)
    rows = np.flatnonzero(near & (city.died[city.card_holder] == 0))
    return rows, expiry[rows]


def _days_after(days: NDArray[Any], first: date) -> NDArray[np.int64]:
    """Return whole days from the first day to calendar days ``yyyymmdd``."""
    months = (days // 10_000 - 1970) * 12 + days // 100 % 100 - 1
    stamps = months.astype("datetime64[M]").astype("datetime64[D]") + (days % 100 - 1)
    start = day_number(int(f"{first:%Y%m%d}"))
    return np.asarray(stamps.astype(np.int64) - start)


def _offset(scenario: Scenario, when: Floats, day: Floats) -> NDArray[np.int64]:
    """Return the days from expiry to filing: early, after, late, or following the reminder."""
    people, allowed = scenario.behaviour, PROMPT_AFTER
    early, after = people.filing_early_share, people.filing_after_share
    late = people.filing_late_share
    decay = -MIX["reminder_decay_days"] * np.log1p(-day * (1 - 1e-9))
    prompt = -REMINDER + np.minimum(decay, REMINDER)
    kinds = [when < early, when < early + after, when < early + after + late]
    values = [
        -EARLIEST_FILING + day * (EARLIEST_FILING - REMINDER),
        1 + day * allowed,
        1 + allowed + day * (LATEST_FILING - allowed),
    ]
    return np.floor(np.select(kinds, values, prompt)).astype(np.int64)
