"""The finder over arrays sees the same kinship as the one that asks the register act by act."""

from datetime import date
from itertools import product
from typing import Any

import numpy as np
import pytest

from domain.procedure import Answer, Question, put, question
from domain.readings import Readings
from domain.records import Choices
from domain.registries import Registries, Subject
from domain.residence.civil_acts import PATHS, Search, all_facts, silent
from domain.residence.kinship import Fact
from synthetic_data import memory
from synthetic_data.city import City
from synthetic_data.city_index import CityIndex
from synthetic_data.generate import generate_city
from synthetic_data.kinship_facts import RELATIONS, RecordedKin, facts

LIKE = question("parents", "RES-10", "pep", "zags", "online")
DAY, ISO = 20260202, "2026-02-02"
READINGS = [
    Readings(adoption=adoption, spouse=spouse)
    for adoption, spouse in product(("replace", "both"), ("current", "ever"))
]


@pytest.fixture(scope="module")
def city() -> City:
    return generate_city(3_000, 4)


@pytest.fixture(scope="module")
def everybody(city: City) -> Registries:
    return memory.registries(
        memory.Registrations(CityIndex(city)), Choices(), date.fromisoformat(ISO)
    )


def claims(city: City) -> tuple[np.ndarray, np.ndarray]:
    """Pairs that some relation joins, steps and a former spouse included, and strangers."""
    child = np.arange(city.persons)
    mother, father = city.mother, city.father
    up = [np.where(c >= 0, column[c], -1) for c in (mother, father) for column in (mother, father)]
    spouse = np.full(city.persons, -1)
    spouse[city.spouse_a] = city.spouse_b
    spouse[city.spouse_b] = city.spouse_a
    of_parent = np.where(mother >= 0, spouse[mother], -1)
    order = np.argsort(mother, kind="stable")
    sibling = np.empty(city.persons, np.int64)
    sibling[order] = np.roll(order, 1)
    of_spouse = (mother, father, sibling, *up)
    in_laws = [np.where(spouse >= 0, column[spouse], -1) for column in of_spouse]
    others = [mother, father, *up, spouse, of_parent, sibling, *in_laws, np.roll(child, 7)]
    guards = np.full(city.persons, -1)
    guards[city.ward] = city.guardian
    adopters = [np.full(city.persons, -1) for _ in range(2)]
    for column, named in zip(adopters, (city.adoptive_father, city.adoptive_mother), strict=True):
        column[city.adopted_child] = named
    columns = [*others, guards, *adopters]
    a = np.tile(child, len(columns))
    o = np.concatenate(columns)
    known = (o >= 0) & (a != o)
    a, o = a[known], o[known]
    return np.concatenate([a, o]), np.concatenate([o, a])


def record_by_record(
    everybody: Registries, readings: Readings, pairs: tuple[np.ndarray, np.ndarray]
) -> list[Fact]:
    remembered: dict[tuple[Any, ...], Answer] = {}

    def ask(asked: Question, subject: Subject) -> Answer:
        key = (asked.code, asked.asks, *subject.items())
        if key not in remembered:
            remembered[key] = put(everybody, asked, subject)
        return remembered[key]

    columns = zip(*(column.tolist() for column in pairs), strict=True)
    return [silent(all_facts(Search(LIKE, ISO, readings), a, o), ask) for a, o in columns]


@pytest.mark.parametrize("readings", READINGS, ids=lambda r: f"{r.adoption}-{r.spouse}")
def test_both_finders_agree_on_every_fact_of_every_pair(
    city: City, everybody: Registries, readings: Readings
) -> None:
    a, o = claims(city)
    random = np.random.default_rng(1)
    rare = np.isin(a, city.adopted_child) | np.isin(o, city.adopted_child) | np.isin(a, city.ward)
    some = np.unique(np.concatenate([np.flatnonzero(rare), random.integers(0, len(a), 2_000)]))
    a, o = a[some], o[some]
    found = facts(RecordedKin(city, DAY, readings), a, o)
    assert found.tolist() == [int(f) for f in record_by_record(everybody, readings, (a, o))]


def test_every_fact_occurs_among_the_pairs(city: City) -> None:
    found = facts(RecordedKin(city, DAY, Readings(adoption="both", spouse="ever")), *claims(city))
    missing = [fact.name for fact in Fact if not (found & int(fact)).any()]
    assert missing == []


def test_no_fact_is_left_out_by_either_finder() -> None:
    assert set(RELATIONS) == set(PATHS) == set(Fact)


def test_nobody_is_kin_to_himself_or_to_nobody(city: City) -> None:
    kin = RecordedKin(city, DAY, Readings())
    person = np.arange(city.persons)
    assert not facts(kin, person, person).any()
    assert not facts(kin, person, np.full(city.persons, -1)).any()
    assert not facts(kin, np.full(city.persons, -1), person).any()
