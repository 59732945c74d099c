"""Every rule of integrity can fail: a city broken on purpose is seen by the rule it breaks."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from domain.records import Choices, Id
from domain.residence.protection import day_number, dwelling_is_protected, is_minor
from synthetic_data.city import MART_RELATIONS, City
from synthetic_data.city_index import CityIndex
from synthetic_data.integrity import violations
from synthetic_data.integrity.homes import WITH_PARENT
from synthetic_data.kin_depth import in_circles
from synthetic_data.memory import Registrations, registries

CityOf = Callable[[int, int], City]
Rows = Mapping[Any, Any]
Breaks = Mapping[str, Rows]

TODAY = date(2026, 2, 2)


def broken(city: City, columns: Breaks) -> City:
    changed: dict[str, Any] = {}
    for name, rows in columns.items():
        column = getattr(city, name).copy()
        for row, value in rows.items():
            column[row] = value
        changed[name] = column
    return replace(city, **changed)


def first(mask: np.ndarray) -> int:
    return int(np.flatnonzero(mask)[0])


def with_father(city: City) -> int:
    return first(city.father >= 0)


def son(city: City) -> int:
    """A living man who has a mother and is nobody's spouse: he may be made anything."""
    free = (city.mother >= 0) & (city.sex == 0) & (city.died == 0)
    free[city.spouse_a] = False
    return first(free)


def born_near(city: City) -> tuple[int, int]:
    """Two people with a known mother, born in one month, some days apart."""
    child = np.flatnonzero((city.mother >= 0) & (city.born % 100 == 5))
    other = np.flatnonzero((city.mother >= 0) & (city.born % 100 == 20))
    month = np.intersect1d(city.born[child] // 100, city.born[other] // 100)[0]
    return (
        int(child[city.born[child] // 100 == month][0]),
        int(other[city.born[other] // 100 == month][0]),
    )


def dead(city: City) -> int:
    return first(city.died > 0)


def shared(city: City) -> int:
    """The first of two owners of one dwelling."""
    return first(city.owned_dwelling[1:] == city.owned_dwelling[:-1])


BREAKS: Mapping[str, Callable[[City], Breaks]] = {
    "every code has a word": lambda _: {"region": {3: 99}},
    "every day is one of the calendar": lambda _: {"died": {5: 20251301}},
    "every person referred to exists": lambda c: {"mother": {0: c.persons}},
    "every dwelling referred to exists": lambda c: {"home": {0: c.dwellings}},
    "every owner exists": lambda c: {"owner": {0: c.persons}},
    "every dwelling has an owner": lambda _: {"owned_dwelling": {-1: 0}},
    "no identification number occurs twice": lambda c: {"iin": {0: c.iin[1]}},
    "every control digit is right": lambda c: {"iin": {0: c.iin[0] ^ 1}},
    "digit 7 is of the block that is never issued": lambda _: {"iin": {0: 900101312345}},
    "a parent is at least 13 years older than the child": lambda c: {
        "born": {c.father[with_father(c)]: c.born[with_father(c)] - 120_000}
    },
    "a father is a man and a mother a woman": lambda c: {"sex": {c.father[with_father(c)]: 1}},
    "nobody is born to the dead": lambda c: {
        "died": {c.mother[son(c)]: c.born[c.mother[son(c)]] + 140_000}
    },
    "siblings by the mother are twins or 270 days apart": lambda c: {
        "mother": {x: c.mother[son(c)] for x in born_near(c)}
    },
    "nobody marries while incapacitated": lambda c: {
        "incapacitated_person": {first(c.incapacitated_until == 0): c.spouse_a[0]},
        "married_from": {0: c.as_of},
    },
    "nobody adopts while incapacitated": lambda c: {
        "incapacitated_person": {first(c.incapacitated_until == 0): c.adoptive_mother[-1]},
        "adopted_on": {-1: c.as_of},
    },
    "nobody begins full-time study while incapacitated": lambda c: {
        "incapacitated_person": {first(c.incapacitated_until == 0): c.student[first(c.full_time)]},
        "study_from": {first(c.full_time): c.as_of},
    },
    "nobody marries a sibling or a parent": lambda c: {
        "mother": {x[0]: c.mother[son(c)] for x in (c.spouse_a, c.spouse_b)}
    },
    "nobody has two spouses at a time": lambda c: {"spouse_a": {0: c.spouse_a[1]}},
    "a marriage begins before it ends": lambda c: {"married_until": {0: c.married_from[0]}},
    "a marriage ends with a death": lambda c: {"died": {c.spouse_a[0]: c.married_from[0]}},
    "spouses are of age": lambda c: {"married_from": {0: c.born[c.spouse_a[0]] + 170_000}},
    "a husband is a man and a wife a woman": lambda c: {"spouse_b": {0: c.spouse_a[0]}},
    "of two spouses each is the other's": lambda c: {
        "spouse_b": {first(c.married_until == 0): son(c)},
        "spouse_a": {first(c.married_until == 0) + 1: son(c)},
        "married_until": {first(c.married_until == 0) + 1: 0},
    },
    "spouses in the data mart are married now": lambda c: {
        "mart_relative": {first(c.mart_relation == MART_RELATIONS.index("spouse")): son(c)}
    },
    "nobody is adopted twice": lambda c: {"adopted_child": {0: c.adopted_child[1]}},
    "an adopter is at least 13 years older than the child": lambda c: {
        "adoptive_mother": {0: c.adopted_child[0]}
    },
    "an adoption falls between the birth and the reference day": lambda c: {
        "adopted_on": {0: c.born[c.adopted_child[0]]}
    },
    "an adoption has an adopter": lambda _: {
        "adoptive_father": {0: -1},
        "adoptive_mother": {0: -1},
    },
    "nobody is their own ancestor": lambda c: {
        "father": {c.father[with_father(c)]: with_father(c)}
    },
    "nobody dies before the birth": lambda c: {"died": {0: c.born[0] - 1}},
    "nobody dies after the reference day": lambda c: {"died": {0: c.as_of + 1}},
    "nobody is born after the reference day": lambda c: {"born": {0: c.as_of + 1}},
    "the dead own nothing": lambda c: {"owner": {first(~c.owner_is_organisation): dead(c)}},
    "nobody owns a dwelling twice": lambda c: {
        name: {shared(c) + 1: getattr(c, name)[shared(c)]}
        for name in ("owner", "owner_is_organisation")
    },
    "owners are sorted by dwelling": lambda c: {
        "owned_dwelling": {0: c.owned_dwelling[-1], -1: c.owned_dwelling[0]}
    },
    "an area is above zero": lambda _: {"useful_area": {0: 0}},
    "a useful area is within the total area": lambda _: {
        "total_area": {0: 300},
        "useful_area": {0: 301},
    },
    "a dwelling has a room": lambda _: {"rooms": {0: 0}},
    "an address is that of one dwelling": lambda c: {
        name: {0: getattr(c, name)[1]} for name in ("dwelling_city", "street", "house", "flat")
    },
    "the dead are not registered": lambda c: {"registered_person": {0: dead(c)}},
    "nobody is registered twice": lambda c: {"registered_person": {0: c.registered_person[1]}},
    "those under 14 are registered with a parent, the others by themselves": lambda c: {
        "born": {c.registered_person[first(c.registration_kind == WITH_PARENT)]: c.as_of - 140_000}
    },
    "the register's region is where one is registered": lambda c: {"region": {0: 1 - c.region[0]}},
    "the city has as many residents as asked for": lambda _: {"home": {0: -1}},
    "the dead live nowhere": lambda c: {"home": {dead(c): 0}},
    "nobody has two cards": lambda c: {"card_holder": {0: c.card_holder[1]}},
    "a card is issued from sixteen on": lambda c: {
        "born": {c.card_holder[0]: c.issued[0] - 150_000}
    },
    "a card is good for ten years": lambda c: {"expires": {0: c.expires[0] + 10_000}},
    "the dead have no card": lambda c: {"card_holder": {0: dead(c)}},
    "no card is issued after the reference day": lambda c: {"issued": {0: c.as_of + 1}},
    "a course of study begins before it ends": lambda c: {"study_until": {0: c.study_from[0]}},
    "the dead do not study": lambda c: {"student": {0: dead(c)}},
    "an act names no other than the true parents": lambda c: {
        "father_recorded": {first(c.father_recorded >= 0): c.father[with_father(c)] + 1}
    },
    "what an act lacks has a cause": lambda c: {
        "father_recorded": {first(c.father_recorded >= 0): -1}
    },
    "a marriage without an act has a cause": lambda c: {
        "marriage_defect": {first(c.marriage_defect > 0): 0}
    },
    "nobody is their own relative in the data mart": lambda c: {
        "mart_relative": {0: c.mart_person[0]}
    },
    "the incapacitated are of age": lambda c: {
        "incapacitated_from": {0: c.born[c.incapacitated_person[0]] + 170_000}
    },
    "a decision is lifted after it was made": lambda c: {
        "incapacitated_until": {0: c.incapacitated_from[0]}
    },
    "a ward is a minor or incapacitated": lambda c: {"ward": {0: c.spouse_a[0]}},
    "nobody guards themselves": lambda c: {"guardian": {0: c.ward[0]}},
    "a guardian is of age": lambda c: {"born": {c.guardian[0]: c.as_of - 170_000}},
    "a guardian is alive": lambda c: {"guardian": {0: dead(c)}},
    "a guardian is not incapacitated": lambda c: {
        "guardian": {0: c.incapacitated_person[first(c.incapacitated_until == 0)]}
    },
}
"""A rule → what in the city is changed so that it no longer holds."""

OF_SHAPE = {"the columns of a table have one length", "every column belongs to a table"}


@pytest.fixture(scope="module")
def small(city_of: CityOf) -> City:
    return city_of(2_000, 1)


@pytest.mark.parametrize("rule", BREAKS)
def test_a_broken_rule_is_counted(small: City, rule: str) -> None:
    assert violations(small)[rule] == 0
    assert violations(broken(small, BREAKS[rule](small)))[rule] > 0


def test_every_rule_is_broken_by_some_city_above(small: City) -> None:
    assert set(violations(small)) == {*BREAKS, *OF_SHAPE}


def test_a_short_column_is_counted_and_nothing_that_follows_is_asked(small: City) -> None:
    found = violations(replace(small, guardian=small.guardian[:-1]))
    assert found["the columns of a table have one length"] == 1
    assert "a guardian is alive" not in found


def test_a_column_of_no_table_is_counted(small: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("synthetic_data.integrity.columns.COLUMNS", ("born", "height"))
    assert violations(small)["every column belongs to a table"] > 0


@pytest.mark.parametrize("length", [1, 2, 3, 7])
def test_a_circle_of_ancestors_is_found_whatever_its_length(small: City, length: int) -> None:
    nobody = np.full(small.persons, -1, np.int32)
    mother, father = nobody.copy(), nobody.copy()
    ring = np.arange(10, 10 + length)
    father[ring] = np.roll(ring, 1)
    mother[100], father[11 + length] = 10, 12 + length  # a child of the ring, and a plain line
    none = np.empty(0, np.int32)
    bare: dict[str, Any] = {"adopted_child": none, "adoptive_father": none, "adoptive_mother": none}
    city = replace(small, father=father, mother=mother, **bare)
    assert np.flatnonzero(in_circles(city)).tolist() == ring.tolist()


def test_a_circle_may_go_through_an_adoption(small: City) -> None:
    child = int(small.adopted_child[0])
    grown = broken(small, {"mother": {int(small.adoptive_father[0]): child}})
    assert in_circles(grown)[child]


# -------------------------------------------------- what the registries answer about owners


def protected(city: City, day: int) -> np.ndarray:
    """Dwellings with an owner who is a minor or incapacitated on a day, from the columns alone."""
    held = (city.incapacitated_from <= day) & (
        (city.incapacitated_until == 0) | (city.incapacitated_until > day)
    )
    unfit = np.zeros(city.persons, bool)
    unfit[city.incapacitated_person[held]] = True
    unfit |= day - city.born < 180_000
    person = ~city.owner_is_organisation
    mask = np.zeros(city.dwellings, bool)
    mask[city.owned_dwelling[person][unfit[city.owner[person]]]] = True
    return mask


def test_the_registries_flag_exactly_the_dwellings_of_minors_and_the_incapacitated(
    city: City,
) -> None:
    asked = registries(Registrations(CityIndex(city)), Choices(), TODAY)
    today = TODAY.isoformat()

    def unfit(person: Id) -> bool:
        born = asked.gbd_fl.birth(person)["born"]
        minor = bool(is_minor(day_number(born), day_number(today)))
        return minor or asked.e_sobes.incapacitated(person, today)["incapacitated"]

    flagged = np.zeros(city.dwellings, bool)
    for dwelling in range(city.dwellings):
        owners = asked.egkn.owners(dwelling)["owners"]
        those = [o for o in owners if o["kind"] == "person" and unfit(o["id"])]
        flagged[dwelling] = dwelling_is_protected(len(owners), len(those), "any")
    assert flagged.any()
    assert np.array_equal(flagged, protected(city, day_number(today)))
