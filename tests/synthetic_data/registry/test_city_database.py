import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, delete
from sqlalchemy.orm import Session

from domain.errors import BadInput
from synthetic_data.city import City
from synthetic_data.generate import generate_city
from synthetic_data.registry import schema
from synthetic_data.registry.case_rows import load_case
from synthetic_data.registry.city_database import CityDatabase, filled_for
from synthetic_data.registry.city_rows import fillings
from tests.synthetic_data.small_cases import with_lists


@pytest.fixture(scope="module")
def small() -> City:
    return generate_city(200, 1)


def databases(folder: Path) -> dict[str, CityDatabase]:
    return {
        "beside": CityDatabase(),
        "named": CityDatabase(f"sqlite:///{folder / 'named.sqlite'}"),
    }


@pytest.mark.parametrize("kind", ["beside", "named"])
def test_a_database_says_of_which_city_it_is(tmp_path: Path, small: City, kind: str) -> None:
    database, beside = databases(tmp_path)[kind], tmp_path / "registry.sqlite"
    assert not database.holds((200, 1), beside)
    database.fill(small, beside)
    assert database.held(beside) == (200, 1)
    assert database.holds((200, 1), beside)
    assert beside.exists() == (kind == "beside")
    place = {"beside": str(beside), "named": "--database"}[kind]
    with pytest.raises(BadInput, match=f"{place}: expected the registries of 200:2, got 200:1"):
        database.holds((200, 2), beside)


@pytest.mark.parametrize("kind", ["beside", "named"])
def test_asking_makes_no_file(tmp_path: Path, kind: str) -> None:
    assert databases(tmp_path)[kind].held(tmp_path / "registry.sqlite") is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("named", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_holds_nothing(tmp_path: Path, named: str) -> None:
    assert CityDatabase(named).held(tmp_path / "registry.sqlite") is None


def test_which_city_it_is_comes_after_all_its_rows(small: City) -> None:
    assert [filling.table for filling in fillings(small)][-1] == "city"


def test_a_database_not_filled_to_the_end_holds_no_city(tmp_path: Path, small: City) -> None:
    beside = tmp_path / "registry.sqlite"
    CityDatabase().fill(small, beside)
    engine = create_engine(CityDatabase().url(beside))
    with Session(engine) as session:
        session.execute(delete(schema.FilledCity))
        session.commit()
    assert filled_for(engine) is None
    engine.dispose()


def test_a_case_is_no_city() -> None:
    engine = create_engine("sqlite://")
    load_case(with_lists().records, engine)
    assert filled_for(engine) is None


@pytest.mark.parametrize(
    "named", ["nonsense", "oracle9://x", "sqlite:////nowhere/at/all.sqlite", "sqlite:///{broken}"]
)
def test_a_database_that_cannot_be_used_is_named(tmp_path: Path, small: City, named: str) -> None:
    broken = tmp_path / "broken"
    broken.write_bytes(b"no database, but long enough to be read as one" * 10)
    database = CityDatabase(named.replace("{broken}", str(broken)))
    with pytest.raises(BadInput, match=r"^--database: expected the URL of a database that can be"):
        database.fill(small, tmp_path / "registry.sqlite")


def test_a_damaged_file_beside_is_named_with_the_way_out(tmp_path: Path) -> None:
    beside = tmp_path / "registry.sqlite"
    beside.write_bytes(b"no database, but long enough to be read as one" * 10)
    with pytest.raises(BadInput, match="that can be read; `generate --replace` makes the city"):
        CityDatabase().held(beside)


def test_other_tables_of_a_database_stay(tmp_path: Path, small: City) -> None:
    path = tmp_path / "named.sqlite"
    with sqlite3.connect(path) as own:
        own.execute("CREATE TABLE saved_work (name TEXT)")
    own.close()
    database = CityDatabase(f"sqlite:///{path}")
    assert database.held(tmp_path / "beside") is None
    database.fill(small, tmp_path / "beside")
    with sqlite3.connect(path) as own:
        assert own.execute("SELECT count(*) FROM saved_work").fetchone() == (0,)
    own.close()
