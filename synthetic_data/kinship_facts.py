"""Kinship of many pairs at once: the facts of ``domain.residence.kinship`` over a city's arrays.

The second of the two finders: `domain.residence.civil_acts` asks record by record for one
application, this one gathers columns for a whole year of them. Both see what IS ZAGS holds, and
a test holds them equal on every fact of every pair.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_

import numpy as np

from domain.readings import Readings
from domain.residence.kinship import EXCHANGED, GRANDCHILD, GRANDPARENT, SHARES, Fact
from synthetic_data.city import City
from synthetic_data.draws import Ints

NOBODY = -1
Slots = tuple[Ints, ...]
Relation = Callable[["RecordedKin", Ints, Ints], Ints]


class RecordedKin:
    """Parents, spouses and guardians of everybody as IS ZAGS and E-Sobes have them on a day.

    Each is a tuple of slots, columns with one row a person and a last row for nobody, so that
    looking up ``-1`` finds nobody again.

    Args:
        city: any city.
        day: the day of filing, ``yyyymmdd``; an adoption and a marriage count from their own
            day on, a marriage until the day before it ended.
        readings: ``adoption`` and ``spouse`` decide how acts are read.
    """

    def __init__(self, city: City, day: int, readings: Readings) -> None:
        self._persons = city.persons
        self._side = {
            "father": self._named(city, day, readings, ("father_recorded", "adoptive_father")),
            "mother": self._named(city, day, readings, ("mother_recorded", "adoptive_mother")),
        }
        self._spouses = self._married(city, day, readings)
        self._guarded = np.sort(self._pairs(city.ward, city.guardian))

    def _named(self, city: City, day: int, readings: Readings, columns: tuple[str, str]) -> Slots:
        """Return F(x) or M(x): the adopter in place of the parent by birth, or beside him."""
        birth, adopter = columns
        named = np.full(self._persons + 1, NOBODY, np.int32)
        named[:-1] = np.where(city.act_recorded, getattr(city, birth), NOBODY)
        adopted = named if readings.adoption == "replace" else np.full_like(named, NOBODY)
        held = city.adopted_on <= day
        adopted[city.adopted_child[held]] = getattr(city, adopter)[held]
        return (named,) if adopted is named else (named, adopted)

    def _married(self, city: City, day: int, readings: Readings) -> Slots:
        until = city.married_until
        held = city.marriage_recorded & (city.married_from <= day)
        if readings.spouse != "ever":
            held &= (until == 0) | (day < until)
        a, b = city.spouse_a[held], city.spouse_b[held]
        return _slots(np.concatenate([a, b]), np.concatenate([b, a]), self._persons + 1)

    def _pairs(self, first: Ints, second: Ints) -> Ints:
        return first.astype(np.int64) * self._persons + second

    def parents_on(self, side: str, people: Ints) -> Slots:
        """Return F(x) or M(x) of some people."""
        return tuple(slot[people] for slot in self._side[side])

    def parents(self, people: Ints) -> Slots:
        """Return par(x) of some people, nobody twice; empty places hold -1."""
        found: list[Ints] = []
        for side in self._side:
            for slot in self.parents_on(side, people):
                again = _one_of(slot, found)
                found.append(np.where(again, NOBODY, slot) if found else slot)
        return tuple(found)

    def spouses(self, people: Ints) -> Slots:
        """Return sp(x, t) of some people; empty places hold -1."""
        return tuple(slot[people] for slot in self._spouses)

    def is_guardian(self, guardian: Ints, ward: Ints) -> Ints:
        """Say whether each is on file as a guardian of the other."""
        sought = self._pairs(ward, guardian)
        place = np.searchsorted(self._guarded, sought)
        padded = np.append(self._guarded, NOBODY)
        found: Ints = padded[place] == sought
        return found


def _slots(of: Ints, values: Ints, rows: int) -> Slots:
    """Return as many columns as anybody has values; the order is that of the file."""
    order = np.argsort(of, kind="stable")
    of, values = of[order], values[order]
    rank = np.arange(len(of)) - np.searchsorted(of, of)
    table = np.full((int(rank.max(initial=0)) + 1, rows), NOBODY, np.int32)
    table[rank, of] = values
    return tuple(table)


def facts(kin: RecordedKin, a: Ints, o: Ints) -> Ints:
    """Return what is true of each pair, bits of `Fact` as int32.

    Args:
        kin: the acts of a city on a day.
        a: applicants, rows of the persons; -1 is kin to nobody.
        o: owners, as many.
    """
    found = np.zeros(len(a), np.int32)
    pair = np.flatnonzero((a != o) & (a >= 0) & (o >= 0))
    a, o = np.asarray(a)[pair], np.asarray(o)[pair]
    for fact, relation in RELATIONS.items():
        found[pair] |= np.where(relation(kin, a, o), np.int32(fact), np.int32(0))
    return found


def _one_of(who: Ints, slots: Sequence[Ints]) -> Ints:
    """Say whether each is among the people of the same row."""
    found = np.zeros(len(who), bool)
    for slot in slots:
        found |= slot == who
    return found & (who >= 0)


def _through(slots: Slots, related: Callable[[Ints], Ints]) -> Ints:
    """Say whether anybody of a row is related."""
    return reduce(or_, ((k >= 0) & related(k) for k in slots))


def _child(kin: RecordedKin, a: Ints, o: Ints) -> Ints:
    return _one_of(o, kin.parents(a))


def _parent(kin: RecordedKin, a: Ints, o: Ints) -> Ints:
    return _one_of(a, kin.parents(o))


def _spouse(kin: RecordedKin, a: Ints, o: Ints) -> Ints:
    return _one_of(a, kin.spouses(o))


def _shares(side: str) -> Relation:
    return lambda kin, a, o: _through(kin.parents_on(side, a), lambda p: _child(kin, o, p))


def _shares_one_parent(kin: RecordedKin, a: Ints, o: Ints) -> Ints:
    shared = sum(_child(kin, o, p).astype(np.int8) for p in kin.parents(a))
    return np.equal(shared, 1)


def _grandparent(side: str) -> Relation:
    return lambda kin, a, o: _through(kin.parents_on(side, o), lambda p: _parent(kin, a, p))


def _exchanged(relation: Relation) -> Relation:
    return lambda kin, a, o: relation(kin, o, a)


def _any_of(*relations: Relation) -> Relation:
    return lambda kin, a, o: reduce(or_, (relation(kin, a, o) for relation in relations))


def _of_spouse(relation: Relation) -> Relation:
    """Return the relation of an applicant to a spouse of the owner other than himself."""

    def found(kin: RecordedKin, a: Ints, o: Ints) -> Ints:
        return _through(kin.spouses(o), lambda s: (s != a) & relation(kin, a, s))

    return found


def _spouse_or_child_of_kin(kin: RecordedKin, a: Ints, o: Ints) -> Ints:
    through = (*kin.parents(a), *kin.spouses(a))
    return _through(through, lambda k: (k != o) & _CLOSE_KIN(kin, k, o))


_SIBLING = _any_of(_shares("father"), _shares("mother"))
_IS_GRANDPARENT = _any_of(_grandparent("father"), _grandparent("mother"))
_IS_GRANDCHILD = _exchanged(_IS_GRANDPARENT)
_CLOSE_KIN = _any_of(_child, _parent, _SIBLING, _IS_GRANDPARENT, _IS_GRANDCHILD)

_OF_SPOUSE: dict[Fact, Relation] = {
    Fact.PARENT_OF_SPOUSE: _of_spouse(_parent),
    Fact.SIBLING_OF_SPOUSE: _of_spouse(_SIBLING),
    Fact.GRANDPARENT_OF_SPOUSE: _of_spouse(_IS_GRANDPARENT),
    Fact.GRANDCHILD_OF_SPOUSE: _of_spouse(_IS_GRANDCHILD),
    Fact.CHILD_OF_SPOUSE: _of_spouse(_child),
}

RELATIONS: dict[Fact, Relation] = {
    Fact.CHILD: _child,
    Fact.PARENT: _parent,
    Fact.SPOUSE: _spouse,
    Fact.SHARES_ONE_PARENT: _shares_one_parent,
    **{fact: _shares(side) for side, fact in SHARES.items()},
    **{fact: _grandparent(side) for side, fact in GRANDPARENT.items()},
    **{fact: _exchanged(_grandparent(side)) for side, fact in GRANDCHILD.items()},
    **_OF_SPOUSE,
    **{other: _exchanged(_OF_SPOUSE[fact]) for fact, other in EXCHANGED.items()},
    Fact.WARD: lambda kin, a, o: kin.is_guardian(o, a),
    Fact.SPOUSE_OR_CHILD_OF_KIN: _spouse_or_child_of_kin,
}
"""How each fact is seen in columns; the same facts as ``civil_acts.PATHS``."""
