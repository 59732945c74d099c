import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import pytest
from sqlalchemy import CompoundSelect, Engine, MetaData, Select, Table, create_engine, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateTable

from synthetic_data.case_file import read_case
from synthetic_data.city import City
from synthetic_data.generate import Ready
from synthetic_data.registry import city_schema, questions, schema
from synthetic_data.registry.case_rows import load_case
from synthetic_data.registry.city_columns import SOURCES, places
from synthetic_data.registry.city_database import CityDatabase
from synthetic_data.registry.city_rows import (
    CityRows,
    columns_of,
    load_city,
    load_city_file,
    write_city,
    write_note,
)
from synthetic_data.registry.in_step import Abandoned, Parts, make_and_write
from synthetic_data.registry.systems import CadastreTables
from synthetic_data.typed_tables import TABLES, length
from tests.synthetic_data.small_cases import FAMILY, with_lists


def test_a_key_that_looks_like_a_number_stays_the_word_it_is() -> None:
    engine = create_engine("sqlite://")
    load_case(with_lists(dwellings=[{"id": "12", "owners": ["O"]}, *HOMES]).records, engine)
    with Session(engine) as session:
        keys = session.scalars(select(schema.Dwelling.dwelling_id)).all()
        assert "12" in keys
        assert CadastreTables(session).owners("12")["owners"] == [{"id": "O", "kind": "person"}]


HOMES = FAMILY["registries"]["dwellings"]


def test_the_keys_of_a_city_stay_numbers(city_engine: Engine) -> None:
    with Session(city_engine) as session:
        first = select(schema.Person.person_id).order_by(schema.Person.person_id).limit(2)
        assert session.scalars(first).all() == [0, 1]


@pytest.mark.parametrize("table", schema.Table.metadata.sorted_tables, ids=str)
def test_every_table_can_be_made_in_postgresql_too(table: object) -> None:
    made = str(CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[arg-type,no-untyped-call]
    assert "BLOB" not in made
    assert "person_id" not in made or "person_id BIGINT" in made


@pytest.mark.parametrize("name", TABLES)
def test_every_row_of_a_city_is_in_its_table(city: City, city_engine: Engine, name: str) -> None:
    table = schema.Table.metadata.tables[name]
    with Session(city_engine) as session:
        assert session.scalar(select(func.count()).select_from(table)) == length(city, name)


def test_headcounts_are_in_step_with_registrations(city: City, city_engine: Engine) -> None:
    with Session(city_engine) as session:
        counts = select(
            func.sum(schema.Headcount.permanent),
            func.sum(schema.Headcount.temporary),
            func.sum(schema.Headcount.with_parent),
        )
        kinds = np.bincount(city.registration_kind, minlength=3)
        assert tuple(session.execute(counts).one()) == tuple(kinds)


def test_filling_a_database_again_replaces_what_it_held(city: City) -> None:
    engine = create_engine("sqlite://")
    for _ in range(2):
        load_city(city, engine)
    with Session(engine) as session:
        assert session.scalar(select(func.count(schema.Person.person_id))) == city.persons


def test_owners_keep_the_order_of_the_cadastre() -> None:
    assert places(np.array([0, 0, 3, 4, 4, 4])).tolist() == [0, 1, 0, 0, 1, 2]


def test_the_same_case_read_and_loaded_again_gives_the_same_rows() -> None:
    held = []
    for _ in range(2):
        engine = create_engine("sqlite://")
        load_case(read_case(FAMILY).records, engine)
        held.append(all_rows(engine))
    assert held[0] == held[1]
    assert [name for name, rows in held[0].items() if rows] == FILLED_BY_THE_FAMILY


def all_rows(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    tables = schema.Table.metadata.tables
    with engine.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(select(tables[name]))]
            for name in sorted(tables)
        }


FILLED_BY_THE_FAMILY = [
    "births",
    "dwellings",
    "enrolments",
    "guardianships",
    "headcounts",
    "id_cards",
    "incapacities",
    "marriages",
    "mart_kinship",
    "organisations",
    "ownerships",
    "persons",
    "registrations",
]


class Recorder:
    """A database that only notes what is written to it, table by table."""

    def __init__(self) -> None:
        self.tables: MetaData = city_schema.numbered()
        self.done: list[str] = []

    def write(self, table: Table, batches: Iterator[Any]) -> None:
        assert list(batches)
        self.done.append(table.name)

    def index(self, table: Table) -> None:
        assert table.name not in SOURCES or self.done[-1] == table.name


def test_a_table_is_written_as_soon_as_its_columns_are_there(city: City) -> None:
    rows = CityRows(recorder := Recorder())
    rows.take({"ward": city.ward})
    assert recorder.done == []
    rows.take({"guardian": city.guardian, "owner": city.owner})
    assert recorder.done == ["guardianships"]


def test_which_city_it_is_comes_after_all_its_rows(city: City) -> None:
    rows = CityRows(recorder := Recorder())
    rows.take_all(iter([columns_of(city)]))
    write_note(recorder, city.identity())
    assert recorder.done == [*SOURCES, "tirkeu_city"]


def test_a_city_without_some_columns_is_not_whole(city: City) -> None:
    columns = {name: column for name, column in columns_of(city).items() if name != "home"}
    with pytest.raises(KeyError, match="persons"):
        CityRows(Recorder()).take_all(iter([columns]))


def test_pages_made_from_arrays_hold_what_sqlite_writes_row_by_row(
    city: City, tmp_path: Path
) -> None:
    load_city_file(city, pages := tmp_path / "pages")
    engine = create_engine(f"sqlite:///{tmp_path / 'rows'}")
    write_city(engine, iter([columns_of(city)]), city.identity)
    engine.dispose()
    (_, made), (_, wanted) = content(pages), content(tmp_path / "rows")
    assert made == wanted


def test_a_file_that_somebody_names_gets_the_same_tables_and_rows(
    city: City, tmp_path: Path
) -> None:
    load_city_file(city, pages := tmp_path / "pages")
    engine = create_engine(f"sqlite:///{tmp_path / 'named'}")
    for _ in range(2):
        load_city(city, engine)
    engine.dispose()
    assert content(tmp_path / "named") == content(pages)
    assert {path.name for path in tmp_path.iterdir()} == {"pages", "named"}


def content(path: Path) -> tuple[list[object], dict[str, list[object]]]:
    """Everything in a file: what it is made of, and the rows of each table in their order."""
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        made = sorted(file.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))
        names = [name for kind, name, *_ in made if kind == "table"]
        asked = {name: f'SELECT * FROM "{name}"' for name in names}  # noqa: S608 - own tables
        rows = {name: file.execute(statement).fetchall() for name, statement in asked.items()}
    assert sum(map(len, rows.values())) > 10_000
    return made, rows


ASKED = [
    name
    for name, question in vars(questions).items()
    if name.isupper() and isinstance(question, Select | CompoundSelect)
]


@pytest.mark.parametrize("name", ASKED)
def test_no_question_reads_a_whole_table(city_file: Path, name: str) -> None:
    asked = getattr(questions, name).compile(dialect=sqlite.dialect(paramstyle="named"))
    with closing(sqlite3.connect(city_file)) as file:
        plan = file.execute(f"EXPLAIN QUERY PLAN {asked}", dict.fromkeys(asked.params, 1))
        steps = [str(step[3]) for step in plan]
    assert any(step.startswith("SEARCH") for step in steps)
    assert not [step for step in steps if step.startswith("SCAN")]


@pytest.fixture(scope="module")
def city_file(city: City, tmp_path_factory: pytest.TempPathFactory) -> Path:
    load_city_file(city, path := tmp_path_factory.mktemp("file") / "registry.sqlite")
    return path


def test_a_failing_writer_stops_the_making_and_the_other_writer(city: City) -> None:
    stopped, told = Event(), list[str]()

    def full(parts: Parts) -> None:
        next(parts)
        stopped.set()
        message = "disk full"
        raise OSError(message)

    def other(parts: Parts) -> None:
        with suppress(Abandoned):
            told.extend(name for part in parts for name in part)
            told.append("the end")

    def make(ready: Ready) -> City:
        ready({"born": city.born})
        assert stopped.wait(60)
        while True:  # the failure is told as soon as its thread has ended
            ready({})

    with pytest.raises(OSError, match="disk full"):
        make_and_write(make, [full, other])
    assert told == ["born"]


def test_a_city_that_cannot_be_made_leaves_its_database_as_it_was(
    city: City, tmp_path: Path
) -> None:
    load_city_file(city, path := tmp_path / "registry.sqlite")
    held = content(path)

    def make(ready: Ready) -> City:
        ready(columns_of(city))
        message = "no such city"
        raise ValueError(message)

    with pytest.raises(ValueError, match="no such city"):
        CityDatabase(f"sqlite:///{path}").fill_while(make, tmp_path / "aside")
    assert content(path) == held
