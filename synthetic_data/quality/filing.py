"""Registrations beside the evidence: how many on file in a dwelling, who lives elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from synthetic_data import evidence
from synthetic_data.city import ASTANA, REGISTRATION_KINDS, City
from synthetic_data.crowding import CROWD, crowd_sizes
from synthetic_data.draws import Ints
from synthetic_data.quality.margin import Margin, margin, share

TEMPORARY, WITH_PARENT = map(REGISTRATION_KINDS.index, ("temporary", "with_parent"))
STARTS = (0, 1, 2, 3, 4, 5, 6, CROWD)
CLASSES = ("0", "1", "2", "3", "4", "5", "6-19", "20+")
CROWDS = (20, 30, 50, 100, 200, 500, 1000)
SEVERAL = (6, 7, 8, 10, 13)
AGE_STARTS = (14, 18, 25, 35, 45, 60, 75)
AGES = ("14-17", "18-24", "25-34", "35-44", "45-59", "60-74", "75+")
YEARS_14 = 140_000


def margins(city: City) -> Iterator[Margin]:
    """Yield the margins of the registrations; those under 14 are on file with a parent.

    Args:
        city: any city.
    """
    here = city.dwelling_city == ASTANA
    people = heads(city)[here]
    key = "housing.registered_per_dwelling"
    wanted = list(evidence.table(key).values())
    counts = np.bincount(head_class(people), minlength=len(CLASSES))
    yield margin("homes/registered_per_dwelling", key, CLASSES, wanted, counts)
    flats = evidence.number("housing.rubber_flats")
    yield share("homes/rubber_flats", "housing.rubber_flats", flats, people >= CROWD)
    yield _crowds(people, city.population)
    yield _several(people)
    yield from _people(city)


def heads(city: City) -> Ints:
    """Return how many people of 14 and over are registered in each dwelling."""
    separate = city.registration_kind != WITH_PARENT
    return np.bincount(city.registered_dwelling[separate], minlength=city.dwellings)


def head_class(people: Ints) -> Ints:
    """Return the position in ``CLASSES`` of each number of registered people."""
    classes: Ints = np.searchsorted(STARTS, people, side="right") - 1
    return classes


def _crowds(people: Ints, residents: int) -> Margin:
    """Return the sizes of the crowds beside those that a city of this size should have."""
    asked = crowd_sizes(len(people), residents)
    target, counts = (_classed(CROWDS, each) for each in (asked, people[people >= CROWD]))
    labels = [f"{start}+" for start in CROWDS]
    return margin("homes/rubber_flat_sizes", "housing.rubber_size", labels, target, counts)


def _several(people: Ints) -> Margin:
    """Return the dwellings with six and more on file, up to a crowd."""
    sizes = np.arange(SEVERAL[0], CROWD)
    fall = sizes ** -evidence.number("housing.several_fall")
    target = np.bincount(np.searchsorted(SEVERAL, sizes, side="right") - 1, fall)
    counts = _classed(SEVERAL, people[(people >= SEVERAL[0]) & (people < CROWD)])
    key, labels = "housing.several_fall", [f"{start}+" for start in SEVERAL]
    return margin("homes/several_registered", key, labels, target, counts)


def _classed(starts: tuple[int, ...], values: Ints) -> Ints:
    """Return how many values each class has, from its start to the next."""
    return np.bincount(np.searchsorted(starts, values, side="right") - 1, minlength=len(starts))


def _people(city: City) -> Iterator[Margin]:
    place, kind = _places(city)
    old = city.as_of - city.born[: city.population] >= YEARS_14
    at_home = (place == city.home[: city.population])[old]
    outside = (place < 0) | (city.dwelling_city[place] != ASTANA)
    for name, key, mask in (
        ("registered_elsewhere", "registered_elsewhere_share", ~at_home),
        ("registered_outside", "outside_share", outside[old]),
        ("temporary", "temporary_of_registered", (kind == TEMPORARY)[old][at_home]),
    ):
        wanted = evidence.number(f"housing.{key}")
        yield share(f"homes/{name}", f"housing.{key}", wanted, mask)


def elsewhere(city: City) -> tuple[Ints, Ints]:
    """Return residents of 14 and over on file elsewhere in the capital, and the dwelling.

    Args:
        city: any city.
    """
    place, kind = _places(city)
    away = (place >= 0) & (place != city.home[: city.population]) & (kind != WITH_PARENT)
    who = np.flatnonzero(away & (city.dwelling_city[place] == ASTANA))
    return who, place[who]


def _places(city: City) -> tuple[Ints, Ints]:
    """Return dwelling and kind of the registration of each resident, -1 for none."""
    place = np.full(city.persons, -1, np.int32)
    kind = np.full(city.persons, -1, np.int8)
    place[city.registered_person] = city.registered_dwelling
    kind[city.registered_person] = city.registration_kind
    return place[: city.population], kind[: city.population]


def age_and_elsewhere(city: City) -> tuple[Ints, Ints]:
    """Return the position in ``AGES`` of residents of 14 and over, and who is on file elsewhere."""
    born = city.born[: city.population]
    years = (city.as_of - born) // 10_000
    old = np.flatnonzero(years >= AGE_STARTS[0])
    place, _ = _places(city)
    ages: Ints = np.searchsorted(AGE_STARTS, years[old], side="right") - 1
    return ages, (place != city.home[: city.population])[old]
