"""Who may apply, and which dwellings of the capital have an owner to ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.demand.applications import Bools, Ints
from simulation.demand.kindred import NOBODY, Floats
from synthetic_data.city import ASTANA, REGISTRATION_KINDS, City

SMALLEST_AGE: Final = 160_000
"""Sixteen years between two days yyyymmdd: younger people do not apply themselves."""

WITH_PARENT: Final = REGISTRATION_KINDS.index("with_parent")


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """The people of a city on a day; columns of persons have a last row for nobody.

    Args:
        able: whether each is alive and of age to apply.
        outside: whether each is on file elsewhere than in the capital.
        place: the dwelling in which each is registered, -1 for none here.
        owner: persons who own in the capital, one row an owner.
        owned: their dwellings.
        of_organisations: dwellings of the capital that organisations own.
        residents: those able to apply who are on file in the capital.
        arrivals: those able to apply who are on file elsewhere.
        students: full-time students of the capital, those on file here, then elsewhere.
        registered: those able to apply who are registered in their own right in the capital.
        pairs: sorted keys of dwelling and owner.
    """

    able: Bools
    outside: Bools
    place: Ints
    owner: Ints
    owned: Ints
    of_organisations: Ints
    residents: Ints
    arrivals: Ints
    students: tuple[Ints, Ints]
    registered: Ints
    pairs: Ints

    @classmethod
    def of(cls, city: City, day: int) -> People:
        """Return the people of a city on a day ``yyyymmdd``."""
        able = (city.died == 0) & (day - city.born >= SMALLEST_AGE)
        outside = city.region != ASTANA
        here = city.dwelling_city[city.owned_dwelling] == ASTANA
        person = ~city.owner_is_organisation.astype(bool)
        place, registered = _places(city, able)
        owner, owned = city.owner[here & person], city.owned_dwelling[here & person]
        students = _students(city, day, able)
        return cls(
            able=np.append(able, False),
            outside=np.append(outside, True),
            place=np.append(place, NOBODY),
            owner=owner,
            owned=owned,
            of_organisations=city.owned_dwelling[here & ~person],
            residents=np.flatnonzero(able & ~outside).astype(np.int32),
            arrivals=np.flatnonzero(able & outside).astype(np.int32),
            students=(students[~outside[students]], students[outside[students]]),
            registered=registered,
            pairs=np.sort(_pair(owner, owned)),
        )

    def owner_row(self, draw: Floats) -> Ints:
        """Return a row of the owners for each draw, every owner alike."""
        return (draw * len(self.owner)).astype(np.int64)

    def may_apply(self, applicant: Ints, dwelling: Ints) -> Bools:
        """Say who is able to apply and not registered in the dwelling yet."""
        return np.asarray(self.able[applicant] & (self.place[applicant] != dwelling))

    def owns(self, person: Ints, dwelling: Ints) -> Bools:
        """Say who owns a part of the dwelling."""
        sought = _pair(person, dwelling)
        found = np.minimum(np.searchsorted(self.pairs, sought), len(self.pairs) - 1)
        return np.asarray(self.pairs[found] == sought)

    def somebody(self, draw: Floats, arrival: Bools) -> Ints:
        """Return anybody able to apply, of the origin asked for where there is one."""
        return _of_origin(draw, arrival, (self.residents, self.arrivals))

    def student(self, draw: Floats, arrival: Bools) -> Ints:
        """Return a full-time student of the capital; anybody if there is none at all."""
        if not any(map(len, self.students)):
            return self.somebody(draw, arrival)
        return _of_origin(draw, arrival, self.students)


def _pair(owner: Ints, dwelling: Ints) -> Ints:
    return dwelling.astype(np.int64) << 32 | owner.astype(np.int64)


def _places(city: City, able: Bools) -> tuple[Ints, Ints]:
    """Return where each person is registered, and those who are so in their own right here."""
    place = np.full(city.persons, NOBODY, np.int32)
    place[city.registered_person] = city.registered_dwelling
    own = (city.registration_kind != WITH_PARENT) & able[city.registered_person]
    own &= city.dwelling_city[city.registered_dwelling] == ASTANA
    return place, city.registered_person[own]


def _students(city: City, day: int, able: Bools) -> Ints:
    held = city.full_time.astype(bool) & (city.study_city == ASTANA) & able[city.student]
    held &= (city.study_from <= day) & (day <= city.study_until)
    return np.asarray(city.student[held])


def _of_origin(draw: Floats, arrival: Bools, pools: tuple[Ints, Ints]) -> Ints:
    """Return a member of the pool of each origin; of the other where that one is empty."""
    here, there = (
        pool if len(pool) else other for pool, other in zip(pools, pools[::-1], strict=True)
    )
    return np.where(
        arrival,
        there[(draw * len(there)).astype(np.int64)],
        here[(draw * len(here)).astype(np.int64)],
    )
