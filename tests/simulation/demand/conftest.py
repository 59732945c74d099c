"""A city of 20,000 with its pool and its year."""

import pytest

from simulation.demand.mix import assumed
from simulation.demand.pool import Pool, draw_pool
from simulation.demand.year import Year, choose
from synthetic_data.city import City
from synthetic_data.generate import generate_city
from tests.simulation.demand.drawn import DAY


@pytest.fixture(scope="session")
def city() -> City:
    return generate_city(20_000, 2)


@pytest.fixture(scope="session")
def pool(city: City) -> Pool:
    return draw_pool(city, DAY, 1)


@pytest.fixture(scope="session")
def year(pool: Pool) -> Year:
    return choose(pool, assumed())
