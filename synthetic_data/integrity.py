"""What must hold in every city: each rule with its count of violations, which must be 0."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from domain.iin import SERIALS
from synthetic_data.city import ASTANA, COLUMNS, DEFECTS, REGISTRATION_KINDS, City
from synthetic_data.draws import Ints
from synthetic_data.numbers import numbered

Found = dict[str, Ints | bool | int]
Check = Callable[[City], Found]

YEARS_13, YEARS_14, YEARS_16, YEARS_18 = 130_000, 140_000, 160_000, 180_000
WITH_PARENT = REGISTRATION_KINDS.index("with_parent")
FATHER_MISSING = DEFECTS.index("father_missing")

GROUPS = {
    "born": "died sex iin region district home family_name given_name patronymic people "
    "father mother father_recorded mother_recorded act_recorded birth_defect",
    "spouse_a": "spouse_b married_from married_until marriage_recorded marriage_defect",
    "adopted_child": "adoptive_father adoptive_mother adopted_on",
    "dwelling_city": "dwelling_district street house flat rooms total_area useful_area kind",
    "owned_dwelling": "owner owner_is_organisation",
    "organisation_name": "",
    "registered_person": "registered_dwelling registration_kind",
    "incapacitated_person": "incapacitated_from incapacitated_until",
    "ward": "guardian",
    "student": "education_registry full_time study_city study_from study_until",
    "card_holder": "issued expires data_changed",
    "mart_person": "mart_relative mart_relation mart_as_of",
}
"""The first column of each table and those that must have as many rows."""

PERSON_OR_NONE = (
    "father",
    "mother",
    "father_recorded",
    "mother_recorded",
    "adoptive_father",
    "adoptive_mother",
)
PERSON = (
    "spouse_a",
    "spouse_b",
    "adopted_child",
    "registered_person",
    "incapacitated_person",
    "ward",
    "guardian",
    "student",
    "card_holder",
    "mart_person",
    "mart_relative",
)
DWELLING = ("owned_dwelling", "registered_dwelling")


def violations(city: City) -> dict[str, int]:
    """Return for each rule how often the city breaks it.

    Args:
        city: any city.

    Returns:
        Rule, as a sentence, → count; all must be 0. Where a column is short or points at
        nothing, the rules that would follow the pointer are left out.
    """
    found = _counted(city, (_shapes, _references))
    if not any(found.values()):
        found |= _counted(city, FOLLOWING)
    return found


def _counted(city: City, checks: Iterable[Check]) -> dict[str, int]:
    return {rule: int(np.sum(broken)) for check in checks for rule, broken in check(city).items()}


def _shapes(city: City) -> Found:
    lengths = {
        first: {len(getattr(city, name)) for name in (first, *rest.split())}
        for first, rest in GROUPS.items()
    }
    covered = {name for first, rest in GROUPS.items() for name in (first, *rest.split())}
    return {
        "the columns of a table have one length": sum(len(each) > 1 for each in lengths.values()),
        "every column belongs to a table": len(set(COLUMNS) ^ covered),
    }


def _references(city: City) -> Found:
    def out(names: tuple[str, ...], low: int, rows: int) -> int:
        columns = [getattr(city, name) for name in names]
        return sum(int(((column < low) | (column >= rows)).sum()) for column in columns)

    legal = city.owner_is_organisation
    limit = np.where(legal, len(city.organisation_name), city.persons)
    return {
        "every person referred to exists": out(PERSON_OR_NONE, -1, city.persons)
        + out(PERSON, 0, city.persons),
        "every dwelling referred to exists": out(DWELLING, 0, city.dwellings)
        + out(("home",), -1, city.dwellings),
        "every owner exists": (city.owner < 0) | (city.owner >= limit),
        "every dwelling has an owner": city.dwellings - len(np.unique(city.owned_dwelling)),
    }


def _numbers(city: City) -> Found:
    first = city.iin // 10
    again = numbered(first // SERIALS, first % SERIALS)
    return {
        "no identification number occurs twice": city.persons - len(np.unique(city.iin)),
        "every control digit is right": again != city.iin,
        "digit 7 is of the block that is never issued": ~np.isin(
            first // SERIALS % 10, (7, 8, 9, 0)
        ),
    }


def _births(city: City) -> Found:
    gaps, sexes, dead = [], [], []
    for column, sex, days in ((city.father, 0, 10_000), (city.mother, 1, 0)):
        child = np.flatnonzero(column >= 0)
        parent = column[child]
        gaps.append((city.born[child] - city.born[parent] < YEARS_13).sum())
        sexes.append((city.sex[parent] != sex).sum())
        late = (city.died[parent] > 0) & (city.died[parent] + days < city.born[child])
        dead.append(late.sum())
    return {
        "a parent is at least 13 years older than the child": sum(gaps),
        "a father is a man and a mother a woman": sum(sexes),
        "nobody is born to the dead": sum(dead),
    }


def _marriages(city: City) -> Found:
    a, b = city.spouse_a, city.spouse_b
    until = np.where(city.married_until > 0, city.married_until, 99_999_999)
    who = np.concatenate([a, b])
    since, end = np.tile(city.married_from, 2), np.tile(until, 2)
    order = np.lexsort((since, who))
    who, since, end = who[order], since[order], end[order]
    related = np.zeros(len(a), bool)
    for column in (city.father, city.mother):
        related |= (column[a] >= 0) & (column[a] == column[b])
        related |= (column[a] == b) | (column[b] == a)
    died = np.minimum(*(np.where(city.died[x] > 0, city.died[x], 99_999_999) for x in (a, b)))
    return {
        "nobody marries a sibling or a parent": related,
        "nobody has two spouses at a time": (who[1:] == who[:-1]) & (since[1:] < end[:-1]),
        "a marriage begins before it ends": city.married_from >= until,
        "a marriage ends with a death": until > died,
        "spouses are of age": city.married_from - np.maximum(city.born[a], city.born[b]) < YEARS_18,
        "a husband is a man and a wife a woman": (city.sex[a] != 0) | (city.sex[b] != 1),
    }


def _adoptions(city: City) -> Found:
    child = city.adopted_child
    younger = np.zeros(len(child), bool)
    for column in (city.adoptive_father, city.adoptive_mother):
        younger |= (column >= 0) & (city.born[child] - city.born[column] < YEARS_13)
    early = (city.adopted_on <= city.born[child]) | (city.adopted_on > city.as_of)
    none = (city.adoptive_father < 0) & (city.adoptive_mother < 0)
    return {
        "nobody is adopted twice": len(child) - len(np.unique(child)),
        "an adopter is at least 13 years older than the child": younger,
        "an adoption falls between the birth and the reference day": early,
        "an adoption has an adopter": none,
    }


def _ancestors(city: City) -> Found:
    """Everybody's parents are born earlier, so a line of ancestors can never return."""
    father, mother = city.father.copy(), city.mother.copy()
    father[city.adopted_child] = city.adoptive_father
    mother[city.adopted_child] = city.adoptive_mother
    circle = np.zeros(city.persons, bool)
    for column in (city.father, city.mother, father, mother):
        circle |= (column >= 0) & (city.born[column] >= city.born)
    return {
        "nobody is their own ancestor": circle,
        "nobody dies before the birth": (city.died > 0) & (city.died < city.born),
        "nobody is born after the reference day": city.born > city.as_of,
    }


def _ownerships(city: City) -> Found:
    person = ~city.owner_is_organisation
    pair = city.owned_dwelling.astype(np.int64) * (city.persons + len(city.organisation_name))
    pair = pair + city.owner
    return {
        "the dead own nothing": city.died[city.owner[person]] > 0,
        "nobody owns a dwelling twice": len(pair) - len(np.unique(pair)),
        "owners are sorted by dwelling": np.diff(city.owned_dwelling) < 0,
        "a useful area is within the total area": (city.total_area >= 0)
        & (city.useful_area > city.total_area),
    }


def _registrations(city: City) -> Found:
    who, where = city.registered_person, city.registered_dwelling
    under_14 = city.as_of - city.born[who] < YEARS_14
    in_city = np.zeros(city.persons, bool)
    in_city[who] = city.dwelling_city[where] == ASTANA
    living = city.died == 0
    here = living[: city.population] & (city.home[: city.population] >= 0)
    return {
        "the city has as many residents as asked for": ~here,
        "the dead are not registered": city.died[who] > 0,
        "nobody is registered twice": len(who) - len(np.unique(who)),
        "those under 14 are registered with a parent, the others by themselves": under_14
        != (city.registration_kind == WITH_PARENT),
        "the register's region is where one is registered": living
        & (in_city != (city.region == ASTANA)),
        "the dead live nowhere": (city.died > 0) & (city.home >= 0),
    }


def _documents(city: City) -> Found:
    holder = city.card_holder
    return {
        "nobody has two cards": len(holder) - len(np.unique(holder)),
        "a card is issued from sixteen on": city.issued - city.born[holder] < YEARS_16,
        "a card is good for ten years": ~np.isin(city.expires - city.issued, (100_000, 100_072)),
        "the dead have no card": city.died[holder] > 0,
        "no card is issued after the reference day": city.issued > city.as_of,
        "a course of study begins before it ends": city.study_from >= city.study_until,
    }


def _records(city: City) -> Found:
    whole, nameless = city.birth_defect == 0, city.birth_defect == FATHER_MISSING
    wrong = np.zeros(city.persons, bool)
    untold = city.act_recorded != (whole | nameless)
    for truth, record, told in (
        (city.father, city.father_recorded, whole),
        (city.mother, city.mother_recorded, whole | nameless),
    ):
        wrong |= (record >= 0) & ((record != truth) | ~city.act_recorded)
        untold |= record != np.where(told, truth, -1)
    return {
        "an act names no other than the true parents": wrong,
        "what an act lacks has a cause": untold | (nameless & (city.father < 0)),
        "a marriage without an act has a cause": city.marriage_recorded
        != (city.marriage_defect == 0),
        "nobody is their own relative in the data mart": city.mart_person == city.mart_relative,
    }


def _care(city: City) -> Found:
    who, until = city.incapacitated_person, city.incapacitated_until
    return {
        "the incapacitated are of age": city.incapacitated_from - city.born[who] < YEARS_18,
        "a decision is lifted after it was made": (until > 0) & (until <= city.incapacitated_from),
        "nobody guards themselves": city.ward == city.guardian,
        "a guardian is of age": city.as_of - city.born[city.guardian] < YEARS_18,
        "a guardian is alive": city.died[city.guardian] > 0,
        "a guardian is not incapacitated": np.isin(city.guardian, who[until == 0]),
    }


FOLLOWING: tuple[Check, ...] = (
    _numbers,
    _births,
    _marriages,
    _adoptions,
    _ancestors,
    _ownerships,
    _registrations,
    _documents,
    _records,
    _care,
)
