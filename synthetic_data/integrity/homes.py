"""Dwellings, owners, registrations."""

from __future__ import annotations

import numpy as np

from synthetic_data.city import CITIES, REGIONS, REGISTRATION_KINDS, City
from synthetic_data.draws import Ints
from synthetic_data.integrity.found import YEARS_14, Check, Found, repeated

CITY_REGIONS = np.array([REGIONS.index(name) for name in CITIES], np.int8)
WITH_PARENT = REGISTRATION_KINDS.index("with_parent")


def _ownerships(city: City) -> Found:
    person = ~city.owner_is_organisation
    pair = city.owned_dwelling.astype(np.int64) * (city.persons + len(city.organisation_name))
    legal = np.where(person, 0, city.persons)  # organisations have row numbers of their own
    return {
        "the dead own nothing": city.died[city.owner[person]] > 0,
        "nobody owns a dwelling twice": repeated(pair + city.owner + legal),
        "owners are sorted by dwelling": city.owned_dwelling[1:] < city.owned_dwelling[:-1],
    }


def _dwellings(city: City) -> Found:
    known = city.total_area >= 0
    return {
        "an area is above zero": (city.total_area == 0) | (city.useful_area == 0),
        "a useful area is within the total area": known & (city.useful_area > city.total_area),
        "a dwelling has a room": city.rooms < 1,
        "an address is that of one dwelling": repeated(_addresses(city)),
    }


def _addresses(city: City) -> Ints:
    """Return a number for every address: city, street, house and flat, which follow each other."""
    key = city.dwelling_city.astype(np.int64)
    for column in (city.street, city.house, city.flat):
        key = key * (int(column.max(initial=0)) + 1) + column
    return key


def _registrations(city: City) -> Found:
    who = city.registered_person
    under_14 = city.as_of - city.born[who] < YEARS_14
    return {
        "the dead are not registered": city.died[who] > 0,
        "nobody is registered twice": repeated(who),
        "those under 14 are registered with a parent, the others by themselves": under_14
        != (city.registration_kind == WITH_PARENT),
        "the register's region is where one is registered": _elsewhere(city),
    }


def _elsewhere(city: City) -> Ints:
    """Return the living whose region is not that of the city of their registration.

    Those with no registration in the modelled cities may be anywhere but in the capital.
    """
    region = np.full(city.persons, -1, np.int8)
    region[city.registered_person] = CITY_REGIONS[city.dwelling_city[city.registered_dwelling]]
    known = region >= 0
    other = np.where(known, region != city.region, city.region == REGIONS.index("astana"))
    wrong: Ints = (city.died == 0) & other
    return wrong


def _residents(city: City) -> Found:
    living = city.died[: city.population] == 0
    return {
        "the city has as many residents as asked for": ~(
            living & (city.home[: city.population] >= 0)
        ),
        "the dead live nowhere": (city.died > 0) & (city.home >= 0),
    }


CHECKS: tuple[Check, ...] = (_ownerships, _dwellings, _registrations, _residents)
