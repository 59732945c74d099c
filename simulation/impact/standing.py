"""What the registers say about dwellings and owners on a day, for every dwelling at once."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from domain.law import Law
from domain.readings import Readings
from domain.residence.norm import EVERY_NORM, WHOLE, capacity, counted, largest_admitting_norm
from domain.residence.protection import is_minor
from simulation.demand.applications import Bools, Ints
from synthetic_data.city import REGISTRATION_KINDS, City

UNKNOWN = -1


@dataclass(frozen=True, slots=True, eq=False)
class Owners:
    """Owners of every dwelling in the order of the cadastre.

    Args:
        first: place of a dwelling's first owner among the ownerships; one entry more than
            dwellings, so that dwelling d has the places ``first[d]:first[d + 1]``.
        owner: rows of persons, -1 for an organisation.
        protected: whether each is a minor or incapacitated on the day (RES-02).
    """

    first: Ints
    owner: Ints
    protected: Bools

    @property
    def many(self) -> Ints:
        """How many owners each dwelling has."""
        return np.diff(self.first)

    def of(self, dwelling: Ints) -> tuple[Ints, Ints]:
        """Return every owner who is a person of some dwellings.

        Returns:
            Positions in ``dwelling``, in order, and the owners.
        """
        many = self.many[dwelling]
        position = np.repeat(np.arange(len(dwelling)), many)
        within = np.arange(len(position)) - np.repeat(np.cumsum(many) - many, many)
        owner = self.owner[self.first[dwelling][position] + within]
        person = owner >= 0
        return position[person], owner[person]

    def counts_protected(self) -> Ints:
        """Return how many protected owners each dwelling has."""
        before = np.concatenate([[0], np.cumsum(self.protected)])
        return np.diff(before[self.first])

    def first_protected(self) -> tuple[Ints, Ints]:
        """Return every dwelling with a protected owner, ascending, and the first such owner.

        It is his number that the hall types (RES-03), and he who is to be represented (RES-04).
        """
        rows = np.flatnonzero(self.protected)
        of = np.searchsorted(self.first, rows, side="right") - 1
        dwelling, first = np.unique(of, return_index=True)
        return dwelling, self.owner[rows[first]]


@dataclass(frozen=True, slots=True, eq=False)
class Register:
    """The registers of a city as a day sees them, prepared once for many settings.

    Args:
        city: the city.
        day: the day of filing, ``yyyymmdd``.
        owners: owners of every dwelling.
        registered: how many are registered in each dwelling: permanently, for a time, with a
            parent.
    """

    city: City
    day: int
    owners: Owners
    registered: tuple[Ints, Ints, Ints]


def register(city: City, day: int) -> Register:
    """Prepare the registers of a city for a day ``yyyymmdd``."""
    return Register(city, day, owners_on(city, day), registered_by_kind(city))


def incapacitated(city: City, day: int) -> Bools:
    """Return a mask of the persons who are incapacitated on a day ``yyyymmdd`` (E-Sobes)."""
    until = city.incapacitated_until
    held = (city.incapacitated_from <= day) & ((until == 0) | (day < until))
    mask = np.zeros(city.persons, bool)
    mask[city.incapacitated_person[held]] = True
    return mask


def owners_on(city: City, day: int) -> Owners:
    """Return the owners of a city's dwellings as a day sees them."""
    person = ~city.owner_is_organisation.astype(bool)
    owner = np.where(person, city.owner, UNKNOWN)
    protected = person & (is_minor(city.born[owner], day) | incapacitated(city, day)[owner])
    first = np.searchsorted(city.owned_dwelling, np.arange(city.dwellings + 1))
    return Owners(first, owner, protected)


def registered_by_kind(city: City) -> tuple[Ints, Ints, Ints]:
    """Return how many are registered in each dwelling: permanently, for a time, with a parent."""
    of = city.registered_dwelling
    permanent, temporary, with_parent = (
        np.bincount(of[city.registration_kind == kind], minlength=city.dwellings).astype(np.int32)
        for kind in range(len(REGISTRATION_KINDS))
    )
    return permanent, temporary, with_parent


@dataclass(frozen=True, slots=True, eq=False)
class Homes:
    """Dwellings as one setting of readings compares them with a norm, one row a dwelling.

    Args:
        area: tenths of m² that the norm is compared with, -1 where no area serves.
        permille: useful thousandths of them; a single number if they are the same everywhere.
        registered: how many count (RES-07).
        norm_reading: how the comparison is read.
    """

    area: Ints
    permille: Ints
    registered: Ints
    norm_reading: str

    def of(self, dwelling: Ints) -> Homes:
        """Return the rows of some dwellings."""
        permille = self.permille if self.permille.ndim == 0 else self.permille[dwelling]
        return Homes(self.area[dwelling], permille, self.registered[dwelling], self.norm_reading)

    def with_more(self, people: Ints) -> Homes:
        """Return the same with so many more, or fewer but never less than nobody, in each."""
        return replace(self, registered=np.maximum(self.registered + people, 0))

    def capacity(self, norm_tenths: int) -> Ints:
        """Return how many may be registered in each (RES-08); nobody where no area serves."""
        area = np.maximum(self.area, 0).astype(np.int64)
        room: Ints = capacity(area, norm_tenths, self.norm_reading, self.permille)
        return room

    def largest_norm(self) -> Ints:
        """Return the largest norm under which each takes one more, in tenths of m², int32.

        Zero where none does or no area serves, `EVERY_NORM` where every one does.
        """
        area = np.maximum(self.area, 0).astype(np.int64)
        registered = self.registered.astype(np.int64)
        norm = largest_admitting_norm(area, registered, self.norm_reading, self.permille)
        largest: Ints = np.minimum(norm, EVERY_NORM).astype(np.int32)
        return largest


def homes(registers: Register, law: Law, readings: Readings) -> Homes:
    """Return every dwelling as the law and the readings compare it with a norm."""
    area, permille = compared_areas(registers.city, law, readings)
    registered = counted(*registers.registered, readings=readings)
    return Homes(area, permille, registered, readings.norm_reading)


def compared_areas(city: City, law: Law, readings: Readings) -> tuple[Ints, Ints]:
    """Return the area that the norm is compared with, in tenths of m², and its thousandths.

    The thousandths are a single number where they are the same everywhere. The same choice as
    ``domain.residence.norm.area_compared``; -1 where no area serves.
    """
    total, useful = city.total_area, city.useful_area
    if readings.area == "total":
        return total, np.array(WHOLE)
    own = useful >= 0
    permille = np.where(own, np.int32(WHOLE), np.int32(law.useful_permille))
    return np.where(own, useful, total), permille
