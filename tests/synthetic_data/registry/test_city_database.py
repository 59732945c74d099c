from pathlib import Path

import pytest
from sqlalchemy import Engine, Index, MetaData, delete, func, select, text
from sqlalchemy.orm import Session

from domain.errors import BadInput
from synthetic_data.city import City, Identity
from synthetic_data.generate import generate_city
from synthetic_data.registry import city_schema, schema, writing
from synthetic_data.registry.city_database import CityDatabase, check_still, filled_for
from synthetic_data.registry.city_rows import load_city, load_city_file
from tests.postgresql import Cluster
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
    assert not database.holds(small.identity(), beside)
    database.fill(small, beside)
    assert database.held(beside) == small.identity()
    assert database.holds(small.identity(), beside)
    assert database.holds(Identity(200, 1), beside)
    assert beside.exists() != named
    place = "--database" if named else str(beside)
    with pytest.raises(BadInput, match=f"{place}: expected the registries of 200:2, got 200:1"):
        database.holds(Identity(200, 2), beside)
    anew = "the registries of 200:1; `tirkeu generate --population 200 --seed 1` fills them anew"
    with pytest.raises(BadInput, match=f"{place}: expected {anew}, got those of other arrays"):
        database.holds(Identity(200, 1, "other"), beside)


FORMER = (
    "UPDATE tirkeu_city SET form = 'former'",
    "ALTER TABLE tirkeu_city DROP COLUMN form",
    "DROP TABLE tirkeu_city",
)


@pytest.mark.parametrize("change", FORMER)
def test_registries_of_another_form_are_held_by_nobody_and_told(
    change: str, tmp_path: Path, small: City, url: str
) -> None:
    database, beside = CityDatabase(url), tmp_path / "beside"
    database.fill(small, beside)
    with opened(url) as engine, engine.begin() as own:
        own.execute(text(change))
    assert database.held(beside) is None
    with pytest.raises(BadInput, match="` fills them anew, got those of another version"):
        database.holds(small.identity(), beside)
    database.fill(small, beside)
    assert database.held(beside) == small.identity()


def test_every_change_of_a_table_or_an_index_is_another_form(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, tables = city_schema.form(), MetaData()
    for table in city_schema.numbered().tables.values():
        table.to_metadata(tables)
    Index("another", tables.tables["persons"].c.iin)
    monkeypatch.setattr(city_schema, "numbered", lambda: tables)
    assert city_schema.form.__wrapped__() != before


@pytest.mark.parametrize("name", ["persons", "tirkeu_city"])
def test_a_view_of_somebody_else_is_refused(tmp_path: Path, url: str, name: str) -> None:
    with opened(url) as engine, engine.begin() as own:
        own.execute(text(f"CREATE VIEW {name} AS SELECT 1 AS population"))
    with pytest.raises(BadInput, match=f"under the registries' names, got view {name}"):
        CityDatabase(url).check(tmp_path / "beside")


@pytest.mark.parametrize("sign", ["?", "%41", "#", "@", " ", "&", "a@b:c@d"])
def test_a_home_of_any_name_holds_its_own_registries(
    tmp_path: Path, small: City, sign: str
) -> None:
    beside = tmp_path / f"ho{sign}me" / "registry.sqlite"
    beside.parent.mkdir()
    CityDatabase().fill(small, beside)
    assert CityDatabase().held(beside) == small.identity()
    assert [path.name for path in tmp_path.iterdir()] == [beside.parent.name]
    assert [path.name for path in beside.parent.iterdir()] == [beside.name]
    load_city_file(small, other := beside.with_name("other.sqlite"))
    assert other.is_file()


def test_a_database_given_to_another_city_is_told_at_the_next_question(
    tmp_path: Path, small: City, url: str
) -> None:
    database, beside = CityDatabase(url), tmp_path / "beside"
    database.fill(small, beside)
    with opened(url) as engine, engine.connect() as connection:
        check_still(small.identity(), connection)
        connection.rollback()
        database.fill(generate_city(210, 2), beside)
        with pytest.raises(BadInput, match=r"of 200:1, .* got the database now holds 210:2"):
            check_still(small.identity(), connection)
        connection.rollback()
        with pytest.raises(BadInput, match="the database now holds 210:2"):
            check_still(Identity(210, 2, "of other arrays"), connection)
        connection.rollback()
        with engine.begin() as own:
            own.execute(text("DROP TABLE tirkeu_city"))
        with pytest.raises(BadInput, match="of 200:1, for which it was opened, got"):
            check_still(small.identity(), connection)


@pytest.mark.parametrize("name", [None, "named.sqlite"])
def test_asking_makes_no_file(tmp_path: Path, name: str | None) -> None:
    database = CityDatabase(name and f"sqlite:///{tmp_path / name}")
    assert database.held(tmp_path / "registry.sqlite") is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "named",
    [
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file::memory:?uri=true",
        "sqlite:///file:x?mode=memory&uri=true",
    ],
)
def test_a_database_in_memory_is_refused(tmp_path: Path, named: str) -> None:
    with pytest.raises(BadInput) as told:
        CityDatabase(named).held(tmp_path / "registry.sqlite")
    assert told.value.where == "--database"
    assert told.value.expected == "a database that outlasts the command"


def test_a_database_not_filled_to_the_end_holds_no_city(small: City, engine: Engine) -> None:
    load_city(small, engine)
    assert filled_for(engine) == small.identity()
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
        assert database.held(beside) == city.identity()


def test_an_idle_reader_is_not_waited_for_without_end(
    tmp_path: Path, small: City, postgresql: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "PATIENCE_SECONDS", 1)
    with postgresql.database() as url:
        database = CityDatabase(url)
        database.fill(small, tmp_path / "beside")
        with opened(url) as engine, engine.connect() as reader:
            reader.execute(select(schema.Person.person_id).limit(1))
            with pytest.raises(BadInput, match="written, got tables that somebody else is using"):
                database.fill(generate_city(210, 2), tmp_path / "beside")
        assert database.held(tmp_path / "beside") == small.identity()
