"""What the registers say about dwellings and owners on a day, for every dwelling at once."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from domain.law import Law
from domain.readings import Readings
from domain.residence.norm import WHOLE, capacity, counted
from domain.residence.protection import dwelling_is_protected, is_minor
from simulation.demand.applications import Bools, Ints
from synthetic_data.city import REGISTRATION_KINDS, City
from synthetic_data.kinship_facts import RecordedKin

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


@dataclass(frozen=True, slots=True, eq=False)
class Register:
    """The registers of a city as a day sees them, prepared once for many settings.

    Args:
        city: the city.
        day: the day of filing, ``yyyymmdd``.
        owners: owners of every dwelling.
    """

    city: City
    day: int
    owners: Owners
    _kin: dict[tuple[str, str], RecordedKin] = field(default_factory=dict)

    def kin(self, adoption: str, spouse: str) -> RecordedKin:
        """Return the civil acts under two readings; made once each."""
        key = adoption, spouse
        if key not in self._kin:
            readings = Readings(adoption=adoption, spouse=spouse)
            self._kin[key] = RecordedKin(self.city, self.day, readings)
        return self._kin[key]


def register(city: City, day: int) -> Register:
    """Prepare the registers of a city for a day ``yyyymmdd``."""
    return Register(city, day, owners_on(city, day))


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


def protected_dwellings(owners: Owners, readings: Readings) -> Bools:
    """Return a mask of the dwellings whose owners send the case to the hall (RES-02, RES-05)."""
    return np.asarray(
        dwelling_is_protected(owners.many, owners.counts_protected(), readings.protected_owner)  # type: ignore[arg-type]  # plain operators: arrays go the same way
    )


def registered_by_kind(city: City) -> tuple[Ints, Ints, Ints]:
    """Return how many are registered in each dwelling: permanently, for a time, with a parent."""
    of = city.registered_dwelling
    permanent, temporary, with_parent = (
        np.bincount(of[city.registration_kind == kind], minlength=city.dwellings).astype(np.int32)
        for kind in range(len(REGISTRATION_KINDS))
    )
    return permanent, temporary, with_parent


def counted_registered(city: City, readings: Readings) -> Ints:
    """Return how many of the registered count towards the norm in each dwelling (RES-07)."""
    return np.asarray(counted(*registered_by_kind(city), readings=readings))


def compared_areas(city: City, law: Law, readings: Readings) -> tuple[Ints, Ints]:
    """Return the area that the norm is compared with, in tenths of m², and its thousandths.

    The same choice as ``domain.residence.norm.area_compared``; -1 where no area serves.
    """
    total, useful = city.total_area, city.useful_area
    whole = np.full(city.dwellings, WHOLE, np.int64)
    if readings.area == "total":
        return total, whole
    own = useful >= 0
    return np.where(own, useful, total), np.where(own, whole, law.useful_permille)


def places(city: City, law: Law, readings: Readings) -> Ints | None:
    """Return the capacity of each dwelling, -1 where the area is unknown; None without a norm."""
    if law.norm_tenths is None:
        return None
    area, permille = compared_areas(city, law, readings)
    room = capacity(area.astype(np.int64), law.norm_tenths, readings.norm_reading, permille)
    return np.where(area < 0, UNKNOWN, room)
