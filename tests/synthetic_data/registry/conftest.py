"""Every test that takes a database runs on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from domain.records import Choices
from domain.registries import Registries
from synthetic_data.case_file import Case
from synthetic_data.city import City
from synthetic_data.generate import generate_city
from synthetic_data.registry.city_rows import load_city
from synthetic_data.registry.wiring import registries
from tests.postgresql import Cluster
from tests.synthetic_data.registry.databases import (
    KINDS,
    Asking,
    CaseEngine,
    Databases,
    cases_in,
    file,
    opened,
)


@pytest.fixture(scope="session")
def city() -> City:
    return generate_city(2_000, 5)


@pytest.fixture(scope="session", params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def databases(
    kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Databases:
    """Empty databases of one kind."""
    if kind == "sqlite":
        return lambda: file(tmp_path_factory.mktemp("database") / "registry.sqlite")
    cluster: Cluster = request.getfixturevalue("postgresql")
    return cluster.database


@pytest.fixture
def url(databases: Databases) -> Iterator[str]:
    """The URL of an empty database."""
    with databases() as made:
        yield made


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """An empty database."""
    with opened(url) as engine:
        yield engine


@pytest.fixture(scope="session")
def city_engine(city: City, databases: Databases) -> Iterator[Engine]:
    """The database of a city that tests only read or rehearse in."""
    with databases() as made, opened(made) as engine:
        load_city(city, engine)
        yield engine


@pytest.fixture(scope="session")
def case_engine(databases: Databases) -> CaseEngine:
    return cases_in(databases)


@pytest.fixture(scope="session")
def asking(case_engine: CaseEngine) -> Asking:
    @contextmanager
    def ask(case: Case, choices: Choices | None = None) -> Iterator[Registries]:
        chosen, application = choices or case.choices, case.application
        with case_engine(case) as engine, Session(engine) as session:
            yield registries(session, chosen, application.day, application)

    return ask
