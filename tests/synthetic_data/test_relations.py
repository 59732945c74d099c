"""Every situation that a rule speaks of occurs in a city of this part."""

from collections.abc import Callable
from functools import cache

import numpy as np
import pandas as pd
import pytest

from synthetic_data.city import City

Pairs = pd.DataFrame
"""Two columns: the applicant ``a`` and the owner ``o``."""

NORM_TENTHS = 150


class Family:
    """The true kin of a city as pairs, for joins."""

    def __init__(self, city: City) -> None:
        self.city = city
        child = np.arange(city.persons)
        both = [pd.DataFrame({"c": child, "p": column}) for column in (city.father, city.mother)]
        parents = pd.concat(both, ignore_index=True)
        self.parents = parents[parents.p >= 0]
        now = city.married_until == 0
        a, b = city.spouse_a[now], city.spouse_b[now]
        self.spouses = pd.DataFrame({"x": np.r_[a, b], "y": np.r_[b, a]})
        shared = self.parents.merge(self.parents, on="p", suffixes=("", "2"))
        shared = shared[shared.c != shared.c2].groupby(["c", "c2"]).size().reset_index(name="n")
        self.siblings = shared
        up = self.parents.rename(columns={"c": "p", "p": "g"})
        self.grandparents = self.parents.merge(up, on="p")[["c", "g"]]


def pairs(frame: pd.DataFrame, a: str, o: str) -> Pairs:
    return pd.DataFrame({"a": frame[a].to_numpy(), "o": frame[o].to_numpy()})


def in_law(f: Family) -> Pairs:
    s = f.spouses.rename(columns={"x": "o", "y": "s"})
    kin = pd.concat(
        [
            f.parents.rename(columns={"c": "s", "p": "a"}),
            f.siblings.rename(columns={"c": "s", "c2": "a"})[["s", "a"]],
            f.grandparents.rename(columns={"c": "s", "g": "a"}),
        ]
    )
    return pairs(s.merge(kin, on="s"), "a", "o")


def nephew(f: Family) -> Pairs:
    aunts = f.siblings.rename(columns={"c": "p", "c2": "o"})[["p", "o"]]
    return pairs(f.parents.merge(aunts, on="p"), "c", "o")


def swapped(found: Pairs) -> Pairs:
    return found.rename(columns={"a": "o", "o": "a"})


def adopted(f: Family) -> Pairs:
    c = f.city
    child, owner = (
        np.r_[c.adopted_child, c.adopted_child],
        np.r_[c.adoptive_father, c.adoptive_mother],
    )
    return pd.DataFrame({"a": child, "o": owner})


def former_spouse(f: Family) -> Pairs:
    c = f.city
    over = c.married_until > 0
    return pd.DataFrame({"a": c.spouse_a[over], "o": c.spouse_b[over]})


def one_adopter(f: Family) -> Pairs:
    c = f.city
    alone = c.adoptive_father < 0
    return pd.DataFrame({"a": c.adopted_child[alone], "o": c.adoptive_mother[alone]})


def half(f: Family, by_father: bool) -> Pairs:  # noqa: FBT001 - a row of the table below
    found = f.siblings[f.siblings.n == 1]
    a, o = found.c.to_numpy(), found.c2.to_numpy()
    same = f.city.father if by_father else f.city.mother
    other = f.city.mother if by_father else f.city.father
    kept = (same[a] >= 0) & (same[a] == same[o]) & (other[a] >= 0) & (other[o] >= 0)
    return pd.DataFrame({"a": a[kept], "o": o[kept]})


RELATIONS: dict[str, Callable[[Family], Pairs]] = {
    "child": lambda f: pairs(f.parents, "c", "p"),
    "parent": lambda f: pairs(f.parents, "p", "c"),
    "spouse": lambda f: pairs(f.spouses, "x", "y"),
    "full sibling": lambda f: pairs(f.siblings[f.siblings.n == 2], "c", "c2"),
    "half sibling by the father": lambda f: half(f, by_father=True),
    "half sibling by the mother": lambda f: half(f, by_father=False),
    "grandparent": lambda f: pairs(f.grandparents, "g", "c"),
    "grandchild": lambda f: pairs(f.grandparents, "c", "g"),
    "kin of the owner's spouse": in_law,
    "spouse of the owner's kin": lambda f: swapped(in_law(f)),
    "ward": lambda f: pd.DataFrame({"a": f.city.ward, "o": f.city.guardian}),
    "nephew or niece": nephew,
    "adopted child": adopted,
    "child adopted by one": one_adopter,
    "former spouse": former_spouse,
}


@pytest.fixture(scope="module")
def family(city: City) -> Family:
    return Family(city)


@cache
def owned(city: City) -> np.ndarray:
    """The dwelling of the capital that each person owns, -1 for none."""
    person = ~city.owner_is_organisation & (city.dwelling_city[city.owned_dwelling] == 0)
    found = np.full(city.persons, -1)
    found[city.owner[person]] = city.owned_dwelling[person]
    return found


def applicants(city: City, found: Pairs) -> Pairs:
    """Pairs in which the applicant may apply to be registered in the owner's dwelling."""
    found = found[(found.a >= 0) & (found.o >= 0)]
    a, o = found.a.to_numpy(), found.o.to_numpy()
    registered = np.full(city.persons, -1)
    registered[city.registered_person] = city.registered_dwelling
    where = owned(city)[o]
    may = (where >= 0) & (city.died[a] == 0) & (city.as_of - city.born[a] >= 140_000)
    kept: Pairs = found[may & (registered[a] != where)]
    return kept


@pytest.mark.parametrize("relation", RELATIONS)
def test_somebody_may_apply_who_is_to_the_owner_a(family: Family, relation: str) -> None:
    assert len(applicants(family.city, RELATIONS[relation](family))) > 0


@pytest.mark.parametrize("relation", ["child", "parent", "full sibling", "grandchild"])
def test_somebody_may_move_in_from_elsewhere_who_is_to_the_owner_a(
    family: Family, relation: str
) -> None:
    found = applicants(family.city, RELATIONS[relation](family))
    assert (family.city.region[found.a.to_numpy()] > 0).sum() > 0


def test_three_generations_are_known_of_most_children(family: Family) -> None:
    city = family.city
    minor = np.flatnonzero(city.as_of - city.born[: city.population] < 180_000)
    share = np.isin(minor, family.grandparents.c).mean()
    assert share > 0.5


def test_kin_live_in_other_dwellings_too(family: Family) -> None:
    city = family.city
    home = city.home
    child, parent = family.parents.c.to_numpy(), family.parents.p.to_numpy()
    grown = (city.as_of - city.born[child] >= 180_000) & (home[child] >= 0) & (home[parent] >= 0)
    apart = home[child[grown]] != home[parent[grown]]
    assert 0.2 < apart.mean() < 0.95


def test_some_acts_are_missing_between_people_who_are_kin(family: Family) -> None:
    city = family.city
    missing = (city.father >= 0) & (city.father_recorded < 0)
    assert (missing & city.act_recorded).sum() > 0
    assert (missing & ~city.act_recorded).sum() > 0
    assert (~city.marriage_recorded).sum() > 0


def unfit(city: City) -> np.ndarray:
    found: np.ndarray = city.incapacitated_person[city.incapacitated_until == 0]
    return found


def owners(city: City) -> np.ndarray:
    return city.owner[~city.owner_is_organisation]


def headcount(city: City) -> np.ndarray:
    return np.bincount(
        city.registered_dwelling[city.registration_kind < 2], minlength=city.dwellings
    )


def places(city: City) -> np.ndarray:
    return np.where(city.total_area >= 0, city.total_area // NORM_TENTHS, -1)


SITUATIONS: dict[str, Callable[[City], np.ndarray]] = {
    "an owner who is a minor": lambda c: c.as_of - c.born[owners(c)] < 180_000,
    "an incapacitated owner": lambda c: np.isin(owners(c), unfit(c)),
    "an owner whose incapacity has ended": lambda c: np.isin(
        c.incapacitated_person, np.setdiff1d(c.incapacitated_person, unfit(c))
    ),
    "an organisation that owns": lambda c: c.owner_is_organisation,
    "an owner who lives in another region": lambda c: c.region[owners(c)] > 0,
    "an owner who lives in another dwelling": lambda c: (
        c.home[owners(c)] != c.owned_dwelling[~c.owner_is_organisation]
    ),
    "a dwelling with three owners": lambda c: np.bincount(c.owned_dwelling) == 3,
    "a dwelling under the norm": lambda c: (headcount(c) < places(c)) & (c.dwelling_city == 0),
    "a dwelling at the norm": lambda c: (headcount(c) == places(c)) & (c.dwelling_city == 0),
    "a dwelling over the norm": lambda c: (headcount(c) > places(c)) & (c.total_area >= 0),
    "a dwelling without an area": lambda c: c.total_area < 0,
    "a useful area without a total one": lambda c: (c.total_area < 0) & (c.useful_area >= 0),
    "a dwelling in another city": lambda c: c.dwelling_city > 0,
    "a dwelling with a crowd": lambda c: headcount(c) >= 20,
    "a dwelling with nobody registered": lambda c: headcount(c) == 0,
    "a house": lambda c: c.kind == 1,
    "a dormitory room": lambda c: c.kind == 2,
    "a dwelling let by the city": lambda c: c.kind == 3,
    "a temporary registration": lambda c: c.registration_kind == 1,
    "a small child registered with a parent": lambda c: c.registration_kind == 2,
    "a full-time student of a college": lambda c: c.full_time & (c.education_registry == 0),
    "a full-time student of a university": lambda c: c.full_time & (c.education_registry == 1),
    "a part-time student": lambda c: ~c.full_time,
    "a student in another city": lambda c: c.study_city > 0,
    "a course that is over": lambda c: c.study_until < c.as_of,
    "a student from elsewhere who studies here": lambda c: (
        (c.region[c.student] > 0) & (c.study_city == 0)
    ),
    "a card that has run out": lambda c: c.expires < 20260202,
    "a card with other data": lambda c: c.data_changed,
    "a resident who is registered nowhere here": lambda c: c.region[: c.population] > 0,
    "a dead parent": lambda c: c.died[c.father[c.father >= 0]] > 0,
    "a widow": lambda c: (c.married_until > 0) & (c.married_until == c.died[c.spouse_a]),
    "a divorce": lambda c: (
        (c.married_until > 0) & (c.died[c.spouse_a] == 0) & (c.died[c.spouse_b] == 0)
    ),
    "a stranger elsewhere": lambda c: (
        (c.region > 0) & (c.father < 0) & (c.mother < 0) & (c.died == 0)
    ),
}


def members(city: City) -> pd.DataFrame:
    """Residents with their household, and whether kin of each kind live in it too."""
    person = np.arange(city.population)
    home = city.home[person]
    spouse = np.full(city.persons, -1)
    now = city.married_until == 0
    spouse[city.spouse_a[now]], spouse[city.spouse_b[now]] = city.spouse_b[now], city.spouse_a[now]

    def together(kin: np.ndarray) -> np.ndarray:
        same: np.ndarray = (kin >= 0) & (city.home[kin] == home)
        return same

    mother, father = city.mother[person], city.father[person]
    grand = [
        np.where(p >= 0, column[p], -1)
        for p in (mother, father)
        for column in (city.mother, city.father)
    ]
    return pd.DataFrame(
        {
            "home": home,
            "one": 1,
            "minor": city.as_of - city.born[person] < 180_000,
            "spouse": together(spouse[person]),
            "mother": together(mother),
            "father": together(father),
            "grandparent": np.any([together(each) for each in grand], axis=0),
            "student": np.isin(person, city.student[city.full_time]),
            "kind": city.kind[home],
        }
    )


HOUSEHOLDS: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "of one person": lambda h: h.one == 1,
    "of a couple": lambda h: (h.one == 2) & (h.spouse == 2),
    "of a couple with children": lambda h: (h.spouse == 2) & (h.minor > 0) & (h.mother > 0),
    "of three generations": lambda h: h.grandparent > 0,
    "of a single parent": lambda h: (h.spouse == 0) & (h.minor > 0) & (h.mother > 0),
    "of students who share": lambda h: (h.one > 1) & (h.student == h.one) & (h.kind == 0),
    "of students in a dormitory": lambda h: (h.one > 1) & (h.student == h.one) & (h.kind > 0),
    "of unrelated tenants": lambda h: (
        (h.one > 1) & (h.student == 0) & (h.spouse + h.mother + h.father == 0) & (h.minor == 0)
    ),
}


@pytest.mark.parametrize("kind", HOUSEHOLDS)
def test_there_are_households(city: City, kind: str) -> None:
    people = members(city)
    summed = people.groupby("home").sum()
    assert HOUSEHOLDS[kind](summed).mean() > 0.002


@pytest.mark.parametrize("situation", SITUATIONS)
def test_there_is(city: City, situation: str) -> None:
    assert SITUATIONS[situation](city).sum() > 0


@pytest.mark.parametrize("relation", range(6))
def test_the_data_mart_holds_pairs_of_every_relation(city: City, relation: int) -> None:
    assert (city.mart_relation == relation).sum() > 0


def test_the_data_mart_agrees_with_the_acts(city: City) -> None:
    adopted_child = np.zeros(city.persons, bool)
    adopted_child[city.adopted_child] = True
    for relation, column in enumerate((city.father_recorded, city.mother_recorded)):
        rows = city.mart_relation == relation
        person, relative = city.mart_person[rows], city.mart_relative[rows]
        own = ~adopted_child[person]
        assert np.array_equal(column[person[own]], relative[own])
        assert own.sum() > 0.9 * (column >= 0).sum()


def test_the_family_name_and_the_patronymic_come_from_the_father(city: City) -> None:
    child = np.flatnonzero(
        (city.father >= 0) & ~np.isin(np.arange(city.persons), city.adopted_child)
    )
    father = city.father[child]
    same = city.people[child] == city.people[father]
    assert same.mean() > 0.95
    child, father = child[same], father[same]
    assert np.array_equal(city.family_name[child], city.family_name[father])
    assert np.array_equal(city.patronymic[child], city.given_name[father])
