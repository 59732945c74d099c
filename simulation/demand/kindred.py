"""The true kin of a city, to step from a person to some relative: millions of steps at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from synthetic_data.city import City

Ints = NDArray[Any]
Floats = NDArray[np.float64]

NOBODY = -1
FATHER, MOTHER = 0, 1


@dataclass(frozen=True, slots=True, eq=False)
class Kindred:
    """Parents that hold, spouses and children of everybody on a day, in truth.

    Every step takes persons, -1 for nobody, and gives one relative for each, -1 where there is
    none; of several it picks one by a draw from 0 to 1, the same draw always the same one.

    Args:
        parent: father and mother, after adoptions; one more row than persons, for nobody.
        spouse: the present spouse, with the same spare row.
        child: children, those of a parent together.
        first: place of each parent's first child; those of p are ``first[p]:first[p + 1]``.
    """

    parent: Ints
    spouse: Ints
    child: Ints
    first: Ints

    def parent_of(self, people: Ints, draw: Floats) -> tuple[Ints, Ints]:
        """Return a parent of each and which one: 0 the father, 1 the mother."""
        side = (draw >= 1 / 2).astype(np.int8)
        return self.parent[side, people], side

    def spouse_of(self, people: Ints) -> Ints:
        """Return the spouse of each."""
        return self.spouse[people]

    def child_of(self, people: Ints, draw: Floats) -> Ints:
        """Return a child of each."""
        many = self.first[people + 1] - self.first[people]
        within = (draw * many).astype(np.int32)
        some = (many > 0) & (people >= 0)
        place = np.where(some, self.first[people] + within, 0)
        return np.where(some, self.child[place], NOBODY)

    def sibling_of(self, people: Ints, draws: tuple[Floats, Floats]) -> tuple[Ints, Ints]:
        """Return a sibling of each, through which parent: one draw for the parent, one for him."""
        parent, side = self.parent_of(people, draws[0])
        sibling = self.child_of(parent, draws[1])
        return np.where(sibling == people, NOBODY, sibling), side

    def shares_both(self, one: Ints, other: Ints) -> Ints:
        """Say of pairs whether both parents are known and the same."""
        same = [(column[one] == column[other]) & (column[one] >= 0) for column in self.parent]
        both: Ints = same[FATHER] & same[MOTHER]
        return both


def kindred(city: City, day: int) -> Kindred:
    """Return the kin of a city on a day ``yyyymmdd``."""
    rows = city.persons
    parent = np.full((2, rows + 1), NOBODY, np.int32)
    parent[FATHER, :-1], parent[MOTHER, :-1] = city.father, city.mother
    held = city.adopted_on <= day
    child = city.adopted_child[held]
    parent[FATHER, child], parent[MOTHER, child] = (
        city.adoptive_father[held],
        city.adoptive_mother[held],
    )
    return Kindred(parent, _spouses(city, day), *_children(parent[:, :-1]))


def _spouses(city: City, day: int) -> Ints:
    until = city.married_until
    now = (city.married_from <= day) & ((until == 0) | (day < until))
    spouse = np.full(city.persons + 1, NOBODY, np.int32)
    spouse[city.spouse_a[now]], spouse[city.spouse_b[now]] = city.spouse_b[now], city.spouse_a[now]
    return spouse


def _children(parent: Ints) -> tuple[Ints, Ints]:
    rows = parent.shape[1]
    named = parent.ravel()
    order = np.argsort(named, kind="stable").astype(np.int32)
    unknown = int((named < 0).sum())
    child = order[unknown:] % rows
    many = np.bincount(named[order[unknown:]], minlength=rows + 1)
    return child, np.concatenate([[0], np.cumsum(many)]).astype(np.int32)
