import os
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine

from synthetic_data.city import City
from synthetic_data.generate import generate_city
from synthetic_data.registry.city_rows import load_city

OTHER_DATABASE = "TIRKEU_TEST_DATABASE"
"""URL of a database that tests may fill in place of SQLite, such as an empty PostgreSQL."""


@pytest.fixture(scope="session")
def city() -> City:
    return generate_city(2_000, 5)


@pytest.fixture(scope="session")
def city_engine(city: City, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database that tests only read or rehearse in."""
    path = tmp_path_factory.mktemp("city") / "registry.sqlite"
    engine = create_engine(os.environ.get(OTHER_DATABASE) or f"sqlite:///{path}")
    load_city(city, engine)
    yield engine
    engine.dispose()
