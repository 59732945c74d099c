"""Finding rows of a city by key, in constant time: built once from its arrays, in linear space.

A column is a memoryview: one value costs a third of what an array's scalar does, and nothing is
copied. Rows of a key stand together in an order made by one sort.
"""

from bisect import bisect_left
from functools import cached_property, lru_cache

import numpy as np

from synthetic_data.city import REGISTRATION_KINDS, City
from synthetic_data.draws import Ints

Column = memoryview


def column(values: Ints) -> "memoryview[int]":
    """Return a column whose values come out as Python's own numbers."""
    return np.ascontiguousarray(values).data


MANY_KEYS = 32
"""Keys to a row from which most keys have no row, so that only those that have one are kept."""

_NONE = column(np.empty(0, np.int32))


ROW_BITS = 32
KINDS = len(REGISTRATION_KINDS)


def _order(keys: Ints) -> Ints:
    """Return rows by key, in the order of the table where keys are alike.

    Key and row in one number are sorted in a fifth of the time that a stable order takes.

    Args:
        keys: below 2³¹, none negative.
    """
    packed = keys.astype(np.int64) << ROW_BITS | np.arange(len(keys))
    packed.sort()
    return (packed & ((1 << ROW_BITS) - 1)).astype(np.int32)


class Groups:
    """The rows of a table by a key.

    Args:
        keys: key of every row; a negative key is in no group.
        size: keys run from 0 to here, excluded.
    """

    __slots__ = ("_few", "_rows", "_starts")

    def __init__(self, keys: Ints, size: int) -> None:
        known = np.flatnonzero(keys >= 0).astype(np.int32)
        order = known[_order(keys[known])]
        self._rows = column(order)
        self._few: dict[int, memoryview[int]] | None = None
        self._starts = _NONE
        if len(order) * MANY_KEYS < size:
            found, first = np.unique(keys[order], return_index=True)
            ends = [*first[1:].tolist(), len(order)]
            places = zip(found.tolist(), first.tolist(), ends, strict=True)
            self._few = {key: self._rows[start:end] for key, start, end in places}
        else:
            starts = np.zeros(size + 1, np.int32)
            np.cumsum(np.bincount(keys[known], minlength=size), out=starts[1:])
            self._starts = column(starts)

    def of(self, key: int) -> "memoryview[int]":
        """Return the rows of a key, in the order of the table."""
        if self._few is not None:
            return self._few.get(key, _NONE)
        return self._rows[self._starts[key] : self._starts[key + 1]]


@lru_cache(maxsize=1 << 17)
def iso(yyyymmdd: int) -> str:
    """Return a day as ISO text."""
    return f"{yyyymmdd // 10_000:04d}-{yyyymmdd // 100 % 100:02d}-{yyyymmdd % 100:02d}"


def iso_or_none(yyyymmdd: int) -> str | None:
    """Return a day as ISO text, None for 0."""
    return iso(yyyymmdd) if yyyymmdd else None


class CityIndex:
    """A city with the look-ups that its registries need; nothing in it changes.

    Args:
        city: any city.
    """

    def __init__(self, city: City) -> None:
        self.city = city
        persons, dwellings = city.persons, city.dwellings
        self._index_persons(city)
        self._index_acts(city)
        self.owners = Groups(city.owned_dwelling, dwellings)
        self.owner, self.owner_is_organisation = _columns(city, "owner", "owner_is_organisation")
        areas = ("dwelling_city", "total_area", "useful_area")
        self.dwelling_city, self.total_area, self.useful_area = _columns(city, *areas)
        self.registrations = Groups(city.registered_person, persons)
        places = ("registered_dwelling", "registration_kind")
        self.registered_dwelling, self.registration_kind = _columns(city, *places)
        self.courses = Groups(city.student, persons)
        course = ("education_registry", "full_time", "study_city", "study_from", "study_until")
        (
            self.education_registry,
            self.full_time,
            self.study_city,
            self.study_from,
            self.study_until,
        ) = _columns(city, *course)

    @cached_property
    def registered(self) -> tuple[Ints, ...]:
        """How many are registered in every dwelling, an array for each kind; for runs to copy."""
        city = self.city
        there = (city.registered_dwelling[city.registration_kind == kind] for kind in range(KINDS))
        return tuple(np.bincount(rows, minlength=city.dwellings).astype(np.int32) for rows in there)

    def _index_persons(self, city: City) -> None:
        self.born, self.iin = _columns(city, "born", "iin")
        self.by_iin = column(np.argsort(city.iin).astype(np.int32))
        self.cards = Groups(city.card_holder, city.persons)
        self.expires, self.data_changed = _columns(city, "expires", "data_changed")
        self.incapacities = Groups(city.incapacitated_person, city.persons)
        days = ("incapacitated_from", "incapacitated_until")
        self.incapacitated_from, self.incapacitated_until = _columns(city, *days)
        self.guardians = Groups(city.ward, city.persons)
        (self.guardian,) = _columns(city, "guardian")

    def _index_acts(self, city: City) -> None:
        persons = city.persons
        recorded = ("act_recorded", "father_recorded", "mother_recorded")
        self.act_recorded, self.father, self.mother = _columns(city, *recorded)
        self.by_father = Groups(np.where(city.act_recorded, city.father_recorded, -1), persons)
        self.by_mother = Groups(np.where(city.act_recorded, city.mother_recorded, -1), persons)
        adopters = ("adopted_child", "adoptive_father", "adoptive_mother", "adopted_on")
        self.adoptions, self.adoptions_by_father, self.adoptions_by_mother = (
            Groups(getattr(city, name), persons) for name in adopters[:3]
        )
        (
            self.adopted_child,
            self.adoptive_father,
            self.adoptive_mother,
            self.adopted_on,
        ) = _columns(city, *adopters)
        held = city.marriage_recorded
        self.marriages_a = Groups(np.where(held, city.spouse_a, -1), persons)
        self.marriages_b = Groups(np.where(held, city.spouse_b, -1), persons)
        married = ("spouse_a", "spouse_b", "married_from", "married_until")
        self.spouse_a, self.spouse_b, self.married_from, self.married_until = _columns(
            city, *married
        )
        self.pairs = Groups(city.mart_person, persons)
        self.pairs_of_relative = Groups(city.mart_relative, persons)
        pair = ("mart_person", "mart_relative", "mart_relation", "mart_as_of")
        self.mart_person, self.mart_relative, self.mart_relation, self.mart_as_of = _columns(
            city, *pair
        )

    def person_by_iin(self, iin: str) -> int | None:
        """Return who has a number, None if nobody has."""
        if not (iin.isascii() and iin.isdigit()):
            return None
        number = int(iin)
        place = bisect_left(self.by_iin, number, key=self.iin.__getitem__)
        if place == self.city.persons:
            return None
        person = self.by_iin[place]
        return person if self.iin[person] == number else None


def _columns(city: City, *names: str) -> "tuple[memoryview[int], ...]":
    return tuple(column(getattr(city, name)) for name in names)
