"""What the lists are narrowed by: for each row the position of its value among a few words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from domain.residence.norm import capacity, counted
from synthetic_data import city as codes
from synthetic_data.city import City
from synthetic_data.days import calendar_day
from synthetic_data.draws import Ints

YEARS_18 = 180_000
NEITHER = ("yes", "no")

CODES: Final = np.arange(4, dtype=np.int8)
"""Positions of words as single bytes, so that what is chosen among them takes one byte a row."""


@dataclass(frozen=True, slots=True)
class On:
    """The day of a list, and the values in force on it.

    Attributes:
        day: ``yyyymmdd``.
        law: a `domain.law.Law`.
        readings: `domain.readings.Readings`.
    """

    day: int
    law: Any
    readings: Any

    @property
    def number(self) -> int:
        """Days since 1970."""
        return int(np.datetime64(self.law.day, "D").astype(np.int64))


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter.

    Attributes:
        name: of the filter.
        words: what a row can be, as codes.
        of: gives each row's position in ``words``; -1: none of them.
    """

    name: str
    words: tuple[str, ...]
    of: Callable[[City, On], Ints]


def _minor(city: City, people: Ints, on: On) -> Ints:
    minor: Ints = city.born[people] > on.day - YEARS_18
    return minor


def registered_district(city: City) -> Ints:
    """Return the district of the dwelling where each person is registered, int8.

    It is what the population register knows; where people really live may be elsewhere. Whoever
    is registered nowhere, or outside the capital, is outside of its districts.
    """
    found = np.full(city.persons, codes.OUTSIDE_DISTRICT, np.int8)
    found[city.registered_person] = city.dwelling_district[city.registered_dwelling]
    return found


def _owner(city: City, on: On) -> Ints:
    legal = city.owner_is_organisation.astype(bool)
    minor = _minor(city, np.where(legal, 0, city.owner), on)
    return np.select((legal, minor), CODES[[2, 1]], CODES[0])


def _parents(city: City, _on: On) -> Ints:
    no_father, no_mother = city.father_recorded < 0, city.mother_recorded < 0
    missing: Ints = no_father + (no_mother << CODES[1])
    return missing


def _adopters(city: City, _on: On) -> Ints:
    one = (city.adoptive_father < 0) | (city.adoptive_mother < 0)
    return one.astype(np.int8)


def _open(until: Ints, on: On) -> Ints:
    """Return 0 where an end is open or after the day, 1 where it has passed."""
    return ((until > 0) & (until <= on.day)).astype(np.int8)


def _course(city: City, on: On) -> Ints:
    before, after = city.study_from > on.day, city.study_until < on.day
    return np.select((before, after), CODES[[2, 1]], CODES[0])


def _card(city: City, on: On) -> Ints:
    """Return valid, renewable online before and after the expiry, too late: IDC-05, IDC-06."""
    law, known = on.law, city.expires
    early, late = (
        int(calendar_day(np.array([on.number + days]))[0])
        for days in (law.window_before_days, -law.window_after_days)
    )
    states = (known > early, known >= on.day, known >= late)
    return np.select(states, CODES[:3], CODES[3])


def _registered(city: City, kind: str) -> Ints:
    """Return how many are registered in each dwelling in a way that few are."""
    rows = np.flatnonzero(city.registration_kind == codes.REGISTRATION_KINDS.index(kind))
    return np.bincount(city.registered_dwelling[rows], minlength=city.dwellings)


def _norm(city: City, on: On) -> Ints:
    """Return open, at the norm, over it, without an area (RES-06 to RES-08)."""
    everybody = np.bincount(city.registered_dwelling, minlength=city.dwellings)
    temporary, with_parent = (_registered(city, kind) for kind in ("temporary", "with_parent"))
    permanent = everybody - temporary - with_parent
    registered = counted(permanent, temporary, with_parent, on.readings)
    if on.law.norm_tenths is None:
        return np.select((city.total_area < 0,), CODES[[3]], CODES[0])
    places = capacity(
        city.total_area.astype(np.int64), on.law.norm_tenths, on.readings.norm_reading
    )
    states: Ints = (registered >= places).astype(np.int8) + (registered > places)
    states[city.total_area < 0] = 3
    return states


_LISTED = (
    Choice("district", codes.DISTRICTS, lambda city, _on: registered_district(city)),
    Choice("sex", codes.SEXES, lambda city, _on: city.sex),
    Choice("life", ("alive", "dead"), lambda city, _on: city.died > 0),
    Choice("registration", codes.REGISTRATION_KINDS, lambda city, _on: city.registration_kind),
    Choice(
        "place_district",
        codes.DISTRICTS,
        lambda city, _on: city.dwelling_district[city.registered_dwelling],
    ),
    Choice("card", ("valid", "before", "after", "late"), _card),
    Choice("changed", NEITHER, lambda city, _on: ~city.data_changed.astype(bool)),
    Choice("dwelling_district", codes.DISTRICTS, lambda city, _on: city.dwelling_district),
    Choice("kind", codes.DWELLING_KINDS, lambda city, _on: city.kind),
    Choice("standing", ("open", "at", "over", "no_area"), _norm),
    Choice("owner", ("adult", "minor", "organisation"), _owner),
    Choice("decision", ("open", "ended"), lambda city, on: _open(city.incapacitated_until, on)),
    Choice("ward", ("minor", "adult"), lambda city, on: ~_minor(city, city.ward, on)),
    Choice("parents", ("both", "mother", "father", "none"), _parents),
    Choice("marriage", ("open", "ended"), lambda city, on: _open(city.married_until, on)),
    Choice("adopters", ("both", "one"), _adopters),
    Choice("relation", codes.MART_RELATIONS, lambda city, _on: city.mart_relation),
    Choice("form", ("full_time", "part_time"), lambda city, _on: ~city.full_time.astype(bool)),
    Choice("study_city", codes.CITIES, lambda city, _on: city.study_city),
    Choice("course", ("now", "past", "future"), _course),
)

CHOICES: Final[Mapping[str, Choice]] = {choice.name: choice for choice in _LISTED}
"""Every filter by its name."""
