"""Who lives together, told from homes, parents and marriages of the city alone."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from synthetic_data import evidence
from synthetic_data.city import City
from synthetic_data.draws import Ints
from synthetic_data.gathering import (
    COUPLE,
    LONE,
    OTHER,
    PARENT,
    STUDENTS,
    TENANTS,
    THREE,
    TYPES,
    WITH_CHILDREN,
)
from synthetic_data.integrity.found import YEARS_18
from synthetic_data.marking import marked
from synthetic_data.quality.margin import Margin, margin

LARGEST = 7
SIZES = ("1", "2", "3", "4", "5", "6", "7+")
YEAR = 10_000
"""A year between days written ``yyyymmdd``."""


def margins(city: City) -> Iterator[Margin]:
    """Yield sizes and types of households; a room of a dormitory is a household.

    Args:
        city: any city.
    """
    types, size = household_types(city)
    lived = size > 0
    table = evidence.table("housing.size_distribution")
    counts = np.bincount(np.minimum(size, LARGEST), minlength=LARGEST + 1)[1:]
    yield margin(
        "homes/household_size", "housing.size_distribution", SIZES, list(table.values()), counts
    )
    table = evidence.table("housing.household_types")
    counts = np.bincount(types[lived], minlength=len(TYPES))
    wanted = [table[name] for name in TYPES]
    yield margin("homes/household_type", "housing.household_types", TYPES, wanted, counts)


def parents(city: City) -> tuple[Ints, Ints]:
    """Return father and mother of each person as they hold today, after adoptions."""
    father, mother = city.father.copy(), city.mother.copy()
    father[city.adopted_child] = city.adoptive_father
    mother[city.adopted_child] = city.adoptive_mother
    return father, mother


def household_types(city: City) -> tuple[Ints, Ints]:
    """Return type and number of the residents of each dwelling.

    Three generations: somebody lives with a parent and a child. A couple with children
    are exactly that, the children of any age, a single parent likewise; sharers are of
    age and neither spouse, parent nor child of one another; all else is other.

    Args:
        city: any city.

    Returns:
        Codes of ``gathering.TYPES``, meaningless where nobody lives; people.
    """
    n = city.population
    home = city.home[:n]
    child, parent, spouse = _ties(city)

    def count(mask: Ints) -> Ints:
        return np.bincount(home[mask], minlength=city.dwellings)

    size = np.bincount(home, minlength=city.dwellings)
    couples = count(spouse) // 2
    children = count(child)
    free = count(spouse & child) == 0
    strangers = count(child | parent | spouse) == 0
    strangers &= count(city.as_of - city.born[:n] < YEARS_18) == 0
    rules = (
        (size == 1, LONE),
        (count(child & parent) > 0, THREE),
        ((couples == 1) & (size == 2), COUPLE),  # noqa: PLR2004 - the two of them
        ((couples == 1) & (children == size - 2) & free, WITH_CHILDREN),
        ((couples == 0) & (children == size - 1), PARENT),
        (strangers & (count(_students(city)) == size), STUDENTS),
        (strangers, TENANTS),
    )
    types = np.full(city.dwellings, OTHER, np.int8)
    for mask, code in reversed(rules):
        types[mask] = code
    return types, size


def stays_with_parents(city: City) -> Margin:
    """Return the unmarried of age with a parent in the city, by age and whether they live with one.

    The target is the evidence's share of each age, for as many people as the age has. Fewer
    stay at every age than that where types and sizes of households leave no room.

    Args:
        city: any city.
    """
    n = city.population
    child, _, _ = _ties(city)
    has = np.zeros(n, bool)
    for column in parents(city):
        has |= (column[:n] >= 0) & (column[:n] < n)
    now = city.married_until == 0
    for spouse in (city.spouse_a[now], city.spouse_b[now]):
        has[spouse[spouse < n]] = False
    years = (city.as_of - city.born[:n]) // YEAR
    table = evidence.table("housing.stays_with_parents_by_age")
    band = np.searchsorted([int(age) for age in table], years, side="right") - 1
    who = has & (band >= 0)
    counts = np.bincount(2 * band[who] + ~child[who], minlength=2 * len(table)).reshape(-1, 2)
    shares = np.array(list(table.values()))
    target = counts.sum(axis=1, keepdims=True) * np.stack([shares, 1 - shares], axis=1)
    labels = [f"{age}+/{how}" for age in table for how in ("with_parents", "without_parents")]
    figure = "housing.stays_with_parents_by_age"
    return margin("homes/stays_with_parents", figure, labels, target.ravel(), counts.ravel())


def _ties(city: City) -> tuple[Ints, Ints, Ints]:
    """Return masks of residents who live with a parent, with a child, with the spouse."""
    n = city.population
    home, ids = city.home, np.arange(n)
    child, parent, spouse = (np.zeros(n, bool) for _ in range(3))
    for column in parents(city):
        who = np.flatnonzero(column[:n] >= 0)
        together = who[home[column[who]] == home[who]]
        child[together] = True
        parent[column[together][column[together] < n]] = True
    now = (city.married_until == 0) & (city.spouse_a < n) & (city.spouse_b < n)
    a, b = city.spouse_a[now], city.spouse_b[now]
    same = home[a] == home[b]
    spouse[ids[a[same]]] = spouse[ids[b[same]]] = True
    return child, parent, spouse


def _students(city: City) -> Ints:
    here = city.student[city.full_time & (city.study_until >= city.as_of)]
    return marked(here, city.persons)[: city.population]
