"""The pool: people who may apply, who truly are to the owner what it says."""

from dataclasses import replace

import numpy as np
import pytest

from domain.readings import Readings
from domain.residence.kinship import Fact
from simulation.demand.kindred import kindred
from simulation.demand.mix import (
    ALREADY,
    NO_COURSE,
)
from simulation.demand.pool import KINDS, Pool
from synthetic_data.city import City
from synthetic_data.kinship_facts import RecordedKin, facts
from tests.simulation.demand.drawn import DAY, of_relation

FACTS = {
    "spouse": Fact.SPOUSE,
    "child": Fact.CHILD,
    "parent": Fact.PARENT,
    "full_sibling": Fact.SHARES_FATHER,
    "half_sibling": Fact.SHARES_ONE_PARENT,
    "grandparent": Fact.GRANDPARENT_BY_FATHER | Fact.GRANDPARENT_BY_MOTHER,
    "grandchild": Fact.GRANDCHILD_BY_FATHER | Fact.GRANDCHILD_BY_MOTHER,
    "in_law_as_text": Fact.PARENT_OF_SPOUSE | Fact.SIBLING_OF_SPOUSE | Fact.GRANDPARENT_OF_SPOUSE,
    "in_law_other_way": Fact.SPOUSE_OF_CHILD,
    "nephew_niece": Fact.SPOUSE_OR_CHILD_OF_KIN,
    "stepchild": Fact.CHILD_OF_SPOUSE,
    "ward": Fact.WARD,
    "sibling_spouse": Fact.SPOUSE_OF_SIBLING,
}
NAMED = (
    Fact.SPOUSE
    | Fact.CHILD
    | Fact.PARENT
    | Fact.SHARES_FATHER
    | Fact.SHARES_MOTHER
    | FACTS["grandparent"]
    | FACTS["grandchild"]
)
UNNAMED = (
    "in_law_other_way",
    "nephew_niece",
    "stepchild",
    "ward",
    "sibling_spouse",
    "other_kin",
    "tenant_no_kin",
    "partner",
    "student_no_kin",
)


def true_kin(city: City) -> RecordedKin:
    """The acts as if the register held all of them."""
    whole = replace(
        city,
        father_recorded=city.father,
        mother_recorded=city.mother,
        act_recorded=np.ones(city.persons, bool),
        marriage_recorded=np.ones(len(city.spouse_a), bool),
    )
    return RecordedKin(whole, DAY, Readings())


def truth_of(city: City, pool: Pool, relation: str) -> np.ndarray:
    rows = of_relation(pool, relation)
    return facts(true_kin(city), pool.applicant[rows], pool.owner[rows])


def with_every_owner(city: City, rows: np.ndarray, pool: Pool) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the pool and persons who own their dwellings, one pair an owner."""
    of: dict[int, list[int]] = {}
    person = ~city.owner_is_organisation.astype(bool)
    for owner, dwelling in zip(city.owner[person], city.owned_dwelling[person], strict=True):
        of.setdefault(int(dwelling), []).append(int(owner))
    pairs = [(row, owner) for row in rows for owner in of[int(pool.dwelling[row])]]
    return np.array([row for row, _ in pairs]), np.array([owner for _, owner in pairs])


@pytest.mark.parametrize("relation", FACTS)
def test_the_applicant_is_to_the_owner_what_the_pool_says(
    city: City, pool: Pool, relation: str
) -> None:
    found = truth_of(city, pool, relation)
    assert len(found) > 0
    assert (found & int(FACTS[relation]) > 0).all()


@pytest.mark.parametrize("relation", UNNAMED)
def test_whom_the_text_does_not_name_is_no_nearer_kin_besides(
    city: City, pool: Pool, relation: str
) -> None:
    row, owner = with_every_owner(city, of_relation(pool, relation), pool)
    found = facts(true_kin(city), pool.applicant[row], owner)
    assert len(found) > 0
    assert (found & int(NAMED) == 0).all()


def test_other_kin_are_siblings_of_a_parent_or_their_children(city: City, pool: Pool) -> None:
    kin = kindred(city, DAY)

    def parents(person: int) -> set[int]:
        return {int(parent) for parent in kin.parent[:, person]} - {-1}

    def is_aunt_or_uncle(one: int, of: int) -> bool:
        return any(parents(one) & parents(p) for p in parents(of) - {one})

    for row in of_relation(pool, "other_kin"):
        a, o = int(pool.applicant[row]), int(pool.owner[row])
        cousin = any(is_aunt_or_uncle(p, o) for p in parents(a))
        assert is_aunt_or_uncle(a, o) or cousin


def test_owners_apply_for_their_own_and_the_already_registered_for_where_they_are(
    city: City, pool: Pool
) -> None:
    own = of_relation(pool, "owner_himself")
    assert np.array_equal(pool.applicant[own], pool.owner[own])
    place = np.full(city.persons, -1)
    place[city.registered_person] = city.registered_dwelling
    there = place[pool.applicant] == pool.dwelling
    assert np.array_equal(np.flatnonzero(there), of_relation(pool, ALREADY))


def test_students_study_in_the_capital_and_organisations_own_their_housing(
    city: City, pool: Pool
) -> None:
    studying = city.full_time.astype(bool) & (city.study_city == 0) & (city.study_until >= DAY)
    students = of_relation(pool, "student_no_kin")
    studies = np.isin(pool.applicant[students], city.student[studying])
    assert np.array_equal(studies, pool.stratum[students] // 2 != KINDS.index(NO_COURSE))
    houses = city.owned_dwelling[city.owner_is_organisation.astype(bool)]
    assert np.isin(pool.dwelling[of_relation(pool, "organisation_housing")], houses).all()


def test_applicants_live_are_sixteen_and_come_from_where_the_pool_says(
    city: City, pool: Pool
) -> None:
    assert (city.died[pool.applicant] == 0).all()
    assert (DAY - city.born[pool.applicant] >= 160_000).all()
    assert np.array_equal(city.region[pool.applicant] != 0, pool.arrival)


def test_dwellings_are_in_the_capital_and_belong_to_the_owner(city: City, pool: Pool) -> None:
    assert (city.dwelling_city[pool.dwelling] == 0).all()
    own = set(zip(city.owned_dwelling.tolist(), city.owner.tolist(), strict=True))
    rows = np.flatnonzero(pool.owner >= 0)
    asked = zip(pool.dwelling[rows].tolist(), pool.owner[rows].tolist(), strict=True)
    assert set(asked) <= own


def test_a_flat_of_four_owners_is_let_no_more_often_than_a_flat_of_one(
    city: City, pool: Pool
) -> None:
    person = ~city.owner_is_organisation.astype(bool) & (
        city.dwelling_city[city.owned_dwelling] == 0
    )
    owners = np.bincount(city.owned_dwelling[person], minlength=city.dwellings)
    tenants = of_relation(pool, "tenant_no_kin")
    let = owners[pool.dwelling[tenants]]
    assert (owners > 1).mean() > 0.1
    assert let.mean() == pytest.approx(owners[owners > 0].mean(), rel=0.05)


def test_strangers_ask_the_first_owner_and_kin_the_owner_who_is_theirs(
    city: City, pool: Pool
) -> None:
    person = np.flatnonzero(~city.owner_is_organisation.astype(bool))
    dwelling, first = np.unique(city.owned_dwelling[person], return_index=True)
    first_owner = np.full(city.dwellings, -1)
    first_owner[dwelling] = city.owner[person[first]]
    asks_first = first_owner[pool.dwelling] == pool.owner
    assert asks_first[of_relation(pool, "partner")].all()
    assert not asks_first[of_relation(pool, "child")].all()


def test_only_owners_apply_for_what_they_own(city: City, pool: Pool) -> None:
    person = ~city.owner_is_organisation.astype(bool)
    own = set(zip(city.owned_dwelling[person].tolist(), city.owner[person].tolist(), strict=True))
    rows = np.flatnonzero(
        ~np.isin(pool.relation, [pool.relations.index(n) for n in ("owner_himself", ALREADY)])
    )
    asked = zip(pool.dwelling[rows].tolist(), pool.applicant[rows].tolist(), strict=True)
    assert not set(asked) & own
