"""Who may apply, and which dwellings of the capital have an owner to ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.demand.applications import Bools, Ints
from simulation.demand.kindred import NOBODY, Floats, Groups
from synthetic_data.city import ASTANA, REGISTRATION_KINDS, City

SMALLEST_AGE: Final = 160_000
"""Sixteen years between two days yyyymmdd: younger people do not apply themselves."""

OLDEST_STUDENT: Final = 300_000
"""Thirty years: who says that he studies and has no course on file is younger."""

PERMANENT: Final = REGISTRATION_KINDS.index("permanent")
WITH_PARENT: Final = REGISTRATION_KINDS.index("with_parent")


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """The people of a city on a day; columns of persons have a last row for nobody.

    Args:
        able: whether each is alive and of age to apply.
        outside: whether each is on file elsewhere than in the capital.
        place: the dwelling in which each is registered, -1 for none here.
        leaves: the dwelling of the capital in which each is registered permanently, -1 none.
        home: where each lives, -1 outside of the modelled dwellings.
        own: dwellings of the capital that each person owns.
        owners: persons who own each dwelling.
        let: the first owner of every dwelling that persons own, one row a dwelling.
        let_dwelling: those dwellings.
        of_organisations: dwellings of the capital that organisations own.
        students: full-time students of the capital who are able to apply.
        no_course: others of the age of students who are able to apply.
        registered: those able to apply who are registered in their own right in the capital.
    """

    able: Bools
    outside: Bools
    place: Ints
    leaves: Ints
    home: Ints
    own: Groups
    owners: Groups
    let: Ints
    let_dwelling: Ints
    of_organisations: Ints
    students: Ints
    no_course: Ints
    registered: Ints

    @classmethod
    def of(cls, city: City, day: int) -> People:
        """Return the people of a city on a day ``yyyymmdd``."""
        able = (city.died == 0) & (day - city.born >= SMALLEST_AGE)
        here = city.dwelling_city[city.owned_dwelling] == ASTANA
        person = ~city.owner_is_organisation.astype(bool)
        owner, owned = city.owner[here & person], city.owned_dwelling[here & person]
        students = _students(city, day, able)
        young = np.flatnonzero(able & (day - city.born < OLDEST_STUDENT))
        dwellings, first = np.unique(owned, return_index=True)
        return cls(
            able=np.append(able, False),
            outside=np.append(city.region != ASTANA, True),
            place=_place(city, np.ones(len(city.registered_person), bool)),
            leaves=_place(city, _of_the_capital(city) & (city.registration_kind == PERMANENT)),
            home=np.append(city.home, NOBODY).astype(np.int32),
            own=Groups.of(owner, owned, city.persons),
            owners=Groups.of(owned, owner, city.dwellings),
            let=owner[first],
            let_dwelling=dwellings,
            of_organisations=np.unique(city.owned_dwelling[here & ~person]),
            students=students,
            no_course=np.setdiff1d(young, students).astype(np.int32),
            registered=_registered(city, able),
        )

    def owns(self, person: Ints, dwelling: Ints) -> Bools:
        """Say who owns a part of the dwelling."""
        return self.any_owner(dwelling, lambda rows, owner: person[rows] == owner)

    def any_owner(self, dwelling: Ints, is_so: Callable[[Ints, Ints], Bools]) -> Bools:
        """Say of which dwellings some owner is so.

        Args:
            dwelling: one row a question.
            is_so: asked of rows and of an owner of the dwelling of each.
        """
        found = np.zeros(len(dwelling), bool)
        rows = np.flatnonzero(self.owners.many(dwelling) > 0)
        place, end = self.owners.first[dwelling[rows]], self.owners.first[dwelling[rows] + 1]
        while len(rows):  # as often as any dwelling has owners
            found[rows] |= is_so(rows, self.owners.member[place])
            more = place + 1 < end
            rows, place, end = rows[more], place[more] + 1, end[more]
        return found

    def may_apply(self, applicant: Ints, dwelling: Ints) -> Bools:
        """Say who is able to apply and not registered in the dwelling yet."""
        return np.asarray(self.able[applicant] & (self.place[applicant] != dwelling))

    def some_owner(self, draw: Floats) -> tuple[Ints, Ints]:
        """Return a dwelling and its first owner for each draw, every dwelling alike."""
        row = np.minimum((draw * len(self.let)).astype(np.int64), len(self.let) - 1)
        return self.let[row], self.let_dwelling[row]

    def some_house(self, draw: Floats) -> Ints:
        """Return a dwelling of an organisation for each draw; of anybody if none has one."""
        houses = self.of_organisations if len(self.of_organisations) else self.let_dwelling
        return houses[np.minimum((draw * len(houses)).astype(np.int64), len(houses) - 1)]

    def somebody_away(self, draw: Floats) -> Ints:
        """Return a person whose home is outside of the capital for each draw, -1 if none is."""
        away = np.flatnonzero(self.able & self.outside & (self.home == NOBODY)).astype(np.int32)
        if not len(away):
            return np.full(len(draw), NOBODY, np.int32)
        return away[np.minimum((draw * len(away)).astype(np.int64), len(away) - 1)]

    def lives_with(self, one: Ints, other: Ints) -> Bools:
        """Say of pairs whether both live in one home; none is known outside of the capital."""
        same: Bools = self.home[one] == self.home[other]
        away = (self.home[one] == NOBODY) & self.outside[one] & self.outside[other]
        return np.asarray(same & ((self.home[one] != NOBODY) | away))


def _place(city: City, held: Bools) -> Ints:
    """Return where each is registered by some of the registrations, -1 for nowhere."""
    place = np.full(city.persons + 1, NOBODY, np.int32)
    place[city.registered_person[held]] = city.registered_dwelling[held]
    return place


def _of_the_capital(city: City) -> Bools:
    return np.asarray(city.dwelling_city[city.registered_dwelling] == ASTANA)


def _registered(city: City, able: Bools) -> Ints:
    own = (city.registration_kind != WITH_PARENT) & able[city.registered_person]
    return np.asarray(city.registered_person[own & _of_the_capital(city)])


def _students(city: City, day: int, able: Bools) -> Ints:
    held = city.full_time.astype(bool) & (city.study_city == ASTANA) & able[city.student]
    held &= (city.study_from <= day) & (day <= city.study_until)
    return np.unique(city.student[held])
