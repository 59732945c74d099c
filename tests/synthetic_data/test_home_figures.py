"""Assumed figures of the homes act: change one, and what it says of the city moves."""

from collections.abc import Callable

import numpy as np
import pytest

from synthetic_data.city import City
from synthetic_data.draws import Ints
from synthetic_data.dwellings import DORMITORY_ROOM
from synthetic_data.quality import owners
from synthetic_data.quality.living import parents


def large_in_small(city: City) -> float:
    """Count the households of five and more in one or two rooms, one more."""
    people = np.bincount(city.home[: city.population], minlength=city.dwellings)
    flats = (people >= 5) & (city.kind != DORMITORY_ROOM)
    return float((flats & (city.rooms <= 2)).sum() + 1)


def in_a_dwelling_of_parents(city: City) -> float:
    """Count the residents in whose dwelling a parent owns and does not live."""
    first = owners._owners(city)[0]
    owner = first[city.home[: city.population]]
    apart = (owner >= 0) & (city.home[owner] != city.home[: city.population])
    either = np.zeros(city.population, bool)
    for column in parents(city):
        either |= apart & (owner == column[: city.population])
    return float(either.sum())


Moved = Callable[[str, object, Callable[[City], float]], float]

FIGURES: list[tuple[str, float, Callable[[City], float], float]] = [
    ("housing.size_jitter", 6.0, large_in_small, 3),
    ("housing.kin_owner_share", 0.9, in_a_dwelling_of_parents, 3),
]
"""A figure, another value, what moves, and by what factor about."""


@pytest.mark.parametrize(
    ("key", "value", "statistic", "factor"), FIGURES, ids=[figure[0] for figure in FIGURES]
)
def test_a_figure_acts(
    moved: Moved, key: str, value: object, statistic: Callable[[City], float], factor: float
) -> None:
    by = moved(key, value, statistic)
    assert np.log(by) / np.log(factor) > 1 / 2  # the same way, and half as far at least


def co_owning_children(city: City) -> tuple[Ints, Ints, Ints]:
    """Return second owners who are a child of the first, with that parent's first and last child.

    Parents of one child are left out; first and last are by the order of the rows.
    """
    first = np.full(city.persons, city.persons, np.int32)
    last = np.full(city.persons, -1, np.int32)
    for column in parents(city):
        child = np.flatnonzero(column >= 0)
        np.minimum.at(first, column[child], child)
        np.maximum.at(last, column[child], child)
    owner, second, _ = owners._owners(city)
    several = (owner >= 0) & (second >= 0) & (first[owner] < last[owner])
    owner, second = owner[several], second[several]
    child = np.any([column[second] == owner for column in parents(city)], axis=0)
    return second[child], first[owner[child]], last[owner[child]]


def test_of_several_children_now_the_first_and_now_the_last_owns_with_a_parent(city: City) -> None:
    child, first, last = co_owning_children(city)
    assert len(child) > 100
    for one in (first, last):
        assert 0.3 < (child == one).mean() < 0.7
