from datetime import date

import pytest

from simulation.demand.claims import Supply, supply
from synthetic_data.city import City


@pytest.fixture(scope="session")
def stock(city: City) -> Supply:
    return supply(city, date(2026, 1, 12))
