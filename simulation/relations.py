"""Who in the city could ask to be registered where: pools of pairs by relation to the owner.

A pool row is an applicant and a dwelling of Astana in which he is not registered yet. ``side`` is
the common parent, or the side, that a category would have to state: 0 father, 1 mother, -1 none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from synthetic_data.city import ASTANA, City

Ints = NDArray[Any]
"""Rows of a city, int32 as there; a side is int8. A whole city has millions of pairs."""

FATHER, MOTHER, NO_SIDE = 0, 1, -1
SMALLEST_AGE: Final = 160_000
"""Sixteen years between two days yyyymmdd: younger people do not apply themselves."""


class Edges(NamedTuple):
    """Pairs of people: ``one`` is to ``other`` what the relation says, through ``side``."""

    one: Ints
    other: Ints
    side: Ints


@dataclass(frozen=True, slots=True)
class Pool:
    """Possible applications of one relation."""

    applicant: Ints
    dwelling: Ints
    side: Ints


def matches(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Return the positions of all pairs of equal keys; negative keys match nothing.

    Args:
        left: keys, small whole numbers.
        right: keys.

    Returns:
        Positions in left and in right, ordered by left.
    """
    known = np.flatnonzero(right >= 0).astype(np.int32)
    order = known[np.argsort(right[known], kind="stable")]
    size = 1 + max(int(right.max(initial=0)), int(left.max(initial=0)))
    many = np.bincount(right[known], minlength=size).astype(np.int32)
    first = np.cumsum(many, dtype=np.int32) - many
    count = np.where(left < 0, 0, many[left])
    positions = np.repeat(np.arange(len(left), dtype=np.int32), count)
    before = np.cumsum(count, dtype=np.int32) - count
    offsets = np.arange(len(positions), dtype=np.int32)
    offsets -= np.repeat(before - first[left], count)
    return positions, order[offsets]


def pools(city: City, day: int) -> Mapping[str, Pool]:
    """Return the possible applications by relation of applicant to owner.

    Args:
        city: the city.
        day: ``yyyymmdd``; applicants are alive and at least 16, marriages hold on this day.
    """
    mine = ~city.owner_is_organisation.astype(bool) & (city.owner >= 0)
    mine &= city.dwelling_city[city.owned_dwelling] == ASTANA
    owner = city.owner[mine].astype(np.int32)
    dwelling = city.owned_dwelling[mine].astype(np.int32)
    allowed = (city.died == 0) & (day - city.born >= SMALLEST_AGE)
    found = {}
    for relation, edges in _relations(city, day).items():
        rows, pairs = matches(owner, edges.other)
        pool = Pool(edges.one[pairs], dwelling[rows], edges.side[pairs])
        found[relation] = _not_registered(city, pool, allowed)
    himself = Pool(owner, dwelling, _side(owner, NO_SIDE))
    found["owner_himself"] = _not_registered(city, himself, allowed)
    return found | _strangers(city, day, dwelling, allowed)


def _relations(city: City, day: int) -> dict[str, Edges]:
    """Return the pairs of people by what the first is to the second, in truth."""
    parents = _parents(city)
    children = Edges(parents.other, parents.one, parents.side)
    spouses = _spouses(city, day)
    siblings = _through(children, parents)
    siblings = _only(siblings, siblings.one != siblings.other)
    full, half = _full_and_half(city, siblings)
    of_spouse = _through(_both(parents, _plain(siblings)), spouses)
    grandparents = _through(parents, parents)
    return {
        "spouse": spouses,
        "child": children,
        "parent": parents,
        "full_sibling": full,
        "half_sibling": half,
        # the side is that of the owner's parent: the second step
        "grandparent": grandparents,
        "grandchild": _grandchildren(children),
        "in_law_as_text": _plain(of_spouse),
        "in_law_other_way": _plain(_through(spouses, children)),
        "other_kin": _plain(_through(children, siblings)),
    }


def _side(people: Ints, side: int) -> Ints:
    """Return the same side for everybody."""
    return np.full(len(people), side, np.int8)


def _parents(city: City) -> Edges:
    sides = [(city.father, FATHER), (city.mother, MOTHER)]
    parts = []
    for column, side in sides:
        child = np.flatnonzero(column >= 0).astype(np.int32)
        parts.append(Edges(column[child].astype(np.int32), child, _side(child, side)))
    return _both(*parts)


def _spouses(city: City, day: int) -> Edges:
    now = (city.married_from <= day) & ((city.married_until == 0) | (day < city.married_until))
    a, b = (column[now].astype(np.int32) for column in (city.spouse_a, city.spouse_b))
    known = (a >= 0) & (b >= 0)
    a, b = a[known], b[known]
    nothing = _side(a, NO_SIDE)
    return _both(Edges(a, b, nothing), Edges(b, a, nothing))


def _through(first: Edges, second: Edges) -> Edges:
    """Return who is ``first`` to somebody who is ``second`` to another, with the second side."""
    rows, pairs = matches(first.other, second.one)
    return Edges(first.one[rows], second.other[pairs], second.side[pairs])


def _grandchildren(children: Edges) -> Edges:
    """Return grandchildren with the side of their own parent: the first step."""
    rows, pairs = matches(children.other, children.one)
    return Edges(children.one[rows], children.other[pairs], children.side[rows])


def _full_and_half(city: City, siblings: Edges) -> tuple[Edges, Edges]:
    a, b = siblings.one, siblings.other
    both = (city.father[a] == city.father[b]) & (city.mother[a] == city.mother[b])
    once = both & (siblings.side == FATHER)  # full siblings are met through both parents
    return _only(siblings, once), _only(siblings, ~both)


def _both(one: Edges, other: Edges) -> Edges:
    return Edges(*(np.concatenate(pair) for pair in zip(one, other, strict=True)))


def _only(edges: Edges, mask: NDArray[np.bool_]) -> Edges:
    return Edges(*(column[mask] for column in edges))


def _plain(edges: Edges) -> Edges:
    return edges._replace(side=_side(edges.one, NO_SIDE))


def _registered(city: City, applicant: Ints, dwelling: Ints) -> NDArray[np.bool_]:
    """Say of every pair whether the person is registered in the dwelling in any way."""
    found = np.zeros(len(applicant), dtype=bool)
    for held in _held(city):
        found |= held[applicant] == dwelling
    return found


def _held(city: City) -> list[Ints]:
    """Return the first, second, … dwelling in which each person is registered, -1 for none."""
    order = np.argsort(city.registered_person, kind="stable")
    person, dwelling = city.registered_person[order], city.registered_dwelling[order]
    starts = np.searchsorted(person, person, side="left")
    number = np.arange(len(person)) - starts
    found = []
    for turn in range(int(number.max(initial=-1)) + 1):
        held = np.full(city.persons, -1, dtype=np.int32)
        held[person[number == turn]] = dwelling[number == turn]
        found.append(held)
    return found


def _not_registered(city: City, pool: Pool, allowed: NDArray[np.bool_]) -> Pool:
    fits = allowed[pool.applicant] & ~_registered(city, pool.applicant, pool.dwelling)
    return Pool(pool.applicant[fits], pool.dwelling[fits], pool.side[fits])


def _strangers(city: City, day: int, owned: Ints, allowed: NDArray[np.bool_]) -> dict[str, Pool]:
    """Return pools whose applicants and dwellings are drawn apart from one another."""
    anybody = np.flatnonzero(allowed).astype(np.int32)
    studies = city.full_time.astype(bool) & (city.study_city == ASTANA)
    studies &= (city.study_from <= day) & (day <= city.study_until)
    students = city.student[studies].astype(np.int32)
    houses = city.owned_dwelling[city.owner_is_organisation.astype(bool)].astype(np.int32)
    houses = houses[city.dwelling_city[houses] == ASTANA]
    return {
        "student_no_kin": _crossed(students[allowed[students]], owned),
        "tenant_no_kin": _crossed(anybody, owned),
        "partner": _crossed(anybody, owned),
        "organisation_housing": _crossed(anybody, houses),
    }


SPREAD: Final = 7_919
"""A prime stride that pairs strangers with dwellings without any order of the city."""


def _crossed(applicants: Ints, dwellings: Ints) -> Pool:
    """Pair every applicant with some dwelling, evenly; nobody where there is no dwelling."""
    if not len(dwellings):
        return Pool(*(np.empty(0, dtype=np.int32),) * 3)
    pick = (np.arange(len(applicants)) * SPREAD) % len(dwellings)
    return Pool(applicants, dwellings[pick], _side(applicants, NO_SIDE))


def registered_pairs(city: City, day: int) -> Pool:
    """Return people with the dwelling of Astana in which they are registered."""
    person, dwelling = (
        column.astype(np.int32) for column in (city.registered_person, city.registered_dwelling)
    )
    fits = (city.died[person] == 0) & (day - city.born[person] >= SMALLEST_AGE)
    fits &= city.dwelling_city[dwelling] == ASTANA
    return Pool(person[fits], dwelling[fits], _side(person[fits], NO_SIDE))
