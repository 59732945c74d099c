"""Dwellings with rooms, areas and addresses, and which household lives in which."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic_data import draws, evidence
from synthetic_data.city import ASTANA, CITIES, DISTRICTS, DWELLING_KINDS, OUTSIDE_DISTRICT
from synthetic_data.draws import Ints, Random
from synthetic_data.households import DORMITORY, Households
from synthetic_data.streams import Streams

FLAT, HOUSE, DORMITORY_ROOM, STATE_RENTAL = range(len(DWELLING_KINDS))
STREETS = 8
"""Streets of a district with blocks of flats, and as many with houses; no two share a street."""

LEAST_EMPTY = 1.1
"""Dwellings to households at least, so that a small city has empty ones too."""


@dataclass(frozen=True, slots=True)
class Dwellings:
    """Dwellings, one row each: those of the capital first.

    Args:
        city: code of ``city.CITIES``.
        district: code of ``city.DISTRICTS``.
        street: code into the street list.
        house: house number.
        flat: flat number, 0 for a house.
        rooms: rooms, 4 stands for more.
        total: total area in tenths of m2, -1 where the cadastre has none.
        useful: useful area in tenths, -1 where there is none of its own.
        kind: code of ``city.DWELLING_KINDS``.
        home: the dwelling of each household.
    """

    city: Ints
    district: Ints
    street: Ints
    house: Ints
    flat: Ints
    rooms: Ints
    total: Ints
    useful: Ints
    kind: Ints
    home: Ints

    @property
    def rows(self) -> int:
        """How many dwellings there are."""
        return len(self.rooms)


def make_dwellings(households: Households, residents: int, streams: Streams) -> Dwellings:
    """Return the dwellings, the households already in them.

    Args:
        households: who lives together.
        residents: how many people live in the city.
        streams: the random streams of the city.
    """
    rooms, kind, city = _stock(households, residents, streams)
    area = _areas(rooms, kind, streams("dwellings/areas"))
    home = _homes(households, area, kind, city, streams)
    district = _districts(city, streams("dwellings/districts"))
    street, house, flat = _addresses(district, city, kind, streams("dwellings/addresses"))
    total, useful = _recorded_areas(area, streams("dwellings/recorded areas"))
    return Dwellings(city, district, street, house, flat, rooms, total, useful, kind, home)


def _stock(households: Households, residents: int, streams: Streams) -> tuple[Ints, Ints, Ints]:
    """Return rooms, kind and city of every dwelling; dormitory rooms follow the others."""
    random = streams("dwellings/stock")
    used = int((households.kind == DORMITORY).sum())
    empty = evidence.number("housing.empty_dormitory_share")
    dormitory = used + round(used * empty) + 1
    lived = len(households.kind) - used
    asked = round(residents * evidence.number("housing.dwellings_per_resident"))
    own = max(asked - dormitory, int(np.ceil(lived * LEAST_EMPTY)) + 2)
    away = max(3, round(own * evidence.number("housing.dwellings_elsewhere_share")))
    shares = list(evidence.table("housing.by_rooms").values())
    rooms = np.concatenate([1 + draws.quota(random, shares, own), np.ones(dormitory, np.int8)])
    houses = np.array([0, *evidence.numbers("housing.house_share_by_rooms")])
    kind = np.where(random.random(len(rooms)) < houses[rooms], HOUSE, FLAT)
    let = draws.chosen(random, own, evidence.number("housing.state_rental_share"))
    kind[:own] = np.where(let, STATE_RENTAL, kind[:own])
    kind[own:] = DORMITORY_ROOM
    rooms = np.concatenate([rooms, 1 + draws.quota(random, shares, away)])
    kind = np.concatenate([kind, np.full(away, FLAT)])
    city = np.concatenate([np.zeros(own + dormitory, np.int8), _other_cities(away, random)])
    return rooms.astype(np.int8), kind.astype(np.int8), city.astype(np.int8)


def _other_cities(count: int, random: Random) -> Ints:
    table = evidence.table("housing.other_city_share")
    return draws.quota(random, [table.get(name, 0.0) for name in CITIES], count)


def _areas(rooms: Ints, kind: Ints, random: Random) -> Ints:
    """Return true total areas in tenths of m2."""
    names = ("area_mean_m2", "area_deviation_m2", "area_least_m2")
    mean, deviation, least = (np.array([0, *evidence.numbers(f"housing.{n}")]) for n in names)
    area = np.maximum(random.normal(mean[rooms], deviation[rooms]), least[rooms])
    dormitory = draws.normal(random, evidence.numbers("housing.dormitory_area_m2"), len(rooms))
    tenths: Ints = np.rint(np.where(kind == DORMITORY_ROOM, dormitory, area) * 10).astype(np.int32)
    return tenths


def _recorded_areas(area: Ints, random: Random) -> tuple[Ints, Ints]:
    """Return total and useful areas as the cadastre has them."""
    rows = len(area)
    ratio = draws.normal(random, evidence.numbers("housing.useful_to_total"), rows)
    own = draws.chosen(random, rows, evidence.number("housing.useful_area_share"))
    useful = np.where(own, np.minimum(np.rint(area * ratio), area), -1)
    none = max(1, round(rows * evidence.number("housing.no_area_share")))
    total = area.copy()
    total[draws.some(random, np.arange(rows), none)] = -1
    return total, useful.astype(np.int32)


def _homes(households: Households, area: Ints, kind: Ints, city: Ints, streams: Streams) -> Ints:
    """Return the dwelling of each household: larger households tend to have larger ones."""
    random = streams("dwellings/homes")
    jitter = evidence.number("housing.size_jitter")
    home = np.full(len(households.size), -1)
    for dormitory in (False, True):
        who = np.flatnonzero((households.kind == DORMITORY) == dormitory)
        may = (city == 0) & ((kind == DORMITORY_ROOM) == dormitory)
        where = draws.some(random, np.flatnonzero(may), len(who))
        wish = households.size[who] + random.normal(0, jitter, len(who))
        home[who[np.argsort(wish, kind="stable")]] = where[np.argsort(area[where], kind="stable")]
    return home


def _districts(city: Ints, random: Random) -> Ints:
    table = evidence.table("housing.district_share")
    district = draws.quota(random, [table.get(name, 0.0) for name in DISTRICTS], len(city))
    return np.where(city == 0, district, OUTSIDE_DISTRICT).astype(np.int8)


def _addresses(district: Ints, city: Ints, kind: Ints, random: Random) -> tuple[Ints, Ints, Ints]:
    """Return street, house and flat: blocks fill up flat by flat, so no address occurs twice."""
    place = city.astype(np.int64) * len(DISTRICTS) + district
    own_house = kind == HOUSE
    group = place * 2 + own_house
    order = np.lexsort((random.random(len(group)), group))
    first = np.searchsorted(group[order], group[order])
    rank = np.empty(len(group), np.int64)
    rank[order] = np.arange(len(group)) - first
    per = int(evidence.number("housing.flats_per_building"))
    building = np.where(own_house, rank, rank // per)
    district_streets = np.where(city == ASTANA, district.astype(np.int64) * 2 * STREETS, 0)
    street = district_streets + building % STREETS + np.where(own_house, STREETS, 0)
    flat = np.where(own_house, 0, rank % per + 1)
    return (
        street.astype(np.int32),
        (building // STREETS + 1).astype(np.int32),
        flat.astype(np.int32),
    )
