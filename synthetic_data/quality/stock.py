"""Dwellings and their owners beside the evidence."""

from __future__ import annotations

from collections.abc import Iterator
from math import erf, sqrt

import numpy as np

from synthetic_data import evidence
from synthetic_data.city import ASTANA, DISTRICTS, DWELLING_KINDS, City
from synthetic_data.draws import Floats, Ints
from synthetic_data.dwellings import DORMITORY_ROOM, area_spreads
from synthetic_data.integrity.found import YEARS_18
from synthetic_data.marking import marked
from synthetic_data.quality.living import parents
from synthetic_data.quality.margin import Margin, margin, ratio, share

AREAS = (0, 300, 400, 500, 600, 700, 850, 1000, 1500)
"""First tenths of m2 of the classes of area, the last without end."""

RATIOS = (0.0, 0.905, 0.925, 0.945, 0.965, 0.985)
"""First values of the classes of the ratio of useful to total area."""


def margins(city: City) -> Iterator[Margin]:
    """Yield the margins of dwellings and owners.

    Args:
        city: any city.
    """
    yield from _numbers(city)
    yield from _kinds(city)
    yield from _areas(city)
    yield from _owners(city)


def _numbers(city: City) -> Iterator[Margin]:
    """Yield dwellings and area beside people: each counted in people it stands for.

    Judged as ratios: the distance of two halves is a quarter of the error of their ratio.
    """
    here = city.dwelling_city == ASTANA
    people = int(here[city.registered_dwelling].sum())
    wanted = evidence.number("housing.area_per_registered_person")
    yield ratio(
        "homes/area_per_registered_person",
        "housing.area_per_registered_person",
        ("provided", "registered"),
        (area_m2(city) / wanted, people),
    )
    provided = here.sum() / evidence.number("housing.dwellings_per_resident")
    yield ratio(
        "homes/dwellings_per_resident",
        "housing.dwellings_per_resident",
        ("provided", "resident"),
        (provided, city.population),
    )


def area_m2(city: City) -> float:
    """Return the area of all dwellings of the capital, one without an area as the mean one.

    Args:
        city: any city.
    """
    here = city.dwelling_city == ASTANA
    known = city.total_area[here & (city.total_area >= 0)]
    return float(known.mean() * here.sum() / 10)


def _kinds(city: City) -> Iterator[Margin]:
    here = city.dwelling_city == ASTANA
    for name, key, classes, column in (
        ("kind", "kinds", DWELLING_KINDS, city.kind[here]),
        ("district", "district_share", DISTRICTS[:-1], city.dwelling_district[here]),
    ):
        table = evidence.table(f"housing.{key}")
        counts = np.bincount(column, minlength=len(classes))
        wanted = [table[each] for each in classes]
        yield margin(f"homes/{name}", f"housing.{key}", classes, wanted, counts)
    table = evidence.table("housing.by_rooms")
    rooms = city.rooms[here & (city.kind != DORMITORY_ROOM)]
    counts = np.bincount(rooms, minlength=5)[1:]
    yield margin("homes/rooms", "housing.by_rooms", list(table), list(table.values()), counts)


def _areas(city: City) -> Iterator[Margin]:
    here = city.dwelling_city == ASTANA
    known = here & (city.total_area >= 0)
    counts = np.bincount(_area_class(city.total_area[known]), minlength=len(AREAS))
    labels, wanted = _labels(AREAS), _wanted_areas()
    dormitory = evidence.table("housing.kinds")["dormitory"]
    mean, deviation, low, high = evidence.numbers("housing.dormitory_area_m2")
    rooms = _normal(np.array(AREAS) / 10, (mean, deviation, low, high))
    target = wanted.sum(axis=1) * (1 - dormitory) + rooms * dormitory
    yield margin("homes/area", "housing.area_mean_m2", labels, target, counts)
    yield share(
        "homes/no_area",
        "housing.no_area_share",
        evidence.number("housing.no_area_share"),
        city.total_area[here] < 0,
    )
    yield share(
        "homes/useful_area_known",
        "housing.useful_area_share",
        evidence.number("housing.useful_area_share"),
        city.useful_area[here] >= 0,
    )
    yield _ratios(city, known & (city.useful_area >= 0))


def _ratios(city: City, known: Ints) -> Margin:
    ratio = city.useful_area[known] / city.total_area[known]
    counts = np.bincount(np.searchsorted(RATIOS, ratio, side="right") - 1, minlength=len(RATIOS))
    spread = evidence.numbers("housing.useful_to_total")
    labels = [f"{low:.3f}+" for low in RATIOS]
    target = _normal(np.array(RATIOS), spread)
    return margin("homes/useful_to_total", "housing.useful_to_total", labels, target, counts)


def area_by_rooms(city: City) -> Margin:
    """Return classes of area by rooms, the dwellings of the capital outside dormitories.

    Args:
        city: any city.
    """
    known = (city.dwelling_city == ASTANA) & (city.total_area >= 0) & (city.kind != DORMITORY_ROOM)
    cells = _area_class(city.total_area[known]) * 4 + city.rooms[known] - 1
    labels = [f"{area}/{rooms}" for area in _labels(AREAS) for rooms in range(1, 5)]
    counts = np.bincount(cells, minlength=len(labels))
    name = "homes/area_by_rooms"
    return margin(name, "housing.area_mean_m2", labels, _wanted_areas().ravel(), counts)


def _area_class(tenths: Ints) -> Ints:
    classes: Ints = np.searchsorted(AREAS, tenths, side="right") - 1
    return classes


def _labels(starts: tuple[int, ...]) -> list[str]:
    return [f"{low // 10}+" for low in starts]


def _wanted_areas() -> Floats:
    """Return the share of each class of area with each number of rooms."""
    edges = np.array(AREAS) / 10
    columns = [_normal(edges, spread) for spread in area_spreads()]
    shares = np.array(list(evidence.table("housing.by_rooms").values()))
    wanted: Floats = np.stack(columns, axis=1) * shares
    return wanted


def _normal(edges: Floats, spread: tuple[float, ...] | list[float]) -> Floats:
    """Return the shares of a normal distribution within a range, from each edge to the next."""
    mean, deviation, low, high = spread
    inside = np.clip(np.append(edges, np.inf), low, high)
    below = np.array([(1 + erf((edge - mean) / deviation / sqrt(2))) / 2 for edge in inside])
    shares = np.diff(below)
    inner: Floats = shares / shares.sum()
    return inner


def _owners(city: City) -> Iterator[Margin]:
    first = np.searchsorted(city.owned_dwelling, np.arange(city.dwellings))
    legal = city.owner_is_organisation[first]
    several = np.bincount(city.owned_dwelling, minlength=city.dwellings)[~legal] > 1
    protected = _protected(city)
    for name, key, mask in (
        ("owned_by_organisation", "owner_organisation_share", legal),
        ("co_owned", "co_owned_share", several),
        ("protected_owner", "owner_protected_share", protected),
        ("rented", "rented_share", _rented(city)),
    ):
        wanted = evidence.number(f"housing.{key}")
        yield share(f"homes/{name}", f"housing.{key}", wanted, mask)


def _protected(city: City) -> Ints:
    """Return a mask of dwellings with a minor or an incapacitated person among the owners."""
    weak = city.as_of - city.born < YEARS_18
    weak[city.incapacitated_person[city.incapacitated_until == 0]] = True
    person = ~city.owner_is_organisation
    return marked(city.owned_dwelling[person][weak[city.owner[person]]], city.dwellings)


def _rented(city: City) -> Ints:
    """Return for each flat or house lived in, state rental out, whether it is rented."""
    lived = marked(city.home[: city.population], city.dwellings)
    lived &= city.kind < DORMITORY_ROOM
    return ~held(city)[lived]


def held(city: City) -> Ints:
    """Return a mask of dwellings in which an owner lives, or a child of an owner.

    Args:
        city: any city.
    """
    rank = np.arange(len(city.owned_dwelling))
    rank -= np.searchsorted(city.owned_dwelling, city.owned_dwelling)
    n = city.population
    home = city.home[:n]
    family = (np.arange(n), *(column[:n] for column in parents(city)))
    mask = np.zeros(city.dwellings, bool)
    for place in range(int(rank.max()) + 1):
        owner = np.full(city.dwellings, -2)
        rows = (rank == place) & ~city.owner_is_organisation
        owner[city.owned_dwelling[rows]] = city.owner[rows]
        at_home = owner[home]
        for column in family:
            mask[home[column == at_home]] = True
    return mask
