"""Cities that several tests look at, made once."""

from collections.abc import Callable
from functools import cache

import pytest

from synthetic_data.city import City
from synthetic_data.generate import generate_city


@pytest.fixture(scope="session")
def city_of() -> Callable[[int, int], City]:
    """Make a city of a size and seed, the same one for every test that asks."""
    return cache(generate_city)


@pytest.fixture(scope="session")
def city(city_of: Callable[[int, int], City]) -> City:
    """The city of this part: 20,000 residents."""
    return city_of(20_000, 1)
