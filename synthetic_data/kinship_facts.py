"""Kinship of many pairs at once: the facts of ``domain.residence.kinship`` over a city's arrays.

The second of the two finders: `domain.residence.civil_acts` asks record by record for one
application, this one gathers columns for a whole year of them. Both see what IS ZAGS holds, and
a test holds them equal on every fact of every pair.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, reduce
from operator import or_

import numpy as np

from domain.readings import Readings
from domain.residence.kinship import EXCHANGED, GRANDCHILD, GRANDPARENT, SHARES, Fact
from synthetic_data.city import City
from synthetic_data.draws import Ints

NOBODY = -1
CHUNK = 1 << 16
"""Pairs walked at a time: their columns stay in the processor's cache."""

Slots = tuple[Ints, ...]


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
        rows = city.persons + 1
        self.parents: dict[str, Slots] = {
            "father": _named(city, day, readings, ("father_recorded", "adoptive_father")),
            "mother": _named(city, day, readings, ("mother_recorded", "adoptive_mother")),
        }
        now, over = marriages(city, day)
        held = now | over if readings.spouse == "ever" else now
        a, b = city.spouse_a[held], city.spouse_b[held]
        self.spouses = _slots(np.concatenate([a, b]), np.concatenate([b, a]), rows)
        self.guardians = _slots(city.ward, city.guardian, rows)


def marriages(city: City, day: int) -> tuple[Ints, Ints]:
    """Return masks of the marriages on file that hold on a day, and of those that ended by it."""
    until = city.married_until
    on_file = city.marriage_recorded.astype(bool) & (city.married_from <= day)
    over = on_file & (until != 0) & (until <= day)
    return on_file & ~over, over


def _named(city: City, day: int, readings: Readings, columns: tuple[str, str]) -> Slots:
    """Return F(x) or M(x): the adopter in place of the parent by birth, or beside him."""
    birth, adopter = columns
    named = np.full(city.persons + 1, NOBODY, np.int32)
    np.copyto(named[:-1], getattr(city, birth), where=city.act_recorded.astype(bool))
    adopted = named if readings.adoption == "replace" else np.full_like(named, NOBODY)
    held = city.adopted_on <= day
    adopted[city.adopted_child[held]] = getattr(city, adopter)[held]
    return (named,) if adopted is named else (named, adopted)


def _slots(of: Ints, values: Ints, rows: int) -> Slots:
    """Return as many columns as anybody has different values, in no order."""
    slots: list[Ints] = []
    while len(of) or not slots:
        slot = np.full(rows, NOBODY, np.int32)
        slot[of] = values  # of several, one stays; the others go into the next slot
        slots.append(slot)
        left = slot[of] != values
        of, values = of[left], values[left]
    return tuple(slots)


PARENTS, SPOUSES = "parents", "spouses"
Asked = Mapping[str, list[Ints]]
"""Columns of those whose parents were looked up, and of those whose spouses were."""


class People:
    """A column of people, -1 for nobody, and their kin, each looked up once.

    Args:
        kin: the acts.
        rows: persons.
        asked: where it is entered whose acts were looked up.
    """

    def __init__(self, kin: RecordedKin, rows: Ints, asked: Asked) -> None:
        self.rows, self._kin, self._asked = rows, kin, asked

    def _step(self, slots: Slots) -> tuple[People, ...]:
        at = self.rows.astype(np.intp)  # once, not for every slot
        return tuple(People(self._kin, slot.take(at), self._asked) for slot in slots)

    @cached_property
    def by_side(self) -> dict[str, tuple[People, ...]]:
        """F(x) and M(x); somebody may be in two slots of a side."""
        self._asked[PARENTS].append(self.rows)
        return {side: self._step(slots) for side, slots in self._kin.parents.items()}

    @property
    def parents(self) -> tuple[People, ...]:
        """par(x); somebody may be in two slots."""
        return tuple(people for side in self.by_side.values() for people in side)

    @cached_property
    def spouses(self) -> tuple[People, ...]:
        """sp(x, t)."""
        self._asked[SPOUSES].append(self.rows)
        return self._step(self._kin.spouses)

    @cached_property
    def guardians(self) -> tuple[People, ...]:
        """Guardians on file."""
        return self._step(self._kin.guardians)

    def among(self, slots: Sequence[People]) -> Ints:
        """Say whether each is one of the people of the same row."""
        found: Ints = reduce(or_, (slot.rows == self.rows for slot in slots)) & self.known
        return found

    @cached_property
    def known(self) -> Ints:
        """Whether each is somebody."""
        known: Ints = self.rows >= 0
        return known


Relation = Callable[[People, People], Ints]


def facts(kin: RecordedKin, a: Ints, o: Ints) -> Ints:
    """Return what is true of each pair, bits of `Fact` as int32.

    Args:
        kin: the acts of a city on a day.
        a: applicants, rows of the persons; -1 is kin to nobody.
        o: owners, as many.
    """
    return facts_and_marks(kin, a, o, None)[0]


def facts_and_marks(
    kin: RecordedKin, a: Ints, o: Ints, marks: Ints | None, wed_marks: Ints | None = None
) -> tuple[Ints, Ints]:
    """Return what is true of each pair, and the marks of those whose acts that leans on.

    Where acts are others, or are read otherwise, but none of those people's, facts are the same.

    Args:
        kin: the acts of a city on a day.
        a: applicants, rows of the persons; -1 is kin to nobody.
        o: owners, as many.
        marks: bits of people whose parents are marked, one row a person and a last one, zero,
            for nobody; None: no marks.
        wed_marks: bits of people whose spouses are marked; if left out, the same.

    Returns:
        Bits of `Fact` as int32, and the bits of all marks met as int8, one row a pair.
    """
    found, met = np.zeros(len(a), np.int32), np.zeros(len(a), np.int8)
    tables = {PARENTS: marks, SPOUSES: marks if wed_marks is None else wed_marks}
    pairs = np.flatnonzero((a != o) & (a >= 0) & (o >= 0))
    for some in np.split(pairs, range(CHUNK, len(pairs), CHUNK)):
        asked: Asked = {PARENTS: [], SPOUSES: []}
        one, other = (People(kin, np.asarray(who)[some], asked) for who in (a, o))
        found[some] = _facts_of(one, other)
        for act, table in tables.items():
            if table is not None:
                met[some] |= reduce(or_, (table.take(rows) for rows in asked[act]))
    return found, met


def _facts_of(a: People, o: People) -> Ints:
    found = np.zeros(len(a.rows), np.int32)
    for fact, relation in RELATIONS.items():
        found |= relation(a, o).astype(np.int32) * int(fact)
    return found


def _through(slots: Sequence[People], related: Callable[[People], Ints]) -> Ints:
    """Say whether anybody of a row is related."""
    return reduce(or_, (k.known & related(k) for k in slots))


def _child(a: People, o: People) -> Ints:
    return o.among(a.parents)


def _parent(a: People, o: People) -> Ints:
    return a.among(o.parents)


def _spouse(a: People, o: People) -> Ints:
    return a.among(o.spouses)


def _shares(side: str) -> Relation:
    return lambda a, o: _through(a.by_side[side], lambda p: p.among(o.parents))


def _shares_one_parent(a: People, o: People) -> Ints:
    """Count those of the applicant's parents who are also the owner's, nobody twice."""
    shared, counted = np.zeros(len(a.rows), np.int8), list[People]()
    for p in a.parents:
        both = p.among(o.parents)
        shared += both & ~p.among(counted) if counted else both
        counted.append(p)
    return np.equal(shared, 1)


def _grandparent(side: str) -> Relation:
    return lambda a, o: _through(o.by_side[side], lambda p: a.among(p.parents))


def _exchanged(relation: Relation) -> Relation:
    return lambda a, o: relation(o, a)


def _any_of(*relations: Relation) -> Relation:
    return lambda a, o: reduce(or_, (relation(a, o) for relation in relations))


def _of_spouse(relation: Relation) -> Relation:
    """Return the relation of an applicant to a spouse of the owner other than himself."""
    return lambda a, o: _through(o.spouses, lambda s: (s.rows != a.rows) & relation(a, s))


def _spouse_or_child_of_kin(a: People, o: People) -> Ints:
    through = (*a.parents, *a.spouses)
    return _through(through, lambda k: (k.rows != o.rows) & _CLOSE_KIN(k, o))


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
    Fact.WARD: lambda a, o: o.among(a.guardians),
    Fact.SPOUSE_OR_CHILD_OF_KIN: _spouse_or_child_of_kin,
}
"""How each fact is seen in columns; the same facts as ``civil_acts.PATHS``."""
