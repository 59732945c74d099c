"""Cities that several tests look at, made once."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from synthetic_data import evidence
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


Moved = Callable[[str, object, Callable[[City], float]], float]
"""Takes a figure, another value of it and a statistic; returns by what factor that moves."""


@pytest.fixture
def moved(city_of: Callable[[int, int], City], monkeypatch: pytest.MonkeyPatch) -> Moved:
    """Tells what one figure does: two cities of 10,000 residents, alike but for it."""

    def by(key: str, value: object, statistic: Callable[[City], float]) -> float:
        plain, figure = statistic(city_of(10_000, 3)), evidence.figure
        changed = replace(figure(key), value=value)
        monkeypatch.setattr(
            evidence, "figure", lambda name: changed if name == key else figure(name)
        )
        return float(statistic(generate_city(10_000, 3)) / plain)

    return by
