"""Registrations beside the evidence: how many on file in a dwelling, who lives elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from synthetic_data import evidence
from synthetic_data.city import ASTANA, REGISTRATION_KINDS, City
from synthetic_data.crowding import CROWD
from synthetic_data.draws import Floats, Ints
from synthetic_data.quality.margin import Margin, margin, share

TEMPORARY, WITH_PARENT = map(REGISTRATION_KINDS.index, ("temporary", "with_parent"))
STARTS = (0, 1, 2, 3, 4, 5, 6, CROWD)
CLASSES = ("0", "1", "2", "3", "4", "5", "6-19", "20+")
CROWDS = (20, 30, 50, 100, 200, 500, 1000)
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
    yield share("homes/vacant", key, wanted[0], people == 0)
    flats = evidence.number("housing.rubber_flats")
    yield share("homes/rubber_flats", "housing.rubber_flats", flats, people >= CROWD)
    yield _crowds(people)
    yield from _people(city)


def heads(city: City) -> Ints:
    """Return how many people of 14 and over are registered in each dwelling."""
    separate = city.registration_kind != WITH_PARENT
    return np.bincount(city.registered_dwelling[separate], minlength=city.dwellings)


def head_class(people: Ints) -> Ints:
    """Return the position in ``CLASSES`` of each number of registered people."""
    classes: Ints = np.searchsorted(STARTS, people, side="right") - 1
    return classes


def _crowds(people: Ints) -> Margin:
    """Return the sizes of the crowds: a Pareto tail cut at the second case, and the cases."""
    crowds = people[people >= CROWD]
    counts = np.bincount(np.searchsorted(CROWDS, crowds, side="right") - 1, minlength=len(CROWDS))
    cases = np.array(evidence.numbers("housing.rubber_cases"))
    known = np.isin(cases, crowds)
    least, exponent = evidence.numbers("housing.rubber_size")
    # A smaller city has no case; its tail ends at its largest crowd.
    cap = cases.min() if known.all() else min(cases.min(), crowds.max(initial=int(least)) + 1)
    tail = _pareto(np.array(CROWDS), (least, exponent, cap)) * (len(crowds) - known.sum())
    np.add.at(tail, np.searchsorted(CROWDS, cases[known], side="right") - 1, 1)
    labels = [f"{start}+" for start in CROWDS]
    target = tail if len(crowds) else np.ones(len(CROWDS))
    return margin("homes/rubber_flat_sizes", "housing.rubber_size", labels, target, counts)


def _pareto(starts: Ints, spread: tuple[float, float, float]) -> Floats:
    """Return the shares of a Pareto distribution, cut at its end, from each start to the next."""
    least, exponent, cap = spread
    edges = np.append(np.minimum(starts, cap), cap).astype(float)
    above = (edges**-exponent - cap**-exponent) / (least**-exponent - cap**-exponent)
    shares: Floats = -np.diff(above)
    return shares


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
