"""A year of whatever city a module brings, looked up in its registers."""

import pytest

from simulation.demand.mix import assumed
from simulation.demand.pool import Pool, draw_pool
from simulation.demand.year import Year, choose
from simulation.impact.prepared import Prepared, prepare
from simulation.impact.standing import Register, register
from synthetic_data.city import City


@pytest.fixture(scope="module")
def pool(city: City) -> Pool:
    return draw_pool(city, 20260202, 1)


@pytest.fixture(scope="module")
def year(pool: Pool) -> Year:
    return choose(pool, assumed())


@pytest.fixture(scope="module")
def registers(city: City) -> Register:
    return register(city, 20260202)


@pytest.fixture(scope="module")
def prepared(pool: Pool, registers: Register) -> Prepared:
    return prepare(pool, registers)
