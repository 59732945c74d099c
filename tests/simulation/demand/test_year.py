"""A year of applications: people who may apply, who truly are to the owner what the year says."""

from dataclasses import fields, replace

import numpy as np
import pytest

from domain.readings import Readings
from domain.residence.kinship import Fact
from simulation.demand.applications import CATEGORIES, NONE
from simulation.demand.mix import assumed
from simulation.demand.year import Year, draw_year
from synthetic_data.city import City
from synthetic_data.generate import generate_city
from synthetic_data.kinship_facts import RecordedKin, facts

DAY = 20260202
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
    "other_kin": Fact.SPOUSE_OR_CHILD_OF_KIN,
}


@pytest.fixture(scope="module")
def city() -> City:
    return generate_city(20_000, 2)


@pytest.fixture(scope="module")
def year(city: City) -> Year:
    return draw_year(city, assumed(), DAY, 1)


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


@pytest.mark.parametrize("relation", FACTS)
def test_the_applicant_is_to_the_owner_what_the_year_says(
    city: City, year: Year, relation: str
) -> None:
    rows = (year.relation == year.relations.index(relation)) & (year.owner >= 0)
    asked = year.asked
    unchanged = ~np.isin(asked.applicant, city.registered_person) | (
        _place(city)[asked.applicant] != asked.dwelling
    )
    rows &= unchanged  # those registered there already are drawn without regard to kin
    found = facts(true_kin(city), asked.applicant[rows], year.owner[rows])
    assert rows.sum() > 0
    assert (found & int(FACTS[relation]) > 0).all()


def _place(city: City) -> np.ndarray:
    place = np.full(city.persons, -1)
    place[city.registered_person] = city.registered_dwelling
    return place


def test_applicants_live_and_are_sixteen(city: City, year: Year) -> None:
    who = year.asked.applicant
    assert (city.died[who] == 0).all()
    assert (DAY - city.born[who] >= 160_000).all()


def test_dwellings_are_in_the_capital_and_belong_to_the_owner(city: City, year: Year) -> None:
    assert (city.dwelling_city[year.asked.dwelling] == 0).all()
    own = set(zip(city.owned_dwelling.tolist(), city.owner.tolist(), strict=True))
    held = _place(city)[year.asked.applicant] == year.asked.dwelling
    rows = np.flatnonzero((year.owner >= 0) & ~held)
    asked = zip(year.asked.dwelling[rows].tolist(), year.owner[rows].tolist(), strict=True)
    assert set(asked) <= own


def test_relations_are_near_their_shares(year: Year) -> None:
    for place, (name, share) in enumerate(assumed().relations.items()):
        got = float((year.relation == place).mean())
        allowed = 0.06 if name == "tenant_no_kin" else 0.016
        assert got == pytest.approx(share, abs=allowed), name


def test_the_count_is_that_of_a_year(city: City, year: Year) -> None:
    assert year.asked.count == pytest.approx(240_000 / 1_630_000 * city.population, rel=0.01)


def columns(year: Year) -> dict[str, np.ndarray]:
    return {field.name: getattr(year.asked, field.name) for field in fields(year.asked)}


def test_the_same_seed_draws_the_same_year_and_another_seed_another(city: City, year: Year) -> None:
    again, other = draw_year(city, assumed(), DAY, 1), draw_year(city, assumed(), DAY, 2)
    for name, column in columns(again).items():
        assert np.array_equal(column, columns(year)[name]), name
    assert not np.array_equal(other.asked.applicant, year.asked.applicant)


def test_another_share_changes_only_those_whom_it_concerns(city: City, year: Year) -> None:
    fewer = draw_year(city, replace(assumed(), consent=0.75), DAY, 1)
    changed = {
        name
        for name, column in columns(fewer).items()
        if not np.array_equal(column, columns(year)[name])
    }
    assert changed == {"consents"}
    assert not (fewer.asked.consents & ~year.asked.consents).any()


def test_a_longer_year_begins_as_the_shorter_one(city: City, year: Year) -> None:
    longer = draw_year(city, replace(assumed(), moves=0.0920, arrivals=0.2024), DAY, 1)
    assert longer.asked.count == 2 * year.asked.count
    shared = longer.asked.applicant[: year.asked.count]
    assert np.array_equal(shared, year.asked.applicant)


def test_kin_state_their_relation_but_for_the_few_who_err(year: Year) -> None:
    child = year.relation == year.relations.index("child")
    right = year.asked.category[child] == CATEGORIES.index("child")
    assert right.mean() == pytest.approx(1 - assumed().wrong_category, abs=0.02)
    tenant = year.relation == year.relations.index("tenant_no_kin")
    silent = year.asked.category[tenant] == NONE
    assert silent.mean() == pytest.approx(assumed().stops, abs=0.05)
