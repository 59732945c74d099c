"""Who applies: the pools hold what they say, and the draws keep to their levers."""

from collections import Counter
from collections.abc import Callable
from math import sqrt
from typing import Any

import numpy as np
import pytest

from simulation.demand.claims import MIX, STATED, Claim, Supply, claims, holders, per_day, supply
from simulation.relations import matches
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from simulation.variates import Variates
from synthetic_data.city import City

DAY = 20260112


def scenario(**demand: object) -> Scenario:
    return scenario_from({"format": "tirkeu.scenario/1", "demand": demand})


@pytest.fixture(scope="module")
def stock(city: City) -> Supply:
    return supply(city, scenario().first)


def parents(city: City, person: int) -> set[int]:
    return {int(city.father[person]), int(city.mother[person])} - {-1}


def spouses(city: City, person: int) -> set[int]:
    rows = (city.spouse_a == person) | (city.spouse_b == person)
    rows &= (city.married_from <= DAY) & ((city.married_until == 0) | (city.married_until > DAY))
    return {int(p) for p in (*city.spouse_a[rows], *city.spouse_b[rows])} - {person, -1}


def grandparents(city: City, person: int) -> set[int]:
    return {g for p in parents(city, person) for g in parents(city, p)}


def shares(city: City, a: int, b: int) -> int:
    return len(parents(city, a) & parents(city, b)) * (a != b)


def kin_of_spouse(city: City, a: int, o: int) -> bool:
    return any(
        s != a and (a in parents(city, s) or shares(city, a, s) > 0) for s in spouses(city, o)
    )


TRUTH: dict[str, Callable[[City, int, int], bool]] = {
    "owner_himself": lambda _city, a, o: a == o,
    "spouse": lambda city, a, o: a in spouses(city, o),
    "child": lambda city, a, o: o in parents(city, a),
    "parent": lambda city, a, o: a in parents(city, o),
    "full_sibling": lambda city, a, o: shares(city, a, o) == 2,
    "half_sibling": lambda city, a, o: shares(city, a, o) == 1,
    "grandparent": lambda city, a, o: a in grandparents(city, o),
    "grandchild": lambda city, a, o: o in grandparents(city, a),
    "in_law_as_text": kin_of_spouse,
    "in_law_other_way": lambda city, a, o: any(o in parents(city, s) for s in spouses(city, a)),
    "other_kin": lambda city, a, o: any(shares(city, p, o) for p in parents(city, a)),
}


@pytest.mark.parametrize("relation", TRUTH)
def test_every_pair_of_a_pool_is_related_to_an_owner_as_it_says(
    relation: str, stock: Supply
) -> None:
    city, pool = stock.city, stock.pools[relation]
    assert len(pool.applicant) > 0
    for row in range(0, len(pool.applicant), max(1, len(pool.applicant) // 60)):
        a, dwelling = int(pool.applicant[row]), int(pool.dwelling[row])
        mine = (city.owned_dwelling == dwelling) & ~city.owner_is_organisation.astype(bool)
        assert any(TRUTH[relation](city, a, int(o)) for o in city.owner[mine])


@pytest.mark.parametrize("relation", list(MIX["relation_of_applicant_to_owner"]))
def test_nobody_in_a_pool_is_dead_a_child_or_registered_there_already(
    relation: str, stock: Supply
) -> None:
    city, pool = stock.city, stock.pools[relation]
    assert (city.died[pool.applicant] == 0).all()
    assert (DAY - city.born[pool.applicant] >= 160_000).all()
    if relation in TRUTH:
        held = set(zip(city.registered_person, city.registered_dwelling, strict=True))
        pairs = zip(pool.applicant[:500], pool.dwelling[:500], strict=True)
        assert not held & set(pairs)


THROUGH: dict[str, Callable[[City, Any, int, int], bool]] = {
    "half_sibling": lambda city, side, a, o: int(side[a]) in parents(city, o),
    "grandparent": lambda city, side, a, o: a in parents(city, int(side[o])),
    "grandchild": lambda city, side, a, o: o in parents(city, int(side[a])),
}


@pytest.mark.parametrize("relation", list(THROUGH))
def test_the_side_is_the_one_through_which_the_two_are_related(
    relation: str, stock: Supply
) -> None:
    city, pool = stock.city, stock.pools[relation]
    for row in range(min(40, len(pool.applicant))):
        a, dwelling = int(pool.applicant[row]), int(pool.dwelling[row])
        column = (city.father, city.mother)[int(pool.side[row])]
        owners = [int(o) for o in city.owner[city.owned_dwelling == dwelling]]
        assert any(THROUGH[relation](city, column, a, o) for o in owners)


def test_matches_are_all_pairs_of_equal_keys() -> None:
    left, right = matches(np.array([3, -1, 5, 3]), np.array([5, 3, -1, 3]))
    assert list(zip(left, right, strict=True)) == [(0, 1), (0, 3), (2, 0), (3, 1), (3, 3)]


def test_the_citys_own_year_is_its_share_of_the_capitals(city: City) -> None:
    rates = per_day(scenario(), city)
    assert sum(rates.values()) == pytest.approx(240_000 / 365 * 4_000 / 1_600_000)
    assert rates["temporary_stay"] == pytest.approx(sum(rates.values()) / 4)
    assert per_day(scenario(residence_per_day=0), city)["residence"] == 0


def test_claims_keep_to_the_levers(stock: Supply) -> None:
    busy = scenario(residence_per_day=200, temporary_stay_per_day=0, centre_share=0.3)
    drawn: list[Claim] = claims(busy, stock, Variates(1, 0))
    assert abs(len(drawn) - 5600) < 4 * sqrt(5600)
    channels = Counter(claim.channel for claim in drawn)
    assert channels["service_centre"] / len(drawn) == pytest.approx(0.3, abs=0.03)
    assert all(0 <= claim.time < 28 * 1440 for claim in drawn)
    stated = Counter(claim.category for claim in drawn)
    assert set(stated) <= {None, *STATED.values()}
    sided = {"half_sibling", "grandparent", "grandchild"}
    assert all((claim.side is not None) == (claim.category in sided) for claim in drawn)


def test_more_of_one_service_changes_no_applicant_of_the_other(stock: Supply) -> None:
    def of(residence: float) -> list[Claim]:
        busy = scenario(residence_per_day=residence, temporary_stay_per_day=5)
        return [c for c in claims(busy, stock, Variates(1, 0)) if c.service == "temporary_stay"]

    assert of(1) == of(50)


def test_cards_are_tried_around_their_expiry_and_only_if_somebody_renews(stock: Supply) -> None:
    drawn = holders(scenario(id_online_share=1), stock, Variates(1, 0))
    offsets = [int(holder.time // 1440) - holder.expiry for holder in drawn]
    assert drawn
    assert min(offsets) >= -60
    assert max(offsets) <= 45
    assert all(8 * 60 <= holder.time % 1440 < 23 * 60 for holder in drawn)
    assert holders(scenario(id_renewals=False), stock, Variates(1, 0)) == []
