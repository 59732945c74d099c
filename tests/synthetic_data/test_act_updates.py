"""Acts brought up to date: the register of a run turns, act by act, into the truth."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from domain.registries import CivilActs
from synthetic_data.act_updates import (
    EVERYTHING,
    Act,
    UpdatedActs,
    UpdatedMart,
    defective,
)
from synthetic_data.city import City
from synthetic_data.city_index import CityIndex
from synthetic_data.generate import generate_city
from synthetic_data.memory_acts import MemoryActs, MemoryMart

QUESTIONS = ("parents", "children", "marriages")


@pytest.fixture(scope="module")
def city() -> City:
    return generate_city(2000, 1)


@pytest.fixture(scope="module")
def index(city: City) -> CityIndex:
    return CityIndex(city)


def complete(city: City) -> City:
    """The city as it would be with every act on file."""
    return replace(
        city,
        father_recorded=city.father,
        mother_recorded=city.mother,
        act_recorded=np.ones_like(city.act_recorded),
        marriage_recorded=np.ones_like(city.marriage_recorded),
    )


def answers(acts: CivilActs, person: int) -> list[Any]:
    """What the acts say of a person; marriages in the order of their days."""
    parents, children, marriages = (getattr(acts, name)(person) for name in QUESTIONS)
    order = sorted(marriages["marriages"], key=lambda found: (found["from"], found["spouse"]))
    return [parents, children, order]


def all_acts(city: City) -> list[Act]:
    births = [Act("birth", int(row)) for row in np.flatnonzero(city.birth_defect)]
    unrecorded = np.flatnonzero(~city.marriage_recorded.astype(bool))
    return births + [Act("marriage", int(row)) for row in unrecorded]


def test_nothing_entered_leaves_the_register_as_it_is(city: City, index: CityIndex) -> None:
    file, mart = MemoryActs(index), MemoryMart(index)
    acts = UpdatedActs(index, file)
    for person in range(city.persons):
        assert answers(acts, person) == answers(file, person)
        assert answers(UpdatedMart(mart, acts), person) == answers(mart, person)


def test_every_act_entered_makes_the_register_of_a_city_without_defects(
    city: City, index: CityIndex
) -> None:
    acts = UpdatedActs(index, MemoryActs(index))
    truth = UpdatedActs(index, MemoryActs(index), EVERYTHING, EVERYTHING)
    acts.enter(all_acts(city))
    whole = complete(city)
    expected = MemoryActs(CityIndex(whole))
    differing = 0
    for person in range(city.persons):
        found = answers(expected, person)
        differing += found != answers(MemoryActs(index), person)
        assert answers(acts, person) == answers(truth, person)
        born = found[0]["birth"]
        unknown = born is not None and set(born.values()) == {None}
        if not unknown:  # an act that names nobody says as much as none
            assert answers(truth, person)[0]["birth"] in (born, None)
        assert [c["child"] for c in found[1]["acts"]] == [
            c["child"] for c in answers(acts, person)[1]["acts"]
        ]
        assert answers(acts, person)[2] == found[2]
    assert differing > 50, "the city has no defects to speak of"
    assert not any(acts.lacks_birth(p) or acts.marriages_lacking(p) for p in range(city.persons))


def test_an_act_of_birth_is_seen_by_the_person_and_by_the_parents_and_by_nobody_else(
    city: City, index: CityIndex
) -> None:
    person = int(np.flatnonzero((city.birth_defect > 0) & (city.mother >= 0))[0])
    acts = UpdatedActs(index, MemoryActs(index))
    assert acts.lacks_birth(person)
    before = [answers(acts, p) for p in range(city.persons)]
    acts.enter([Act("birth", person)])
    changed = {p for p in range(city.persons) if answers(acts, p) != before[p]}
    kin = {person, int(city.father[person]), int(city.mother[person])}
    adopters = {p for p in changed if person in [c["child"] for c in before[p][1]["acts"]]}
    assert {person} <= changed <= kin | adopters
    assert not acts.lacks_birth(person)
    assert acts.parents(person)["birth"]["mother"] == city.mother[person]  # type: ignore[index]


def test_an_act_of_marriage_is_seen_by_both_spouses_and_in_the_mart(
    city: City, index: CityIndex
) -> None:
    row = int(np.flatnonzero(~city.marriage_recorded.astype(bool))[0])
    husband, wife = int(city.spouse_a[row]), int(city.spouse_b[row])
    acts = UpdatedActs(index, MemoryActs(index))
    mart = UpdatedMart(MemoryMart(index), acts)
    assert row in acts.marriages_lacking(wife)
    acts.enter([Act("marriage", row)])
    for person, spouse in ((husband, wife), (wife, husband)):
        for register in (acts, mart):
            named = [found["spouse"] for found in register.marriages(person)["marriages"]]
            assert spouse in named
    assert row not in acts.marriages_lacking(wife)


def test_the_mart_takes_over_an_act_of_birth_as_it_was_entered(
    city: City, index: CityIndex
) -> None:
    acts = UpdatedActs(index, MemoryActs(index))
    mart = UpdatedMart(MemoryMart(index), acts)
    for person in np.flatnonzero((city.birth_defect > 0) & (city.mother >= 0))[:20].tolist():
        mother = int(city.mother[person])
        acts.enter([Act("birth", person)])
        assert mart.parents(person) == acts.parents(person)
        assert person in [child["child"] for child in mart.children(mother)["acts"]]


def test_the_acts_that_a_city_lacks_are_looked_for_once(city: City) -> None:
    assert defective(city) is defective(city)
