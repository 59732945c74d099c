"""Dwellings with rooms, areas and addresses, and which household lives in which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, exp, inf, pi, sqrt

import numpy as np

from synthetic_data import draws, evidence
from synthetic_data.city import CITIES, DISTRICTS, DWELLING_KINDS, OUTSIDE_DISTRICT, PEOPLES
from synthetic_data.draws import Floats, Ints, Random
from synthetic_data.gathering import DORMITORY
from synthetic_data.households import Households
from synthetic_data.streams import Streams
from synthetic_data.words import words

FLAT, HOUSE, DORMITORY_ROOM, STATE_RENTAL = range(len(DWELLING_KINDS))
FEWEST_STREETS = 8
"""Streets with blocks of flats, or with houses, that a district has at least."""

ROUNDS = 50
"""So often the mean of areas that are cut below is bettered; the error shrinks by a fifth."""

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


def make_dwellings(
    households: Households, people: Ints, residents: int, streams: Streams
) -> Dwellings:
    """Return the dwellings, the households already in them.

    Args:
        households: who lives together.
        people: the style of the names of each household's head, a code of ``city.PEOPLES``.
        residents: how many people live in the city.
        streams: the random streams of the city.
    """
    rooms, kind, city = _stock(households, residents, streams)
    area = _areas(rooms, kind, streams("dwellings/areas"))
    home = _homes(households, area, kind, city, streams)
    district = _districts(city, home, people, streams("dwellings/districts"))
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
    parts = [draws.quota(random, shares, rows) + 1 for rows in (own, away)]
    rooms = np.concatenate([parts[0], np.ones(dormitory, np.int8), parts[1]])
    kind = np.full(len(rooms), FLAT, np.int8)
    kind[:own] = _kinds(parts[0], random)
    kind[own : own + dormitory] = DORMITORY_ROOM
    city = np.zeros(len(rooms), np.int8)
    city[own + dormitory :] = _other_cities(away, random)
    return rooms.astype(np.int8), kind, city


def _kinds(rooms: Ints, random: Random) -> Ints:
    """Return kinds of dwellings outside dormitories, in the numbers of the evidence."""
    shares = evidence.table("housing.kinds")
    private = 1 - shares["dormitory"]
    weight = np.array([0, *evidence.numbers("housing.house_share_by_rooms")])[rooms]
    houses = round(len(rooms) * shares["house"] / private)
    rented = round(len(rooms) * shares["state_rental"] / private)
    kind = np.full(len(rooms), FLAT, np.int8)
    key = random.random(len(rooms)) / weight
    # By the value of the last one: the order of a partition differs between processors.
    kind[key < np.partition(key, houses)[houses]] = HOUSE
    kind[draws.some(random, np.flatnonzero(kind == FLAT), rented)] = STATE_RENTAL
    return kind


def _other_cities(count: int, random: Random) -> Ints:
    table = evidence.table("housing.other_city_share")
    return draws.quota(random, [table.get(name, 0.0) for name in CITIES], count)


def _areas(rooms: Ints, kind: Ints, random: Random) -> Ints:
    """Return true total areas in tenths of m2."""
    spreads = np.array(area_spreads()).T
    area = _within([column[rooms - 1] for column in spreads], random)
    room = np.flatnonzero(kind == DORMITORY_ROOM)
    area[room] = _same(evidence.numbers("housing.dormitory_area_m2"), len(room), random)
    tenths: Ints = np.rint(area * 10).astype(np.int32)
    return tenths


def area_spreads() -> list[tuple[float, float, float, float]]:
    """Return the normal distribution of areas in m2 of one to four rooms, and where it is cut.

    Each as mean, deviation, lowest, highest. The mean is so much below that of the evidence
    that what is left above the least area has the mean of the evidence.
    """
    names = ("area_mean_m2", "area_deviation_m2", "area_least_m2")
    columns = (evidence.numbers(f"housing.{name}") for name in names)
    return [
        (_centre(mean, deviation, least), deviation, least, inf)
        for mean, deviation, least in zip(*columns, strict=True)
    ]


def _centre(mean: float, deviation: float, least: float) -> float:
    """Return the mean of the normal distribution that has this mean above its least value."""
    centre = mean
    for _ in range(ROUNDS):
        depth = (least - centre) / deviation
        above = erfc(depth / sqrt(2)) / 2
        centre = mean - deviation * exp(-(depth**2) / 2) / sqrt(2 * pi) / above
    return centre


def _same(spread: list[float], rows: int, random: Random) -> Floats:
    """Return so many draws of one spread: mean, deviation, lowest, highest."""
    mean, deviation, low, high = (np.full(rows, value) for value in spread)
    return _within((mean, deviation, low, high), random)


def _within(spread: Sequence[Floats], random: Random) -> Floats:
    """Return normal draws, each drawn anew until it lies in its range, so none heap at an end."""
    mean, deviation, low, high = spread
    value = random.normal(mean, deviation)
    while len(out := np.flatnonzero((value < low) | (value > high))):
        value[out] = random.normal(mean[out], deviation[out])
    return value


def _recorded_areas(area: Ints, random: Random) -> tuple[Ints, Ints]:
    """Return total and useful areas as the cadastre has them."""
    rows = len(area)
    own = np.flatnonzero(draws.chosen(random, rows, evidence.number("housing.useful_area_share")))
    ratio = _same(evidence.numbers("housing.useful_to_total"), len(own), random)
    useful = np.full(rows, -1, np.int32)
    useful[own] = np.minimum(np.rint(area[own] * ratio), area[own])
    none = max(1, round(rows * evidence.number("housing.no_area_share")))
    total = area.copy()
    total[draws.some(random, np.arange(rows), none)] = -1
    return total, useful


def _homes(households: Households, area: Ints, kind: Ints, city: Ints, streams: Streams) -> Ints:
    """Return the dwelling of each household: larger households tend to have larger ones."""
    random = streams("dwellings/homes")
    jitter = evidence.number("housing.size_jitter")
    home = np.full(len(households.size), -1, np.int32)
    for dormitory in (False, True):
        who = np.flatnonzero((households.kind == DORMITORY) == dormitory)
        may = (city == 0) & ((kind == DORMITORY_ROOM) == dormitory)
        where = draws.some(random, np.flatnonzero(may), len(who))
        wish = households.size[who] + random.normal(0, jitter, len(who))
        order = np.argsort(_coarse(wish * 100), kind="stable")
        home[who[order]] = where[np.argsort(_coarse(area[where]), kind="stable")]
    return home


def _coarse(column: Ints) -> Ints:
    """Return a column as whole numbers of 16 bits, which are sorted in linear time."""
    limits = np.iinfo(np.int16)
    return np.clip(column, limits.min, limits.max).astype(np.int16)


def _districts(city: Ints, home: Ints, people: Ints, random: Random) -> Ints:
    """Return the district of each dwelling; households choose theirs by the style of names."""
    table = evidence.table("housing.district_share")
    shares = np.array([table.get(name, 0.0) for name in DISTRICTS])
    table = evidence.table("housing.russian_names_by_district")
    russian = np.array([table.get(name, 0.0) for name in DISTRICTS])
    district = np.full(len(city), OUTSIDE_DISTRICT, np.int8)
    lived = np.zeros(len(city), bool)
    lived[home] = True
    is_russian = people == PEOPLES.index("russian")
    for where, weight in (
        (np.flatnonzero((city == 0) & ~lived), shares),
        (home[is_russian], shares * russian),
        (home[~is_russian], shares * (1 - russian)),
    ):
        district[where] = draws.quota(random, list(weight), len(where))
    return district


def _addresses(district: Ints, city: Ints, kind: Ints, random: Random) -> tuple[Ints, Ints, Ints]:
    """Return street, house and flat: blocks fill up flat by flat, so no address occurs twice."""
    own_house = kind == HOUSE
    group = (city.astype(np.int16) * len(DISTRICTS) + district) * 2 + own_house
    order = random.permutation(len(group))
    order = order[np.argsort(group[order], kind="stable")]
    count = np.bincount(group)
    rank = np.empty(len(group), np.int32)
    rank[order] = np.arange(len(group)) - np.repeat(count.cumsum() - count, count)
    per = int(evidence.number("housing.flats_per_building"))
    building = np.where(own_house, rank, rank // per)
    streets, first = _streets(count, per)
    flat = np.where(own_house, 0, rank % per + 1)
    return (
        (first[group] + building % streets[group]).astype(np.int32),
        (building // streets[group] + 1).astype(np.int32),
        flat.astype(np.int32),
    )


def _streets(count: Ints, per: int) -> tuple[Ints, Ints]:
    """Return how many streets each group of dwellings has, and the first of each.

    No two groups of a city share a street. Streets are as long as the evidence says, or
    longer when the list of streets would not do.

    Args:
        count: dwellings by city, district and whether they are houses.
        per: flats of a building.
    """
    houses = np.arange(len(count)) % 2 == 1
    buildings = np.where(houses, count, np.ceil(count / per))
    length = np.where(houses, *evidence.numbers("housing.buildings_per_street"))
    known = len(words("places")["streets"])
    in_city = 2 * len(DISTRICTS)
    while True:
        streets = np.where(count > 0, np.maximum(np.ceil(buildings / length), FEWEST_STREETS), 0)
        parts = [streets[i : i + in_city] for i in range(0, len(streets), in_city)]
        if max(part.sum() for part in parts) <= known:
            first = np.concatenate([part.cumsum() - part for part in parts])
            return np.maximum(streets, 1).astype(np.int32), first.astype(np.int32)
        length = length * 1.1
