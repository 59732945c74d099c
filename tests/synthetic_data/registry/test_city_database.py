from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, func, select, text
from sqlalchemy.orm import Session

from domain.errors import BadInput
from synthetic_data.city import City
from synthetic_data.generate import generate_city
from synthetic_data.registry import schema
from synthetic_data.registry.city_database import CityDatabase, filled_for
from synthetic_data.registry.city_rows import load_city
from tests.synthetic_data.registry.databases import CaseEngine, opened
from tests.synthetic_data.small_cases import with_lists


@pytest.fixture(scope="module")
def small() -> City:
    return generate_city(200, 1)


@pytest.mark.parametrize("named", [False, True], ids=("beside", "named"))
def test_a_database_says_of_which_city_it_is(
    tmp_path: Path, small: City, url: str, *, named: bool
) -> None:
    beside = tmp_path / "registry.sqlite"
    database = CityDatabase(url if named else None)
    assert not database.holds((200, 1), beside)
    database.fill(small, beside)
    assert database.held(beside) == (200, 1)
    assert database.holds((200, 1), beside)
    assert beside.exists() != named
    place = "--database" if named else str(beside)
    with pytest.raises(BadInput, match=f"{place}: expected the registries of 200:2, got 200:1"):
        database.holds((200, 2), beside)


@pytest.mark.parametrize("name", [None, "named.sqlite"])
def test_asking_makes_no_file(tmp_path: Path, name: str | None) -> None:
    database = CityDatabase(name and f"sqlite:///{tmp_path / name}")
    assert database.held(tmp_path / "registry.sqlite") is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("named", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_holds_nothing(tmp_path: Path, named: str) -> None:
    assert CityDatabase(named).held(tmp_path / "registry.sqlite") is None


def test_a_database_not_filled_to_the_end_holds_no_city(small: City, engine: Engine) -> None:
    load_city(small, engine)
    assert filled_for(engine) == (200, 1)
    with Session(engine) as session:
        session.execute(delete(schema.FilledCity))
        session.commit()
    assert filled_for(engine) is None


def test_a_case_is_no_city(case_engine: CaseEngine) -> None:
    with case_engine(with_lists()) as engine:
        assert filled_for(engine) is None


@pytest.mark.parametrize(
    "named", ["sqlite:////nowhere/at/all.sqlite", "sqlite:///{broken}", "sqlite:///{folder}"]
)
def test_a_database_that_cannot_be_used_is_named(tmp_path: Path, small: City, named: str) -> None:
    broken = tmp_path / "broken"
    broken.write_bytes(b"no database, but long enough to be read as one" * 10)
    database = CityDatabase(named.format(broken=broken, folder=tmp_path))
    with pytest.raises(BadInput, match=r"^--database: expected the URL of a database that can be"):
        database.fill(small, tmp_path / "registry.sqlite")


def test_a_damaged_file_beside_is_named_with_the_way_out(tmp_path: Path) -> None:
    beside = tmp_path / "registry.sqlite"
    beside.write_bytes(b"no database, but long enough to be read as one" * 10)
    with pytest.raises(BadInput, match="that can be read; `generate --replace` makes the city"):
        CityDatabase().held(beside)


def test_other_tables_of_a_database_stay_and_the_city_before_goes(
    tmp_path: Path, small: City, url: str
) -> None:
    database, beside = CityDatabase(url), tmp_path / "beside"
    with opened(url) as engine, engine.begin() as own:
        own.execute(text("CREATE TABLE saved_work (name TEXT)"))
        own.execute(text("INSERT INTO saved_work VALUES ('mine')"))
    assert database.held(beside) is None
    for city in (small, generate_city(210, 2)):
        database.fill(city, beside)
        with opened(url) as engine, engine.connect() as own:
            assert own.scalars(text("SELECT name FROM saved_work")).all() == ["mine"]
            persons = own.scalar(select(func.count()).select_from(schema.Person))
        assert persons == city.persons
        assert database.held(beside) == (city.population, city.seed)
