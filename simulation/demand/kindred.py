"""The true kin of a city, to step from a person to some relative: millions of steps at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from synthetic_data.city import City

Ints = NDArray[Any]
Bools = NDArray[np.bool_]
Floats = NDArray[np.floating]

NOBODY = -1
FATHER, MOTHER = 0, 1


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Things that belong to people, those of one person together.

    Args:
        member: the things, whole numbers.
        first: place of each person's first; those of p are ``first[p]:first[p + 1]``. The last
            person is nobody and has nothing.
    """

    member: Ints
    first: Ints

    @classmethod
    def of(cls, owner: Ints, member: Ints, rows: int) -> Groups:
        """Return the groups of pairs; a negative owner is left out.

        Args:
            owner: persons, one row a thing.
            member: the things.
            rows: persons in all.
        """
        known = owner >= 0
        owner, member = owner[known], member[known]
        place = np.arange(len(owner), dtype=np.int32)
        table = csr_array((member, (owner, place)), shape=(rows + 1, len(owner)))  # counts, no sort
        return cls(table.data, table.indptr.astype(np.int32))

    def many(self, people: Ints) -> Ints:
        """Return how many each has; for nobody, -1, a number that is not above 0."""
        return np.asarray(self.first[people + 1] - self.first[people])

    def one_of(self, people: Ints, draw: Floats) -> Ints:
        """Return one of each person's by a draw from 0 to 1, -1 where there is none."""
        first = self.first[people]
        many = self.first[people + 1] - first
        found = np.full(len(people), NOBODY, np.int32)
        some = np.flatnonzero(many > 0)
        within = np.minimum((draw[some] * many[some]).astype(np.int32), many[some] - 1)
        found[some] = self.member[first[some] + within]
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Kindred:
    """Parents that hold, spouses and children of everybody on a day, in truth.

    Every step takes persons, -1 for nobody, and gives one relative for each, -1 where there is
    none; of several it picks one by a draw from 0 to 1, the same draw always the same one.

    Args:
        parent: father and mother, after adoptions; one more row than persons, for nobody.
        spouse: the present spouse, with the same spare row.
        guardian: a guardian, with the same spare row.
        children: of everybody, by either parent.
    """

    parent: Ints
    spouse: Ints
    guardian: Ints
    children: Groups

    def parent_of(self, people: Ints, draw: Floats) -> tuple[Ints, Ints]:
        """Return a parent of each and which one: 0 the father, 1 the mother."""
        side = (draw >= 1 / 2).astype(np.int8)
        return self.parent[side, people], side

    def spouse_of(self, people: Ints) -> Ints:
        """Return the spouse of each."""
        return self.spouse[people]

    def child_of(self, people: Ints, draw: Floats) -> Ints:
        """Return a child of each."""
        return self.children.one_of(people, draw)

    def sibling_of(self, people: Ints, draws: tuple[Floats, Floats]) -> tuple[Ints, Ints]:
        """Return a sibling of each, through which parent: one draw for the parent, one for him."""
        parent, side = self.parent_of(people, draws[0])
        sibling = self.child_of(parent, draws[1])
        return np.where(sibling == people, NOBODY, sibling), side

    def shares_both(self, one: Ints, other: Ints) -> Bools:
        """Say of pairs whether both parents are known and the same."""
        same = [(column[one] == column[other]) & (column[one] >= 0) for column in self.parent]
        return np.asarray(same[FATHER] & same[MOTHER])

    def shares_one(self, one: Ints, other: Ints) -> Bools:
        """Say of pairs whether they have a parent in common, in whatever part."""
        found = np.zeros(len(one), bool)
        for mine in self.parent:
            for theirs in self.parent:
                found |= (mine[one] == theirs[other]) & (mine[one] >= 0)
        return found

    def is_parent(self, one: Ints, other: Ints) -> Bools:
        """Say of pairs whether the first is a parent of the second."""
        found = np.zeros(len(one), bool)
        for column in self.parent:
            found |= column[other] == one
        return found & (one >= 0)

    def is_grandparent(self, one: Ints, other: Ints) -> Bools:
        """Say of pairs whether the first is a grandparent of the second."""
        found = np.zeros(len(one), bool)
        for column in self.parent:
            found |= self.is_parent(one, column[other])
        return found

    def is_near(self, one: Ints, other: Ints) -> Bools:
        """Say of pairs whether blood or marriage binds them in a way that the text names."""
        found = (self.spouse[one] == other) & (one >= 0) & (other >= 0)
        found |= self.is_parent(one, other) | self.is_parent(other, one)
        found |= self.is_grandparent(one, other) | self.is_grandparent(other, one)
        found |= self.shares_one(one, other)
        return np.asarray(found)


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
    guardian = np.full(rows + 1, NOBODY, np.int32)
    guardian[city.ward] = city.guardian
    everybody = np.tile(np.arange(rows, dtype=np.int32), 2)
    children = Groups.of(parent[:, :-1].ravel(), everybody, rows)
    return Kindred(parent, _spouses(city, day), guardian, children)


def _spouses(city: City, day: int) -> Ints:
    until = city.married_until
    now = (city.married_from <= day) & ((until == 0) | (day < until))
    spouse = np.full(city.persons + 1, NOBODY, np.int32)
    spouse[city.spouse_a[now]], spouse[city.spouse_b[now]] = city.spouse_b[now], city.spouse_a[now]
    return spouse
