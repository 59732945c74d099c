"""The kinship graph in numbers: how far it reaches, and which families it holds."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from synthetic_data.city import City
from synthetic_data.days import as_number
from synthetic_data.draws import Ints
from synthetic_data.integrity.found import YEARS_18
from synthetic_data.marking import marked
from synthetic_data.quality.living import parents

HOW_ADOPTED = ("couple", "one", "stepfather")


def adoptive(city: City, how: str) -> Ints:
    """Return a mask of the persons who were adopted in one of the ways ``HOW_ADOPTED``.

    Args:
        city: any city.
        how: ``couple``, both of them strangers; ``one``; ``stepfather``, with the mother.
    """
    child, father, mother = city.adopted_child, city.adoptive_father, city.adoptive_mother
    both = (father >= 0) & (mother >= 0)
    step = both & (mother == city.mother[child])
    chosen = {"couple": both & ~step, "one": ~both, "stepfather": step}[how]
    return marked(child[chosen], city.persons)


def raising(city: City) -> tuple[Ints, Ints]:
    """Return mother and father by birth, or those who took the child in; -1 for none.

    A stepfather who adopted does not count: the family of the birth is that of both parents.

    Args:
        city: any city.
    """
    father, mother = parents(city)
    step = adoptive(city, "stepfather")
    father[step] = city.father[step]
    return mother, father


def outside_marriage(city: City, births: tuple[Ints, Ints], after_days: int) -> Ints:
    """Return which children were born in no marriage of the mother, nor soon after one.

    Args:
        city: any city.
        births: rows of the children and of their mothers, -1 for none.
        after_days: how long after the end of a marriage the husband still counts as father.
    """
    over = np.where(city.married_until > 0, later(city.married_until, after_days), 99_999_999)
    child, mother = births
    covered = np.zeros(len(child), bool)
    order = np.lexsort((city.married_from, city.spouse_b))
    wife = city.spouse_b[order]
    place = np.searchsorted(wife, mother)
    for step in range(int(np.bincount(wife).max(initial=0))):
        at = np.minimum(place + step, max(len(wife) - 1, 0))
        same = wife[at] == mother
        row = order[at]
        day = city.born[child]
        covered |= same & (city.married_from[row] <= day) & (day <= over[row])
    return ~covered


def later(day: Ints, days: int) -> Ints:
    """Return the calendar days, ``yyyymmdd``, so many days after others; 0 stays 0.

    Args:
        day: calendar days.
        days: how many.
    """
    known, place = np.unique(day, return_inverse=True)
    moved = [_later(int(each), days) if each else 0 for each in known]
    return np.array(moved, np.int32)[place]


def _later(day: int, days: int) -> int:
    moved = date(day // 10_000, day // 100 % 100, day % 100) + timedelta(days=days)
    return as_number(moved)


def reach(city: City) -> dict[str, Ints]:
    """Return for the resident minors whether an ancestor of each degree is known.

    Args:
        city: any city.

    Returns:
        ``parent``, ``grandparent``, ``great_grandparent`` and
        ``great_great_grandparent``, a mask over the resident minors each.
    """
    known = (city.father >= 0) | (city.mother >= 0)
    minor = city.as_of - city.born[: city.population] < YEARS_18
    found, mask = {}, known
    for name in ("parent", "grandparent", "great_grandparent", "great_great_grandparent"):
        found[name] = mask[: city.population][minor]
        above = np.zeros(city.persons, bool)
        for parent in (city.father, city.mother):
            above |= (parent >= 0) & mask[parent]
        mask = above
    return found


def kin_counts(city: City) -> dict[str, int]:
    """Return how many people and marriages of each kind the kinship graph holds.

    Args:
        city: any city.
    """
    over = city.married_until > 0
    by_death = over & np.logical_or(
        *(city.died[spouse] == city.married_until for spouse in (city.spouse_a, city.spouse_b))
    )
    counts = {
        "marriages_now": int((~over).sum()),
        "marriages_ended_by_death": int(by_death.sum()),
        "marriages_ended_by_divorce": int((over & ~by_death).sum()),
        "half_siblings_by_mother": _half(city.mother, city.father),
        "half_siblings_by_father": _half(city.father, city.mother),
        "minors_with_step_parent": int(_step_children(city).sum()),
    }
    for how in HOW_ADOPTED:
        counts[f"adopted_by_{how}"] = int(adoptive(city, how).sum())
    return counts | _apart(city)


def _half(same: Ints, other: Ints) -> int:
    """Return how many people have a known other parent than an elder sibling by the same one."""
    child = np.flatnonzero((same >= 0) & (other >= 0))
    order = child[np.lexsort((other[child], same[child]))]
    differs = (np.diff(same[order]) == 0) & (np.diff(other[order]) != 0)
    return int(differs.sum())


def _step_children(city: City) -> Ints:
    """Return a mask of the minors with a parent now married to somebody who is not the other."""
    now = city.married_until == 0
    spouse = np.full(city.persons, -1, np.int32)
    spouse[city.spouse_a[now]], spouse[city.spouse_b[now]] = city.spouse_b[now], city.spouse_a[now]
    step = np.zeros(city.persons, bool)
    for parent, other in ((city.father, city.mother), (city.mother, city.father)):
        step |= (parent >= 0) & (spouse[parent] >= 0) & (spouse[parent] != other)
    mask: Ints = step & (city.as_of - city.born < YEARS_18)
    return mask


def _apart(city: City) -> dict[str, int]:
    """Return how many pairs of child and mother live apart, and across the city's border."""
    child = np.flatnonzero(city.mother >= 0)
    mother = city.mother[child]
    alive = (city.died[child] == 0) & (city.died[mother] == 0)
    inside = (child < city.population).astype(np.int8) + (mother < city.population)
    apart = (inside == 2) & (city.home[child] != city.home[mother])  # noqa: PLR2004 - both of them
    return {
        "mothers_in_another_dwelling": int((alive & apart).sum()),
        "mothers_across_the_border": int((alive & (inside == 1)).sum()),
        "mothers_dead": int((city.died[mother] > 0).sum()),
    }
