"""Margins and joints of the families: couples, births, brothers and sisters, adoptions, kin."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from synthetic_data import evidence
from synthetic_data.births import COMPLETED_AGE, NEAR_BIRTH_DAYS
from synthetic_data.city import City
from synthetic_data.draws import Floats, Ints
from synthetic_data.families import TWINS_UNDER
from synthetic_data.people import FEMALE, OF_AGE
from synthetic_data.quality.kin import adoptive, outside_marriage, raising, reach
from synthetic_data.quality.margin import Margin, margin, share
from synthetic_data.quality.people import years

OLD_WOMEN = (45, 55, 65, 75)
"""Ages at which the groups of women of completed fertility begin, in the joint."""

FIRST_DECADE = 1930


def margins(city: City) -> Iterator[Margin]:
    """Yield the margins; each must be met, TVD below 0.01 in a full city.

    Args:
        city: any city.
    """
    yield _gaps(city)
    classes, target = _classes("families.mother_age_share", "families.mother_age_end")
    counted = np.bincount(_mother_ages(city)[1], minlength=len(classes))
    yield margin("families/mother_age", "families.mother_age_share", classes, target, counted)
    table = evidence.table("families.children_per_woman")
    counted = np.bincount(_completed(city)[1], minlength=len(table))
    codes = [*list(table)[:-1], f"{list(table)[-1]}+"]
    source = "families.children_per_woman"
    yield margin("families/children", source, codes, list(table.values()), counted)
    yield from _minors(city)
    yield _remarried(city)
    yield _twins(city)
    yield from _adopted(city)
    yield _incapacitated(city)


def joints(city: City) -> Iterator[Margin]:
    """Yield the joints that matter.

    Args:
        city: any city.
    """
    yield _gap_by_age(city)
    yield _mother_age_by_decade(city)
    yield _children_by_age(city)
    source = "families.known_ancestors"
    table = evidence.table(source)
    known = reach(city)
    for name, wanted in table.items():
        yield share(f"families/known_{name}", source, wanted, known[name])


def _classes(key: str, end: str) -> tuple[list[str], Floats]:
    """Return code and share of the classes of a figure whose keys are their first years."""
    table = evidence.table(key)
    edges = [*map(int, table), round(evidence.number(end))]
    codes = [f"{low}-{high - 1}" for low, high in pairwise(edges)]
    return codes, np.array(list(table.values()))


def _class_of(key: str, value: Ints) -> Ints:
    starts = [int(start) for start in evidence.table(key)]
    place: Ints = np.clip(np.searchsorted(starts, value, side="right") - 1, 0, len(starts) - 1)
    return place


def _given(rows: Ints, shares: Floats) -> Floats:
    """Return the cells of a joint whose rows are as found, each with the same shares."""
    weights: Floats = np.outer(rows if rows.any() else np.ones(len(rows)), shares).ravel()
    return weights


def _couples(city: City) -> tuple[Ints, Ints]:
    """Return husband and wife of the present couples among the residents."""
    now = city.married_until == 0
    now &= (city.spouse_a < city.population) & (city.spouse_b < city.population)
    return city.spouse_a[now], city.spouse_b[now]


def _gap_class(city: City) -> Ints:
    husband, wife = _couples(city)
    gap = (city.born[wife] - city.born[husband]) // 10_000
    return _class_of("families.spouse_gap_share", gap)


def _gaps(city: City) -> Margin:
    codes, target = _classes("families.spouse_gap_share", "families.spouse_gap_limit")
    counted = np.bincount(_gap_class(city), minlength=len(codes))
    return margin("families/spouse_gap", "families.spouse_gap_share", codes, target, counted)


def _gap_by_age(city: City) -> Margin:
    """The gap of a couple by the husband's age: the same at every age."""
    codes, target = _classes("families.spouse_gap_share", "families.spouse_gap_limit")
    band = np.clip(years(city, _couples(city)[0]) // 10 - 2, 0, 5)
    counted = np.bincount(band * len(codes) + _gap_class(city), minlength=6 * len(codes))
    ages = counted.reshape(6, -1).sum(axis=1)
    names = [f"{decade}0s" for decade in range(2, 7)]
    cells = [f"{name}/{code}" for name in [*names, "70+"] for code in codes]
    source = "families.spouse_gap_share"
    wanted = _given(ages, target)
    return margin("families/spouse_gap_by_age", source, cells, wanted, counted)


def _mother_ages(city: City) -> tuple[Ints, Ints]:
    """Return everybody whose mother is known, and the class of her age at the birth."""
    child = np.flatnonzero(city.mother >= 0)
    age = (city.born[child] - city.born[city.mother[child]]) // 10_000
    return child, _class_of("families.mother_age_share", age)


def _mother_age_by_decade(city: City) -> Margin:
    """The mother's age by the decade of the birth: the same in every decade."""
    codes, target = _classes("families.mother_age_share", "families.mother_age_end")
    child, age = _mother_ages(city)
    first, last = FIRST_DECADE // 10, city.as_of // 100_000
    decade = np.clip(city.born[child] // 100_000, first, last) - first
    rows = last - first + 1
    counted = np.bincount(decade * len(codes) + age, minlength=rows * len(codes))
    births = counted.reshape(rows, -1).sum(axis=1)
    cells = [f"{10 * (first + row)}s/{code}" for row in range(rows) for code in codes]
    wanted = _given(births, target)
    source = "families.mother_age_share"
    return margin("families/mother_age_by_decade", source, cells, wanted, counted)


def _completed(city: City) -> tuple[Ints, Ints]:
    """Return resident women of 45 and over, and their class of children ever born."""
    residents = np.arange(city.population)
    old = (city.sex[residents] == FEMALE) & (years(city, residents) >= COMPLETED_AGE)
    women = np.flatnonzero(old)
    born = np.bincount(city.mother[city.mother >= 0], minlength=city.persons)
    most = len(evidence.table("families.children_per_woman")) - 1
    return women, np.minimum(born[women], most)


def _children_by_age(city: City) -> Margin:
    """Children by the woman's age: the same in every group of completed fertility."""
    table = evidence.table("families.children_per_woman")
    women, children = _completed(city)
    group = np.searchsorted(OLD_WOMEN, years(city, women), side="right") - 1
    counted = np.bincount(group * len(table) + children, minlength=len(OLD_WOMEN) * len(table))
    each = counted.reshape(len(OLD_WOMEN), -1).sum(axis=1)
    wanted = _given(each, np.array(list(table.values())))
    cells = [f"{age}+/{code}" for age in OLD_WOMEN for code in table]
    source = "families.children_per_woman"
    return margin("families/children_by_age", source, cells, wanted, counted)


def _minors(city: City) -> Iterator[Margin]:
    """The families in which minors were born, or which took them in."""
    minor = np.flatnonzero(years(city, np.arange(city.population)) < OF_AGE)
    mother, father = (column[minor] for column in raising(city))
    dead = city.died > 0
    orphan = (mother >= 0) & (father >= 0) & dead[mother] & dead[father]
    single = (mother >= 0) & ~orphan & outside_marriage(city, (minor, mother), NEAR_BIRTH_DAYS)
    kind = np.select([mother < 0, orphan, single], [3, 2, 1], 0)
    table = evidence.table("families.minors_families")
    counted = np.bincount(kind, minlength=4)
    source = "families.minors_families"
    yield margin("families/minors", source, list(table), list(table.values()), counted)
    alone = 1 - evidence.number("families.partner_known_share")
    wanted = table["single"] * alone / (1 - table["unknown"])
    source = "families.partner_known_share"
    yield share("families/father_unknown", source, wanted, father[mother >= 0] < 0)


def _remarried(city: City) -> Margin:
    """The married residents who had another marriage before."""
    ended = np.zeros(city.persons, bool)
    over = city.married_until > 0
    ended[city.spouse_a[over]] = ended[city.spouse_b[over]] = True
    wanted = evidence.number("population.remarried_share")
    again = ended[np.concatenate(_couples(city))]
    return share("families/remarried", "population.remarried_share", wanted, again)


def _twins(city: City) -> Margin:
    """Residents under 16 who share the day of birth with a sibling by the mother."""
    young = years(city, np.arange(city.population)) < TWINS_UNDER
    child = np.flatnonzero(young & (city.mother[: city.population] >= 0))
    key = city.mother[child].astype(np.int64) * 100_000_000 + city.born[child]
    order = np.argsort(key)
    same = np.diff(key[order]) == 0
    twin = np.concatenate([same, [False]]) | np.concatenate([[False], same])
    wanted = evidence.number("families.twin_share")
    mask = np.zeros(int(young.sum()), bool)
    mask[: int(twin.sum())] = True
    return share("families/twins", "families.twin_share", wanted, mask)


def _adopted(city: City) -> Iterator[Margin]:
    """Residents under 25 adopted by a couple, neither of whom is a parent by birth."""
    until = evidence.number("families.adopted_until_age")
    young = years(city, np.arange(city.population)) < until
    wanted = evidence.number("families.adopted_share")
    by_couple = adoptive(city, "couple")[: city.population][young]
    yield share("families/adopted_by_couple", "families.adopted_share", wanted, by_couple)


def _incapacitated(city: City) -> Margin:
    """Living people of age with a decision of incapacity, lifted ones included."""
    adult = (years(city, np.arange(city.persons)) >= OF_AGE) & (city.died == 0)
    unfit = np.zeros(city.persons, bool)
    unfit[city.incapacitated_person] = True
    wanted = evidence.number("families.incapacitated_share")
    return share("families/incapacitated", "families.incapacitated_share", wanted, unfit[adult])
